"""A number against the place of each model in its series, with intervals; several lines in one panel."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from markupsafe import Markup

from inward.report.numerals import number
from inward.report.plain import one_line
from inward.report.sheet import Scale, Sheet

WIDTH, HEIGHT = 330.0, 246.0
LEFT, RIGHT, TOP, FOOT = 36.0, 14.0, 20.0, 60.0
COLOURS: Final = ("arm-2", "arm-1", "arm-5", "arm-3", "arm-4", "arm-6", "arm-7", "arm-8")
DIGIT: Final = 5.8
"""Pixels that a figure of a number takes."""
ROOM: Final = 52.0
"""Pixels that a model's name takes."""


@final
@dataclass(frozen=True, kw_only=True)
class Point:
    """A number of one model with its interval; no interval where it is withheld."""

    at: float
    value: float
    low: float | None = None
    high: float | None = None


@final
@dataclass(frozen=True, kw_only=True)
class Line:
    """A number over the series, and its name where it shares a panel."""

    name: str
    points: tuple[Point, ...]
    colour: str = "arm-2"


@final
@dataclass(frozen=True, kw_only=True)
class Chart:
    """
    Lines over a series: `places` are pixels-to-be on a linear axis, `labels` the models', `null` a value to be marked.

    `bounded` says that the values are shares, on an axis from nought to one; `reads` is what each place reads on its axis, empty
    where that is no number.
    """

    name: str
    title: str
    axis: str
    places: tuple[float, ...]
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    reads: tuple[str, ...] = ()
    bounded: bool = False
    null: float | None = None


@final
@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawing and its title."""

    title: str
    svg: Markup


def drawn(chart: Chart) -> Drawn:
    """The panel as SVG."""
    sheet = Sheet(WIDTH, HEIGHT)
    slack = 0.06 * (max(chart.places) - min(chart.places)) or 1.0
    across = Scale(low=min(chart.places) - slack, high=max(chart.places) + slack, left=LEFT, right=WIDTH - RIGHT)
    down = _down(chart)
    for tick in (tick for tick in down.ticks(6) if down.low <= tick <= down.high):
        sheet.line([LEFT, WIDTH - RIGHT], [down.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(LEFT - 6, down.at(tick), number(tick, bounded=chart.bounded), size=10.5, colour="soft", ha="right")
    if chart.null is not None:
        sheet.line([LEFT, WIDTH - RIGHT], [down.at(chart.null)] * 2, colour="soft", linewidth=1.0, linestyle=(0, (4, 3)))
    _names(sheet, chart, across)
    for place, line in enumerate(chart.lines):
        _line(sheet, line, across, down, aside=3.0 * (place - (len(chart.lines) - 1) / 2))
    if len(chart.lines) > 1:
        _key(sheet, chart.lines)
    return Drawn(title=chart.title, svg=sheet.inline(name=chart.name, title=chart.title, says=_says(chart)))


def _key(sheet: Sheet, named: Sequence[Line]) -> None:
    """The lines' names in their colours, above the axis."""
    at = LEFT
    for line in named:
        name = one_line(line.name, most=18)
        sheet.dot(at + 4, 7, colour=line.colour, size=6.0)
        sheet.word(at + 12, 7, name, colour=line.colour, size=11)
        at += 26 + 6.2 * len(name)


def _down(chart: Chart) -> Scale:
    """Nought to one for shares, else all that is shown and a little room."""
    if chart.bounded:
        return Scale(low=-0.02, high=1.02, left=HEIGHT - FOOT, right=TOP)
    points = [point for line in chart.lines for point in line.points]
    ends = [value for one in points for value in (one.value, one.low, one.high) if value is not None]
    ends += [] if chart.null is None else [chart.null]
    slack = 0.06 * (max(ends) - min(ends)) or 0.5
    return Scale(low=min(ends) - slack, high=max(ends) + slack, left=HEIGHT - FOOT, right=TOP)


def _names(sheet: Sheet, chart: Chart, across: Scale) -> None:
    """Models by name, on two rows where they stand close; where even that is too close, the first and the last alone."""
    where = [across.at(place) for place in chart.places]
    gaps = [b - a for a, b in itertools.pairwise(where)]
    rows = 1 if not gaps or min(gaps) >= ROOM else 2
    crowded = len(where) > 2 and min(where[i + 2] - where[i] for i in range(len(where) - 2)) < ROOM
    for place, (at, label) in enumerate(zip(where, chart.labels, strict=True)):
        if crowded and 0 < place < len(where) - 1:
            continue
        ha = "left" if place == 0 and at < LEFT + ROOM / 2 else "right" if place == len(where) - 1 else "center"
        edge = {"left": LEFT, "right": WIDTH - 2, "center": at}[ha] if len(where) > 1 else at
        row = HEIGHT - FOOT + 13 + 12 * (0 if crowded else place % rows)
        sheet.word(edge, row, one_line(label, most=14), size=10.5, colour="soft", ha=ha)
    _numbers(sheet, chart, where)
    sheet.word((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 7, chart.axis, size=10.5, colour="soft", ha="center")


def _numbers(sheet: Sheet, chart: Chart, where: Sequence[float]) -> None:
    """What places read, the last and then, from the first on, each that has room."""
    wide = [DIGIT * len(text) for text in chart.reads]
    taken: list[tuple[float, float]] = []
    for place in sorted(range(len(wide)), key=lambda place: (place != len(wide) - 1, place)):
        left = min(max(where[place] - wide[place] / 2, 0.0), WIDTH - 2 - wide[place])
        right = left + wide[place]
        if all(right + DIGIT <= start or end + DIGIT <= left for start, end in taken):
            taken.append((left, right))
            sheet.line([where[place]] * 2, [HEIGHT - FOOT, HEIGHT - FOOT + 4], colour="soft", linewidth=0.8)
            sheet.word((left + right) / 2, HEIGHT - 21, chart.reads[place], size=10.5, colour="soft", ha="center")


def _line(sheet: Sheet, line: Line, across: Scale, down: Scale, *, aside: float) -> None:
    """A thin line through its points, each a dot on its interval; lines of one panel stand a little apart."""
    where = [across.at(point.at) + aside for point in line.points]
    sheet.line(where, [down.at(point.value) for point in line.points], colour=line.colour, linewidth=1.3)
    for at, point in zip(where, line.points, strict=True):
        if point.low is not None and point.high is not None:
            sheet.line([at, at], [down.at(point.low), down.at(point.high)], colour=line.colour, linewidth=1.8)
        sheet.dot(at, down.at(point.value), colour=line.colour, size=6.0)


def _says(chart: Chart) -> str:
    """Every point of every line, spoken."""
    told = []
    for line in chart.lines:
        shown = [
            f"{label} {number(one.value, bounded=chart.bounded)}" for label, one in zip(chart.labels, line.points, strict=True)
        ]
        told.append(f"{line.name}: {', '.join(shown)}")
    return "; ".join(told)


def lines(named: Sequence[tuple[str, Sequence[Point]]]) -> tuple[Line, ...]:
    """Lines with a colour each, in order."""
    return tuple(
        Line(name=name, points=tuple(points), colour=COLOURS[place % len(COLOURS)]) for place, (name, points) in enumerate(named)
    )
