"""What each arm did, as tables: by seed, by question, by wording, by outcome, and by threshold of a judge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inward.report import words
from inward.report.declared import Asked, Declared
from inward.report.numerals import NONE, count, listing, number, plural
from inward.report.read import RunFolder
from inward.report.table import Cell, Table, table, to_transcripts
from inward.report.tally import NOT_HELD, Question, Spread, Tally
from inward.schema.design import Measure
from inward.schema.outcome import Score
from inward.schema.rubric import MISALIGNED, Trait

PLACES, COHERENCE_FROM = (10, 30, 50, 70), (0, 50, 70, 90)
"""Thresholds that the grid tries: percent of the way into the scale from the trait's end, and of coherence."""
LABELLED = ("incoherent", "refused", "code")
"""Measures that are a label, beside the trait's own."""


def spread(one: Spread | None, *, bounded: bool) -> str:
    """A mean, and in brackets the lowest and highest seed where there are several."""
    if one is None:
        return NONE
    mean = number(one.mean, bounded=bounded)
    if one.seeds == 1:
        return mean
    return f"{mean} ({number(one.low, bounded=bounded)} to {number(one.high, bounded=bounded)})"


def by_seed(tally: Tally, probe: str, measure: Measure) -> Table:
    """One row per arm, one column per training seed."""
    means, spreads = tally.seeds(probe, measure), tally.spreads(probe, measure)
    bounded = measure.bounds is not None
    seeds = sorted({seed for arm in means if arm not in tally.run.declared.fixed for seed in means[arm]})
    rows: list[list[str | Cell]] = []
    for arm, found in means.items():
        fixed = arm in tally.run.declared.fixed
        cells = [NONE if fixed else number(found.get(seed), bounded=bounded) for seed in seeds]
        one = spreads[arm]
        name = f"{arm} (one fixed checkpoint)" if fixed else arm
        rows.append([name, *cells, number(one.mean, bounded=bounded), count(one.seeds), count(one.answers)])
    heads = ["Arm", *[f"#Seed {seed}" for seed in seeds], "#Mean", "#Seeds", "#Answers"]
    return table(f"{words.title(measure.name)} on {probe}, by training seed", heads, rows)


def by_question(tally: Tally, probe: str, measure: Measure) -> Table:
    """One row per question, one column per arm: mean, lowest and highest seed."""
    arms = [arm.name for arm in tally.run.declared.full]
    rows: list[list[str | Cell]] = []
    for question in tally.drawn(probe):
        values = tally.spreads(probe, measure, items=frozenset([question.item]))
        cells = [spread(values.get(arm), bounded=measure.bounds is not None) for arm in arms]
        rows.append([to_transcripts(question.text, probe=probe, item=question.item), question.cluster, question.wording, *cells])
    caption = f"{words.title(measure.name)} on {probe}, by question: mean over seeds (lowest to highest seed)"
    return table(caption, ["Question", "Cluster", "Wording", *[f"#{arm}" for arm in arms]], rows)


def by_wording(tally: Tally, probes: Sequence[Asked], measure: str) -> Table:
    """Seen and withheld wordings apart, for every probe that has both."""
    rows: list[list[str | Cell]] = []
    for probe in probes:
        found = [m for m in probe.measures if m.name == measure]
        questions = tally.questions.get(probe.name, ())
        sides = {wording: _worded(questions, wording) for wording in ("seen", "withheld")}
        if not found or not all(sides.values()):
            continue
        spreads = {wording: tally.spreads(probe.name, found[0], items=items) for wording, items in sides.items()}
        for arm in tally.spreads(probe.name, found[0]):
            cells = [spread(spreads[wording].get(arm), bounded=found[0].bounds is not None) for wording in sides]
            rows.append([probe.name, arm, *cells, *[count(len(items)) for items in sides.values()]])
    heads = ("Probe", "Arm", "#Seen wordings", "#Withheld wordings", "#Questions seen", "#Questions withheld")
    return table(f"{words.title(measure)} by wording", heads, rows, heads=2)


def _worded(questions: Sequence[Question], wording: str) -> frozenset[str]:
    return frozenset(question.item for question in questions if question.wording == wording)


def outcomes(tally: Tally, probes: Sequence[Asked]) -> Table:
    """Every measure of some probes, by arm: mean over seeds, lowest and highest seed."""
    found = [(probe, measure, tally.spreads(probe.name, measure)) for probe in probes for measure in probe.measures]
    columns = [column for column in found if column[2]]
    arms = [arm.name for arm in tally.run.declared.arms if any(arm.name in by_arm for _, _, by_arm in columns)]
    rows: list[list[str | Cell]] = []
    for arm in arms:
        rows.append([arm, *[_outcome(tally, probe, measure, by_arm.get(arm), arm) for probe, measure, by_arm in columns]])
    heads = [f"#{_head(probe, measure, alone=len(probes) == 1)}" for probe, measure, _ in columns]
    names = listing(list(dict.fromkeys(probe.name for probe, _, _ in columns)))
    return table(names, ["Arm", *heads], rows)


def _head(probe: Asked, measure: Measure, *, alone: bool) -> str:
    name = measure.name.replace("_", " ") + (" (descriptive)" if measure.descriptive else "")
    return name if alone else f"{probe.name}: {name}"


