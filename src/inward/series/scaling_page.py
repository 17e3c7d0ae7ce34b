"""The page of a series of sizes: the three statistics against size, slopes, turns, and the file's audit."""

from collections.abc import Mapping
from importlib.resources import files
from math import log10
from typing import Any

from inward.evals import tables
from inward.evals.says import NAMES, is_bounded, rows
from inward.evals.summary import STATISTICS
from inward.report.binding import bound
from inward.report.numerals import chance, interval, signed
from inward.report.plain import one_line
from inward.report.table import Cell, Table, table
from inward.report.words import threads
from inward.series import scaling_says as says
from inward.series.drawings import Chart, Drawn, Point, drawn, lines
from inward.series.grown import Grown


def page(found: Grown) -> str:
    """One self-contained page without scripts; equal results give equal bytes."""
    template = files("inward.series").joinpath("scaling.html.jinja").read_text(encoding="utf-8")
    return bound(template, lambda: _content(found))


def _content(found: Grown) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    return {
        "title": found.result.file.name,
        "digest": found.result.file.digest,
        "asked": says.asked(found),
        "verdict": says.verdict(found),
        "sentences": says.found_lines(found),
        "population": found.population,
        "cannot": says.cannot(found),
        "panels": [_panel(found, name) for name in STATISTICS],
        "growths": growths(found),
        "turns": turns(found),
        "statistics": [tables.statistics(found.result, name) for name in found.labels],
        "findings": tables.findings(found.result),
        "faults": tables.faults(found.result),
        "missing": tables.missing(found.result),
        "frames": tables.frames(found.result),
        "models": models(found),
        "arithmetic": threads(found.result.arithmetic),
    }


def _panel(found: Grown, statistic: str) -> Drawn:
    """One statistic against the logarithm of size; the broken line is what a responder without a view comes to."""
    each = [rows(found.result, name, scope=found.scope, statistic=statistic)[0] for name in found.labels]
    places = tuple(log10(size) for size in found.sizes)
    points = [Point(at=at, value=one.estimate, low=one.low, high=one.high) for at, one in zip(places, each, strict=True)]
    return drawn(
        Chart(
            name=f"size-{statistic}",
            title=NAMES[statistic].capitalize(),
            axis=f"{found.axis}, on a logarithmic scale",
            places=places,
            labels=found.labels,
            reads=tuple(map(says.size, found.sizes)),
            lines=lines([(statistic, points)]),
            bounded=is_bounded(statistic),
            null=each[0].null,
        )
    )


def growths(found: Grown) -> Table:
    """The slope of each statistic, in these frames and in new ones, and whether the series turns."""
    lines_: list[list[str | Cell]] = [
        [
            NAMES[one.statistic],
            one.scope.replace("-", " "),
            says.span(one),
            chance(one.p),
            "–" if one.turn is None else chance(one.turn),
            Cell(text=one.shape, tone="" if one.shape in ("rises", "falls", "U", "inverted U") else "soft"),
        ]
        for one in found.growths
    ]
    heads = ("Statistic", "Frames", "#Slope for each factor of ten", "#p", "#p of a turn", "Shape")
    return table("With size", heads, lines_)


def turns(found: Grown) -> Table:
    """Both lines at every inner size that was tried."""
    lines_ = [
        [
            NAMES[one.statistic],
            one.model,
            *(
                f"{signed(side[0], bounded=False)} {interval(side[1], side[2], bounded=False)}"
                for side in (one.before, one.after)
            ),
            chance(one.p),
        ]
        for one in found.turns
        if one.scope == found.scope
    ]
    heads = ("Statistic", "Where the lines meet", "#Slope up to it", "#Slope from it on", "#p, for all that were tried")
    return table(f"Two lines, {found.scope.replace('-', ' ')}", heads, lines_, heads=2)


def models(found: Grown) -> Table:
    """Who was asked, and how large it is."""
    lines_ = [
        [one.name, f"{size:,.15g}", one_line(one.called), one.kind, one.digest[:12]]
        for one, size in zip(found.result.models, found.sizes, strict=True)
    ]
    return table("Models", ("Label", f"#{found.axis}", "Checkpoint", "Kind", "Digest"), lines_)
