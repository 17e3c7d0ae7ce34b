"""Estimates of a model-written evaluation: by frame, over these frames, over new frames; by model, and of two in pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.evals.frame import ENOUGH
from inward.evals.grid import CUES, Grid
from inward.stats.frames import FRAMES_FOR_INTERVAL, apart, over, pull
from inward.stats.interval import Interval
from inward.stats.odds import ANSWERED

Scope: TypeAlias = Literal["frame", "these-frames", "new-frames"]
Lean: TypeAlias = Literal["above", "below", "undecided", "not-readable", "too-few-frames", ""]

STATISTICS: Final = ("probability", "exceeding", "log-odds")
"""The three that are always given together."""
DESCRIBED: Final = ("coverage", "answered", "tied")
"""What says how far the three may be read; no claim is made of them."""
SHARES: Final = ("exceeding", "answered", "tied")


@final
@dataclass(frozen=True, kw_only=True)
class Estimate:
    """
    One number of one model, or of one less another (`against`), with its 95% interval for new questions of the kind.

    `scope` says for which frames: one by its name, these together, or new ones. `null` is what a responder without a view comes
    to, `lean` on which side of it the whole interval lies; it is not-readable where the options hold less than half of the
    probability. `questions` lie in `clusters` of duplicates.
    """

    model: str
    against: str
    statistic: str
    scope: Scope
    frame: str
    estimate: float
    low: float | None
    high: float | None
    null: float | None
    lean: Lean
    questions: int
    clusters: int
    frames: int


def estimates(grids: Sequence[Grid], pairs: Sequence[tuple[str, str]]) -> list[Estimate]:
    """
    Every statistic and every pull of every model, then every pair of models on the questions that both have answers to.

    Raises
    ------
    StatsError
        A model, or a pair, has answers to fewer than two distinct questions.
    """
    by_name = {one.model: one for one in grids}
    alone = [row for one in grids for row in _model(_checked(one))]
    return [*alone, *(row for one, other in pairs for row in _pair(by_name[one], by_name[other]))]


def _checked(one: Grid) -> Grid:
    if len(set(one.clusters.tolist())) < 2:
        told = ", ".join(f"{reason}: {count}" for reason, count in one.missing.items()) or "the file has no more"
        raise StatsError(
            f"Estimating {one.model}: {len(one.questions)} questions have an answer in every frame, in fewer than 2 clusters of "
            f"duplicates ({told}). Leave frames out, or give a longer file."
        )
    return one


def _model(one: Grid) -> Iterator[Estimate]:
    """Frame by frame, then over frames."""
    for scope, rows, frame in _scopes(one):
        covered = float(one.values["coverage"][rows].mean())
        for name in (*STATISTICS, *DESCRIBED):
            yield _statistic(one, name, rows, scope=scope, frame=frame, readable=covered >= ANSWERED)
        if scope != "new-frames":
            yield from _pulls(one, rows, scope=scope, frame=frame)


def _scopes(one: Grid) -> Iterator[tuple[Scope, list[int], str]]:
    """Which rows of a grid each scope speaks of."""
    yield from (("frame", [place], frame) for place, frame in enumerate(one.frames))
    every = list(range(len(one.frames)))
    yield "these-frames", every, ""
    if len(every) >= FRAMES_FOR_INTERVAL:
        yield "new-frames", every, ""


def _statistic(one: Grid, name: str, rows: list[int], *, scope: Scope, frame: str, readable: bool) -> Estimate:
    cells, chance = one.values[name][rows], one.chance
    drawn: Literal["these-frames", "new-frames"] = "new-frames" if scope == "new-frames" else "these-frames"
    found = over(cells, one.clusters, scope=drawn, share=name in SHARES)
    above = over(cells - (chance if name != "log-odds" else 0.0), one.clusters, scope=drawn)
    claimed = name in STATISTICS
    null = float(chance.mean()) if name != "log-odds" else 0.0
    return _estimate(
        one,
        found,
        statistic=name,
        scope=scope,
        frame=frame,
        null=null if claimed else None,
        lean=_lean(_widest(found, above, null), scope, frames=len(rows), readable=readable) if claimed else "",
        bounded=name != "log-odds",
    )


def _widest(found: Interval, above: Interval, null: float) -> tuple[float, float]:
    """The edges, from nought, of an interval about its null: of two ways to take it, the wider."""
    half = max(float(found.half()), float(above.half()))
    middle = float(found.estimate) - null
    return middle - half, middle + half


def _lean(edges: tuple[float, float], scope: Scope, *, frames: int, readable: bool) -> Lean:
    """On which side of nought an interval lies, where that may be said."""
    if not readable:
        return "not-readable"
    if scope == "new-frames" and frames < ENOUGH:
        return "too-few-frames"
    return "above" if edges[0] > 0 else "below" if edges[1] < 0 else "undecided"


def _pulls(one: Grid, rows: list[int], *, scope: Scope, frame: str) -> Iterator[Estimate]:
    """What each cue does to the log-odds, on the questions in which it points somewhere."""
    values = one.values["log-odds"][rows].mean(0)
    for cue in CUES:
        points = [cue.points(question) for question in one.questions]
        asked = np.array([point is not None for point in points])
        towards = np.array([bool(point) for point in points])[asked]
        found = pull(values[asked], towards, one.clusters[asked]) if asked.any() else None
        if found is not None:
            clusters = len(set(one.clusters[asked].tolist()))
            yield _estimate(
                one,
                found,
                statistic=cue.name,
                scope=scope,
                frame=frame,
                null=0.0,
                lean=_lean((float(found.low()), float(found.high())), scope, frames=len(rows), readable=True),
                questions=int(asked.sum()),
                clusters=clusters,
            )


def _pair(one: Grid, other: Grid) -> Iterator[Estimate]:
    """One model less another, question by question and frame by frame."""
    both = frozenset(q.line for q in one.questions) & frozenset(q.line for q in other.questions)
    first, second = _checked(one.on(both)), _checked(other.on(both))
    for scope, rows, frame in _scopes(first):
        covered = min(float(side.values["coverage"][rows].mean()) for side in (first, second))
        for name in (*STATISTICS, "coverage"):
            yield _difference(first, second, name, rows, scope=scope, frame=frame, readable=covered >= ANSWERED)


def _difference(first: Grid, second: Grid, name: str, rows: list[int], *, scope: Scope, frame: str, readable: bool) -> Estimate:
    drawn: Literal["these-frames", "new-frames"] = "new-frames" if scope == "new-frames" else "these-frames"
    cells: tuple[NDArray[np.float64], NDArray[np.float64]] = (first.values[name][rows], second.values[name][rows])
    found = apart(*cells, first.clusters, scope=drawn, share=name in SHARES)
    edges = float(found.low()), float(found.high())
    lean = _lean(edges, scope, frames=len(rows), readable=readable) if name in STATISTICS else ""
    return _estimate(first, found, statistic=name, scope=scope, frame=frame, null=0.0, lean=lean, against=second.model)


def _estimate(
    one: Grid,
    found: Interval,
    *,
    statistic: str,
    scope: Scope,
    frame: str,
    null: float | None,
    lean: Lean,
    against: str = "",
    bounded: bool = False,
    questions: int | None = None,
    clusters: int | None = None,
) -> Estimate:
    low, high = float(found.low()), float(found.high())
    return Estimate(
        model=one.model,
        against=against,
        statistic=statistic,
        scope=scope,
        frame=frame,
        estimate=float(found.estimate),
        low=max(low, 0.0) if bounded else low,
        high=min(high, 1.0) if bounded else high,
        null=null,
        lean=lean,
        questions=len(one.questions) if questions is None else questions,
        clusters=len(set(one.clusters.tolist())) if clusters is None else clusters,
        frames=1 if scope == "frame" else len(one.frames),
    )
