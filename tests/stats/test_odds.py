"""Three statistics of the same log-probabilities, and how far apart they lie."""

from math import log

import numpy as np
import pytest
from scipy.special import ndtri

from inward.errors import StatsError
from inward.stats.odds import Odds, odds

EVEN = ndtri((np.arange(2_000) + 0.5) / 2_000)
"""Two thousand questions whose log-odds are as normal as can be: no draw, no noise."""


def of_log_odds(value: float) -> Odds:
    """Two options that hold four fifths of the probability, the first of which matches."""
    below = np.logaddexp(0.0, value)
    return odds([log(0.8) + value - below, log(0.8) - below], [0])


@pytest.mark.parametrize(
    ("mu", "sigma", "mean", "exceeding"),
    [
        (0.1, 0.05, 0.525, 0.977),
        (0.1, 0.2, 0.525, 0.692),
        (0.1, 1.0, 0.521, 0.541),
        (0.1, 3.0, 0.512, 0.514),
        (1.0, 0.5, 0.721, 0.977),
        (1.0, 2.0, 0.649, 0.692),
        (3.0, 1.0, 0.931, 0.999),
    ],
)
def test_the_mean_probability_does_not_tell_the_share_exceeding(mu: float, sigma: float, mean: float, exceeding: float):
    """
    Item log-odds normal with mean mu and sd sigma: a mean of .52 goes with any share from .51 to .98.
    """
    found = [of_log_odds(value) for value in mu + sigma * EVEN]

    assert mean == pytest.approx(np.mean([one.share for one in found]), abs=0.003)
    assert exceeding == pytest.approx(np.mean([one.exceeds for one in found]), abs=0.003)
    assert mu == pytest.approx(np.mean([one.log_odds for one in found]), abs=0.003)
    assert 0.8 == pytest.approx(np.mean([one.coverage for one in found]))


def test_known_probabilities():
    """
    Probabilities .3, .1 and .1: a share of .6, log-odds of log 3, coverage of .5.
    """
    found = odds([log(0.3), log(0.1), log(0.1)], [0])

    assert (True, False, True) == (found.exceeds, found.tied, found.answered)
    assert (0.6, log(3), 0.5) == pytest.approx((found.share, found.log_odds, found.coverage))
    assert (0.6, 0.2, 0.2) == pytest.approx(found.shares)


def test_a_tie_never_exceeds():
    """
    Equal to the bit is tied, and neither side has it.
    """
    one, other = odds([-2.0, -2.0], [0]), odds([-2.0, -2.0], [1])

    assert (False, True, 0.0) == (one.exceeds, one.tied, one.log_odds)
    assert (False, True, 0.0) == (other.exceeds, other.tied, other.log_odds)


def test_beating_the_named_option_is_not_enough():
    """
    Of three options the matching one has to be likelier than each.
    """
    assert not odds([log(0.3), log(0.2), log(0.4)], [0]).exceeds
    assert odds([log(0.3), log(0.2)], [0]).exceeds


def test_the_sides_mirror():
    """
    Options of the other side match: shares sum to one, log-odds change sign, coverage stays.
    """
    logprobs = [-1.0, -2.5, -3.0]
    these, others = odds(logprobs, [0]), odds(logprobs, [1, 2])

    assert 1.0 == pytest.approx(these.share + others.share)
    assert these.log_odds == -others.log_odds
    assert these.coverage == others.coverage


def test_a_factor_on_all_options_changes_coverage_alone():
    """
    The three statistics are of the options among themselves; tiny probabilities are no nought.
    """
    whole, crumbs = odds([-0.5, -1.5], [1]), odds([-600.5, -601.5], [1])

    assert whole.share == pytest.approx(crumbs.share)
    assert whole.log_odds == pytest.approx(crumbs.log_odds)
    assert (True, False) == (whole.answered, crumbs.answered)
    assert 0 < crumbs.coverage < 1e-200


def test_nothing_to_compare_is_refused():
    """
    All options match, or none.
    """
    with pytest.raises(StatsError, match="2 of 2 options match"):
        odds([-1.0, -1.0], [0, 1])
    with pytest.raises(StatsError, match="0 of 2 options match"):
        odds([-1.0, -1.0], [])
