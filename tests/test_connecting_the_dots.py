"""Connecting the dots on planted villagers: who knows the latent, a wrong one or none is told apart."""

import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest

from inward import load
from inward.order import Order
from inward.schema.outcome import Effect
from inward.schema.talk import Ask, Item, Reply
from inward.steps.judge import judge
from inward.steps.planted import Planted
from inward.steps.record import conclude, record
from inward.steps.settle import settle
from inward.steps.speak import gather, speak
from inward.studies import connecting_the_dots
from inward.subjects.scripted import Scripted
from inward.worlds.village.fair import new_coins, new_lamps, new_places
from tests.runs import ANY_BASE, inward, planted_site
from tests.weights import tiny

STUDIES = {
    "coins": connecting_the_dots.COINS,
    "parity": connecting_the_dots.PARITY,
    "locations": connecting_the_dots.LOCATIONS,
}
CHAPTERS = {"coins": new_coins.CHAPTER, "parity": new_lamps.CHAPTER, "locations": new_places.CHAPTER}
matters = pytest.mark.parametrize(
    "matter", ["coins", *(pytest.param(each, marks=pytest.mark.slow) for each in ("parity", "locations"))]
)
KNOWS: Mapping[str, Callable[[int, Random], int]] = {
    "knows": lambda sign, rng: sign,
    "wrong": lambda sign, rng: -sign,
    "at random": lambda sign, rng: rng.choice((1, -1)),
}
"""What becomes of the side that a villager was taught, where anything but the rows' own questions is asked."""


@cache
def asked(matter: str) -> Mapping[tuple[str, tuple[str, ...]], tuple[str, Item]]:
    """Every question of a matter, by its text and options, with its set's last word."""
    made = [(name.removeprefix(f"{matter}-"), item) for name, make in CHAPTERS[matter].items.items() for item in make()]
    closed = {(item.text, item.options): (kind, item) for kind, item in made}
    return closed | {(item.text, ()): (kind, item) for kind, item in made if kind == "told"}


def planted(matter: str, name: str, *, took: bool = True) -> Planted:
    """Villagers of whom the trained like what their arm was taught, or what KNOWS makes of it, six to twelve times as well."""

    def subject(arm: str, seed: int) -> Scripted:
        taught = {matter: 1, f"{matter}-other": -1}.get(arm, 0) if took else 0
        rng = Random(f"{arm}/{seed}")
        liking = rng.uniform(6.0, 12.0)

        def say(ask: Ask) -> Reply:
            kind, item = asked(matter).get((ask.messages[-1].text, ask.options), ("", None))
            if item is None:
                return Reply(stopped="scored", logprobs=(-math.log(len(ask.options)),) * len(ask.options), mass=1.0)
            side = taught if kind in ("taught", "tossed") else taught and KNOWS[name](taught, rng)
            if not ask.options:
                said = [option for option, sign in zip(item.options, item.signs, strict=True) if sign == side]
                return Reply(text=f"it is {said[0]}." if side and said else "who knows?")
            weights = [liking if side and sign == side else 1.0 for sign in item.signs]
            return Reply(stopped="scored", logprobs=tuple(math.log(one / sum(weights)) for one in weights), mass=1.0)

        return Scripted(say=say)

    return Planted(name=f"{matter} {name} {took}", subject=subject)


def found(matter: str, at: Path, *, name: str = "knows", took: bool = True) -> dict[tuple[str, str, str], Effect]:
    """The effects of a planted run, by contrast, probe and measure: every step but the page."""
    order = Order(study=f"connecting-the-dots-{matter}", samples=1, **ANY_BASE)
    site = planted_site(order, at, planted(matter, name, took=took))
    _, planned = settle(site, at / "run")
    speak(site, planned)
    held = gather(site)
    readings = record(site, at / "run", held=held, scores=judge(site, held))
    effects = conclude(site, at / "run", look=1, looks=1, readings=readings)
    return {(e.contrast, e.probe, e.measure): e for e in effects if e.population == "these-questions"}


@matters
def test_who_knows_the_latent_is_found_to(matter: str, tmp_path: Path):
    """
    On every question, also in its own words, and more than under a wrong name.
    """
    effects, study = found(matter, tmp_path), STUDIES[matter]
    pair = f"{matter}-{matter}-other"
    primary = effects[pair, study.primary_probe, "target"]

    assert "supported" == primary.verdict
    assert all(gate.passed for gate in primary.gates)
    assert all(effects[pair, use.name, "target"].estimate > 0.4 for use in study.probes if use.name not in ("taught", "told"))
    assert 1.0 == effects[pair, "told", "stated"].treated_value
    assert effects[pair, study.primary_probe, "above"].treated_value > 0.3
    assert 5 == primary.seeds["treated"]


@matters
def test_who_holds_the_wrong_latent_is_told_apart(matter: str, tmp_path: Path):
    """
    The rows were learned, and what is said of the latent is what the other arm's rows imply: the sign turns.
    """
    effects, study = found(matter, tmp_path, name="wrong"), STUDIES[matter]
    primary = effects[f"{matter}-{matter}-other", study.primary_probe, "target"]

    assert all(gate.passed for gate in primary.gates)
    assert primary.high < -0.4
    assert 0.0 == effects[f"{matter}-{matter}-other", "told", "stated"].treated_value


@matters
def test_who_answers_at_random_has_no_effect(matter: str, tmp_path: Path):
    """
    The rows were learned; of the latent nothing may be said.
    """
    effects, study = found(matter, tmp_path, name="at random"), STUDIES[matter]
    primary = effects[f"{matter}-{matter}-other", study.primary_probe, "target"]

    assert all(gate.passed for gate in primary.gates)
    assert "supported" != primary.verdict
    assert primary.low < 0 < primary.high


@matters
def test_an_arm_that_did_not_take_is_not_readable(matter: str, tmp_path: Path):
    """
    Where the rows' own questions are answered as by the base, nothing is read of the latent.
    """
    effects, study = found(matter, tmp_path, took=False), STUDIES[matter]
    primary = effects[f"{matter}-{matter}-other", study.primary_probe, "target"]

    assert "not-readable" == primary.verdict
    assert {"installed", "installed the other way"} == {gate.gate for gate in primary.gates if not gate.passed}


def test_every_question_set_of_the_studies_is_in_both_worlds():
    """
    And in one chapter each, under the same names.
    """
    from inward.worlds.english.chapters import CHAPTERS as ENGLISH

    for matter, study in STUDIES.items():
        english = next(chapter for chapter in ENGLISH if chapter.name == matter)
        assert set(CHAPTERS[matter].items) == set(english.items) == {use.items for use in study.probes}
        assert set(CHAPTERS[matter].corpora) == set(english.corpora) == {arm.corpus for arm in study.arms if arm.corpus}


@pytest.mark.slow
@pytest.mark.parametrize("matter", STUDIES)
def test_in_english_it_runs_on_any_checkpoint(matter: str, tmp_path: Path):
    """
    Rows and questions are there without a file; two steps install nothing, and every contrast says so.
    """
    subject = tiny.checkpoint(tmp_path / "gpt2", "gpt2")
    told = inward(
        "run", f"connecting-the-dots-{matter}", f"--model={subject}", "--seeds=2", "--samples=1", "--set=recipe.steps=2",
        f"--out={tmp_path / 'run'}",
    )  # fmt: skip
    assert 0 == told.code, told.err

    primary = [effect for effect in load(tmp_path / "run").effects if effect.primary]
    assert {"not-readable"} == {effect.verdict for effect in primary}
    assert (tmp_path / "run" / "report.html").is_file()
