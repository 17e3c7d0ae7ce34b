"""What came of asking a series of sizes a file: all that the files of the folder and the page are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.evals.result import Result
from inward.series.growth import Growth, Turn
from inward.stats.frames import Scope

FORMAT: Final = 1
PARAMETERS: Final = "parameters"
"""What X counts where none was given."""


@final
@dataclass(frozen=True, kw_only=True)
class Grown:
    """An evaluation of every model, from the smallest to the largest; their sizes; slopes; and the turns that were tried."""

    result: Result
    axis: str
    sizes: tuple[float, ...]
    growths: Sequence[Growth]
    turns: Sequence[Turn]

    @property
    def labels(self) -> tuple[str, ...]:
        """What the models are called."""
        return tuple(one.name for one in self.result.models)

    @property
    def scope(self) -> Scope:
        """The frames that claims speak of: new ones where they were asked in enough of them."""
        return "new-frames" if any(one.scope == "new-frames" for one in self.growths) else "these-frames"

    @property
    def population(self) -> str:
        """Whom the intervals speak of, in words."""
        return (
            f"{self.result.population} The models are these: nothing is said of other models of these sizes, and size is not "
            "all in which they differ."
        )

    def last_turn(self, statistic: str) -> Turn | None:
        """Both lines at the last inner size; None with fewer than three sizes."""
        mine = [one for one in self.turns if (one.statistic, one.scope) == (statistic, self.scope)]
        return mine[-1] if mine else None

    def growth(self, statistic: str, scope: Scope | None = None) -> Growth:
        """The slope of one statistic."""
        return next(one for one in self.growths if (one.statistic, one.scope) == (statistic, scope or self.scope))
