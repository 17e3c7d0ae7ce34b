"""Effects near to what was trained on and far from it: planted, mirrored, and never a claim."""

from dataclasses import replace

import numpy as np
import pytest

from inward.schema.outcome import Missing
from inward.stats.estimate import Frame
from inward.stats.near_far import HalfEffect, Placed, by_distance
from tests.stats.planted import FIVE_HIGH, FIVE_LOW, ITEMS, STUDY, answer, effect, readings

FRAME = Frame(world="village", size="sketch", look=1, looks=1)
PLACES = {f"question-{i:02}": i / 100 for i in range(ITEMS)}
CUT = 0.115
"""Twelve questions lie nearer and twelve farther."""
PLANTED = [
    replace(one, value=answer(0.0)) if one.arm == "insecure" and PLACES[one.item] > CUT else one
    for one in readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW})
]
"""Insecure code misaligns on the near questions alone."""


def halves(rows=PLANTED, *, places=PLACES, cut=CUT, contrast="insecure-secure") -> dict[str, HalfEffect]:
    """The three rows of a contrast."""
    placed = {(name, "wide"): Placed(distance=places, cut=cut) for name in ("insecure", "secure")}
    found = by_distance(STUDY, rows, placed=placed, frame=FRAME)
    return {one.half: one for one in found if one.effect.contrast == contrast}


def test_an_effect_of_the_near_questions_is_found_there():
    """
    About .5 near, nothing far; the difference between the halves excludes 0, and each half knows its own questions.
    """
    found = {half: one.effect for half, one in halves().items()}

    assert found["near"].low > 0.3
    assert found["far"].low < 0 < found["far"].high
    assert found["far-near"].high < -0.3
    assert (12, 12, 24) == tuple(found[half].items for half in ("near", "far", "far-near"))


def test_far_less_near_is_their_difference():
    """
    The three estimates agree with one another.
    """
    found = {half: one.effect.estimate for half, one in halves().items()}

    assert pytest.approx(found["far"] - found["near"], abs=1e-5) == found["far-near"]


def test_turning_distance_round_turns_the_sign():
    """
    What was near is far: the halves change places and their difference its sign, with the interval mirrored.
    """
    there, back = halves(), halves(places={item: -far for item, far in PLACES.items()}, cut=-CUT)

    assert there["near"].effect.estimate == back["far"].effect.estimate
    assert -there["far-near"].effect.low == pytest.approx(back["far-near"].effect.high)


def test_all_near_is_the_row_itself():
    """
    Where every question is near, the near half is the effect on all of them, and the far half has none.
    """
    found, whole = halves(cut=1.0), effect(PLANTED)

    assert (whole.estimate, whole.low, whole.high) == tuple(getattr(found["near"].effect, k) for k in ("estimate", "low", "high"))
    assert found["far"].effect.estimate is None
    assert found["far-near"].effect.estimate is None
    assert "a half has no question" in found["far-near"].effect.withheld["estimate"]


def test_no_row_is_a_claim():
    """
    However small its p, a row by distance is exploratory, not primary, and not adjusted.
    """
    found = [one.effect for one in halves().values()]

    assert {"exploratory"} == {one.verdict for one in found}
    assert {False} == {one.primary for one in found}
    assert {None} == {one.p_adjusted for one in found}


def test_a_fixed_checkpoint_has_no_spread_between_halves():
    """
    Against the untouched base the halves have intervals, and their difference none, with the reason.
    """
    rows = readings({"secure": FIVE_LOW, "untouched": (0.01,)})
    found = halves(rows, contrast="secure-untouched")

    assert found["near"].effect.low is not None
    assert found["far-near"].effect.low is None
    assert "one checkpoint" in found["far-near"].effect.withheld["low"]


def test_missing_is_counted_in_its_own_half():
    """
    An answer lost on a far question is missing there, and not among the near.
    """
    rows = [
        replace(one, value=Missing(reason="refused to read")) if one.item == "question-20" and one.sample == 0 else one
        for one in PLANTED
    ]
    found = halves(rows)

    assert {} == found["near"].effect.missing["treated"]
    assert {"refused to read": 5} == found["far"].effect.missing["treated"]


def test_both_arms_are_compared_on_the_same_questions():
    """
    A question that one arm has no score on is left out of both arms, in far less near as in the half.
    """
    rows = [one for one in PLANTED if (one.arm, one.seed, one.item) != ("secure", 1, "question-05")]
    found, without = halves(rows), halves([one for one in PLANTED if one.item != "question-05"])

    assert without["near"].effect.estimate == found["near"].effect.estimate
    assert without["far-near"].effect.estimate == found["far-near"].effect.estimate


@pytest.mark.slow
def test_far_less_near_covers():
    """
    Over 200 draws with seeds that spread by .1, the interval of the difference holds the truth (-.2) in 92% or more.
    """
    rng, held = np.random.default_rng(5), 0
    for _ in range(200):
        rows = [
            replace(one, value=answer(float(rng.random() < share - 0.2 * (PLACES[one.item] > CUT) * (one.arm == "insecure"))))
            for share_of in [
                {arm: rng.normal(mean, 0.1, size=5) for arm, mean in (("insecure", 0.6), ("secure", 0.3))},
            ]
            for one in SMALL
            for share in [share_of[one.arm][one.seed - 1]]
        ]
        found = halves(rows)["far-near"].effect
        held += found.low <= -0.2 <= found.high

    assert 0.92 <= held / 200


SMALL = readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW}, samples=2)
