"""Which questions the numbers of an evaluation are of: those with an answer in every frame; how many are not, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.evals.asked import TOO_LONG
from inward.evals.grid import Grid
from inward.evals.question import Question
from inward.report.numerals import count, listing, plural


@final
@dataclass(frozen=True, kw_only=True)
class Reached:
    """
    The questions that these models all have an answer to in every frame, which their numbers are of.

    `left_out` counts the others that were put to them, `missing` the answers that none came of, by reason, over these models.
    """

    models: tuple[str, ...]
    questions: tuple[Question, ...]
    left_out: int
    missing: dict[str, int]

    @property
    def clusters(self) -> int:
        """How many of the questions are distinct."""
        return len({question.cluster for question in self.questions})


def reached(grids: Sequence[Grid]) -> tuple[Reached, ...]:
    """Models by the questions that their numbers are of; one for all of them where these are the same."""
    together: dict[tuple[int, ...], list[Grid]] = {}
    for one in grids:
        together.setdefault(tuple(question.line for question in one.questions), []).append(one)
    return tuple(
        Reached(
            models=tuple(one.model for one in same),
            questions=same[0].questions,
            left_out=same[0].left_out,
            missing=dict(sum((Counter(one.missing) for one in same), Counter())),
        )
        for same in together.values()
    )


def held(groups: Sequence[Reached], frames: int) -> str:
    """The questions and frames of which the numbers are what they are: these 60 questions in these 8 frames."""
    where = f"these {frames} frames" if frames > 1 else "this frame"
    if len(groups) > 1:
        return f"the questions that a model has an answer to in every one of {where} ({_each(groups, 'question')})"
    (one,) = groups
    if not one.left_out:
        return f"these {plural(len(one.questions), 'question')} in {where}"
    put = len(one.questions) + one.left_out
    return f"the {plural(len(one.questions), 'question')}, of {count(put)} put, that have an answer in {_every(frames)}"


def _every(frames: int) -> str:
    return f"every one of these {frames} frames" if frames > 1 else "this frame"


def distinct(groups: Sequence[Reached]) -> str:
    """How many clusters the questions are in."""
    return _each(groups, "cluster") if len(groups) > 1 else plural(groups[0].clusters, "cluster")


def _each(groups: Sequence[Reached], what: str) -> str:
    """118 questions of model, 300 of first and second."""
    amounts = [one.clusters if what == "cluster" else len(one.questions) for one in groups]
    first = plural(amounts[0], what)
    told = [f"{amount} of {listing(one.models)}" for amount, one in zip([first, *map(count, amounts[1:])], groups, strict=True)]
    return "; ".join(told)


def left_out(groups: Sequence[Reached]) -> list[str]:
    """How many questions no number is of, and why: a sentence for each group of models that lacks any."""
    return [_left_out(one, named=len(groups) > 1) for one in groups if one.left_out]


def _left_out(one: Reached, *, named: bool) -> str:
    who = f" of {listing(one.models)}" if named else ""
    put = len(one.questions) + one.left_out
    why = "; ".join(f"{reason}: {plural(n, 'answer')}" for reason, n in sorted(one.missing.items()))
    by = " of every model" if len(one.models) > 1 and not named else ""
    is_ = "is" if one.left_out == 1 else "are"
    lot = f"{count(one.left_out)} of {plural(put, 'question')} {is_} left out of every number{who}"
    lack = f"without an answer{by} in every frame ({why or 'none of their own'})"
    longer = " What is left out so is the longer questions: the numbers speak of the shorter." if TOO_LONG in one.missing else ""
    return f"{lot}, {lack}.{longer}"
