"""
Intervals where nothing was trained: what is drawn anew is questions, in clusters of duplicates, and frames of the prompt.

Method. Questions are crossed with frames, and the arithmetic is that of `stats.interval` with frames in the rows: V = the frame
part + the question part - the residual that both have counted (Owen 2007; Cameron, Gelbach and Miller 2011), the question part by
cluster of duplicates, the critical value Student's t weighted by the parts. "These frames" holds the frames and has the question
part alone. A difference of two models is taken question by question and frame by frame first, so that what both share drops out.
Assumption. Clusters of questions are exchangeable, and so are frames: ours are some ways to ask, as good as others of the kind,
and no random sample of all ways.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.stats.axes import Array
from inward.stats.interval import Interval, Part, Side, combined

Scope: TypeAlias = Literal["these-frames", "new-frames"]

FRAMES_FOR_INTERVAL = 4
"""Fewer frames say next to nothing of how frames spread."""

RULE_OF_THREE = 3.0


def over(
    cells: Array, clusters: Sequence[int] | NDArray[np.int_], *, scope: Scope, share: bool = False, reach: float = 1.0
) -> Interval:
    """
    The mean over frames and questions, cells (..., frame, item), for new questions of the kind.

    `share` says that the cells are zeros and ones, or sums of such with signs, so that where all are alike there is still width:
    `reach` is then how far a cell may lie from the others.

    Raises
    ------
    StatsError
        Fewer than two clusters of questions; or "new-frames" are asked of fewer than four.
    """
    frames = cells.shape[-2]
    if scope == "new-frames" and frames < FRAMES_FOR_INTERVAL:
        raise StatsError(
            f"Interval: {frames} frames say nothing of new ones; give at least {FRAMES_FOR_INTERVAL}, or speak of these frames."
        )
    held = Side(cells=cells.mean(-2, keepdims=True), fixed=True)
    side = held if scope == "these-frames" else Side(cells=cells)
    found = combined((side,), signs=(1,), population="new-questions", clusters=clusters, share=False)
    return _kept_wide(found, clusters, reach=reach) if share else found


def _kept_wide(found: Interval, clusters: Sequence[int] | NDArray[np.int_], *, reach: float) -> Interval:
    """The same, no narrower than what 3 in n leaves (Hanley and Lippman-Hand 1983), for n clusters that all came out alike."""
    least = (reach * RULE_OF_THREE / 2 / (len(set(np.asarray(clusters).tolist())) + 2)) ** 2
    return replace(found, variance=np.maximum(found.variance, least))


def apart(one: Array, other: Array, clusters: Sequence[int] | NDArray[np.int_], *, scope: Scope, share: bool = False) -> Interval:
    """
    One model less another, paired by question and frame; axes, `share` and errors as `over`.
    """
    return over(one - other, clusters, scope=scope, share=share)


def pull(values: Array, towards: NDArray[np.bool_], clusters: Sequence[int] | NDArray[np.int_]) -> Interval | None:
    """
    What a cue does to log-odds (..., item): half of their mean where it points to the matching option less where it does not.

    With two options this is the log-odds that the cue adds to its side, whatever the model thinks of the matter. None where
    either kind of question has fewer than two clusters.
    """
    groups = np.asarray(clusters)
    if min(len(set(groups[towards].tolist())), len(set(groups[~towards].tolist()))) < 2:
        return None
    one, other = (over(values[..., None, marks], groups[marks], scope="these-frames") for marks in (towards, ~towards))
    parts = tuple(Part(variance=part.variance / 4, freedom=part.freedom) for part in (*one.parts, *other.parts))
    return Interval(estimate=(one.estimate - other.estimate) / 2, variance=(one.variance + other.variance) / 4, parts=parts)
