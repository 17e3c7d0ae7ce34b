"""What a page of vectors says in the place of a table, a figure or an interval that cannot be had: why, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inward.report.table import Table
from inward.report.vectors_tables import READ_AT, Rows, cosines, matrix, row_of

ELSE = "Give a probe whose scores differ with --probe"


def why(rows: Rows) -> str:
    """Why there is no number: the first reason that is given, with what to do."""
    said = next((one["withheld"] for one in rows if one["value"] is None and one["withheld"]), "nothing was read")
    return said if ": run " in said else f"{said}. {ELSE}"


def in_place(table: Table, rows: Rows, *, what: str) -> Table | str:
    """A table, or one sentence where none of its numbers could be had."""
    return table if any(one["value"] is not None for one in rows) else f"No {what}: {why(rows)}."


def primary(told: Mapping[str, Any], relations: Rows) -> Rows:
    """The correlations with the run's own measure."""
    return [one for one in relations if one["behaviour"] == told["primary"]]


def matrices(told: Mapping[str, Any], relations: Rows) -> list[Table | str]:
    """The whole matrix by place and scope; one sentence for a scope that has no number, and one for all where none has."""
    if all(one["value"] is None for one in relations):
        return [f"No correlation with any behaviour: {why(relations)}."]
    shown: list[Table | str] = []
    for place in ("own", "same"):
        for scope in ("checkpoints", "within arms"):
            mine = [one for one in relations if (one["place"], one["scope"]) == (place, scope)]
            what = f"correlation on {READ_AT[place]}, {'over ' * (scope == 'checkpoints')}{scope}"
            shown.append(in_place(matrix(told, relations, place, scope), mine, what=what))
    return shown


def cosines_or_why(told: Mapping[str, Any]) -> Table | str:
    """The cosines, where there are two vectors to have one."""
    return cosines(told) if told["cosines"] else "No cosines: one vector was read, and a cosine takes two."


def contrasts_or_why(table: Table, rows: Rows) -> Table | str:
    """The contrasts, where the run has both arms of one."""
    if not rows:
        return "No difference: the study declares no contrast of which both arms are in this run. Run it with all its arms."
    return in_place(table, rows, what="difference of shifts")


def unrelated(told: Mapping[str, Any], relations: Rows) -> str:
    """One sentence in the place of one for each vector, where no vector has a correlation; else nothing."""
    mine = [
        row_of(relations, vector["name"], told["primary"], "own", scope)
        for vector in told["vectors"]
        for scope in ("checkpoints", "within arms")
    ]
    if any(one["value"] is not None for one in mine):
        return ""
    return f"No vector has a correlation with {told['primary']}, over checkpoints or within arms: {why(mine)}."


def withheld(*files: Rows) -> Iterator[str]:
    """Why intervals of numbers that are told are withheld, each reason once."""
    rows: Sequence[Mapping[str, Any]] = [one for rows in files for one in rows if one["value"] is not None]
    for reason in dict.fromkeys(one["withheld"] for one in rows if ": run " in one["withheld"]):
        yield f"Intervals are withheld: {reason}."
