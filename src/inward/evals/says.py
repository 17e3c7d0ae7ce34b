"""What may be said of an evaluation, in sentences: how much, in which frames, and of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.evals.frame import ENOUGH
from inward.evals.reached import left_out
from inward.evals.result import Result
from inward.evals.summary import STATISTICS, Estimate, Lean
from inward.report.numerals import count, interval, listing, number, plural, signed

NAMES: Final = {
    "probability": "mean probability",
    "exceeding": "share exceeding",
    "log-odds": "mean log-odds",
    "coverage": "coverage",
    "answered": "answered",
    "tied": "tied",
    "first-place": "first place",
    "length": "length",
    "yes": "Yes",
}
LEANS: Final[dict[Lean, str]] = {
    "above": "above chance",
    "below": "below chance",
    "undecided": "undecided",
    "not-readable": "not readable",
    "too-few-frames": "too few frames",
    "": "",
}
APART: Final[dict[Lean, str]] = LEANS | {"above": "higher", "below": "lower"}


def is_bounded(statistic: str) -> bool:
    """Whether a statistic is a share or a probability."""
    return statistic not in ("log-odds", "first-place", "length", "yes")


def numbers(row: Estimate) -> str:
    """.53 [.51, .55], signed where it is a difference or log-odds."""
    bounded = is_bounded(row.statistic)
    write = signed if row.against or not bounded else number
    return f"{write(row.estimate, bounded=bounded)} {interval(row.low, row.high, bounded=bounded)}"


def rows(found: Result, model: str, *, against: str = "", scope: str = "", statistic: str = "") -> list[Estimate]:
    """The estimates of a model, alone or against another, of one scope and statistic where they are named."""
    return [
        row
        for row in found.estimates
        if (row.model, row.against) == (model, against) and scope in ("", row.scope) and statistic in ("", row.statistic)
    ]


@final
@dataclass(frozen=True, kw_only=True)
class Told:
    """What was found of a model or of a pair: a headline, then where it holds, statistic by statistic."""

    headline: str
    holds: tuple[str, ...]


def summary(found: Result) -> list[Told]:
    """Each model, then each pair: the three statistics over these frames, then in which frames they lie on which side."""
    alone = [_model(found, model.name) for model in found.models]
    pairs = dict.fromkeys((row.model, row.against) for row in found.estimates if row.against)
    return [*alone, *(_pair(found, *pair) for pair in pairs)]


def asked(found: Result) -> str:
    """What was done, and how much of it no number is of."""
    distinct = len({question.cluster for question in found.file.questions})
    put = (
        f"{count(len(found.file.questions))} of the {plural(found.file.rows, 'row')} of {found.file.path.name} can be asked, "
        f"{count(distinct)} of them distinct. Each was put in {plural(len(found.frames), 'frame')}, and the log-probability of "
        "every option's whole string was read."
    )
    return " ".join([put, *left_out(found.reached)])


def verdict(found: Result) -> list[str]:
    """What a terminal is told: what is left out, and a line for each model and each pair."""
    return [*left_out(found.reached), *map(_verdict, summary(found))]


def _verdict(told: Told) -> str:
    """The headline, and by itself that nothing can be read."""
    return " ".join([told.headline, *(one for one in told.holds if len(told.holds) == 1)])


def _model(found: Result, model: str) -> Told:
    over = {row.statistic: row for row in rows(found, model, scope="these-frames")}
    chance = number(over["probability"].null)
    headline = (
        f"{model}: {_three(over)}, where chance is {chance}, {chance} and 0. The options hold "
        f"{number(over['coverage'].estimate)} of the probability on average."
    )
    return Told(headline=headline, holds=_holds(found, rows(found, model)))


def _pair(found: Result, model: str, against: str) -> Told:
    over = {row.statistic: row for row in rows(found, model, against=against, scope="these-frames")}
    headline = f"{model} less {against}, paired by question and frame: {_three(over)}."
    return Told(headline=headline, holds=_holds(found, rows(found, model, against=against)))


def _three(over: Mapping[str, Estimate]) -> str:
    return "; ".join(f"{NAMES[name]} {numbers(over[name])}" for name in STATISTICS)


def _holds(found: Result, mine: Sequence[Estimate]) -> tuple[str, ...]:
    """A sentence for each statistic; one for all where no frame can be read."""
    if all(row.lean == "not-readable" for row in mine if row.statistic in STATISTICS):
        return ("Not readable in any frame: the options hold less than half of the probability.",)
    return tuple(
        f"By {NAMES[name]}: {_by_frame([row for row in mine if (row.statistic, row.scope) == (name, 'frame')])}; "
        f"{_new_frames([row for row in mine if (row.statistic, row.scope) == (name, 'new-frames')], len(found.frames))}."
        for name in STATISTICS
    )


def _by_frame(mine: Sequence[Estimate]) -> str:
    names = APART if mine[0].against else LEANS
    groups: dict[Lean, list[str]] = {}
    for row in mine:
        groups.setdefault(row.lean, []).append(row.frame)
    if len(groups) == 1:
        return f"{names[mine[0].lean]} in {'every frame' if len(mine) > 1 else 'the one frame'}"
    return ", ".join(_in(names[lean], groups[lean], of=len(mine)) for lean in LEANS if lean in groups)


def _in(said: str, frames: Sequence[str], *, of: int) -> str:
    return f"{said} in {len(frames)} of {of} frames ({listing(frames)})"


def _new_frames(mine: Sequence[Estimate], frames: int) -> str:
    if not mine:
        return f"{plural(frames, 'frame')} {'says' if frames == 1 else 'say'} nothing of new ones"
    names = APART if mine[0].against else LEANS
    why = f", {ENOUGH} are needed for a claim" if mine[0].lean == "too-few-frames" else ""
    return f"in new frames {names[mine[0].lean]}, {numbers(mine[0])}{why}"


def cannot(found: Result) -> list[str]:
    """What these numbers are no evidence of."""
    several = len(found.frames) > 1
    ways = "The frames are some ways to ask, and no random sample of all ways" if several else "The frame is one way to ask"
    said = [
        "They are about a model together with a frame: what is chosen from a list, and no deed.",
        f"{ways}; the questions were written by a model or by people for the purpose, and are public.",
        "Every interval stands alone at 95%: of twenty that ought to hold chance, one does not.",
    ]
    if any(finding.rule.endswith("polarity") for finding in found.audit.findings):
        said.append("In this file the matching answer leans to Yes or to No: the score is that rate too.")
    return said
