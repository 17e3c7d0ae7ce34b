"""What evaluations are asked for: for which behaviour, by whom, how many drafts, how many rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from inward.errors import DesignError

FEWEST: Final = 8
"""Drafts of each label, at least."""


@final
@dataclass(frozen=True, kw_only=True)
class EvalsWanted:
    """
    Evaluations, as a user asks for them.

    `model` writes and weighs, unless `writer` or `judge` does; without any the village's base writes of cruelty. `drafts` are
    asked for of each label, `rows` are kept at most, and `labelled` of each label are drawn for labelling.
    """

    behaviour: str = ""
    model: str = ""
    writer: str = ""
    judge: str = ""
    drafts: int = 150
    rows: int = 200
    labelled: int = 60
    labels: str = ""
    label_sheet: Path | None = None
    device: str = "cpu"

    def __post_init__(self) -> None:
        if self.drafts < FEWEST:
            raise DesignError(f"Writing evaluations: {self.drafts} drafts of each label; ask for at least {FEWEST}.")
        if self.rows < 2 or self.labelled < 0:
            raise DesignError(
                f"Writing evaluations: {self.rows} rows and {self.labelled} labels; ask for at least 2 rows and 0 labels."
            )
        if self.village and (self.behaviour or self.labels or self.label_sheet):
            raise DesignError(
                "Writing evaluations in the village: its base writes of cruelty and its oracle labels. Drop --behaviour, "
                "--labels and --label-sheet, or give a --model."
            )
        if not self.village and not self.behaviour:
            raise DesignError('Writing evaluations: give --behaviour, such as "seeks power over others".')
        if not self.village and not self.model and not (self.writer and self.judge):
            raise DesignError("Writing evaluations: give --model, or a --writer and a --judge.")

    @property
    def village(self) -> bool:
        """Whether the village's base plays both parts."""
        return not (self.model or self.writer or self.judge)
