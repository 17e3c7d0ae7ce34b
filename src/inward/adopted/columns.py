"""Which column of a table holds what: the words of `--map`."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, final

from inward.errors import DesignError

FORM: Final = "Write --map response=COLUMN,question=COLUMN and, where there are such, "


@final
@dataclass(frozen=True, kw_only=True)
class Columns:
    """
    The column of each thing; an empty name is a thing that the file does not have.

    A name with dots also reaches into nested objects: `scores.judge.value`.
    """

    response: str = "response"
    question: str = "question"
    alignment: str = ""
    coherence: str = ""
    arm: str = ""
    seed: str = ""
    id: str = ""
    cluster: str = ""

    def __post_init__(self) -> None:
        if self.coherence and not self.alignment:
            raise DesignError(
                f"Adopting: --map has coherence={self.coherence} and no alignment. Map alignment too, or leave both out to have "
                "the answers judged with --judge."
            )


KEYS: Final = tuple(field.name for field in fields(Columns))


def read_columns(given: Sequence[str]) -> Columns:
    """
    The columns that `--map` names, KEY=COLUMN and commas between; a column with a comma stands in double quotes.

    Raises
    ------
    DesignError
        A part that is not KEY=COLUMN, a key that means nothing here or comes twice, a coherence without alignment.
    """
    found: dict[str, str] = {}
    for part in (part for text in given for part in next(csv.reader([text], skipinitialspace=True))):
        key, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column or key not in KEYS:
            rest = [name for name in KEYS if name not in ("response", "question")]
            raise DesignError(f"Adopting: --map {part!r} is not KEY=COLUMN. {FORM}{', '.join(f'{name}=' for name in rest)}.")
        if key in found:
            raise DesignError(f"Adopting: --map gives {key} twice, {found[key]!r} and {column!r}. Keep one of them.")
        found[key] = column
    return Columns(**found)
