"""Slopes by question: known answers, coverage of the interval, and a rank that is uniform where nothing is there."""

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.slopes import in_range, slope

GRID = [-2.0, -1.0, 0.0, 1.0, 2.0]


def test_a_straight_line_gives_its_slope():
    """
    Slopes .1, .2, .3 and -.2 of four questions: mean .1, one of four the other way; intercepts are no matter.
    """
    each = np.array([0.1, 0.2, 0.3, -0.2])
    values = np.array([0.5, 0.2, 0.9, 0.4]) + np.outer(GRID, each)

    found = slope(GRID, values, [0, 1, 2, 3])

    assert (0.1, 0.25, 4, 4, None) == (round(found.estimate, 12), found.against, found.questions, found.clusters, found.p)
    assert found.low < 0 < found.high


def test_the_range_ends_where_coverage_falls_on_either_side():
    """
    Coverage .5 at -2 alone takes out 2 as well; the smallest multipliers always stay.
    """
    assert [1, 2, 3] == in_range(GRID, [0.5, 0.95, 1.0, 0.97, 1.0])
    assert [0, 1, 2, 3, 4] == in_range(GRID, [0.5, 0.5, 0.5, 0.5, 0.5])
    assert [1, 2, 3] == in_range(GRID, [0.1, 0.1, 1.0, 0.1, 0.1])
    with pytest.raises(StatsError, match="need 0 and at least one on either side"):
        in_range([0.0], [1.0])


def test_one_cluster_or_one_multiplier_says_nothing():
    """
    Refused with what is needed.
    """
    with pytest.raises(StatsError, match="1 cluster"):
        slope(GRID, np.zeros((5, 3)), [1, 1, 1])
    with pytest.raises(StatsError, match="2 or more that differ"):
        slope([1.0], np.zeros((1, 3)), [1, 2, 3])


def test_the_interval_covers_and_the_rank_is_honest():
    """
    1,000 sweeps of 12 clusters of 2: 95% intervals cover the slope in 92 to 98 of 100; a vector like its 20 nulls ranks below .05
    in at most 7 of 100.
    """
    rng, covered, ranked = np.random.default_rng(0), 0, 0
    clusters = np.repeat(np.arange(12), 2)
    for _ in range(1_000):
        own = 0.05 + np.repeat(rng.normal(0, 0.1, 12), 2) + rng.normal(0, 0.05, 24)
        values = rng.normal(0, 0.1, 24) + np.outer(GRID, own) + rng.normal(0, 0.05, (5, 24))
        found = slope(GRID, values, clusters)
        covered += found.low <= 0.05 <= found.high
        drawn = rng.normal(0, 0.02, 21)[:, None, None] * np.asarray(GRID)[:, None] + rng.normal(0, 0.05, (21, 5, 24))
        ranked += slope(GRID, drawn[0], clusters, nulls=drawn[1:]).p < 0.05

    assert 920 <= covered <= 980
    assert ranked <= 70


def test_a_rank_is_never_nought():
    """
    Steeper than all of 20 nulls: one in twenty-one.
    """
    nulls = np.zeros((20, 5, 3))
    found = slope(GRID, np.outer(GRID, [1.0, 1.1, 0.9]), [0, 1, 2], nulls=nulls)

    assert 1 / 21 == found.p
