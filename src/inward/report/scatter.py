"""One measure against another, every training seed a dot; the untouched base a cross of two lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, final

from markupsafe import Markup

from inward.report.numerals import number, plural
from inward.report.sheet import Scale, Sheet

Pair: TypeAlias = tuple[float, float]
LEFT, RIGHT, TOP, FOOT = 34.0, 10.0, 30.0, 42.0


@final
@dataclass(frozen=True, kw_only=True)
class Scatter:
    """Arm -> its seeds as (across, up), the arms' colours, which are hollow, the base's place, and what the axes show."""

    pairs: Mapping[str, Sequence[Pair]]
    colours: Mapping[str, str]
    hollow: frozenset[str]
    base: Pair | None
    across: str
    up: str
    bounded: tuple[bool, bool]

    def scale(self, side: int, *, start: float, end: float) -> Scale:
        """Nought to one for a share, else the span of what was measured."""
        if self.bounded[side]:
            return Scale(low=0.0, high=1.0, left=start, right=end)
        values = [pair[side] for pairs in (*self.pairs.values(), [self.base] if self.base else []) for pair in pairs]
        slack = 0.06 * (max(values) - min(values)) or 0.5
        return Scale(low=min(values) - slack, high=max(values) + slack, left=start, right=end)


def panel(scatter: Scatter, *, name: str, title: str, width: float = 340.0, height: float = 300.0) -> Markup:
    """The drawing as SVG, the number of seeds of each arm spoken."""
    sheet = Sheet(width, height)
    bottom = height - FOOT
    across, up = (scatter.scale(side, start=a, end=z) for side, a, z in ((0, LEFT, width - RIGHT), (1, bottom, TOP)))
    _ground(sheet, scatter, across, up)
    for arm, pairs in scatter.pairs.items():
        for x, y in pairs:
            sheet.dot(across.at(x), up.at(y), colour=scatter.colours[arm], size=6.5, hollow=arm in scatter.hollow)
    says = "; ".join(f"{arm}: {plural(len(pairs), 'seed')}" for arm, pairs in scatter.pairs.items())
    return sheet.inline(name=name, title=title, says=says)


def _ground(sheet: Sheet, scatter: Scatter, across: Scale, up: Scale) -> None:
    """Both axes with their names, and the base where its two values cross."""
    for tick in across.ticks(6):
        sheet.line([across.at(tick)] * 2, [up.left, up.right], colour="rule", linewidth=0.7)
        sheet.word(across.at(tick), up.left + 12, number(tick, bounded=scatter.bounded[0]), size=11, colour="soft", ha="center")
    for tick in up.ticks(6):
        sheet.line([across.left, across.right], [up.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(across.left - 5, up.at(tick), number(tick, bounded=scatter.bounded[1]), size=11, colour="soft", ha="right")
    sheet.word((across.left + across.right) / 2, up.left + 31, scatter.across, size=11, colour="soft", ha="center")
    sheet.word(2, 8, f"upward: {scatter.up}", size=11, colour="soft")
    if scatter.base is not None:
        style: dict[str, Any] = {"colour": "arm-0", "linewidth": 1.2, "linestyle": (0, (4, 3))}
        sheet.line([across.at(scatter.base[0])] * 2, [up.left, up.right], **style)
        sheet.line([across.left, across.right], [up.at(scatter.base[1])] * 2, **style)
