"""What came of a sweep: panels, lines, multipliers and questions, and the range in which the model still answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import NDArray

from inward.schema.sweep import Sweep
from inward.stats.slopes import Slope, in_range, slope


@final
@dataclass(frozen=True, kw_only=True)
class Curves:
    """
    What came of a sweep. `values` maps a panel to an array (line, multiplier, question), in the order of `lines` and of the
    sweep's multipliers; `clusters` to a number for each of its questions. `layers` says which layer each line was given.
    """

    sweep: Sweep
    lines: tuple[str, ...]
    layers: tuple[int, ...]
    values: Mapping[str, NDArray[np.float64]]
    clusters: Mapping[str, tuple[int, ...]]
    lost: Mapping[str, int]

    @cached_property
    def range(self) -> list[int]:
        """Places of the multipliers at which the target still answers."""
        return in_range(self.sweep.multipliers, np.nanmean(self.values[self.sweep.coverage][0], axis=1).tolist())

    def slope(self, panel: str, line: int = 0) -> Slope:
        """The slope of a line in the target's range; the target's (0) with its rank among the random lines."""
        within, values = self.range, self.values[panel]
        nulls = [i for i, name in enumerate(self.lines) if name.startswith("random")]
        return slope(
            [self.sweep.multipliers[i] for i in within],
            values[line][within],
            self.clusters[panel],
            nulls=values[nulls][:, within] if line == 0 else None,
        )
