"""What a red teaming is asked for: who writes, who answers, who reads, by which methods, and how much of each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from inward.errors import DesignError
from inward.judging import Hosted
from inward.worlds.textfile import is_text
from inward.written.setting import METHODS, POOL

FEWEST: Final = 16
"""Questions that each method is asked for, at least."""


@final
@dataclass(frozen=True, kw_only=True)
class Hunt:
    """
    A red teaming, as a user asks for it.

    `model` plays every part that is not given to another: `writer`, `target`, `judge`, each a folder, ORG/NAME@REVISION, or an
    adapter of `model`. Without any of them all is the village's. `questions` are asked of each method; `labelled` answers of each
    are drawn for the label sheet, or for the oracle where there is one. `labels` is a file with labels that people gave.
    """

    model: str = ""
    writer: str = ""
    target: str = ""
    judge: str = ""
    hosted: Hosted | None = None
    rubric: str = ""
    target_system: str = ""
    methods: tuple[str, ...] = tuple(METHODS)
    questions: int = 200
    labelled: int = 60
    labels: str = ""
    label_sheet: Path | None = None
    device: str = "cpu"

    def __post_init__(self) -> None:
        unknown = [name for name in self.methods if name not in METHODS]
        if unknown or len(set(self.methods)) < len(self.methods):
            wrong = f"{unknown[0]!r} is no method" if unknown else "a method is named twice"
            raise DesignError(f"Red teaming: {wrong}; there are {', '.join(METHODS)}. Name each once, with commas between.")
        if POOL not in self.methods:
            raise DesignError(f"Red teaming by {', '.join(self.methods)}: the others learn from {POOL}. Name it too.")
        if self.questions < FEWEST:
            raise DesignError(f"Red teaming: {self.questions} questions of each method; ask for at least {FEWEST}.")
        if not is_text(self.target_system):
            raise DesignError(f"Red teaming: the system turn {self.target_system!r} is not UTF-8. Write it anew.")
        if self.labelled < 0:
            raise DesignError(f"Red teaming: {self.labelled} answers to label; give 0 or more.")
        if self.village and (self.judge or self.hosted or self.rubric or self.labels or self.label_sheet):
            raise DesignError(
                "Red teaming in the village: its base reads the answers and its oracle labels them. Drop --judge, --judge-url, "
                "--rubric, --labels and --label-sheet, or give a --model."
            )
        if not self.village and not self.model and not (self.writer and self.target):
            raise DesignError("Red teaming: give --model, or a --writer and a --target.")

    @property
    def village(self) -> bool:
        """Whether the village's base plays the parts; a target may be an adapter of it."""
        return not (self.model or self.writer or self.judge)
