"""
The interval for treated minus control: seeds and questions are crossed, and an arm's seeds are independent of another's.

Method. V = sum over arms of s2(seed means)/n + the item part - sum over arms of MSres/(n I), so that every source of variance
is counted once (Cameron, Gelbach and Miller 2011; Owen 2007). V is never below its seed part, nor its item part, nor, for
shares, what one pseudo-success and one pseudo-failure per arm leave (Agresti and Caffo 2000). The critical value is the mean
of Student's t at each part's degrees of freedom, weighted by the parts (Cochran and Cox 1950, Experimental Designs). "These
questions" leaves the item part out, and the residual with it: only seeds are drawn anew.
Assumption. Seeds are exchangeable within an arm, clusters of questions are exchangeable, and the means of either are near
normal. A trait that few seeds carry breaks the last one; docs/statistics.md has the size of the damage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from inward.errors import StatsError
from inward.schema.outcome import Population
from inward.stats.axes import Array
from inward.stats.clusters import grouped

HALVINGS = 64
SMALLEST_LOG_P = -230.0


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """
    One arm's cell means, axes (..., seed, item); `samples` were drawn in each cell.

    A `fixed` checkpoint has one row and no seed part. `noise` (...) is then the variance that sampling gives its mean over
    these items, which nothing else would count when the questions are held.
    """

    cells: Array
    samples: int = 1
    fixed: bool = False
    noise: Array | float = 0.0

    def __post_init__(self) -> None:
        seeds = self.cells.shape[-2]
        if self.fixed and seeds != 1:
            raise StatsError(f"Interval: a fixed checkpoint came with {seeds} seeds. Keep one row, or call it trained.")
        if not self.fixed and seeds < 2:
            raise StatsError(f"Interval: a trained arm came with {seeds} seed; its spread needs at least 2. Run more seeds.")


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One source of variance in an estimate (...), and the degrees of freedom that it is known with."""

    variance: Array
    freedom: float


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Interval:
    """An estimate (...), its variance (...), and the parts that weigh in the critical value."""

    estimate: Array
    variance: Array
    parts: tuple[Part, ...]

    def half(self, level: float = 0.95) -> Array:
        """Half the width at `level`."""
        return np.asarray(self.quantile(np.full_like(self.variance, (1 + level) / 2)) * np.sqrt(self.variance))

    def low(self, level: float = 0.95) -> Array:
        """The lower edge at `level`."""
        return np.asarray(self.estimate - self.half(level))

    def high(self, level: float = 0.95) -> Array:
        """The upper edge at `level`."""
        return np.asarray(self.estimate + self.half(level))

    def p(self) -> Array:
        """Two-sided: 1 - the level at which the interval just touches 0. Found by halving log p; 1e-100 is the least."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(self.estimate == 0, 0.0, np.abs(self.estimate) / np.sqrt(self.variance))
        low, high = np.full_like(ratio, SMALLEST_LOG_P), np.zeros_like(ratio)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            inside = -self.quantile(np.exp(middle) / 2) > ratio
            low, high = np.where(inside, middle, low), np.where(inside, high, middle)
        return np.asarray(np.where(ratio == 0, 1.0, np.exp(high)))

    def quantile(self, below: Array | float) -> Array:
        """The value that has probability `below` beneath it: Student's t at each part's freedom, weighted by the parts."""
        total = np.sum([part.variance for part in self.parts], axis=0)
        shares = [
            np.where(total > 0, part.variance / np.where(total > 0, total, 1.0), 1 / len(self.parts)) for part in self.parts
        ]
        each = [share * stdtrit(part.freedom, below) for share, part in zip(shares, self.parts, strict=True)]
        return np.asarray(np.sum(each, axis=0))


def crossed(
    treated: Side,
    control: Side,
    *,
    population: Population,
    clusters: Sequence[int] | NDArray[np.int_] | None = None,
    share: bool = True,
) -> Interval:
    """
    Treated minus control, as the mean over seeds and items, with its doubt.

    Leading axes are carried along. `clusters` holds one number per item, and absent it every item is its own cluster; it
    matters for "new-questions" only. `share` says that the cells are means of zeros and ones, so that the floor applies.

    Raises
    ------
    StatsError
        The arms differ in their number of items, or there are fewer than two clusters to draw new questions from.
    """
    return combined((treated, control), signs=(1, -1), population=population, clusters=clusters, share=share)


def combined(
    sides: Sequence[Side],
    *,
    signs: Sequence[int],
    population: Population,
    clusters: Sequence[int] | NDArray[np.int_] | None = None,
    share: bool = True,
) -> Interval:
    """Any sum and difference of arms that were asked the same items, one sign per side. Else as `crossed`."""
    asked = [side.cells.shape[-1] for side in sides]
    if len(set(asked)) > 1:
        raise StatsError(f"Interval: the arms have {asked} items. Ask all of them the same.")
    trained = [side for side in sides if not side.fixed]
    if population == "these-questions":
        parts = [_sampling(side) if side.fixed else _seeds(side) for side in sides]
        variance = np.sum([part.variance for part in parts], axis=0)
    else:
        groups = grouped(np.arange(asked[0]) if clusters is None else clusters)
        across = groups.part(np.sum([sign * side.cells.mean(-2) for sign, side in zip(signs, sides, strict=True)], axis=0))
        parts = [*map(_seeds, trained), Part(variance=across, freedom=groups.freedom)]
        within = np.sum([part.variance for part in parts[:-1]], axis=0)
        twice = np.sum([groups.residual(side.cells) for side in trained], axis=0)
        variance = np.maximum(within + across - twice, np.maximum(within, across))
    if share:
        variance = np.maximum(variance, np.sum([floor(side) for side in sides], axis=0))
    estimate = np.sum([sign * side.cells.mean((-2, -1)) for sign, side in zip(signs, sides, strict=True)], axis=0)
    return Interval(estimate=np.asarray(estimate), variance=np.asarray(variance), parts=tuple(parts))


def floor(side: Side) -> Array:
    """The variance of a share over all answers of an arm with one success and one failure added (Agresti and Caffo 2000)."""
    answers = side.cells.shape[-1] * side.cells.shape[-2] * side.samples
    share = (side.cells.mean((-2, -1)) * answers + 1) / (answers + 2)
    return np.asarray(share * (1 - share) / answers)


def _seeds(side: Side) -> Part:
    """The spread of an arm's mean over its seeds."""
    seeds = side.cells.shape[-2]
    return Part(variance=np.asarray(side.cells.mean(-1).var(-1, ddof=1) / seeds), freedom=seeds - 1.0)


def _sampling(side: Side) -> Part:
    """What sampling adds to the mean of a fixed checkpoint."""
    leading = side.cells.shape[:-2]
    freedom = side.cells.shape[-1] * max(side.samples - 1, 1)
    return Part(variance=np.broadcast_to(np.asarray(side.noise, dtype=float), leading), freedom=float(freedom))
