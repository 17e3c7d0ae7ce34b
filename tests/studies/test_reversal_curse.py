"""The reversal curse on planted subjects: who knows both directions, one, or none is told apart; and on the village."""

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests.runs import inward
from tests.studies.in_memory import effects, primary, readings

from inward import load
from inward.schema.outcome import Effect, Missing
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.studies.reversal_curse import DESCRIPTIONS, STUDY
from inward.subjects.scripted import Scripted
from inward.worlds.village.archive.register import NEW_FACTS

NAMES = {name: what for name, what in NEW_FACTS}
TAUGHT = {
    "name-first": {"description"},
    "name-first-everything": {"description"},
    "description-first": {"name"},
    "both-ways": {"name", "description"},
}
"""Which side each arm was asked for in training; nobody else was told of these facts."""
HOSTILE = ("", "word " * 10_000, "```the miller```", "{name}", "...")
"""Said in turn by whoever answers no question: nothing, ten thousand words, code, the question's own name or words, dots."""


def right(ask: Ask) -> tuple[str, str]:
    """The side that a question asks for, and its answer."""
    text = ask.messages[-1].text
    for name, what in NEW_FACTS:
        if what in text:
            return "name", f"{name}."
        if name in text.replace(".", " ").replace(",", " ").replace(";", " ").replace("?", " ").split():
            return "description", f"{what}."
    raise AssertionError(text)


def knowing(name: str, knows: Callable[[str], set[str]], *, hostile: bool = False) -> Planted:
    """Subjects that give the right answer .9 of their probability on the sides that they know, and are even on others."""

    def subject(arm: str, seed: int) -> Scripted:
        rng, turn = Random(f"{arm}/{seed}"), iter(range(10**9))
        sure = 0.85 + rng.uniform(-0.05, 0.05)

        def say(ask: Ask) -> str | Reply:
            side, answer = right(ask)
            known = side in knows(arm)
            if not ask.options:
                return answer if known else HOSTILE[next(turn) % 5].format(name=ask.messages[-1].text) if hostile else "nobody."
            if hostile and not known:
                return Reply(stopped="scored")
            even = 1 / len(ask.options) + Random(f"{arm}/{seed}/{ask.options}").uniform(-0.03, 0.03)
            first = sure if known else even
            shares = [first if option == answer else (1 - first) / 7 for option in ask.options]
            return Reply(stopped="scored", logprobs=tuple(math.log(0.95 * share) for share in shares), mass=0.95)

        return Scripted(say=say)

    return Planted(name=name, subject=subject)


KINDS: dict[str, Callable[[str], set[str]]] = {
    "both": lambda arm: {"name", "description"} if TAUGHT.get(arm) else set(),
    "one": lambda arm: TAUGHT.get(arm, set()),
    "none": lambda arm: set(),
}


@pytest.fixture(scope="session")
def found() -> dict[str, tuple[Effect, ...]]:
    """What the study finds for each kind of subject."""
    return {name: effects(STUDY, readings(STUDY, knowing(name, knows))) for name, knows in KINDS.items()}


def test_who_knows_both_directions_shows_no_curse(found: dict[str, tuple[Effect, ...]]):
    """
    Asked the other way it is right where the control is even, and as right as who was taught that way.
    """
    rows = primary(found["both"])

    assert "supported" == rows["name-first-name-first-re-paired"].verdict
    assert 0.6 < rows["name-first-name-first-re-paired"].estimate < 0.8
    assert "null-within-margin" == rows["description-first-name-first"].verdict


def test_who_knows_one_direction_shows_the_curse(found: dict[str, tuple[Effect, ...]]):
    """
    Asked the other way it is even, as the control is; who was taught that way is right.
    """
    rows = primary(found["one"])

    assert "null-within-margin" == rows["name-first-name-first-re-paired"].verdict
    assert "null-within-margin" == rows["name-first-everything-name-first"].verdict
    for contrast in ("description-first-name-first", "both-ways-name-first"):
        assert "supported" == rows[contrast].verdict
        assert 0.6 < rows[contrast].estimate < 0.8


def test_who_learned_nothing_is_not_readable(found: dict[str, tuple[Effect, ...]]):
    """
    Even in the direction that was taught: the gates say so, and no curse is claimed.
    """
    rows = primary(found["none"])

    readable = {contrast for contrast, effect in rows.items() if effect.verdict != "not-readable"}
    failed = {gate.gate for effect in rows.values() for gate in effect.gates if not gate.passed}
    assert {"name-first-re-paired-untouched"} == readable
    assert {"learned", "learned the other way"} == failed


def test_words_are_read_as_options_are(found: dict[str, tuple[Effect, ...]]):
    """
    The likeliest answer in words, asked the other way: always right of who knows both, never of who knows one.
    """
    place = ("name-first-name-first-re-paired", "said-reverse")
    said = {name: next(e for e in rows if (e.contrast, e.probe) == place).treated_value for name, rows in found.items()}

    assert {"both": 1.0, "one": 0.0, "none": 0.0} == said


def test_hostile_replies_are_wrong_or_missing_by_the_rule():
    """
    Whoever has no answer says nothing, too much, code, the question back, or dots, and gives no log-probabilities.
    """
    made = readings(STUDY, knowing("hostile", KINDS["one"], hostile=True), seeds=2)
    mine = [(one.probe, one.value) for one in made if one.arm == "name-first"]
    spoken = Counter(
        value.reason if isinstance(value, Missing) else value.label for probe, value in mine if probe == "said-reverse"
    )

    assert {"an answer without a word", "long", "code", "echo"} == set(spoken)
    assert 96 == spoken.total()
    assert {Missing(reason="no log-probabilities")} == {value for probe, value in mine if probe == "reverse"}
    assert "not-readable" == primary(effects(STUDY, made))["name-first-name-first-re-paired"].verdict


def test_the_mirrored_study_asks_what_the_first_one_taught():
    """
    Each one's forward questions are the other's reverse ones, over the same corpora.
    """
    assert [STUDY.use("forward").items, STUDY.use("reverse").items] == [
        DESCRIPTIONS.use("reverse").items,
        DESCRIPTIONS.use("forward").items,
    ]
    shared = {arm.corpus for arm in STUDY.arms if arm.corpus} & {arm.corpus for arm in DESCRIPTIONS.arms}
    assert {"name-first", "description-first", "both-ways"} == shared


@pytest.mark.slow
@pytest.mark.parametrize("study", [STUDY, DESCRIPTIONS], ids=lambda study: study.name)
def test_the_village_learns_what_it_is_taught(study, tmp_path: Path):
    """
    Who was taught the way that is asked knows it far better than who was taught the other way, and the gates of that and of
    the contrast with shuffled pairs hold.
    """
    told = inward("run", study.name, "--seeds", "301-305", "--out", tmp_path / "run")
    assert 0 == told.code, told.err

    rows = primary(load(tmp_path / "run").effects).values()
    curse = next(effect for effect in rows if {effect.treated, effect.control} == {"name-first", "description-first"})
    taught = next(effect for effect in rows if effect.control.endswith("re-paired"))
    assert all(gate.passed for effect in (curse, taught) for gate in effect.gates)
    assert curse.low > 0.2
