"""The options that a question lists: lines that begin with (A), (B) and so on."""

import re
from dataclasses import dataclass
from typing import Final, final

LABEL: Final = re.compile(r"^[ \t]*\(([A-Z])\)[ \t]*", re.MULTILINE)
HEAD: Final = re.compile(r"^[ \t]*Choices:[ \t]*$", re.MULTILINE)
TAIL: Final = re.compile(r"\n[ \t]*\n|\n[ \t]*(?:Answer|Assistant):")
"""What ends an option's text beside the next label: a blank line, or a cue for the answer."""


@final
@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of options: their labels and texts in order, the question before it, and how many labels stand outside it."""

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    stem: str
    strays: int


def listing(question: str) -> Listing:
    """
    The list below the last line that says "Choices:", or all labels where no line does.

    Labels that stand before it are strays: left over from another question, or part of this one's story.
    """
    heads = list(HEAD.finditer(question))
    start = heads[-1].end() if heads else 0
    found = list(LABEL.finditer(question, start))
    ends = [*(one.start() for one in found[1:]), len(question)][: len(found)]
    texts = [TAIL.split(question[one.end() : end] + "\n\n")[0] for one, end in zip(found, ends, strict=True)]
    before = heads[-1].start() if heads else found[0].start() if found else len(question)
    return Listing(
        labels=tuple(one[1] for one in found),
        texts=tuple(" ".join(text.split()) for text in texts),
        stem=question[:before].strip(),
        strays=len(LABEL.findall(question[:start])),
    )
