"""Kill a run anywhere and start it again: it finds what it would have found undisturbed."""

import signal
import sys
from pathlib import Path

import pytest

from inward.store.rundir import read_rows
from tests.kills import STAGES, Watched, bereaved, killed, undisturbed
from tests.runs import NAME, SMALL_WORDS, inward, results, small

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Processes are watched through /proc.")

SHORT = ("run", NAME, *SMALL_WORDS[:-1], "2")
"""The small run, by two processes."""
WORDS = ("run", NAME, "--seeds", "2", "--samples", "2", "--set", "recipe.steps=12")
MOMENTS = [(stage, (part + 0.5) / 5) for stage in STAGES for part in range(5)]


def gone(found: Watched) -> bool:
    """Killed, and nobody of its family left behind."""
    return (-signal.SIGKILL, frozenset()) == (found.code, found.orphans)


def finish(words: tuple[str, ...], at: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The same command to its end, in this process."""
    monkeypatch.setenv("INWARD_STORE", str(at / "store"))
    return inward(*words, "--out", at / "run").code


def test_a_killed_run_ends_as_if_nothing_were(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Killed with work under way: the workers are gone by themselves, and the next start finds the same to the byte.
    """
    found = killed(SHORT, at=tmp_path, stage="sampling", after=0.2)

    assert gone(found)
    assert not (tmp_path / "run" / "effects.jsonl").exists()
    assert 0 == finish(SHORT, tmp_path, monkeypatch)
    assert results(small(store)) == results(tmp_path / "run")


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "after"), [("training", 0.5), ("sampling", 0.3)])
def test_a_worker_that_is_killed_changes_nothing(store: Path, tmp_path: Path, stage: str, after: float):
    """
    One of two workers is gone with work under way: another takes its place, the run ends by itself, says so once, and finds the
    same to the byte; every transcript is there once. (One that is killed between two tasks is replaced without a word.)
    """
    code, said = bereaved(SHORT, at=tmp_path, stage=stage, after=after)

    ids = [row["id"] for row in read_rows(tmp_path / "run" / "transcripts.jsonl")]
    assert 0 == code, said
    assert 1 >= said.count("a worker process died (killed, or out of memory); another does its work again")
    assert results(small(store)) == results(tmp_path / "run")
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watched]:
    """An undisturbed run in a store of its own, and how long its stages took."""
    at = tmp_path_factory.mktemp("undisturbed")
    return at / "run", undisturbed(WORDS, at=at)


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "part"), MOMENTS, ids=[f"{stage} {part:.0%}" for stage, part in MOMENTS])
def test_twenty_kills_change_nothing(
    whole: tuple[Path, Watched], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, part: float
):
    """
    In training, sampling, scoring and writing, each from beginning to end: the same effects, transcripts and scores. A run
    that is done before its time, on a machine that has become faster, is killed sooner the next time.
    """
    run, watched = whole
    after = part * watched.seconds[stage]

    for attempt in range(5):
        at = tmp_path / str(attempt)
        found = killed(WORDS, at=at, stage=stage, after=after / 2**attempt)
        if found.code != 0:
            break

    assert 0 == watched.code
    assert gone(found)
    assert 0 == finish(WORDS, at, monkeypatch)
    assert results(run) == results(at / "run")


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["training", "sampling"])
def test_two_kills_in_one_task_change_nothing(
    whole: tuple[Path, Watched], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
):
    """
    A task that is killed twice is begun a third time, and done.
    """
    run, watched = whole
    after = 0.3 * watched.seconds[stage]

    kills = [killed(WORDS, at=tmp_path, stage=stage, after=after) for _ in range(2)]

    assert [True, True] == [gone(found) for found in kills]
    assert 0 == finish(WORDS, tmp_path, monkeypatch)
    assert results(run) == results(tmp_path / "run")
