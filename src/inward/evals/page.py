"""The page of an evaluation: audit first, then every statistic, frame by frame, and of whom it speaks."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from inward.evals import drawings, says, tables
from inward.evals.result import Result
from inward.evals.summary import STATISTICS
from inward.report.binding import bound
from inward.report.words import threads


def page(found: Result) -> str:
    """One self-contained page without scripts; equal results give equal bytes."""
    template = files("inward.evals").joinpath("page.html.jinja").read_text(encoding="utf-8")
    return bound(template, lambda: _content(found))


def _content(found: Result) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    pairs = list(dict.fromkeys((row.model, row.against) for row in found.estimates if row.against))
    far = drawings.reach(found.grids)
    return {
        "title": found.file.name,
        "asked": says.asked(found),
        "sentences": says.summary(found),
        "population": found.population,
        "cannot": says.cannot(found),
        "audit": found.audit,
        "findings": tables.findings(found),
        "baselines": tables.baselines(found),
        "statistics": [tables.statistics(found, model.name) for model in found.models],
        "differences": [tables.differences(found, *pair) for pair in pairs],
        "forests": _forests(found, pairs),
        "histograms": [(one.model, drawings.histograms(one, far=far, place=i)) for i, one in enumerate(found.grids)],
        "pulls": tables.pulls(found),
        "missing": tables.missing(found),
        "frames": tables.frames(found),
        "models": tables.models(found),
        "faults": tables.faults(found),
        "arithmetic": threads(found.arithmetic),
    }


def _forests(found: Result, pairs: list[tuple[str, str]]) -> list[drawings.Panel]:
    """Three panels a model, and three a pair."""
    sides = [*((model.name, "") for model in found.models), *pairs]
    return [
        drawings.forest(says.rows(found, model, against=against, statistic=name), name=f"forest-{i}-{j}")
        for i, (model, against) in enumerate(sides)
        for j, name in enumerate(STATISTICS)
    ]