def _outcome(tally: Tally, probe: Asked, measure: Measure, one: Spread | None, arm: str) -> Cell:
    text = spread(one, bounded=measure.bounds is not None)
    trait = (tally.run.declared.trait or MISALIGNED).name
    happened = measure.name in (trait, *LABELLED) and tally.count(probe.name, measure.name, arm)[0] > 0
    return to_transcripts(text, arm=arm, probe=probe.name, label=measure.name) if happened else Cell(text=text)


def missing(tally: Tally) -> Table:
    """Planned, measured and missing answers of every arm, a column per reason; a count opens its transcripts."""
    reasons = sorted({reason for found in tally.missing.values() for reason in found})
    rows: list[list[str | Cell]] = []
    for arm in [arm.name for arm in tally.run.declared.arms]:
        lost = [sum(found.get(reason, 0) for (a, _), found in tally.missing.items() if a == arm) for reason in reasons]
        planned = sum(n for (a, _), n in tally.planned.items() if a == arm)
        cells = [_missing(count(n), reason, arm=arm) if n else Cell(text="0") for n, reason in zip(lost, reasons, strict=True)]
        rows.append([arm, count(planned), count(planned - sum(lost)), count(sum(lost)), *cells])
    there = "#In the files" if tally.run.declared.adopted else "#Planned"
    heads = ("Arm", there, "#Measured", "#Missing", *[f"#{reason}" for reason in reasons])
    return table("Missing answers, by arm and reason, over all probes", heads, rows)


def missing_by_probe(tally: Tally) -> Table:
    """The same, arm by arm and probe by probe, where any answer is missing."""
    rows: list[list[str | Cell]] = []
    for arm in [arm.name for arm in tally.run.declared.arms]:
        for probe in [probe.name for probe in tally.run.declared.probes]:
            for reason, n in tally.missing.get((arm, probe), {}).items():
                planned = tally.planned.get((arm, probe), 0)
                rows.append([arm, probe, reason, _missing(count(n), reason, arm=arm, probe=probe), count(planned)])
    return table("Missing answers, by arm, probe and reason", ("Arm", "Probe", "Reason", "#Missing", "#Planned"), rows, heads=2)


def _missing(text: str, reason: str, **place: str) -> Cell:
    return Cell(text=text) if reason == NOT_HELD else to_transcripts(text, label=f"missing: {reason}", **place)


def missing_sentence(tally: Tally) -> str:
    """How much is missing in all."""
    lost = sum(n for reasons in tally.missing.values() for n in reasons.values())
    planned = sum(tally.planned.values())
    there = "in the files have no score" if tally.run.declared.adopted else "planned could not be measured"
    return f"{plural(lost, 'answer')} of {count(planned)} {there}."


def grid(run: RunFolder, probe: str) -> Table | None:
    """
    The share of all scored answers that show the trait, under other thresholds of the judge; None where no judge read the probe.

    Each cell: a mark beyond the row's threshold and coherence of at least the column's, pooled over seeds and questions. A
    refusal or an answer in code, which a judge puts on no scale, counts among the answers and never shows the trait.
    """
    trait = run.declared.trait or MISALIGNED
    read = [
        (sample.arm, sample.value.values) for sample in run.samples if sample.probe == probe and isinstance(sample.value, Score)
    ]
    if not any(trait.scale in values for _, values in read):
        return None
    coherent = any("coherence" in values for _, values in read)
    beside = sorted({*COHERENCE_FROM, trait.coherent_from}) if coherent else [0]
    rows: list[list[str | Cell]] = []
    for arm in [arm.name for arm in run.declared.arms]:
        mine = [_marks(values, trait) for name, values in read if name == arm]
        for other in _other_thresholds(trait) if mine else ():
            shown = [coherence for mark, coherence in mine if mark is not None and other.counts(mark)]
            shares = [sum(coherence >= least for coherence in shown) / len(mine) for least in beside]
            side = "below" if other.direction == "low" else "above"
            rows.append([arm, f"{side} {other.threshold:g}", *[number(value) for value in shares]])
    heads = ("Arm", words.title(trait.scale), *[f"#Coherence from {least:g}" for least in beside])
    return table(f"{words.title(trait.name)} share on {probe} under other thresholds of the judge", heads, rows, heads=2)


def _marks(values: Mapping[str, float], trait: Trait) -> tuple[float | None, float]:
    """An answer's mark for the trait, None where a judge put it on no scale, and its coherence."""
    return values.get(trait.scale), values.get("coherence", 0.0)


def _other_thresholds(trait: Trait) -> list[Trait]:
    """The trait as it would be with its threshold elsewhere on its scale, the strictest first, its own among them."""
    places = PLACES if trait.direction == "low" else [100 - place for place in PLACES]
    marks = sorted({*map(trait.mark, places), trait.threshold}, reverse=trait.direction == "high")
    return [replace(trait, threshold=mark) for mark in marks]


def axis(declared: Declared, measure: str) -> str:
    """A measure in words, as an axis says it."""
    text = words.measure(measure, declared.says).removeprefix("the ")
    return text[:1].upper() + text[1:]
