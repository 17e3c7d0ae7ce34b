"""
A classifier's rate as it would be without misreading, from a labelled sample of what it read.

Method. Two ways, side by side. Prediction-powered (Angelopoulos et al. 2023, Science 382): the classifier's rate over all
answers plus the mean of label less reading over the labelled ones. Rogan and Gladen 1978: (rate + specificity - 1) / (sensitivity
+ specificity - 1). Variances are linearised over clusters of near-duplicate questions, those of all answers and of the labelled
ones together, for the labelled ones are some of all. Where few misreadings were seen they are not believed to be nought: the
variance of the first is never below what one misreading added either way leaves; the interval of the second is that of Lang and
Reiczigel 2014 (Preventive Veterinary Medicine 113), with one right and one wrong reading added on either side, widened by the
clusters' design effect. Student's t with the labelled clusters' degrees of freedom.
Assumption. The labelled answers were drawn by chance from all that are corrected. A classifier may err otherwise with one
writer's questions than with another's: the sample is drawn, and the correction made, within each; pooled labels correct neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, Literal, TypeAlias, final

import numpy as np
from scipy.special import stdtrit

from inward.stats.agreement import LEVEL, WEAKEST, share
from inward.stats.axes import Array

Way: TypeAlias = Literal["classifier", "labelled alone", "prediction-powered", "Rogan-Gladen"]
FEWEST: Final = 10
"""Labelled answers below which nothing is corrected."""


@final
@dataclass(frozen=True, kw_only=True)
class Read:
    """One answer as a classifier has it, and as its label has it, where it has one; `cluster` is its question's group."""

    cluster: str
    judged: bool
    labelled: bool | None = None


@final
@dataclass(frozen=True, kw_only=True)
class RateFound:
    """A rate with its 95% interval for new questions of the kind, or why there is none; `labels` is what it rests on."""

    way: Way
    value: float | None = None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    answers: int = 0
    labels: int = 0
    clusters: int = 0
    why_not: str = ""


def rates_of(rows: Sequence[Read]) -> tuple[RateFound, ...]:
    """The classifier's own rate, that of the labelled answers alone, and the two corrections."""
    if not any(row.labelled is not None for row in rows):
        return (own(rows),)
    return own(rows), labelled_alone(rows), prediction_powered(rows), rogan_gladen(rows)


def own(rows: Sequence[Read]) -> RateFound:
    """The share of answers that the classifier calls failing, not corrected."""
    return _plain("classifier", rows, [row.judged for row in rows])


def labelled_alone(rows: Sequence[Read]) -> RateFound:
    """The share of the labelled answers that are failing by their label: what the labels say without the classifier."""
    some = [row for row in rows if row.labelled is not None]
    return _plain("labelled alone", some, [bool(row.labelled) for row in some])


def prediction_powered(rows: Sequence[Read], labelled: Sequence[Read] | None = None) -> RateFound:
    """
    The classifier's rate over all plus the mean of label less reading over `labelled`, which are those of `rows` unless given.

    Labels of other answers than these correct these only if the classifier errs alike in both.
    """
    some = _labelled(rows, labelled)
    if few := _too_few("prediction-powered", rows, some):
        return few
    at = _Clusters(rows, some)
    every, counted = at.sums(rows, [float(row.judged) for row in rows])
    off, checked = at.sums(some, [float(bool(row.labelled)) - row.judged for row in some])
    rate, bias = every.sum() / len(rows), off.sum() / len(some)
    parts = (every - rate * counted) / len(rows) + (off - bias * checked) / len(some)
    least = _pseudo(every.sum(), len(rows)) + 2 / (len(some) + 2) ** 2
    error = sqrt(max(at.variance(parts), least))
    return _found("prediction-powered", float(rate + bias), error=error, middle=float(rate + bias), rows=rows, some=some)


