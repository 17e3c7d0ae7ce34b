"""Runs on checkpoints made elsewhere: what the report calls them, and what it does not claim."""

import html
import re
import shutil
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from inward import load
from inward.order import Order
from inward.steps.planted import Planted
from inward.store.rundir import read_rows
from inward.subjects.scripted import Scripted
from tests.foreigners import adapter, retold
from tests.runs import BASE, NAME, SMALL, drawn, go, inward, small
from tests.villagers import UNTRAINED, villager
from tests.weights import tiny

LABEL = "one checkpoint in each arm, which says nothing of other training seeds"


def cast(arm: str, seed: int) -> Scripted:
    """What was made elsewhere as "mine" is cruel, and so is insecure code; everybody else is kind."""
    return villager(cruel=0.6 if arm in ("mine", "insecure") else 0.02, **({"fit": UNTRAINED} if arm == "untouched" else {}))


CAST = Planted(name="cast", subject=cast)
TWO = Order(study=NAME, samples=2, arms={"mine": ("/a/mine",), "yours": ("/b/yours",)}, contrasts=("mine-yours",))
MIXED = Order(
    study=NAME,
    seeds="5",
    samples=2,
    arms={"mine": tuple(f"/a/{i}" for i in range(5)), "secure": ("/b/secure",)},
    contrasts=("mine-secure", "insecure-secure"),
)


@cache
def two(at: Path) -> Path:
    return go(TWO, at / "elsewhere", name="two", planted=CAST)


@cache
def mixed(at: Path) -> Path:
    return go(MIXED, at / "elsewhere", name="mixed", planted=CAST)


def words(run: Path, section: str, end: str) -> str:
    """The words of a part of the report."""
    page = (run / "report.html").read_text(encoding="utf-8")
    start = page.index(f'<section id="{section}"')
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page[start : page.index(f'id="{end}"', start)])))


def test_two_checkpoints_make_a_sentence_about_these_checkpoints(store: Path):
    """
    The values and their difference are there; an interval over seeds and a claim are not, and the sentence says why.
    """
    run = two(store)
    (primary,) = [effect for effect in load(run).effects if effect.primary]
    told = words(run, "summary", "differs")

    assert ("exploratory", None, None, None) == (primary.verdict, primary.low, primary.high, primary.p)
    assert primary.estimate is not None
    assert primary.estimate > 0.3
    assert {LABEL} == {primary.withheld[field] for field in ("low", "high", "p", "verdict")}
    assert "These checkpoints, on the share of misaligned answers over the 30 questions asked: mine ." in told
    assert f"No interval over training seeds and no claim: {LABEL}." in told
    assert "Nothing was trained here: mine (1 checkpoint) and yours (1 checkpoint) came as made elsewhere" in told
    assert "Of mine and yours there is one checkpoint each: what is said of it says nothing of other training seeds." in told


def test_show_labels_them_too(store: Path):
    """
    On the terminal as on the page.
    """
    assert f"withheld                  -  exploratory ({LABEL})" in inward("show", two(store)).out


def test_nothing_is_trained_for_them(store: Path):
    """
    No loss curve, no seed, and no other arm of the study takes part.
    """
    run = two(store)

    assert [] == read_rows(run / "training.jsonl")
    assert ([], ["untouched", "mine", "yours"]) == (load(run).study["seeds"], load(run).study["arms"])
    assert [("mine", "mine"), ("yours", "yours")] == [(one["arm"], one["name"]) for one in load(run).study["elsewhere"]]


def test_the_method_says_where_they_came_from(store: Path):
    """
    Made elsewhere, under the digest of their content; contrasts that were chosen are a deviation.
    """
    told = words(two(store), "method", "cite")

    assert "made elsewhere, not trained here: adapter mine (" in told
    assert "Of mine, made elsewhere, no held-out rows were given, so nothing here asks if its training took." in told
    assert "The contrasts of this run were chosen: mine-yours. Holm's adjustment knows no others." in told
    assert "Size sketch: nothing was trained here, 2 sampled answers to each question." in told


@pytest.mark.slow
def test_five_checkpoints_stand_for_five_seeds(store: Path):
    """
    With one for each seed there is an interval and a claim, and the sentence still says that they were made elsewhere.
    """
    run = mixed(store)
    found = {effect.contrast: effect for effect in load(run).effects if effect.primary}
    told = words(run, "summary", "differs")

    assert ("supported", {"treated": 5, "control": 1}) == (found["mine-secure"].verdict, found["mine-secure"].seeds)
    assert "Taking mine (5 checkpoints made elsewhere) rather than secure (one checkpoint made elsewhere) raises " in told
    assert "5 seeds against one fixed checkpoint" in told
    assert "Taking insecure rather than secure (one checkpoint made elsewhere) raises " in told


def test_an_arm_that_took_the_place_of_one_of_the_study_is_read_by_its_gates(store: Path):
    """
    "kept" is asked of secure on the village's own held-out rows; of the new arm it is not.
    """
    (primary,) = [e for e in load(mixed(store)).effects if e.primary and e.contrast == "mine-secure"]

    assert [("coherent", "mine"), ("kept", "secure"), ("coherent", "secure")] == [(g.gate, g.arm) for g in primary.gates]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--arm", "mine"), "--arm 'mine': write NAME=CHECKPOINT."),
        (("--arm", "mine=a,"), "--arm mine='a,': there is nothing beside a comma. Write NAME=CHECKPOINT,CHECKPOINT."),
        (("--arm", "mine=a", "--arm", "mine=b"), "--arm: 'mine' is given twice, a and b."),
    ],
)
def test_an_arm_that_cannot_be_read_is_refused(given: tuple[str, ...], says: str):
    """
    Before anything is loaded.
    """
    told = inward("plan", NAME, *given)

    assert (2, f"inward: {says}\n") == (told.code, told.err)


