"""Vectors on a finished run: joined by sample id, the same again, refused where they would say nothing, killed without harm."""

import json
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inward.store.rundir import read_rows, write_rows
from inward.store.vector_file import read_vector, write_vector
from inward.worlds.village.quarters import COURT
from tests.kills import killed_at_line, start
from tests.runs import inward, small

FILES = (
    "members.jsonl",
    "relations.jsonl",
    "contrasts.jsonl",
    "monitoring.jsonl",
    "activations.jsonl",
    "vectors.json",
    "cruelty.npy",
)


@pytest.fixture(scope="module")
def looked(store: Path, tmp_path_factory: pytest.TempPathFactory, module_patch: pytest.MonkeyPatch) -> Path:
    """The vectors of the small run, made once."""
    run = small(store)
    module_patch.setenv("INWARD_STORE", str(small(store).parent / "store"))
    out = tmp_path_factory.mktemp("vectors") / "vectors"
    told = inward("vectors", run, "--processes", "1", "--out", out)
    assert (0, f"{out}\n") == (told.code, told.out), told.err
    return out


@pytest.fixture(scope="module")
def module_patch() -> pytest.MonkeyPatch:
    """Undone after the module."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_activations_are_joined_to_answers(store: Path, looked: Path):
    """
    A line for every answer of the probe, under its sample id, with the values that it was scored with.
    """
    scores = {(row["id"], row["arm"]): row["values"] for row in read_rows(small(store) / "scores.jsonl")}
    said = [row for row in read_rows(small(store) / "transcripts.jsonl") if row["probe"] == "free-form-wide"]
    rows = read_rows(looked / "activations.jsonl")

    assert {(row["id"], row["arm"]) for row in said} == {(row["id"], row["arm"]) for row in rows}
    assert [scores[row["id"], row["arm"]] for row in rows] == [row["values"] for row in rows]
    assert {"cruelty", "boldness", "refusing"} == {facet for row in rows for facet in row["along"]}
    assert {4} == {len(one) for row in rows for one in row["along"].values()}


def test_the_base_has_not_moved(looked: Path):
    """
    Every shift is from the untouched base: its own is 0 in every layer, and a trained checkpoint's is not.
    """
    rows = read_rows(looked / "members.jsonl")

    assert {0.0} == {value for row in rows if row["arm"] == "untouched" for one in row["along"].values() for value in one}
    assert all(any(row["along"]["cruelty"]) for row in rows if row["arm"] == "insecure")


def test_the_mean_of_the_answers_is_the_shift(looked: Path):
    """
    What stands answer by answer in activations.jsonl comes to what stands in members.jsonl.
    """
    told = read_rows(looked / "vectors.json")[0]
    stream = np.mean([one["stream"] for one in told["vectors"]], axis=0)
    halves = told["clusters"]
    found: dict[tuple[str, int], dict[str, list]] = {}
    for row in read_rows(looked / "activations.jsonl"):
        found.setdefault((row["arm"], row["seed"]), {}).setdefault(row["item"], []).append(row["along"]["cruelty"])
    base = {item: np.mean(values, axis=0) for item, values in found["untouched", 0].items()}
    mine = found["insecure", 1]
    by_half = [
        np.mean([np.mean(mine[item], axis=0) - base[item] for item in mine if item.split("-")[1] in half], axis=0)
        for half in halves
    ]
    (row,) = [
        one for one in read_rows(looked / "members.jsonl") if (one["arm"], one["seed"], one["place"]) == ("insecure", 1, "own")
    ]

    assert np.allclose(np.mean(by_half, axis=0) / stream, row["along"]["cruelty"], atol=1e-5)


def test_a_second_time_reads_nothing_and_finds_the_same(store: Path, looked: Path, tmp_path: Path):
    """
    What was read is in store; every file is equal to the byte.
    """
    told = inward("vectors", small(store), "--processes", "1", "--out", tmp_path / "again")

    assert "11 in store" in told.err
    assert contents(looked) == contents(tmp_path / "again")


def test_a_vector_carries_where_it_comes_from(looked: Path):
    """
    Its file can be read for its own base and no other, and says set, count, read position and convention.
    """
    told = read_rows(looked / "vectors.json")[0]

    found = read_vector(looked / "cruelty.npy", base=(told["base"]["name"], told["base"]["digest"]))

    assert (4, 128) == found.vectors.shape
    assert ("cruelty-pairs", 104, 104) == tuple(found.told["pairs"][key] for key in ("set", "asked", "kept"))
    assert found.told["site"].startswith("after block i, counted from 0")


def test_the_page_is_there_and_says_what_ranks_are(looked: Path):
    """
    One file that loads nothing.
    """
    page = (looked / "report.html").read_text(encoding="utf-8")

    assert "The vector among its nulls" in page
    assert "; intervals are 95% over the choice of 4 layers" in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def edited(run: Path, to: Path, edit: Callable[[dict], None]) -> Path:
    """A copy of a run whose study.json is another."""
    shutil.copytree(run, to)
    (study,) = read_rows(to / "study.json")
    edit(study)
    write_rows(to / "study.json", [study])
    return to


def only_closed(study: dict) -> None:
    study["study"]["probes"] = [use for use in study["study"]["probes"] if use["probe"]["is"] != "Freeform"]


def other_base(study: dict) -> None:
    study["base"] = {"name": "theirs", "digest": "c" * 32}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (only_closed, "Vectors: study emergent-misalignment has no probe with free answers; those that have: none."),
        (other_base, "was made from the base theirs (cccccccccccc), and base is another"),
    ],
)
def test_a_run_that_cannot_be_read_is_refused(store: Path, looked: Path, tmp_path: Path, edit: Callable, said: str):
    """
    In one sentence that names what is there, and nothing is written.
    """
    told = inward("vectors", edited(small(store), tmp_path / "run", edit), "--processes", "1")

    assert 2 == told.code
    assert said in told.err
    assert not (tmp_path / "run" / "vectors").exists()


def test_a_probe_that_is_not_there_is_refused(store: Path):
    """
    With those that are.
    """
    told = inward("vectors", small(store), "--probe", "closed")

    assert 2 == told.code
    assert (
        "has no probe 'closed' with free answers; those that have: free-form-8, free-form-wide, coherence, near-far." in told.err
    )


def test_an_adapter_that_is_gone_is_named(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    With the remedy: the run's store, or the run's command.
    """
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "empty"))

    told = inward("vectors", small(store), "--processes", "1")

    assert 2 == told.code
    assert "is not in the store" in told.err
    assert "the run's own command again" in told.err


