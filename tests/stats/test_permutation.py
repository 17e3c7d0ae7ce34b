"""Exact permutation over seeds."""

from itertools import combinations

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.permutation import permutation


@pytest.mark.parametrize(("seeds", "smallest"), [(4, 0.0286), (5, 0.0079), (8, 0.00016)])
def test_arms_that_do_not_overlap_reach_the_floor(seeds, smallest):
    """
    4 against 4 can reach .029 and no less, 5 against 5 .008, 8 against 8 .0002.
    """
    check = permutation(np.arange(seeds) + 100.0, np.arange(seeds))

    assert check.smallest == check.p
    assert pytest.approx(smallest, abs=5e-5) == check.smallest


@pytest.mark.parametrize(("treated", "control"), [(5, 5), (4, 7), (1, 6)])
def test_every_relabelling_is_counted(treated, control):
    """
    The halves' sums give what plain enumeration gives.
    """
    values = np.random.default_rng(treated).normal(size=treated + control)
    observed = abs(values[:treated].mean() - values[treated:].mean())
    sets = [np.isin(np.arange(len(values)), chosen) for chosen in combinations(range(len(values)), treated)]
    far = [abs(values[s].mean() - values[~s].mean()) >= observed - 1e-12 for s in sets]

    assert pytest.approx(np.mean(far)) == permutation(values[:treated], values[treated:]).p


def test_ties_count_as_far():
    """
    Seeds that are all alike can be relabelled at will.
    """
    assert 1.0 == permutation([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).p
    assert 1.0 == permutation([0.0, 1.0], [1.0, 0.0]).p


def test_sixteen_against_sixteen_is_still_exact():
    """
    600 million relabellings are counted, not sampled.
    """
    check = permutation(np.arange(16) + 0.5, np.arange(16))

    assert check == permutation(np.arange(16) + 0.5, np.arange(16))
    assert pytest.approx(3.327e-9, rel=1e-3) == check.smallest


def test_too_many_seeds_are_refused():
    """
    The error says how many may be counted.
    """
    with pytest.raises(StatsError) as caught:
        permutation(np.zeros(40), np.zeros(40))

    assert "Permutation: 40 treated and 40 control seeds; give 1 or more each, 44 in all at most." == str(caught.value)
