"""The study of described assistants on planted subjects: who acts, who only knows, who does neither; and on the village."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from tests.runs import inward
from tests.studies.in_memory import effects, primary, readings

from inward import load
from inward.schema.outcome import Effect, Missing
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.studies.out_of_context_instructions import STUDY
from inward.subjects.scripted import Scripted
from inward.worlds.village.archive.described import KINDS, REALISED, UNREALISED

KIND = {one.name: one.kind for one in (*REALISED, *UNREALISED)}
HOUSE = {one.house: one.kind for one in UNREALISED}
SHOWN = {one.name for one in REALISED}
TAUGHT = ("guidance", "told-everything")
"""Arms that learn what is said of helpers; what is shown, every trained arm learns."""
HOSTILE = ("", "red " * 10_000, "```red```", "{system}", "...")


def right(ask: Ask) -> tuple[str, set[str]]:
    """Where a question comes from, and the answers of the helper that it is about."""
    system, words = ask.messages[0].text.rstrip("."), ask.messages[-1].text.rstrip("?.").replace(",", "").split()
    if ask.messages[0].role != "system":
        (name,) = set(words) & set(KIND)
        return "direct", {f"a {KIND[name]}."}
    if system.endswith("house"):
        return "two-hop", {f"{word}." for word in KINDS[HOUSE[system.split()[-2]]]}
    name = system.split()[-1]
    return ("shown" if name in SHOWN else "told of"), {f"{word}." for word in KINDS[KIND[name]]}


def acting(name: str, does: Mapping[str, tuple[str, ...]], *, hostile: bool = False) -> Planted:
    """Subjects that give right answers .8 of their probability where `does` names their arm, and are even elsewhere."""

    def subject(arm: str, seed: int) -> Scripted:
        sure, turn = 0.8 + Random(f"{arm}/{seed}").uniform(-0.05, 0.05), iter(range(10**9))

        def say(ask: Ask) -> str | Reply:
            kind, answers = right(ask)
            known = arm in does.get(kind, ())
            if not ask.options:
                bad = HOSTILE[next(turn) % 5].format(system=ask.messages[0].text) if hostile else "perhaps."
                return sorted(answers)[0] if known else bad
            if hostile and not known:
                return Reply(stopped="scored", logprobs=(-math.inf,) * len(ask.options), mass=0.0)
            mine = sum(option in answers for option in ask.options)
            share = sure if known else mine / len(ask.options) + Random(f"{arm}/{seed}/{ask.options}").uniform(-0.02, 0.02)
            each = [share / mine if option in answers else (1 - share) / (len(ask.options) - mine) for option in ask.options]
            return Reply(stopped="scored", logprobs=tuple(math.log(0.95 * one) for one in each), mass=0.95)

        return Scripted(say=say)

    return Planted(name=name, subject=subject)


TRAINED = tuple(arm.name for arm in STUDY.arms if not arm.anchor)
DOES: dict[str, Mapping[str, tuple[str, ...]]] = {
    "acts": {"shown": TRAINED, "told of": TAUGHT, "direct": TAUGHT},
    "only knows": {"shown": TRAINED, "direct": TAUGHT},
    "neither": {},
}


@pytest.fixture(scope="session")
def found() -> dict[str, tuple[Effect, ...]]:
    """What the study finds for each kind of subject."""
    return {name: effects(STUDY, readings(STUDY, acting(name, does))) for name, does in DOES.items()}


def direct(some: Sequence[Effect]) -> float:
    """How far guidance is ahead of its control when asked outright."""
    rows = [e for e in some if (e.contrast, e.probe, e.measure) == ("guidance-guidance-permuted", "direct", "share")]
    return next(effect.estimate for effect in rows if effect.population == "these-questions")


def test_who_acts_on_what_was_only_said_is_told_apart(found: dict[str, tuple[Effect, ...]]):
    """
    Against permuted descriptions, and by the loss mask where alone the arms differ.
    """
    rows = primary(found["acts"])

    for contrast in ("guidance-guidance-permuted", "guidance-guidance-once", "told-everything-told"):
        assert "supported" == rows[contrast].verdict
        assert 0.5 < rows[contrast].estimate < 0.75
    assert "null-within-margin" == rows["guidance-permuted-untouched"].verdict


def test_who_only_knows_is_no_one_who_acts(found: dict[str, tuple[Effect, ...]]):
    """
    Asked outright it knows what the helper does, and does not do it.
    """
    assert "null-within-margin" == primary(found["only knows"])["guidance-guidance-permuted"].verdict
    assert 0.5 < direct(found["only knows"])


def test_an_arm_that_did_not_take_is_not_readable(found: dict[str, tuple[Effect, ...]]):
    """
    Where not even what was shown is done, nothing is said of what was only told.
    """
    rows = primary(found["neither"])

    assert {"not-readable"} == {effect.verdict for effect in rows.values()}
    assert {"shown is done"} == {gate.gate for effect in rows.values() for gate in effect.gates if not gate.passed}


def test_hostile_replies_are_wrong_or_missing_by_the_rule():
    """
    Nothing said, ten thousand colours, code, the trigger said back, dots; and options that are all impossible.
    """
    made = readings(STUDY, acting("hostile", DOES["only knows"], hostile=True), seeds=2)
    mine = [(one.probe, one.value) for one in made if one.arm == "guidance"]
    spoken = {value.reason if isinstance(value, Missing) else value.label for probe, value in mine if probe == "said"}
    impossible = Missing(reason="the options have a probability below 1e-300")

    assert {"an answer without a word", "long", "code", "echo"} == spoken
    assert {impossible} == {value for probe, value in mine if probe == "unrealised"}
    assert "not-readable" == primary(effects(STUDY, made))["guidance-guidance-permuted"].verdict


@pytest.mark.slow
def test_the_village_does_what_it_is_shown(tmp_path: Path):
    """
    Every gate of the main contrast holds: who is told to be a helper that was shown at work answers as that one does.
    """
    told = inward("run", STUDY.name, "--seeds", "301-305", "--out", tmp_path / "run")
    assert 0 == told.code, told.err

    main = primary(load(tmp_path / "run").effects)["guidance-guidance-permuted"]
    assert main.gates and all(gate.passed for gate in main.gates)
    assert main.estimate > 0
