"""Sensitivity and criterion of every model of a series, over frames and abilities, and how both go along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from inward.evals.frame import ENOUGH
from inward.series.claims import Claims
from inward.stats.bend import weights
from inward.stats.frames import Scope, over
from inward.stats.interval import Interval
from inward.stats.odds import ANSWERED
from inward.stats.signal import LEAST, Moved, among, combined, detected, graded, interval

Course: TypeAlias = Literal["rises", "falls", "flat", "undecided", "not-readable"]

SCOPES: Final[tuple[Scope, ...]] = ("these-frames", "new-frames")
CLAIMED: Final = ("sensitivity", "criterion")
"""The two that a claim is made of: d' and c."""
GRADED: Final = ("sensitivity, log-odds", "criterion, log-odds")
"""The same without a cut."""
SHARES: Final = ("hits", "false alarms", "coverage")
MARGIN: Final = 0.5
"""A change of d' or c over the whole series that counts as none."""


@final
@dataclass(frozen=True, kw_only=True)
class Level:
    """
    One number of one model with its 95% interval for new abilities of the kinds, in these frames or in new ones.

    With a `kind`, false abilities are those of that kind alone, beside all that are true.
    """

    model: str
    statistic: str
    kind: str
    scope: Scope
    estimate: float
    low: float
    high: float


@final
@dataclass(frozen=True, kw_only=True)
class Along:
    """
    The least-squares line of one number over the series: its slope per unit of the axis, and what that is from first to last.

    `course` says what may be said of the change: flat where the whole interval lies inside the margin, else rises or falls
    where it leaves nought out. In log-odds there is no margin, and nothing is ever flat.
    """

    statistic: str
    kind: str
    scope: Scope
    slope: float
    change: float
    low: float
    high: float
    p: float
    course: Course


def levels(found: Claims) -> Iterator[Level]:
    """Every number of every model, over all abilities and for each kind of false ones."""
    for place, model in enumerate(found.labels):
        for scope in SCOPES:
            for kind, taken in _cuts(found, place):
                for statistic, one in _moved(found, place, taken):
                    yield _level(model, statistic, kind, scope, interval(one, scope=scope))
            yield from _shares(found, place, scope)


def along(found: Claims, positions: tuple[float, ...], *, margin: float = MARGIN) -> Iterator[Along]:
    """
    The line of each number over positions; models were asked the same in the same frames, and what they share drops out.

    Where truth differs by model so do the abilities of a kind's cut: each model's stand in their places among all of them.
    Raises StatsError where fewer than two positions differ.
    """
    readable = bool((found.coverage.mean((1, 2)) >= ANSWERED).all())
    span, slope = max(positions) - min(positions), weights(positions)
    cuts = [dict(_cuts(found, place)) for place in range(len(found.labels))]
    for kind in [kind for kind in cuts[0] if all(kind in each for each in cuts)]:
        whole = np.any([cut[kind] for cut in cuts], axis=0)
        each = [
            {name: among(one, cut[kind][whole]) for name, one in _moved(found, place, cut[kind])}
            for place, cut in enumerate(cuts)
        ]
        for statistic in (*CLAIMED, *GRADED):
            line = combined([one[statistic] for one in each], [float(weight * span) for weight in slope])
            for scope in SCOPES:
                held = margin if statistic in CLAIMED else 0.0
                yield _along(statistic, kind, scope, interval(line, scope=scope), span=span, margin=held, readable=readable)


def _cuts(found: Claims, place: int) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Which abilities are taken of one model: all, then for each kind with enough false ones these beside all that are true."""
    true = found.true[place]
    for kind in ("", *dict.fromkeys(one.kind for one in found.abilities)):
        taken = true | found.of_kind(kind) if kind else np.ones_like(true)
        if (~true & taken).sum() >= LEAST and not (kind and taken.all()):
            yield kind, taken


def _moved(found: Claims, place: int, taken: NDArray[np.bool_]) -> Iterator[tuple[str, Moved]]:
    """The numbers of one model over the abilities that are taken."""
    true = found.true[place][taken]
    cut, uncut = detected(found.claimed[place][:, taken], true), graded(found.log_odds[place][:, taken], true)
    yield from zip((*CLAIMED, *GRADED), (cut.sensitivity, cut.criterion, uncut.sensitivity, uncut.criterion), strict=True)


def _shares(found: Claims, place: int, scope: Scope) -> Iterator[Level]:
    """What is claimed by kind and truth; what Yes adds; coverage."""
    claimed, true, model = found.claimed[place], found.true[place], found.labels[place]
    for kind in ("", *dict.fromkeys(one.kind for one in found.abilities)):
        mine = found.of_kind(kind) if kind else np.ones_like(true)
        for statistic, taken in (("hits", mine & true), ("false alarms", mine & ~true)):
            if taken.sum() >= LEAST:
                share = over(claimed[:, taken], np.arange(taken.sum()), scope=scope, share=True)
                yield _level(model, statistic, kind, scope, share)
    every = np.arange(len(true))
    sided = ~np.isnan(found.yes[place]).any(0)
    if sided.sum() >= LEAST:
        yield _level(model, "yes", "", scope, over(found.yes[place][:, sided], np.arange(sided.sum()), scope=scope))
    yield _level(model, "coverage", "", scope, over(found.coverage[place], every, scope=scope))


def _level(model: str, statistic: str, kind: str, scope: Scope, found: Interval) -> Level:
    low, high = float(found.low()), float(found.high())
    ends = (max(low, 0.0), min(high, 1.0)) if statistic in SHARES else (low, high)
    estimate = float(found.estimate)
    return Level(model=model, statistic=statistic, kind=kind, scope=scope, estimate=estimate, low=ends[0], high=ends[1])


def _along(statistic: str, kind: str, scope: Scope, found: Interval, *, span: float, margin: float, readable: bool) -> Along:
    change, low, high = float(found.estimate), float(found.low()), float(found.high())
    return Along(
        statistic=statistic,
        kind=kind,
        scope=scope,
        slope=change / span,
        change=change,
        low=low,
        high=high,
        p=float(found.p()),
        course=_course(low, high, margin=margin) if readable else "not-readable",
    )


def _course(low: float, high: float, *, margin: float) -> Course:
    if -margin < low and high < margin:
        return "flat"
    return "rises" if low > 0 else "falls" if high < 0 else "undecided"


def are_enough(frames: int) -> bool:
    """Whether a claim about new frames may be made of so many."""
    return frames >= ENOUGH
