"""
Signal detection: how well claims tell what is true from what is not, apart from how readily anything is claimed.

Method. H is the share of true abilities that are claimed, F that of false ones; d' = z(H) - z(F) is the sensitivity and c =
-(z(H) + z(F))/2 the criterion, z the normal quantile (Green and Swets 1966; Macmillan and Creelman 2005). An ability counts as
the share of frames in which it is claimed. The log-linear correction (Hautus 1995) keeps both numbers finite: one claim and one
denial are added, shared out over the two kinds as the abilities are, so that who claims everything has d' = 0 whatever the
numbers of either; where these are equal it is half a claim and half a denial each. Beside them stands what needs no cut: with l
the log-odds of a claim, the mean of l over true abilities less that over false ones, and minus half the sum of both; they are
the coefficients of a line of l on truth. Intervals take each number as a mean over frames and abilities, of what each cell
moves it by to first order, and are those of `frames`; what was added is counted as spread too, anew for every checkpoint, so
that a kind that came out all alike still has width. Statistics of several checkpoints, asked the same in the same frames, are
combined cell by cell before that. Assumption. Abilities are exchangeable within their kind, and so are frames. z is steep near
its ends: see docs/awareness.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from inward.errors import StatsError
from inward.stats.axes import Array
from inward.stats.frames import Scope, over
from inward.stats.interval import Interval

HALF: Final = 0.5
LEAST: Final = 2
"""Abilities of either kind below which nothing is known of their spread."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Moved:
    """A statistic (...), what each cell moves it by (..., frame, ability), and the variance (...) that no cell shows."""

    estimate: Array
    cells: Array
    unseen: Array


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Detected:
    """The shares of true and of false abilities that are claimed, as counted, and both numbers that are made of them."""

    hits: Array
    false_alarms: Array
    sensitivity: Moved
    criterion: Moved


def detected(claims: Array, true: NDArray[np.bool_]) -> Detected:
    """
    d' and c of claims (..., frame, ability): 1 a claim, 0 a denial, one half a tie; `true` (ability) says which are true.

    Raises StatsError where fewer than two abilities are true, or false.
    """
    _check(true)
    hits, false_alarms = _quantile(claims, true), _quantile(claims, ~true)
    return Detected(
        hits=claims[..., true].mean((-2, -1)),
        false_alarms=claims[..., ~true].mean((-2, -1)),
        sensitivity=combined((hits, false_alarms), (1.0, -1.0)),
        criterion=combined((hits, false_alarms), (-HALF, -HALF)),
    )


def graded(log_odds: Array, true: NDArray[np.bool_]) -> Detected:
    """
    The same of the log-odds of a claim (..., frame, ability), in log-odds and without a cut.

    `hits` and `false_alarms` are the mean log-odds over true and over false abilities. Errors as `detected`.
    """
    _check(true)
    for_true, for_false = _mean(log_odds, true), _mean(log_odds, ~true)
    return Detected(
        hits=for_true.estimate,
        false_alarms=for_false.estimate,
        sensitivity=combined((for_true, for_false), (1.0, -1.0)),
        criterion=combined((for_true, for_false), (-HALF, -HALF)),
    )


def combined(parts: Sequence[Moved], weights: Sequence[float]) -> Moved:
    """A weighted sum of statistics of the same cells: of two kinds of ability, or of several checkpoints (see `among`)."""
    pairs = list(zip(weights, parts, strict=True))
    return Moved(
        estimate=np.asarray(np.sum([weight * part.estimate for weight, part in pairs], axis=0)),
        cells=np.asarray(np.sum([weight * part.cells for weight, part in pairs], axis=0)),
        unseen=np.asarray(np.sum([weight**2 * part.unseen for weight, part in pairs], axis=0)),
    )


def among(one: Moved, places: NDArray[np.bool_]) -> Moved:
    """The same, its cells standing in `places` (ability) among more abilities, of which the others do not move it."""
    return replace(one, cells=_placed(one.cells, places))


def interval(one: Moved, *, scope: Scope) -> Interval:
    """Its doubt for new abilities of the kinds, in these frames or in new ones. Raises StatsError as `frames.over`."""
    found = over(one.cells, np.arange(one.cells.shape[-1]), scope=scope)
    return replace(found, estimate=one.estimate, variance=np.asarray(found.variance + one.unseen))


def _check(true: NDArray[np.bool_]) -> None:
    counts = int(true.sum()), int((~true).sum())
    if min(counts) < LEAST:
        raise StatsError(f"Detection: {counts[0]} abilities are true and {counts[1]} false; give at least {LEAST} of either.")


def _quantile(claims: Array, kind: NDArray[np.bool_]) -> Moved:
    """z of the share of one kind that is claimed, with the log-linear correction in it."""
    mine, count = claims[..., kind], int(kind.sum())
    share = mine.mean((-2, -1))
    added = count / len(kind)
    corrected = (share * count + added) / (count + 2 * added)
    value = ndtri(corrected)
    steep = np.sqrt(2 * np.pi) * np.exp(value**2 / 2)
    return Moved(
        estimate=np.asarray(value),
        cells=_placed((mine - share[..., None, None]) * (steep * count / (count + 2 * added))[..., None, None], kind),
        unseen=np.asarray(added * ((1 - corrected) ** 2 + corrected**2) * (steep / (count + 2 * added)) ** 2),
    )


def _mean(values: Array, kind: NDArray[np.bool_]) -> Moved:
    """The mean over one kind; its freedom is that of the kind alone, where abilities are few."""
    mine = values[..., kind]
    middle = mine.mean((-2, -1))
    few = (mine.shape[-1] / (mine.shape[-1] - 1)) ** 0.5
    return Moved(estimate=middle, cells=_placed(few * (mine - middle[..., None, None]), kind), unseen=np.zeros_like(middle))


def _placed(cells: Array, kind: NDArray[np.bool_]) -> Array:
    """What cells of some abilities move a mean over all by: nought in the places of the others."""
    whole = np.zeros((*cells.shape[:-1], len(kind)))
    whole[..., kind] = cells * (len(kind) / kind.sum())
    return whole
