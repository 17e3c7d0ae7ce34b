"""Ask questions in frames; what is kept is the log-probability of every option, and statistics are derived from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import final

from inward.evals.frame import Frame
from inward.evals.question import Question
from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Message, Reply, Speech
from inward.subjects.hold import Seat, hold

TOO_LONG, NOT_FINITE = "longer than the model's context", "no finite log-probability"


@final
@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question in one frame to one model: a natural log-probability per option in order, or why there is none."""

    model: str
    frame: str
    line: int
    logprobs: tuple[float, ...] = ()
    missing: str = ""


def framed(question: Question, frame: Frame) -> Speech[Reply]:
    """One question put once."""
    text, answers = frame.text(question), frame.answers(question)
    return (yield Ask(messages=(Message(role="user", text=text),), options=answers))


def put(questions: Sequence[Question], frame: Frame, model: str, *, subject: AbstractSubject) -> list[Asked]:
    """Every question in one frame to one model, in order."""
    seats = [Seat(talk=framed(question, frame), cast={"subject": model}) for question in questions]
    replies = hold(seats, {model: subject})
    return [_asked(question, frame, model, reply) for question, reply in zip(questions, replies, strict=True)]


def _asked(question: Question, frame: Frame, model: str, reply: Reply) -> Asked:
    """A reply without a number for every option is Missing, with its reason."""
    if reply.stopped == "length":
        return Asked(model=model, frame=frame.name, line=question.line, missing=TOO_LONG)
    if len(reply.logprobs) != len(question.options) or not all(map(isfinite, reply.logprobs)):
        return Asked(model=model, frame=frame.name, line=question.line, missing=NOT_FINITE)
    return Asked(model=model, frame=frame.name, line=question.line, logprobs=reply.logprobs)


def kept(row: Asked) -> dict[str, object]:
    """What the store keeps of it, under a digest that says the rest."""
    return {"logprobs": list(row.logprobs), "missing": row.missing}


def revived(value: Mapping[str, object], question: Question, frame: Frame, model: str) -> Asked:
    """The row again from what the store kept."""
    found = value["logprobs"]
    logprobs = tuple(float(one) for one in found) if isinstance(found, list) else ()
    return Asked(model=model, frame=frame.name, line=question.line, logprobs=logprobs, missing=str(value["missing"]))
