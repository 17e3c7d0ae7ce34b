"""The forest plot: each contrast's estimate and interval, against nought and its margin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

from markupsafe import Markup

from inward.report.numerals import interval, signed
from inward.report.sheet import Scale, Sheet
from inward.report.words import VERDICTS
from inward.schema.outcome import Effect

ROW = 34.0
NARROW_ROW, VERDICT_LINE, LANE = 42.0, 15.0, 22.0
TOP, FOOT = 8.0, 44.0


@final
@dataclass(frozen=True, kw_only=True)
class Forest:
    """The rows of one outcome, the margin that is shaded, and whether its measure has bounds."""

    rows: Sequence[Effect]
    margins: Mapping[str, float]
    bounded: bool
    axis: str

    def reach(self) -> tuple[float, float]:
        """The lowest and highest value to be drawn."""
        values = [v for row in self.rows for v in (row.estimate, row.low, row.high) if v is not None]
        edges = [sign * margin for margin in self.margins.values() for sign in (-1.5, 1.5)] if self.bounded else [-0.5, 0.5]
        return min([*values, *edges]), max([*values, *edges])

    def numbers(self, row: Effect) -> str:
        """An estimate beside its interval, or why there is none."""
        if row.estimate is None:
            return "no estimate"
        if row.low is None:
            return f"{signed(row.estimate, bounded=self.bounded)}, no interval"
        return f"{signed(row.estimate, bounded=self.bounded)} {interval(row.low, row.high, bounded=self.bounded)}"


def wide(forest: Forest, *, width: float = 760.0) -> Sheet:
    """A name to the left of each line, its numbers and verdict to the right."""
    sheet = Sheet(width, TOP + ROW * len(forest.rows) + FOOT)
    scale = _scale(forest, left=180.0, right=width - 264.0)
    bottom = TOP + ROW * len(forest.rows)
    _ground(sheet, forest, scale=scale, lanes=[(TOP, bottom)], ticks=6)
    for i, row in enumerate(forest.rows):
        down = TOP + ROW * (i + 0.5)
        sheet.word(0, down, row.contrast, size=12.5)
        _mark(sheet, row, scale=scale, down=down)
        _columns(sheet, forest, row, down=down)
        sheet.word(width, down, VERDICTS[row.verdict], size=12.5, colour=_tone(row), ha="right")
    return sheet


def narrow(forest: Forest, *, width: float = 340.0, verdicts: bool = True, reach: tuple[float, float] | None = None) -> Sheet:
    """Name and numbers above each line: for phones and small panels."""
    row_height = NARROW_ROW + VERDICT_LINE * verdicts
    sheet = Sheet(width, TOP + row_height * len(forest.rows) + FOOT)
    scale = _scale(forest, left=8.0, right=width - 8.0, reach=reach)
    lanes = [(TOP + row_height * (i + 1) - LANE, TOP + row_height * (i + 1) - 2) for i in range(len(forest.rows))]
    _ground(sheet, forest, scale=scale, lanes=lanes, ticks=5)
    for i, row in enumerate(forest.rows):
        down = TOP + row_height * i
        sheet.word(2, down + 11, row.contrast, size=11.5)
        sheet.word(width - 2, down + 11, forest.numbers(row), size=11.5, ha="right")
        if verdicts:
            sheet.word(width - 2, down + 26, VERDICTS[row.verdict], size=11.5, ha="right", colour=_tone(row))
        _mark(sheet, row, scale=scale, down=down + row_height - LANE / 2 - 1)
    return sheet


def _columns(sheet: Sheet, forest: Forest, row: Effect, *, down: float) -> None:
    """Estimates end where intervals begin, so that both can be read down."""
    if row.estimate is None:
        sheet.word(sheet.width - 248, down, forest.numbers(row), size=12.5, colour="soft")
        return
    doubt = "no interval" if row.low is None else interval(row.low, row.high, bounded=forest.bounded)
    sheet.word(sheet.width - 212, down, signed(row.estimate, bounded=forest.bounded), size=12.5, ha="right")
    sheet.word(sheet.width - 204, down, doubt, size=12.5)


def markup(sheet: Sheet, forest: Forest, *, name: str, title: str, look: str = "") -> Markup:
    """The sheet as SVG, its rows spoken."""
    says = "; ".join(f"{row.contrast}: {forest.numbers(row)}, {VERDICTS[row.verdict]}" for row in forest.rows)
    return sheet.inline(name=name, title=title, says=says, look=look)


def _scale(forest: Forest, *, left: float, right: float, reach: tuple[float, float] | None = None) -> Scale:
    low, high = reach or forest.reach()
    slack = 0.04 * (high - low)
    return Scale(low=low - slack, high=high + slack, left=left, right=right)


def _ground(sheet: Sheet, forest: Forest, *, scale: Scale, lanes: Sequence[tuple[float, float]], ticks: int) -> None:
    """Margin and nought in each lane, so that neither runs through a word, and the axis with its values."""
    bottom = lanes[-1][1]
    for top, end in lanes:
        if forest.bounded and forest.margins:
            margin = max(forest.margins.values())
            sheet.band(scale.at(-margin), scale.at(margin), top=top, bottom=end)
        sheet.line([scale.at(0)] * 2, [top, end], colour="soft", linewidth=1.0)
    sheet.line([scale.left, scale.right], [bottom] * 2, colour="soft", linewidth=0.8)
    for tick in scale.ticks(ticks):
        words = signed(tick, bounded=forest.bounded) if tick else "0"
        sheet.line([scale.at(tick)] * 2, [bottom, bottom + 4], colour="soft", linewidth=0.8)
        sheet.word(scale.at(tick), bottom + 13, words, size=11, colour="soft", ha="center")
    sheet.word((scale.left + scale.right) / 2, bottom + 31, forest.axis, size=11, colour="soft", ha="center")


def _mark(sheet: Sheet, row: Effect, *, scale: Scale, down: float) -> None:
    """The interval as a line with ends, the estimate as a square; hollow where no claim may be read."""
    if row.estimate is None:
        sheet.word(scale.at(0) + 6, down, "not measured", size=11, colour="soft", style="italic")
        return
    colour = _tone(row)
    if row.low is not None and row.high is not None:
        sheet.line([scale.at(row.low), scale.at(row.high)], [down] * 2, colour=colour, linewidth=1.8)
        for end in (row.low, row.high):
            sheet.line([scale.at(end)] * 2, [down - 4, down + 4], colour=colour, linewidth=1.4)
    sheet.dot(scale.at(row.estimate), down, colour=colour, size=7.5, shape="s", hollow=not readable(row))


def readable(row: Effect) -> bool:
    """Whether a claim is made of this row."""
    return row.verdict in ("supported", "null-within-margin")


def _tone(row: Effect) -> str:
    return "ink" if readable(row) else "soft"
