"""A file of a run is there whole, or not at all."""

from pathlib import Path

import pytest
from tests.limits import largest_file

from inward.errors import StoreError
from inward.store.rundir import FORMAT, read_rows, read_study, write_rows, write_text


def complaint(act, *given: object) -> str:
    with pytest.raises(StoreError) as caught:
        act(*given)
    return str(caught.value)


def test_rows_come_back_as_they_were(tmp_path: Path):
    """
    One object a line, keys sorted, whatever the text holds.
    """
    rows = [{"b": 1, "a": "x\n\u2028\x00</script>"}, {"c": [1.5, None, True]}]

    write_rows(tmp_path / "new" / "rows.jsonl", rows)

    assert rows == read_rows(tmp_path / "new" / "rows.jsonl")
    assert (tmp_path / "new" / "rows.jsonl").read_text().startswith('{"a":')


def test_a_full_disk_leaves_the_old_file(tmp_path: Path):
    """
    What cannot be written whole is not written: the old file stays, and nothing lies beside it.
    """
    path = tmp_path / "rows.jsonl"
    write_text(path, "old")

    with largest_file(1_000):
        said = complaint(write_text, path, "x" * 5_000)

    remedy = "Free space or choose another --out and run the same command again: finished work is kept in the store."
    assert f"Writing {path}: File too large. {remedy}" == said
    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    """
    A file stands where a folder should be.
    """
    (tmp_path / "file").write_text("")

    said = complaint(write_text, tmp_path / "file" / "sub" / "rows.jsonl", "x")

    assert said.startswith(f"Writing {tmp_path}/file/sub/rows.jsonl: Not a directory. Choose another --out")


def test_a_missing_file_is_named(tmp_path: Path):
    """
    The sentence asks whether this is a run folder at all.
    """
    expected = f"Reading {tmp_path}/x.jsonl: no such file. Is {tmp_path} a run folder, and did the run finish?"

    assert expected == complaint(read_rows, tmp_path / "x.jsonl")


def test_a_broken_file_is_named(tmp_path: Path):
    """
    A line that is not JSON tells what to do, not where in our code it was read.
    """
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n{"a"')

    said = complaint(read_rows, tmp_path / "x.jsonl")

    assert said.startswith(f"Reading {tmp_path}/x.jsonl: not JSON (")
    assert said.endswith("Run the same command again to write it anew.")


@pytest.mark.parametrize(("written", "found"), [('{"format":2}', 2), ('{"name":"x"}', None), ("", None), ("[1]", None)])
def test_a_folder_of_another_format_is_refused(tmp_path: Path, written: str, found: int | None):
    """
    A later version's folder, or one of something else, is never read as if it were ours.
    """
    (tmp_path / "study.json").write_text(written)

    expected = (
        f"Reading {tmp_path}: run folder of format {found}, this inward reads {FORMAT}. Run the study again into another --out."
    )
    assert expected == complaint(read_study, tmp_path)


def test_a_file_in_place_of_a_folder_is_named(tmp_path: Path):
    """
    A run is a folder; a file of the same name is none.
    """
    (tmp_path / "file").write_text("")

    expected = f"Reading {tmp_path}/file/study.json: Not a directory. Give the folder of a run that can be read."
    assert expected == complaint(read_study, tmp_path / "file")
