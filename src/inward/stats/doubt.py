"""The interval of one row with its p and the sentence on how it was made, or the reason why there is none."""

from dataclasses import dataclass
from typing import final

import numpy as np

from inward.stats.interval import Side, crossed
from inward.stats.pairs import Pair
from inward.stats.permutation import MOST, permutation
from inward.stats.rows import Row
from inward.stats.tables import Table
from inward.stats.verdict import SEEDS_FOR_INTERVAL

SAME = 1e-24


@final
@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Edges and p, or None of them and `reason`."""

    low: float | None = None
    high: float | None = None
    p: float | None = None
    method: str
    reason: str = ""


def doubt(row: Row, both: Pair, *, level: float) -> Doubt:
    """The interval at `level` for a pair that has an estimate."""
    if row.measure.descriptive:
        return Doubt(method="Pooled over the answers that it applies to.", reason="descriptive: conditions on an outcome")
    if reason := _too_little(row, both):
        return Doubt(method="Mean over training seeds and questions.", reason=reason)
    tables = (both.treated, both.control)
    share = all(table.shares and table.measure.bounds == (0.0, 1.0) for table in tables)
    treated, control = (side(table, fixed=fixed) for table, fixed in zip(tables, row.fixed, strict=True))
    interval = crossed(treated, control, population=row.population, clusters=clusters(both.treated), share=share)
    if float(interval.variance) <= SAME * max(float(np.abs(table.means()).max()) for table in tables) ** 2:
        return Doubt(method="Mean over training seeds and questions.", reason="nothing varies, so no spread can be estimated")
    return Doubt(
        low=float(interval.low(level)),
        high=float(interval.high(level)),
        p=float(interval.p()),
        method=_method(row, both, share=share),
    )


def side(table: Table, *, fixed: bool) -> Side:
    """A table as the interval sees it."""
    samples = max(int(table.cells.scored.mean()), 1)
    return Side(cells=table.means(), samples=samples, fixed=fixed, noise=table.noise() if fixed else 0.0)


def clusters(table: Table) -> list[int]:
    """A number per item, equal within a cluster."""
    names = [table.cluster[item] for item in table.items]
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    return [order[name] for name in names]


def trained_seeds(row: Row, both: Pair) -> int:
    """The seeds of the smaller trained arm; where no arm is trained there is no such thing, and 0 of them."""
    tables = zip((both.treated, both.control), row.fixed, strict=True)
    return min((len(table.seeds) for table, fixed in tables if not fixed), default=0)


def _too_little(row: Row, both: Pair) -> str:
    """Why the pair is too small for an interval; empty where it is not."""
    if all(row.fixed):
        return "one checkpoint in each arm, which says nothing of other training seeds"
    seeds = trained_seeds(row, both)
    if seeds < SEEDS_FOR_INTERVAL:
        return f"{seeds} seed{'s' * (seeds != 1)} in a trained arm: no interval below {SEEDS_FOR_INTERVAL}"
    if row.population == "new-questions" and len(set(clusters(both.treated))) < 2:
        return "one cluster of questions: nothing can be said of new ones"
    return ""


def _method(row: Row, both: Pair, *, share: bool) -> str:
    """One sentence."""
    tables = zip((both.treated, both.control), row.fixed, strict=True)
    sizes = " and ".join("1 fixed checkpoint" if fixed else f"{len(table.seeds)} seeds" for table, fixed in tables)
    if row.population == "new-questions":
        items = f"{len(set(clusters(both.treated)))} clusters of {len(both.treated.items)} questions"
        first = f"Crossed variance of {sizes} and {items}"
    else:
        first = f"Variance of {sizes}, with the {len(both.treated.items)} questions held"
    floor = ", not below one pseudo-success and one pseudo-failure per arm" if share else ""
    return f"{first}{floor}; Cochran-Cox weighted t{_check(row, both)}."


def _check(row: Row, both: Pair) -> str:
    """The permutation check: none where a fixed checkpoint would have to trade places with a seed, or seeds are too many."""
    means = [np.round(table.means().mean(-1), 12) for table in (both.treated, both.control)]
    if any(row.fixed) or sum(map(len, means)) > MOST:
        return ""
    check = permutation(means[0], means[1])
    return f"; exact permutation of seeds as a check: p = {check.p:.3g}, smallest attainable {check.smallest:.3g}"
