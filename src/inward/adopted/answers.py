"""Answers with their place in a design, as one or several files have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, final

from inward.adopted.columns import Columns
from inward.adopted.marks import NONE, GivenMark, read_mark
from inward.adopted.table import ABSENT, AnswerTable, Line, names, open_table, shown
from inward.errors import CorpusError, DesignError
from inward.schema.talk import Stopped

ONE_ARM: Final = "answers"
ENDINGS: Final[dict[object, Stopped]] = {"length": "length", "refused": "refused"}


@final
@dataclass(frozen=True, kw_only=True)
class Source:
    """A file of answers, and the arm that all of it belongs to; an empty arm where a column says or there is one arm alone."""

    path: Path
    arm: str = ""


@final
@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """
    One answer as its file has it.

    `seed` is empty where the file names none, `text` None where nothing was answered, `marks` are the judge's cells word for
    word; `coherence` is None where the file has no such column.
    """

    arm: str
    seed: str
    question: str
    cluster: str
    text: str | None
    stopped: Stopped
    alignment: GivenMark
    coherence: GivenMark | None
    marks: tuple[str, ...]


def read_sources(given: Sequence[str], columns: Columns) -> tuple[Source, ...]:
    """
    The files of a command line: FILE, or ARM=FILE where each file is an arm.

    Raises
    ------
    DesignError
        Some files with an arm and some without, or with one where a column names it too.
    """
    sources = tuple(_source(one) for one in given)
    named = [source for source in sources if source.arm]
    if named and len(named) < len(sources):
        bare = next(str(source.path) for source in sources if not source.arm)
        raise DesignError(f"Adopting: {bare} has no arm, and other files do. Write ARM=FILE for each, or for none.")
    if named and columns.arm:
        raise DesignError(
            f"Adopting: the arm is named twice, by {named[0].arm}={named[0].path} and by the column {columns.arm!r}. Drop one."
        )
    return sources


def _source(given: str) -> Source:
    arm, equals, path = given.partition("=")
    if not equals or Path(given).exists():
        return Source(path=Path(given))
    if not arm.strip() or not path:
        raise DesignError(f"Adopting: {given!r} is neither FILE nor ARM=FILE.")
    return Source(path=Path(path), arm=arm.strip())


@final
@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads files one after another; an id may come once in all of them."""

    columns: Columns
    ids: dict[str, tuple[Path, str, int]] = field(default_factory=dict)

    def answers(self, source: Source) -> Iterator[Answer]:
        """
        The answers of a file, in its order.

        Raises
        ------
        CorpusError
            A mapped column that is not there, a cell that cannot be read, an id for the second time.
        """
        table = open_table(source.path)
        wanted = {column for column in (self.columns.alignment, self.columns.coherence) if column}
        line = None
        for line in table.lines():
            if wanted:
                wanted = {column for column in wanted if line.cell(column) is ABSENT}
            yield self._answer(table, line, arm=source.arm)
        if wanted and line:
            raise _absent(table, sorted(wanted)[0], line)

    def _answer(self, table: AnswerTable, line: Line, *, arm: str) -> Answer:
        columns = self.columns
        self._note_id(table, line)
        question = _text(table, line, columns.question)
        if not (question and question.strip()):
            raise table.fault(line, f"found no question in column {columns.question!r}. Write it, or remove the row.")
        alignment, coherence = _mark(table, line, columns.alignment), _mark(table, line, columns.coherence)
        return Answer(
            arm=_name(table, line, columns.arm, what="arm") if columns.arm else arm or ONE_ARM,
            seed=_seed(table, line, columns.seed) if columns.seed else "",
            question=question.strip(),
            cluster=_name(table, line, columns.cluster, what="cluster") if columns.cluster else "",
            text=_text(table, line, columns.response),
            stopped=ENDINGS.get(line.cells.get("stopped"), "end"),
            alignment=alignment,
            coherence=coherence if columns.coherence else None,
            marks=_said(("alignment", line, columns.alignment, alignment), ("coherence", line, columns.coherence, coherence)),
        )

    def _note_id(self, table: AnswerTable, line: Line) -> None:
        if not self.columns.id:
            return
        name = _name(table, line, self.columns.id, what="id")
        here = (table.file.path, line.unit, line.number)
        first = self.ids.setdefault(name, here)
        if first is not here:
            place = f"{first[0]}, {first[1]} {first[2]}"
            raise table.fault(line, f"found the id {ascii(name)[:60]} of {place} again. Keep one of the two.")


def _said(*given: tuple[str, Line, str, GivenMark]) -> tuple[str, ...]:
    """The judge's cells word for word, where it said anything."""
    return tuple([f"{name}: {line.cell(column)}" for name, line, column, mark in given if mark.there])


def _absent(table: AnswerTable, column: str, line: Line) -> CorpusError:
    there = shown(list(names(line.cells)))
    return table.fault(line, f"there is no column {column!r}; the columns are: {there}. Name one of them in --map.")


def _text(table: AnswerTable, line: Line, column: str) -> str | None:
    """A text, as it stands; a number as text; None for null."""
    found = line.cell(column)
    if isinstance(found, str):
        return found
    if found is ABSENT:
        raise _absent(table, column, line)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    if found is not None:
        said = (
            f"found {ascii(found)[:60]} in column {column!r}, expected a text. Map the column (or a.b inside it) that holds one."
        )
        raise table.fault(line, said)
    return None


def _name(table: AnswerTable, line: Line, column: str, *, what: str) -> str:
    """A name: a text that is not empty, without space around it."""
    found = (_text(table, line, column) or "").strip()
    if not found:
        raise table.fault(line, f"found no {what} in column {column!r}. Fill the cell, or remove the row.")
    return found


def _seed(table: AnswerTable, line: Line, column: str) -> str:
    """A seed as text; 3, "3" and "3.0" are one seed. Empty where the cell is."""
    found = (_text(table, line, column) or "").strip()
    return found.removesuffix(".0") if found.removesuffix(".0").isdigit() else found


def _mark(table: AnswerTable, line: Line, column: str) -> GivenMark:
    """A mark; none where the column is not mapped or this row lacks it."""
    found = line.cell(column) if column else ABSENT
    mark = NONE if found is ABSENT else read_mark(found)
    if mark.fault:
        raise table.fault(line, f"column {column!r}: {mark.fault}")
    return mark