def rogan_gladen(rows: Sequence[Read], labelled: Sequence[Read] | None = None) -> RateFound:
    """The classifier's rate turned round by the sensitivity and specificity that `labelled` give it; see `prediction_powered`."""
    some = _labelled(rows, labelled)
    if few := _too_few("Rogan-Gladen", rows, some):
        return few
    bad, good = [row for row in some if row.labelled], [row for row in some if not row.labelled]
    counts = {"answers": len(rows), "labels": len(some), "clusters": _clusters(rows)}
    if not bad or not good:
        return RateFound(way="Rogan-Gladen", why_not="all labels are alike, so that one kind of error is not known", **counts)
    rate = sum(row.judged for row in rows) / len(rows)
    sense, spec = sum(row.judged for row in bad) / len(bad), sum(not row.judged for row in good) / len(good)
    if sense + spec - 1 < WEAKEST:
        return RateFound(way="Rogan-Gladen", why_not="the reading hardly tells one from the other", **counts)
    value = (rate + spec - 1) / (sense + spec - 1)
    middle, error = _lang_reiczigel(rate, sense, spec, answers=len(rows), bad=len(bad), good=len(good))
    error *= _design_effect(rows, bad, good, rate=rate, sense=sense, spec=spec)
    return _found("Rogan-Gladen", value, error=error, middle=middle, rows=rows, some=some)


def difference(one: RateFound, other: RateFound) -> tuple[float, float, float] | None:
    """One rate less another of the same way, with its interval; None where either is not there. They share no answers."""
    if one.value is None or other.value is None or one.error is None or other.error is None:
        return None
    freedom = max(1, min(one.clusters, other.clusters) - 1)
    half = float(stdtrit(freedom, (1 + LEVEL) / 2)) * sqrt(one.error**2 + other.error**2)
    gap = one.value - other.value
    return gap, max(-1.0, gap - half), min(1.0, gap + half)


def evenly(one: Sequence[Read], other: Sequence[Read]) -> RateFound:
    """
    The share over two groups that count as half each, whatever number of either was labelled, by the labels alone.

    The mean of the two shares; variances are added and quartered, and a cluster with answers in both is one.
    """
    groups = [_labelled(rows, None) for rows in (one, other)]
    labels = sum(map(len, groups))
    if not all(groups):
        return RateFound(way="labelled alone", answers=labels, labels=labels, why_not="no labels of one group")
    at = _Clusters(*groups)
    value, least, parts = 0.0, 0.0, np.zeros(len(at.place))
    for rows in groups:
        hits, of = at.sums(rows, [float(bool(row.labelled)) for row in rows])
        rate = float(hits.sum() / len(rows))
        value, least = value + rate / 2, least + _pseudo(hits.sum(), len(rows)) / 4
        parts += (hits - rate * of) / len(rows) / 2
    error = sqrt(max(at.variance(parts), least))
    half = float(stdtrit(max(1, min(map(_clusters, groups)) - 1), (1 + LEVEL) / 2)) * error
    low, high = max(0.0, value - half), min(1.0, value + half)
    return RateFound(
        way="labelled alone",
        value=value,
        low=low,
        high=high,
        error=error,
        answers=labels,
        labels=labels,
        clusters=len(at.place),
    )


@final
class _Clusters:
    """Sums over clusters of near-duplicate questions, those of all answers and of the labelled ones in one order."""

    def __init__(self, *groups: Sequence[Read]) -> None:
        names = sorted({row.cluster for rows in groups for row in rows})
        self.place = {name: i for i, name in enumerate(names)}

    def sums(self, rows: Sequence[Read], values: Sequence[float]) -> tuple[Array, Array]:
        """(cluster) the sum of values, and how many there are."""
        total, count = np.zeros(len(self.place)), np.zeros(len(self.place))
        for row, value in zip(rows, values, strict=True):
            total[self.place[row.cluster]] += value
            count[self.place[row.cluster]] += 1
        return total, count

    def variance(self, parts: Array) -> float:
        """That of a sum whose parts (cluster) are independent."""
        return float(len(parts) / max(1, len(parts) - 1) * (parts**2).sum())


