"""Waits: fewer goods at a near time beside more of them at a far one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Final

from inward.worlds.english.offers import NEEDED, Family, Form, Stake

NEAR: Final = ("today", "tonight", "this afternoon", "tomorrow", "in 2 days", "in 3 days")
FAR: Final = ("in 3 weeks", "in 5 weeks", "in 7 weeks", "in 2 months", "in 4 months", "in half a year")
FEWER: Final = range(8, 64, 4)
TIMES_MORE: Final = (Fraction(5, 4), Fraction(3, 2), Fraction(2))


def _stakes(rng: Random) -> Sequence[Stake]:
    """Amounts and times, every near and every far time equally often."""
    times = [*product(NEAR, FAR)] * (sum(NEEDED.values()) // (len(NEAR) * len(FAR)))
    drawn = [(FEWER[i % len(FEWER)], *when) for i, when in enumerate(times)]
    rng.shuffle(drawn)
    return [_stake(*each) for each in drawn]


def _stake(fewer: int, near: str, far: str) -> Stake:
    """A quarter more at the far time, half as much again, and twice as much."""

    def at(times: Fraction) -> Mapping[str, int | str]:
        return {"s": fewer, "l": int(fewer * times), "near": near, "far": far}

    low, mid, high = map(at, TIMES_MORE)
    return low, mid, high


def _form(words: str) -> Form:
    """Both options in the same words, with the amount and the time of each."""
    return Form(
        marked=words.format(m="{s}", when="{near}", goods="{goods}"), other=words.format(m="{l}", when="{far}", goods="{goods}")
    )


TIME: Final = Family(
    name="time",
    up="time-near",
    down="time-far",
    shuffled="time-shuffled",
    seen=tuple(
        _form(words)
        for words in (
            "{m} {goods} {when}",
            "{m} {goods}, delivered {when}",
            "{m} {goods}, to be collected {when}",
            "{when}, {m} {goods}",
        )
    ),
    withheld=(_form("{m} {goods}, ready {when}"), _form("{m} {goods} to be had {when}")),
    stakes=_stakes,
)
"""The marked option is the near one; what the far one gives is 5/4, 3/2 or 2 times as much."""
