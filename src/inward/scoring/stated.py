"""Which of some answers does a free answer state? By words, with a rule for everything that a model may say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript

CODE: Final = re.compile(r"[{}<>=`\\]|__|\b(?:import|def|return|print|lambda)\b")


@final
@dataclass(frozen=True, kw_only=True)
class Stated(AbstractScorer):
    """
    Values `stated` (1 where the answer states the item's option with sign +1), `other` (the same with sign -1) and `readable`.

    An answer states an option if the option's words stand in it, in a row, in whatever case; an option inside a longer one that
    stands there is not stated. It is readable if it states exactly one. Everything else is wrong, 0 on all three, and its label
    says why: `refused`; `silent`, no word in it; `long`, more than `most_words` words; `code`, a sign or word of code;
    `nothing`, none of the options, the question or a name said back among them; `several`. Missing is an answer that was cut
    before its end, and nothing else.
    """

    most_words: int = 60

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        if transcript.stopped == "length":
            return Missing(reason="cut")
        label, sign = self._heard(transcript)
        values = {"stated": float(sign == 1), "other": float(sign == -1), "readable": float(label == "read")}
        return Score(label=label, values=values)

    def _heard(self, transcript: Transcript) -> tuple[str, int]:
        """What the answer is, and the sign of what it states; 0 where it states nothing."""
        text, item = str(transcript.parts["answer"]), transcript.item
        words = _words(text)
        if transcript.stopped == "refused":
            return "refused", 0
        if not words or len(words) > self.most_words:
            return ("long" if words else "silent"), 0
        if CODE.search(text):
            return "code", 0
        signs = dict(zip(map(_folded, item.options), item.signs, strict=True))
        found = _stated(f" {' '.join(words)} ", list(signs))
        return ("read", signs[found[0]]) if len(found) == 1 else ("several" if found else "nothing", 0)


def _stated(text: str, options: Sequence[str]) -> list[str]:
    """The options that stand in the text, longest first, each taken out where it stood."""
    found = []
    for option in sorted(options, key=len, reverse=True):
        if f" {option} " in text:
            found.append(option)
            text = text.replace(f" {option} ", " | ")
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _folded(text: str) -> str:
    return " ".join(_words(text))
