"""From readings, one a transcript, to counts and sums by seed and item."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.schema.design import Measure, Study
from inward.schema.outcome import Missing, Reading, Score
from inward.stats.axes import Array

Key: TypeAlias = tuple[str, str, str]
Marks: TypeAlias = NDArray[np.bool_]

ABSENT = "absent"


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """
    Per cell (seed, item): how many transcripts there should be, how many have a Score, how many a value, and the values' sum
    and sum of squares.
    """

    asked: Array
    answered: Array
    scored: Array
    total: Array
    square: Array

    def each(self, change: Callable[[Array], Array]) -> "Cells":
        """All five, changed alike."""
        return Cells(
            asked=change(self.asked),
            answered=change(self.answered),
            scored=change(self.scored),
            total=change(self.total),
            square=change(self.square),
        )


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """
    One arm, one probe, one measure, with seeds and items in sorted order.

    `planned` transcripts a cell (the fullest cell's number): one that was planned and never read counts as
    Missing(absent). Where nothing was planned, a cell has as many as came, and only one without any counts as planned and
    absent. `shares` is true when every value is 0 or 1.
    """

    arm: str
    measure: Measure
    seeds: tuple[int, ...]
    items: tuple[str, ...]
    cluster: Mapping[str, str]
    wording: Mapping[str, str]
    planned: int
    cells: Cells
    missing: Mapping[str, int]
    shares: bool

    def on(self, items: Sequence[str]) -> "Table":
        """The same on other items; one that this arm was never asked is absent from all of its seeds. Missing only grows."""
        place = {item: i for i, item in enumerate(self.items)}
        known = [i for i, item in enumerate(items) if item in place]
        source = [place[items[i]] for i in known]

        def moved(array: Array) -> Array:
            blank = np.zeros((len(self.seeds), len(items)))
            blank[:, known] = array[:, source]
            return blank

        absent = self.missing.get(ABSENT, 0) + self.planned * len(self.seeds) * (len(items) - len(known))
        missing = {**self.missing, ABSENT: absent} if absent else self.missing
        cells = self.cells.each(moved)
        cells = replace(cells, asked=np.where(cells.asked == 0, self.planned, cells.asked))
        return replace(self, items=tuple(items), missing=missing, cells=cells)

    def of_seeds(self, marks: Marks) -> "Table":
        """The marked seeds; what was Missing stays counted."""
        seeds = tuple(seed for seed, kept in zip(self.seeds, marks, strict=True) if kept)
        return replace(self, seeds=seeds, cells=self.cells.each(lambda array: array[marks]))

    def of_items(self, marks: Marks) -> "Table":
        """The marked items; what was Missing stays counted."""
        items = tuple(item for item, kept in zip(self.items, marks, strict=True) if kept)
        return replace(self, items=items, cells=self.cells.each(lambda array: array[:, marks]))

    def means(self) -> Array:
        """Mean value per seed and item; every cell must have a value."""
        return np.asarray(self.cells.total / self.cells.scored)

    def noise(self) -> float:
        """The variance that sampling gives the mean over these cells; 0 where a cell holds one sample."""
        scored = self.cells.scored
        around = np.maximum(self.cells.square - self.cells.total**2 / scored, 0.0)
        return float((around / np.maximum(scored - 1, 1) / scored).sum() / scored.size**2)

    def mean(self) -> float | None:
        """The mean over cells that have a value, or over answers where the measure is descriptive; None without any."""
        some = self.cells.scored > 0
        if not some.any():
            return None
        if self.measure.descriptive:
            return float(self.cells.total.sum() / self.cells.scored.sum())
        return float((self.cells.total[some] / self.cells.scored[some]).mean())

    def filled(self, value: float) -> float:
        """The mean over all planned transcripts with `value` in place of every Missing."""
        asked = self.cells.asked
        return float(((self.cells.total + (asked - self.cells.answered) * value) / asked).mean())

    @property
    def transcripts(self) -> int:
        """How many were planned."""
        return int(self.cells.asked.sum())

    @property
    def lost(self) -> int:
        """How many of those are Missing."""
        return self.transcripts - int(self.cells.answered.sum())


def tables(study: Study, readings: Iterable[Reading], *, planned: bool = True) -> dict[Key, Table]:
    """
    A Table per (arm, probe, measure) that was read at all; the order of the readings does not matter. Unless it was `planned`,
    a question has as many transcripts as came.

    Raises
    ------
    StatsError
        Two readings of one place, an item in two clusters or wordings, a value outside its measure's bounds, or a Score
        without a measure that is not descriptive.
    DesignError
        A reading of a probe that the study lacks.
    """
    places: dict[tuple[str, str], list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: (r.arm, r.probe, r.seed, r.item, r.sample)):
        places.setdefault((reading.arm, reading.probe), []).append(reading)
    found: dict[Key, Table] = {}
    for (arm, probe), rows in places.items():
        _check_places(rows)
        grid = _grid(rows, planned=planned)
        for measure in study.use(probe).measures:
            found[arm, probe, measure.name] = _table(rows, measure, grid)
    return found


def _check_places(rows: Sequence[Reading]) -> None:
    """One reading per place, one cluster and one wording per item."""
    said: dict[str, tuple[str, str]] = {}
    seen: set[tuple[int, str, int]] = set()
    for row in rows:
        if (row.seed, row.item, row.sample) in seen:
            raise StatsError(f"{_where(row)}: sample {row.sample} came twice. Give each transcript one score.")
        seen.add((row.seed, row.item, row.sample))
        if said.setdefault(row.item, (row.cluster, row.wording)) != (row.cluster, row.wording):
            both = f"{said[row.item]} and {(row.cluster, row.wording)}"
            raise StatsError(f"{_where(row)}: its cluster and wording are both {both}. An item has one of each.")


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """
    Where the readings of one arm and probe lie: the cell of each in a table that is read row by row, its values by measure
    (none where it is Missing), which of them have a Score, and what each cell has of both.
    """

    seeds: tuple[int, ...]
    items: tuple[str, ...]
    cluster: Mapping[str, str]
    wording: Mapping[str, str]
    cell: NDArray[np.intp]
    values: Sequence[Mapping[str, float]]
    scored: Array
    asked: Array
    missing: Mapping[str, int]

    def sum(self, values: Array) -> Array:
        """A value per reading, summed by (seed, item) in the readings' order."""
        shape = len(self.seeds), len(self.items)
        return np.asarray(np.bincount(self.cell, weights=values, minlength=shape[0] * shape[1]).reshape(shape), dtype=float)


def _grid(rows: Sequence[Reading], *, planned: bool) -> Grid:
    """The cells of some readings, and how many readings each should have."""
    seeds, items = sorted({row.seed for row in rows}), sorted({row.item for row in rows})
    row_of, column_of = {seed: i for i, seed in enumerate(seeds)}, {item: i for i, item in enumerate(items)}
    cell = np.array([row_of[row.seed] * len(items) + column_of[row.item] for row in rows], dtype=np.intp)
    read = np.bincount(cell, minlength=len(seeds) * len(items)).reshape(len(seeds), len(items))
    asked = np.where(planned | (read == 0), read.max(), read).astype(float)
    missing = Counter(row.value.reason for row in rows if isinstance(row.value, Missing))
    missing[ABSENT] += int(asked.sum()) - len(rows)
    return Grid(
        seeds=tuple(seeds),
        items=tuple(items),
        cluster={row.item: row.cluster for row in rows},
        wording={row.item: row.wording for row in rows},
        cell=cell,
        values=[row.value.values if isinstance(row.value, Score) else {} for row in rows],
        scored=np.array([not isinstance(row.value, Missing) for row in rows], dtype=float),
        asked=asked,
        missing={reason: count for reason, count in sorted(missing.items()) if count},
    )


def _table(rows: Sequence[Reading], measure: Measure, grid: Grid) -> Table:
    """Counts and sums of one measure over the readings of one arm and probe."""
    values = np.array([found.get(measure.name) for found in grid.values], dtype=float)
    _check_values(rows, measure, values, grid)
    there = ~np.isnan(values)
    known = np.where(there, values, 0.0)
    return Table(
        arm=rows[0].arm,
        measure=measure,
        seeds=grid.seeds,
        items=grid.items,
        cluster=grid.cluster,
        wording=grid.wording,
        planned=int(grid.asked.max()),
        cells=Cells(
            asked=grid.asked,
            answered=grid.sum(grid.scored),
            scored=grid.sum(there.astype(float)),
            total=grid.sum(known),
            square=grid.sum(known**2),
        ),
        missing=grid.missing,
        shares=bool(np.isin(known, (0.0, 1.0)).all()),
    )


def _check_values(rows: Sequence[Reading], measure: Measure, values: Array, grid: Grid) -> None:
    """Every Score has a value within bounds; where a descriptive measure does not apply there is none."""
    low, high = measure.bounds or (-inf, inf)
    within = np.isfinite(values) & (low <= values) & (values <= high)
    for place in map(int, np.flatnonzero((grid.scored > 0) & ~within)):
        value = grid.values[place].get(measure.name)
        if value is not None:
            raise StatsError(
                f"{_where(rows[place])}: {measure.name} is {value}, outside {(low, high)}. Mend the scorer or the bounds."
            )
        if not measure.descriptive:
            remedy = "Give it a value, return Missing, or declare the measure descriptive."
            known = sorted(grid.values[place])
            raise StatsError(f"{_where(rows[place])}: the Score has no {measure.name!r}, only {known}. {remedy}")


def _where(row: Reading) -> str:
    """The place of a reading, as errors begin."""
    return f"Scores of probe {row.probe!r}, arm {row.arm!r}, seed {row.seed}, item {row.item!r}"
