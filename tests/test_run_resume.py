"""Finished work is never done again, and never counted twice."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from inward import load
from inward.errors import CanaryError, DesignError, ProbeError, StoreError
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.steps.site import Site
from inward.store.rundir import read_rows
from inward.subjects.scripted import Scripted
from tests.runs import (
    NAME,
    PLANTED,
    SMALL,
    SMALL_WORDS,
    drawn,
    four_verdicts,
    go,
    kept,
    planted_site,
    results,
    small,
    snapshot,
)
from tests.villagers import FOUR_VERDICTS, SILENT


@pytest.fixture
def planted(store: Path, tmp_path: Path) -> Path:
    """A copy of a finished planted run with its store."""
    return Path(shutil.copytree(four_verdicts(store).parent, tmp_path / "copy"))


@pytest.fixture
def trained(store: Path, tmp_path: Path) -> Path:
    """A copy of a finished trained run with its store."""
    return Path(shutil.copytree(small(store).parent, tmp_path / "copy"))


def rows(run: Path, name: str) -> dict[str, str]:
    """The lines of a file of a run, by id."""
    return {json.loads(line)["id"]: line for line in (run / name).read_text().splitlines()}


def adapters(at: Path) -> dict[str, object]:
    return snapshot(at / "store" / "adapters")


def test_a_second_run_does_nothing_new(trained: Path):
    """
    No file of the store is touched, and what was found is the same to the byte.
    """
    store, found = snapshot(trained / "store"), results(trained / "run")

    again = go(SMALL, trained)

    assert store == snapshot(trained / "store")
    assert found == results(again)


@pytest.mark.slow
def test_more_samples_draw_the_new_ones_alone(trained: Path):
    """
    From one sample a question to two: each first answer stays as it was, and every probe that samples draws one more.
    """
    before = rows(trained / "run", "transcripts.jsonl")

    more = go(replace(SMALL, samples=2), trained, name="more")

    after = rows(more, "transcripts.jsonl")
    assert before == {name: line for name, line in after.items() if name in before}
    assert {1} == {json.loads(line)["k"] for name, line in after.items() if name not in before}
    assert ({"free-form-8", "free-form-wide", "coherence"}, 33) == ({probe for _, probe in drawn(more)}, len(drawn(more)))
    assert [[[1, 2]]] * 33 == list(drawn(more).values())


def test_more_seeds_train_the_new_ones_alone(trained: Path):
    """
    From two seeds to three: five more adapters, and the others neither trained nor asked again.
    """
    made, said = adapters(trained), rows(trained / "run", "transcripts.jsonl")

    more = go(replace(SMALL, seeds="3"), trained, name="more")

    assert made == {path: file for path, file in adapters(trained).items() if path in made}
    assert 5 == len({path.split("/")[0] for path in adapters(trained)} - {path.split("/")[0] for path in made})
    assert said == {name: line for name, line in rows(more, "transcripts.jsonl").items() if name in said}
    assert {"3"} == {place.split("/")[1] for place, _ in drawn(more)}


def test_a_swapped_adapter_stops_the_run_by_name(trained: Path):
    """
    Two adapters lie in each other's folders: nobody is asked, and the sentence names arm, seed, fault and remedy.
    """
    names = {(row["arm"], row["seed"]): row["adapter"] for row in read_rows(trained / "run" / "training.jsonl")}
    one, other = (trained / "store" / "adapters" / names["insecure", seed] for seed in (1, 2))
    one.rename(one.with_name("aside"))
    other.rename(one)
    one.with_name("aside").rename(other)

    with pytest.raises(CanaryError) as caught:
        go(replace(SMALL, samples=2), trained, name="more")

    found = f"its folder holds adapter {names['insecure', 2][:12]}, not {names['insecure', 1][:12]}: swapped"
    assert f"Loading insecure/1: {found}. Delete the folder; the adapter is trained again." == str(caught.value)


@pytest.mark.parametrize(
    ("fault", "said"),
    [("zeroed", "Canary, insecure/1: adapter"), ("stale", "Loading insecure/1: trained on base 000000000000, not")],
)
def test_a_dead_or_stale_adapter_stops_the_run_by_name(trained: Path, fault: str, said: str):
    """
    An adapter whose weights are zero, and one that was trained on another base: nobody is asked, nothing new is kept.
    """
    names = {(row["arm"], row["seed"]): row["adapter"] for row in read_rows(trained / "run" / "training.jsonl")}
    folder, before = trained / "store" / "adapters" / names["insecure", 1], kept(trained)
    record = json.loads((folder / "inward.json").read_text())
    if fault == "zeroed":
        state = {name: torch.zeros_like(part) for name, part in load_file(folder / "adapter_model.safetensors").items()}
        save_file(state, folder / "adapter_model.safetensors")
        record["sha256"] = hashlib.sha256((folder / "adapter_model.safetensors").read_bytes()).hexdigest()
    else:
        record["base"] = "0" * 32
    (folder / "inward.json").write_text(json.dumps(record))

    with pytest.raises(CanaryError) as caught:
        go(replace(SMALL, samples=2), trained, name="more")

    assert said in str(caught.value)
    assert before == kept(trained)


@pytest.mark.slow
def test_a_topped_up_run_is_the_run_made_at_once(trained: Path, tmp_path: Path):
    """
    Two seeds and then a third, one sample and then a second, say to the byte what all of them say in a fresh store.
    """
    large = replace(SMALL, seeds="3", samples=2)
    go(replace(SMALL, seeds="3"), trained, name="more seeds")

    topped, fresh = go(large, trained, name="more"), go(replace(large, processes=2), tmp_path / "fresh")

    names = ("transcripts.jsonl", "scores.jsonl", "training.jsonl")
    assert results(fresh, names) == results(topped, names)


@pytest.mark.slow
def test_two_runs_at_once_share_a_store(store: Path, tmp_path: Path):
    """
    Both train what neither has found, and both end as one alone would have.
    """
    command = [sys.executable, "-m", "inward", "run", NAME, *SMALL_WORDS, "--out"]
    environment = {**os.environ, "INWARD_STORE": str(tmp_path / "store")}

    started = [subprocess.Popen([*command, str(tmp_path / name)], env=environment) for name in ("one", "other")]
    ended = [process.wait() for process in started]

    assert [0, 0] == ended
    assert results(small(store)) == results(tmp_path / "one")
    assert results(small(store)) == results(tmp_path / "other")


def test_a_topped_up_result_is_exploratory(planted: Path):
    """
    After a look at two samples, three are a second look at the same seeds: no claim, and the reason says so.
    """
    more = load(go(replace(PLANTED, samples=3), planted, name="more", planted=FOUR_VERDICTS))

    verdicts = {one.contrast: (one.verdict, one.withheld.get("verdict")) for one in more.effects if one.primary}
    look = ("exploratory", "look 2 where 1 was declared")
    assert (2, look, look) == (more.study["look"], verdicts["insecure-secure"], verdicts["secure-untouched"])
    assert "not-readable" == verdicts["educational-secure"][0]


@pytest.mark.slow
def test_a_declared_second_look_may_claim(store: Path, tmp_path: Path):
    """
    Two looks declared before the first: the second claims at 97.5%, and need not repeat the declaration.
    """
    first = load(go(replace(PLANTED, looks=2), tmp_path, planted=FOUR_VERDICTS))
    second = load(go(replace(PLANTED, samples=3), tmp_path, name="more", planted=FOUR_VERDICTS))

    primary = {one.contrast: one for one in second.effects if one.primary}
    assert (1, 2, 2, 2) == (first.study["look"], first.study["looks"], second.study["look"], second.study["looks"])
    assert ("supported", 0.975) == (primary["insecure-secure"].verdict, primary["insecure-secure"].level)


def test_looks_cannot_be_declared_after_the_first(planted: Path):
    """
    The result was seen when one look was declared; the sentence says so.
    """
    with pytest.raises(DesignError) as caught:
        go(replace(PLANTED, samples=3, looks=3), planted, name="more", planted=FOUR_VERDICTS)

    said = "--looks 3, but results of these seeds were seen when 1 were declared. Leave --looks out to go on with that sequence"
    assert said in str(caught.value)


def test_other_seeds_are_no_second_look(planted: Path):
    """
    Seeds that no look has seen may make claims of their own.
    """
    site = planted_site(replace(PLANTED, seeds="101-105"), planted, SILENT)

    assert (1, None) == site.shelf.look(site.plan.lineage, site.plan.trained_seeds, site.plan.samples)


def test_a_run_into_a_folder_of_another_size_is_refused(planted: Path):
    """
    Nothing is overwritten; the sentence says what differs and what to do.
    """
    before = snapshot(planted)

    with pytest.raises(StoreError) as caught:
        go(replace(PLANTED, samples=4), planted, planted=SILENT)

    assert (
        f"Running into {planted}/run: it holds another run, which differs in samples. Choose another --out; work that both "
        "share is taken from the store."
    ) == str(caught.value)
    assert before == snapshot(planted)


def test_a_folder_of_another_format_is_refused(planted: Path):
    """
    A later version's folder is left as it is, whatever else is missing in it.
    """
    (planted / "run" / "plan.jsonl").unlink()
    (planted / "run" / "study.json").write_text('{"format":2}')

    with pytest.raises(StoreError) as caught:
        go(PLANTED, planted, planted=SILENT)

    said = "run folder of format 2, this inward reads 1. Run the study again into another --out."
    assert f"Reading {planted}/run: {said}" == str(caught.value)
    assert '{"format":2}' == (planted / "run" / "study.json").read_text()


def test_a_run_that_lost_its_files_writes_them_anew(planted: Path):
    """
    A run that was stopped after study.json and before anything else asks nobody again: all is in store.
    """
    found = results(planted / "run")
    for path in (planted / "run").iterdir():
        path.unlink() if path.name != "study.json" else None

    again = go(PLANTED, planted, planted=SILENT)

    assert found == results(again)
    assert (set(), True) == (set(drawn(again)), (again / "report.html").exists())


def test_a_store_that_was_lost_is_filled_again(planted: Path):
    """
    The run's folder is there and its store is not: everything is asked again, and comes out the same.
    """
    found = results(planted / "run")
    shutil.rmtree(planted / "store")

    again = go(PLANTED, planted, planted=FOUR_VERDICTS)

    assert found == results(again)


def faltering(arm: str, seed: int) -> Scripted:
    """Someone who fails at the hundredth answer."""
    said = list[str]()

    def say(ask: Ask) -> str | Reply:
        said.append(ask.draw)
        if len(said) == 100 and arm == "secure":
            raise ProbeError("planted: the hundredth answer fails.")
        return FOUR_VERDICTS.subject(arm, seed).say(ask)

    return Scripted(say=say)


def test_failed_work_leaves_nothing(store: Path, tmp_path: Path):
    """
    A subject fails in the middle: no answer of that task is kept, and the next run finds what an undisturbed one found.
    """
    with pytest.raises(ProbeError, match="planted: the hundredth answer fails"):
        go(PLANTED, tmp_path, planted=Planted(name=FOUR_VERDICTS.name, subject=faltering))
    left = kept(tmp_path)

    again = go(PLANTED, tmp_path, planted=FOUR_VERDICTS)

    assert 0 == left
    assert results(four_verdicts(store)) == results(again)


def test_a_site_that_only_looks_writes_no_run(planted: Path):
    """
    Planning leaves the finished run as it was.
    """
    before = snapshot(planted / "run")

    site: Site = planted_site(PLANTED, planted, SILENT)

    assert before == snapshot(planted / "run")
    assert 26 == len(site.plan.checkpoints)
