"""A folder that holds what another command made, or that is none, is said to be so before anything is asked, and is left."""

from pathlib import Path

import pytest

from inward.errors import StoreError
from inward.steps.series import check_same
from inward.steps.sweep import check_same as check_sweep
from inward.store.rundir import RECORDS, check_room, read_record, write_rows
from tests.evals.made import clean, written
from tests.runs import inward

SERIES = ("--series=a@1=nowhere", "--series=b@2=nowhere-else")
COMMANDS = [
    ("evals.json", ("evals", "{file}", "--model=nowhere")),
    ("awareness.json", ("awareness", "{truth}", *SERIES)),
    ("scaling.json", ("scaling", "{file}", *SERIES)),
    ("redteam.json", ("redteam", "--model=nowhere")),
    ("write-evals.json", ("write-evals", "--model=nowhere", "--behaviour=likes tea")),
    ("sweep.json", ("steer", "--model=nowhere")),
]


@pytest.fixture
def words(tmp_path: Path) -> dict[str, Path]:
    """Files to ask."""
    from tests.series.test_truth_tables import small
    from tests.series.test_truth_tables import written as put

    return {"file": written(tmp_path / "few.jsonl", clean()[:2]), "truth": put(tmp_path, small())}


@pytest.mark.parametrize(("record", "command"), COMMANDS)
def test_no_command_writes_over_another(record: str, command: tuple[str, ...], words: dict[str, Path], tmp_path: Path):
    """
    A run's folder, given to each by mistake, is refused before a model is looked for, and nothing in it is touched.
    """
    (tmp_path / "run").mkdir()
    for name in ("study.json", "report.html", "options.jsonl"):
        (tmp_path / "run" / name).write_text("{}\n")

    told = inward(*(word.format(**words) for word in command), f"--out={tmp_path / 'run'}")

    assert (2, "") == (told.code, told.out)
    assert "it holds what another command made (study.json). Choose another --out." in told.err
    assert ["options.jsonl", "report.html", "study.json"] == sorted(one.name for one in (tmp_path / "run").iterdir())
    assert record in RECORDS


@pytest.mark.parametrize(("record", "command"), COMMANDS)
def test_a_file_is_no_folder(record: str, command: tuple[str, ...], words: dict[str, Path], tmp_path: Path):
    """
    It is said before anything is asked, and the file stays.
    """
    (tmp_path / "mine").write_text("mine")

    told = inward(*(word.format(**words) for word in command), f"--out={tmp_path / 'mine' / record}")

    assert (2, "") == (told.code, told.out)
    assert f"{tmp_path / 'mine'} is no folder. Choose another --out." in told.err
    assert "mine" == (tmp_path / "mine").read_text()


def test_a_folder_that_is_not_there_has_room(tmp_path: Path):
    """
    Nor has its parent to be there, nor is anything made by looking.
    """
    check_room(tmp_path / "a" / "b", "evals.json")

    assert None is read_record(tmp_path / "a" / "b", "evals.json")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("held", ["[1]\n", "null\n", '"text"\n', "{}\n{}\n", "\n"])
def test_a_record_that_is_none_is_refused(held: str, tmp_path: Path):
    """
    Whatever JSON it holds.
    """
    (tmp_path / "evals.json").write_text(held)

    with pytest.raises(StoreError, match=r"its evals\.json is no record of ours\. Choose another --out, or move it away\."):
        check_same(tmp_path, "evals.json", {"file": {"name": "few"}})


@pytest.mark.parametrize("file", [3, ["few"], {"name": "many"}, None])
def test_a_record_of_other_answers_is_refused(file: object, tmp_path: Path):
    """
    Also where it does not say to what.
    """
    write_rows(tmp_path / "evals.json", [{"file": file}])

    with pytest.raises(StoreError, match="it holds other answers"):
        check_same(tmp_path, "evals.json", {"file": {"name": "few"}})


def test_a_sweep_is_written_over_no_other(tmp_path: Path):
    """
    The same again is welcome, tuples or lists; another layer is another sweep.
    """
    write_rows(tmp_path / "sweep.json", [{"range": (-1.0, 1.0), "layer": 2}])

    check_sweep(tmp_path, {"range": (-1.0, 1.0), "layer": 2})
    with pytest.raises(StoreError, match=r"it holds another sweep\. Choose another --out, or move it away\."):
        check_sweep(tmp_path, {"range": (-1.0, 1.0), "layer": 1})
