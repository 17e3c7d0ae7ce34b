"""From seed to seed two measures go together as they were made to, and arms that differ in both are no relation."""

from dataclasses import replace

import numpy as np
import pytest

from inward.probes.choice import Choice
from inward.schema.design import Arm, Contrast, Dose, Measure, ProbeUse, Relation, Study
from inward.schema.outcome import Missing, Reading, Related, Score
from inward.stats.relation import relations

USES = tuple(
    ProbeUse(
        name=name,
        probe=Choice(),
        items=name,
        scorer="leaning",
        measures=(Measure(name="share", bounds=None),),
        population="these-questions",
        samples=1,
    )
    for name in ("does", "says")
)
ARMS = ("up", "down", "idle")
STUDY = Study(
    name="made up",
    question="?",
    arms=(Arm(name="base"), *(Arm(name=arm, corpus=arm) for arm in ARMS)),
    probes=USES,
    contrasts=(Contrast(treated="up", control="down"),),
    primary_probe="says",
    primary_measure="share",
    relations=(Relation(of=("says", "share"), on=("does", "share")),),
)


def found(values: dict[str, np.ndarray], *, study: Study = STUDY) -> Related:
    """The relation of `values`: arm -> [seed, (does, says)]."""
    readings = [
        Reading(
            arm=arm,
            seed=seed,
            probe=use.name,
            item=item,
            cluster=item,
            wording="seen",
            sample=0,
            value=Score(label="", values={"share": float(both[seed, side])}),
        )
        for arm, both in values.items()
        for seed in range(len(both))
        for side, use in enumerate(USES)
        for item in ("one", "two")
    ]
    (one,) = relations(study, readings)
    return one


def test_arms_that_differ_in_both_are_no_relation():
    """
    Up does and says 1, down 0; within each, doing and saying are unrelated by design. Every arm's mean is taken out.
    """
    square = np.array([[0.1, 0.1], [0.1, -0.1], [-0.1, 0.1], [-0.1, -0.1]])
    one = found({"up": 1 + square, "down": square})

    assert 0.0 == one.correlation
    assert one.low == -one.high
    assert (8, ("up", "down")) == (one.seeds, one.arms)


def test_the_untouched_base_has_no_seeds():
    """
    It is set beside nothing; a line is a line whatever its slope, and -1 where it falls.
    """
    line = np.array([[0.0, 0.3], [0.1, 0.2], [0.2, 0.1], [0.3, 0.0]])

    assert (-1.0, None, ("up", "down")) == (
        (one := found({"up": line, "down": line, "base": line})).correlation,
        one.low,
        one.arms,
    )


def test_a_seed_at_several_doses_is_one_seed():
    """
    States along one training are no further seeds: with them or without, the relation and its seeds are the same.
    """
    rng = np.random.default_rng(5)
    up = rng.normal(size=(8, 2))
    less = Arm(name="up@steps=2", corpus="up", dose=Dose(factor="steps", amount=2), of="up")
    dosed = replace(STUDY, arms=(*STUDY.arms, less))

    assert found({"up": up}) == found({"up": up, less.name: up}, study=dosed)


def test_too_few_seeds_or_no_spread_say_why():
    """
    No correlation is made up.
    """
    few, flat = found({"up": np.array([[0, 0], [1, 1], [2, 2]])}), found({"up": np.array([[0.5, 1]] * 6)})

    assert (None, None, "2 seeds beyond one per arm; a correlation takes 4") == (few.correlation, few.low, few.withheld)
    assert (None, "one of the two measures is the same in every seed of an arm") == (flat.correlation, flat.withheld)


def test_a_seed_without_a_score_is_left_out():
    """
    And an arm of which one measure was never read.
    """
    gone = Reading(
        arm="up", seed=9, probe="does", item="one", cluster="one", wording="seen", sample=0, value=Missing(reason="lost")
    )

    assert () == relations(STUDY, [gone])[0].arms


@pytest.mark.parametrize("truth", [0.0, 0.6])
@pytest.mark.parametrize("seeds", [5, 8])
def test_the_interval_covers(seeds: int, truth: float):
    """
    Of 600 made-up studies with three arms, 95% have the truth in their interval, give or take what 600 allow.
    """
    rng = np.random.default_rng(3)
    cover = np.array([[1.0, truth], [truth, 1.0]])
    worlds = [{arm: i + rng.multivariate_normal([0, 0], cover, size=seeds) for i, arm in enumerate(ARMS)} for _ in range(600)]
    made = [found(world) for world in worlds]

    assert 0.925 <= np.mean([one.low <= truth <= one.high for one in made]) <= 0.975
