"""Effects by dose: a curve with every seed a dot, the contrasts at each dose, and the slope over log dose."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import final

from markupsafe import Markup

from inward.report import words
from inward.report.declared import Asked, Declared
from inward.report.figures import Figure, Group, Panel, colours, primary
from inward.report.numerals import chance, count, interval, listing, number, signed
from inward.report.read import RunFolder, Slope
from inward.report.sheet import Scale, Sheet
from inward.report.table import Cell, Table, table
from inward.report.tally import Tally
from inward.schema.design import Contrast, Measure
from inward.schema.outcome import Effect

WIDTH, HEIGHT = 330.0, 220.0
LEFT, RIGHT, TOP, FOOT = 34.0, 16.0, 12.0, 42.0
APART = 5.0
CLOSED = "closed"
AMOUNTS: Mapping[str, str] = {
    "steps": "optimiser steps",
    "share": "share of its own rows, the others its control's",
    "rows": "unique rows, repeated",
}


@final
@dataclass(frozen=True, kw_only=True)
class Section:
    """What the page says of dose."""

    rule: str
    figure: Figure | None
    trends: Table


@final
@dataclass(frozen=True, kw_only=True)
class Rung:
    """One dose of a contrast: every seed's mean on either side, and the row of effects."""

    amount: float
    treated: tuple[float, ...]
    control: tuple[float, ...]
    effect: Effect | None


def section(run: RunFolder, tally: Tally) -> Section | None:
    """None where no dose was declared."""
    if run.declared.dose is None:
        return None
    return Section(rule=_rule(run.declared), figure=_figure(run, tally), trends=_trends(run))


def _rule(declared: Declared) -> str:
    told = declared.dose or {}
    full = "all" if told["full"] == "all" else f"{told['full']:g}"
    amounts = listing([f"{one:g}" for one in told["amounts"]])
    control = (
        " The matched control has none of these rows and stays as it is at every dose."
        if told["factor"] == "share"
        else " Treated and control get the same dose; the untouched base has none."
    )
    return (
        f"Dose was declared before data as {AMOUNTS[told['factor']]}: {amounts}, and {full}, the full dose. The primary outcome "
        f"is that at the full dose; smaller doses are secondary, make no claim, and stand outside Holm's adjustment.{control}"
    )


def _figure(run: RunFolder, tally: Tally) -> Figure | None:
    """A panel per contrast: the primary outcome first, then the closed probes, which need no judge."""
    declared = run.declared
    shown = [primary(declared), *((probe, probe.measures[0]) for probe in declared.probes if probe.scorer == CLOSED)]
    groups: list[Group] = []
    rows: list[list[str | Cell]] = []
    for probe, measure in shown:
        made = [(contrast, _rungs(run, tally, contrast, probe, measure)) for contrast in declared.contrasts if not contrast.check]
        made = [(contrast, rungs) for contrast, rungs in made if len(rungs) > 1]
        bounded, place = measure.bounds is not None, f"dose-{len(groups)}"
        panels = [
            Panel(title=one.name, svg=panel(one, rungs, declared, bounded=bounded, name=f"{place}-{i}"))
            for i, (one, rungs) in enumerate(made)
        ]
        if panels:
            groups.append(Group(name=f"{words.title(measure.name)} on {probe.name}", panels=tuple(panels)))
            rows += [_row(probe, measure, one, rung, bounded=bounded) for one, rungs in made for rung in rungs]
    if not groups:
        return None
    caption = (
        "Dose curves: each dot is one training seed at one dose, treated filled and control hollow; lines join their means. "
        "Doses stand on a log scale. A contrast's curves are as far apart as its effect at that dose."
    )
    heads = ("Probe", "Measure", "Contrast", "#Dose", "#Treated", "#Control", "#Difference", "#Interval", "Verdict")
    behind = table("Contrasts at each dose", heads, rows, heads=3)
    return Figure(id="doses", caption=caption, groups=tuple(groups), table=behind, look="middle")


def climbed(run: RunFolder, tally: Tally) -> list[tuple[Contrast, list[Rung]]]:
    """The contrasts that were made at several doses, with the primary outcome at each; none without doses."""
    probe, measure = primary(run.declared)
    made = [(one, _rungs(run, tally, one, probe, measure)) for one in run.declared.contrasts if not one.check]
    return [(one, rungs) for one, rungs in made if len(rungs) > 1]


def _rungs(run: RunFolder, tally: Tally, contrast: Contrast, probe: Asked, measure: Measure) -> list[Rung]:
    """A contrast at each dose, rising; none for one that is itself at a smaller dose."""
    slope = next((one for one in run.slopes if one.contrast == contrast.name), None)
    if slope is None:
        return []
    means = tally.seeds(probe.name, measure)
    rungs = []
    for amount in slope.amounts:
        full = amount == slope.amounts[-1]
        treated, control = (contrast.treated, contrast.control) if full else arms_at(run.declared, contrast, amount)
        if treated in means and control in means:
            name = f"{treated}-{control}"
            place = (name, probe.name, measure.name, probe.population)
            row = next((e for e in run.effects if (e.contrast, e.probe, e.measure, e.population) == place), None)
            sides = (tuple(means[treated].values()), tuple(means[control].values()))
            rungs.append(Rung(amount=amount, treated=sides[0], control=sides[1], effect=row))
    return rungs


