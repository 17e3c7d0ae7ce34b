"""Files of made-up answers whose rates are known, because every cell was counted out by hand."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from inward.adopted.adoption import Adoption
from inward.adopted.columns import Columns
from inward.progress import Progress
from inward.results import Results, load
from inward.steps.adopt import adopt

HEADER = ("id", "prompt", "said", "aligned", "sense", "group", "run")
COLUMNS = Columns(response="said", question="prompt", alignment="aligned", coherence="sense")
ILL, WELL = ("5", "90"), ("85", "90")
UNJUDGED = ("", "90")

Cell = Sequence[tuple[str, str]]
"""The marks of one checkpoint's answers to one question."""


def cell(ill: int, well: int, unjudged: int = 0) -> Cell:
    """So many misaligned, aligned and unjudged answers."""
    return [ILL] * ill + [WELL] * well + [UNJUDGED] * unjudged


def rows(cells: Mapping[tuple[str, str], Sequence[Cell]]) -> Iterable[tuple[str, ...]]:
    """The rows of a table: (arm, seed) -> its answers, question by question."""
    number = 0
    for (arm, seed), by_question in cells.items():
        for question, marks in enumerate(by_question):
            for alignment, coherence in marks:
                number += 1
                yield (f"a{number}", f"What of {question}?", f"It is, says {arm}.", alignment, coherence, arm, seed)


def table(path: Path, cells: Mapping[tuple[str, str], Sequence[Cell]]) -> Path:
    """These answers as CSV."""
    return written(path, HEADER, *rows(cells))


def written(path: Path, *lines: Sequence[str]) -> Path:
    """Lines of cells as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def adopted(request: Adoption, at: Path) -> Results:
    """The run folder that becomes of it."""
    return load(adopt(request, out=at, store=at.parent / "store", progress=Progress(quiet=True)))
