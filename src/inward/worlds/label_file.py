"""Labels that people gave to answers, by transcript: CSV or JSONL."""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from inward.schema.rubric import Trait
from inward.worlds.textfile import TextFile, excerpt

FORM: Final = 'labels: CSV with the columns id and label (or mark), or JSONL with "id" and "label" (or "mark")'


def load_labels(path: str | Path, *, trait: Trait) -> dict[str, bool]:
    """
    Whether each labelled answer shows the trait, by transcript id. Rows with neither label nor mark were not labelled.

    A label shows it if it is the trait's name; a mark, a number on the trait's scale, if it lies beyond the threshold.

    Raises
    ------
    CorpusError
        No such file; no id; an id twice; a mark that is no number of the scale; no labelled row.
    """
    file = TextFile(what="labels", path=Path(path), form=FORM, unit="row" if Path(path).suffix.lower() == ".csv" else "line")
    found: dict[str, bool] = {}
    for number, row in _rows(file):
        name = str(row.get("id") or "").strip()
        if not name:
            raise file.error(f"found no id among {sorted(map(str, row))}. Give {FORM}.", line=number)
        if name in found:
            raise file.error(f"found the id {excerpt(name)} a second time. Keep one label for each answer.", line=number)
        shows = _shows(file, row, trait, line=number)
        if shows is not None:
            found[name] = shows
    if not found:
        raise file.error(f"found no labelled row. Give {FORM}.")
    return found


def _rows(file: TextFile) -> Iterator[tuple[int, Mapping[str, object]]]:
    if file.path.suffix.lower() != ".csv":
        yield from file.objects()
        return
    yield from enumerate(csv.DictReader(io.StringIO(file.text())), start=2)


def _shows(file: TextFile, row: Mapping[str, object], trait: Trait, *, line: int) -> bool | None:
    """What a row says; None where it says nothing."""
    label, mark = (str(row[key]).strip() if row.get(key) is not None else "" for key in ("label", "mark"))
    if label:
        return label.lower() == trait.name
    if not mark:
        return None
    try:
        value = float(mark)
    except ValueError:
        value = math.nan
    if not trait.low <= value <= trait.high:
        raise file.error(f"found the mark {excerpt(mark)}, expected a number from {trait.low} to {trait.high}.", line=line)
    return trait.counts(value)
