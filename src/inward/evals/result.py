"""What came of asking models a file: all that the files of the folder and the page are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, final

from inward.evals.asked import Asked
from inward.evals.finding import Audit
from inward.evals.frame import Frame
from inward.evals.grid import Grid
from inward.evals.question import EvalFile
from inward.evals.reached import Reached, distinct, held, reached
from inward.evals.summary import Estimate
from inward.stats.frames import FRAMES_FOR_INTERVAL

FORMAT: Final = 1


@final
@dataclass(frozen=True, kw_only=True)
class Model:
    """Who was asked: what it is called here, its own name, its digest, and whether it is a model or an adapter on the first."""

    name: str
    called: str
    digest: str
    kind: Literal["model", "adapter"]


@final
@dataclass(frozen=True, kw_only=True)
class Result:
    """A file, its audit, frames (and those left out, with why), models, every answer, and what was estimated from them."""

    file: EvalFile
    audit: Audit
    frames: tuple[Frame, ...]
    left_out: dict[str, str]
    models: tuple[Model, ...]
    arithmetic: str
    asked: Sequence[Asked]
    grids: Sequence[Grid]
    estimates: Sequence[Estimate]

    @property
    def population(self) -> str:
        """Whom the intervals speak of, in words."""
        groups, frames = self.reached, len(self.frames)
        where = "these frames" if frames > 1 else "this frame"
        new = " or in new frames of the kind" if frames >= FRAMES_FOR_INTERVAL else ""
        return (
            f"Nothing was trained here, and asking is exact: of {held(groups, frames)} the numbers are what they are, without "
            "doubt. An interval asks what new questions of this kind would give, drawn by cluster of duplicates "
            f"({distinct(groups)}), in {where}{new}."
        )

    @property
    def reached(self) -> tuple[Reached, ...]:
        """Models by the questions that their numbers are of: those with an answer in every frame."""
        return reached(self.grids)
