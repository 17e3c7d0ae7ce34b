"""Holm's adjustment."""

import pytest

from inward.stats.holm import holm


def test_a_worked_example():
    """
    .01 x 3, .02 x 2, .04 x 1, each at least the one before, in the order given.
    """
    assert pytest.approx((0.04, 0.03, 0.04)) == holm([0.04, 0.01, 0.02])


def test_one_claim_is_not_adjusted():
    """
    A family of one keeps its p, and an empty family has none.
    """
    assert (0.03,) == holm([0.03])
    assert () == holm([])


def test_a_withheld_p_counts_in_the_family():
    """
    It stays None, and the others are adjusted as if it were 1.
    """
    assert (0.02, None) == holm([0.01, None])


def test_adjusted_values_stop_at_one():
    """
    No adjusted p is above 1.
    """
    assert (1.0, 1.0) == holm([0.6, 0.7])
