"""Difficulty against diversity, a point for each method with its intervals."""

from collections.abc import Sequence

from markupsafe import Markup

from inward.report.numerals import interval, number
from inward.report.sheet import Scale, Sheet
from inward.written.reckoning import Method
from inward.written.setting import METHODS

WIDTH, HEIGHT = 350.0, 310.0
LEFT, RIGHT, TOP, FOOT = 36.0, 14.0, 54.0, 42.0


def frontier(methods: Sequence[Method]) -> Markup | None:
    """The figure; None where no method has both numbers."""
    drawn = [one for one in methods if one.likeness and one.best.value is not None]
    if not drawn:
        return None
    sheet = Sheet(WIDTH, HEIGHT)
    alike = [1 - end for one in drawn if one.likeness for end in (one.likeness.low, one.likeness.high)]
    rates = [end for one in drawn for end in (one.best.low, one.best.high, one.best.value) if end is not None]
    across = Scale(low=_floor(alike), high=1.0, left=LEFT, right=WIDTH - RIGHT)
    down = Scale(low=_floor(rates), high=_ceiling(rates), left=HEIGHT - FOOT, right=TOP)
    _axes(sheet, across, down)
    for place, one in enumerate(drawn):
        _point(sheet, one, across=across, down=down)
        _named(sheet, one, place=place)
    says = "; ".join(
        f"{one.name}: difficulty {number(one.best.value)} {interval(one.best.low, one.best.high)}, "
        f"diversity {number(1 - one.likeness.value)}"
        for one in drawn
        if one.likeness
    )
    return sheet.inline(name="frontier", title="Difficulty against diversity", says=says)


def _floor(ends: Sequence[float]) -> float:
    """Where an axis begins: at a tenth below all that is drawn."""
    return max(0.0, int(10 * min(ends) - 0.5) / 10)


def _ceiling(ends: Sequence[float]) -> float:
    """Where it ends: at a tenth above, and a tenth above where it begins at least."""
    return min(1.0, max(int(10 * max(ends) + 1.5) / 10, _floor(ends) + 0.1))


def _axes(sheet: Sheet, across: Scale, down: Scale) -> None:
    for tick in _inside(down):
        sheet.line([across.left, across.right], [down.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(across.left - 8, down.at(tick), number(tick), size=11, colour="soft", ha="right")
    for tick in _inside(across):
        sheet.line([across.at(tick)] * 2, [down.left, down.right], colour="rule", linewidth=0.7)
        sheet.word(across.at(tick), down.left + 14, number(tick), size=11, colour="soft", ha="center")
    sheet.word((across.left + across.right) / 2, HEIGHT - 10, "diversity (1 less self-BLEU)", size=12, colour="soft", ha="center")
    sheet.word(across.left - 30, TOP - 20, "difficulty", size=12, colour="soft", ha="left")


def _inside(scale: Scale) -> list[float]:
    return [tick for tick in scale.ticks(6) if scale.low - 1e-9 <= tick <= scale.high + 1e-9]


def _point(sheet: Sheet, one: Method, *, across: Scale, down: Scale) -> None:
    """A dot on its two intervals."""
    alike, rate, colour = one.likeness, one.best, _colour(one)
    if alike is None or rate.value is None:
        return
    x, y = across.at(1 - alike.value), down.at(rate.value)
    sheet.line([across.at(1 - alike.high), across.at(1 - alike.low)], [y, y], colour=colour, linewidth=1.5)
    if rate.low is not None and rate.high is not None:
        sheet.line([x, x], [down.at(rate.low), down.at(rate.high)], colour=colour, linewidth=1.5)
    sheet.dot(x, y, colour=colour, size=8.0, hollow=not one.corrected, shape=_shape(one))


def _named(sheet: Sheet, one: Method, *, place: int) -> None:
    """A method's mark and name above the figure, two in a row, so that it is as wide as a phone."""
    x, down = LEFT + 66 + 104.0 * (place % 2), TOP - 40 + 20.0 * (place // 2)
    sheet.dot(x, down, colour=_colour(one), size=8.0, hollow=not one.corrected, shape=_shape(one))
    sheet.word(x + 9, down, one.name, size=12, colour=_colour(one), ha="left")


def _colour(one: Method) -> str:
    return f"arm-{1 + list(METHODS).index(one.name)}"


def _shape(one: Method) -> str:
    return "os^D"[list(METHODS).index(one.name)]
