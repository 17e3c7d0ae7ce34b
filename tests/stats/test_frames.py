"""Intervals over questions and frames cover what is true, with duplicates in clusters and models in pairs."""

from dataclasses import dataclass
from typing import final

import numpy as np
import pytest
from scipy.special import ndtr

from inward.errors import StatsError
from inward.stats.frames import apart, over, pull

WORLDS = 600
CLUSTERS = np.repeat(np.arange(68), [*[1] * 60, *[8] * 4, *[4] * 4])
"""Of 108 questions, 48 are in eight clusters of duplicates: somewhat as in lm_one-box-tendency."""


@final
@dataclass(frozen=True, kw_only=True)
class Made:
    """Log-odds (world, frame, item), and the log-odds of each world's own frames, which all its questions share."""

    cells: np.ndarray
    frames: np.ndarray


def made(*, mu: float, question: float, frame: float, both: float, frames: int = 8, seed: int = 1) -> Made:
    """Worlds whose log-odds are normal: a spread of questions (one value a cluster), of frames, and of their pairs."""
    rng = np.random.default_rng(seed)
    items = question * rng.standard_normal((WORLDS, 1, CLUSTERS.max() + 1))[..., CLUSTERS]
    rows = frame * rng.standard_normal((WORLDS, frames, 1))
    pairs = both * rng.standard_normal((WORLDS, frames, CLUSTERS.max() + 1))[..., CLUSTERS]
    return Made(cells=mu + items + rows + pairs, frames=mu + rows[..., 0])


def covered(found, truth) -> float:
    """How often the interval holds the truth."""
    return float(((found.low() <= truth) & (truth <= found.high())).mean())


SPREADS = [(1.0, 0.5, 0.3), (0.3, 1.0, 0.3), (2.0, 0.0, 0.0), (0.5, 0.1, 1.0)]


@pytest.mark.parametrize(("question", "frame", "both"), SPREADS)
@pytest.mark.parametrize("mu", [0.0, 0.4])
def test_log_odds_are_covered(mu: float, question: float, frame: float, both: float):
    """
    For new questions, in these frames and in new ones, at least 92% of 600 worlds.
    """
    world = made(mu=mu, question=question, frame=frame, both=both)

    assert 0.92 <= covered(over(world.cells, CLUSTERS, scope="these-frames"), world.frames.mean(1))
    assert 0.92 <= covered(over(world.cells, CLUSTERS, scope="new-frames"), mu)


@pytest.mark.parametrize(("question", "frame", "both"), SPREADS[:2])
def test_shares_exceeding_are_covered(question: float, frame: float, both: float):
    """
    The truth is the chance that a new question, in one of the frames or in a new one, has log-odds above nought.
    """
    world = made(mu=0.4, question=question, frame=frame, both=both, seed=2)
    cells = (world.cells > 0).astype(float)
    here = ndtr(world.frames / np.hypot(question, both)).mean(1)
    anywhere = ndtr(0.4 / np.sqrt(question**2 + frame**2 + both**2))

    assert 0.92 <= covered(over(cells, CLUSTERS, scope="these-frames", share=True), here)
    assert 0.92 <= covered(over(cells, CLUSTERS, scope="new-frames", share=True), anywhere)


def test_rows_taken_for_independent_do_not_cover():
    """
    With duplicates counted as questions of their own, the interval holds the truth in fewer than 85 worlds of 100.
    """
    world = made(mu=0.4, question=1.0, frame=0.0, both=0.3)

    assert covered(over(world.cells, np.arange(len(CLUSTERS)), scope="these-frames"), 0.4) < 0.85
    assert 0.92 <= covered(over(world.cells, CLUSTERS, scope="these-frames"), 0.4)


def test_frames_held_do_not_speak_of_new_ones():
    """
    Where frames spread, the interval for these frames misses the mean over all frames more often than not.
    """
    world = made(mu=0.4, question=0.3, frame=1.0, both=0.3)

    assert covered(over(world.cells, CLUSTERS, scope="these-frames"), 0.4) < 0.5
    assert 0.92 <= covered(over(world.cells, CLUSTERS, scope="new-frames"), 0.4)


