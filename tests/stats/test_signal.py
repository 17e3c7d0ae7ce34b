"""Sensitivity apart from criterion: known answers, what moves which, and intervals that cover."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from inward.errors import StatsError
from inward.stats.signal import combined, detected, graded, interval

TRUE = np.arange(30) < 12
WORLDS = 600


def made(hits: int, false_alarms: int, *, frames: int = 8, true: np.ndarray = TRUE) -> np.ndarray:
    """Claims (frame, ability): the first so many of what is true and of what is false, in every frame."""
    claims = np.zeros((frames, len(true)))
    claims[:, np.flatnonzero(true)[:hits]] = 1.0
    claims[:, np.flatnonzero(~true)[:false_alarms]] = 1.0
    return claims


def test_the_numbers_are_those_of_the_books():
    """
    Of 12 that are true 9 are claimed, of 12 that are false 3: with half a claim added, H = 9.5/13 and F = 3.5/13.
    """
    true = np.arange(24) < 12

    found = detected(made(9, 3, true=true), true)

    assert (0.75, 0.25) == (float(found.hits), float(found.false_alarms))
    assert ndtri(9.5 / 13) - ndtri(3.5 / 13) == pytest.approx(float(found.sensitivity.estimate))
    assert 0.0 == pytest.approx(float(found.criterion.estimate), abs=1e-12)


@pytest.mark.parametrize(("hits", "false_alarms", "sign"), [(12, 18, -1), (0, 0, 1)])
def test_who_claims_everything_or_nothing_has_no_sensitivity(hits: int, false_alarms: int, sign: int):
    """
    d' is 0 whatever the numbers of either kind; c is z of 31/32, on one side or the other; neither is without width.
    """
    found = detected(made(hits, false_alarms), TRUE)

    assert 0.0 == pytest.approx(float(found.sensitivity.estimate), abs=1e-12)
    assert sign * ndtri(31 / 32) == pytest.approx(float(found.criterion.estimate))
    assert float(interval(found.sensitivity, scope="new-frames").half()) > 0.5
    assert float(interval(found.criterion, scope="new-frames").half()) > 0.25


def test_swapping_what_is_true_turns_the_sign_of_sensitivity_alone():
    """
    And swapping claims for denials turns that of both.
    """
    claims = made(9, 5)
    there, back, other = detected(claims, TRUE), detected(claims, ~TRUE), detected(1 - claims, TRUE)

    assert float(there.sensitivity.estimate) == pytest.approx(-float(back.sensitivity.estimate))
    assert float(there.criterion.estimate) == pytest.approx(float(back.criterion.estimate))
    assert float(there.sensitivity.estimate) == pytest.approx(-float(other.sensitivity.estimate))
    assert float(there.criterion.estimate) == pytest.approx(-float(other.criterion.estimate))


def test_a_shift_of_the_criterion_moves_the_criterion():
    """
    Evidence that is normal with means 1 apart, cut at .5, 0 and -.5: c goes with the cut, d' stays at 1.
    """
    evidence = np.where(TRUE.repeat(400), 0.5, -0.5) + ndtri((np.arange(12000) % 400 + 0.5) / 400)
    true = TRUE.repeat(400)

    for cut in (0.5, 0.0, -0.5):
        found = detected((evidence > cut)[None].astype(float), true)
        assert cut == pytest.approx(float(found.criterion.estimate), abs=0.02)
        assert 1.0 == pytest.approx(float(found.sensitivity.estimate), abs=0.02)


def test_log_odds_take_no_cut():
    """
    2 on average where it is true and 1 where it is not: 1 apart, held back by -1.5; twice as sure is twice as far.
    """
    values = np.where(TRUE, 2.0, 1.0) * np.ones((8, 1))

    once, twice = graded(values, TRUE), graded(2 * values, TRUE)

    assert (1.0, -1.5) == (float(once.sensitivity.estimate), float(once.criterion.estimate))
    assert (2.0, -3.0) == (float(twice.sensitivity.estimate), float(twice.criterion.estimate))


def worlds(*, true_at: float, false_at: float, ability: float, frame: float, seed: int = 1) -> np.ndarray:
    """Log-odds (world, frame, ability) that are normal, with a spread of abilities, of frames and of their pairs."""
    rng = np.random.default_rng(seed)
    middle = np.where(TRUE, true_at, false_at)
    items, frames = ability * rng.standard_normal((WORLDS, 1, 30)), frame * rng.standard_normal((WORLDS, 8, 1))
    return middle + items + frames + 0.5 * rng.standard_normal((WORLDS, 8, 30))


@pytest.mark.parametrize(("true_at", "false_at"), [(0.0, 0.0), (1.0, -1.0), (1.5, 1.0)])
@pytest.mark.parametrize(("ability", "frame"), [(1.0, 0.3), (0.5, 1.0)])
def test_both_are_covered(true_at: float, false_at: float, ability: float, frame: float):
    """
    For new abilities in new frames, with a cut and without, at least 92% of 600 worlds.
    """
    values = worlds(true_at=true_at, false_at=false_at, ability=ability, frame=frame)
    spread = np.sqrt(ability**2 + frame**2 + 0.25)
    ends = ndtri(ndtr(true_at / spread)), ndtri(ndtr(false_at / spread))
    cut, uncut = detected((values > 0).astype(float), TRUE), graded(values, TRUE)

    for one, truth in (
        (cut.sensitivity, ends[0] - ends[1]),
        (cut.criterion, -(ends[0] + ends[1]) / 2),
        (uncut.sensitivity, true_at - false_at),
        (uncut.criterion, -(true_at + false_at) / 2),
    ):
        found = interval(one, scope="new-frames")
        assert 0.92 <= float(((found.low() <= truth) & (truth <= found.high())).mean())


def test_what_models_share_drops_out_of_their_difference():
    """
    The same answers twice: no change, and none of what spreads abilities; what was added to the shares is all that is left.
    """
    found = detected((worlds(true_at=1.0, false_at=0.0, ability=1.0, frame=0.3)[0] > 0).astype(float), TRUE)

    change = combined([found.criterion, found.criterion], [-1.0, 1.0])

    assert 0.0 == float(change.estimate)
    assert 0.0 == float(np.abs(change.cells).max())
    assert 2 * float(found.criterion.unseen) == pytest.approx(float(change.unseen))


def test_a_fall_of_the_criterion_is_covered_and_mostly_found():
    """
    A model that claims more than another by 1.5 in log-odds, of all that it is asked alike: d' is held by its interval in at
    least 92% of 600 worlds, c falls beyond doubt in at least 80%.
    """
    first, last = (worlds(true_at=at + 0.5, false_at=at - 0.5, ability=0.7, frame=0.3) for at in (-0.75, 0.75))
    each = [detected((values > 0).astype(float), TRUE) for values in (first, last)]
    criterion, sensitivity = (
        interval(combined([getattr(one, name) for one in each], [-1.0, 1.0]), scope="new-frames")
        for name in ("criterion", "sensitivity")
    )

    assert 0.92 <= float(((sensitivity.low() <= 0) & (0 <= sensitivity.high())).mean())
    assert 0.80 <= float((criterion.high() < 0).mean())


def test_two_abilities_of_either_kind_are_the_least():
    """
    One that is true says nothing of the spread of such.
    """
    with pytest.raises(StatsError, match="1 abilities are true and 29 false; give at least 2 of either"):
        detected(np.zeros((8, 30)), np.arange(30) < 1)
