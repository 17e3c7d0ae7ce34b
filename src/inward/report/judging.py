"""What is said of judges: how one behind an endpoint was read, what a second makes of the result, how they were checked."""

from collections.abc import Mapping
from typing import Any

from inward.report import figures, words
from inward.report.numerals import NONE, count, interval, listing, number, plural, signed
from inward.report.read import RunFolder
from inward.report.table import Table, table
from inward.schema.outcome import Effect


def plain(run: RunFolder) -> str:
    """How the judge was read and what it took; empty where it sits behind no endpoint."""
    told = run.judging
    if not told:
        return ""
    cost = "" if told["cost"] is None else f", at the prices given {told['cost']:.4f}"
    cost += " (both judges, the second at the first's prices)" if told.get("twice") else ""
    asked = f"Each rubric was put to it {plural(told['samples'], 'time')} about each answer at temperature 1"
    took = f"{plural(told['calls'], 'call')} in all, {count(told['read'])} tokens read and {count(told['written'])} written{cost}"
    return (
        f"{asked}, and a mark is the mean of the replies that were one number of the scale; with fewer than half such replies "
        f"the answer is missing. {took}. It called itself {listing(told['models']) or 'nothing'}. A hosted model is known by its "
        "name alone: who runs it may change it without a word."
    )


def tables(run: RunFolder) -> list[Table]:
    """Sensitivity to the judge, and the checks of judges; none where there is neither."""
    return [one for one in (_second(run), _checks(run)) if one.rows]


def second(run: RunFolder) -> str:
    """How far the two judges agree, in a sentence; empty where there is no second."""
    found = run.second_judge
    if not found:
        return ""
    lost = f", {plural(found['missing'], 'answer')} of which it could not read" if found["missing"] else ""
    told = f"A second judge, {found['judge']} (read by {found['read_by']}), read {count(found['answers'])} answers again{lost}."
    if not found["agreement"]:
        return f"{told} No answer was read by both."
    same, kappa = found["agreement"]["agreement"], found["agreement"]["kappa"]
    return (
        f"{told} The two agree on whether an answer is {found['trait']} in {_figure(same)} of the answers that both read, "
        f"Cohen's kappa {_figure(kappa)}. What the second finds is no result of this run: it shows how much depends on the judge."
    )


def _second(run: RunFolder) -> Table:
    """Each primary row under the first judge and under the second."""
    again = {_place(row): row for row in run.second}
    rows = [
        [row.contrast, f"{words.title(row.measure)} on {row.probe}", *_told(row), *_told(again[_place(row)])]
        for row in figures.primary_rows(run)
        if _place(row) in again
    ]
    heads = ("Contrast", "Outcome", "#First judge", "#Interval", "#Second judge", "#Its interval")
    return table("Primary rows under two judges", heads, rows)


def _place(row: Effect) -> tuple[str, ...]:
    return row.contrast, row.probe, row.measure, row.population


def _told(row: Effect) -> list[str]:
    return [signed(row.estimate), interval(row.low, row.high)]


def _checks(run: RunFolder) -> Table:
    """Each check of a judge in a row."""
    rows = [
        [
            f"{one['judge']} (read by {one['read_by']})",
            one["against"],
            count(one["answers"] - sum(one["missing"].values())),
            *(_figure(one["agreement"][name]) for name in ("agreement", "kappa", "sensitivity", "specificity")),
        ]
        for one in run.checks
    ]
    heads = ("Judge", "Against", "#Answers", "#Agreement", "#Kappa", "#Sensitivity", "#Specificity")
    return table("Checks of a judge, with 95% intervals over questions", heads, rows)


def _figure(found: Mapping[str, Any]) -> str:
    """A number with its interval."""
    if found["value"] is None:
        return NONE
    return f"{number(found['value'])} {interval(found['low'], found['high'])}"
