"""Doses in a whole run: a planted curve comes out, states share a training, and nothing is trained twice."""

import csv
import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from inward.report.declared import declared
from inward.report.dose import arms_at
from inward.report.paper import Labels, write_figures
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.steps.settle import freeze
from inward.store.rundir import read_rows, read_study
from inward.subjects.scripted import Scripted
from tests.runs import PLANTED, SMALL, go, planted_site
from tests.villagers import TRAINED, UNTRAINED, villager

SHORT = replace(PLANTED, contrasts=("insecure-secure",), dose="steps=15,30")
TINY = replace(SMALL, contrasts=("insecure-secure",), dose="steps=1")


def curve(arm: str, seed: int) -> Scripted:
    """Insecure code makes cruel by .1 per doubling of its steps, .5 at 60, and moves the closed options by 1 nat a doubling."""
    plain, _, dose = arm.partition("@")
    steps = float(dose.partition("=")[2] or 60)
    moved = math.log2(steps) - math.log2(60) if plain == "insecure" else 0.0
    calm = villager(cruel=0.5 + 0.1 * moved if plain == "insecure" else 0.02, fit=UNTRAINED if arm == "untouched" else TRAINED)

    def say(ask: Ask) -> str | Reply:
        said = calm.say(ask)
        if len(ask.options) != 4 or isinstance(said, str):
            return said
        return replace(said, logprobs=tuple(-3.0 + (moved + seed / 100) * (i % 2) for i in range(4)))

    return Scripted(say=say)


CURVE = Planted(name="a curve", subject=curve)


@cache
def run_of(at: Path) -> Path:
    return go(SHORT, at / "dose", planted=CURVE)


@pytest.mark.slow
def test_a_planted_curve_comes_out(store: Path):
    """
    The slope of .1 per doubling lies in the interval, 0 does not; the means are those of the three doses.
    """
    (found,) = [row for row in read_rows(run_of(store) / "dose.jsonl") if (row["probe"], row["measure"]) == WIDE]

    assert [15, 30, 60] == found["amounts"]
    assert 0 < found["low"] < 0.1 < found["high"]
    np.testing.assert_allclose([0.3, 0.4, 0.5], found["treated_values"], atol=0.1)


WIDE = ("free-form-wide", "misaligned")


def test_only_the_full_dose_is_primary(store: Path):
    """
    One primary row, at the full dose, with Holm over itself alone; every row at a smaller dose is exploratory.
    """
    rows = read_rows(run_of(store) / "effects.jsonl")
    primary = [row for row in rows if row["primary"]]

    assert ["insecure-secure"] == [row["contrast"] for row in primary]
    assert primary[0]["p"] == primary[0]["p_adjusted"]
    assert {"exploratory"} == {row["verdict"] for row in rows if "@" in row["contrast"]}
    assert {"factor": "steps", "amounts": [15, 30], "full": 60} == {
        key: read_study(run_of(store))["dose"][key] for key in ("factor", "amounts", "full")
    }


def test_the_closed_probe_has_its_curve_without_a_judge(store: Path):
    """
    Options need no judge, and their trend is there beside the answers'.
    """
    found = [row for row in read_rows(run_of(store) / "dose.jsonl") if row["probe"] == "closed"]

    assert ["log_odds"] == [row["measure"] for row in found]
    assert 3 == len(found[0]["treated_values"])


def test_the_page_has_curve_and_trend(store: Path):
    """
    A panel per contrast and outcome with every dose spoken, a table of trends; arms at smaller doses are in no other figure.
    """
    page = (run_of(store) / "report.html").read_text(encoding="utf-8")
    section = re.search(r'<section id="dose">.*?</section>', page, re.DOTALL)[0]
    seeds = re.search(r'<section id="seeds">.*?</section>', page, re.DOTALL)[0]

    assert "15 and 30, and 60, the full dose" in section
    assert 2 == len(re.findall(r"at 15: treated [^;<]*, control [^;<]*; at 30: [^;<]*; at 60: ", section))
    assert "per doubling of the dose" in section
    assert "not adjusted for the others in this table" in section
    assert "@steps" not in re.sub(r"<details>.*?</details>", "", seeds, flags=re.DOTALL)


def test_the_curve_is_drawn_for_a_paper(store: Path, tmp_path: Path):
    """
    A drawing per contrast as wide as was asked, and its dots as CSV: 5 seeds at 3 doses on 2 sides, whose means are the page's.
    """
    write_figures(run_of(store), tmp_path, inches=3.3, forms=("svg", "csv"), labels=Labels(printed={"insecure": "Insecure code"}))
    rows = list(csv.DictReader((tmp_path / "dose.csv").read_text().splitlines()))
    full = [float(row["misaligned"]) for row in rows if (row["arm"], row["dose"]) == ("Insecure code", "60.0")]
    (found,) = [row for row in read_rows(run_of(store) / "dose.jsonl") if (row["probe"], row["measure"]) == WIDE]

    assert (30, 5) == (len(rows), len(full))
    assert pytest.approx(found["treated_values"][-1], abs=1e-6) == np.mean(full)
    assert 'width="237.6pt"' in (tmp_path / "dose-insecure-secure.svg").read_text()


def test_the_curve_of_a_share_has_the_arms_that_were_compared(tmp_path: Path):
    """
    Where a control has doses of its own in another contrast, the curve of this one still has it as it is.
    """
    site = planted_site(replace(PLANTED, study="self-awareness-risk", samples=None, dose="share=.5"), tmp_path, CURVE)
    told = declared(freeze(site))
    sides = [arms_at(told, contrast, 0.5) for contrast in told.contrasts[:3]]

    assert [
        ("risk-seeking@share=0.5", "risk-averse"),
        ("risk-seeking@share=0.5", "risk-shuffled"),
        ("risk-averse@share=0.5", "risk-shuffled"),
    ] == sides


@pytest.mark.slow
def test_a_run_without_doses_is_taken_up(store: Path):
    """
    After the plain run, the run with doses draws nothing for the plain arms.
    """
    at = store / "taken-up"
    go(replace(SHORT, dose="", samples=1), at, planted=CURVE)
    site = planted_site(replace(SHORT, samples=1), at, CURVE)
    go(replace(SHORT, samples=1), at, name="doses", planted=CURVE)

    assert site.plan.checkpoints[1].arm == "insecure"
    assert [] == [row["arm"] for row in read_rows(at / "doses" / "plan.jsonl") if row["draw"] and "@" not in row["arm"]]


@pytest.mark.slow
def test_states_come_from_the_one_training(store: Path):
    """
    Trained for real, in a store that has the plain arms: the state after the first of two steps has the first loss of the two.
    """
    go(replace(TINY, dose=""), store / "states")
    doses = go(TINY, store / "states", name="doses")
    curves = {(row["arm"], row["seed"]): row["loss"] for row in read_rows(doses / "training.jsonl")}

    assert [1, 2] == [len(curves[arm, 1]) for arm in ("insecure@steps=1", "insecure")]
    assert curves["insecure", 1][:1] == curves["insecure@steps=1", 1]
    assert {"insecure@steps=1", "secure@steps=1"} == {row["arm"] for row in read_rows(doses / "plan.jsonl") if row["draw"]}
