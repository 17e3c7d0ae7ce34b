"""
Questions in clusters: what new ones could change, and with how many degrees of freedom.

Method. The estimate stays the mean over items, so a cluster of size m of I items weighs w = m/I. Its variance is
sum(w^2) times the plain variance of cluster means, with clusters - 1 degrees of freedom (cluster-level analysis, Donner and
Klar 2000). At equal sizes that is s2/clusters; unequal sizes cost width through sum(w^2).
Assumption. Cluster means vary alike: the estimate of their variance is then unbiased. Where those of small clusters vary more,
as they do when items of a cluster have little in common, it is too large and the interval too wide, never too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.stats.axes import Array


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Clusters:
    """`means` (item, cluster) averages items within clusters; `weights` (cluster) averages those over all items."""

    means: Array
    weights: Array

    @property
    def freedom(self) -> float:
        """Degrees of freedom of the item part."""
        return len(self.weights) - 1.0

    def part(self, difference: Array) -> Array:
        """The item part of V (...), from the difference of two arms on every item (..., item)."""
        return np.asarray((difference @ self.means).var(-1, ddof=1) * (self.weights**2).sum())

    def residual(self, cells: Array) -> Array:
        """What the seed part and the item part of V have both counted (...), from cell means (..., seed, item)."""
        seeds = cells.shape[-2]
        each = cells @ self.means
        each = each - each.mean(-2, keepdims=True)
        each = each - each.mean(-1, keepdims=True)
        square = (each**2).sum((-2, -1)) / ((seeds - 1) * self.freedom)
        return np.asarray(square * (self.weights**2).sum() / seeds)


def grouped(clusters: Sequence[int] | NDArray[np.int_]) -> Clusters:
    """The Clusters in which item i belongs to `clusters[i]`. Raises StatsError where there is only one."""
    member = np.equal.outer(np.asarray(clusters), np.unique(clusters)).astype(float)
    if member.shape[1] < 2:
        raise StatsError("Interval: all questions lie in 1 cluster, which says nothing of new ones. Ask in 2 or more.")
    return Clusters(means=member / member.sum(0), weights=member.mean(0))
