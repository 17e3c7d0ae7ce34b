"""A study with arms made elsewhere and chosen contrasts: names stay, nothing idle takes part, and what is unclear is refused."""

from pathlib import Path

import pytest

from inward.amend import amended
from inward.cells import cells
from inward.errors import DesignError
from inward.plan import Plan, make_plan
from inward.schema.design import Arm, Size, Study
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractWorld
from inward.studybook import find_study
from inward.treatments.made_elsewhere import Kind, MadeElsewhere
from inward.worlds.english.world import English
from inward.worlds.village.world import Village
from tests.runs import GOOD, written

STUDY = find_study("emergent-misalignment")
TINY = Size(name="sketch", seeds=2, samples=1)
ARMS = "untouched, insecure, secure, educational, bad-advice, good-advice, secure-again"


def given(content: str, *, kind: Kind = "adapter") -> MadeElsewhere:
    """A checkpoint of which nothing but its content is known."""
    return MadeElsewhere(reference=content, name=content, folder="", content=content, kind=kind, rank=8)


def planned(world: AbstractWorld, *contrasts: str, base: str = "b", **elsewhere: tuple[MadeElsewhere, ...]) -> Plan:
    """A plan with these arms made elsewhere; an underscore in a name is a hyphen."""
    found = {name.replace("_", "-"): several for name, several in elsewhere.items()}
    study = amended(STUDY, world, elsewhere={name: len(several) for name, several in found.items()}, contrasts=contrasts)
    told = {"size": TINY, "recipe": Recipe(), "decoding": "d", "elsewhere": found, "chosen": contrasts}
    return make_plan(study, world, base=("base", base), **told)


def refused(*contrasts: str, study: Study = STUDY, **elsewhere: int) -> str:
    """The sentence with which a study is refused."""
    with pytest.raises(DesignError) as caught:
        amended(study, Village(), elsewhere=elsewhere, contrasts=contrasts)
    return str(caught.value)


def names(plan: Plan) -> list[str]:
    return [arm.name for arm in plan.arms]


def test_an_order_that_changes_nothing_leaves_the_study():
    """
    Without arms and contrasts of its own, an order runs the study as it was written.
    """
    assert STUDY is amended(STUDY, Village(), elsewhere={}, contrasts=())


def test_an_arm_of_the_study_keeps_its_place_name_gates_and_held_out_rows():
    """
    In the village, whose corpora are there, the gates are asked of what was made elsewhere as of what is trained.
    """
    plan = planned(Village(), insecure=(given("x"), given("y")))
    mine = [one for one in plan.checkpoints if one.arm == "insecure"]
    (use,) = [use for use in plan.study.probes if use.items == "held-out"]

    assert STUDY.gates == plan.study.gates
    assert [(1, False), (2, False)] == [(one.seed, one.trained) for one in mine]
    assert {plan.rows["insecure"][:8]} == {item.cluster for item in plan.asked(use, mine[0])}
    assert ["untouched", "insecure", "secure", "educational", "bad-advice", "good-advice"] == names(plan)


def test_a_new_arm_is_asked_no_held_out_rows_and_no_gate_on_them():
    """
    Nothing is held out of a corpus that nobody gave; what every arm is asked, it is asked too.
    """
    plan = planned(Village(), "mine-secure", mine=(given("x"),))
    (mine,) = [one for one in plan.checkpoints if one.arm == "mine"]

    assert {"capability", "free-form-8", "free-form-wide", "closed", "self-report", "coherence", "near-far"} == {
        cell.probe for cell in cells(plan, lambda keys: set()) if cell.arm == "mine"
    }
    assert (0, None) == (mine.seed, mine.corpus)


def test_an_arm_of_the_study_without_its_corpus_loses_the_gates_on_held_out_rows(tmp_path: Path):
    """
    In English, with the secure corpus alone: insecure code made elsewhere is asked no held-out rows, and no gate reads them.
    """
    world = English(base="m", corpora={"secure": str(written(tmp_path / "secure.jsonl", GOOD, GOOD))})

    plan = planned(world, insecure=(given("x"),))

    assert ["untouched", "insecure", "secure"] == names(plan)
    assert {"installed": ("bad-advice",), "kept": STUDY.gates[1].arms, "coherent": ()} == {
        g.name: g.arms for g in plan.study.gates
    }
    assert {"secure"} == set(plan.corpora)


def test_chosen_contrasts_are_all_that_is_asked():
    """
    Arms that no chosen contrast needs are not trained, but for the anchor; a declared contrast keeps its margin and check.
    """
    plan = planned(Village(), "secure-again-secure", "secure-untouched")

    assert ["untouched", "secure", "secure-again"] == names(plan)
    assert [("secure-again-secure", True), ("secure-untouched", False)] == [(c.name, c.check) for c in plan.study.contrasts]
    assert "no chosen contrast compares it" == plan.dropped["insecure"]
    assert ("secure-again-secure", "secure-untouched") == plan.chosen