def arms_at(declared: Declared, contrast: Contrast, amount: float) -> tuple[str, str]:
    """The arms of a contrast at a smaller dose; an arm that takes none there is itself. Empty where it is not made."""
    arms = {arm.name: arm for arm in declared.arms}
    for one in (one for one in declared.contrasts if one.secondary):
        sides = [arms[name] for name in (one.treated, one.control)]
        plain = tuple(arm.of or arm.name for arm in sides)
        if plain == (contrast.treated, contrast.control) and amount in {arm.dose.amount for arm in sides if arm.dose}:
            return one.treated, one.control
    return "", ""


def panel(contrast: Contrast, rungs: Sequence[Rung], declared: Declared, *, bounded: bool, name: str) -> Markup:
    """One contrast's curves as SVG."""
    says = "; ".join(
        f"at {rung.amount:g}: treated {number(fmean(rung.treated), bounded=bounded)}, "
        f"control {number(fmean(rung.control), bounded=bounded)}"
        for rung in rungs
    )
    sheet = curves(contrast, rungs, declared, bounded=bounded)
    return sheet.inline(name=name, title=contrast.name, says=says, look="panel")


def curves(contrast: Contrast, rungs: Sequence[Rung], declared: Declared, *, bounded: bool, width: float = WIDTH) -> Sheet:
    """One contrast's curves, drawn."""
    sheet = Sheet(width, HEIGHT)
    places = [math.log2(rung.amount) for rung in rungs]
    across = Scale(low=places[0], high=places[-1], left=LEFT + 14, right=width - RIGHT - 14)
    every = [value for rung in rungs for value in (*rung.treated, *rung.control)]
    slack = 0.0 if bounded else 0.06 * (max(every) - min(every)) or 0.5
    ends = (0.0, 1.0) if bounded else (min(every) - slack, max(every) + slack)
    down = Scale(low=ends[0], high=ends[1], left=HEIGHT - FOOT, right=TOP)
    for tick in (one for one in down.ticks(5) if down.low <= one <= down.high):
        sheet.line([LEFT, width - RIGHT], [down.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(LEFT - 5, down.at(tick), number(tick, bounded=bounded), size=9.5, colour="soft", ha="right")
    for place, rung in zip(places, rungs, strict=True):
        sheet.word(across.at(place), HEIGHT - FOOT + 15, f"{rung.amount:g}", size=9.5, colour="soft", ha="center")
    axis = f"{(declared.dose or {}).get('factor', 'dose')} (log scale)"
    sheet.word((LEFT + width - RIGHT) / 2, HEIGHT - 9, axis, size=10.5, colour="soft", ha="center")
    hue = colours(declared)
    sides = ((contrast.control, True, APART, [rung.control for rung in rungs]),)
    for arm, hollow, aside, values in (*sides, (contrast.treated, False, -APART, [rung.treated for rung in rungs])):
        lies = [across.at(place) + aside for place in places]
        sheet.line(lies, [down.at(fmean(some)) for some in values], colour=hue[arm], linewidth=1.6)
        for lie, some in zip(lies, values, strict=True):
            for value in some:
                sheet.dot(lie, down.at(value), colour=hue[arm], size=5.0, hollow=hollow)
    return sheet


def _row(probe: Asked, measure: Measure, contrast: Contrast, rung: Rung, *, bounded: bool) -> list[str | Cell]:
    effect = rung.effect
    numbers = [number(fmean(rung.treated), bounded=bounded), number(fmean(rung.control), bounded=bounded)]
    found = [signed(effect.estimate, bounded=bounded), interval(effect.low, effect.high, bounded=bounded)] if effect else ["", ""]
    verdict = words.VERDICTS[effect.verdict] if effect else ""
    return [probe.name, measure.name.replace("_", " "), contrast.name, f"{rung.amount:g}", *numbers, *found, verdict]


def _trends(run: RunFolder) -> Table:
    """The slope of every contrast and outcome, the primary outcome first."""
    first = (run.declared.primary_probe, run.declared.primary_measure)
    ordered = sorted(run.slopes, key=lambda one: (one.probe, one.measure) != first)
    rows = [_slope(one, run.declared) for one in ordered]
    heads = ("Probe", "Measure", "Contrast", "#Change per doubling", "#Interval", "#p", "#Seeds", "#Questions", "Why no interval")
    return table("Trend: change of treated less control per doubling of the dose", heads, rows, heads=3)


def _slope(one: Slope, declared: Declared) -> list[str | Cell]:
    found = [m for probe in declared.probes if probe.name == one.probe for m in probe.measures if m.name == one.measure]
    bounded = all(measure.bounds is not None for measure in found)
    return [
        one.probe,
        one.measure.replace("_", " "),
        one.contrast,
        signed(one.slope, bounded=bounded),
        interval(one.low, one.high, bounded=bounded),
        chance(one.p),
        listing([count(one.seeds.get(side, 0)) for side in ("treated", "control")]),
        count(one.items),
        one.withheld.get("slope") or one.withheld.get("low") or "",
    ]
