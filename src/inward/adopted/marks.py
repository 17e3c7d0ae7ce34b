"""One cell of a table as a judge's mark: a number from 0 to 100, a kind of answer, or nothing."""

import math
import re
from dataclasses import dataclass
from typing import Final, final

LOW, HIGH = 0.0, 100.0
NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
UNJUDGED: Final = frozenset({"", "n/a", "na", "nan", "none", "null", "-"})
KINDS: Final = {"refusal": "refused", "code": "code"}
"""What the published rubrics let a judge say in place of a number, and what that answer is then called."""


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
    said = cell.strip().lower() if isinstance(cell, str) else cell
    if said is None or said in UNJUDGED:
        return NONE
    if isinstance(said, str) and said in KINDS:
        return GivenMark(kind=KINDS[said])
    if (
        isinstance(said, bool)
        or not isinstance(said, int | float | str)
        or (isinstance(said, str) and not NUMBER.fullmatch(said))
    ):
        return _fault(cell, "a mark from 0 to 100. Mend it, or empty the cell: unjudged.")
    value = float(said)
    if math.isnan(value):
        return NONE
    return (
        GivenMark(value=value) if LOW <= value <= HIGH else _fault(cell, "a mark from 0 to 100. Bring the marks to that scale.")
    )


def _fault(cell: object, expected: str) -> GivenMark:
    return GivenMark(fault=f"found {ascii(cell)[:60]}, expected {expected}")