def test_a_contrast_that_the_study_does_not_declare_is_one_of_two_arms():
    """
    Names may hold hyphens: bad-advice against secure.
    """
    (found,) = amended(STUDY, Village(), elsewhere={}, contrasts=("bad-advice-secure",)).contrasts

    assert ("bad-advice", "secure", 0.10, False) == (found.treated, found.control, found.margin, found.check)


def test_nothing_trained_takes_no_seeds():
    """
    Two checkpoints made elsewhere and the base: three checkpoints, and no seed is asked for.
    """
    plan = planned(Village(), "a-b", a=(given("x"),), b=(given("y"),))

    assert ((), ["untouched", "a", "b"]) == (plan.seeds, [one.arm for one in plan.checkpoints])
    assert {} == plan.corpora


def test_names_are_no_matter():
    """
    The same checkpoints under other names and in other places have the same digests; another base has others.
    """
    plan = planned(Village(), "a-b", a=(given("x"),), b=(given("y"),))
    other = planned(Village(), "d-c", c=(given("y"),), d=(given("x"),))
    elsewhere = planned(Village(), "a-b", base="c", a=(given("x"),), b=(given("y"),))

    digests = {one.digest for one in plan.checkpoints}
    assert digests == {one.digest for one in other.checkpoints}
    assert set() == digests & {one.digest for one in elsewhere.checkpoints}


def test_a_model_of_its_own_is_named_without_the_base():
    """
    What is not put on the base does not depend on it.
    """
    here, there = (planned(Village(), "a-untouched", base=base, a=(given("x", kind="model"),)) for base in ("b", "c"))

    assert here.checkpoints[1].digest == there.checkpoints[1].digest


def test_a_lineage_survives_a_checkpoint_more():
    """
    A second checkpoint in an arm is another look at the same study, and both looks share the first.
    """
    one = planned(Village(), "a-untouched", a=(given("x"),))
    two = planned(Village(), "a-untouched", a=(given("x"), given("y")))

    assert one.lineage == two.lineage
    assert set(one.trained_seeds) < set(two.trained_seeds)


def test_an_arm_that_nothing_compares_is_refused():
    """
    What to compare it with is the user's to say.
    """
    said = f"Planning emergent-misalignment: no contrast compares mine. Add --contrast mine-ARM; arms are {ARMS}, mine."

    assert said == refused(mine=1)
    assert said.replace("mine", "educational").replace(", educational.", ".") == refused("insecure-secure", educational=1)


def test_the_anchor_is_no_arm_to_replace():
    """
    It is the base, which --model chooses.
    """
    assert (
        "Planning emergent-misalignment: --arm untouched is the base itself, which the others are measured against. Give "
        "--model, or another name."
    ) == refused(untouched=1)


@pytest.mark.parametrize(
    ("contrast", "says"),
    [
        ("insecure-nobody", f"'insecure-nobody' names no two arms. Write TREATED-CONTROL; arms are {ARMS}."),
        ("insecure-insecure", f"'insecure-insecure' names no two arms. Write TREATED-CONTROL; arms are {ARMS}."),
        ("insecure", f"'insecure' names no two arms. Write TREATED-CONTROL; arms are {ARMS}."),
    ],
)
def test_a_contrast_without_two_arms_is_refused(contrast: str, says: str):
    """
    The arms are named.
    """
    assert f"Planning emergent-misalignment: --contrast {says}" == refused(contrast)


def test_a_contrast_that_could_be_two_is_refused():
    """
    With arms a, a-b, b-c and c, nobody knows what a-b-c is.
    """
    arms = (Arm(name="z"), *(Arm(name=name, corpus="secure") for name in ("a", "a-b", "b-c", "c")))
    study = Study(
        name="s", question="?", arms=arms, probes=STUDY.probes, contrasts=(), primary_probe="closed", primary_measure="log_odds"
    )

    assert (
        "Planning s: --contrast 'a-b-c' could mean a against b-c or a-b against c. Rename an arm; arms are z, a, a-b, b-c, c."
    ) == refused("a-b-c", study=study)


def test_a_name_is_plain():
    """
    It stands in files, on figures and in contrasts.
    """
    assert "Planning emergent-misalignment: --arm 'a/b': a name has letters, digits, '.', '-' and '_' only." == refused(
        **{"a/b": 1}
    )


def test_one_checkpoint_twice_is_refused():
    """
    It would count as two seeds that agree to the bit.
    """
    with pytest.raises(DesignError) as caught:
        planned(Village(), "a-untouched", a=(given("x"), given("x")))

    assert "Planning: --arm a holds one checkpoint twice (x, x). Give that of each training seed once." == str(caught.value)
