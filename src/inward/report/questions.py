"""One small panel per question: each arm's mean, and a line from its lowest to its highest seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from markupsafe import Markup

from inward.report.numerals import MINUS, number
from inward.report.sheet import Scale, Sheet
from inward.report.tally import Spread

WIDTH, ROW, TOP, FOOT = 160.0, 14.0, 3.0, 18.0
NAMES, MOST_LETTERS, EDGE = 68.0, 12, 8.0


@final
@dataclass(frozen=True, kw_only=True)
class Key:
    """What all panels of a probe share: the arms in order, their colours, the span of the axis."""

    arms: tuple[str, ...]
    colours: Mapping[str, str]
    hollow: frozenset[str]
    low: float
    high: float
    bounded: bool


def panel(spreads: Mapping[str, Spread], key: Key, *, name: str, title: str) -> Markup:
    """One question's panel as SVG; an arm without a score has no mark."""
    bottom = TOP + ROW * len(key.arms)
    sheet = Sheet(WIDTH, bottom + FOOT)
    scale = Scale(low=key.low, high=key.high, left=NAMES, right=WIDTH - EDGE)
    for tick in _ends(key):
        sheet.line([scale.at(tick)] * 2, [TOP, bottom], colour="rule", linewidth=0.7)
        sheet.word(
            scale.at(tick), bottom + 9, f"{tick:g}".replace("0.", ".").replace("-", MINUS), size=9.5, colour="soft", ha="center"
        )
    for i, arm in enumerate(key.arms):
        _row(sheet, arm, spreads.get(arm), key=key, scale=scale, down=TOP + ROW * (i + 0.5))
    says = "; ".join(f"{arm} {number(one.mean, bounded=key.bounded)}" for arm, one in spreads.items())
    return sheet.inline(name=name, title=title, says=says or "no scores", look="panel")


def _row(sheet: Sheet, arm: str, spread: Spread | None, *, key: Key, scale: Scale, down: float) -> None:
    short = arm if len(arm) <= MOST_LETTERS else arm[: MOST_LETTERS - 1] + "…"
    sheet.word(NAMES - 9, down, short, size=9.5, colour="soft", ha="right")
    if spread is None:
        return
    if spread.high > spread.low:
        ends = [scale.at(spread.low), scale.at(spread.high)]
        sheet.line(ends, [down] * 2, colour=key.colours[arm], linewidth=1.2)
    sheet.dot(scale.at(spread.mean), down, colour=key.colours[arm], size=5.5, hollow=arm in key.hollow)


def _ends(key: Key) -> list[float]:
    return [0.0, 0.5, 1.0] if key.bounded else Scale(low=key.low, high=key.high, left=0, right=1).ticks(4)
