"""The page of a series that was asked about its abilities: which of d' and c moved, drawn, then every number."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from inward.report.binding import bound
from inward.report.numerals import MINUS, chance, interval, number, plural, share, signed
from inward.report.plain import one_line
from inward.report.table import Cell, Table, table
from inward.report.words import threads
from inward.series import says
from inward.series.aware import ORDER, Aware
from inward.series.detection import CLAIMED, GRADED, Along
from inward.series.drawings import Chart, Drawn, Point, drawn, lines

NUMBERS = {"sensitivity": "d'", "criterion": "c", "sensitivity, log-odds": "Apart", "criterion, log-odds": "Held back"}


def page(found: Aware) -> str:
    """One self-contained page without scripts; equal results give equal bytes."""
    template = files("inward.series").joinpath("aware.html.jinja").read_text(encoding="utf-8")
    return bound(template, lambda: _content(found))


def _content(found: Aware) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    return {
        "title": found.table.name,
        "digest": found.table.digest,
        "asked": says.asked(found),
        "verdict": says.verdict(found),
        "sentences": says.found_lines(found),
        "population": found.population,
        "cannot": says.cannot(found),
        "panels": [_both(found, statistic) for statistic in CLAIMED],
        "shares": [drawn(one) for one in _shares(found)],
        "levels": levels(found),
        "along": along(found),
        "kinds": kinds(found),
        "truths": truths(found),
        "missing": missing(found),
        "models": models(found),
        "frames": [[one.name, one.says] for one in found.frames],
        "left_out": sorted(found.left_out.items()),
        "arithmetic": threads(found.arithmetic),
    }


def _points(found: Aware, statistic: str, kind: str = "") -> list[Point]:
    each = [found.level(name, statistic, kind=kind) for name in found.claims.labels]
    return [
        Point(at=at, value=one.estimate, low=one.low, high=one.high) for at, one in zip(found.positions, each, strict=True) if one
    ]


def _both(found: Aware, statistic: str) -> Drawn:
    """d' or c over the series; the broken line is what no knowledge, or no readiness either way, comes to."""
    titles = {
        "sensitivity": "Sensitivity d': above 0, claims tell true from false",
        "criterion": "Criterion c: below 0, claims much",
    }
    return drawn(
        Chart(
            name=f"line-{statistic}",
            title=titles[statistic],
            axis=found.axis,
            places=found.positions,
            labels=found.claims.labels,
            reads=reads(found),
            lines=lines([(statistic, _points(found, statistic))]),
            null=0.0,
        )
    )


def _shares(found: Aware) -> list[Chart]:
    """What is claimed, by kind: one panel of what is true, one of what is false."""
    charts = []
    for statistic, title in (("hits", "Claimed of what is true"), ("false alarms", "Claimed of what is false")):
        named = [(kind, _points(found, statistic, kind)) for kind in found.table.kinds]
        whole = [(kind, points) for kind, points in named if len(points) == len(found.positions)]
        if whole:
            charts.append(
                Chart(
                    name=f"shares-{statistic.replace(' ', '-')}",
                    title=title,
                    axis=found.axis,
                    places=found.positions,
                    labels=found.claims.labels,
                    reads=reads(found),
                    lines=lines(whole),
                    bounded=True,
                )
            )
    return charts


def reads(found: Aware) -> tuple[str, ...]:
    """What the axis reads at each model; nothing where models stand in the order given."""
    return () if found.axis == ORDER else tuple(f"{at:,.6g}".replace("-", MINUS) for at in found.positions)


def levels(found: Aware) -> Table:
    """A row for each model."""
    rows: list[list[str | Cell]] = []
    for name, at in zip(found.claims.labels, found.positions, strict=True):
        cells = [name, f"{at:g}", *(_number(found, name, one) for one in ("hits", "false alarms", *CLAIMED, *GRADED, "yes"))]
        rows.append([*cells, _number(found, name, "coverage")])
    heads = (
        "Model",
        f"#{found.axis}",
        "#H",
        "#F",
        "#d'",
        "#c",
        "#Log-odds apart",
        "#Log-odds held back",
        "#Yes adds",
        "#Coverage",
    )
    return table("Each model, for new abilities in new frames", heads, rows)


