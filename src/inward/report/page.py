"""Makes one self-contained page from the files of a run folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from inward.report import (
    adopted,
    arms,
    distance,
    dose,
    effects,
    figures,
    judging,
    method,
    registered,
    relations,
    transcripts,
    words,
)
from inward.report.binding import asset, bound, put
from inward.report.numerals import count
from inward.report.plain import one_line
from inward.report.read import RunFolder, Sample, read
from inward.report.sentences import sentences
from inward.report.table import Table
from inward.report.tally import Tally

NAME = "report.html"
DRAWN = 2
SHOWN = 600


def page(run: Path, *, samples: tuple[Sample, ...] | None = None) -> str:
    """
    The report of the run in folder `run`, as HTML.

    It loads nothing from anywhere, and equal folders give equal bytes. For `samples` see `report.read.read`.

    Raises
    ------
    ReportError
        A file of the run is missing, broken, or of another format.
    """
    folder = read(run, samples=samples)
    return bound(asset("page.html.jinja"), lambda: _content(folder), script=asset("page.js"))


def write_page(run: Path, *, to: Path | None = None, samples: tuple[Sample, ...] | None = None) -> Path:
    """
    report.html in the run folder, or the file `to`, written whole or not at all.

    Raises
    ------
    ReportError
        As `page`; or the folder cannot be written.
    """
    return put(to or run / NAME, page(run, samples=samples))


def _content(run: RunFolder) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    tally, declared = Tally(run=run), run.declared
    shown = transcripts.kept(run.samples)
    return {
        "declared": declared,
        "title": words.title(declared.name),
        "sentences": sentences(run, tally),
        "redacted": run.redacted,
        "registered": registered.section(run),
        "distance": distance.section(run, tally),
        "dose": dose.section(run, tally),
        "sizes": method.sizes(declared),
        "rule": method.rule(declared),
        "judged": judging.plain(run),
        "second": judging.second(run),
        "judges": judging.tables(run),
        "digest": method.digest,
        "forests": [one for one in (figures.primary_forest(run), figures.other_forests(run)) if one],
        "seeds": figures.seed_dots(run, tally),
        "questions": _questions(tally),
        "relations": relations.relations(tally),
        "correlations": relations.correlations(tally),
        "floors": relations.floors(tally),
        "wordings": arms.by_wording(tally, declared.probes, declared.primary_measure),
        "training": figures.training(run),
        "gates": effects.gates(run.effects, [arm.name for arm in declared.arms]),
        "missing": arms.missing(tally),
        "missing_by_probe": arms.missing_by_probe(tally),
        "missing_sentence": arms.missing_sentence(tally),
        "outcomes": _outcomes(tally),
        "grids": [*_pooled(tally), *filter(None, (arms.grid(run, probe.name) for probe in declared.probes))],
        "drawn": _drawn(run),
        "rates": adopted.rates(run),
        "transcripts": len(run.samples),
        "shown": len(shown),
        "block": Markup(transcripts.block(replace(run, samples=shown))),
        "effects": effects.full(run.effects, declared),
        "statistics": method.statistics(run),
        "arms": method.arms(declared),
        "corpora": adopted.files(declared) if declared.adopted else method.corpora(declared),
        "recipe": method.pairs("How the files were read", adopted.reading(declared))
        if declared.adopted
        else method.pairs("Recipe" if declared.trained else "Recipe, not used: nothing was trained", declared.recipe),
        "deviations": method.deviations(declared),
        "environment": method.pairs("Environment", run.environment),
        "citation": method.citation(declared, run.environment),
        "bibtex": method.bibtex(declared, run.environment),
    }


def _questions(tally: Tally) -> list[figures.Figure]:
    """The primary probe open, the other probes folded; of each the measure that is primary, or else its first."""
    declared = tally.run.declared
    order = sorted(declared.probes, key=lambda probe: probe.name != declared.primary_probe)
    found = []
    for probe in order:
        if probe.name in declared.gate_probes:
            continue
        named = [measure for measure in probe.measures if measure.name == declared.primary_measure]
        measure = (named or list(probe.measures))[0]
        found.append(figures.question_panels(tally, probe, measure, folded=probe.name != declared.primary_probe))
    return [one for one in found if one]


def _outcomes(tally: Tally) -> list[Table]:
    """A table for each probe with several measures, and one for all that have a single one."""
    shown = [probe for probe in tally.run.declared.probes if probe.name not in tally.run.declared.gate_probes]
    single = [probe for probe in shown if len(probe.measures) == 1]
    tables = [arms.outcomes(tally, [probe]) for probe in shown if probe not in single]
    return [table for table in [*tables, arms.outcomes(tally, single)] if table.rows]


def _pooled(tally: Tally) -> list[Table]:
    """What is conditional on another outcome, question by question."""
    asked = [(probe, measure) for probe in tally.run.declared.probes for measure in probe.measures if measure.descriptive]
    tables = [arms.by_question(tally, probe.name, measure) for probe, measure in asked]
    return [table for table in tables if table.rows]


def _drawn(run: RunFolder) -> list[Mapping[str, str]]:
    """A few transcripts of every arm that nobody chose, for readers without scripts and for paper."""
    found = transcripts.drawn(run.samples, probe=run.declared.primary_probe, each=DRAWN)
    ids = transcripts.short_ids([sample.id for sample in run.samples])
    return [
        {
            "id": ids[one.id],
            "arm": one.arm,
            "seed": str(one.seed),
            "question": one_line(one.text, most=SHOWN),
            "answer": _cut(transcripts.answer(one)),
            "label": transcripts.label(one),
        }
        for one in found
    ]


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} … (cut here: {count(len(text))} characters in all)"
