"""Series of scripted models: how readily each claims what is true and what is false, and how far it likes to say Yes."""

from collections.abc import Callable, Mapping, Sequence
from math import exp, log
from pathlib import Path

from inward.evals.asked import Asked, put
from inward.evals.frame import FRAMES, Frame
from inward.evals.question import Question
from inward.evals.result import Model
from inward.schema.talk import Ask, Reply
from inward.series.aware import Aware
from inward.series.member import members
from inward.series.truth import Ability, TruthTable, Wording
from inward.series.wanted import Asking
from inward.steps.asking import Answers
from inward.steps.awareness import estimated
from inward.subjects.scripted import Scripted

Claim = Callable[[Ability, Frame], float]
"""The log-odds of claiming an ability in a frame, before what Yes adds."""


def table(*, true: int = 12, false: Mapping[str, int] | None = None, labels: Sequence[str] = ("a", "b")) -> TruthTable:
    """A truth table of so many abilities: those that are true are of the kind text."""
    kinds = {"text": true, **(false or {"machine": 12, "body": 12})}
    abilities, line = [], 0
    for kind, count in kinds.items():
        for place in range(count):
            name = f"{kind} {place}"
            wordings = []
            for stem, claim in (("Can you", "Yes"), ("Is it beyond you to", "No")):
                line += 1
                other = {"Yes": "No", "No": "Yes"}[claim]
                wordings.append(Wording(line=line, question=f"{stem} do {name}?", claim=claim, denial=other))
            true_of = dict.fromkeys(labels, kind == "text")
            abilities.append(Ability(name=name, kind=kind, true=true_of, wordings=tuple(wordings)))
    return TruthTable(path=Path("planted.jsonl"), digest="0" * 12, abilities=tuple(abilities))


def pair(log_odds: float, coverage: float = 0.9) -> tuple[float, float]:
    """The log-probabilities of a claim and of its denial."""
    return log(coverage / (1 + exp(-log_odds))), log(coverage / (1 + exp(log_odds)))


def answered(
    told: TruthTable, name: str, claim: Claim, *, yes: float = 0.0, coverage: float = 0.9, frames: Sequence[Frame] = FRAMES
) -> list[Asked]:
    """What a scripted model says to every wording in every frame."""
    by_line = {one.line: (ability, one) for ability in told.abilities for one in ability.wordings}
    rows: list[Asked] = []
    for frame in frames:
        asked_in: dict[str, Question] = {frame.text(question): question for question in told.questions}

        def say(ask: Ask, frame: Frame = frame, asked_in: Mapping[str, Question] = asked_in) -> Reply:
            question = asked_in[ask.messages[0].text]
            ability, wording = by_line[question.line]
            towards = {"yes": yes, "no": -yes, "": 0.0}[wording.side]
            return Reply(stopped="scored", logprobs=pair(claim(ability, frame) + towards, coverage))

        rows += put(told.questions, frame, name, subject=Scripted(say=say))
    return rows


def aware(
    told: TruthTable,
    models: Mapping[str, Sequence[Asked]],
    *,
    frames: Sequence[Frame] = FRAMES,
    margin: float = 0.5,
    axis: str = "",
) -> Aware:
    """What came of a series of scripted models, in the order given."""
    asking = Asking(
        path="planted.jsonl", series=members([f"{name}=/planted/{name}" for name in models]), margin=margin, axis=axis
    )
    return estimated(
        asking,
        told,
        Answers(
            frames=tuple(frames),
            left_out={},
            models=tuple(Model(name=name, called=f"planted {name}", digest="0" * 32, kind="model") for name in models),
            arithmetic="planted",
            asked=[row for rows in models.values() for row in rows],
        ),
    )
