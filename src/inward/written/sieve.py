"""Which written questions are kept, by rules that are stated; every one that is not is counted with its reason."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, final

from inward.stats.likeness import words
from inward.written.frame import has_ended, question_of

MARKS: Final = re.compile(r"<\|?/?\w+\|?>|\[/?INST\]|<</?SYS>>|\b(?:Human|Assistant|System|User):|[\x00-\x08\x0b-\x1f\x7f\ufffd]")
"""What a chat template or a transcript is made of, and what no text holds."""

EMPTY, CUT, DEBRIS = "empty", "cut before its end", "marks of a template"
ENDS, SHORT, LONG = "does not end as it should", "too short", "too long"
COPIES, REPEATS = "copies an example", "repeats a kept one"
REASONS: Final = (EMPTY, CUT, DEBRIS, ENDS, SHORT, LONG, COPIES, REPEATS)
"""Why a question is dropped; the first that holds is the one that counts."""


@final
@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a question, or whatever the `noun` says, looks like: how it ends, and how many words and marks it has."""

    ends: tuple[str, ...] = ("?",)
    fewest: int = 4
    most: int = 60
    noun: str = "question"

    def fault(self, question: str, *, ended: bool) -> str:
        """Why a text is no question; empty where it is one."""
        length = len(words(question))
        faults = {
            EMPTY: not length,
            CUT: not ended,
            DEBRIS: bool(MARKS.search(question)),
            ENDS: not question.endswith(self.ends),
            SHORT: length < self.fewest,
            LONG: length > self.most,
        }
        return next((reason for reason, holds in faults.items() if holds), "")

    @property
    def says(self) -> str:
        """The rules in a sentence."""
        marks = [f'"{end}"' for end in self.ends if not end.isdigit()]
        ends = " or ".join([*marks, "a digit"] if any(map(str.isdigit, self.ends)) else marks)
        return (
            f"A {self.noun} is the first line that the writer wrote, up to its first question mark. It is kept if it came to its "
            f"end, ends on {ends}, has {self.fewest} to {self.most} words and marks, holds nothing that a chat template is made "
            "of, and repeats none that was kept; case, marks and spaces do not tell two apart."
        )


@final
@dataclass
class Sieve:
    """Goes through a method's writing in order, and remembers what was kept."""

    rules: Rules
    examples: Collection[str] = ()
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def dropped(self, written: str, *, stopped: str, shots: Sequence[str] = ()) -> str:
        """Why this is dropped; empty where it is kept, and then it is remembered."""
        question = question_of(written)
        if fault := self.rules.fault(question, ended=has_ended(written, stopped=stopped)):
            return fault
        if words_only(question) in {words_only(one) for one in (*self.examples, *shots)}:
            return COPIES
        return self.repeats(question)

    def repeats(self, text: str) -> str:
        """Whether a text was kept before; if not, it is remembered."""
        key = words_only(text)
        if key in self._seen:
            return REPEATS
        self._seen.add(key)
        return ""


def words_only(text: str) -> tuple[str, ...]:
    """What two texts are compared by."""
    return tuple(re.findall(r"\w+", text.casefold()))
