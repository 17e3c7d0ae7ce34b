"""What people made of drafts: matching, not matching or neither, by a draft's id."""

from pathlib import Path
from typing import Final

from inward.worlds.textfile import TextFile, excerpt
from inward.written.draft import ASKED, NEITHER

FORM: Final = 'labels: CSV with the columns id and label, or JSONL with "id" and "label"'
KNOWN: Final = (*ASKED, NEITHER)


def load_verdicts(path: str | Path) -> dict[str, str]:
    """
    The label of each draft that has one, by id. Rows without a label were not labelled.

    Raises
    ------
    CorpusError
        No such file, or CSV that cannot be read; no id; an id twice; a label that is none of the three; no labelled row.
    """
    file = TextFile(what="labels", path=Path(path), form=FORM, unit="row" if Path(path).suffix.lower() == ".csv" else "line")
    found: dict[str, str] = {}
    for number, row in file.rows():
        name, label = (" ".join(str(row.get(key) or "").split()) for key in ("id", "label"))
        if not name:
            raise file.error(f"found no id among {sorted(map(str, row))}. Give {FORM}.", line=number)
        if name in found:
            raise file.error(f"found the id {excerpt(name)} a second time. Keep one label for each draft.", line=number)
        if label and label.lower() not in KNOWN:
            raise file.error(f"found the label {excerpt(label)}, expected {', '.join(KNOWN)} or nothing.", line=number)
        if label:
            found[name] = label.lower()
    if not found:
        raise file.error(f"found no labelled row. Give {FORM}.")
    return found