def _plain(way: Way, rows: Sequence[Read], values: Sequence[bool]) -> RateFound:
    if not rows:
        return RateFound(way=way, why_not="no answers")
    at = _Clusters(rows)
    hits, of = at.sums(rows, [float(value) for value in values])
    found = share(hits, of)
    value = float(hits.sum() / len(rows))
    error = sqrt(max(at.variance((hits - value * of) / len(rows)), _pseudo(hits.sum(), len(rows))))
    labels = len(rows) if way == "labelled alone" else 0
    return RateFound(
        way=way, value=value, low=found.low, high=found.high, error=error, answers=len(rows), labels=labels, clusters=len(of)
    )


def _pseudo(hits: float, of: int) -> float:
    """The variance of a share with one success and one failure added (Agresti and Caffo 2000)."""
    share_of = (hits + 1) / (of + 2)
    return float(share_of * (1 - share_of) / of)


def _labelled(rows: Sequence[Read], labelled: Sequence[Read] | None) -> list[Read]:
    return [row for row in (rows if labelled is None else labelled) if row.labelled is not None]


def _too_few(way: Way, rows: Sequence[Read], some: Sequence[Read]) -> RateFound | None:
    """Why nothing is corrected, with the counts; None where there are labels enough."""
    if rows and len(some) >= FEWEST and _clusters(some) > 1:
        return None
    why = f"{len(some)} labels in {_clusters(some)} clusters; give at least {FEWEST} in 2"
    return RateFound(way=way, why_not=why, answers=len(rows), labels=len(some), clusters=_clusters(rows))


def _clusters(rows: Sequence[Read]) -> int:
    return len({row.cluster for row in rows})


def _lang_reiczigel(rate: float, sense: float, spec: float, *, answers: int, bad: int, good: int) -> tuple[float, float]:
    """The middle and the standard error of Lang and Reiczigel's interval."""
    z = float(stdtrit(np.inf, (1 + LEVEL) / 2))
    rate, answers_ = (answers * rate + z**2 / 2) / (answers + z**2), answers + z**2
    sense, spec = (bad * sense + 1) / (bad + 2), (good * spec + 1) / (good + 2)
    tells = sense + spec - 1
    value = (rate + spec - 1) / tells
    of_sense, of_spec = sense * (1 - sense) / (bad + 2), spec * (1 - spec) / (good + 2)
    shift = 2 * z**2 * (value * of_sense - (1 - value) * of_spec)
    variance = rate * (1 - rate) / answers_ + value**2 * of_sense + (1 - value) ** 2 * of_spec
    return value + shift, sqrt(variance) / tells


def _design_effect(
    rows: Sequence[Read], bad: Sequence[Read], good: Sequence[Read], *, rate: float, sense: float, spec: float
) -> float:
    """How much wider clusters make the error than as many answers of their own; never below 1."""
    at, tells = _Clusters(rows, bad, good), sense + spec - 1
    value = (rate + spec - 1) / tells
    weights = (1 / tells, -value / tells, (1 - value) / tells)
    shares = (rate, sense, spec)
    groups = (rows, bad, good)
    hits = ([r.judged for r in rows], [r.judged for r in bad], [not r.judged for r in good])
    parts, alone = np.zeros(len(at.place)), 0.0
    for weight, part, group, hit in zip(weights, shares, groups, hits, strict=True):
        total, count = at.sums(group, [float(one) for one in hit])
        parts += weight * (total - part * count) / len(group)
        alone += weight**2 * part * (1 - part) / len(group)
    return max(1.0, sqrt(at.variance(parts) / alone)) if alone > 0 else 1.0


def _found(way: Way, value: float, *, error: float, middle: float, rows: Sequence[Read], some: Sequence[Read]) -> RateFound:
    """The rate cut to what a share can be, with its interval around `middle`."""
    half = float(stdtrit(_clusters(some) - 1, (1 + LEVEL) / 2)) * error
    low, high = (min(1.0, max(0.0, end)) for end in (middle - half, middle + half))
    held = min(1.0, max(0.0, value))
    return RateFound(
        way=way,
        value=held,
        low=min(low, held),
        high=max(high, held),
        error=error,
        answers=len(rows),
        labels=len(some),
        clusters=_clusters(rows),
    )
