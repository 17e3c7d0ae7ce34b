"""The store keeps what was finished, whole, under the name of what made it."""

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.limits import largest_file

from inward.errors import StoreError
from inward.store.shelf import FORMAT, Shelf, default_folder, is_full

FILL = """
import sys
from pathlib import Path
from inward.store.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
for i in range(40):
    shelf.put({f"{sys.argv[2]}/{i}/{j}": i for j in range(10)})
"""


def complaint(act, *given: object) -> str:
    with pytest.raises(StoreError) as caught:
        act(*given)
    return str(caught.value)


def test_what_was_put_is_found(tmp_path: Path):
    """
    Values come back by key, as JSON has them; keys that were never put are absent, however many are asked for.
    """
    shelf = Shelf(tmp_path)
    values = {f"k/{i}": {"i": i, "text": "\u2028\x00</script>"} for i in range(1_200)}

    shelf.put(values)

    assert values == shelf.get([*values, "other"])
    assert {} == shelf.get([])


def test_another_shelf_on_the_folder_finds_it_too(tmp_path: Path):
    """
    The store is the folder, not the object.
    """
    Shelf(tmp_path).put({"k": [1, 2.5, None]})

    assert {"k": [1, 2.5, None]} == Shelf(tmp_path).get(["k"])


def test_putting_is_all_or_nothing(tmp_path: Path):
    """
    One value that cannot be kept, and none of its fellows is.
    """
    shelf = Shelf(tmp_path)

    with pytest.raises(ValueError, match="not JSON compliant"):
        shelf.put({"good": 1, "bad": float("nan")})

    assert {} == shelf.get(["good", "bad"])


def test_a_full_disk_keeps_nothing_of_a_put(tmp_path: Path):
    """
    The sentence says what to do; what was there before is whole, and there is room again once space is freed.
    """
    shelf = Shelf(tmp_path)
    shelf.put({"before": "x"})
    many = {f"k/{i}": "x" * 1_000 for i in range(200)}

    with largest_file(100_000):
        said = complaint(shelf.put, many)
    left = shelf.get(["before", *many])
    shelf.put(many)

    assert said.startswith(f"Store, writing {tmp_path}: ")
    assert said.endswith("Free space or mend its rights and run the same command again: finished work is kept.")
    assert ({"before": "x"}, 201) == (left, len(shelf.get(["before", *many])))


def test_opening_and_reading_change_no_byte(tmp_path: Path):
    """
    A store that is only read is left as it was.
    """
    Shelf(tmp_path).put({"k": 1})
    before = (tmp_path / f"store-{FORMAT}.sqlite").read_bytes()

    shelf = Shelf(tmp_path)
    shelf.get(["k", "other"])
    shelf.noted("adapter")
    shelf.look("study", [1, 2], 10)

    assert before == (tmp_path / f"store-{FORMAT}.sqlite").read_bytes()


def test_two_processes_write_at_once(tmp_path: Path):
    """
    Runs that share a store wait for one another; what each has put is there in the end.
    """
    given = [[sys.executable, "-c", FILL, str(tmp_path), name] for name in ("one", "other")]

    ended = [process.wait() for process in [subprocess.Popen(command) for command in given]]
    found = Shelf(tmp_path).get([f"{name}/{i}/{j}" for name in ("one", "other") for i in range(40) for j in range(10)])

    assert ([0, 0], 800) == (ended, len(found))


def test_a_store_of_another_format_is_refused(tmp_path: Path):
    """
    A later version's store is neither read nor written.
    """
    Shelf(tmp_path)
    with sqlite3.connect(tmp_path / f"store-{FORMAT}.sqlite") as connection:
        connection.execute("PRAGMA user_version = 7")

    expected = f"Opening the store {tmp_path}: format 7, this inward reads {FORMAT}. Use another INWARD_STORE."
    assert expected == complaint(Shelf, tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    """
    A file stands where the store should be.
    """
    (tmp_path / "file").write_text("")

    said = complaint(Shelf, tmp_path / "file" / "store")

    assert said.startswith(f"Opening the store {tmp_path}/file/store: ")
    assert said.endswith("Set INWARD_STORE to a folder that can be written.")


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (sqlite3.OperationalError("database or disk is full"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (sqlite3.DatabaseError("file is not a database"), False),
        (OSError(errno.EROFS, "Read-only file system"), False),
    ],
)
def test_a_disk_that_is_full_is_told_from_one_that_is_none(error: OSError | sqlite3.Error, full: bool):
    """
    Room helps the one, another folder either.
    """
    assert full == is_full(error)


def test_a_file_that_is_no_store_is_named(tmp_path: Path):
    """
    Something else lies under the store's name.
    """
    (tmp_path / f"store-{FORMAT}.sqlite").write_text("no database at all, but a letter " * 100)

    assert complaint(Shelf, tmp_path).startswith(f"Opening the store {tmp_path}: file is not a database. ")


def test_ingredients_are_remembered(tmp_path: Path):
    """
    Every digest of a stage comes back with what it was computed from, other stages do not.
    """
    shelf = Shelf(tmp_path)
    shelf.note("adapter", {"a": {"seed": "1"}, "b": {"seed": "2"}})
    shelf.note("adapter", {"b": {"seed": "2"}})
    shelf.note("thread", {"c": {"probe": "x"}})

    assert {"a": {"seed": "1"}, "b": {"seed": "2"}} == shelf.noted("adapter")


@pytest.mark.parametrize(
    ("seeds", "samples", "look"),
    [([1, 2], 10, 1), ([1, 2], 20, 2), ([1, 2, 3], 10, 2), ([2, 3], 10, 2), ([3, 4], 10, 1), ([2, 1], 10, 1)],
)
def test_a_look_is_another_size_of_data_that_was_seen(tmp_path: Path, seeds: list[int], samples: int, look: int):
    """
    The same size again is no new look, and neither is a run on seeds that none has seen.
    """
    shelf = Shelf(tmp_path)
    shelf.looked("study", [1, 2], 10, looks=1)

    assert look == shelf.look("study", seeds, samples)[0]
    assert (1, None) == shelf.look("another study", seeds, samples)


def test_looks_add_up(tmp_path: Path):
    """
    A third size of the same data is the third look.
    """
    shelf = Shelf(tmp_path)
    for samples in (10, 20, 20):
        shelf.looked("study", [1, 2], samples, looks=1)

    assert (3, 1) == shelf.look("study", [1, 2], 50)


def test_the_declaration_before_the_first_look_holds(tmp_path: Path):
    """
    Of sequences that meet in one run the one with the fewest declared looks counts; new seeds have none.
    """
    shelf = Shelf(tmp_path)
    shelf.looked("study", [1, 2], 10, looks=4)
    shelf.looked("study", [3, 4], 10, looks=2)

    assert [(1, 4), (3, 2), (1, None)] == [shelf.look("study", seeds, 10) for seeds in ([1, 2], [1, 2, 3], [5, 6])]


def test_the_folder_is_the_users_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """
    $INWARD_STORE, or a folder of the user's cache that no other program writes.
    """
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "mine"))
    chosen = default_folder()
    monkeypatch.delenv("INWARD_STORE")

    assert (tmp_path / "mine", "inward") == (chosen, default_folder().name)
    assert os.path.isabs(default_folder())
