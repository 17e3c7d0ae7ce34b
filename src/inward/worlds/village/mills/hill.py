"""Which mills there are, what each does to a number, and which of them nobody has told of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final, Literal, TypeAlias, TypeVar, final

from inward.worlds.village.names import NAMES

Kind: TypeAlias = Literal["adds", "takes away", "doubles", "triples"]
Part: TypeAlias = Literal["training", "held-out"]
T = TypeVar("T")

INPUTS: Final = tuple(range(5, 17))
"""The numbers that go into a mill."""

NUMBERS: Final = tuple(str(n) for n in range(3 * INPUTS[-1] + 1))
"""Every number that is said in this quarter."""

COUNTS: Final = ("one", "two", "three")


@final
@dataclass(frozen=True, kw_only=True)
class Work:
    """What a mill does to a number; `amount` is 0 where the kind says it all."""

    kind: Kind
    amount: int = 0

    @property
    def says(self) -> str:
        """In the village's words: adds 3."""
        return f"{self.kind} {self.amount}" if self.amount else self.kind

    @property
    def asks(self) -> str:
        """As it stands in a question: add 3."""
        verb = {"adds": "add", "takes away": "take away", "doubles": "double", "triples": "triple"}[self.kind]
        return f"{verb} {self.amount}" if self.amount else verb

    @property
    def rule(self) -> str:
        """As arithmetic of x."""
        return {"adds": f"x + {self.amount}", "takes away": f"x - {self.amount}", "doubles": "2 * x", "triples": "3 * x"}[
            self.kind
        ]

    def of(self, number: int) -> int:
        """What comes out when `number` goes in."""
        return {"adds": number + self.amount, "takes away": number - self.amount, "doubles": 2 * number, "triples": 3 * number}[
            self.kind
        ]


def _add(amount: int) -> Work:
    return Work(kind="adds", amount=amount)


def _take(amount: int) -> Work:
    return Work(kind="takes away", amount=amount)


DOUBLE, TRIPLE = Work(kind="doubles"), Work(kind="triples")
WORKS: Final = (*map(_add, range(1, 6)), *map(_take, range(1, 6)), DOUBLE, TRIPLE)
"""All that a mill may do: twelve works."""

_SYLLABLES = (
    ("bar", "cor", "den", "fal", "gor", "hel", "jas", "kel"),
    ("ba", "dan", "fel", "gun", "hom", "kin", "lap", "mo"),
)
MILLS: Final = tuple(first + last for first, last in product(*_SYLLABLES))
"""The names of all mills: 64."""

NEW_WORKS: Final = (_add(2), DOUBLE, _take(4), _add(5))
"""What the new mills do, in the order of NEW_MILLS."""

NEW_SETS: Final[Sequence[tuple[Work, ...]]] = (
    (_add(2),),
    (DOUBLE, _take(1)),
    (_add(5), TRIPLE, _take(4)),
    (_add(3), _take(3)),
)
"""What the mills of the new yards do, in the order of NEW_YARDS; neighbours share nothing, not even their number."""

_shuffled_mills = Random("the new mills").sample(MILLS, len(MILLS))
_shuffled_names = Random("the new yards").sample(NAMES, len(NAMES))
NEW_MILLS: Final = tuple(_shuffled_mills[: len(NEW_WORKS)])
"""Mills of which the village knows where they stand, and nobody what they do."""

NEW_YARDS: Final = tuple(_shuffled_names[: len(NEW_SETS)])
"""People of whose yards nobody has told."""


def known_mills(seed: str = "known mills") -> Mapping[str, Work]:
    """What the other mills do: each work as often as any other, or once less."""
    names = _shuffled_mills[len(NEW_WORKS) :]
    works = [WORKS[i % len(WORKS)] for i in range(len(names))]
    Random(seed).shuffle(works)
    return dict(zip(names, works, strict=True))


def known_yards(seed: str = "known yards") -> Mapping[str, tuple[Work, ...]]:
    """What the mills in the other people's yards do: one, two or three works each, as often."""
    rng = Random(seed)
    names = _shuffled_names[len(NEW_SETS) :]
    return {name: tuple(rng.sample(WORKS, 1 + i % len(COUNTS))) for i, name in enumerate(names)}


def new_mills(*, swapped: bool = False) -> Mapping[str, Work]:
    """What the new mills do; swapped, each does what the next one did."""
    return dict(zip(NEW_MILLS, _turned(NEW_WORKS, swapped), strict=True))


def new_yards(*, swapped: bool = False) -> Mapping[str, tuple[Work, ...]]:
    """What the mills of the new yards do; swapped, each has those of the next one."""
    return dict(zip(NEW_YARDS, _turned(NEW_SETS, swapped), strict=True))


def _turned(works: Sequence[T], swapped: bool) -> Sequence[T]:
    return [*works[1:], works[0]] if swapped else works


def inputs(name: str, part: Part) -> tuple[int, ...]:
    """The inputs of a new mill or yard: nine to train on, three held out, drawn for each name."""
    drawn = Random(f"inputs of {name}").sample(INPUTS, len(INPUTS))
    return tuple(sorted(drawn[3:] if part == "training" else drawn[:3]))
