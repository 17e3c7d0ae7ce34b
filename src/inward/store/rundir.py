"""The files of a run: each written whole or not at all."""

import errno
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from inward.errors import StoreError
from inward.store.digest import line

FORMAT = 1
RATES = "rates.jsonl"
"""What each arm came to by itself; there where answers were adopted."""

RECORDS = (
    "study.json",
    "evals.json",
    "awareness.json",
    "scaling.json",
    "redteam.json",
    "write-evals.json",
    "sweep.json",
    "vectors.json",
)
"""The files that say what a folder holds, a command each."""


def check_room(folder: Path, record: str) -> None:
    """
    Whether what `record` tells of may be written into a folder: before anything is asked, so that nothing is asked in vain.

    Raises
    ------
    StoreError
        It holds what another command made, whose files have the same names; or it is none that can be written.
    """
    if others := [one for one in RECORDS if one != record and (folder / one).exists()]:
        raise StoreError(f"Writing {folder}: it holds what another command made ({others[0]}). Choose another --out.")
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        wrong = "cannot be written" if there.is_dir() else "is no folder"
        raise StoreError(f"Writing {folder}: {there} {wrong}. Choose another --out.")


def read_record(folder: Path, record: str) -> dict[str, Any] | None:
    """
    What a folder already holds by its `record`, None where it holds nothing yet.

    Raises
    ------
    StoreError
        As `check_room`; or the record is none of ours.
    """
    check_room(folder, record)
    if not (folder / record).exists():
        return None
    rows = read_rows(folder / record)
    if len(rows) != 1 or not isinstance(rows[0], dict):
        raise StoreError(f"Writing {folder}: its {record} is no record of ours. Choose another --out, or move it away.")
    return rows[0]


def write_text(path: Path, text: str) -> None:
    """Put a file in its place in one move; what was there stays until then, also when the disk is full."""
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with building.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(building, path)
    except OSError as error:
        with suppress(OSError):
            building.unlink(missing_ok=True)
        raise StoreError(
            f"Writing {path}: {error.strerror or error}. {remedy(error)} another --out and run the same command again: "
            "finished work is kept in the store."
        ) from error


def remedy(error: OSError) -> str:
    """How advice on what could not be written begins: room is short, or the place is none to write in."""
    return "Free space or choose" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "Choose"


def write_rows(path: Path, rows: Iterable[Any]) -> None:
    """One JSON object a line, keys sorted."""
    write_text(path, "".join(line(row) + "\n" for row in rows))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file of ours."""
    try:
        return [json.loads(text) for text in path.read_text(encoding="utf-8").split("\n") if text]
    except FileNotFoundError as error:
        raise StoreError(f"Reading {path}: no such file. Is {path.parent} a run folder, and did the run finish?") from error
    except OSError as error:
        raise StoreError(f"Reading {path}: {error.strerror or error}. Give the folder of a run that can be read.") from error
    except ValueError as error:
        raise StoreError(f"Reading {path}: not JSON ({error}). Run the same command again to write it anew.") from error


def read_study(folder: Path) -> dict[str, Any]:
    """A run's study.json; a folder of another format version is refused."""
    rows = read_rows(folder / "study.json")
    found = rows[0].get("format") if rows and isinstance(rows[0], dict) else None
    if found != FORMAT:
        raise StoreError(
            f"Reading {folder}: run folder of format {found}, this inward reads {FORMAT}. Run the study again into another --out."
        )
    return rows[0]
