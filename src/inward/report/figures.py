"""The page's figures: each a drawing, or groups of small ones, with its caption and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import final

from markupsafe import Markup

from inward.report import arms, curves, dots, effects, forest, questions, words
from inward.report.declared import Asked, Declared
from inward.report.numerals import count, listing, plural, share
from inward.report.palette import arm_colour
from inward.report.plain import one_line
from inward.report.read import RunFolder
from inward.report.sentences import checked, primaries
from inward.report.table import Table, table
from inward.report.tally import Question, Spread, Tally
from inward.schema.design import Measure
from inward.schema.outcome import Effect

PANEL_WIDTH = 330.0


@final
@dataclass(frozen=True, kw_only=True)
class Panel:
    """A small drawing under its title; `note` is set apart (a withheld wording)."""

    title: str
    svg: Markup
    note: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Group:
    """Panels that belong together, under a name."""

    name: str
    panels: tuple[Panel, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: a wide and a narrow drawing of the same, or groups of panels; never without its table."""

    id: str
    caption: str
    table: Table
    drawings: tuple[Markup, ...] = ()
    groups: tuple[Group, ...] = ()
    look: str = "small"
    folded: str = ""


def primary_rows(run: RunFolder) -> list[Effect]:
    """The primary outcome of every contrast, checks last."""
    return [*primaries(run.effects), *checked(run)]


def drawn_forest(run: RunFolder) -> forest.Forest:
    """The primary outcome as a forest to draw."""
    declared = run.declared
    outcome = words.measure(declared.primary_measure, declared.says).removeprefix("the ")
    return _forest(primary_rows(run), declared, axis=f"difference in {outcome}")


def primary_forest(run: RunFolder) -> Figure | None:
    """The primary outcome, contrast by contrast; the table has both populations."""
    declared = run.declared
    name = (declared.primary_probe, declared.primary_measure)
    rows = [effect for effect in _full(run) if (effect.probe, effect.measure) == name]
    shown = primary_rows(run)
    if not shown:
        return None
    drawn = drawn_forest(run)
    title = f"{words.title(declared.primary_measure)} on {declared.primary_probe}"
    drawings = (
        forest.markup(forest.wide(drawn), drawn, name="forest-wide", title=title, look="wide"),
        forest.markup(forest.narrow(drawn), drawn, name="forest-narrow", title=title, look="narrow"),
    )
    margin = max(drawn.margins.values(), default=0.1)
    level = f"{shown[0].level:.0%}"
    caption = (
        f"Primary outcome: {declared.primary_measure} on {declared.primary_probe}, treated less control, for "
        f"{words.POPULATIONS[shown[0].population]}. Squares are estimates, lines {level} intervals; a hollow square makes no "
        f"claim. Shaded: within ±{share(margin)}, where a difference counts as none. Holm's adjustment is over the primary "
        "rows only."
    )
    return Figure(id="forest", caption=caption, drawings=drawings, table=effects.short(title, rows, declared, named=False))


def other_forests(run: RunFolder) -> Figure | None:
    """Every other outcome that is not descriptive: a small forest for each, shares on one axis."""
    declared = run.declared
    pairs = [(probe, measure) for probe in declared.probes for measure in probe.measures if not measure.descriptive]
    primary = (declared.primary_probe, declared.primary_measure)
    shown = [(p, m, _rows_of(run, p, m)) for p, m in pairs if (p.name, m.name) != primary]
    shares = [effect for _, measure, rows in shown for effect in rows if measure.bounds is not None]
    reach = _forest(shares, declared, axis="").reach() if shares else None
    panels = [_small_forest(rows, declared, probe=p, measure=m, reach=reach) for p, m, rows in shown if rows]
    if not panels:
        return None
    rows = [effect for effect in _full(run) if (effect.probe, effect.measure) != primary]
    caption = (
        "Other outcomes, each in the population that its probe is taken for. Shares stand on one axis. These rows are outside "
        "the adjustment for multiple tests; both populations are in the table."
    )
    behind = effects.short("Other outcomes", rows, declared, named=True)
    return Figure(id="forests", caption=caption, groups=(Group(name="", panels=tuple(panels)),), table=behind, look="middle")


