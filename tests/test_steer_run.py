"""A sweep that is killed on the way ends with what it would have found; a vector that it wrote steers again."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inward.errors import WeightsError
from inward.probes.choice import Choice
from inward.progress import Progress
from inward.schema.sweep import Panel, Sweep
from inward.steps.bench import Steering
from inward.steps.sweep import steer
from inward.store.rundir import read_rows
from inward.studies.steering import SWEEP
from tests.kills import killed_at_line
from tests.weights import tiny

pytestmark = pytest.mark.slow

READ = {"probe": Choice(), "items": "reckoning", "scorer": "leaning-at-any-mass", "says": "of the right sum"}
SMALL: Sweep = replace(
    SWEEP,
    panels=(Panel(name="capability", measure="share", **READ), Panel(name="coverage", measure="mass", **READ)),
    chooser="capability",
    multipliers=(-1.0, 0.0, 1.0),
    shuffled=1,
)
"""One way of asking, which also a checkpoint that has learned nothing can be read by; two multipliers."""
FILES = ("curves.jsonl", "slopes.jsonl", "sweep.json", "vector.npy", "vector.json", "report.html")
PROGRAM = """
from pathlib import Path
import sys
from tests.test_steer_run import go
if __name__ == "__main__":
    go(*map(Path, sys.argv[1:]))
"""


def go(model: Path, at: Path, *, vector: Path | None = None, quiet: bool = False) -> Path:
    """The small sweep of a checkpoint into `at`/run with the store `at`/store."""
    request = Steering(sweep=SMALL, model=str(model), layer=0, processes=1, vector=vector)
    return steer(request, out=at / "run", store=at / "store", progress=Progress(quiet=quiet))


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint that has learned nothing."""
    return tiny.checkpoint(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture(scope="module")
def whole(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An undisturbed sweep."""
    return go(model, tmp_path_factory.mktemp("undisturbed"), quiet=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Processes are watched through /proc.")
def test_killed_while_it_steers_a_sweep_finds_the_same(model: Path, whole: Path, tmp_path: Path):
    """
    kill -9 with conversations held in part: no worker lives on, no file is there by half, and the next start ends with the same
    bytes.
    """
    script = tmp_path / "sweep.py"
    script.write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, script, model, tmp_path], env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    watched = killed_at_line(process, "steering: ")

    assert -signal.SIGKILL == watched.code
    assert frozenset() == watched.orphans
    assert not (tmp_path / "run").exists()
    assert contents(whole) == contents(go(model, tmp_path, quiet=True))


def test_a_checkpoint_that_answers_nothing_is_refused(model: Path, tmp_path: Path):
    """
    With the layer given, so that none is chosen: said in a sentence, and no file is left.
    """
    (panel, coverage) = SMALL.panels
    mute = replace(SMALL, panels=(replace(panel, scorer="leaning"), replace(coverage, scorer="leaning")))

    with pytest.raises(WeightsError, match="unsteered, it gives none of the answers of panel 'capability'"):
        steer(
            Steering(sweep=mute, model=str(model), layer=0, processes=1),
            out=tmp_path / "run",
            store=tmp_path / "store",
            progress=Progress(quiet=True),
        )
    assert not (tmp_path / "run").exists()


def test_a_vector_from_its_file_steers_as_it_did(model: Path, whole: Path, tmp_path: Path):
    """
    What a sweep wrote, given to another with --vector, has the same slopes on the vector's line; the page says where it is from.
    """
    again = go(model, tmp_path, vector=whole / "vector.npy", quiet=True)

    first, second = ([row for row in read_rows(run / "slopes.jsonl") if row["line"] == "target"] for run in (whole, again))
    assert first == second
    assert ["", "flattery-pairs"] == [read_rows(run / "sweep.json")[0]["vector"]["given"] for run in (whole, again)]
    assert "read from a file: flattery-pairs" in (again / "report.html").read_text(encoding="utf-8")
