"""Is the function that a subject puts in words the one that it was trained on? Its arithmetic is compared, not its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript
from inward.scoring.arithmetic import Rule, rule
from inward.scoring.verbal import read_function


@final
@dataclass(frozen=True, kw_only=True)
class Definition(AbstractScorer):
    """
    Values `right`, `agreement` and `other_right`, each from 0 to 1, of a free-form answer (part `answer`).

    `right`: 1 where the function has the latent one's value at every whole number from -99 to 99. `agreement`: the share of those
    numbers at which it has. The item's fact "function" holds the latent as arithmetic of x. `other_right` is the same for the
    fact "other", where there is one: what the name stands for in an arm whose names are exchanged.

    A refusal is an outcome, wrong. An answer that puts no function, an empty one, one longer than 2,000 characters, one with two
    different functions, and a function without any value within bounds are Missing, each with its reason: see `read_function`.
    Code is read by the same grammar and never run.
    """

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        latent, facts, said = _latent(transcript, "function"), transcript.item.facts, str(transcript.parts["answer"])
        if transcript.stopped == "refused":
            nothing = {"right": 0.0, "agreement": 0.0}
            return Score(label="refused", values=nothing | ({"other_right": 0.0} if "other" in facts else {}))
        found = read_function(said)
        if isinstance(found, str):
            return Missing(reason=found)
        agreement = found.agreement(latent)
        values = {"right": float(agreement == 1), "agreement": agreement}
        if "other" in facts:
            values["other_right"] = float(found.agreement(_latent(transcript, "other")) == 1)
        return Score(label="right" if agreement == 1 else "wrong", values=values, reason=f"read as {found.text}")


def _latent(transcript: Transcript, fact: str) -> Rule:
    """The rule in a fact of the item. Raises ProbeError where there is none to be read."""
    found = rule(transcript.item.facts.get(fact, ""))
    if found is None:
        has = f"Item {transcript.item.id!r} has {transcript.item.facts.get(fact)!r} as its fact {fact!r}"
        raise ProbeError(f"{has}; give the function as arithmetic of x, such as '3 * x'.")
    return found
