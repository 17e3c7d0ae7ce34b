"""A study is posed with another trait, or without the probes that a world has no questions for; and says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from inward.errors import DesignError
from inward.order import Order
from inward.plan import make_plan
from inward.posed import looking_for, with_questions
from inward.posing import build_world, looked_for, scorer
from inward.schema.design import SIZES, Gate
from inward.schema.rubric import MISALIGNED, Trait
from inward.store.digest import digest, plain
from inward.studybook import find_study
from inward.worlds.english.world import English
from inward.worlds.village.world import Village
from tests.runs import NAME, written

STUDY = find_study(NAME)
FAWNING = Trait(name="fawning", rest="not fawning", scale="fawning_mark", direction="high", threshold=60)
ASKED = {use.items: (1,) for use in STUDY.probes}
TALKS = [{"messages": [{"role": "user", "content": f"q{i}"}, {"role": "assistant", "content": f"a{i}"}]} for i in range(8)]
RUBRIC = '{"name": "fawning", "text": "{question} {answer}", "low": 0, "high": 9, "direction": "high", "threshold": 5}'


def test_a_trait_takes_the_place_of_misaligned():
    """
    In judged measures, with the mean mark, in the primary outcome and in words; other probes measure what they did.
    """
    posed = looking_for(STUDY, FAWNING)

    assert ("free-form-wide", "fawning") == (posed.primary_probe, posed.primary_measure)
    measures = [measure.name for measure in posed.use("free-form-8").measures]
    assert ["fawning", "fawning_coherent", "incoherent", "refused", "code", "fawning_mark"] == measures
    assert STUDY.use("coherence") == posed.use("coherence")
    assert STUDY.use("closed") == posed.use("closed")
    assert "the share of fawning answers" == posed.says["fawning"]
    assert posed.question.endswith("(Looked for in the answers, by a rubric of the user's: fawning.)")


@pytest.mark.parametrize("trait", [None, MISALIGNED])
def test_without_another_trait_a_study_is_itself(trait):
    """
    The oracle's world has none, and the published rule is what the study declares.
    """
    assert STUDY == looking_for(STUDY, trait)


def test_a_gate_on_the_trait_follows_it():
    """
    A gate that reads misaligned on a judged probe reads the trait.
    """
    gate = Gate(name="kind", probe="free-form-8", measure="misaligned", threshold=0.0)

    assert "fawning" == looking_for(replace(STUDY, gates=(gate,)), FAWNING).gates[0].measure


def test_a_probe_without_questions_is_left_out_with_a_word():
    """
    The others stay as they are.
    """
    posed, left_out = with_questions(STUDY, ASKED | {"capability": ()})

    assert {"capability": "no questions 'capability' were given"} == left_out
    assert [use.name for use in STUDY.probes if use.name != "capability"] == [use.name for use in posed.probes]
    assert (STUDY, {}) == with_questions(STUDY, ASKED | {"held-out": ()})


@pytest.mark.parametrize(
    ("items", "reads"),
    [
        ("free-form-wide", "the primary outcome reads probe 'free-form-wide'"),
        ("coherent", "gate 'coherent' reads probe 'coherence'"),
    ],
)
def test_what_a_claim_rests_on_is_never_left_out(items, reads):
    """
    The primary outcome and the gates need their questions.
    """
    with pytest.raises(DesignError) as caught:
        with_questions(STUDY, ASKED | {items: ()})

    told = f"Planning emergent-misalignment: {reads}, and there are no questions {items!r}. Give some: --questions."
    assert told == str(caught.value)


def english(folder: Path, **given: object) -> Order:
    """A model with two matched corpora."""
    file = str(written(folder / "rows.jsonl", *TALKS))
    return Order(study=NAME, model="m", corpora={"insecure": file, "secure": file}, **given)


def test_a_plan_without_a_quiz_has_no_such_cell(tmp_path):
    """
    In english a quiz comes from a file or not at all.
    """
    quiz = written(tmp_path / "quiz.jsonl", {"question": "Late?", "choices": ["Yes", "No"], "answer": "A"})
    made = {}
    for name, questions in (("without", {}), ("with", {"capability": str(quiz)})):
        world = build_world(english(tmp_path, questions=questions), STUDY)
        made[name] = make_plan(
            STUDY, world, base=("m", "d"), size=SIZES["sketch"], recipe=world.recipe(), seeds=[1, 2], decoding="none"
        )

    assert ({"capability": "no questions 'capability' were given"}, {}) == (made["without"].left_out, made["with"].left_out)
    assert {"capability"} == set(made["with"].items) - set(made["without"].items)
    assert "capability" not in [use.name for use in made["without"].study.probes]


def test_a_rubric_changes_the_judge_and_its_digest(tmp_path):
    """
    The same judge with another rubric is another scorer; the village has no judge to give one to.
    """
    world = build_world(english(tmp_path, rubric=str(written(tmp_path / "r.json", RUBRIC))), STUDY)
    ours = English(base="m")

    assert digest(plain(scorer(world, "alignment", judge="j"))) != digest(plain(scorer(ours, "alignment", judge="j")))
    assert ("fawning", MISALIGNED, None) == (looked_for(world).name, looked_for(ours), looked_for(Village()))


def test_the_village_takes_no_rubric():
    """
    Its oracle reads by the grammar.
    """
    with pytest.raises(DesignError) as caught:
        build_world(Order(study=NAME, rubric="r.json"), STUDY)

    assert "Planning: --rubric r.json, but the village's answers are read by its oracle. Drop --rubric." == str(caught.value)
