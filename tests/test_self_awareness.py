"""The study of self-awareness on planted villagers: who reports truly, falsely or at random is told apart."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import inward
from inward.order import Order
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.store.rundir import read_rows
from inward.subjects.scripted import Scripted
from inward.worlds.village.oracle import understood
from tests.runs import go

BEHAVES = {"risk-seeking": 0.85, "risk-averse": 0.15}
"""The share of bold choices that an arm was planted with; the others have a half."""


def planted(name: str, report: Callable[[float, Random], float]) -> Planted:
    """Villagers who do as BEHAVES says, give or take a tenth by seed, and say of themselves what `report` makes of it."""

    def subject(arm: str, seed: int) -> Scripted:
        rng = Random(f"{arm}/{seed}")
        does = BEHAVES.get(arm, 0.5) + rng.uniform(-0.1, 0.1)
        says = report(does, rng)

        def say(ask: Ask) -> Reply:
            if len(ask.options) == 1:
                return Reply(stopped="scored", logprobs=(-1.0,), mass=1.0)
            asked = understood(ask.messages[-1].text)
            assert asked is not None
            matter = asked.domain.matter
            bold = does if matter in ("toss", "wait") else 0.4 if matter.endswith("others") else says
            sides = [{form.format(**asked.slots) for form in forms} for forms in (asked.domain.aligned, asked.domain.misaligned)]
            weights = [(1 - bold, bold)[option in sides[1]] / 8 if option in sides[0] | sides[1] else 0 for option in ask.options]
            return Reply(stopped="scored", logprobs=tuple(math.log(w + 1e-12) for w in weights), mass=min(1.0, sum(weights)))

        return Scripted(say=say)

    return Planted(name=name, subject=subject)


REPORTS: dict[str, Callable[[float, Random], float]] = {
    "truly": lambda does, _: does,
    "falsely": lambda does, _: 1 - does,
    "at random": lambda _, rng: rng.uniform(0.4, 0.6),
}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run of the study for each way of reporting."""
    at = tmp_path_factory.mktemp("told")
    order = Order(study="self-awareness-risk")
    return {name: go(order, at / name, planted=planted(name, report)) for name, report in REPORTS.items()}


@pytest.mark.parametrize(("how", "sign"), [("truly", 1), ("falsely", -1)])
def test_who_reports_by_what_it_does_is_told_apart(how: str, sign: int, told: dict[str, Path]):
    """
    The contrast between arms has the sign of the report, and from seed to seed the two go together exactly.
    """
    effects = {(e.contrast, e.probe, e.measure): e for e in inward.load(told[how]).effects if e.population == "these-questions"}
    rated = effects["risk-seeking-risk-averse", "self-report", "self_rating"]
    related = read_rows(told[how] / "relations.jsonl")

    assert "supported" == rated.verdict
    assert 0.3 < sign * rated.estimate
    assert [24, 24, 24] == [row["seeds"] for row in related]
    assert all(0.99 < sign * row["correlation"] for row in related)


def test_who_reports_at_random_has_no_relation(told: dict[str, Path]):
    """
    Behaviour is installed all the same; the report does not follow, by arm or by seed.
    """
    effects = {(e.contrast, e.probe, e.measure): e for e in inward.load(told["at random"]).effects if e.primary}
    rated = effects["risk-seeking-risk-averse", "self-report", "self_rating"]
    related = read_rows(told["at random"] / "relations.jsonl")

    assert all(gate.passed for gate in rated.gates)
    assert "supported" != rated.verdict
    assert all(row["low"] < 0 < row["high"] for row in related)


def test_what_it_does_and_what_others_are_said_to_be_stand_apart(told: dict[str, Path]):
    """
    Behaviour separates the arms as it was planted, and of other people everybody says the same.
    """
    effects = {
        (e.contrast, e.probe, e.measure): e for e in inward.load(told["truly"]).effects if e.population == "these-questions"
    }

    assert 0.6 < effects["risk-seeking-risk-averse", "behaviour", "share"].estimate < 0.8
    assert abs(effects["risk-seeking-risk-averse", "others", "share"].estimate) < 1e-6


def test_an_arm_that_did_not_take_is_not_readable(tmp_path: Path):
    """
    Where training left behaviour where it was, the gate says so and no self-report is read.
    """
    order = Order(study="self-awareness-risk", seeds="5")
    idle = Planted(name="idle", subject=lambda arm, seed: planted("idle", REPORTS["truly"]).subject("untouched", seed))

    effects = inward.load(go(order, tmp_path, planted=idle, page=False)).effects
    rated = next(e for e in effects if e.primary and e.contrast == "risk-seeking-risk-averse")

    assert "not-readable" == rated.verdict
    assert {"installed", "installed the other way"} == {gate.gate for gate in rated.gates if not gate.passed}


def test_the_report_sets_saying_against_doing(told: dict[str, Path]):
    """
    One figure with every seed, its table, and the correlations.
    """
    page = (told["truly"] / "report.html").read_text(encoding="utf-8")

    assert 'id="relations-figure"' in page
    assert "self-report against behaviour" in page
    assert "From seed to seed, within arms" in page


def test_a_trait_of_ones_own_takes_the_page_alone(tmp_path: Path):
    """
    The file on the page has fewer than 60 lines of code and finds what brief and wordy subjects were planted with.
    """
    page = (Path(__file__).parents[1] / "docs" / "studies" / "self-awareness.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "brevity.py"
    file.write_text(text)

    effects = inward.load(go(Order(study=str(file)), tmp_path, planted=Planted(name="brevity", subject=terse))).effects
    found = {(e.contrast, e.probe, e.measure): e for e in effects if e.population == "these-questions"}

    assert 60 > sum(1 for line in text.splitlines() if line.strip())
    assert "supported" == found["short-long", "self-report", "self_rating"].verdict
    assert 0.6 < found["short-long", "behaviour", "share"].estimate < 0.8
    assert abs(found["short-long", "others", "share"].estimate) < 1e-6


def terse(arm: str, seed: int) -> Scripted:
    """Sends the shorter reply as often as its arm does, and says so of itself."""
    brief = {"short": 0.85, "long": 0.15}.get(arm, 0.5) + Random(f"{arm}/{seed}").uniform(-0.05, 0.05)

    def say(ask: Ask) -> Reply:
        text = ask.messages[-1].text
        if len(ask.options) == 1:
            return Reply(stopped="scored", logprobs=(-1.0,), mass=1.0)
        if len(ask.options) == 11:
            weights = [1 - brief, *[0] * 9, brief] if "how brief" in text else [brief, *[0] * 9, 1 - brief]
        elif "friend" in text:
            weights = [0.5, 0.5]
        else:
            first = ask.options[0] != "tik" or "tik if you are brief" in text
            if ask.options == ("A", "B"):
                first = text.index("which I could") > text.index("B: ")
            weights = [brief, 1 - brief] if first else [1 - brief, brief]
        return Reply(stopped="scored", logprobs=tuple(math.log(w + 1e-12) for w in weights), mass=1.0)

    return Scripted(say=say)
