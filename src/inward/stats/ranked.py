"""A vector's statistic with its interval and its rank, and when either is withheld."""

from dataclasses import dataclass, replace
from typing import final

LEVEL = 0.95
LEAST = 4
"""Degrees of freedom from which on there is a correlation, and training seeds of each arm from which on there is an interval."""
MORE = f"run the study with at least {LEAST} training seeds an arm"


@final
@dataclass(frozen=True, kw_only=True)
class Ranked:
    """
    A statistic of a vector at the layer that was chosen for it, with its interval, its rank p among random vectors, and what
    the nulls gave: the middle and the 95th percentile of the random ones' sizes, the largest of the shuffled ones' and of the
    others'.

    The interval is at `level` over the choice of one of `layers`; with one layer there is no choice. `points` are checkpoints,
    or checkpoints and questions; `left_out` are checkpoints that could not be read or had no score. `withheld` says why there is
    no number, or no interval.
    """

    layer: int | None
    value: float | None
    low: float | None
    high: float | None
    level: float
    p: float | None
    points: int
    layers: int
    left_out: int = 0
    random_middle: float | None = None
    random_high: float | None = None
    shuffled: float | None = None
    others: float | None = None
    withheld: str = ""


def too_few(seeds: int) -> str:
    """Why there is no interval where an arm has so few checkpoints that were trained with other seeds, and what to do."""
    return f"an arm has {seeds} training seed{'s' * (seeds != 1)}; an interval takes {LEAST}: {MORE}"


def bare(found: Ranked, seeds: int) -> Ranked:
    """A number without its interval, where an arm has fewer training seeds than an interval takes."""
    return kept(found, withheld=too_few(seeds)) if seeds < LEAST and found.low is not None else found


def kept(found: Ranked, *, low: float | None = None, high: float | None = None, withheld: str = "") -> Ranked:
    """The same number with this interval, or with why it is withheld."""
    return replace(found, low=low, high=high, withheld=withheld)


def nothing_of(points: int, why: str, *, layers: int, left_out: int = 0) -> Ranked:
    """No number, and why."""
    none = {"layer": None, "value": None, "low": None, "high": None, "p": None}
    return Ranked(**none, level=LEVEL, points=points, layers=layers, left_out=left_out, withheld=why)  # type: ignore[arg-type]
