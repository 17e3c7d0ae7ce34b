"""A classifier's rate corrected from labels: identities, coverage, and what pooled labels do where it errs by method."""

from dataclasses import replace

import numpy as np
import pytest

from inward.stats.corrected import Read, difference, evenly, labelled_alone, own, prediction_powered, rates_of, rogan_gladen


def world(
    rng: np.random.Generator,
    *,
    answers: int = 200,
    labels: int = 60,
    rate: float = 0.3,
    sense: float = 0.85,
    spec: float = 0.9,
    size: int = 1,
    name: str = "",
) -> list[Read]:
    """Answers to clusters of questions, each cluster with a rate of its own where it has several; some are labelled."""
    drawn = set(rng.choice(answers, labels, replace=False).tolist())
    rates = np.repeat(rng.beta(rate * 3, (1 - rate) * 3, answers // size), size) if size > 1 else np.full(answers, rate)
    truth = rng.random(answers) < rates
    judged = np.where(truth, rng.random(answers) < sense, rng.random(answers) >= spec)
    return [
        Read(cluster=f"{name}{i // size}", judged=bool(judged[i]), labelled=bool(truth[i]) if i in drawn else None)
        for i in range(answers)
    ]


def test_a_perfect_classifier_is_left_as_it_is():
    """
    Where reading and label agree throughout, both corrections are the classifier's rate.
    """
    rows = world(np.random.default_rng(0), sense=1.0, spec=1.0)

    plain = own(rows).value
    assert plain is not None
    assert pytest.approx(plain) == prediction_powered(rows).value
    assert pytest.approx(plain) == rogan_gladen(rows).value


def test_no_misreading_seen_is_not_none():
    """
    Sixty labels without a misreading leave an interval wider than the classifier's own, by what sixty may miss.
    """
    rows = world(np.random.default_rng(0), sense=1.0, spec=1.0)
    alone, powered = own(rows), prediction_powered(rows)

    assert None not in (alone.low, alone.high, powered.low, powered.high)
    assert powered.high - powered.low > alone.high - alone.low


def test_all_labelled_is_the_labelled_share():
    """
    Where every answer has a label, the prediction-powered rate is the labelled share, whatever the classifier says.
    """
    rows = world(np.random.default_rng(1), labels=200, sense=0.6, spec=0.5)

    assert pytest.approx(labelled_alone(rows).value) == prediction_powered(rows).value


def test_rogan_gladen_by_hand():
    """
    30 of 100 called failing; of 20 labelled failing 16 are, of 40 sound 4: (.3 + .9 - 1) / (.8 + .9 - 1) = .2857.
    """
    kinds = [(True, True)] * 16 + [(False, True)] * 4 + [(True, False)] * 4 + [(False, False)] * 36
    rows = [Read(cluster=str(i), judged=judged, labelled=label) for i, (judged, label) in enumerate(kinds)]
    rows += [Read(cluster=str(60 + i), judged=i < 10) for i in range(40)]

    assert pytest.approx(0.2 / 0.7) == rogan_gladen(rows).value
    assert pytest.approx(0.3 + (4 - 4) / 60) == prediction_powered(rows).value


def test_what_cannot_be_corrected_says_why():
    """
    Without labels there is the classifier's rate alone; too few, one-sided ones, and a blind classifier have their reasons.
    """
    rng = np.random.default_rng(2)

    assert ["classifier"] == [rate.way for rate in rates_of(world(rng, labels=0))]
    assert "9 labels in 9 clusters; give at least 10 in 2" == prediction_powered(world(rng, labels=9)).why_not
    assert rogan_gladen(world(rng, rate=0.0)).why_not.startswith("all labels are alike")
    assert rogan_gladen(world(rng, labels=200, sense=0.5, spec=0.5)).why_not.startswith("the reading hardly tells")
    assert "no answers" == own([]).why_not


@pytest.mark.parametrize(
    "kind",
    [
        {"rate": 0.3},
        {"rate": 0.05, "spec": 0.95},
        {"rate": 0.6, "sense": 0.95, "spec": 0.6},
        {"rate": 0.9, "sense": 0.9, "labels": 30},
        {"rate": 0.3, "size": 4},
    ],
    ids=["plain", "rare", "weak", "common", "clustered"],
)
def test_corrected_intervals_cover(kind: dict[str, float]):
    """
    Of 150 worlds nine in ten intervals at least hold the true rate, by either correction, which the classifier's own need not.
    """
    rng = np.random.default_rng(3)
    held: dict[str, list[bool]] = {"prediction-powered": [], "Rogan-Gladen": []}
    for _ in range(150):
        rows = world(rng, **kind)  # type: ignore[arg-type]
        for found in (prediction_powered(rows), rogan_gladen(rows)):
            if found.low is not None and found.high is not None:
                held[found.way].append(found.low <= kind["rate"] <= found.high)

    assert all(0.9 <= np.mean(each) for each in held.values()), {way: np.mean(each) for way, each in held.items()}


def test_the_uncorrected_rate_does_not_cover():
    """
    A classifier that calls a third of the sound answers failing is off by more than its interval nearly always.
    """
    rng = np.random.default_rng(4)
    found = [own(world(rng, rate=0.3, spec=0.67)) for _ in range(50)]

    assert 0.1 > np.mean([one.low <= 0.3 <= one.high for one in found])


def test_labels_of_another_method_do_not_correct():
    """
    Where a classifier errs otherwise with either method's questions, labels pooled over both give intervals that miss: one
    method's own labels cover in 9 of 10 worlds, pooled ones in fewer than 6, by either correction.
    """
    rng = np.random.default_rng(5)
    own_labels, pooled = [], []
    for _ in range(80):
        one = world(rng, answers=300, labels=100, rate=0.5, sense=0.95, spec=0.55, name="a")
        other = world(rng, answers=300, labels=100, rate=0.3, sense=0.6, spec=0.98, name="b")
        both = [*one, *other]
        for way in (prediction_powered, rogan_gladen):
            mine, mixed = way(one), way(one, both)
            own_labels.append(mine.low <= 0.5 <= mine.high)
            pooled.append(mixed.low <= 0.5 <= mixed.high)

    assert 0.9 <= np.mean(own_labels)
    assert 0.6 > np.mean(pooled)


def test_a_difference_of_corrected_rates():
    """
    Swapped, its sign flips; a rate that could not be had has none.
    """
    rng = np.random.default_rng(6)
    one, other = prediction_powered(world(rng, rate=0.6)), prediction_powered(world(rng, rate=0.2))

    there, back = difference(one, other), difference(other, one)
    assert there is not None and back is not None
    assert (there[0], there[1]) == pytest.approx((-back[0], -back[2]))
    assert there[1] > 0
    assert difference(one, prediction_powered([])) is None


def test_two_groups_count_half_each():
    """
    9 of 10 and 20 of 40 come to .7 and not to .58; apart, their variances are added and quartered; shared clusters add theirs.
    """
    one = [Read(cluster=f"a{i}", judged=True, labelled=i > 0) for i in range(10)]
    other = [Read(cluster=f"b{i}", judged=True, labelled=i % 2 == 0) for i in range(40)]
    apart = evenly(one, other)
    shared = evenly(*([replace(row, cluster=row.cluster[1:]) for row in rows] for rows in (one, one)))
    twice = evenly(one, [replace(row, cluster=row.cluster.replace("a", "c")) for row in one])

    assert 0.7 == pytest.approx(apart.value)
    errors = [labelled_alone(rows).error or 0.0 for rows in (one, other)]
    assert sum(error**2 for error in errors) / 4 == pytest.approx((apart.error or 0.0) ** 2, rel=0.1)
    assert (twice.error or 0.0) < (shared.error or 0.0)
    assert 50 == apart.labels
    assert None is evenly(one, []).value
