"""What an audit found in a file of model-written evaluations, and what it does to a plot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

Severity: TypeAlias = Literal["error", "warning", "note"]

SHOWN = 5
"""Lines that a finding gives as examples."""


@final
@dataclass(frozen=True, kw_only=True)
class Finding:
    """
    One rule that a file breaks: `count` of `of` rows, the first of them by line, what was seen and what it does to a plot.

    An error says that rows cannot be asked, a warning that a score means something else than it seems, a note no more than that
    it is so.
    """

    rule: str
    severity: Severity
    count: int
    of: int
    lines: tuple[int, ...]
    says: str
    plot: str


@final
@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What a responder that looks at one thing only comes to: its share of `of` questions, ties counted as not matching."""

    name: str
    share: float
    of: int


@final
@dataclass(frozen=True, kw_only=True)
class Audit:
    """
    A file by its rows, clusters of duplicates, numbers of options and matching answers; chance; baselines; findings.

    `chance` is what drawing an option blindly comes to, over the questions that can be asked.
    """

    name: str
    digest: str
    rows: int
    questions: int
    clusters: int
    options: Mapping[int, int]
    matching: Mapping[str, int]
    chance: float
    baselines: tuple[Baseline, ...]
    findings: tuple[Finding, ...]


def finding(rule: str, severity: Severity, lines: Sequence[int], *, of: int, says: str, plot: str) -> list[Finding]:
    """The finding as a list of one; none where no line breaks the rule."""
    if not lines:
        return []
    return [Finding(rule=rule, severity=severity, count=len(lines), of=of, lines=tuple(lines[:SHOWN]), says=says, plot=plot)]
