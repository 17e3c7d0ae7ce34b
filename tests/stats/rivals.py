"""The intervals that ours is measured against: seed Welch t, and crossed ANOVA with Satterthwaite's degrees of freedom."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from tests.stats.worlds import Drawn


def welch(drawn: Drawn) -> NDArray[Any]:
    """Full width at 95% of Welch's t over seed means (world)."""
    return _width(_seed_parts(drawn), _seed_freedom(drawn))


def satterthwaite(drawn: Drawn) -> NDArray[Any]:
    """Full width at 95% of the crossed interval with Satterthwaite's degrees of freedom, questions unclustered (world)."""
    seeds, items = drawn.treated.shape[1:]
    parts = _seed_parts(drawn)
    across = (drawn.treated.mean(1) - drawn.control.mean(1)).var(1, ddof=1) / items
    within = parts[0] + parts[1]
    overlap = sum(_residual(cells) for cells in (drawn.treated, drawn.control))
    variance = np.maximum(np.maximum(within + across - overlap, within), across)
    return _width([*parts, across], [seeds - 1, seeds - 1, items - 1], variance)


def _seed_parts(drawn: Drawn) -> list[NDArray[Any]]:
    arms = (drawn.treated, drawn.control)
    return [c.mean(2).var(1, ddof=1) / c.shape[1] if c.shape[1] > 1 else np.zeros(len(c)) for c in arms]


def _seed_freedom(drawn: Drawn) -> list[int]:
    return [max(cells.shape[1] - 1, 1) for cells in (drawn.treated, drawn.control)]


def _residual(cells: NDArray[Any]) -> NDArray[Any] | float:
    seeds, items = cells.shape[1:]
    if seeds == 1:
        return 0.0
    left = cells - cells.mean(1, keepdims=True) - cells.mean(2, keepdims=True) + cells.mean((1, 2), keepdims=True)
    return (left**2).sum((1, 2)) / ((seeds - 1) * (items - 1)) / (seeds * items)


def _width(parts: list[NDArray[Any]], freedom: list[int], variance: NDArray[Any] | None = None) -> NDArray[Any]:
    total = np.sum(parts, axis=0) if variance is None else variance
    spread = np.sum([part**2 / each for part, each in zip(parts, freedom, strict=True)], axis=0)
    degrees = np.where(spread > 0, total**2 / np.where(spread > 0, spread, 1.0), 1.0)
    return -2 * stdtrit(np.maximum(degrees, 1.0), 0.025) * np.sqrt(total)
