"""
A judge against labels: agreement, kappa, sensitivity and specificity, with answers clustered by question.

Method. Shares are ratios of sums over clusters of questions. Their variance is linearised over clusters, as in a survey
(Cochran 1977, Sampling Techniques, chapter 6); the interval is the exact binomial one at the effective number of answers
p(1-p)/V, never more than there are, with the degrees of freedom of the clusters (Korn and Graubard 1998, Survey Methodology 24).
At 0 or 1, where V is 0, each cluster counts as one answer. Kappa (Cohen 1960) has a delete-one-cluster jackknife with Student's
t. A difference of two shares is corrected for misreading by division by sensitivity + specificity - 1 (Rogan and Gladen 1978).
Assumption. Clusters are drawn independently, those of other questions of the kind would be like them; for the correction, the
judge errs alike in both arms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from scipy.special import betaincinv, stdtrit

from inward.stats.axes import Array

LEVEL = 0.95
WEAKEST = 0.1
"""Sensitivity + specificity - 1 below which nothing is corrected: the judge hardly tells one from the other."""


@final
@dataclass(frozen=True, kw_only=True)
class Pair:
    """One answer as a judge has it and as its label has it; `cluster` is the group of its question."""

    cluster: str
    judged: bool
    labelled: bool


@final
@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its interval over clusters; None where it cannot be had. `answers` and `clusters` are what it rests on."""

    value: float | None
    low: float | None
    high: float | None
    answers: int
    clusters: int


@final
@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How a judge agrees with labels; `both`, `judge`, `label`, `neither`: answers that these call by the trait's name."""

    both: int
    judge: int
    label: int
    neither: int
    agreement: Figure
    kappa: Figure
    sensitivity: Figure
    specificity: Figure


def agree(pairs: Sequence[Pair]) -> Agreement:
    """The agreement over these answers; figures without answers, or over a single cluster, are without value or interval."""
    return agree_by_cluster(_cells(pairs))


def agree_by_cluster(cells: Array) -> Agreement:
    """The agreement from counts (cluster, which): called by the trait's name by both, by judge, by label, by neither."""
    both, judge, label, neither = (int(one) for one in cells.sum(0))
    return Agreement(
        both=both,
        judge=judge,
        label=label,
        neither=neither,
        agreement=share(cells[:, 0] + cells[:, 3], cells.sum(1)),
        kappa=_kappa(cells),
        sensitivity=share(cells[:, 0], cells[:, 0] + cells[:, 2]),
        specificity=share(cells[:, 3], cells[:, 3] + cells[:, 1]),
    )


def corrected(difference: float, found: Agreement) -> float | None:
    """A difference of shares as it would be without misreading; None where the judge hardly tells, or that is not known."""
    if found.sensitivity.value is None or found.specificity.value is None:
        return None
    tells = found.sensitivity.value + found.specificity.value - 1
    return None if tells < WEAKEST else difference / tells


def _cells(pairs: Sequence[Pair]) -> Array:
    """(cluster, which): answers called by the trait's name by both, by the judge alone, by the label alone, by neither."""
    places = {name: place for place, name in enumerate(sorted({pair.cluster for pair in pairs}))}
    cells = np.zeros((len(places), 4))
    for pair in pairs:
        cells[places[pair.cluster], 2 * (not pair.judged) + (not pair.labelled)] += 1
    return cells


def share(hits: Array, of: Array) -> Figure:
    """A ratio of sums over clusters, with its interval; clusters that hold none of what is counted say nothing."""
    hits, of = hits[of > 0], of[of > 0]
    clusters, answers = len(of), float(of.sum())
    if not clusters:
        return Figure(value=None, low=None, high=None, answers=0, clusters=0)
    value = float(hits.sum() / answers)
    low, high = _edges(value, hits, of) if clusters > 1 else (None, None)
    return Figure(value=value, low=low, high=high, answers=int(answers), clusters=clusters)


def _edges(value: float, hits: Array, of: Array) -> tuple[float, float]:
    clusters, answers = len(of), float(of.sum())
    variance = clusters / (clusters - 1) * float(((hits - value * of) ** 2).sum()) / answers**2
    effective = float(clusters)
    if 0 < value < 1:
        tail = (1 + LEVEL) / 2
        wider = (stdtrit(answers - 1, tail) / stdtrit(clusters - 1, tail)) ** 2
        effective = min(answers, value * (1 - value) / variance if variance > 0 else answers) * float(wider)
    yes, no, tail = value * effective, (1 - value) * effective, (1 - LEVEL) / 2
    low = float(betaincinv(yes, no + 1, tail)) if yes > 0 else 0.0
    high = float(betaincinv(yes + 1, no, 1 - tail)) if no > 0 else 1.0
    return low, high


def _kappa(cells: Array) -> Figure:
    """Cohen's kappa; without an interval where leaving out one cluster changes nothing, or leaves no kappa."""
    clusters, answers = len(cells), int(cells.sum())
    total = cells.sum(0)
    value = _kappa_of(total)
    left = [_kappa_of(total - one) for one in cells] if clusters > 1 else []
    known = [one for one in left if one is not None]
    if value is None or not known or len(known) < len(left) or np.ptp(known) == 0:
        return Figure(value=value, low=None, high=None, answers=answers, clusters=clusters)
    error = np.sqrt((clusters - 1) * np.var(known))
    half = float(stdtrit(clusters - 1, (1 + LEVEL) / 2) * error)
    return Figure(value=value, low=max(-1.0, value - half), high=min(1.0, value + half), answers=answers, clusters=clusters)


def _kappa_of(cells: Array) -> float | None:
    """Agreement beyond what the two shares would bring by chance; None where chance alone agrees always."""
    total = cells.sum()
    if total == 0:
        return None
    both, judge, label, neither = cells / total
    chance = (both + judge) * (both + label) + (judge + neither) * (label + neither)
    return None if chance >= 1 - 1e-12 else float((both + neither - chance) / (1 - chance))
