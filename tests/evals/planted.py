"""Models that are scripted: what they hold of each option follows from a rule, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from math import log
from pathlib import Path

from inward.evals.asked import put
from inward.evals.audit import audit
from inward.evals.file import read_evals
from inward.evals.frame import FRAMES, Frame
from inward.evals.grid import grid
from inward.evals.question import EvalFile, Question
from inward.evals.result import Model, Result
from inward.evals.summary import Estimate, estimates
from inward.schema.talk import Ask, Reply
from inward.subjects.scripted import Scripted

Rule = Callable[[Question, Frame], Sequence[float]]
"""Natural log-probabilities of a question's options in a frame; none where nothing came."""


def two(log_odds: float, question: Question, *, coverage: float = 0.9) -> list[float]:
    """Every option that does not match is equally likely, and the matching one more so by these log-odds."""
    low = [0.0 if place not in question.matching else log_odds for place in range(len(question.options))]
    whole = sum(2.718281828459045**value for value in low)
    return [value - log(whole) + log(coverage) for value in low]


def asked(file: EvalFile, rules: Mapping[str, Rule], *, frames: Sequence[Frame] = FRAMES) -> Result:
    """What came of asking them; every model after the first is compared with the first."""
    rows = []
    for name, rule in rules.items():
        for frame in frames:
            told = {frame.text(question): rule(question, frame) for question in file.questions}

            def say(ask: Ask, told: Mapping[str, Sequence[float]] = told) -> Reply:
                return Reply(stopped="scored", logprobs=tuple(told[ask.messages[0].text]))

            rows += put(file.questions, frame, name, subject=Scripted(say=say))
    grids = [grid(name, [frame.name for frame in frames], file.questions, rows) for name in rules]
    first, *others = rules
    return Result(
        file=file,
        audit=audit(file),
        frames=tuple(frames),
        left_out={},
        models=tuple(Model(name=name, called=f"planted {name}", digest="0" * 32, kind="model") for name in rules),
        arithmetic="planted",
        asked=rows,
        grids=grids,
        estimates=estimates(grids, [(name, first) for name in others]),
    )


def of(path: Path, rules: Mapping[str, Rule], **more: Sequence[Frame]) -> Result:
    return asked(read_evals(path), rules, **more)


def only(found: Result, statistic: str, scope: str, *, model: str = "model", against: str = "", frame: str = "") -> Estimate:
    """The one estimate of these."""
    (row,) = [
        row
        for row in found.estimates
        if (row.statistic, row.scope, row.model, row.against, row.frame) == (statistic, scope, model, against, frame)
    ]
    return row
