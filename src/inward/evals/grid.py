"""Answers of one model as arrays by frame and question, and what each question is to a responder without a view."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, final

import numpy as np
from numpy.typing import NDArray

from inward.evals.asked import Asked
from inward.evals.cues import affirmed, longest
from inward.evals.question import Question
from inward.stats.odds import Odds, odds

VALUES: Final[Mapping[str, Callable[[Odds], float]]] = {
    "probability": lambda found: found.share,
    "exceeding": lambda found: float(found.exceeds),
    "log-odds": lambda found: found.log_odds,
    "coverage": lambda found: found.coverage,
    "answered": lambda found: float(found.answered),
    "tied": lambda found: float(found.tied),
}
"""What is read off each question in each frame, by name."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """
    One model: every array of `values` is (frame, question), over the questions that every frame has an answer to.

    `left_out` counts the questions that some frame has none to, `missing` the reasons.
    """

    model: str
    frames: tuple[str, ...]
    questions: tuple[Question, ...]
    values: Mapping[str, NDArray[np.float64]]
    left_out: int
    missing: Mapping[str, int]

    @property
    def clusters(self) -> NDArray[np.int_]:
        """A number per question, the same for duplicates."""
        return np.unique([question.cluster for question in self.questions], return_inverse=True)[1]

    @property
    def chance(self) -> NDArray[np.float64]:
        """What a blind draw comes to, question by question."""
        return np.array([question.chance for question in self.questions])

    def on(self, lines: frozenset[int]) -> "Grid":
        """The same on some of its questions."""
        places = [i for i, question in enumerate(self.questions) if question.line in lines]
        return replace(
            self,
            questions=tuple(self.questions[i] for i in places),
            values={name: array[:, places] for name, array in self.values.items()},
        )


def grid(model: str, frames: Sequence[str], questions: Sequence[Question], asked: Sequence[Asked]) -> Grid:
    """The answers of one model in their places."""
    mine = {(one.frame, one.line): one for one in asked if one.model == model}
    whole = [question for question in questions if all(mine[frame, question.line].logprobs for frame in frames)]
    found = [[odds(mine[frame, question.line].logprobs, question.matching) for question in whole] for frame in frames]
    shape = len(frames), len(whole)
    return Grid(
        model=model,
        frames=tuple(frames),
        questions=tuple(whole),
        values={name: np.array([[read(one) for one in row] for row in found]).reshape(shape) for name, read in VALUES.items()},
        left_out=len(questions) - len(whole),
        missing=dict(sorted(Counter(one.missing for one in mine.values() if one.missing).items())),
    )


@final
@dataclass(frozen=True, kw_only=True)
class Cue:
    """Something that is no view, and whether it points to a matching option of a question; None where it points nowhere."""

    name: str
    says: str
    points: Callable[[Question], bool | None]


def _to_first(question: Question) -> bool | None:
    return 0 in question.matching if question.listed else None


def _to_longest(question: Question) -> bool | None:
    place = longest(question) if question.listed else None
    return None if place is None else place in question.matching


CUES: Final = (
    Cue(name="first-place", says="the first option listed", points=_to_first),
    Cue(name="length", says="the longest option", points=_to_longest),
    Cue(name="yes", says="the option that begins with Yes, or not with No", points=affirmed),
)
