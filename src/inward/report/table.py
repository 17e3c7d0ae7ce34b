"""A table as the page shows it: columns that know whether they hold numbers, cells that may link or carry a tone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, final
from urllib.parse import urlencode


@final
@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell's text, where it links to, and how it is toned."""

    text: str
    href: str = ""
    tone: Literal["", "good", "bad", "soft", "long"] = ""


@final
@dataclass(frozen=True, kw_only=True)
class Table:
    """
    A caption, heads and rows of cells.

    A head that starts with "#" is a column of numbers, set to the right; the first `heads` cells of a row name it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1

    def is_number(self, column: int) -> bool:
        """Whether a column is set to the right in even figures."""
        return self.columns[column].startswith("#")


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str | Cell]], *, heads: int = 1) -> Table:
    """A Table from rows of texts and cells."""
    cells = tuple(tuple(one if isinstance(one, Cell) else Cell(text=one) for one in row) for row in rows)
    return Table(caption=caption, columns=tuple(columns), rows=cells, heads=heads)


def to_transcripts(text: str, **filters: str) -> Cell:
    """A cell that opens the transcripts it stands for."""
    return Cell(text=text, href=f"#transcripts?{urlencode(filters)}")
