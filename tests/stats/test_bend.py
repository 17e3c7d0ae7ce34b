"""A turn along a series is found where there is one, and hardly ever where the series only rises, falls or stays."""

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.bend import bends, slope, weights
from inward.stats.frames import apart, over

WORLDS, FRAMES, ITEMS = 600, 8, 40
CLUSTERS = np.arange(ITEMS)


def made(means: np.ndarray, *, seed: int = 1) -> np.ndarray:
    """Values (world, model, frame, item) about these means: models share questions and frames, and have their own beside."""
    rng = np.random.default_rng(seed)

    def drawn(spread: float, *shape: int) -> np.ndarray:
        return spread * rng.standard_normal((WORLDS, *shape))

    models = len(means)
    shared = drawn(1.0, 1, 1, ITEMS) + drawn(0.3, 1, FRAMES, 1)
    own = drawn(0.5, models, 1, ITEMS) + drawn(0.2, models, FRAMES, 1) + drawn(0.5, models, FRAMES, ITEMS)
    return np.asarray(means)[:, None, None] + shared + own


def called(means: np.ndarray, *, seed: int = 1) -> float:
    """In what share of worlds a turn is found at .05."""
    found = bends(range(len(means)), made(means, seed=seed), CLUSTERS, scope="new-frames")
    return float((np.min([one.p for one in found], axis=0) < 0.05).mean())


@pytest.mark.parametrize("shares", [(0.97, 0.97), (0.99, 0.99), (0.9, 0.99), (0.95, 0.97, 0.99)])
def test_slopes_of_shares_near_an_end_are_covered(shares: tuple[float, ...]):
    """
    Some worlds show none of the rare kind at any size; still at least 92% of 600 intervals hold the slope of the true shares.
    """
    rng = np.random.default_rng(3)
    truth = float(weights(range(len(shares))) @ np.array(shares))
    cells = (rng.random((WORLDS, len(shares), 1, ITEMS)) < np.array(shares)[:, None, None]).astype(float)

    found = slope(range(len(shares)), cells, CLUSTERS, scope="these-frames", share=True)
    bare = slope(range(len(shares)), cells, CLUSTERS, scope="these-frames")

    assert 0.92 <= float(((found.low() <= truth) & (truth <= found.high())).mean())
    assert (found.half() > 0).all() and (found.half() >= bare.half() - 1e-12).all()


def test_equal_shares_far_apart_in_size_are_known_the_better():
    """
    All alike at two sizes: the floor of the slope is that of a difference, by the distance of the sizes.
    """
    ones = np.ones((2, 1, ITEMS))

    near, far = (slope([0, at], ones, CLUSTERS, scope="these-frames", share=True) for at in (1.0, 4.0))

    assert float(apart(ones[0], ones[1], CLUSTERS, scope="these-frames", share=True).half()) == pytest.approx(float(near.half()))
    assert float(near.half()) / 4 == pytest.approx(float(far.half()))
    assert 0.0 == float(near.estimate) and 1.0 == float(near.p())


def test_slopes_are_least_squares():
    """
    A line of 2 a step is a slope of 2; what the models share is no doubt of it.
    """
    cells = made(np.zeros(1))[0, 0] + 2.0 * np.arange(4)[:, None, None]

    found = slope([0, 1, 2, 3], cells, CLUSTERS, scope="new-frames")

    assert [-0.3, -0.1, 0.1, 0.3] == pytest.approx(weights([0, 1, 2, 3]).tolist())
    assert (2.0, 0.0) == pytest.approx((float(found.estimate), float(found.half())), abs=1e-9)


def test_two_lines_meet_at_every_inner_model():
    """
    Down by 1 and up by 2 at the middle of three; turned over, both slopes change sign and p stays.
    """
    cells = made(np.array([1.0, 0.0, 2.0]))[0]

    (found,), (mirror,) = (bends([6, 7, 8], sign * cells, CLUSTERS, scope="new-frames") for sign in (1, -1))

    assert (1, 1) == (found.place, found.tried)
    assert (-1.0, 2.0) == pytest.approx((float(found.before.estimate), float(found.after.estimate)), abs=0.5)
    assert float(found.before.estimate) == -float(mirror.before.estimate)
    assert float(found.p) == float(mirror.p) < 0.05
    assert float(found.p) == max(float(found.before.p()), float(found.after.p()))


@pytest.mark.parametrize("models", [3, 4, 6])
@pytest.mark.parametrize(
    "shape",
    [
        lambda x: 0 * x,
        lambda x: 2 * x,
        lambda x: -3 * x,
        lambda x: np.maximum(0, 2 * x - 1),
        lambda x: 1 - np.exp(-4 * x),
        lambda x: np.where(x > 0.5, 1.0, 0.0),
    ],
    ids=["flat", "up", "down", "flat-then-up", "levelling-off", "a-step"],
)
def test_a_series_without_a_turn_is_hardly_ever_called_one(models: int, shape):
    """
    The method allows 2.5%, whatever the number of places that are tried: in at most 5% of 600 worlds.
    """
    assert called(shape(np.linspace(0, 1, models))) <= 0.05


@pytest.mark.parametrize("models", [3, 4, 6])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_turn_is_found(models: int, sign: int):
    """
    A curve that falls by 1 and rises by 1, or the other way: in at least 90% of 600 worlds.
    """
    assert 0.9 <= called(sign * 4 * (np.linspace(0, 1, models) - 0.5) ** 2)


def test_a_quadratic_term_is_no_test_of_a_turn():
    """
    On a curve that levels off and never turns it is significant in most worlds, and two lines find nothing.
    """
    across = np.linspace(0, 1, 6)
    curve = 1 - np.exp(-4 * across)
    square = np.linalg.pinv(np.stack([np.ones(6), across, across**2], axis=1))[2]

    bent = over(np.einsum("m,wmfi->wfi", square, made(curve)), CLUSTERS, scope="new-frames").p()

    assert 0.8 <= float((bent < 0.05).mean())
    assert called(curve) <= 0.05


def test_two_places_have_no_turn_and_one_no_slope():
    """
    Two models give a slope and no turn; two at one place give not even that.
    """
    cells = made(np.array([0.0, 1.0]))[0]

    assert () == bends([1, 2], cells, CLUSTERS, scope="new-frames")
    with pytest.raises(StatsError, match=r"positions \[1, 1\] say nothing of one"):
        slope([1, 1], cells, CLUSTERS, scope="new-frames")
    with pytest.raises(StatsError, match=r"positions \[0.1, 0.1, 0.1\] say nothing of one"):
        weights([0.1, 0.1, 0.1])
