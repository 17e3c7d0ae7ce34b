"""Clusters of unequal size: the item part errs, if at all, on the wide side."""

import numpy as np
import pytest

from inward.stats.clusters import grouped


def test_equal_clusters_have_one_degree_of_freedom_less_than_there_are():
    """
    Eight clusters of three: the item part is s2/8 with 7 degrees of freedom.
    """
    clusters = grouped(np.repeat(np.arange(8), 3))
    means = np.random.default_rng(1).normal(size=8)

    assert pytest.approx(7) == clusters.freedom
    assert pytest.approx(means.var(ddof=1) / 8) == clusters.part(np.repeat(means, 3))


def test_two_unequal_clusters_by_hand():
    """
    Two items against one: the variance of (2a + b)/3 is 5/9 of a cluster's, which (a - b)^2 / 2 estimates.
    """
    clusters = grouped([0, 0, 1])

    assert pytest.approx(5 / 18) == clusters.part(np.array([1.0, 1.0, 0.0]))
    assert 1 == clusters.freedom


@pytest.mark.parametrize(("shared", "least", "most"), [(1.0, 0.97, 1.03), (0.5, 1.0, 2.0), (0.0, 1.0, 2.5)])
def test_the_item_part_is_never_too_small_at_unequal_sizes(shared, least, most):
    """
    Unbiased where items of a cluster are alike, too large where they have less in common.
    """
    sizes = (8, 4, 3, 3, 2, 2, 1, 1)
    rng = np.random.default_rng(2)
    own, common = rng.normal(size=(20_000, 24)), rng.normal(size=(20_000, 8)).repeat(sizes, axis=1)
    effects = shared**0.5 * common + (1 - shared) ** 0.5 * own
    part = grouped(np.repeat(np.arange(8), sizes)).part(effects)

    assert least < part.mean() / effects.mean(-1).var() < most


def test_the_residual_of_single_items_is_that_of_a_table():
    """
    With every item its own cluster, it is MSres / (seeds x items) of the two-way table.
    """
    cells = np.random.default_rng(3).normal(size=(4, 6))
    left = cells - cells.mean(0) - cells.mean(1, keepdims=True) + cells.mean()

    assert pytest.approx((left**2).sum() / (3 * 5) / 24) == grouped(range(6)).residual(cells)
