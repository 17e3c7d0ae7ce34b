"""How near the questions stand to what was trained on, which of them stand in a corpus, and the effects by distance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

from markupsafe import Markup

from inward.report import words
from inward.report.declared import Asked, Declared
from inward.report.distance_rows import Half
from inward.report.figures import Figure, Group, Panel, colours, primary, primary_rows
from inward.report.leakage import audit
from inward.report.numerals import chance, count, interval, number, plural, share, signed
from inward.report.plain import one_line
from inward.report.read import RunFolder
from inward.report.sheet import Scale, Sheet
from inward.report.table import Cell, Table, table, to_transcripts
from inward.report.tally import Tally
from inward.report.variants import Variants, variants
from inward.schema.design import Measure

WIDTH, HEIGHT = 330.0, 230.0
LEFT, RIGHT, TOP, FOOT = 34.0, 8.0, 14.0, 42.0
HALVES: Mapping[str, str] = {"near": "near", "far": "far", "far-near": "far less near"}
HEADS = ("Contrast", "Half", "#Questions", "#Treated", "#Control", "#Difference", "#Interval", "#p", "Verdict")


@final
@dataclass(frozen=True, kw_only=True)
class Section:
    """What the page says of distance: how it was measured, what leaked, the figure, every row, and variants of questions."""

    rule: str
    audit: str
    leaked: Table
    figure: Figure | None
    others: Table
    variants: Variants | None


@final
@dataclass(frozen=True, kw_only=True)
class Point:
    """One question: its distance, and treated less control."""

    item: str
    text: str
    distance: float
    difference: float


def section(run: RunFolder, tally: Tally) -> Section | None:
    """None where no distance was declared."""
    if run.declared.distance is None:
        return None
    return Section(
        rule=_rule(run.declared),
        audit=audit(run.declared, run.nearness),
        leaked=_leaked(run, tally),
        figure=_figure(run, tally),
        others=_others(run),
        variants=variants(run),
    )


def _rule(declared: Declared) -> str:
    told = declared.distance or {}
    return (
        f"Distance is {told['of']}, after case and punctuation are dropped: 0 for a copy, 1 where nothing is shared. It knows "
        "letters and no meaning: a paraphrase is far. A question counts as standing in a corpus where all its words follow each "
        f"other in one turn, or {told['leaked_from']:.0%} of its runs stand there. Near is {told['near']}. All of this was "
        "declared before data; the effects are exploratory, never primary, and outside Holm's adjustment."
    )


def _leaked(run: RunFolder, tally: Tally) -> Table:
    texts = {(probe, one.item): one.text for probe, some in tally.questions.items() for one in some}
    rows: list[list[str | Cell]] = []
    for one in run.nearness:
        if one.leaked:
            text = one_line(texts.get((one.probe, one.item), one.item), most=100)
            numbers = [share(max(one.asked, one.answered)), f"{max(one.asked_words, one.answered_words)} of {one.words}"]
            rows.append([to_transcripts(text, probe=one.probe, item=one.item), one.probe, one.corpus, *numbers])
    heads = ("Question", "Probe", "Corpus", "#Share of its runs in one turn", "#Words in a row")
    return table("Questions that stand in a corpus", heads, rows)


def _figure(run: RunFolder, tally: Tally) -> Figure | None:
    """The primary outcome: a panel per contrast, a dot per question."""
    declared = run.declared
    probe, measure = primary(declared)
    shown = [half for half in run.halves if (half.probe, half.measure) == (probe.name, measure.name)]
    panels = []
    drawn = {row.contrast: row for row in primary_rows(run)}
    for i, name in enumerate(name for name in drawn if any(half.contrast == name for half in shown)):
        halves = [half for half in shown if half.contrast == name]
        points = _points(run, tally, probe, measure, sides=(drawn[name].treated, drawn[name].control), corpus=halves[0].corpus)
        if points:
            hue = colours(declared)[drawn[name].treated]
            svg = panel(points, halves, colour=hue, bounded=measure.bounds is not None, name=f"distance-{i}", title=name)
            panels.append(Panel(title=f"{name} · distance to {halves[0].corpus}", svg=svg))
    if not panels:
        return None
    outcome = words.measure(measure.name, declared.says)
    caption = (
        f"Effects by distance: each dot is one question of {probe.name}, across its distance to the corpus, upward treated less "
        f"control in {outcome} (means over seeds). The broken line is where near ends; level bars are the means of both halves. "
        "Exploratory: near and far questions differ in more than distance."
    )
    behind = table(f"{words.title(measure.name)} on {probe.name}, by distance", HEADS, _rows(shown, declared), heads=2)
    return Figure(id="distances", caption=caption, groups=(Group(name="", panels=tuple(panels)),), table=behind, look="middle")


def _points(run: RunFolder, tally: Tally, probe: Asked, measure: Measure, *, sides: tuple[str, str], corpus: str) -> list[Point]:
    """The questions that both arms have a score on."""
    far = {one.item: one.distance for one in run.nearness if (one.probe, one.corpus) == (probe.name, corpus)}
    found = []
    for question in tally.questions.get(probe.name, ()):
        means = tally.spreads(probe.name, measure, items=frozenset([question.item]))
        if question.item in far and set(sides) <= set(means):
            apart = means[sides[0]].mean - means[sides[1]].mean
            found.append(Point(item=question.item, text=question.text, distance=far[question.item], difference=apart))
    return found


def panel(points: Sequence[Point], halves: Sequence[Half], *, colour: str, bounded: bool, name: str, title: str) -> Markup:
    """One contrast as SVG: a dot per question, the cut, and the mean of either half."""
    sheet = Sheet(WIDTH, HEIGHT)
    across = _reach([point.distance for point in points], left=LEFT, right=WIDTH - RIGHT)
    values = [0.0, *(point.difference for point in points), *([1.0] if bounded else [])]
    down = Scale(low=min(values), high=max(values) or 1.0, left=HEIGHT - FOOT, right=TOP)
    for tick in down.ticks(5):
        sheet.line([LEFT, WIDTH - RIGHT], [down.at(tick)] * 2, colour="soft" if tick == 0 else "rule", linewidth=0.7)
        sheet.word(LEFT - 5, down.at(tick), number(tick, bounded=bounded), size=9.5, colour="soft", ha="right")
    for tick in (one for one in across.ticks(5) if across.low <= one <= across.high):
        sheet.word(across.at(tick), HEIGHT - FOOT + 14, share(tick), size=9.5, colour="soft", ha="center")
    sheet.word((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 9, "distance", size=10.5, colour="soft", ha="center")
    cut = halves[0].cut
    sheet.line([across.at(cut)] * 2, [TOP, HEIGHT - FOOT], colour="soft", linewidth=1.0, linestyle=(0, (4, 3)))
    for point in points:
        sheet.dot(across.at(point.distance), down.at(point.difference), colour=colour, size=5.0)
    ends = {"near": (LEFT, across.at(cut)), "far": (across.at(cut), WIDTH - RIGHT)}
    means = [half for half in halves if half.half in ends and half.estimate is not None]
    for half in means:
        sheet.line(ends[half.half], [down.at(half.estimate or 0.0)] * 2, colour=colour, linewidth=2.2, alpha=0.75)
    says = "; ".join(f"{half.half}: difference {signed(half.estimate, bounded=bounded)}" for half in means)
    return sheet.inline(name=name, title=title, says=f"{plural(len(points), 'question')}. {says}", look="panel")


def _reach(values: Sequence[float], *, left: float, right: float) -> Scale:
    """From the nearest question to the farthest, with a little air."""
    slack = 0.06 * (max(values) - min(values)) or 0.05
    return Scale(low=min(values) - slack, high=max(values) + slack, left=left, right=right)


def _others(run: RunFolder) -> Table:
    """Every row, of the other outcomes too."""
    rows = [[half.probe, half.measure, *row] for half, row in zip(run.halves, _rows(run.halves, run.declared), strict=True)]
    return table(f"Every outcome by distance: {plural(len(rows), 'row')}", ("Probe", "Measure", *HEADS), rows, heads=4)


def _rows(halves: Sequence[Half], declared: Declared) -> list[list[str | Cell]]:
    return [_row(half, bounded=_bounded(half, declared)) for half in halves]


def _row(half: Half, *, bounded: bool) -> list[str | Cell]:
    sign = signed if half.half == "far-near" else number
    return [
        half.contrast,
        HALVES[half.half],
        count(half.items),
        sign(half.treated_value, bounded=bounded),
        sign(half.control_value, bounded=bounded),
        signed(half.estimate, bounded=bounded),
        interval(half.low, half.high, bounded=bounded),
        chance(half.p),
        words.VERDICTS[half.verdict],
    ]


def _bounded(half: Half, declared: Declared) -> bool:
    probe = declared.probe.get(half.probe)
    return all(m.bounds is not None for m in probe.measures if m.name == half.measure) if probe else True
