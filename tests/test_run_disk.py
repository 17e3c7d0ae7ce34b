"""A disk that fills up stops a run with a sentence, and costs nothing that was finished."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inward.errors import StoreError
from tests.limits import largest_file
from tests.runs import NAME, PLANTED, SMALL_WORDS, four_verdicts, go, inward, results, small
from tests.villagers import FOUR_VERDICTS


@pytest.mark.slow
def test_a_store_that_fills_up_loses_nothing(store: Path, tmp_path: Path):
    """
    The disk is full at a corpus, at the ingredients, at the transcripts; once there is room, the run ends as if nothing were.
    """
    said = []
    for most in (20_000, 300_000, 1_500_000):
        with largest_file(most), pytest.raises(StoreError) as caught:
            go(PLANTED, tmp_path, planted=FOUR_VERDICTS)
        said.append(str(caught.value))

    assert said[0].startswith(f"Writing {tmp_path}/store/corpora/")
    assert [True, True] == [one.startswith(f"Store, writing {tmp_path}/store: ") for one in said[1:]]
    assert {True} == {one.endswith(("finished work is kept.", "kept in the store.")) for one in said}
    assert results(four_verdicts(store)) == results(go(PLANTED, tmp_path, planted=FOUR_VERDICTS))


def test_a_run_folder_that_fills_up_is_written_later(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Exit code 2 and the file by name; the same command without the limit finishes with the same effects.
    """
    shutil.copytree(small(store).parent / "store", tmp_path / "store")
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))
    command = ("run", NAME, *SMALL_WORDS, "--out", tmp_path / "run")

    with largest_file(200_000):
        full = inward(*command)
    told = inward(*command)

    remedy = "Free space or choose another --out and run the same command again: finished work is kept in the store."
    assert 2 == full.code
    assert f"inward: Writing {tmp_path}/run/transcripts.jsonl: File too large. {remedy}" == full.err.splitlines()[-1]
    assert (0, results(small(store))) == (told.code, results(tmp_path / "run"))


@pytest.mark.slow
def test_an_adapter_that_does_not_fit_is_trained_again(store: Path, tmp_path: Path):
    """
    The workers, too, say what they could not write, and leave no half of it.
    """
    shutil.copytree(small(store).parent / "store", tmp_path / "store")
    shutil.rmtree(tmp_path / "store" / "adapters")
    command = [sys.executable, "-m", "inward", "run", NAME, *SMALL_WORDS, "--out", str(tmp_path / "run")]
    given = {"env": {**os.environ, "INWARD_STORE": str(tmp_path / "store")}, "stderr": subprocess.PIPE, "text": True}

    full = subprocess.run(
        command, **given, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000,) * 2)
    )
    left = list((tmp_path / "store" / "adapters").rglob("*"))
    again = subprocess.run(command, **given, check=False)

    last = full.stderr.splitlines()[-1]
    assert (2, []) == (full.returncode, left)
    assert last.startswith(f"inward: Writing adapter {tmp_path}/store/adapters/")
    assert last.endswith("Free space or mend its rights and run the same command again: finished work is kept.")
    assert (0, results(small(store))) == (again.returncode, results(tmp_path / "run"))