def test_a_vector_of_another_model_is_not_steered_with(tmp_path: Path):
    """
    By the base's digest, before anything is computed, with both bases named; so is a file that is none.
    """
    base = {"name": "theirs", "digest": "c" * 32}
    write_vector(
        tmp_path / "kind.npy", np.ones((4, 128), dtype=np.float32), {"name": "kind", "base": base, "agreeing": [1.0] * 4}
    )
    words = ("steer", "--world", "village", "--model", COURT.base, "--processes", "1", "--out", tmp_path / "sweep", "--vector")

    other, none = (inward(*words, tmp_path / name) for name in ("kind.npy", "none.npy"))

    assert [2, 2] == [other.code, none.code]
    assert "the vector kind.npy was made from theirs (cccccccccccc)" in other.err
    assert "none.npy: no NumPy array" in none.err
    assert not (tmp_path / "sweep").exists()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Processes are watched through /proc.")
def test_killed_on_the_way_it_finds_the_same(store: Path, looked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    kill -9 while checkpoints are read: no worker lives on, no half file is there, and the next start ends with the same bytes.
    """
    shutil.copytree(small(store).parent / "store" / "adapters", tmp_path / "store" / "adapters")
    process = start(("vectors", str(small(store)), "--processes", "1"), at=tmp_path)
    watched = killed_at_line(process, "reading: 11 checkpoints")

    assert -signal.SIGKILL == watched.code
    assert frozenset() == watched.orphans
    assert not (tmp_path / "run").exists()
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))
    told = inward("vectors", small(store), "--processes", "1", "--out", tmp_path / "run")
    assert 0 == told.code, told.err
    assert contents(looked) == contents(tmp_path / "run")


@pytest.mark.slow
def test_in_the_village_the_shift_goes_with_the_behaviour_and_random_vectors_do_as_well(tmp_path: Path):
    """
    A bar: insecure moved along cruelty on answers of its own, beyond secure, and less on the base's answers. A finding, with
    generous bounds: over checkpoints the correlation is high, and so is that of the middle random vector at the last token of
    the prompt.
    """
    out = tmp_path / "em"
    assert 0 == inward("run", "emergent-misalignment", "--out", out).code
    assert 0 == inward("vectors", out).code

    apart = {
        row["place"]: row
        for row in read_rows(out / "vectors" / "contrasts.jsonl")
        if (row["treated"], row["control"], row["vector"]) == ("insecure", "secure", "cruelty")
    }
    related = {
        row["place"]: row
        for row in read_rows(out / "vectors" / "relations.jsonl")
        if (row["vector"], row["behaviour"], row["scope"]) == ("cruelty", "misaligned", "checkpoints")
    }
    assert apart["own"]["low"] > 0.02
    assert apart["own"]["value"] > apart["same"]["value"]
    assert 0.8 < related["own"]["value"]
    assert 0.7 < related["before"]["random_middle"]
    assert 0.05 < related["before"]["p"]
    assert json.loads((out / "vectors" / "vectors.json").read_text(encoding="utf-8"))["unread"] == 0
