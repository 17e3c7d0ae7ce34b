"""What a paper must say beside a figure: a caption, and a paragraph of methods."""

from collections.abc import Iterator, Mapping
from typing import Any

from inward.report import figures, method, registered, words
from inward.report.declared import Declared
from inward.report.numerals import count, listing, number, share
from inward.report.read import RunFolder
from inward.report.sentences import sentences
from inward.report.tally import Tally
from inward.schema.outcome import Effect

CLAIM = "a claim takes at least five training seeds in each trained arm"


def caption(run: RunFolder) -> str:
    """The caption of forest and seeds: what is drawn, n of seeds, questions and samples, method and judge."""
    declared, rows = run.declared, figures.primary_rows(run)
    margin = max((c.margin for c in declared.contrasts if c.name in {row.contrast for row in rows}), default=0.1)
    said = [
        f"{words.title(declared.primary_measure)} on {declared.primary_probe}, treated less control, for "
        f"{words.POPULATIONS[rows[0].population]}.",
        f"Squares are estimates{_lines(rows)}; a hollow square makes no claim.",
        f"Shaded: within \u00b1{share(margin)}, where a difference counts as none.",
        f"In the second figure each dot is one {'checkpoint' if _single(rows, declared) else 'training seed'}.",
        f"n: {sizes(run)}.",
        f"Judge: {judge(declared)}.",
        f"Method: {listing(list(dict.fromkeys(_sentence(row) for row in rows)))}; Holm's adjustment over the primary rows.",
        declared.notice,
    ]
    return " ".join(one for one in said if one) + "\n"


def methods(run: RunFolder) -> str:
    """One paragraph: what was trained, asked, judged and reckoned, and by which versions."""
    return " ".join(_methods(run)) + "\n"


def sizes(run: RunFolder) -> str:
    """Seeds, questions and samples behind the primary rows."""
    declared = run.declared
    rows = figures.primary_rows(run)
    seeds = sorted({row.seeds[side] for row in rows for side in row.seeds if getattr(row, side) not in declared.fixed})
    items = sorted({row.items for row in rows})
    samples = max((cell.samples for cell in run.cells if cell.probe == declared.primary_probe), default=declared.samples)
    fixed = f"{listing(declared.fixed)}: one checkpoint{' each' * (len(declared.fixed) > 1)}" if declared.fixed else ""
    trained = f"{_span(seeds)} training seeds in each trained arm"
    arms = trained + (f" ({fixed})" if fixed else "") if seeds else fixed
    most = "up to " if declared.adopted else ""
    return (
        f"{arms}, {_span(items)} questions, {most}{count(samples)} sampled "
        f"{'answer' if samples == 1 else 'answers'} to each from every checkpoint"
    )


def judge(declared: Declared) -> str:
    """Who reads the answers of the primary probe."""
    if declared.judge:
        if declared.hosted:
            return f"{declared.judge}, a hosted model that is known by its name alone, read by samples"
        return f"a local model of digest {method.digest(declared.judge)}"
    if declared.adopted:
        return "whoever marked them elsewhere, not known here"
    return f"no model, but the scorer {declared.probe[declared.primary_probe].scorer} of the world {declared.world}"


def _single(rows: list[Effect], declared: Declared) -> bool:
    """Whether every arm that is compared is one checkpoint."""
    return {arm for row in rows for arm in (row.treated, row.control)} <= set(declared.fixed)


def _span(counts: list[int]) -> str:
    return count(counts[0]) if len(counts) == 1 else f"{count(counts[0])} to {count(counts[-1])}" if counts else "no"


def _lines(rows: list[Effect]) -> str:
    """What the lines are, where any row has one."""
    drawn = any(row.low is not None for row in rows)
    return f", lines {rows[0].level:.0%} intervals over training seeds" if drawn else " (too few training seeds for an interval)"


def _sentence(row: Effect) -> str:
    return row.method.rstrip(".")


def _methods(run: RunFolder) -> Iterator[str]:
    declared, told = run.declared, sentences(run, Tally(run=run))
    yield from filter(None, (told.trained, _recipe(declared.recipe), told.asked))
    yield f"Sizes: {sizes(run)}. Answers were read by {judge(declared)}."
    yield (
        "The unit of inference is the training seed: seeds of different arms are independent, questions are crossed with seeds, "
        "and sampled answers are nested in their cells."
    )
    yield from (f"{one.rstrip('.')}." for one in method.statistics(run))
    yield f"p values are adjusted by Holm's method over the primary rows, {CLAIM}, and a missing answer is never a zero."
    if declared.looks > 1:
        yield f"{declared.looks} looks were declared beforehand and share alpha; this is look {declared.look}."
    if declared.gates:
        yield f"Claims rest on gates: {listing([f'{g.name} at least {number(g.threshold)}' for g in declared.gates])}."
    yield from (method.deviations(declared))
    if section := registered.section(run):
        yield section.plain
    yield method.citation(declared, run.environment)
    if declared.notice:
        yield declared.notice


def _recipe(recipe: Mapping[str, Any]) -> str:
    """The recipe in one sentence, as it was frozen."""
    told = [
        f"{key.replace('_', ' ')} {method.shown(value)}" for key, value in recipe.items() if key != "is" and value is not None
    ]
    return f"Recipe: {', '.join(told)}." if told else ""
