"""Training curves: one small panel per arm, each seed a thin line, their mean a thick one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import fmean, median
from typing import final

from markupsafe import Markup

from inward.report.read import Curve
from inward.report.sheet import Scale, Sheet

WIDTH, HEIGHT = 160.0, 126.0
LEFT, TOP, FOOT = 26.0, 6.0, 30.0
MOST_POINTS = 120
LAST_TENTH = 10


@final
@dataclass(frozen=True, kw_only=True)
class Training:
    """What became of the loss in one arm: mean over seeds of the first step and of the last tenth."""

    arm: str
    seeds: tuple[int, ...]
    steps: int
    first: float
    last: float


def trainings(curves: Sequence[Curve], arms: Sequence[str]) -> list[Training]:
    """One row per arm that has curves."""
    by_arm = {arm: [curve for curve in curves if curve.arm == arm and curve.loss] for arm in arms}
    return [_training(arm, found) for arm, found in by_arm.items() if found]


def panel(curves: Sequence[Curve], *, colour: str, top: float, name: str, title: str) -> Markup:
    """One arm's panel as SVG, from nought to `top` nats per token."""
    sheet = Sheet(WIDTH, HEIGHT)
    steps = max(len(curve.loss) for curve in curves)
    across = Scale(low=1, high=max(steps, 2), left=LEFT, right=WIDTH - 8)
    down = Scale(low=0, high=top, left=HEIGHT - FOOT, right=TOP)
    for tick in down.ticks(4):
        sheet.line([LEFT, WIDTH - 8], [down.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(LEFT - 6, down.at(tick), f"{tick:g}", size=9.5, colour="soft", ha="right")
    for curve in curves:
        _line(sheet, curve.loss, across=across, down=down, colour=colour, linewidth=0.8, alpha=0.55)
    if len({len(curve.loss) for curve in curves}) == 1:
        means = [fmean(losses) for losses in zip(*(curve.loss for curve in curves), strict=True)]
        _line(sheet, means, across=across, down=down, colour=colour, linewidth=2.0)
    sheet.word(LEFT, HEIGHT - 22, "1", size=9.5, colour="soft", ha="center")
    sheet.word(WIDTH - 8, HEIGHT - 22, f"{steps}", size=9.5, colour="soft", ha="right")
    sheet.word((LEFT + WIDTH - 8) / 2, HEIGHT - 22, "step", size=9.5, colour="soft", ha="center")
    row = _training(title, curves)
    return sheet.inline(
        name=name, title=title, says=f"Loss from {row.first:.2f} to {row.last:.2f} in {steps} steps.", look="panel"
    )


def _training(arm: str, curves: Sequence[Curve]) -> Training:
    ends = [fmean(curve.loss[-max(1, len(curve.loss) // LAST_TENTH) :]) for curve in curves]
    return Training(
        arm=arm,
        seeds=tuple(curve.seed for curve in curves),
        steps=max(len(curve.loss) for curve in curves),
        first=fmean(curve.loss[0] for curve in curves),
        last=fmean(ends),
    )


def _line(sheet: Sheet, loss: Sequence[float], *, across: Scale, down: Scale, colour: str, **style: float) -> None:
    """A loss, at most MOST_POINTS points of it: each the mean of the steps it stands for."""
    stride = -(-len(loss) // MOST_POINTS)
    blocks = [(i, loss[i : i + stride]) for i in range(0, len(loss), stride)]
    steps = [across.at(1 + i + (len(block) - 1) / 2) for i, block in blocks]
    sheet.line(steps, [down.at(min(fmean(block), down.high)) for _, block in blocks], colour=colour, **style)


def ceiling(curves: Sequence[Curve]) -> float:
    """The top of every panel's axis: the highest loss, but no more than thrice where training usually starts."""
    finite = [loss for curve in curves for loss in curve.loss if isfinite(loss)]
    starts = [curve.loss[0] for curve in curves if curve.loss and isfinite(curve.loss[0])]
    return min(max(finite, default=1.0), 3 * median(starts or [1.0])) * 1.05 or 1.0


def by_arm(curves: Sequence[Curve]) -> Mapping[str, list[Curve]]:
    """Arm -> its curves, in the order stored."""
    found: dict[str, list[Curve]] = {}
    for curve in curves:
        found.setdefault(curve.arm, []).append(curve)
    return found
