"""
Do two measures go together from seed to seed?

Method. Pearson's correlation within arms: each seed's two values less its arm's means, pooled over the trained arms, with
Fisher's z at a standard error of 1 / sqrt(d - 2), d the seeds less the arms (Fisher 1921; d is n - 1 for one arm).
Assumption. Seeds are independent, and the relation is the same in every arm. It speaks of training seeds: two arms that differ
in both measures, as treatments do, say nothing here, for that difference is a contrast of its own. Arms at smaller doses take no
part: their seeds may be states of the very trainings that are counted already.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import atanh, sqrt, tanh

import numpy as np
from scipy.special import ndtri

from inward.schema.design import Relation, Study
from inward.schema.outcome import Reading, Related
from inward.stats.rounding import six, six_or_none
from inward.stats.tables import Table, tables

LEVEL = 0.95
LEAST = 4
"""Seeds less arms, from which on there is an interval."""


def relations(study: Study, readings: Sequence[Reading]) -> tuple[Related, ...]:
    """One Related per relation that the study declares and at least one trained arm can show."""
    if not study.relations:
        return ()
    found = tables(study, readings)
    trained = [arm.name for arm in study.arms if not arm.fixed and not arm.of]
    return tuple(_related(relation, found, trained) for relation in study.relations)


def _related(relation: Relation, found: Mapping[tuple[str, str, str], Table], arms: Iterable[str]) -> Related:
    pairs = {arm: both for arm in arms if len(both := _pairs(relation, found, arm)) >= 2}
    x, y = (_within([[pair[side] for pair in both] for both in pairs.values()]) for side in (0, 1))
    freedom = len(x) - len(pairs)
    r, why = _correlation(x, y, freedom)
    low, high = _interval(r, freedom) if r is not None and not why else (None, None)
    return Related(
        of=relation.of,
        on=relation.on,
        arms=tuple(pairs),
        seeds=len(x),
        correlation=six_or_none(r),
        low=six_or_none(low),
        high=six_or_none(high),
        level=six(LEVEL),
        withheld=why,
        method="Pearson's correlation within arms, pooled over trained arms; Fisher's z.",
    )


def _pairs(relation: Relation, found: Mapping[tuple[str, str, str], Table], arm: str) -> list[tuple[float, float]]:
    """(on, of) of every seed of an arm that has both."""
    sides = [_by_seed(found.get((arm, probe, measure))) for probe, measure in (relation.on, relation.of)]
    return [(sides[0][seed], sides[1][seed]) for seed in sides[0] if seed in sides[1]]


def _by_seed(table: Table | None) -> dict[int, float]:
    """The mean over questions of every seed that has a score."""
    if table is None:
        return {}
    cells = table.cells
    means = np.divide(cells.total, cells.scored, out=np.zeros_like(cells.total), where=cells.scored > 0)
    asked = (cells.scored > 0).sum(axis=1)
    return {seed: float(row.sum() / n) for seed, row, n in zip(table.seeds, means, asked, strict=True) if n}


def _within(groups: Sequence[Sequence[float]]) -> np.ndarray:
    """Every value less its group's mean."""
    return np.concatenate([np.asarray(group) - np.mean(group) for group in groups]) if groups else np.zeros(0)


def _correlation(x: np.ndarray, y: np.ndarray, freedom: int) -> tuple[float | None, str]:
    if freedom < LEAST:
        return None, f"{freedom} seeds beyond one per arm; a correlation takes {LEAST}"
    spread = sqrt(float(x @ x) * float(y @ y))
    if spread < 1e-12:
        return None, "one of the two measures is the same in every seed of an arm"
    r = float(np.clip(x @ y / spread, -1.0, 1.0))
    return r, "the seeds lie on a line, which leaves nothing to measure an interval by" if abs(r) > 1 - 1e-9 else ""


def _interval(r: float, freedom: int) -> tuple[float, float]:
    half = float(ndtri((1 + LEVEL) / 2)) / sqrt(freedom - 2)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)
