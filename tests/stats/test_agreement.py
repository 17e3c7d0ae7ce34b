"""A judge against labels: known tables, and intervals that cover where answers are clustered by question."""

import math
from dataclasses import replace

import numpy as np
import pytest

from inward.stats.agreement import Agreement, Figure, Pair, agree, agree_by_cluster, corrected

FIGURES = ("agreement", "kappa", "sensitivity", "specificity")


def pairs(table: dict[tuple[bool, bool], int], *, clusters: int = 5) -> list[Pair]:
    """So many answers of each (judged, labelled), dealt to clusters in turn."""
    told = [cell for cell, count in table.items() for _ in range(count)]
    return [Pair(cluster=str(n % clusters), judged=one, labelled=other) for n, (one, other) in enumerate(told)]


TABLE = {(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15}


def test_a_known_table():
    """
    20, 5, 10, 15: agreement .7, chance .5, kappa .4 (Cohen's own arithmetic), sensitivity 2/3, specificity 3/4.
    """
    found = agree(pairs(TABLE))

    assert (20, 5, 10, 15) == (found.both, found.judge, found.label, found.neither)
    assert [0.7, 0.4, 2 / 3, 0.75] == pytest.approx([getattr(found, name).value for name in FIGURES])


def test_judge_and_label_change_places():
    """
    Agreement and kappa are the same from either side.
    """
    there = agree(pairs(TABLE))
    back = agree([Pair(cluster=one.cluster, judged=one.labelled, labelled=one.judged) for one in pairs(TABLE)])

    assert (there.agreement, there.kappa) == (back.agreement, back.kappa)


def test_calling_the_other_side_by_the_name_changes_places():
    """
    What was sensitivity is specificity.
    """
    there = agree(pairs(TABLE))
    back = agree([Pair(cluster=one.cluster, judged=not one.judged, labelled=not one.labelled) for one in pairs(TABLE)])

    assert there.sensitivity == back.specificity


def test_copies_in_a_cluster_bring_no_certainty():
    """
    Ten times the same answers to the same questions: the same numbers, and no narrower interval.
    """
    uneven = [replace(pair, cluster=str(n // 10)) for n, pair in enumerate(pairs(TABLE))]
    once, often = agree(uneven), agree(uneven * 10)

    assert once.sensitivity.value == often.sensitivity.value
    width = {name: getattr(often, name).high - getattr(often, name).low for name in FIGURES}
    assert all(0.8 * (getattr(once, name).high - getattr(once, name).low) < width[name] for name in FIGURES)


def test_a_perfect_judge_is_not_certain():
    """
    Eight clusters without an error: the interval is that of eight answers, 1 - .975^8 long.
    """
    found = agree(pairs({(True, True): 40, (False, False): 40}, clusters=8))

    assert 0.025 ** (1 / 8) == pytest.approx(found.sensitivity.low)
    assert (1.0, 1.0, None) == (found.sensitivity.high, found.kappa.value, found.kappa.low)


def test_what_was_never_seen_has_no_figure():
    """
    No answer labelled so: no sensitivity, and nothing is corrected; one cluster: no interval.
    """
    found = agree([Pair(cluster="a", judged=False, labelled=False), Pair(cluster="a", judged=True, labelled=False)])

    assert Figure(value=None, low=None, high=None, answers=0, clusters=0) == found.sensitivity
    assert (0.5, None) == (found.specificity.value, found.specificity.low)
    assert corrected(0.3, found) is None


def test_the_correction_gives_the_truth_back():
    """
    True shares .5 and .1 under sensitivity .8 and specificity .9 are seen as .45 and .17; the difference of .4 comes back.
    """
    found = agree(pairs({(True, True): 80, (False, True): 20, (True, False): 10, (False, False): 90}))

    assert 0.4 == pytest.approx(corrected(0.45 - 0.17, found))


def test_who_cannot_tell_is_not_corrected():
    """
    Sensitivity + specificity - 1 of nothing is no divisor.
    """
    assert corrected(0.3, agree(pairs(dict.fromkeys(TABLE, 10)))) is None


def world(rng: np.random.Generator, *, clusters: int, spread: float, each: int = 25) -> np.ndarray:
    """Counts of answers whose prevalence, sensitivity and specificity differ from question to question (logit scale)."""
    label, sensitivity, specificity = (
        1 / (1 + np.exp(-(mean + spread * rng.standard_normal(clusters)))) for mean in (-0.4, 1.5, 2.2)
    )
    shown = rng.binomial(each, label)
    both, neither = rng.binomial(shown, sensitivity), rng.binomial(each - shown, specificity)
    return np.stack([both, each - shown - neither, shown - both, neither], axis=1).astype(float)


@pytest.mark.parametrize("clusters", [8, 24])
def test_intervals_cover(clusters: int):
    """
    Of 400 draws with a spread of 1 logit between questions, 91% and more hold the truth (nominal 95%; the binomial interval over
    answers, which knows no questions, holds it in 85% at most).
    """
    rng = np.random.default_rng(7)
    truth = _values(agree_by_cluster(world(rng, clusters=200_000, spread=1.0).sum(0, keepdims=True)))
    held, naive = dict.fromkeys(FIGURES, 0), 0
    for _ in range(400):
        found = agree_by_cluster(world(rng, clusters=clusters, spread=1.0))
        for name in FIGURES:
            low, high = getattr(found, name).low, getattr(found, name).high
            held[name] += low <= truth[name] <= high
        one = found.sensitivity
        naive += abs(one.value - truth["sensitivity"]) <= 1.96 * math.sqrt(one.value * (1 - one.value) / one.answers)
    print(f"\n{clusters} clusters: { ({name: count / 400 for name, count in held.items()}) }, binomial {naive / 400:.2f}")

    assert 0.91 <= min(held.values()) / 400
    assert 0.85 >= naive / 400


def _values(found: Agreement) -> dict[str, float]:
    return {name: getattr(found, name).value for name in FIGURES}
