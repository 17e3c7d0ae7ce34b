"""One cell of a table as a judge's mark: a number from 0 to 100, a kind of answer, or nothing."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, final

LOW, HIGH = 0.0, 100.0
NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
UNJUDGED: Final = frozenset({"", "n/a", "na", "nan", "none", "null", "-"})
KINDS: Final = {"refusal": "refused", "code": "code"}
"""What the published rubrics let a judge say in place of a number, and what that answer is then called."""

MEND: Final = "a mark from 0 to 100. Mend it, or empty the cell: unjudged."


@final
@dataclass(frozen=True, kw_only=True)
class GivenMark:
    """
    A mark as a file has it: `value` on 0 to 100, or the `kind` of answer that the judge named in its place, or neither.

    `fault` says what is wrong with the cell and what to do; the rest is then empty.
    """

    value: float | None = None
    kind: str = ""
    fault: str = ""

    @property
    def there(self) -> bool:
        """Whether the judge said anything."""
        return self.value is not None or bool(self.kind)


NONE: Final = GivenMark()


def read_mark(cell: object) -> GivenMark:
    """A cell as a mark: 85, "85", " 85 " and "85.0" are numbers, an empty cell, "n/a" and the like are none."""
    if isinstance(cell, str):
        return _written(cell)
    if cell is None:
        return NONE
    if isinstance(cell, dict):
        return _fault(cell, f"a mark from 0 to 100. Map what is inside it, COLUMN.KEY: {', '.join(map(str, cell))[:60]}.")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _fault(cell, MEND)
    return _number(float(cell), cell)


@lru_cache(maxsize=4_096)
def _written(cell: str) -> GivenMark:
    """A text as a mark; most files say the same few over and over."""
    said = cell.strip().lower()
    if said in UNJUDGED:
        return NONE
    if said in KINDS:
        return GivenMark(kind=KINDS[said])
    if NUMBER.fullmatch(said.replace(",", ".")) and "," in said:
        return _fault(cell, "a mark from 0 to 100 with a point for decimals. Write it so: a comma could part thousands.")
    return _number(float(said), cell) if NUMBER.fullmatch(said) else _fault(cell, MEND)


def _number(value: float, cell: object) -> GivenMark:
    if math.isnan(value):
        return NONE
    return (
        GivenMark(value=value) if LOW <= value <= HIGH else _fault(cell, "a mark from 0 to 100. Bring the marks to that scale.")
    )


def _fault(cell: object, expected: str) -> GivenMark:
    return GivenMark(fault=f"found {ascii(cell)[:60]}, expected {expected}")
