"""Rows of a file of answers, whatever it is: CSV, JSONL, a JSON list, or a log of Inspect's."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from inward.adopted.inspect_log import is_log, log_rows
from inward.errors import CorpusError
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = (
    "answers: a table with a header (.csv, .tsv), an object per line (.jsonl), a list of objects or an Inspect log (.json)"
)
ABSENT: Final = object()


@final
@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: its cells by column, and where it begins (a line of a text, or the number of an object in a list)."""

    number: int
    unit: str
    cells: Mapping[str, object]

    def cell(self, column: str) -> object:
        """A cell by its column's name, dots reaching into nested objects; ABSENT where there is none."""
        if column in self.cells:
            return self.cells[column]
        found: object = self.cells
        for part in column.split("."):
            if not isinstance(found, Mapping) or part not in found:
                return ABSENT
            found = found[part]
        return found


@final
@dataclass(frozen=True, kw_only=True)
class AnswerTable:
    """A file of answers by its path."""

    file: TextFile

    def fault(self, line: Line, found: str) -> CorpusError:
        """An error that names file, line, what was found and what to do."""
        if line.unit == "line":
            return self.file.error(found, line=line.number)
        return self.file.error(f"{line.unit} {line.number}: {found}")

    def lines(self) -> Iterator[Line]:
        """
        Every row, in order.

        Raises
        ------
        CorpusError
            No such file, one that is not text or of another kind, a broken row, or no row at all.
        """
        readers = {".csv": self._csv, ".tsv": self._csv, ".jsonl": self._jsonl, ".json": self._json}
        ending = self.file.path.suffix.lower()
        if ending == ".eval":
            raise self.file.error("an .eval log is not text. Convert it: inspect log convert FILE --to json --output-dir FOLDER.")
        if ending not in readers:
            raise self.file.error(f"found the ending {ending!r}, expected one of {sorted(readers)}. Give {FORM}.")
        empty = True
        for line in readers[ending]():
            empty = False
            yield line
        if empty:
            raise self.file.error("found no answer. Give a file with at least one row.")

    def _csv(self) -> Iterator[Line]:
        """The rows below a header; a quoted cell may run over several lines."""
        text = self.file.text()
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        with _long_cells():
            try:
                header = next(reader)
                self._check_header(header)
                begins = reader.line_num + 1
                for cells in reader:
                    if cells and len(cells) != len(header):
                        said = f"found {len(cells)} cells in a row, and {len(header)} columns. Mend its commas or quotes."
                        raise self.file.error(said, line=begins)
                    if cells:
                        yield Line(number=begins, unit="line", cells=dict(zip(header, cells, strict=True)))
                    begins = reader.line_num + 1
            except csv.Error as error:
                raise self.file.error(f"found a row that is no CSV ({error}). Mend its quotes.", line=reader.line_num) from error

    def _check_header(self, header: list[str]) -> None:
        twice = sorted({name for name in header if header.count(name) > 1})
        if twice:
            raise self.file.error(f"found the columns {twice} twice. Give each column a name of its own.", line=1)

    def _jsonl(self) -> Iterator[Line]:
        for number, found in self.file.objects():
            yield Line(number=number, unit="line", cells=found)

    def _json(self) -> Iterator[Line]:
        text = self.file.text()
        try:
            found = json.loads(text)
            if r"\ud" in text.lower():
                json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise self.file.error(f"found invalid JSON ({error}). Give {FORM}.") from error
        if is_log(found):
            yield from (Line(number=i, unit="sample", cells=cells) for i, cells in enumerate(log_rows(found), start=1))
            return
        if not isinstance(found, list):
            raise self.file.error(f"found {kind(found)}, neither a list of objects nor a log with samples. Give {FORM}.")
        for number, cells in enumerate(found, start=1):
            if not isinstance(cells, dict):
                raise self.file.error(f"row {number}: found {kind(cells)}, expected an object. Give {FORM}.")
            yield Line(number=number, unit="row", cells=cells)


def open_table(path: str | Path) -> AnswerTable:
    """The table at a path; nothing is read yet."""
    return AnswerTable(file=TextFile(what="answers", path=Path(path), form=FORM))


def names(cells: Mapping[str, object], within: str = "") -> Iterator[str]:
    """Every column, those inside objects by their dots."""
    for name, cell in cells.items():
        if isinstance(cell, Mapping) and cell:
            yield from names(cell, f"{within}{name}.")
        else:
            yield f"{within}{name}"


def shown(columns: list[str]) -> str:
    """Columns as an error lists them."""
    names = ", ".join(excerpt(column)[1:-1] for column in columns[:40])
    return names + (f" and {len(columns) - 40} more" if len(columns) > 40 else "") or "none"


def _delimiter(text: str) -> str:
    """What parts the header's columns: a comma, unless there is none and there are tabs or semicolons."""
    header = text[: text.find("\n")] if "\n" in text else text
    return "," if "," in header else next((mark for mark in ("\t", ";") if mark in header), ",")


@contextmanager
def _long_cells() -> Iterator[None]:
    """An answer may be longer than the 128 KiB that a cell of CSV is allowed unless one says."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
