"""Answers drawn for labelling, and the blind sheet that a person fills in: neither method nor reading is on it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from inward.schema.rubric import Trait
from inward.store.digest import digest, line
from inward.store.rundir import write_text
from inward.written.attempt import Attempt, by_method

COLUMNS: Final = ("id", "question", "answer", "label", "labels")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def drawn(attempts: Sequence[Attempt], *, each: int) -> list[Attempt]:
    """So many answers of each method that the classifier could read, by a digest of their ids: by chance, and always the same."""
    ready = by_method([one for one in attempts if one.kept and one.label])
    chosen = [one for mine in ready.values() for one in sorted(mine, key=_lot)[:each]]
    return sorted(chosen, key=_lot)


def _lot(one: Attempt) -> str:
    return digest("to label", one.id)


def write_sheet(path: Path, rows: Sequence[Attempt], *, trait: Trait) -> Path:
    """
    The sheet as CSV, or JSONL where it is called so, with an empty label in every row; `labels` says which may be written.

    A text that a spreadsheet would take for a formula has a quote before it.

    Raises
    ------
    StoreError
        It cannot be written.
    """
    told = f"{trait.name} or {trait.rest}"
    cells = [{"id": one.id, "question": one.question, "answer": one.answer, "label": "", "labels": told} for one in rows]
    write_text(path, "".join(line(row) + "\n" for row in cells) if path.suffix.lower() == ".jsonl" else _csv(cells))
    return path


def _csv(rows: Sequence[dict[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: f"'{text}" if text.startswith(FORMULA) else text for key, text in row.items()} for row in rows)
    return buffer.getvalue()
