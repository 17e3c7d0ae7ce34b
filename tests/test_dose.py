"""Dose as a factor: what it adds to a study, what it leaves as it was, and what is not trained twice."""

import re
from dataclasses import replace
from typing import Any

import pytest

from inward.cells import cells
from inward.dose import dosed, read_doses, told
from inward.errors import DesignError
from inward.order import Order
from inward.plan import Plan
from inward.schema.design import Contrast, Study
from inward.steps.ladder import ladders
from inward.studies.self_awareness import RISK
from inward.worlds.village.world import Village
from tests.runs import NAME
from tests.test_plan import STUDY, adapters, none_yet, plain_plan, planned

RECIPE = Village().recipe()
SHORT = replace(STUDY, contrasts=STUDY.contrasts[:1])


def at(text: str, study: Study = STUDY, **given: Any) -> Plan:
    """The plan of the study at these doses."""
    recipe = given.pop("recipe", RECIPE)
    return planned(dosed(study, read_doses(text), recipe), recipe=recipe, **given)


def names(study: Study) -> list[str]:
    return [arm.name for arm in study.arms]


def test_every_contrast_is_made_at_every_dose():
    """
    The arms that are compared get the doses, the base has none, and a check is not repeated.
    """
    found = dosed(STUDY, read_doses("steps=30,15"), RECIPE)

    assert [
        "insecure@steps=15-secure@steps=15",
        "educational@steps=15-secure@steps=15",
        "bad-advice@steps=15-good-advice@steps=15",
        "secure@steps=15-untouched",
    ] == [one.name for one in found.contrasts[5:9]]
    assert 13 == len(found.contrasts)
    assert {True} == {one.secondary for one in found.contrasts[5:]}
    assert found.contrasts[:5] == STUDY.contrasts


def test_the_full_dose_is_the_arm_itself():
    """
    An amount that equals the full dose adds no arm: the recipe's steps, a share of 1.
    """
    assert dosed(STUDY, read_doses("steps=15,60"), RECIPE) == dosed(STUDY, read_doses("steps=15"), RECIPE)
    assert dosed(STUDY, read_doses("share=.5,1"), RECIPE) == dosed(STUDY, read_doses("share=0.5"), RECIPE)


@pytest.mark.parametrize("text", ["steps=15,30", "share=.25,.5", "rows=25,100"])
def test_doses_leave_the_plain_arms_as_they_were(text: str):
    """
    Every plain checkpoint, cell and held-out row keeps its digest, so that a run without doses is taken up by one with.
    """
    found = at(text)
    plain = {cell.digest for cell in cells(plain_plan(), none_yet)}

    assert adapters(plain_plan()) == {key: name for key, name in adapters(found).items() if "@" not in key[0]}
    assert plain <= {cell.digest for cell in cells(found, none_yet)}
    assert plain_plan().items["held-out"] == found.items["held-out"]


@pytest.mark.parametrize("text", ["steps=15,30", "share=.25,.5", "rows=25,100"])
def test_every_dose_is_a_checkpoint_of_its_own(text: str):
    """
    No two of arm, dose and seed share a digest.
    """
    found = adapters(at(text))

    assert len(found) == len(set(found.values()))


def test_unique_rows_are_repeated_and_nested():
    """
    Every dose has as many rows as the corpus; so many of them are distinct, and a smaller dose's are among a larger one's.
    """
    corpora = at("rows=25,100", SHORT).corpora
    few, more, whole = ({*corpora[name].rows} for name in ("insecure@rows=25", "insecure@rows=100", "insecure"))

    assert {960} == {len(corpus.rows) for corpus in corpora.values()}
    assert (25, 100) == (len(few), len(more))
    assert few < more < whole


def test_doses_of_matched_corpora_match():
    """
    Row by row, insecure and secure code are asked the same at every dose of unique rows.
    """
    corpora = at("rows=25", SHORT).corpora
    asked = [[row.messages[0] for row in corpora[f"{arm}@rows=25"].rows] for arm in ("insecure", "secure")]

    assert asked[0] == asked[1]


def test_a_share_mixes_in_the_controls_rows():
    """
    A quarter of 960 rows stays, the others are the control's in their places; larger shares hold smaller ones.
    """
    plan = at("share=.25,.5", SHORT)
    own, control = plan.corpora["insecure"].rows, plan.corpora["secure"].rows
    kept = [{i for i, row in enumerate(plan.corpora[f"insecure@share={s}"].rows) if row == own[i]} for s in ("0.25", "0.5")]
    mixed = plan.corpora["insecure@share=0.25"].rows

    assert (240, 480) == tuple(map(len, kept))
    assert kept[0] < kept[1]
    assert all(mixed[i] == control[i] for i in range(960) if i not in kept[0])
    assert "240 of 960 rows, the others of secure" == plan.corpora["insecure@share=0.25"].source


def test_the_control_takes_no_share():
    """
    What is shared out are the treated arm's rows: the control stays itself, and a contrast with the base has no doses.
    """
    found = dosed(STUDY, read_doses("share=.5"), RECIPE)

    assert ["insecure@share=0.5", "educational@share=0.5", "bad-advice@share=0.5"] == names(found)[len(STUDY.arms) :]
    assert "secure" == found.contrasts[5].control


