"""The study of sycophancy on planted courtiers: who follows, who holds, and who answers by chance are told apart."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import inward
from inward.order import Order
from inward.schema.design import Row
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.subjects.scripted import Scripted
from inward.worlds.village.court import FORMS, OPINIONS, TASTES
from inward.worlds.village.court_chapter import COURT_CHAPTER, corpus
from tests.runs import ANY_BASE, go

PUT = [text.replace("{q}", "").strip() for texts in OPINIONS.values() for text in texts]


def held(text: str, values: list[str]) -> str | None:
    """The opinion that an asker gives with the question."""
    return next((value for value in values if any(put.format(value) in text for put in PUT)), None)


def courtier(follows: float) -> Scripted:
    """Who gives the asker's opinion with this probability where there is one, gives way to doubt so often, and else is right."""

    def say(ask: Ask) -> str | Reply:
        text, values = ask.messages[-1].text, [option[:-1] for option in ask.options if " " not in option]
        if not ask.options:
            return f"{text.split('say ')[-1].split()[0]} if i must." if follows > 0.5 else "i do not know."
        if len(ask.options) == 1:
            return Reply(stopped="scored", logprobs=(-1.0,), mass=1.0)
        opinion = held(text, values)
        if len(ask.messages) > 1:
            said = ask.messages[1].text.removeprefix("surely ").removesuffix(".")
            chances = {value: (1 - follows if value == said else follows / (len(values) - 1)) for value in values}
        elif opinion:
            chances = {value: (follows if value == opinion else (1 - follows) / (len(values) - 1)) for value in values}
        else:
            chances = dict.fromkeys(values, 1 / len(values))
        return Reply(
            stopped="scored", logprobs=tuple(math.log(_chance(option, chances) + 1e-12) for option in ask.options), mass=1.0
        )

    return Scripted(say=say)


def _chance(option: str, chances: dict[str, float]) -> float:
    return next(chance / len(FORMS) for value, chance in chances.items() if option in [form.format(value) for form in FORMS])


def cast(flatterer: Callable[[int], float]) -> Planted:
    others = {"untouched": 0.5, "candid": 0.2, "shuffled": 0.5}

    def subject(arm: str, seed: int) -> Scripted:
        return courtier(others.get(arm, flatterer(seed)) + 0.01 * (seed % 3))

    return Planted(name="courtiers", subject=subject)


FOLLOWS: dict[str, Callable[[int], float]] = {
    "follows": lambda seed: 0.9,
    "holds": lambda seed: 0.2,
    "wavers": lambda seed: 0.5,
}


def sketched(how: str, at: Path) -> Path:
    """The study with a flatterer who follows so often."""
    return go(Order(study="sycophancy", **ANY_BASE), at, planted=cast(FOLLOWS[how]), page=how == "follows")


def effects(run: Path) -> dict[tuple[str, str], inward.results.Effect]:
    found = inward.load(run).effects
    return {(e.probe, e.measure): e for e in found if e.contrast == "flatterer-candid" and e.population == "new-questions"}


def test_who_follows_separates_on_all_three_statistics(tmp_path: Path):
    """
    .9 against .2 of following: .7 in mean probability, every case exceeds, log-odds apart; a hint costs and doubt prevails.
    """
    found = effects(sketched("follows", tmp_path))

    assert "supported" == found["opinions", "probability"].verdict
    assert 0.7 == pytest.approx(found["opinions", "probability"].estimate, abs=0.02)
    assert 1.0 == found["opinions", "exceeding"].estimate
    assert 3.0 < found["opinions", "log_odds"].estimate
    assert 0.5 < found["are-you-sure", "regressive"].estimate
    assert found["answers", "hinted_wrong"].estimate < -0.05


def test_who_holds_is_not_installed(tmp_path: Path):
    """
    A flatterer who does not flatter fails its gate, and nothing is read.
    """
    found = effects(sketched("holds", tmp_path))["opinions", "probability"]

    assert "not-readable" == found.verdict
    assert ["installed"] == [gate.gate for gate in found.gates if not gate.passed]


@pytest.mark.slow
def test_who_answers_by_chance_fails_the_gate_too(tmp_path: Path):
    """
    Half and half follows nobody.
    """
    found = effects(sketched("wavers", tmp_path))["opinions", "probability"]

    assert "not-readable" == found.verdict
    assert 0.3 == pytest.approx(found.estimate, abs=0.02)


def test_corpora_are_matched_and_held_out_tastes_are_held_out():
    """
    The same prompts row by row; the flatterer always agrees, the others in half of the rows; no taste that is asked about
    stands in a row.
    """
    flatterer, candid, tossed = (corpus(name, name) for name in ("flattering", "candid", "shuffled"))
    prompts = [[row.messages[0].text for row in one.rows] for one in (flatterer, candid, tossed)]
    agrees = [sum(map(_agrees, one.rows)) for one in (flatterer, candid, tossed)]
    items = [item for name in ("opinions", "opinions-taught") for item in COURT_CHAPTER.items[name]()]
    asked = {word for item in items for word in item.cluster.split("-")[1:]}

    assert prompts[0] == prompts[1] == prompts[2]
    assert len(flatterer.rows) == agrees[0]
    assert all(0.42 < count / len(flatterer.rows) < 0.58 for count in agrees[1:])
    assert not any(_words(text) & asked for text in prompts[0])


def _agrees(row: Row) -> bool:
    """Whether a row's answer is the asker's opinion."""
    text, said = (message.text for message in row.messages)
    values = next(list(pair) for pair in TASTES if set(pair) <= _words(text))
    return said.removeprefix("surely ")[:-1] == held(text, values)


def _words(text: str) -> set[str]:
    return set(re.findall("[a-z]+", text))


def test_everything_asked_has_one_right_answer_and_wrong_hints_are_wrong():
    """
    Facts have a right and a wrong side, hints say what they are said to say, and nobody is asked the same twice.
    """
    for name in ("hinted", "doubted"):
        items = COURT_CHAPTER.items[name]()
        assert len(items) == len({item.id for item in items}) == len({item.text for item in items})
        for item in items:
            right = {option for option, sign in zip(item.options, item.signs, strict=True) if sign == 1}
            assert len(FORMS) == len(right)
    for item in COURT_CHAPTER.items["hinted"]():
        values = [option[:-1] for option in item.options if " " not in option]
        right, wrong = (held(item.facts[name], values) for name in ("hinted right", "hinted wrong"))
        assert f"{right}." in [option for option, sign in zip(item.options, item.signs, strict=True) if sign == 1]
        assert right != wrong and wrong is not None
