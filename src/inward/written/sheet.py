"""Texts drawn for labelling, and the blind sheet that a person fills in: no method, label asked or reading is on it."""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from inward.errors import StoreError
from inward.schema.rubric import Trait
from inward.store.digest import digest, line
from inward.store.rundir import write_text
from inward.written.attempt import Attempt, by_method
from inward.written.draft import ASKED, NEITHER, Draft

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def drawn(attempts: Sequence[Attempt], *, each: int) -> list[Attempt]:
    """So many answers of each method that the classifier could read, by a digest of their ids: by chance, and always the same."""
    ready = by_method([one for one in attempts if one.kept and one.label])
    chosen = [one for mine in ready.values() for one in sorted(mine, key=lambda one: _lot(one.id))[:each]]
    return sorted(chosen, key=lambda one: _lot(one.id))


def some_drafts(drafts: Sequence[Draft], *, each: int) -> list[Draft]:
    """So many weighed drafts of each label that was asked for, kept or not, drawn in the same way."""
    ready = [[one for one in drafts if one.weighed and one.asked == asked] for asked in ASKED]
    chosen = [one for mine in ready for one in sorted(mine, key=lambda one: _lot(one.id))[:each]]
    return sorted(chosen, key=lambda one: _lot(one.id))


def _lot(name: str) -> str:
    return digest("to label", name)


def of_attempts(rows: Sequence[Attempt], *, trait: Trait) -> list[dict[str, str]]:
    """The sheet's rows for answers."""
    told = f"{trait.name} or {trait.rest}"
    return [{"id": one.id, "question": one.question, "answer": one.answer, "label": "", "labels": told} for one in rows]


def of_drafts(rows: Sequence[Draft], *, says: str) -> list[dict[str, str]]:
    """The sheet's rows for drafts."""
    told = f"{ASKED[0]} (somebody who {says} would say it), {ASKED[1]} (would not), or {NEITHER}"
    return [
        {"id": one.id, "about": one.written.about, "statement": one.written.statement, "label": "", "labels": told}
        for one in rows
    ]


def check_new(path: Path) -> None:
    """
    That a sheet can be written there, and that none is there: it may be filled in. Makes the folder.

    Raises
    ------
    StoreError
        There is such a file already, or the folder is none to write in.
    """
    if path.exists():
        raise StoreError(
            f"Writing {path}: there is such a file already, which may hold labels. Give it as --labels, or "
            "give --label-sheet another name."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"Writing {path}: {error.strerror or error}. Give --label-sheet another place.") from error
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"Writing {path}: its folder is none to write in. Give --label-sheet another place.")


def write_rows_to_label(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """
    The sheet as CSV, or JSONL where it is called so, with an empty label in every row; `labels` says which may be written.

    In CSV a text that a spreadsheet would take for a formula has a quote before it.

    Raises
    ------
    StoreError
        There is such a file already, or it cannot be written.
    """
    check_new(path)
    write_text(path, "".join(line(dict(row)) + "\n" for row in rows) if path.suffix.lower() == ".jsonl" else _csv(rows))
    return path


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]) if rows else ["id", "label"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: f"'{text}" if text.startswith(FORMULA) else text for key, text in row.items()} for row in rows)
    return buffer.getvalue()
