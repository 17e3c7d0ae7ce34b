"""Every seed a dot: one row per arm, its mean a bar, the untouched base a line through all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import final

from markupsafe import Markup

from inward.report.numerals import number, plural
from inward.report.sheet import Scale, Sheet

ROW, NARROW_ROW, LANE = 32.0, 48.0, 26.0
TOP, FOOT = 20.0, 44.0
TOO_CLOSE = 6.5


@final
@dataclass(frozen=True, kw_only=True)
class Strip:
    """Arm -> its seeds' means, the arms' colours, which arms are matched controls (hollow), and the base's value."""

    means: Mapping[str, Sequence[float]]
    colours: Mapping[str, str]
    hollow: frozenset[str]
    base: float | None
    bounded: bool
    axis: str

    def scale(self, *, left: float, right: float) -> Scale:
        """Nought to one where the measure is a share, else the span of what was measured."""
        if self.bounded:
            return Scale(low=0.0, high=1.0, left=left, right=right)
        values = [v for seeds in self.means.values() for v in seeds] + ([] if self.base is None else [self.base])
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        slack = 0.06 * (high - low) or 0.5
        return Scale(low=low - slack, high=high + slack, left=left, right=right)


def wide(strip: Strip, *, width: float = 760.0) -> Sheet:
    """Names to the left, the mean in figures to the right."""
    bottom = TOP + ROW * len(strip.means)
    sheet = Sheet(width, bottom + FOOT)
    scale = strip.scale(left=180.0, right=width - 130.0)
    _ground(sheet, strip, scale=scale, lanes=[(TOP, bottom)])
    for i, (arm, means) in enumerate(strip.means.items()):
        down = TOP + ROW * (i + 0.5)
        sheet.word(0, down, arm, size=12.5)
        _seeds(sheet, strip, arm, scale=scale, down=down)
        sheet.word(width - 112, down, _mean(strip, means), size=12.5)
    return sheet


def narrow(strip: Strip, *, width: float = 340.0) -> Sheet:
    """Names above each row of dots: for phones."""
    bottom = TOP + NARROW_ROW * len(strip.means)
    sheet = Sheet(width, bottom + FOOT)
    scale = strip.scale(left=8.0, right=width - 8.0)
    lanes = [(TOP + NARROW_ROW * (i + 1) - LANE, TOP + NARROW_ROW * (i + 1)) for i in range(len(strip.means))]
    _ground(sheet, strip, scale=scale, lanes=lanes)
    for i, (arm, means) in enumerate(strip.means.items()):
        down = TOP + NARROW_ROW * i
        sheet.word(2, down + 12, arm, size=11.5)
        sheet.word(width - 2, down + 12, _mean(strip, means), size=11.5, ha="right")
        _seeds(sheet, strip, arm, scale=scale, down=down + NARROW_ROW - LANE / 2)
    return sheet


def markup(sheet: Sheet, strip: Strip, *, name: str, title: str, look: str = "") -> Markup:
    """The sheet as SVG, each arm's mean spoken."""
    rows = [
        f"{arm}: mean {number(fmean(m), bounded=strip.bounded)} of {plural(len(m), 'seed')}" for arm, m in strip.means.items()
    ]
    base = [] if strip.base is None else [f"untouched base: {number(strip.base, bounded=strip.bounded)}"]
    return sheet.inline(name=name, title=title, says="; ".join([*rows, *base]), look=look)


def _mean(strip: Strip, means: Sequence[float]) -> str:
    return f"mean {number(fmean(means), bounded=strip.bounded)}"


def _ground(sheet: Sheet, strip: Strip, *, scale: Scale, lanes: Sequence[tuple[float, float]]) -> None:
    """The axis, and the base as a line with its name; upright lines stay in the lanes, clear of the words."""
    bottom, middle = lanes[-1][1], (scale.left + scale.right) / 2
    sheet.line([scale.left, scale.right], [bottom] * 2, colour="soft", linewidth=0.8)
    for tick in scale.ticks(6):
        for top, end in lanes:
            sheet.line([scale.at(tick)] * 2, [top, end], colour="rule", linewidth=0.7)
        sheet.word(scale.at(tick), bottom + 12, number(tick, bounded=strip.bounded), size=11, colour="soft", ha="center")
    sheet.word(middle, bottom + 31, strip.axis, size=11, colour="soft", ha="center")
    if strip.base is None:
        return
    across, near_right = scale.at(strip.base), scale.at(strip.base) > middle
    for top, end in lanes:
        sheet.line([across] * 2, [top, end], colour="arm-0", linewidth=1.4, linestyle=(0, (4, 3)))
    words = f"untouched base {number(strip.base, bounded=strip.bounded)}"
    sheet.word(across + (3 if near_right else -3), TOP - 10, words, size=11, colour="arm-0", ha="right" if near_right else "left")


def _seeds(sheet: Sheet, strip: Strip, arm: str, *, scale: Scale, down: float) -> None:
    """Dots side by side where they would hide each other, and the mean as an upright bar."""
    means, colour = strip.means[arm], strip.colours[arm]
    for across, lane in _lanes(sorted(scale.at(value) for value in means)):
        sheet.dot(across, down + lane, colour=colour, size=6.5, hollow=arm in strip.hollow)
    middle = scale.at(fmean(means))
    sheet.line([middle] * 2, [down - 11, down + 11], colour=colour, linewidth=2.2)


def _lanes(places: Sequence[float]) -> list[tuple[float, float]]:
    """Each place with the lane, up or down, in which it touches no earlier dot."""
    lanes = [0.0, -6.5, 6.5]
    taken: dict[float, float] = {}
    laid: list[tuple[float, float]] = []
    for place in places:
        free = [lane for lane in lanes if place - taken.get(lane, -1e9) >= TOO_CLOSE]
        lane = free[0] if free else min(lanes, key=lambda one: taken[one])
        taken[lane] = place
        laid.append((place, lane))
    return laid
