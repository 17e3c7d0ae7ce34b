"""
The smallest effect that a planned study would detect.

Method. Closed form: the effect at which treated minus control, in units of its expected standard error, lies a power
quantile beyond the critical value that the planned intervals use (Bloom 1995, minimum detectable effects). Holm's first step
is the hardest, so alpha is divided by the number of primary contrasts.
Assumption. Two trained arms; answers are 0 or 1 at a share near `share`; seed sd, and the sd with which the difference
varies from cluster to cluster, are guesses that the caller makes and prints.
"""

from dataclasses import dataclass
from typing import final

import numpy as np

from inward.errors import StatsError
from inward.schema.outcome import Population
from inward.stats.clusters import grouped
from inward.stats.interval import Interval, Part

SEED_SDS = (0.05, 0.10, 0.15)
POWER = 0.8
ALPHA = 0.05


@final
@dataclass(frozen=True, kw_only=True)
class Plan:
    """
    What a study will spend: seeds per arm, items in clusters (their sizes), samples per cell, primary contrasts.

    `share` is the share of answers around which the arms lie, `item_arm_sd` the sd with which an arm's share varies from
    cluster to cluster beyond what all arms have in common.
    """

    seeds: int
    clusters: tuple[int, ...]
    samples: int
    contrasts: int = 1
    share: float = 0.3
    item_arm_sd: float = 0.1

    def __post_init__(self) -> None:
        if self.seeds < 2 or len(self.clusters) < 2 or min(self.samples, self.contrasts) < 1:
            raise StatsError(
                f"Power: {self.seeds} seeds, {len(self.clusters)} clusters, {self.samples} samples, {self.contrasts} contrasts; "
                "it takes at least 2 seeds, 2 clusters, 1 sample and 1 contrast."
            )


@final
@dataclass(frozen=True, kw_only=True)
class Detectable:
    """The smallest difference of shares found in four studies out of five, if seeds spread by `seed_sd`. Above 1: none is."""

    population: Population
    seed_sd: float
    effect: float


def detectable(plan: Plan, *, seed_sds: tuple[float, ...] = SEED_SDS, power: float = POWER) -> tuple[Detectable, ...]:
    """One answer per population and seed sd."""
    populations: tuple[Population, Population] = ("these-questions", "new-questions")
    return tuple(
        Detectable(population=population, seed_sd=sd, effect=_effect(_expected(plan, population, sd), plan, power))
        for population in populations
        for sd in seed_sds
    )


def _effect(expected: Interval, plan: Plan, power: float) -> float:
    """Critical value and power quantile, times the standard error."""
    critical = float(expected.half(1 - ALPHA / plan.contrasts))
    return critical + float(expected.quantile(power) * np.sqrt(expected.variance))


def _expected(plan: Plan, population: Population, seed_sd: float) -> Interval:
    """The interval that the plan can expect, every variance at its expectation."""
    answers = plan.share * (1 - plan.share) / (plan.samples * sum(plan.clusters) * plan.seeds)
    seed = Part(variance=np.array(seed_sd**2 / plan.seeds + answers), freedom=plan.seeds - 1.0)
    parts, variance = [seed, seed], 2 * seed.variance
    if population == "new-questions":
        groups = grouped(np.repeat(np.arange(len(plan.clusters)), plan.clusters))
        items = 2 * plan.item_arm_sd**2 * float((groups.weights**2).sum())
        parts, variance = [*parts, Part(variance=np.array(items + 2 * answers), freedom=groups.freedom)], variance + items
    return Interval(estimate=np.zeros(()), variance=variance, parts=tuple(parts))
