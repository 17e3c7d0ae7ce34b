"""Measures set against each other, seed by seed: the figure, the table of correlations, and floors."""

from collections.abc import Mapping

from inward.report import scatter, words
from inward.report.figures import Figure, Group, Panel, colours, controls
from inward.report.numerals import NONE, count, number
from inward.report.table import Table, table
from inward.report.tally import Tally
from inward.schema.design import Measure
from inward.schema.outcome import Related

EDGE = 0.05
"""A base that is this near to an end of its scale cannot be moved further that way."""


def relations(tally: Tally) -> Figure | None:
    """A panel per relation; every dot a training seed."""
    shown = [(i, one, scatter_of(tally, one)) for i, one in enumerate(tally.run.related)]
    panels = [
        Panel(title=_title(one), svg=scatter.panel(drawn, name=f"relation-{i}", title=_title(one)))
        for i, one, drawn in shown
        if drawn.pairs
    ]
    if not panels:
        return None
    caption = (
        "Each dot is one training seed, at what it did (across) and what it said (upward). Hollow dots are matched controls; the "
        "broken lines cross at the untouched base."
    )
    return Figure(
        id="relations-figure",
        caption=caption,
        groups=(Group(name="", panels=tuple(panels)),),
        table=_by_seed(tally, [drawn for _, _, drawn in shown]),
        look="middle",
    )


def correlations(tally: Tally) -> Table:
    """The correlation of each relation from seed to seed within arms."""
    rows = [
        [
            _title(one),
            number(one.correlation, bounded=True) if one.correlation is not None else NONE,
            f"{number(one.low, bounded=True)} to {number(one.high, bounded=True)}"
            if one.low is not None and one.high is not None
            else one.withheld or NONE,
            count(one.seeds),
            ", ".join(one.arms),
        ]
        for one in tally.run.related
    ]
    return table("From seed to seed, within arms", ("Relation", "#Correlation", "95% interval", "#Seeds", "Arms"), rows)


def floors(tally: Tally) -> list[str]:
    """The measures of relations at which the untouched base stands at an end of the scale, so that one way lies nothing."""
    said = []
    for probe, name in dict.fromkeys(side for one in tally.run.related for side in (one.of, one.on)):
        measure = _measure(tally, probe, name)
        for value in (v for arm in tally.run.declared.anchors for v in tally.seeds(probe, measure).get(arm, {}).values()):
            if measure.bounds is not None and not EDGE < value < 1 - EDGE:
                end, way = ("floor", "lowers") if value <= EDGE else ("ceiling", "raises")
                at = number(value, bounded=True)
                said.append(f"The untouched base has {at} on {probe}: it is at the {end}, and what {way} it cannot show.")
    return said


def scatter_of(tally: Tally, one: Related) -> scatter.Scatter:
    """The seeds of every arm that has both measures."""
    declared = tally.run.declared
    sides = [(probe, _measure(tally, probe, name)) for probe, name in (one.on, one.of)]
    across, up = (tally.seeds(probe, measure) for probe, measure in sides)
    pairs = {arm: _paired(across[arm], up[arm]) for arm in across if arm in up}
    base = [pair for arm in declared.anchors for pair in pairs.get(arm, ())]
    return scatter.Scatter(
        pairs={arm: both for arm, both in pairs.items() if arm not in declared.anchors},
        colours=colours(declared),
        hollow=controls(declared),
        base=base[0] if base else None,
        across=_axis(tally, one.on),
        up=_axis(tally, one.of),
        bounded=(sides[0][1].bounds is not None, sides[1][1].bounds is not None),
    )


def _paired(across: Mapping[int, float], up: Mapping[int, float]) -> list[scatter.Pair]:
    return [(across[seed], up[seed]) for seed in across if seed in up]


def _by_seed(tally: Tally, drawn: list[scatter.Scatter]) -> Table:
    rows = [
        [_title(one), arm, number(x, bounded=both.bounded[0]), number(y, bounded=both.bounded[1])]
        for one, both in zip(tally.run.related, drawn, strict=True)
        for arm, pairs in both.pairs.items()
        for x, y in pairs
    ]
    return table("Every seed", ("Relation", "Arm", "#Across", "#Upward"), rows, heads=2)


def _axis(tally: Tally, side: tuple[str, str]) -> str:
    probe, name = side
    return f"{words.measure(name, tally.run.declared.says).removeprefix('the ')} ({probe})"


def _title(one: Related) -> str:
    return f"{one.of[0]} against {one.on[0]}"


def _measure(tally: Tally, probe: str, name: str) -> Measure:
    return next(measure for measure in tally.run.declared.probe[probe].measures if measure.name == name)