def drawn_dots(run: RunFolder, tally: Tally) -> dots.Strip | None:
    """The primary measure of every training seed, as dots to draw; None where nothing was scored."""
    declared = run.declared
    probe, measure = primary(declared)
    means = tally.seeds(probe.name, measure)
    if not means:
        return None
    base = [value for arm in declared.anchors for value in means.get(arm, {}).values()]
    return dots.Strip(
        means={arm.name: list(means[arm.name].values()) for arm in declared.full if arm.name in means and not arm.anchor},
        colours=colours(declared),
        hollow=controls(declared),
        base=base[0] if base else None,
        bounded=measure.bounds is not None,
        axis=arms.axis(declared, measure.name),
    )


def seed_dots(run: RunFolder, tally: Tally) -> Figure | None:
    """The primary measure, every training seed a dot."""
    declared = run.declared
    probe, measure = primary(declared)
    strip = drawn_dots(run, tally)
    if strip is None:
        return None
    title = f"{words.title(measure.name)} on {probe.name}, seed by seed"
    drawings = (
        dots.markup(dots.wide(strip), strip, name="seeds-wide", title=title, look="wide"),
        dots.markup(dots.narrow(strip), strip, name="seeds-narrow", title=title, look="narrow"),
    )
    caption = (
        f"Each dot is one training seed: {words.measure(measure.name, declared.says)} over the questions of {probe.name}. "
        "Upright bars are means over seeds; hollow dots are matched controls; "
        "the broken line is the untouched base, one fixed checkpoint without seeds."
    )
    if alone := [arm.name for arm in declared.elsewhere if arm.fixed]:
        caption += f" The single dot of {listing(alone)} is one checkpoint made elsewhere, and no training seed."
    return Figure(id="seeds-figure", caption=caption, drawings=drawings, table=arms.by_seed(tally, probe.name, measure))


def question_panels(tally: Tally, probe: Asked, measure: Measure, *, folded: bool) -> Figure | None:
    """One panel per question of a probe, grouped by cluster."""
    asked, there = tally.drawn(probe.name), len(tally.questions.get(probe.name, ()))
    values = {q.item: tally.spreads(probe.name, measure, items=frozenset([q.item])) for q in asked}
    if not any(values.values()):
        return None
    key = _key(
        tally, [one for by_arm in values.values() for spread in by_arm.values() for one in (spread.low, spread.high)], measure
    )
    clusters = dict.fromkeys(question.cluster for question in asked)
    panels = [(q, _question(q, values[q.item], key, place=f"q-{_place(tally, probe)}-{i}")) for i, q in enumerate(asked)]
    groups = tuple(Group(name=cluster, panels=tuple(p for q, p in panels if q.cluster == cluster)) for cluster in clusters)
    single = all(len(group.panels) == 1 for group in groups)
    caption = (
        f"{words.title(measure.name)} on {probe.name}, question by question: each arm's mean over seeds and a line from its "
        "lowest to its highest seed. One question's value rests on few answers: read the pattern, not the panel."
    )
    caption += f" {len(asked)} of {count(there)} questions, drawn by a digest of their names." if len(asked) < there else ""
    return Figure(
        id=f"questions-{_place(tally, probe)}",
        caption=caption,
        groups=(Group(name="", panels=tuple(p for _, p in panels)),) if single else groups,
        table=arms.by_question(tally, probe.name, measure),
        folded=f"{probe.name}: {plural(len(asked), 'question')}, {measure.name.replace('_', ' ')}" if folded else "",
    )