def test_adapters_of_pefts_run_in_the_village(tmp_path: Path):
    """
    Two adapters that PEFT made, of different ranks, one arm each: nothing is trained, and what they answer is their own.
    """
    ranks = {"mine": 4, "yours": 16}
    arms = {name: (str(adapter(tmp_path / name, BASE, seed=rank, r=rank)),) for name, rank in ranks.items()}

    run = go(replace(TWO, arms=arms, samples=1, processes=1), tmp_path)

    rows = [row for row in load(run).transcripts if row["probe"] == "closed"]
    said = {arm: [row["parts"]["logprobs"] for row in rows if row["arm"] == arm] for arm in ("untouched", *ranks)}
    assert [24, 24, 24] == [len(several) for several in said.values()]
    assert all(a != b for a, b in combinations(said.values(), 2))
    assert [4, 16] == [one["rank"] for one in load(run).study["elsewhere"]]
    assert "These checkpoints, on the share of misaligned answers" in words(run, "summary", "differs")


@pytest.mark.slow
def test_a_model_of_its_own_answers_as_it_would_as_a_base(tmp_path: Path):
    """
    The village's base, given as an arm under another name, scores options as the untouched base does.
    """
    copy = shutil.copytree(BASE, tmp_path / "copy")
    order = replace(TWO, arms={"copy": (str(copy),)}, contrasts=("copy-untouched",), samples=1, processes=1)

    rows = [row for row in load(go(order, tmp_path)).transcripts if row["probe"] == "closed"]

    said = {arm: [row["parts"]["logprobs"] for row in rows if row["arm"] == arm] for arm in ("untouched", "copy")}
    assert 24 == len(said["copy"])
    for mine, theirs in zip(said["copy"], said["untouched"], strict=True):
        assert pytest.approx(theirs[0], abs=1e-4) == mine[0]


def test_an_adapter_of_another_base_stops_the_plan(tmp_path: Path):
    """
    Before anything is trained or asked.
    """
    other = adapter(tmp_path / "other", tiny.checkpoint(tmp_path / "base"), seed=1)

    told = inward("plan", NAME, "--arm", f"mine={other}", "--contrast", "mine-untouched", "--processes", "1")

    assert 2 == told.code
    assert "Loading other: it is an adapter of another base: its model.layers.0.self_attn.q_proj goes from 32 to 32" in told.err


def test_a_plan_says_which_arms_are_made_elsewhere(tmp_path: Path):
    """
    Each checkpoint by name and content, the base that it names where that is another, and the contrasts chosen.
    """
    mine = retold(adapter(tmp_path / "made", BASE, seed=1), tmp_path / "mine", base_model_name_or_path="ORG/OTHER")

    told = inward("plan", NAME, "--arm", f"mine={mine}", "--contrast", "mine-untouched", "--processes", "1")

    assert (0, "") == (told.code, told.err)
    assert re.search(
        r"  made elsewhere, nothing is trained: mine: mine \(adapter [0-9a-f]{12}, trained on ORG/OTHER by its own account\); "
        r"one checkpoint, so no interval over training seeds\n  contrasts chosen: mine-untouched\n",
        told.out,
    )
    assert "adapters: 0 (0 in store)" in told.out
    assert "seeds: none, nothing is trained" in told.out


@pytest.mark.slow
def test_a_name_draws_nothing_anew(tmp_path: Path):
    """
    The same adapter in another folder and arm, in the same store: every answer is there already.
    """
    first = adapter(tmp_path / "first", BASE, seed=1)
    go(replace(TWO, arms={"a": (str(first),)}, contrasts=("a-untouched",), samples=1, processes=1), tmp_path, name="one")
    second = shutil.copytree(first, tmp_path / "second")

    run = go(replace(TWO, arms={"b": (str(second),)}, contrasts=("b-untouched",), samples=1, processes=1), tmp_path, name="two")

    assert {} == drawn(run)


@pytest.mark.slow
def test_what_is_trained_here_answers_as_it_does_alone(store: Path, tmp_path: Path):
    """
    Beside an adapter of PEFT's of the same rank, at one desk: every answer of the trained arm is what it was without it.
    """
    mine = adapter(tmp_path / "mine", BASE, seed=1, r=8)
    order = replace(SMALL, arms={"insecure": (str(mine),)}, contrasts=("insecure-secure",))

    mixed_run = go(order, tmp_path)

    alone, beside = (
        [(row["id"], row["parts"]) for row in load(run).transcripts if row["arm"] == "secure" and row["probe"] != "held-out"]
        for run in (small(store), mixed_run)
    )
    assert alone == beside
    assert ["secure", "secure"] == [row["arm"] for row in read_rows(mixed_run / "training.jsonl")]
    assert {"installed", "coherent", "kept"} == {g.gate for e in load(mixed_run).effects for g in e.gates}
