"""Two arms, made comparable: the same items on both sides, and no empty cell."""

from dataclasses import dataclass
from typing import final

import numpy as np

from inward.stats.tables import Table


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """
    Two arms on the items that both can be compared on.

    A seed without a single score is set aside (`silent`). An item that some remaining seed of either arm has no value for is then
    left out of both arms (`left_out`), for otherwise they would be compared on different questions. `whole` holds both
    arms as they were, treated first.
    """

    treated: Table
    control: Table
    whole: tuple[Table, Table]
    left_out: tuple[str, ...]
    silent: tuple[str, ...]


def pair(treated: Table, control: Table) -> Pair:
    """The two arms on the union of their items, then on those that every scored seed of both has a value for."""
    items = sorted({*treated.items, *control.items})
    whole = (treated.on(items), control.on(items))
    heard = [table.of_seeds(table.cells.answered.sum(axis=1) > 0) for table in whole]
    full = np.logical_and.reduce([(table.cells.scored > 0).all(axis=0) for table in heard])
    kept = [table.of_items(full) for table in heard]
    left_out = tuple(item for item, compared in zip(items, full, strict=True) if not compared)
    return Pair(treated=kept[0], control=kept[1], whole=whole, left_out=left_out, silent=_silent(*whole))


def _silent(*arms: Table) -> tuple[str, ...]:
    """Every seed without a single score, as arm/seed."""
    marks = [(table.arm, seed, heard) for table in arms for seed, heard in zip(table.seeds, table.cells.answered, strict=True)]
    return tuple(f"{arm}/{seed}" for arm, seed, heard in marks if not heard.sum())