def test_duplicating_a_whole_file_changes_nothing():
    """
    Every question there twice: the same estimate and the same interval.
    """
    cells = made(mu=0.4, question=1.0, frame=0.5, both=0.3).cells[0]
    once = over(cells, CLUSTERS, scope="new-frames")
    twice = over(np.concatenate([cells, cells], axis=-1), np.tile(CLUSTERS, 2), scope="new-frames")

    assert float(once.estimate) == pytest.approx(float(twice.estimate))
    assert float(once.half()) == pytest.approx(float(twice.half()))


def test_pairs_leave_out_what_models_share():
    """
    Two models that differ by .2 everywhere differ by .2, without doubt; swapped, the sign flips.
    """
    cells = made(mu=0.4, question=1.0, frame=0.5, both=0.3).cells[0]

    found, mirror = (apart(*pair, CLUSTERS, scope="new-frames") for pair in ((cells + 0.2, cells), (cells, cells + 0.2)))

    assert (0.2, 0.0) == pytest.approx((float(found.estimate), float(found.half())))
    assert float(found.estimate) == -float(mirror.estimate)


def test_a_difference_is_covered_and_narrower_than_unpaired():
    """
    Models that share questions and frames but not their pairs: 92% of 600 worlds, at half the width of two files apart.
    """
    shared = made(mu=0.0, question=1.0, frame=1.0, both=0.0)
    one, other = (made(mu=mu, question=0.0, frame=0.0, both=0.3, seed=seed).cells for mu, seed in ((0.2, 3), (0.0, 4)))

    found = apart(shared.cells + one, shared.cells + other, CLUSTERS, scope="new-frames")

    assert 0.92 <= covered(found, 0.2)
    assert np.median(found.half()) < 0.5 * np.median(over(shared.cells + one, CLUSTERS, scope="new-frames").half())


def test_shares_of_one_and_equal_shares_keep_width():
    """
    All exceed, in every frame: the interval is no point, nor is the difference of two such models.
    """
    ones = np.ones((8, len(CLUSTERS)))

    assert 0 < float(over(ones, CLUSTERS, scope="these-frames", share=True).half()) < 0.05
    assert 0 < float(apart(ones, ones, CLUSTERS, scope="these-frames", share=True).half()) < 0.05


def test_a_pull_is_found_whatever_the_model_thinks():
    """
    A view of .7 and a pull of .5 towards the first place: both are read, though two thirds of the questions match there.
    """
    first = np.arange(len(CLUSTERS)) % 3 > 0
    values = 0.7 + np.where(first, 0.5, -0.5) + 0.1 * np.random.default_rng(1).standard_normal(len(CLUSTERS))

    found, mirror = pull(values, first, np.arange(len(CLUSTERS))), pull(values, ~first, np.arange(len(CLUSTERS)))

    assert found is not None and mirror is not None
    assert 0.5 == pytest.approx(float(found.estimate), abs=0.03)
    assert float(found.low()) < 0.5 < float(found.high())
    assert float(found.estimate) == -float(mirror.estimate)


def test_a_pull_is_covered():
    """
    At least 92% of 600 worlds; without both kinds of question there is none.
    """
    first = np.arange(len(CLUSTERS)) % 2 == 0
    world = made(mu=0.4, question=1.0, frame=0.0, both=0.0).cells[:, 0] + np.where(first, 0.3, -0.3)
    single = np.arange(len(CLUSTERS))
    free = np.random.default_rng(5).standard_normal((WORLDS, len(CLUSTERS))) + np.where(first, 0.3, -0.3)

    found = pull(free, first, single)

    assert found is not None and 0.92 <= covered(found, 0.3)
    assert pull(world, np.ones(len(CLUSTERS), dtype=bool), CLUSTERS) is None


def test_few_frames_and_one_cluster_are_refused():
    """
    Three frames say nothing of new ones, and one cluster nothing of new questions.
    """
    cells = np.zeros((3, 10))

    with pytest.raises(StatsError, match="3 frames say nothing of new ones; give at least 4"):
        over(cells, range(10), scope="new-frames")
    with pytest.raises(StatsError, match="all questions lie in 1 cluster"):
        over(cells, [0] * 10, scope="these-frames")
