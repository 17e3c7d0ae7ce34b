"""What the two arms of a row came to, and how far all that is Missing could move their difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.stats.pairs import Pair
from inward.stats.rows import Row
from inward.stats.tables import Table


@final
@dataclass(frozen=True, kw_only=True)
class Values:
    """Both arms' values, or None of them and `reason`."""

    treated: float | None = None
    control: float | None = None
    reason: str = ""

    @property
    def difference(self) -> float | None:
        """Treated minus control."""
        return None if self.treated is None or self.control is None else self.treated - self.control


@final
@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The estimate with every Missing worst and best, or None and `reason`."""

    low: float | None = None
    high: float | None = None
    reason: str = ""


def values(row: Row, both: Pair) -> Values:
    """Means over the cells that are compared; over all answers where the measure is descriptive."""
    tables = both.whole if row.measure.descriptive else (both.treated, both.control)
    treated, control = (table.mean() for table in tables)
    if treated is not None and control is not None:
        return Values(treated=treated, control=control)
    mute = [table for table in both.whole if not table.cells.scored.any()]
    if not mute:
        return Values(reason="no question has a score in every seed of both arms")
    why = sorted({reason for table in mute for reason in table.missing}) or ["it applies to no answer"]
    return Values(reason=f"no score for {' and '.join(repr(table.arm) for table in mute)}: {', '.join(why)}")


def unread(row: Row, sides: Sequence[Table | None]) -> Values:
    """The values of arms of which one was never read on this probe: none."""
    arms = [arm for arm, side in zip((row.contrast.treated, row.contrast.control), sides, strict=True) if side is None]
    return Values(reason=f"no reading of {' and '.join(map(repr, arms))} on {row.use.name!r}")


def bounds(row: Row, both: Pair) -> Bounds:
    """Over all planned transcripts, those of silent seeds and left-out questions among them."""
    if row.measure.descriptive:
        return Bounds(reason="descriptive: conditions on an outcome")
    if row.measure.bounds is None:
        return Bounds(reason="the measure has no lowest and highest value")
    low, high = row.measure.bounds
    treated, control = both.whole
    return Bounds(low=treated.filled(low) - control.filled(high), high=treated.filled(high) - control.filled(low))
