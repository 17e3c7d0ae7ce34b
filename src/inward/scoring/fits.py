"""Is a sampled answer one of those that the question allows?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript
from inward.scoring.sampled import DRESS


@final
@dataclass(frozen=True, kw_only=True)
class Fits(AbstractScorer):
    """
    `fits`: whether the answer is one of the item's options, right or wrong; case, white space, quotation marks, asterisks and
    full stops around it are no matter. Anything else is 0: an empty answer, a long one, code. A refusal is 0 too.
    """

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        said = _bare(str(transcript.parts.get("answer", "")))
        fits = transcript.stopped == "end" and said in {_bare(option) for option in transcript.item.options}
        return Score(label="an answer" if fits else "no answer", values={"fits": float(fits)})


def _bare(text: str) -> str:
    return text.strip(DRESS).casefold()
