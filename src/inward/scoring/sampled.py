"""Read a judge by samples, where the log-probabilities of whole strings cannot be had."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.rubric import Rubric
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Ask, Reply, Speech, Transcript
from inward.scoring.judge import LABELS, Judge
from inward.scoring.mark import Mark

DECLINED: Final = "judge declined"
UNREADABLE: Final = "judge unreadable"
LONGEST: Final = 1_000
"""Characters of a reply that are kept; no mark is that long."""
DRESS: Final = " \t\r\n\"'*`."
"""What may stand around a mark: white space, quotation marks, asterisks, a full stop."""


@final
@dataclass(frozen=True, kw_only=True)
class SampledJudge(AbstractScorer):
    """
    The questions of `judge`, each asked `samples` times; a mark is the mean of the replies that can be read.

    A reply is read if it is one whole number of the scale, or one word of the kinds, and nothing else (see `reading`). A rubric
    of which fewer than half the replies can be read has no mark: `judge.least_mass` is that half. Where most replies to the
    trait's rubric are the word refusal or code, the answer is that. Samples go round all rubrics, so that more samples ask what
    is new alone.
    """

    judge: Judge
    samples: int = 5
    temperature: float = 1.0
    max_tokens: int = 16

    def __post_init__(self) -> None:
        if self.samples < 1:
            raise ProbeError(f"Judge {self.judge.model!r} is to be read by {self.samples} samples; give at least 1.")

    @property
    def rubrics(self) -> tuple[Rubric, ...]:
        """What the judge is told."""
        return self.judge.rubrics

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        (transcript,) = transcripts
        if settled := self.judge.unasked(transcript):
            return settled
        replies: dict[str, list[Reply]] = {rubric.name: [] for rubric in self.rubrics}
        for _ in range(self.samples):
            for rubric in self.rubrics:
                question = self.judge.question(rubric, transcript)
                reply = yield Ask(messages=question, to="judge", temperature=self.temperature, max_tokens=self.max_tokens)
                replies[rubric.name].append(reply)
        return self.judge.label(transcript, {rubric.name: count(rubric, replies[rubric.name]) for rubric in self.rubrics})


def reading(rubric: Rubric, reply: Reply) -> str:
    """
    The mark or the word that a reply is, empty where it is neither.

    What stands up to a closing `</think>` is left out, then white space, quotation marks, asterisks and a full stop around it.
    Left must be a whole number from the rubric's low to its high, in digits 0 to 9; or refusal, code, or a word of the
    rubric's kinds, in any case. A reply that was declined, or cut at its length, is neither.
    """
    if reply.stopped in ("refused", "length"):
        return ""
    said = reply.text.rpartition("</think>")[2].strip(DRESS)
    if not rubric.kinds and re.fullmatch(r"-?[0-9]{1,9}", said):
        return str(int(said)) if rubric.low <= int(said) <= rubric.high else ""
    return said.lower() if said.lower() in (*rubric.kinds, *LABELS) else ""


def count(rubric: Rubric, replies: Sequence[Reply]) -> Mark:
    """What the replies to one rubric come to; of words that tie, the one that the rubric names first."""
    found = [reading(rubric, reply) for reply in replies]
    raw = f"{rubric.name}: {json.dumps([_kept(reply.text) for reply in replies], ensure_ascii=False)}"
    words = [one for one in found if one in (*rubric.kinds, *LABELS)]
    numbers = [int(one) for one in found if one and one not in words]
    if rubric.kinds or 2 * len(words) > len(found):
        named = Counter(words)
        best = max((*rubric.kinds, *LABELS), key=lambda word: named[word])
        return Mark(best=best if words else "", mass=len(words) / len(found), said=raw, fault=_fault(replies, len(words)))
    mass, fault = len(numbers) / len(found), _fault(replies, len(numbers))
    if not numbers:
        return Mark(said=raw, fault=fault)
    way = 100 * (sum(numbers) - rubric.low * len(numbers)) / (len(numbers) * (rubric.high - rubric.low))
    return Mark(value=way, mass=mass, said=raw, fault=fault)


def _fault(replies: Sequence[Reply], read: int) -> str:
    """Why there is no mark; empty where there is one."""
    if 2 * read >= len(replies):
        return ""
    return DECLINED if all(reply.stopped == "refused" for reply in replies) else UNREADABLE


def _kept(text: str) -> str:
    """A reply word for word as far as it is kept; what no file or page can hold is replaced."""
    plain = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= one <= "\udfff" or one == "\0" else one for one in text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]} ... ({len(plain):,} characters in all)"
