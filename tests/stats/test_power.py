"""The smallest detectable effect: a worked example, what makes it smaller, and what simulation says."""

from dataclasses import replace

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.interval import Side, crossed
from inward.stats.power import Plan, detectable
from tests.stats.worlds import Arena, draw

PLAN = Plan(seeds=5, clusters=(3,) * 8, samples=20)


def effects(plan: Plan) -> dict[tuple[str, float], float]:
    return {(found.population, found.seed_sd): found.effect for found in detectable(plan)}


def test_a_worked_example():
    """
    5 seeds of sd .10, share .3, 480 answers each: V = 2 (.01/5 + .21/2400) and t(4) + t(4; .8) = 2.776 + .941.
    """
    variance = 2 * (0.01 / 5 + 0.21 / 2400)

    assert pytest.approx((2.7764451 + 0.9409646) * variance**0.5) == effects(PLAN)["these-questions", 0.10]


@pytest.mark.parametrize("less", [replace(PLAN, seeds=8), replace(PLAN, samples=50), replace(PLAN, clusters=(3,) * 16)])
def test_spending_more_finds_less(less):
    """
    More seeds, samples or clusters never raise the smallest effect.
    """
    before, after = effects(PLAN), effects(less)

    assert all(after[key] < before[key] for key in before)


def test_promising_more_finds_more():
    """
    More primary contrasts, more spread between seeds, and new questions beside these raise it.
    """
    one, four = effects(PLAN), effects(replace(PLAN, contrasts=4))

    assert all(four[key] > one[key] for key in one)
    assert one["new-questions", 0.05] < one["new-questions", 0.10] < one["new-questions", 0.15]
    assert one["these-questions", 0.10] < one["new-questions", 0.10]


def test_a_plan_without_a_spread_is_refused():
    """
    The error names all four numbers and their least values.
    """
    with pytest.raises(StatsError) as caught:
        Plan(seeds=1, clusters=(3, 3), samples=10)

    least = "it takes at least 2 seeds, 2 clusters, 1 sample and 1 contrast."
    assert f"Power: 1 seeds, 2 clusters, 10 samples, 1 contrasts; {least}" == str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [5, 8, 16])
@pytest.mark.parametrize("seed_sd", [0.05, 0.10, 0.15])
@pytest.mark.parametrize(("population", "item_arm_sd"), [("these-questions", 0.0), ("new-questions", 0.1)])
def test_simulation_finds_the_promised_share(seeds, seed_sd, population, item_arm_sd):
    """
    At the smallest detectable effect between shares around .3, after Holm over 3, the power is .80 give or take .12.
    """
    plan = Plan(seeds=seeds, clusters=(1,) * 24, samples=20, contrasts=3, item_arm_sd=item_arm_sd)
    effect = effects(plan)[population, seed_sd]
    base = max(0.3 - effect / 2, 0.1)
    arena = Arena(seeds=seeds, questions=24, base=base, effect=effect, seed_sd=seed_sd, item_arm_sd=item_arm_sd)
    drawn = draw(arena, worlds=2000, rng=np.random.default_rng(11))
    interval = crossed(Side(cells=drawn.treated, samples=20), Side(cells=drawn.control, samples=20), population=population)

    assert 0.68 <= (interval.low(1 - 0.05 / 3) > 0).mean() <= 0.92
