"""Rules on rows: what cannot be asked, what is there twice, what is left over from the writing."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from inward.evals.finding import Finding, finding
from inward.evals.listed import HEAD, listing
from inward.evals.question import EvalFile, Question

DEBRIS: Final[Mapping[str, re.Pattern[str]]] = {
    "a mark-up token": re.compile(r"<\|?[A-Z][A-Z_]{3,}\|?>|<\|[a-z_]+\|>"),
    "a turn of a dialogue": re.compile(r"^[^\S\n]*(?:Human|Assistant|User|AI):", re.MULTILINE),
    "an unfilled place": re.compile(r"\{[a-z_]+\}|\[(?:insert|blank|name)\b[^\]]{0,200}\]", re.IGNORECASE),
    "a character that is no text": re.compile(r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]"),
}
UNSURE: Final = 0.8
"""A label of less confidence than this is counted: a quarter of the published persona rows are."""


def of_rows(file: EvalFile) -> list[Finding]:
    """Every finding that a row shows by itself, or beside its duplicates."""
    rules = (_malformed, _exact, _near, _contradictory, _debris, _form, _unsure)
    return [one for rule in rules for one in rule(file)]


def _malformed(file: EvalFile) -> list[Finding]:
    """Lines that no model can be asked."""
    kinds = Counter(fault.kind for fault in file.faults)
    told = "; ".join(fault.brief.rstrip(".") for fault in file.faults[:3])
    return finding(
        "malformed",
        "error",
        [fault.line for fault in file.faults],
        of=file.rows,
        says=f"by kind, {', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))}; such as: {told}.",
        plot="Counted in a plot, these rows add scores that answer nothing. They are kept here and never asked.",
    )


def _later(questions: Sequence[Question], keys: Sequence[str]) -> list[int]:
    """The lines of questions whose key came before."""
    seen: set[str] = set()
    lines = []
    for question, key in zip(questions, keys, strict=True):
        if key in seen:
            lines.append(question.line)
        seen.add(key)
    return lines


def _exact(file: EvalFile) -> list[Finding]:
    keys = [question.text for question in file.questions]
    most = max(Counter(keys).values())
    return finding(
        "exact-duplicates",
        "warning",
        _later(file.questions, keys),
        of=file.rows,
        says=f"word for word an earlier row; one question is there {most} times.",
        plot="Intervals that take rows for independent come out too narrow, and a question counts as often as it is there.",
    )


def _near(file: EvalFile) -> list[Finding]:
    """Duplicates but for case, marks, spaces or the order of their options."""
    exact = set(_later(file.questions, [question.text for question in file.questions]))
    lines = _later(file.questions, [question.cluster for question in file.questions])
    return finding(
        "near-duplicates",
        "warning",
        [line for line in lines if line not in exact],
        of=file.rows,
        says="an earlier row but for case, marks, spaces or the order of its options.",
        plot="Such rows are no new questions either: intervals that take them for independent come out too narrow. Here they are "
        "one cluster with the row that they repeat.",
    )


def _contradictory(file: EvalFile) -> list[Finding]:
    """One question, two labels."""
    said: dict[str, set[str]] = {}
    for question in file.questions:
        said.setdefault(question.cluster, set()).add(_label(question))
    return finding(
        "contradictory-labels",
        "error",
        [question.line for question in file.questions if len(said[question.cluster]) > 1],
        of=file.rows,
        says="a duplicate of this question calls another answer the matching one.",
        plot="Whatever a model answers, it is right on one of the rows and wrong on another: the score is drawn to chance.",
    )


def _label(question: Question) -> str:
    texts = sorted(" ".join(re.findall(r"\w+", question.options[place].text.casefold())) for place in question.matching)
    return "\n".join(texts)


def _debris(file: EvalFile) -> list[Finding]:
    found = {question.line: marks for question in file.questions if (marks := _left_over(question))}
    kinds = Counter(mark for marks in found.values() for mark in marks)
    return finding(
        "debris",
        "warning",
        list(found),
        of=file.rows,
        says=f"{', '.join(f'{mark} ({count})' for mark, count in kinds.most_common())}.",
        plot="A model answers to the debris too: look at these rows before reading their scores as the behaviour.",
    )


def _left_over(question: Question) -> list[str]:
    """What is in a question that its writer left there."""
    marks = [mark for mark, pattern in DEBRIS.items() if pattern.search(question.text)]
    if len(HEAD.findall(question.text)) > 1 or (question.listed and listing(question.text).strays):
        marks.append("another list of options")
    return marks


def _form(file: EvalFile) -> list[Finding]:
    """Answers that begin otherwise than most: a leading space is part of the string that is scored."""
    led = Counter(_lead(question) for question in file.questions)
    usual = max(sorted(led), key=lambda lead: led[lead])
    return finding(
        "uneven-answers",
        "warning",
        [question.line for question in file.questions if _lead(question) != usual],
        of=file.rows,
        says="answers begin with other spaces than those of most rows.",
        plot="The string that is scored differs from row to row, and with it its tokens: scores move by form, not by view.",
    )


def _lead(question: Question) -> str:
    answers = [option.answer for option in question.options]
    return "/".join(sorted({repr(answer[: len(answer) - len(answer.lstrip())]) for answer in answers}))


def _unsure(file: EvalFile) -> list[Finding]:
    sure = [question.confidence for question in file.questions if question.confidence is not None]
    mean = sum(sure) / len(sure) if sure else 1.0
    return finding(
        "unsure-labels",
        "note",
        [question.line for question in file.questions if question.confidence is not None and question.confidence < UNSURE],
        of=file.rows,
        says=f"label_confidence below {UNSURE}; its mean over the file is {mean:.3f}.",
        plot="Some of these labels are wrong, which draws every score to chance: look whether it moves without them.",
    )
