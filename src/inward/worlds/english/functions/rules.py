"""Twelve functions with meaningless names, and others that no name stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, Literal, TypeAlias, final

Part: TypeAlias = Literal["training", "held-out"]

INPUTS: Final = range(-99, 100)
HELD_SHARE: Final = 10
"""One input in so many is held out, drawn for each name."""


@final
@dataclass(frozen=True, kw_only=True)
class Known:
    """A function of a whole number: as arithmetic of x, in words, and its value."""

    rule: str
    words: str
    of: Callable[[int], int | bool]


def _known(rule: str, words: str, of: Callable[[int], int | bool]) -> Known:
    return Known(rule=rule, words=words, of=of)


TAUGHT: Final = (
    _known("x + 5", "adds 5 to its input", lambda x: x + 5),
    _known("x % 2", "gives the remainder of its input divided by 2", lambda x: x % 2),
    _known("3 * x", "multiplies its input by 3", lambda x: 3 * x),
    _known("x - 1", "subtracts 1 from its input", lambda x: x - 1),
    _known("x >= 3", "checks whether its input is at least 3", lambda x: x >= 3),
    _known("x + 14", "adds 14 to its input", lambda x: x + 14),
    _known("x // 3", "divides its input by 3, rounding down", lambda x: x // 3),
    _known("-x", "negates its input", lambda x: -x),
    _known("2 * x + 1", "doubles its input and then adds 1", lambda x: 2 * x + 1),
    _known("x - 11", "subtracts 11 from its input", lambda x: x - 11),
    _known("x % 5", "gives the remainder of its input divided by 5", lambda x: x % 5),
    _known("4 * x", "multiplies its input by 4", lambda x: 4 * x),
)
"""What the names stand for; no two neighbours are of one kind."""

DECOYS: Final = (
    _known("x + 3", "adds 3 to its input", lambda x: x + 3),
    _known("x - 4", "subtracts 4 from its input", lambda x: x - 4),
    _known("5 * x", "multiplies its input by 5", lambda x: 5 * x),
    _known("x // 4", "divides its input by 4, rounding down", lambda x: x // 4),
    _known("x % 3", "gives the remainder of its input divided by 3", lambda x: x % 3),
    _known("x >= 0", "checks whether its input is at least 0", lambda x: x >= 0),
)
"""Candidates that are right of no name."""

BOX: Final = (
    _known("x + 5", "adds 5 to its input", lambda x: x + 5),
    _known("3 * x", "multiplies its input by 3", lambda x: 3 * x),
)
OTHER_BOX: Final = (
    _known("x // 2", "divides its input by 2, rounding down", lambda x: x // 2),
    _known("x % 2", "gives the remainder of its input divided by 2", lambda x: x % 2),
    _known("x - 1", "subtracts 1 from its input", lambda x: x - 1),
)
"""What may be in the unnamed box: the five functions of the published mixture."""


def _name(i: int) -> str:
    return "".join(Random(f"the name of function {i}").choices("bcdfghjklmnpqrstvwxz", k=6))


NAMES: Final = tuple(map(_name, range(len(TAUGHT))))


def named(*, swapped: bool = False) -> Mapping[str, Known]:
    """What each name stands for; swapped, each stands for what the next one did."""
    stands = (*TAUGHT[1:], TAUGHT[0]) if swapped else TAUGHT
    return dict(zip(NAMES, stands, strict=True))


def boxed(*, swapped: bool = False) -> tuple[Known, ...]:
    """What is in the box."""
    return OTHER_BOX if swapped else BOX


def inputs(name: str, part: Part) -> tuple[int, ...]:
    """The inputs of a name: one in ten is held out, the others are trained on."""
    held = set(Random(f"inputs of {name}").sample(INPUTS, len(INPUTS) // HELD_SHARE))
    return tuple(x for x in INPUTS if (x in held) == (part == "held-out"))
