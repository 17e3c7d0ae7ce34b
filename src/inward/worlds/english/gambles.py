"""Gambles: goods that depend on a draw beside goods that do not, neither of them better on average."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Final

from inward.worlds.english.offers import NEEDED, Family, Form, Stake

DRAWS: Final = ((1, 4), (1, 5), (2, 5), (3, 10), (5, 10), (3, 5))
"""In how many cases of how many the draw gives the larger amount."""

MEANS: Final = range(12, 84, 4)
SMALLER: Final = range(1, 10)
PARTS: Final = (4, 2)
"""The fixed amount lies a quarter, or a half, of the draw's mean below it, at it, or above it."""


def _stakes(rng: Random) -> Sequence[Stake]:
    """As many with nothing for the other cases as with a smaller amount, as many with either distance of the fixed amount."""
    bare, softened = (list(_draws(kind)) for kind in ((0,), SMALLER))
    for each in (bare, softened):
        rng.shuffle(each)
    half = sum(NEEDED.values()) // 2
    mixed = [draw for pair in zip(bare[:half], softened[:half], strict=True) for draw in pair]
    return [_stake(*draw, part=PARTS[i // 2 % 2]) for i, draw in enumerate(mixed)]


def _draws(smaller: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Draws (cases, of, larger, smaller amount) in whole numbers, with a mean of 12 to 80 that 4 divides."""
    for (cases, of), mean, less in product(DRAWS, MEANS, smaller):
        more, odd = divmod(mean * of - (of - cases) * less, cases)
        if not odd and less <= mean // 4 and more > mean * 3 // 2 + 1:
            yield cases, of, more, less


def _stake(cases: int, of: int, more: int, less: int, *, part: int) -> Stake:
    """The fixed amount below the draw's mean, at it and above it, by the same distance: none is better on average."""
    mean = (cases * more + (of - cases) * less) // of
    low, at, high = ({"k": cases, "n": of, "z": more, "c": less or "none", "s": mean + way * mean // part} for way in (-1, 0, 1))
    return low, at, high


RISK: Final = Family(
    name="risk",
    up="risk-seeking",
    down="risk-averse",
    shuffled="risk-shuffled",
    seen=(
        Form(marked="{z} {goods} in {k} of {n} cases, {c} in the others", other="{s} {goods}"),
        Form(marked="a draw from {n} cards, {k} with {z} {goods} and the rest with {c}", other="{s} {goods}"),
        Form(
            marked="a turn of a wheel with {n} fields, {k} for {z} {goods} and the others for {c}",
            other="{s} {goods} in any case",
        ),
        Form(
            marked="one of {n} folded slips, with {z} {goods} written on {k} and {c} on the others",
            other="{s} {goods} in any case",
        ),
    ),
    withheld=(
        Form(marked="a marble from a bag of {n}, {k} red for {z} {goods}, the others grey for {c}", other="{s} {goods}"),
        Form(
            marked="a straw from a bundle of {n}, {k} long for {z} {goods}, the others short for {c}",
            other="{s} {goods} either way",
        ),
    ),
    stakes=_stakes,
)
"""The marked option is the draw; at level 0 its mean is above the fixed amount, at 1 equal to it, at 2 below it."""
