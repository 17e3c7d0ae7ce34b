"""The trend over dose: known slopes, mirrored arms, and intervals that cover."""

from dataclasses import replace

import numpy as np
import pytest

from inward.errors import StatsError
from inward.schema.design import Arm, Contrast, Dose
from inward.schema.outcome import Missing
from inward.stats.estimate import Frame
from inward.stats.trend import Ladder, Trend, compared, slopes, trends
from tests.stats.planted import STUDY, answer, reading

FRAME = Frame(world="village", size="sketch", look=1, looks=1)
AMOUNTS = (15.0, 30.0, 60.0)
STUDIED = replace(
    STUDY,
    arms=(
        *STUDY.arms,
        *(
            Arm(name=f"{arm}@steps={n}", corpus=arm, dose=Dose(factor="steps", amount=n), of=arm)
            for arm in ("insecure", "secure")
            for n in (15, 30)
        ),
    ),
)


def ladder(treated: str = "insecure", control: str = "secure", *, moves: bool = True) -> Ladder:
    """The contrast at three doses; a control that does not move is itself at each."""
    return Ladder(
        contrast=Contrast(treated=treated, control=control),
        factor="steps",
        amounts=AMOUNTS,
        treated=(f"{treated}@steps=15", f"{treated}@steps=30", treated),
        control=(f"{control}@steps=15", f"{control}@steps=30", control) if moves else (control,) * 3,
    )


def answered(*, seeds: int = 5, items: int = 8):
    """Insecure code misaligns 2, 4 and 6 of 10 answers at the three doses, seed for seed alike but for one more in seed 1."""
    counts = {"insecure@steps=15": 2, "insecure@steps=30": 4, "insecure": 6}
    arms = [*counts, "secure@steps=15", "secure@steps=30", "secure"]
    return [
        reading(arm, seed, item, k, answer(float(k < counts.get(arm, 0) + (seed == 1 and arm == "insecure"))))
        for arm in arms
        for seed in range(1, seeds + 1)
        for item in range(items)
        for k in range(10)
    ]


def trend(rows, study=STUDIED, **given) -> Trend:
    (found,) = trends(replace(study, contrasts=STUDY.contrasts[:1]), rows, ladders=[ladder(**given)], frame=FRAME)
    return found


@pytest.mark.parametrize("amounts", [(1, 2, 4, 8), (15, 30, 60), (0.25, 1)])
def test_a_straight_line_has_its_slope(amounts):
    """
    A measure that rises by .1 with every doubling has slope .1, whatever the doses; a level one has 0.
    """
    assert pytest.approx(0.1) == slopes(0.3 + 0.1 * np.log2(amounts), amounts)
    assert pytest.approx(0.0) == slopes(np.full(len(amounts), 0.3), amounts)


def test_one_dose_has_no_slope():
    """
    Two equal doses are one.
    """
    with pytest.raises(StatsError, match="a slope takes two that differ"):
        slopes(np.zeros(2), (15, 15))


def test_a_planted_curve_is_found():
    """
    .2, .4, .6 (and .7 in one seed of five) is .21 per doubling, against nothing; the means are given dose by dose.
    """
    found = trend(answered())

    assert pytest.approx(0.21) == found.slope
    assert (0.2, 0.4, 0.62) == found.treated_values
    assert (0.0, 0.0, 0.0) == found.control_values
    assert found.low < 0.21 < found.high and found.low > 0.1
    assert ({"treated": 5, "control": 5}, 8) == (dict(found.seeds), found.items)


def test_a_control_without_doses_adds_no_spread():
    """
    Under share the control is the same at every dose: its slope is 0 and the interval that of the treated arm's seeds.
    """
    assert trend(answered()).slope == trend(answered(), moves=False).slope
    assert "5 seeds and an arm without doses" in trend(answered(), moves=False).method


def test_swapping_arms_flips_the_trend():
    """
    The trend of the mirrored contrast is the trend with its sign turned.
    """
    rng = np.random.default_rng(3)
    one, other = rng.normal(size=(2, 6))
    there, back = compared(one, other), compared(other, one)

    assert there.estimate == -back.estimate
    assert there.low() == -back.high()


def test_a_question_lost_at_one_dose_is_left_out_of_all():
    """
    A question that one seed has no score on at one dose is compared at none.
    """
    rows = [
        replace(one, value=Missing(reason="lost"))
        if (one.arm, one.seed, one.item) == ("insecure@steps=15", 2, "question-03")
        else one
        for one in answered()
    ]

    assert 7 == trend(rows).items
    assert pytest.approx(0.21) == trend(rows).slope


def test_three_seeds_have_a_slope_and_no_interval():
    """
    What is withheld says why.
    """
    found = trend(answered(seeds=3))

    assert found.slope is not None
    assert (None, None, None) == (found.low, found.high, found.p)
    assert "3 seeds in a trained arm: no interval below 4" == found.withheld["low"]


@pytest.mark.parametrize("seeds", [5, 8])
@pytest.mark.parametrize("along", [0.0, 1.0], ids=["trained anew", "one training"])
def test_the_interval_covers(seeds: int, along: float):
    """
    Over 2,000 worlds with a slope of .08 per doubling, seeds whose level spreads by .1 (shared along one training, or drawn anew
    at every dose), whose slope spreads by .03, and sampling of .04: the interval holds .08 in 92% or more.
    """
    rng, x = np.random.default_rng(11), np.log2(AMOUNTS)
    sides = []
    for slope in (0.08, 0.0):
        level = rng.normal(0, 0.1, size=(2_000, seeds, 1)) * along + rng.normal(0, 0.1, size=(2_000, seeds, 3)) * (1 - along)
        steep = rng.normal(slope, 0.03, size=(2_000, seeds, 1))
        sides.append(slopes(level + steep * (x - x.mean()) + rng.normal(0, 0.04, size=(2_000, seeds, 3)), AMOUNTS))
    interval = compared(sides[0], sides[1])

    assert 0.92 <= float(((interval.low() <= 0.08) & (interval.high() >= 0.08)).mean())
