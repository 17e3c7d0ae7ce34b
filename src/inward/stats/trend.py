"""
The trend of an effect over dose: how much treated less control changes when the dose is doubled.

Method. Within each seed the measure is averaged over questions at every dose, and a least-squares line over log2(dose) is laid
through these means; its slope is that seed's one number. Slopes of treated and control seeds are compared as two arms are
(`interval.py`, questions held). An arm that takes no dose has slope 0. The states of one training run share their seed, and the
slope within the seed takes that in; where every dose was trained anew, seeds of one number are strangers, and pairing
them so is a pairing by chance, which leaves the spread of slopes right.
Assumption. Slopes are exchangeable over seeds and near normal. A slope describes a straight line over log dose: where the curve
bends, it is the mean steepness over the doses that were given, and no threshold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, final

import numpy as np

from inward.errors import StatsError
from inward.schema.design import Contrast, Study
from inward.schema.outcome import Reading
from inward.stats.axes import Array
from inward.stats.estimate import Frame
from inward.stats.interval import Interval, Side, crossed
from inward.stats.rounding import six
from inward.stats.rows import Row, rows
from inward.stats.tables import Key, Table, tables
from inward.stats.verdict import SEEDS_FOR_INTERVAL


@final
@dataclass(frozen=True, kw_only=True)
class Ladder:
    """A contrast at its doses, rising, the full one last: the amount, and the two arms there."""

    contrast: Contrast
    factor: str
    amounts: tuple[float, ...]
    treated: tuple[str, ...]
    control: tuple[str, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Trend:
    """
    One row of dose.jsonl: the slope per doubling of the dose, always exploratory.

    `treated_values` and `control_values` are the means at each amount, over the questions that every seed answered at every
    dose. A value that is None is in `withheld` with its reason.
    """

    contrast: str
    probe: str
    measure: str
    factor: str
    amounts: tuple[float, ...]
    treated_values: tuple[float, ...] = ()
    control_values: tuple[float, ...] = ()
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    level: float
    p: float | None = None
    seeds: Mapping[str, int] = field(default_factory=dict)
    items: int = 0
    method: str = "None."
    withheld: Mapping[str, str] = field(default_factory=dict)

    @property
    def row(self) -> dict[str, Any]:
        """The line of dose.jsonl."""
        return asdict(self)


def trends(study: Study, readings: Sequence[Reading], *, ladders: Sequence[Ladder], frame: Frame) -> tuple[Trend, ...]:
    """A Trend for every ladder, probe and measure that is no description, in the study's order."""
    found, by_name = tables(study, readings), {ladder.contrast.name: ladder for ladder in ladders}
    asked = rows(study, arms={arm for arm, _, _ in found}, size=frame.size)
    return tuple(
        _trend(row, by_name[row.contrast.name], found, level=frame.level)
        for row in asked
        if row.contrast.name in by_name and not row.measure.descriptive and row.population == "these-questions"
    )


def slopes(means: Array, amounts: Sequence[float]) -> Array:
    """The least-squares slope over log2(amount) of each series: axes (..., dose) to (...)."""
    if len(set(amounts)) < 2:
        raise StatsError(f"Trend: doses {list(amounts)}; a slope takes two that differ. Give another --dose.")
    across = np.log2(np.asarray(amounts, dtype=float))
    across = across - across.mean()
    return np.asarray(means @ across / (across @ across))


def compared(treated: Array, control: Array) -> Interval:
    """Treated less control, from the slopes of either arm's seeds (..., seed); the spread is that between seeds."""
    sides = [Side(cells=one[..., None]) for one in (treated, control)]
    return crossed(sides[0], sides[1], population="these-questions", share=False)


def _trend(row: Row, ladder: Ladder, found: Mapping[Key, Table], *, level: float) -> Trend:
    trend = Trend(
        contrast=row.contrast.name,
        probe=row.use.name,
        measure=row.measure.name,
        factor=ladder.factor,
        amounts=ladder.amounts,
        level=six(level),
    )
    arms = [[found.get((arm, row.use.name, row.measure.name)) for arm in side] for side in (ladder.treated, ladder.control)]
    means = _means([[table for table in side if table is not None] for side in arms])
    if any(table is None for side in arms for table in side) or means is None:
        return _without(trend, ("slope", "low", "high", "p"), "no question was answered by every seed at every dose")
    items, sides = means
    each = [slopes(side, ladder.amounts) for side in sides]
    values = [tuple(six(float(one)) for one in side.mean(0)) for side in sides]
    trend = replace(
        trend,
        treated_values=values[0],
        control_values=values[1],
        slope=six(float(each[0].mean() - each[1].mean())),
        seeds={"treated": len(each[0]), "control": len(each[1])},
        items=items,
        method="Least-squares slope over log2(dose) within seeds.",
    )
    return _with_interval(trend, each, moved=[len(set(side)) > 1 for side in (ladder.treated, ladder.control)], level=level)


def _with_interval(trend: Trend, each: Sequence[Array], *, moved: Sequence[bool], level: float) -> Trend:
    """The trend with edges and p; an arm that takes no dose has no spread and needs no seeds."""
    few = min(len(one) for one, takes in zip(each, moved, strict=True) if takes)
    if few < SEEDS_FOR_INTERVAL:
        return _without(trend, ("low", "high", "p"), f"{few} seeds in a trained arm: no interval below {SEEDS_FOR_INTERVAL}")
    still = [one if takes else np.zeros(max(2, len(one))) for one, takes in zip(each, moved, strict=True)]
    interval = compared(still[0], still[1])
    if float(interval.variance) <= 0:
        return _without(trend, ("low", "high", "p"), "nothing varies, so no spread can be estimated")
    low, high, p = (six(float(one)) for one in (interval.low(level), interval.high(level), interval.p()))
    sizes = " and ".join(f"{len(one)} seeds" if takes else "an arm without doses" for one, takes in zip(each, moved, strict=True))
    method = f"{trend.method[:-1]}; variance of {sizes}, with the {trend.items} questions held; Cochran-Cox weighted t."
    return replace(trend, low=low, high=high, p=p, method=method)


def _means(sides: Sequence[Sequence[Table]]) -> tuple[int, list[Array]] | None:
    """How many questions every seed answered at every dose, and over these each side's means (seed, dose); None where none."""
    every = [table for side in sides for table in side]
    if not every or not all(sides):
        return None
    seeds = [sorted(set.intersection(*(_heard(table) for table in side))) for side in sides]
    shared = sorted(set.intersection(*(set(table.items) for table in every)))
    cut = [[_of(table.on(shared), some) for table in side] for side, some in zip(sides, seeds, strict=True)]
    full = np.logical_and.reduce([(table.cells.scored > 0).all(axis=0) for side in cut for table in side])
    if not all(seeds) or not full.any():
        return None
    return int(full.sum()), [np.stack([table.of_items(full).means().mean(-1) for table in side], axis=-1) for side in cut]


def _heard(table: Table) -> set[int]:
    """The seeds with any score at all."""
    return {seed for seed, some in zip(table.seeds, table.cells.answered, strict=True) if some.sum()}


def _of(table: Table, seeds: Sequence[int]) -> Table:
    return table.of_seeds(np.isin(np.asarray(table.seeds), np.asarray(seeds)))


def _without(trend: Trend, fields: Sequence[str], why: str) -> Trend:
    return replace(trend, withheld={**trend.withheld, **dict.fromkeys(fields, why)})