def training(run: RunFolder) -> Figure | None:
    """The loss of every adapter, arm by arm."""
    found = curves.trainings(run.curves, [arm.name for arm in run.declared.full])
    if not found:
        return None
    top, hue, mine = curves.ceiling(run.curves), colours(run.declared), curves.by_arm([c for c in run.curves if c.loss])
    panels = [
        Panel(title=row.arm, svg=curves.panel(mine[row.arm], colour=hue[row.arm], top=top, name=f"curve-{i}", title=row.arm))
        for i, row in enumerate(found)
    ]
    rows = [[row.arm, f"{len(row.seeds)}", f"{row.steps}", f"{row.first:.3f}", f"{row.last:.3f}"] for row in found]
    heads = ("Arm", "#Seeds", "#Steps", "#First step", "#Last tenth")
    behind = table("Training loss, mean over seeds (nats per supervised token)", heads, rows)
    caption = "Training loss in nats per supervised token. Thin lines are training seeds, the thick line is their mean."
    return Figure(id="curves", caption=caption, groups=(Group(name="", panels=tuple(panels)),), table=behind)


def primary(declared: Declared) -> tuple[Asked, Measure]:
    """The primary probe and measure."""
    probe = declared.probe[declared.primary_probe]
    return probe, next(measure for measure in probe.measures if measure.name == declared.primary_measure)


def colours(declared: Declared) -> dict[str, str]:
    """Each arm's colour."""
    return dict(arm_colour(tuple(arm.name for arm in declared.arms), declared.anchors))


def controls(declared: Declared) -> frozenset[str]:
    """Arms that another arm names as its matched control, and that have none themselves: two that do so are both treatments."""
    treated = frozenset(arm.name for arm in declared.full if arm.control is not None)
    return frozenset(arm.control for arm in declared.full if arm.control is not None) - treated - frozenset(declared.anchors)


def _full(run: RunFolder) -> list[Effect]:
    """The effects at the full dose; those at smaller ones have a place of their own."""
    return [effect for effect in run.effects if effect.contrast not in run.declared.secondary]


def _rows_of(run: RunFolder, probe: Asked, measure: Measure) -> list[Effect]:
    """A measure's effects in the population of its probe; any, where that population has none."""
    rows = [effect for effect in _full(run) if (effect.probe, effect.measure) == (probe.name, measure.name)]
    return [row for row in rows if row.population == probe.population] or rows


def _forest(rows: Sequence[Effect], declared: Declared, *, axis: str) -> forest.Forest:
    margins = {c.name: c.margin for c in declared.contrasts if c.name in {row.contrast for row in rows}}
    bounded = all(effects.bounded(row, declared) for row in rows)
    return forest.Forest(rows=rows, margins=margins, bounded=bounded, axis=axis)


def _small_forest(
    rows: Sequence[Effect], declared: Declared, *, probe: Asked, measure: Measure, reach: tuple[float, float] | None
) -> Panel:
    drawn = _forest(rows, declared, axis="difference" if measure.bounds else "difference (not a share)")
    sheet = forest.narrow(drawn, width=PANEL_WIDTH, verdicts=False, reach=reach if measure.bounds else None)
    places = [one.name for one in declared.probes], [one.name for one in probe.measures]
    name = f"forest-{places[0].index(probe.name)}-{places[1].index(measure.name)}"
    title = measure.name.replace("_", " ")
    svg = forest.markup(sheet, drawn, name=name, title=f"{title} on {probe.name}", look="panel")
    return Panel(title=f"{probe.name} · {title}", svg=svg)


def _key(tally: Tally, values: Sequence[float], measure: Measure) -> questions.Key:
    declared = tally.run.declared
    low, high = (0.0, 1.0) if measure.bounds is not None else (min(values), max(values))
    slack = 0.0 if measure.bounds is not None else 0.06 * (high - low) or 0.5
    names = tuple(arm.name for arm in declared.full)
    key = questions.Key(arms=names, colours=colours(declared), hollow=controls(declared), low=low, high=high, bounded=slack == 0)
    return replace(key, low=low - slack, high=high + slack)


def _question(question: Question, values: dict[str, Spread], key: questions.Key, *, place: str) -> Panel:
    text = one_line(question.text, most=100)
    note = "withheld wording" if question.wording == "withheld" else ""
    return Panel(title=text, note=note, svg=questions.panel(values, key, name=place, title=text))


def _place(tally: Tally, probe: Asked) -> int:
    return [one.name for one in tally.run.declared.probes].index(probe.name)
