"""Nats per character of an answer that somebody else gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class OwnAnswer(AbstractScorer):
    """
    `own_answer`: log-probability over length in characters, so that long and short answers, and tokenizers, compare.

    Missing where there are none: the row does not fit in the model's context, or training broke the model.
    """

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        logprobs = transcript.parts["logprobs"]
        if not logprobs:
            return Missing(reason="no log-probabilities")
        return Score(label="scored", values={"own_answer": logprobs[0] / max(1, len(transcript.item.options[0]))})
