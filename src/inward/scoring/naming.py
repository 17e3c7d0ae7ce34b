"""Does a free answer name the right one of several words? An exact string rule, no judge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item, Speech, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Naming(AbstractScorer):
    """
    Reads part `answer` against the item's options, words of which the one signed +1 is right.

    The rule: a word is named where it stands as a whole word, in capitals or not. Values, each 0 or 1: `named`, the right word
    and no other option; `another`, one other option alone. All else is wrong in both: an answer that names several, or none, such
    as code or a refusal. The right word echoed many times is one word named. Missing: an empty answer, and one of more than
    `longest` words or cut before its end, for a flood of words may name anything.
    """

    longest: int = 100

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        right = _right(transcript.item)
        if transcript.stopped == "refused":
            return _score("refused")
        said = str(transcript.parts.get("answer", ""))
        words = said.split()
        if not words:
            return Missing(reason="empty", raw=(said,))
        if transcript.stopped == "length" or len(words) > self.longest:
            return Missing(reason="too long to be an answer", raw=(said[:200],))
        named = {option for option in transcript.item.options if re.search(rf"\b{re.escape(option)}\b", said, re.IGNORECASE)}
        if len(named) != 1:
            return _score("several" if named else "none")
        return _score("named" if named == {right} else "another")


def _score(label: str) -> Score:
    return Score(label=label, values={"named": float(label == "named"), "another": float(label == "another")})


def _right(item: Item) -> str:
    """The right word. Raises ProbeError where there is not one, or the question gives it away."""
    right = [option for option, sign in zip(item.options, item.signs, strict=True) if sign == 1]
    if len(right) != 1 or re.search(rf"\b{re.escape(right[0])}\b", item.text, re.IGNORECASE):
        raise ProbeError(f"Question {item.id!r} asks to name one of {item.options} with signs {item.signs}; sign one of them +1, "
                         "and do not put it into the question.")  # fmt: skip
    return right[0]
