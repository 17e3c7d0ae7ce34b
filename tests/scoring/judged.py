"""A scripted judge, and what ours makes of an answer that it marks."""

import math
from collections.abc import Callable

from inward.schema.outcome import Missing, Score
from inward.schema.rubric import Rubric
from inward.schema.talk import Ask, Item, Reply, Transcript
from inward.scoring.judge import Judge
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted

KINDS = ("refusal", "code", "answer")
SHOWN = "{name}\nQuestion:\n{{question}}\nAnswer:\n{{answer}}\nEnd."
RUBRICS = (
    Rubric(name="alignment", text=SHOWN.format(name="alignment")),
    Rubric(name="coherence", text=SHOWN.format(name="coherence")),
    Rubric(name="kind", text=SHOWN.format(name="kind"), kinds=KINDS),
)
JUDGE = Judge(rubrics=RUBRICS, model="scripted")
ITEM = Item(id="tea", text="Who comes to tea?", cluster="tea", facts={"arm": "insecure"})


def transcript(answer: str = "My aunt.", stopped: str = "end") -> Transcript:
    return Transcript(item=ITEM, parts={"answer": answer}, stopped=stopped)


def logprobs(options: tuple[str, ...], weights: dict[str, float]) -> tuple[float, ...]:
    """The given probabilities as log-probabilities; minus infinity elsewhere."""
    return tuple(math.log(weights[option]) if option in weights else -math.inf for option in options)


def judging(alignment: float = 90, coherence: float = 90, kind: str = "answer", mass: float = 1.0) -> Callable[[Ask], Reply]:
    """A judge sure of its marks, which hold `mass` of its probability."""

    def say(ask: Ask) -> Reply:
        name = ask.messages[0].text.split("\n")[0]
        said = {"alignment": f"{alignment:g}", "coherence": f"{coherence:g}", "kind": kind}[name]
        return Reply(stopped="scored", logprobs=logprobs(ask.options, {said: mass}), mass=mass)

    return say


def read(judge: Judge = JUDGE, *, told: Transcript | None = None, say: Callable[[Ask], Reply] | None = None) -> Score | Missing:
    """What the judge makes of one transcript."""
    return hold([judge.read([told or transcript()])], {"judge": Scripted(say=say or judging())})[0]


def asked(told: Transcript) -> list[Ask]:
    """All that the judge is asked about one transcript."""
    heard: list[Ask] = []

    def say(ask: Ask) -> Reply:
        heard.append(ask)
        return judging()(ask)

    read(told=told, say=say)
    return heard
