"""Counts and means per arm, seed and question: what the figures show, with nothing inferred."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from statistics import fmean
from typing import TypeAlias, final

from inward.report.read import RunFolder
from inward.schema.design import Measure
from inward.schema.outcome import Score

Sum: TypeAlias = tuple[float, int]
MOST_QUESTIONS = 120
"""Of a probe with more, so many are shown one by one."""
NOT_HELD = "not held"


@final
@dataclass(frozen=True, kw_only=True)
class Spread:
    """The mean over training seeds, the lowest and the highest seed, how many seeds, how many answers."""

    mean: float
    low: float
    high: float
    seeds: int
    answers: int


@final
@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a probe, as it was first shown."""

    probe: str
    item: str
    text: str
    cluster: str
    wording: str


@final
@dataclass(frozen=True, kw_only=True)
class Tally:
    """Every score of a run, summed once by probe, measure, arm, seed and question."""

    run: RunFolder

    @cached_property
    def sums(self) -> Mapping[tuple[str, str], Mapping[tuple[str, int], Mapping[str, Sum]]]:
        """(probe, measure) -> (arm, seed) -> question -> (sum, number of answers)."""
        cells: dict[tuple[str, str, int, str], list[Mapping[str, float]]] = {}
        for sample in self.run.samples:
            if isinstance(sample.value, Score):
                cells.setdefault((sample.probe, sample.arm, sample.seed, sample.item), []).append(sample.value.values)
        sums: dict[tuple[str, str], dict[tuple[str, int], dict[str, Sum]]] = {}
        for (probe, arm, seed, item), found in cells.items():
            for measure in dict.fromkeys(name for values in found for name in values):
                there = [values[measure] for values in found if measure in values]
                sums.setdefault((probe, measure), {}).setdefault((arm, seed), {})[item] = (sum(there), len(there))
        return sums

    @cached_property
    def questions(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions of each probe: by cluster, seen wordings first, in the order asked."""
        found: dict[tuple[str, str], Question] = {}
        for one in self.run.samples:
            if (one.probe, one.item) not in found:
                found[one.probe, one.item] = Question(
                    probe=one.probe, item=one.item, text=one.text, cluster=one.cluster, wording=one.wording
                )
        return {probe: _grouped([q for q in found.values() if q.probe == probe]) for probe in {probe for probe, _ in found}}

    def drawn(self, probe: str) -> tuple[Question, ...]:
        """The questions of a probe that are shown one by one: all, or MOST_QUESTIONS by a digest of their names."""
        asked = self.questions.get(probe, ())
        if len(asked) <= MOST_QUESTIONS:
            return asked
        lots = sorted(asked, key=lambda question: sha256(question.item.encode()).hexdigest())
        chosen = {question.item for question in lots[:MOST_QUESTIONS]}
        return tuple(question for question in asked if question.item in chosen)

    def seeds(self, probe: str, measure: Measure, *, items: frozenset[str] | None = None) -> dict[str, dict[int, float]]:
        """
        Arm -> seed -> mean; each question counts alike (a descriptive measure is pooled over answers).

        With `items`, over those questions only.
        """
        means: dict[str, dict[int, float]] = {}
        for (arm, seed), by_item in self.sums.get((probe, measure.name), {}).items():
            sums = [total for item, total in by_item.items() if items is None or item in items]
            if sums:
                means.setdefault(arm, {})[seed] = _pooled(sums) if measure.descriptive else fmean(s / n for s, n in sums)
        return {arm: dict(sorted(means[arm].items())) for arm in self._arms if arm in means}

    def spreads(self, probe: str, measure: Measure, *, items: frozenset[str] | None = None) -> dict[str, Spread]:
        """Arm -> mean and range over seeds."""
        answers: Counter[str] = Counter()
        for (arm, _), by_item in self.sums.get((probe, measure.name), {}).items():
            answers[arm] += sum(n for item, (_, n) in by_item.items() if items is None or item in items)
        return {arm: _spread(means.values(), answers[arm]) for arm, means in self.seeds(probe, measure, items=items).items()}

    def count(self, probe: str, measure: str, arm: str) -> Sum:
        """The sum of a measure over an arm's answers, and their number."""
        sums = [n for (a, _), items in self.sums.get((probe, measure), {}).items() if a == arm for n in items.values()]
        return sum(s for s, _ in sums), sum(n for _, n in sums)

    @cached_property
    def planned(self) -> Mapping[tuple[str, str], int]:
        """(arm, probe) -> answers planned."""
        planned: Counter[tuple[str, str]] = Counter()
        for cell in self.run.cells:
            planned[cell.arm, cell.probe] += cell.items * cell.samples
        return planned

    @cached_property
    def missing(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """(arm, probe) -> reason -> answers that could not be measured; an answer planned and never held is "not held"."""
        found: dict[tuple[str, str], Counter[str]] = {}
        held: Counter[tuple[str, str]] = Counter()
        for sample in self.run.samples:
            held[sample.arm, sample.probe] += 1
            if not isinstance(sample.value, Score):
                found.setdefault((sample.arm, sample.probe), Counter())[sample.value.reason] += 1
        for place, planned in self.planned.items():
            if planned > held[place]:
                found.setdefault(place, Counter())[NOT_HELD] += planned - held[place]
        return {place: dict(sorted(reasons.items())) for place, reasons in found.items()}

    @property
    def _arms(self) -> list[str]:
        return [arm.name for arm in self.run.declared.arms]


def _pooled(sums: Iterable[Sum]) -> float:
    totals = list(sums)
    return sum(s for s, _ in totals) / sum(n for _, n in totals)


def _spread(means: Iterable[float], answers: int) -> Spread:
    values = list(means)
    return Spread(mean=fmean(values), low=min(values), high=max(values), seeds=len(values), answers=answers)


def _grouped(questions: list[Question]) -> tuple[Question, ...]:
    clusters = list(dict.fromkeys(question.cluster for question in questions))
    places = {cluster: i for i, cluster in enumerate(clusters)}
    return tuple(sorted(questions, key=lambda q: (places[q.cluster], q.wording != "seen")))
