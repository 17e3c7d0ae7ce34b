"""
Exact permutation over seeds: a check on the p-value that assumes no shape.

Method. Of all ways to call some seeds treated and the others control, the share whose difference of means is at least as far
from 0 as the observed one (Fisher 1935, The Design of Experiments; Pitman 1937). All are counted, none is sampled: the seeds
are split into halves, and subset sums of one are looked up among the other's (Horowitz and Sahni 1974).
Assumption. Under the null, seeds of the two arms are exchangeable. It speaks of these questions and has a floor that no
effect can pass: 0.029 for 4 seeds against 4, 0.008 for 5 against 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import final

import numpy as np

from inward.errors import StatsError
from inward.stats.axes import Array

TIE = 1e-9
MOST = 44


@final
@dataclass(frozen=True, kw_only=True)
class Permutation:
    """Two-sided p over all relabellings of seeds, and the smallest that these numbers of seeds can give."""

    p: float
    smallest: float


def permutation(treated: Sequence[float] | Array, control: Sequence[float] | Array) -> Permutation:
    """
    From one mean per seed of either arm.

    Raises
    ------
    StatsError
        An arm has no seed, or both together have more than 44, too many to count.
    """
    first, second = np.asarray(treated, dtype=float), np.asarray(control, dtype=float)
    seeds = len(first) + len(second)
    if not len(first) or not len(second) or seeds > MOST:
        raise StatsError(
            f"Permutation: {len(first)} treated and {len(second)} control seeds; give 1 or more each, {MOST} in all at most."
        )
    values = np.concatenate([first, second]) - np.concatenate([first, second]).mean()
    tie = TIE * float(np.abs(values).sum())
    distance = abs(float(values[: len(first)].sum())) - tie
    splits = comb(seeds, len(first))
    if distance <= 0:
        return Permutation(p=1.0, smallest=_smallest(len(first), len(second)))
    beyond = _count(values, len(first), distance) + _count(-values, len(first), distance)
    return Permutation(p=beyond / splits, smallest=_smallest(len(first), len(second)))


def _smallest(treated: int, control: int) -> float:
    """One relabelling of all, and its mirror image where the arms are of one size."""
    return (2 if treated == control else 1) / comb(treated + control, treated)


def _count(values: Array, chosen: int, distance: float) -> int:
    """How many sets of `chosen` values sum to `distance` or more. The centred sum decides, as the difference of means does."""
    half = len(values) // 2
    left, right = _sums(values[:half]), _sums(values[half:])
    found = 0
    for size, sums in enumerate(left):
        if 0 <= chosen - size < len(right):
            others = np.sort(right[chosen - size])
            found += int((len(others) - np.searchsorted(others, distance - sums)).sum())
    return found


def _sums(values: Array) -> list[Array]:
    """The sums of all subsets, listed by the size of the subset."""
    sums: list[Array] = [np.zeros(1)]
    for value in values:
        grown = [np.zeros(0), *(known + value for known in sums)]
        sums = [np.concatenate([kept, more]) for kept, more in zip([*sums, np.zeros(0)], grown, strict=True)]
    return sums
