"""How the statistics of an evaluation go with the size of models: slopes for each factor of ten, and whether the series turns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, final

import numpy as np

from inward.evals.frame import ENOUGH
from inward.evals.grid import Grid
from inward.evals.summary import SHARES, STATISTICS
from inward.stats.bend import Bend, bends, slope
from inward.stats.frames import FRAMES_FOR_INTERVAL, Scope
from inward.stats.interval import Interval
from inward.stats.odds import ANSWERED

Shape: TypeAlias = Literal["rises", "falls", "U", "inverted U", "undecided", "not-readable", "too-few-frames"]

ALPHA: Final = 0.05


@final
@dataclass(frozen=True, kw_only=True)
class Growth:
    """
    One statistic over a series: its least-squares slope for each factor of ten in size, with a 95% interval for new questions.

    `turn` is p that the series turns at one of `tried` inner sizes, None with fewer than three sizes. `shape` is U or inverted
    U where it does, else the side of nought on which the whole interval lies.
    """

    statistic: str
    scope: Scope
    slope: float
    low: float
    high: float
    p: float
    turn: float | None
    tried: int
    shape: Shape


@final
@dataclass(frozen=True, kw_only=True)
class Turn:
    """Two lines that meet at a model: the slope before it and after it, each with its interval, and p of both together."""

    statistic: str
    scope: Scope
    model: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    p: float
    tried: int


def shared(grids: Sequence[Grid]) -> list[Grid]:
    """The same on the questions that every model has an answer to in every frame."""
    lines = frozenset.intersection(*(frozenset(question.line for question in one.questions) for one in grids))
    return [replace(one.on(lines), left_out=one.left_out + len(one.questions) - len(lines)) for one in grids]


def growths(grids: Sequence[Grid], sizes: Sequence[float]) -> Iterator[tuple[Growth, tuple[Turn, ...]]]:
    """
    Each of the three statistics in these frames and, with four or more, in new ones; with the turns that were tried.

    Grids are of the same questions; sizes are above nought. Raises StatsError where fewer than two sizes differ, or there are
    fewer than two clusters of questions.
    """
    readable = all(float(one.values["coverage"].mean()) >= ANSWERED for one in grids)
    where, clusters = np.log10(np.asarray(sizes, dtype=float)).tolist(), grids[0].clusters
    frames = len(grids[0].frames)
    for name in STATISTICS:
        cells = np.stack([one.values[name] for one in grids])
        for scope in _scopes(frames):
            found = slope(where, cells, clusters, scope=scope, share=name in SHARES)
            tried = bends(where, cells, clusters, scope=scope, share=name in SHARES)
            few = scope == "new-frames" and frames < ENOUGH
            refused: Shape | None = "not-readable" if not readable else "too-few-frames" if few else None
            turns = tuple(_turn(name, scope, one, grids) for one in tried)
            yield _growth(name, scope, found, tried, refused=refused), turns


def _scopes(frames: int) -> tuple[Scope, ...]:
    return ("these-frames", "new-frames") if frames >= FRAMES_FOR_INTERVAL else ("these-frames",)


def _growth(name: str, scope: Scope, found: Interval, tried: Sequence[Bend], *, refused: Shape | None) -> Growth:
    low, high = float(found.low()), float(found.high())
    best = min(tried, key=lambda one: float(one.p)) if tried else None
    shape: Shape = "rises" if low > 0 else "falls" if high < 0 else "undecided"
    if best is not None and float(best.p) < ALPHA:
        shape = "U" if float(best.before.estimate) < 0 else "inverted U"
    return Growth(
        statistic=name,
        scope=scope,
        slope=float(found.estimate),
        low=low,
        high=high,
        p=float(found.p()),
        turn=None if best is None else float(best.p),
        tried=len(tried),
        shape=refused or shape,
    )


def _turn(name: str, scope: Scope, one: Bend, grids: Sequence[Grid]) -> Turn:
    return Turn(
        statistic=name,
        scope=scope,
        model=grids[one.place].model,
        before=_ends(one.before),
        after=_ends(one.after),
        p=float(one.p),
        tried=one.tried,
    )


def _ends(found: Interval) -> tuple[float, float, float]:
    """An estimate and its interval."""
    return float(found.estimate), float(found.low()), float(found.high())