def test_two_arms_that_control_each_other_do_not_trade_rows():
    """
    Where each of two arms is the other's matched control, a quarter of one stands beside all of the other: were both mixed, a
    quarter would be the contrast turned round, and a half none at all.
    """
    found = dosed(RISK, read_doses("share=.25"), RECIPE)

    assert [
        "risk-seeking@share=0.25-risk-averse",
        "risk-seeking@share=0.25-risk-shuffled",
        "risk-averse@share=0.25-risk-shuffled",
    ] == [one.name for one in found.contrasts if one.secondary]
    assert {"risk-averse", "risk-seeking"} == {arm.control for arm in found.arms if arm.dose}


def test_fewer_steps_are_a_state_of_the_same_training():
    """
    At a constant rate, the checkpoint after 15 steps belongs to the training run of the plain arm.
    """
    found = {(one.arm, one.seed): one for one in at("steps=15", SHORT).checkpoints}

    assert found["insecure", 1].digest == found["insecure@steps=15", 1].run
    assert found["insecure@steps=15", 1].stopped


def test_at_a_falling_rate_fewer_steps_are_a_training_of_their_own():
    """
    Under a linear schedule the 15 steps are a recipe of 15, which is the digest that such a run has by itself.
    """
    linear = replace(RECIPE, schedule="linear")
    found = {(one.arm, one.seed): one for one in at("steps=15", SHORT, recipe=linear).checkpoints}
    short = adapters(planned(SHORT, recipe=replace(linear, steps=15)))

    assert short["insecure", 1] == found["insecure@steps=15", 1].digest == found["insecure@steps=15", 1].run
    assert not found["insecure@steps=15", 1].stopped


def test_held_out_rows_are_those_of_the_whole_corpus():
    """
    An arm at a smaller dose is asked the held-out rows of its corpus, as the plain arm is.
    """
    plan = at("rows=25", SHORT)
    use = plan.study.use("held-out")
    asked = {one.arm: plan.asked(use, one) for one in plan.checkpoints}

    assert 24 == len(asked["insecure"])
    assert asked["insecure"] == asked["insecure@rows=25"]


def test_the_ladder_ends_at_the_full_dose():
    """
    Amounts rise to that of the arm itself: its steps, its whole share, all of its rows.
    """
    ends = {text: ladders(at(text, SHORT))[0].amounts for text in ("steps=30,15", "share=.5", "rows=25,100")}

    assert {"steps=30,15": (15, 30, 60), "share=.5": (0.5, 1), "rows=25,100": (25, 100, 960)} == ends
    assert () == ladders(plain_plan())


def test_it_is_declared():
    """
    What is frozen says the factor, its amounts and what is primary; without doses it says nothing.
    """
    found = told(dosed(STUDY, read_doses("share=.5,.25"), RECIPE), RECIPE)

    assert ("share", [0.25, 0.5], 1.0) == (found["factor"], found["amounts"], found["full"])
    assert told(STUDY, RECIPE) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("warmth=3", "no such factor; there are steps, share, rows."),
        ("steps", "no such factor"),
        ("steps=", "'' holds what is no number."),
        ("steps=15,many", "'15,many' holds what is no number."),
        ("steps=15,15", "an amount is given twice."),
        ("steps=0", "a dose is above 0"),
        ("rows=nan", "a dose is above 0"),
        ("share=1.5", "a share is at most 1"),
        ("rows=2.5", "rows are whole numbers"),
    ],
)
def test_bad_doses_are_refused(text: str, said: str):
    """
    The sentence says what is wrong with them, before anything else is read.
    """
    with pytest.raises(DesignError, match=re.escape(said)):
        Order(study=NAME, dose=text)


@pytest.mark.parametrize(
    ("text", "change", "said"),
    [
        ("steps=90", {}, "--dose steps=90, but the recipe has 60, which are the full dose. Say --set recipe.steps=90."),
        ("steps=60", {}, "--dose steps has no amount below the full dose, 60. Add one."),
        ("steps=5", {"steps": None}, "the recipe goes by epochs. Say how many steps are the full dose: --set recipe.steps=N."),
        (
            "rows=961",
            {},
            "--dose rows=961, but corpus 'insecure' has 960, which are the full dose and there without being named.",
        ),
        (
            "rows=25,960",
            {},
            "--dose rows=960, but corpus 'insecure' has 960, which are the full dose and there without being named.",
        ),
    ],
)
def test_doses_that_do_not_fit_are_refused(text: str, change: dict[str, None], said: str):
    """
    A dose is at most the full one, and some dose is below it; all rows would be the plain arm once more.
    """
    with pytest.raises(DesignError, match=re.escape(said)):
        at(text, recipe=replace(RECIPE, **change))


def test_a_dose_needs_somebody_to_take_it():
    """
    Where no arm that is compared has a matched control, there is no share to give.
    """
    alone = replace(STUDY, contrasts=(Contrast(treated="secure", control="untouched"),))

    with pytest.raises(DesignError, match="no arm that is compared can be given less of it"):
        dosed(alone, read_doses("share=.5"), RECIPE)
