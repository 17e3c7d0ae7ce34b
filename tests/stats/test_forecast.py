"""A stated interval is scored so that saying what one believes is best."""

from statistics import NormalDist

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.forecast import foretold, interval_score


@pytest.mark.parametrize(
    ("low", "high", "value", "level", "score"),
    [
        (0.1, 0.3, 0.2, 0.9, 0.2),
        (0.1, 0.3, 0.1, 0.9, 0.2),
        (0.1, 0.3, 0.4, 0.9, 0.2 + 20 * 0.1),
        (0.1, 0.3, 0.0, 0.8, 0.2 + 10 * 0.1),
        (0.2, 0.2, 0.2, 0.5, 0.0),
    ],
)
def test_the_score_is_width_and_what_is_missed(low: float, high: float, value: float, level: float, score: float):
    """
    Inside, an interval costs its width; outside, 2 / (1 - level) times the distance more.
    """
    assert score == pytest.approx(interval_score(low, high, value, level=level))


def test_mirrored_forecasts_score_alike():
    """
    With all signs turned the score stays.
    """
    there, back = interval_score(0.1, 0.3, 0.45, level=0.9), interval_score(-0.3, -0.1, -0.45, level=0.9)

    assert there == back


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9])
def test_the_true_quantiles_score_best(level: float):
    """
    Propriety: over what a forecaster believes, no shifted, narrower or wider interval has a better mean score.
    """
    belief = NormalDist(0.2, 0.1)
    low, high = belief.inv_cdf((1 - level) / 2), belief.inv_cdf((1 + level) / 2)
    values = np.random.default_rng(1).normal(0.2, 0.1, size=20_000)

    def mean(left: float, right: float) -> float:
        return float(np.mean([interval_score(left, right, value, level=level) for value in values]))

    others = [
        mean(low + a, high + b) for a, b in ((-0.03, 0.03), (0.03, -0.03), (0.03, 0.03), (-0.03, -0.03), (0, 0.05), (-0.05, 0))
    ]
    assert mean(low, high) < min(others)


@pytest.mark.parametrize(
    ("low", "high", "margin", "verdict"),
    [
        (0.1, 0.3, 0.1, "supported"),
        (-0.3, -0.1, 0.1, "supported"),
        (-0.05, 0.05, 0.1, "null-within-margin"),
        (0.01, 0.05, 0.1, "null-within-margin"),
        (-0.1, 0.3, 0.1, "inconclusive"),
        (-0.05, 0.05, None, "inconclusive"),
    ],
)
def test_a_forecast_foretells_a_verdict(low: float, high: float, margin: float | None, verdict: str):
    """
    As an interval of the study would: inside the margin, clear of 0, or neither.
    """
    assert verdict == foretold(low, high, margin=margin)


@pytest.mark.parametrize(("low", "high", "level"), [(0.3, 0.1, 0.9), (0.1, 0.3, 1.0)])
def test_what_cannot_be_scored_is_refused(low: float, high: float, level: float):
    """
    Ends in the wrong order, and an interval that is always right.
    """
    with pytest.raises(StatsError) as caught:
        interval_score(low, high, 0.2, level=level)

    expected = f"Interval score: [{low:g}, {high:g}] at {level:.0%}. Give the lower end first, and a level from 0 to 1."
    assert expected == str(caught.value)
