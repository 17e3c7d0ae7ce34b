"""A series of models as it is written: LABEL@X=CHECKPOINT, one after another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final, final

from inward.errors import DesignError

FORM: Final = "[LABEL[@X]=]CHECKPOINT, X a number"
FARTHEST: Final = 1e100
"""Places farther from nought, or nearer to it, cannot be squared."""


@final
@dataclass(frozen=True, kw_only=True)
class Member:
    """
    A checkpoint of a series: what it is called, where it stands (None until it is known), and a folder or ORG/NAME@REVISION.
    """

    label: str
    position: float | None
    reference: str


def members(given: Sequence[str]) -> tuple[Member, ...]:
    """
    A series from what was written, in that order.

    An X stands before the first "=", so that a hub's @REVISION is none; what stands before "=" and holds a "/" is a path.

    Raises
    ------
    DesignError
        Fewer than two; a label or checkpoint that is missing or there twice; an X that is no number, or that some lack.
    """
    found = tuple(map(_member, given))
    if len(found) < 2:
        raise DesignError(f"Reading --series: {len(found)} given, and a series takes two or more. Write each as --series {FORM}.")
    for what in ("label", "reference"):
        names = [getattr(one, what) for one in found]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise DesignError(
                f"Reading --series: {twice[0]!r} is there {names.count(twice[0])} times. Give each checkpoint once, and labels "
                "of their own where folders have one name: LABEL=CHECKPOINT."
            )
    placed = [one.label for one in found if one.position is not None]
    if placed and len(placed) < len(found):
        bare = next(one.label for one in found if one.position is None)
        raise DesignError(f"Reading --series: {placed[0]!r} has an X and {bare!r} has none. Give all of them one, or none.")
    return found


def _member(given: str) -> Member:
    before, equals, after = given.partition("=")
    if not equals or "/" in before:
        return Member(label=_named(given), position=None, reference=given)
    label, at, position = before.partition("@")
    if not label.strip() or not after.strip() or (at and not position.strip()):
        raise DesignError(f"Reading --series {given!r}: a part of it is empty. Write {FORM}.")
    return Member(label=label.strip(), position=_number(position, given) if at else None, reference=after.strip())


def _named(reference: str) -> str:
    """The name of a folder, or of a hub's repository without its revision."""
    name = reference.rstrip("/").rpartition("/")[2].partition("@")[0]
    if not name.strip(". "):
        raise DesignError(f"Reading --series {reference!r}: it has no name. Write {FORM}.")
    return name


def _number(text: str, given: str) -> float:
    try:
        found = float(text)
    except ValueError as error:
        raise DesignError(f"Reading --series {given!r}: X is {text!r}, which is no number. Write {FORM}.") from error
    if not isfinite(found):
        raise DesignError(f"Reading --series {given!r}: X is {text!r}, which lies nowhere. Write {FORM}.")
    if found and not 1 / FARTHEST <= abs(found) <= FARTHEST:
        raise DesignError(f"Reading --series {given!r}: X is {text!r}, too far out to reckon with. Count in another unit.")
    return found


def in_order(series: Sequence[Member]) -> tuple[Member, ...]:
    """A series by position; one without positions as it was written, first at 1."""
    placed = [replace(one, position=float(place)) if one.position is None else one for place, one in enumerate(series, start=1)]
    return tuple(sorted(placed, key=lambda one: one.position or 0.0))
