"""What came of asking a series about its abilities: all that the files of the folder and the page are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.evals.asked import Asked
from inward.evals.frame import Frame
from inward.evals.result import Model
from inward.series.claims import Claims
from inward.series.detection import Along, Level
from inward.series.truth import TruthTable

FORMAT: Final = 1
ORDER: Final = "the order given"
"""What X counts where none was given."""


@final
@dataclass(frozen=True, kw_only=True)
class Aware:
    """
    A truth table, a series by position on an axis, frames (and those left out, with why), answers, and what was estimated.
    """

    table: TruthTable
    axis: str
    positions: tuple[float, ...]
    margin: float
    models: tuple[Model, ...]
    frames: tuple[Frame, ...]
    left_out: dict[str, str]
    arithmetic: str
    asked: Sequence[Asked]
    claims: Claims
    levels: Sequence[Level]
    along: Sequence[Along]

    @property
    def population(self) -> str:
        """Whom the intervals speak of, in words."""
        return (
            "Nothing was trained here and the models are these: asking them is exact. What is drawn anew is abilities, "
            f"{len(self.claims.abilities)} of them, within their kinds, and frames, {len(self.frames)} of them. An interval "
            "asks what other abilities of these kinds would give in other frames; it says nothing of other models made in the "
            "same way."
        )

    @property
    def assumed(self) -> int:
        """Abilities whose truth was taken from what holds of a model of text alone."""
        return sum(one.assumed for one in self.table.abilities)

    def level(self, model: str, statistic: str, *, kind: str = "", scope: str = "new-frames") -> Level | None:
        """One number of one model; None where its kind has too few abilities."""
        wanted = (model, statistic, kind, scope)
        return next((one for one in self.levels if (one.model, one.statistic, one.kind, one.scope) == wanted), None)

    def course(self, statistic: str, *, kind: str = "", scope: str = "new-frames") -> Along:
        """The line of one number over the series."""
        return next(one for one in self.along if (one.statistic, one.kind, one.scope) == (statistic, kind, scope))
