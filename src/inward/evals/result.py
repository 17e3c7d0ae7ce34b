"""What came of asking models a file: all that the files of the folder and the page are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, final

from inward.evals.asked import Asked
from inward.evals.finding import Audit
from inward.evals.frame import Frame
from inward.evals.grid import Grid
from inward.evals.question import EvalFile
from inward.evals.summary import Estimate

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
        distinct = len({question.cluster for question in self.file.questions})
        return (
            f"Nothing was trained here, and asking is exact: of these {len(self.file.questions):,} questions in these "
            f"{len(self.frames)} frames the numbers are what they are, without doubt. An interval asks what new questions of "
            f"this kind would give, drawn by cluster of duplicates ({distinct:,} clusters), in these frames or in new frames of "
            "the kind."
        )
