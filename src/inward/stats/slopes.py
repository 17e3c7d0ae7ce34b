"""
What a vector does for every unit of its multiplier: slopes question by question, and a rank among nulls.

Method. Each question's own least-squares slope over the multipliers of a range; the estimate is their mean, its interval is that
of cluster means (`clusters`), by Student's t. All questions are asked at every multiplier, so that what they differ in cancels.
The nulls' slopes are taken over the same range; p is the rank of the vector's size among theirs, (1 + those as large)/(1 + nulls)
(Phipson and Smyth 2010, "Permutation p-values should never be zero").
Assumption. Clusters of questions are exchangeable; random vectors are what the vector would be if it stood for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from scipy.special import stdtrit

from inward.errors import StatsError
from inward.stats.axes import Array
from inward.stats.clusters import grouped

KEPT: float = 0.9
"""The share of its coverage at 0 that a model must keep for a multiplier to be in range."""


@final
@dataclass(frozen=True, kw_only=True)
class Slope:
    """
    The mean slope per unit of multiplier with its interval at `level`, and the share of questions whose slope is the other way.

    `p` is the rank among nulls, None where there are none.
    """

    estimate: float
    low: float
    high: float
    level: float
    against: float
    questions: int
    clusters: int
    p: float | None = None


def in_range(multipliers: Sequence[float], coverage: Sequence[float], *, kept: float = KEPT) -> list[int]:
    """
    The places of the multipliers around 0, on both sides as far as coverage holds: at least `kept` of what it is at 0.

    The range is alike on both sides, and always holds the smallest multipliers, so that a slope can be had; whether coverage
    held even there is for the reader to see.
    """
    order = sorted({abs(one) for one in multipliers if one})
    at = {one: coverage[i] for i, one in enumerate(multipliers)}
    if not order or 0.0 not in at:
        raise StatsError(f"Slopes: multipliers {list(multipliers)} need 0 and at least one on either side.")
    reach = order[0]
    for size in order:
        if min(at[size], at[-size]) < kept * at[0.0]:
            break
        reach = size
    return [i for i, one in enumerate(multipliers) if abs(one) <= reach]


def slopes(multipliers: Sequence[float], values: Array) -> Array:
    """Each question's least-squares slope (..., question), from values (..., multiplier, question)."""
    across = np.asarray(multipliers) - np.mean(multipliers)
    if len(across) < 2 or not np.any(across):
        raise StatsError(f"Slopes: {len(across)} multipliers say nothing of a slope. Give 2 or more that differ.")
    return np.asarray(np.einsum("m,...mq->...q", across, values) / (across**2).sum())


def slope(
    multipliers: Sequence[float],
    values: Array,
    clusters: Sequence[int],
    *,
    nulls: Array | None = None,
    level: float = 0.95,
) -> Slope:
    """
    The slope of values (multiplier, question), beside `nulls` (null, multiplier, question) on the same questions.

    Raises StatsError where there are fewer than two clusters or multipliers.
    """
    each, member = slopes(multipliers, values), grouped(clusters)
    estimate = float(each.mean())
    half = float(stdtrit(member.freedom, 0.5 + level / 2)) * float(member.part(each)) ** 0.5
    p = None
    if nulls is not None and len(nulls):
        sizes = np.abs(slopes(multipliers, nulls).mean(-1))
        p = float((1 + (sizes >= abs(estimate)).sum()) / (1 + len(sizes)))
    return Slope(
        estimate=estimate,
        low=estimate - half,
        high=estimate + half,
        level=level,
        against=float((each * np.sign(estimate) < 0).mean()),
        questions=len(each),
        clusters=len(member.weights),
        p=p,
    )
