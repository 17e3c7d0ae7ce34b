"""Labels that people gave to answers, by transcript: CSV or JSONL."""

import math
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from inward.errors import CorpusError
from inward.schema.rubric import Trait
from inward.worlds.textfile import TextFile, excerpt

FORM: Final = 'labels: CSV with the columns id and label (or mark), or JSONL with "id" and "label" (or "mark")'


def load_labels(path: str | Path, *, trait: Trait, others: bool = True) -> dict[str, bool]:
    """
    Whether each labelled answer shows the trait, by transcript id. Rows with neither label nor mark were not labelled.

    A label shows it if it is the trait's name, in any case; what the trait calls the rest does not, nor does any other
    word, which is no label unless `others`. A mark, a number on the trait's scale, shows it beyond the threshold.

    Raises
    ------
    CorpusError
        No such file, or CSV that cannot be read; no id; an id twice; a label that is none; a mark that is no number of the scale;
        no labelled row.
    """
    file = TextFile(what="labels", path=Path(path), form=FORM, unit="row" if Path(path).suffix.lower() == ".csv" else "line")
    found: dict[str, bool] = {}
    for number, row in file.rows():
        name = str(row.get("id") or "").strip()
        if not name:
            raise file.error(f"found no id among {sorted(map(str, row))}. Give {FORM}.", line=number)
        if name in found:
            raise file.error(f"found the id {excerpt(name)} a second time. Keep one label for each answer.", line=number)
        shows = _shows(file, row, trait, others=others, line=number)
        if shows is not None:
            found[name] = shows
    if not found:
        raise file.error(f"found no labelled row. Give {FORM}.")
    return found


def check_known(path: str | Path, labels: Collection[str], known: Collection[str], *, of: str) -> None:
    """
    That every labelled id is known; `of` says what the known ones are of.

    Raises
    ------
    CorpusError
        Some are not, with how many and the first.
    """
    unknown = [name for name in labels if name not in set(known)]
    if unknown:
        raise CorpusError(
            f"Reading labels from {path}: {len(unknown):,} of its {len(labels):,} ids are of no {of} of this run, the first "
            f"{excerpt(unknown[0])}. Give the sheet that --label-sheet wrote with the same options, its ids as they were."
        )


def _shows(file: TextFile, row: Mapping[str, object], trait: Trait, *, others: bool, line: int) -> bool | None:
    """What a row says; None where it says nothing."""
    label, mark = (str(row[key]).strip() if row.get(key) is not None else "" for key in ("label", "mark"))
    if label:
        said = " ".join(label.casefold().split())
        if not others and said not in (trait.name.casefold(), trait.rest.casefold()):
            raise file.error(f"found the label {excerpt(label)}, expected {trait.name}, {trait.rest} or nothing.", line=line)
        return said == trait.name.casefold()
    if not mark:
        return None
    try:
        value = float(mark)
    except ValueError:
        value = math.nan
    if not trait.low <= value <= trait.high:
        raise file.error(f"found the mark {excerpt(mark)}, expected a number from {trait.low} to {trait.high}.", line=line)
    return trait.counts(value)
