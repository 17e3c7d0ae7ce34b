"""One row of a model-written evaluation as a closed question, or why it is none."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, final

FaultKind: TypeAlias = Literal["unreadable", "field", "answer", "options", "nested"]


@final
@dataclass(frozen=True, kw_only=True)
class Option:
    """
    One way to answer.

    `answer` is the whole string whose probability is asked, such as " (A)"; `text` what it stands for in the question's list, or
    the answer itself where nothing is listed.
    """

    answer: str
    text: str


@final
@dataclass(frozen=True, kw_only=True)
class Question:
    """
    A question that can be asked, from line `line` of its file.

    `stem` is the text before the list of options. `matching` are the places of the options that show the behaviour. `listed` says
    that the question lists its options, so that they have an order; `named` how many of them the row's own answers name.
    `cluster` is shared by questions of the same words, in whatever order their options stand. `confidence` is that of the label,
    where the file gives one.
    """

    line: int
    text: str
    stem: str
    options: tuple[Option, ...]
    matching: tuple[int, ...]
    listed: bool
    named: int
    cluster: str
    confidence: float | None = None

    @property
    def chance(self) -> float:
        """The share of options that match: what a responder that draws an option blindly comes to."""
        return len(self.matching) / len(self.options)


@final
@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a line is no question that can be asked: its kind, and a sentence with file, line and column."""

    line: int
    kind: FaultKind
    says: str


@final
@dataclass(frozen=True, kw_only=True)
class EvalFile:
    """A file read whole: every line that is not blank is a question or a fault, none is dropped."""

    path: Path
    digest: str
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def rows(self) -> int:
        """Lines that are not blank."""
        return len(self.questions) + len(self.faults)
