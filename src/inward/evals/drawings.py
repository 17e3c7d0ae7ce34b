"""Figures of an evaluation: the log-odds of all questions as histograms, and each statistic frame by frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from inward.evals.grid import Grid
from inward.evals.says import LEANS, NAMES, is_bounded, numbers
from inward.evals.summary import Estimate
from inward.report.numerals import number, share, signed
from inward.report.plain import one_line
from inward.report.sheet import Scale, Sheet

SMALL: Final = (160.0, 132.0)
MIDDLE: Final = 330.0
ROW: Final = 21.0
BINS: Final = 24
EDGE: Final = 0.995
"""Log-odds beyond this quantile, on either side, stand in the outermost bars."""


@final
@dataclass(frozen=True, kw_only=True)
class Panel:
    """A small drawing under its title."""

    title: str
    svg: Markup


def reach(grids: Sequence[Grid]) -> float:
    """How far the histograms go to either side of nought: all on one axis."""
    every = np.concatenate([np.abs(one.values["log-odds"]).ravel() for one in grids])
    return float(np.ceil(2 * max(np.quantile(every, EDGE), 0.5)) / 2)


def histograms(one: Grid, *, far: float, place: int) -> tuple[Panel, ...]:
    """Log-odds question by question: their mean over frames, then each frame."""
    values = one.values["log-odds"]
    drawn = [("mean over frames", values.mean(0)), *zip(one.frames, values, strict=True)]
    return tuple(
        Panel(title=title, svg=_histogram(each, far=far, name=f"hist-{place}-{i}", title=f"{one.model}, {title}"))
        for i, (title, each) in enumerate(drawn)
    )


def _histogram(values: NDArray[np.float64], *, far: float, name: str, title: str) -> Markup:
    """Bars; those above nought, where the matching answer is the likelier, are coloured."""
    width, height = SMALL
    sheet, bottom = Sheet(width, height), height - 38
    scale = Scale(low=-far, high=far, left=4, right=width - 4)
    counts, edges = np.histogram(np.clip(values, -far, far), bins=BINS, range=(-far, far))
    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        tall = (bottom - 20) * count / max(counts.max(), 1)
        if count:
            colour = "arm-2" if left >= -1e-9 else "arm-0"
            sheet.band(scale.at(left) + 0.4, scale.at(right) - 0.4, top=bottom - tall, bottom=bottom, colour=colour)
    sheet.line([scale.left, scale.right], [bottom] * 2, colour="soft", linewidth=0.8)
    sheet.line([scale.at(0)] * 2, [14, bottom], colour="soft", linewidth=0.8)
    sheet.word(width / 2, bottom + 27, "log-odds", size=10.5, colour="soft", ha="center")
    mean, above = float(values.mean()), share(float((values > 0).mean()))
    across = float(np.clip(scale.at(mean), scale.left, scale.right))
    sheet.line([across] * 2, [14, bottom], colour="ink", linewidth=1.6)
    sheet.word(width - 2, 6, f"{above} above 0", size=10.5, colour="soft", ha="right")
    for tick in (-far, 0.0, far):
        ha = "left" if tick < 0 else "right" if tick > 0 else "center"
        sheet.word(scale.at(tick), bottom + 12, signed(tick, bounded=False) if tick else "0", size=10.5, colour="soft", ha=ha)
    says = f"mean log-odds {signed(mean, bounded=False)}; {above} of {len(values)} questions above nought"
    return sheet.inline(name=name, title=title, says=says)


def forest(mine: Sequence[Estimate], *, name: str) -> Panel:
    """One statistic of one model: every frame, these frames, and new ones, each with its interval, against chance."""
    first = mine[0]
    height = 8 + ROW * len(mine)
    sheet = Sheet(MIDDLE, height + 26)
    scale = _scale(mine)
    sheet.line([scale.at(first.null or 0.0)] * 2, [4, height], colour="soft", linewidth=1.0, linestyle=(0, (4, 3)))
    for i, row in enumerate(mine):
        _row(sheet, row, scale=scale, down=8 + ROW * (i + 0.5))
    sheet.line([scale.left, scale.right], [height] * 2, colour="soft", linewidth=0.8)
    for tick in (tick for tick in scale.ticks(4) if scale.low <= tick <= scale.high):
        bounded = is_bounded(first.statistic)
        write = signed if first.against or not bounded else number
        words = "0" if tick == 0 else write(tick, bounded=bounded)
        sheet.word(scale.at(tick), height + 12, words, size=10.5, colour="soft", ha="center")
    who = f"{first.model} less {first.against}" if first.against else first.model
    says = "; ".join(f"{_called(row)}: {numbers(row)}, {LEANS[row.lean]}" for row in mine)
    title = f"{who}: {NAMES[first.statistic]}"
    return Panel(title=title, svg=sheet.inline(name=name, title=title, says=says))


def _called(row: Estimate) -> str:
    return {"frame": row.frame, "these-frames": "these frames", "new-frames": "new frames"}[row.scope]


def _scale(mine: Sequence[Estimate]) -> Scale:
    ends = [end for row in mine for end in (row.low, row.high, row.null) if end is not None]
    slack = 0.05 * (max(ends) - min(ends)) or 0.05
    return Scale(low=min(ends) - slack, high=max(ends) + slack, left=122.0, right=MIDDLE - 10)


def _row(sheet: Sheet, row: Estimate, *, scale: Scale, down: float) -> None:
    """A square on its interval; hollow and pale where nothing may be said."""
    said = row.lean in ("above", "below")
    colour = "ink" if said else "soft"
    pooled = row.scope != "frame"
    sheet.word(0, down, one_line(_called(row), most=20), size=11.5, colour=colour, weight="bold" if pooled else "normal")
    if row.low is not None and row.high is not None:
        sheet.line([scale.at(row.low), scale.at(row.high)], [down] * 2, colour=colour, linewidth=2.2 if pooled else 1.4)
    sheet.dot(scale.at(row.estimate), down, colour=colour, size=7.0 if pooled else 5.5, shape="s", hollow=not said)
