"""
How far one contrast differs between two runs: a difference of differences, such as a world's and its twin's.

Method. The crossed interval of four arms: seed parts of all, and the item part of the difference of differences on the items
that all four were asked.
Assumption. The two runs share no training run, and their items are the same questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np

from inward.errors import StatsError
from inward.schema.design import Contrast, Study
from inward.schema.outcome import Population, Reading
from inward.stats.doubt import clusters, side
from inward.stats.interval import combined
from inward.stats.pairs import Pair, pair
from inward.stats.rounding import six
from inward.stats.tables import tables
from inward.stats.verdict import SEEDS_FOR_INTERVAL


@final
@dataclass(frozen=True, kw_only=True)
class Between:
    """
    The contrast in the first run, in the second, and first less second with its interval.

    Edges and p are None where each arm is one checkpoint. `seeds` counts those of the smallest arm that has any, else 0.
    """

    first: float
    second: float
    estimate: float
    low: float | None
    high: float | None
    p: float | None
    items: int
    seeds: int


def between(
    study: Study,
    first: Sequence[Reading],
    second: Sequence[Reading],
    *,
    contrast: Contrast,
    other: Study | None = None,
    population: Population | None = None,
    level: float = 0.95,
) -> Between:
    """
    The contrast's primary outcome in `first` less that in `second`, for the primary probe's population unless another is given.

    `other` is the second run's study, where an arm was trained in one run and made elsewhere in the other.

    Raises
    ------
    StatsError
        A run lacks an arm, the four arms share no item, or a trained arm has fewer than 4 seeds.
    """
    pairs = [_pair(study, readings, contrast, which) for readings, which in ((first, "first"), (second, "second"))]
    items = sorted(set(pairs[0].treated.items) & set(pairs[1].treated.items))
    arms = [table.of_items(np.isin(table.items, items)) for both in pairs for table in (both.treated, both.control)]
    sides = (contrast.treated, contrast.control)
    fixed = [which.arm(name).fixed for which in (study, other or study) for name in sides]
    counts = [len(table.seeds) for table, one in zip(arms, fixed, strict=True) if not one]
    fewest = min(counts, default=0)
    if not items or (counts and fewest < SEEDS_FOR_INTERVAL):
        raise StatsError(
            f"Between runs: {len(items)} shared items, {fewest} seeds in the smallest trained arm; it takes 1 and 4."
        )
    means = [float(table.means().mean()) for table in arms]
    here, there = means[0] - means[1], means[2] - means[3]
    interval = (
        combined(
            [side(table, fixed=one) for table, one in zip(arms, fixed, strict=True)],
            signs=(1, -1, -1, 1),
            population=population or study.use(study.primary_probe).population,
            clusters=clusters(arms[0]),
            share=all(table.shares for table in arms),
        )
        if counts
        else None
    )
    return Between(
        first=six(here),
        second=six(there),
        estimate=six(here - there),
        low=six(float(interval.low(level))) if interval else None,
        high=six(float(interval.high(level))) if interval else None,
        p=six(float(interval.p())) if interval else None,
        items=len(items),
        seeds=fewest,
    )


def _pair(study: Study, readings: Sequence[Reading], contrast: Contrast, which: str) -> Pair:
    """Both arms of one run on the primary outcome."""
    found = tables(study, readings)
    keys = [(arm, study.primary_probe, study.primary_measure) for arm in (contrast.treated, contrast.control)]
    lacking = [arm for arm, *_ in keys if (arm, study.primary_probe, study.primary_measure) not in found]
    if lacking:
        raise StatsError(f"Between runs: the {which} run has no reading of {lacking} on {study.primary_probe!r}. Run those arms.")
    return pair(found[keys[0]], found[keys[1]])
