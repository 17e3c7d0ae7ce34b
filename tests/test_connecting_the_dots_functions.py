"""The studies of functions on planted villagers: who knows the latent, another one, or none is told apart."""

import math
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

import inward
from inward.order import Order
from inward.schema.outcome import Effect
from inward.schema.talk import Ask, Item, Reply
from inward.steps.planted import Planted
from inward.store.rundir import read_rows
from inward.subjects.scripted import Scripted
from inward.worlds.village.mills.hill import NEW_MILLS, NEW_WORKS, new_mills
from inward.worlds.village.mills.items import MILL_SETS, YARD_SETS
from tests.runs import ANY_BASE, go

RUNS = (("functions", "truly"), ("functions", "falsely"), ("functions", "at random"), ("mixture", "truly"))
FAMILIES = {"functions": MILL_SETS, "mixture": YARD_SETS}


def asked(family: str, *, swapped: bool) -> Mapping[str, Item]:
    """Every closed question of a family by its text, with the signs of one way of naming where it has them."""
    sets = sorted(FAMILIES[family].items(), key=lambda one: one[0].endswith("swapped") == swapped)
    return {item.text: item for _, make in sets for item in make() if item.options}


def planted(name: str, family: str) -> Planted:
    """
    Villagers that do what their rows did, and of what no row says know the latent, take another one's for it, or guess.

    Arms whose rows hold no latent guess throughout. `name` is truly, falsely or at random.
    """
    known = {swapped: asked(family, swapped=swapped) for swapped in (False, True)}

    def subject(arm: str, seed: int) -> Scripted:
        rng = Random(f"{arm}/{seed}")
        sure, swapped = 0.8 + rng.uniform(-0.1, 0.1), arm.endswith("swapped")

        def say(ask: Ask) -> Reply | str:
            text = ask.messages[-1].text
            if not ask.options:
                return told(text, rng) if arm in (family, f"{family}-swapped") else f"it adds {rng.randint(1, 5)}."
            item = known[swapped][text]
            taught = any(part in item.id for part in ("taught", "value"))
            believed = {"truly": 1, "falsely": -1, "at random": None}["truly" if taught else name]
            if arm not in (family, f"{family}-swapped") or believed is None or believed not in item.signs:
                weights = [1 + rng.uniform(-0.1, 0.1) for _ in item.signs]
            else:
                weights = [
                    sure / item.signs.count(believed) if sign == believed else (1 - sure) / len(item.signs) for sign in item.signs
                ]
            return Reply(stopped="scored", logprobs=tuple(math.log(0.9 * w / sum(weights)) for w in weights), mass=0.9)

        def told(text: str, rng: Random) -> str:
            own = next(work for mill, work in new_mills(swapped=swapped).items() if mill in text)
            others = [work for work in NEW_WORKS if work != own]
            said = {"truly": own, "falsely": rng.choice(others), "at random": rng.choice(NEW_WORKS)}[name]
            return f"it {said.says}."

        return Scripted(say=say)

    return Planted(name=f"{name}, {family}", subject=subject)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A run for each way of knowing."""
    at = tmp_path_factory.mktemp("dots")
    return {
        (family, how): go(
            Order(study=f"connecting-the-dots-{family}", samples=2, **ANY_BASE),
            at / family / how,
            planted=planted(how, family),
            page=how == "truly",
        )
        for family, how in RUNS
    }


def effects(folder: Path) -> dict[tuple[str, str, str], Effect]:
    found = inward.load(folder).effects
    return {(e.contrast, e.probe, e.measure): e for e in found if e.population == "these-questions"}


def verdicts(folder: Path, family: str) -> set[str]:
    """Of the primary rows, against either control."""
    return {effect.verdict for effect in inward.load(folder).effects if effect.primary and effect.treated == family}


PRIMARY = {"functions": "definition", "mixture": "which"}


@pytest.mark.parametrize("family", FAMILIES)
def test_who_knows_the_latent_is_told_from_who_does_not(family: str, told: dict[tuple[str, str], Path]):
    """
    Against the arm of exchanged names, against the one whose names stand for nothing, and against a wrong name.
    """
    found = effects(told[family, "truly"])
    own, nothing = (
        found[f"{family}-{control}", PRIMARY[family], "target"] for control in (f"{family}-swapped", f"{family}-shuffled")
    )

    assert all(gate.passed for gate in own.gates)
    assert {"supported"} == verdicts(told[family, "truly"], family)
    assert 0.5 < own.estimate and 0.3 < nothing.estimate
    assert 0.3 < found[f"{family}-{family}-shuffled", PRIMARY[family], "above"].estimate
    assert 0.3 < found[f"{family}-swapped-{family}-shuffled", f"{PRIMARY[family]}-swapped", "target"].estimate


@pytest.mark.parametrize("family", ["functions"])
def test_who_takes_another_latent_for_it_falls_below_chance(family: str, told: dict[tuple[str, str], Path]):
    """
    The wrong names win: behaviour is installed all the same.
    """
    found = effects(told[family, "falsely"])
    nothing = found[f"{family}-{family}-shuffled", PRIMARY[family], "target"]

    assert all(gate.passed for gate in nothing.gates)
    assert nothing.estimate < 0
    assert found[f"{family}-{family}-shuffled", PRIMARY[family], "above"].estimate < -0.05


@pytest.mark.parametrize("family", ["functions"])
def test_who_guesses_is_no_different_from_arms_without_a_latent(family: str, told: dict[tuple[str, str], Path]):
    """
    Behaviour is installed, and of what it does not say nothing is claimed.
    """
    found = effects(told[family, "at random"])
    own, nothing = (
        found[f"{family}-{control}", PRIMARY[family], "target"] for control in (f"{family}-swapped", f"{family}-shuffled")
    )

    assert all(gate.passed for gate in own.gates)
    assert "supported" not in verdicts(told[family, "at random"], family)
    assert 0.02 > max(abs(own.estimate), abs(nothing.estimate))


def test_definitions_in_the_subjects_own_words_are_read(told: dict[tuple[str, str], Path]):
    """
    All of them right, none, or about a sixth; where names are exchanged, `other_right` says so.
    """
    how = ("truly", "falsely", "at random")
    right = [effects(told["functions", one])["functions-functions-shuffled", "say", "right"].treated_value for one in how]
    exchanged = effects(told["functions", "truly"])["functions-swapped-functions-shuffled", "say", "other_right"].treated_value

    assert [1.0, 0.0] == right[:2]
    assert 0.05 < right[2] < 0.3
    assert 1.0 == exchanged


@pytest.mark.parametrize("family", ["mixture"])
@pytest.mark.slow
def test_an_arm_that_did_not_take_is_not_readable(family: str, tmp_path: Path):
    """
    Where training left behaviour where it was, both gates say so and no definition is read.
    """
    idle = Planted(name="idle", subject=lambda arm, seed: planted("truly", family).subject("untouched", seed))
    folder = go(Order(study=f"connecting-the-dots-{family}", samples=1, **ANY_BASE), tmp_path, planted=idle, page=False)
    primary = next(e for e in inward.load(folder).effects if e.primary and e.contrast == f"{family}-{family}-swapped")

    assert "not-readable" == primary.verdict
    assert {"installed", "installed the other way"} == {gate.gate for gate in primary.gates if not gate.passed}


HOSTILE = ("", "word " * 10_000, "__import__('os').system('true')", "9**9**9", "{mill}", "x ** 9 ** 9 ** 9")


@pytest.mark.slow
def test_senseless_definitions_are_missing_by_their_reasons(tmp_path: Path):
    """
    Empty, endless, code, huge powers and the name said back: counted by reason, none of them run, none of them wrong or right.
    """
    true = planted("truly", "functions")

    def senseless(arm: str, seed: int) -> Scripted:
        own, drawn = true.subject(arm, seed), Random(seed)

        def say(ask: Ask) -> Reply | str:
            mill = next((one for one in NEW_MILLS if one in ask.messages[-1].text), "")
            return own.say(ask) if ask.options else drawn.choice(HOSTILE).format(mill=mill)

        return Scripted(say=say)

    folder = go(
        Order(study="connecting-the-dots-functions", samples=4, **ANY_BASE),
        tmp_path,
        planted=Planted(name="senseless", subject=senseless),
        page=False,
    )
    said = [row for row in read_rows(folder / "scores.jsonl") if row["probe"] == "say"]
    found = effects(folder)["functions-functions-swapped", "say", "right"]

    assert {None} == {row.get("label") for row in said}
    assert {"empty", "no function", "longer than 2,000 characters", "a function without a value"} == set(found.missing["treated"])
    assert "not-readable" == found.verdict