def _number(found: Aware, model: str, statistic: str, kind: str = "") -> str:
    one = found.level(model, statistic, kind=kind)
    if one is None:
        return "–"
    bounded = statistic in ("hits", "false alarms", "coverage")
    write = number if bounded else signed
    return f"{write(one.estimate, bounded=bounded)} {interval(one.low, one.high, bounded=bounded)}"


def along(found: Aware) -> Table:
    """The line of each number, in these frames and in new ones."""
    rows: list[list[str | Cell]] = []
    for one in (one for one in found.along if not one.kind or one.scope == "new-frames"):
        kind = f"false ones: {one.kind} alone" if one.kind else "all"
        said = Cell(text=one.course, tone="" if one.course in ("rises", "falls", "flat") else "soft")
        where = one.scope.replace("-", " ")
        rows.append([one.statistic, kind, where, shown_slope(one), says.span(one), chance(one.p), said])
    heads = ("Number", "Abilities", "Frames", "#Slope", "#First to last, on the line", "#p", "Course")
    return table(f"Along the series; the slope is for each unit of: {found.axis}", heads, rows)


def shown_slope(one: Along) -> str:
    """Three figures, for a unit of the axis may be small; nought where nothing changes over the whole series."""
    return f"{one.slope if round(one.change, 9) else 0.0:.3g}".replace("-", MINUS)


def kinds(found: Aware) -> Table:
    """What each model claims of each kind, and d' and c against the false ones of it."""
    rows = [
        [name, kind, *(_number(found, name, statistic, kind) for statistic in ("hits", "false alarms", *CLAIMED))]
        for name in found.claims.labels
        for kind in found.table.kinds
    ]
    heads = ("Model", "Kind", "#Claimed, true", "#Claimed, false", "#d' against these", "#c against these")
    return table("By kind of ability", heads, rows, heads=2)


def truths(found: Aware) -> Table:
    """The truth table as it was read, and how often each ability was claimed by the first model and by the last."""
    claimed = found.claims.claimed.mean(1)
    where = {one.name: place for place, one in enumerate(found.claims.abilities)}
    rows = [
        [
            one_line(one.name, most=80),
            one.kind,
            _truth(one.true) + (" (assumed)" if one.assumed else ""),
            *(share(float(claimed[side, where[one.name]])) if one.name in where else "–" for side in (0, -1)),
        ]
        for one in found.table.abilities
    ]
    heads = ("Ability", "Kind", "True", f"#Frames, {found.claims.labels[0]}", f"#Frames, {found.claims.labels[-1]}")
    return table("The truth table, and the share of frames in which each is claimed", heads, rows)


def _truth(true: Mapping[str, bool]) -> str:
    if len(set(true.values())) == 1:
        return "yes" if next(iter(true.values())) else "no"
    return f"yes: {', '.join(name for name, one in true.items() if one)}"


def missing(found: Aware) -> Table:
    """Abilities without an answer somewhere, which are left out of every number."""
    rows = [
        [name, "; ".join(f"{reason}: {n}" for reason, n in some.items()) or "–"] for name, some in found.claims.missing.items()
    ]
    out = found.claims.left_out
    lost = plural(len(out), "ability", many="abilities")
    caption = f"Missing answers; {lost} left out{': ' if out else ''}{one_line(', '.join(out), most=200)}"
    return table(caption, ("Model", "Missing, by reason"), rows)


def models(found: Aware) -> Table:
    """Who was asked."""
    rows = [[one.name, one_line(one.called), one.kind, one.digest[:12]] for one in found.models]
    return table("Models", ("Label", "Checkpoint", "Kind", "Digest"), rows)
