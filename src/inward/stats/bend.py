"""
Whether a series of models turns: two lines that meet at one of them, both proved to slope, one down and one up.

Method. The models are fixed; what is drawn anew is questions and frames. A slope is the least-squares line over positions
through the models' means, taken cell by cell, so that what models share drops out (`frames`). For a turn at an inner model one
line is laid through the models up to it and one from it on; there is a turn where both slopes differ from 0 with opposite
signs. That is an intersection-union test (Berger 1982): its p is the larger of the two. With several inner models each is tried
and p is multiplied by their number (Bonferroni), so that the place of the turn may be found in the same data. With three models
there is one place. The idea is Simonsohn's (2018, "Two lines"); his breakpoint is fitted, ours is one of few models and paid
for. A quadratic term is no test: it is significant on any curve that bends, also where it levels off and never turns.
Assumption. That of `frames`. A line through monotone means never slopes the other way, so that a series that only rises, only
falls or stays is called a turn in at most alpha/2 of cases, however many places are tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.stats.axes import Array
from inward.stats.frames import Scope, over
from inward.stats.interval import Interval

LEAST: Final = 3
"""Models that a turn takes."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Bend:
    """
    A turn at model `place`: the slopes before and after it, and p (...), 1 where their signs are alike.

    `tried` is the number of places that were tried, which p is multiplied by.
    """

    place: int
    before: Interval
    after: Interval
    p: Array
    tried: int


def weights(positions: Sequence[float]) -> Array:
    """
    What each model weighs in the least-squares slope over positions.

    Raises
    ------
    StatsError
        Fewer than two positions differ.
    """
    if len(set(positions)) < 2:
        raise StatsError(f"Slope: positions {list(positions)} say nothing of one. Give two or more that differ.")
    across = np.asarray(positions, dtype=float) - np.mean(positions)
    return np.asarray(across / (across**2).sum())


def slope(
    positions: Sequence[float], cells: Array, clusters: Sequence[int] | NDArray[np.int_], *, scope: Scope, share: bool = False
) -> Interval:
    """
    The slope over positions, from values (..., model, frame, item).

    `share` says that values are zeros and ones: a question then slopes by no more than the weights above nought come to, and
    where all questions slope alike the interval keeps that much of 3 in n. Raises StatsError as `weights` and `frames.over`.
    """
    weigh = weights(positions)
    sloping = np.einsum("m,...mfi->...fi", weigh, cells)
    return over(sloping, clusters, scope=scope, share=share, reach=float(weigh[weigh > 0].sum()))


def bends(
    positions: Sequence[float], cells: Array, clusters: Sequence[int] | NDArray[np.int_], *, scope: Scope, share: bool = False
) -> tuple[Bend, ...]:
    """
    A Bend for every inner position, from values (..., model, frame, item); models of one position stand on both sides of it.
    `share` as of `slope`.

    None where fewer than three positions differ.
    """
    where = np.asarray(positions, dtype=float)
    inner = np.unique(where)[1:-1]
    found = []
    for at in inner:
        sides = [
            slope(where[part].tolist(), cells[..., part, :, :], clusters, scope=scope, share=share)
            for part in (where <= at, where >= at)
        ]
        opposite = np.sign(sides[0].estimate) * np.sign(sides[1].estimate) < 0
        worse = np.maximum(sides[0].p(), sides[1].p())
        p = np.where(opposite, np.minimum(1.0, worse * len(inner)), 1.0)
        place = int(np.flatnonzero(where == at)[0])
        found.append(Bend(place=place, before=sides[0], after=sides[1], p=np.asarray(p), tried=len(inner)))
    return tuple(found)
