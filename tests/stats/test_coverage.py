"""The intervals cover what is true, in worlds where that is known. All of it is slow; a few cells are in every run."""

import numpy as np
import pytest

from tests.stats.tally import false_positives, tallies
from tests.stats.worlds import CLUSTERED, FIXED, GRID, NULL, RARE, Arena

WIDEST = [arena for arena in GRID if arena.seed_sd == 0.15 and arena.item_arm_sd == 0.1]
REDUCED = tuple(arena for arena in WIDEST if arena.questions < 48 and arena.seeds != 8)


def short_of(arenas: tuple[Arena, ...]) -> list[str]:
    """The cells that break a promise, in words."""
    found = []
    for tally in tallies(arenas):
        least = 0.90 if tally.population == "new-questions" and tally.arena.questions == 8 else 0.92
        if tally.covered < least or tally.ratio > 1.4:
            found.append(f"{tally.population}: covered {tally.covered:.3f}, width {tally.ratio:.2f}: {tally.arena}")
    return found


def test_a_few_cells_keep_the_promise():
    """
    The widest seed and question effects: 92% covered (90% for new questions from 8), at most 1.4 times the rival's width.
    """
    assert [] == short_of(REDUCED)


def test_a_few_studies_of_nothing_claim_nothing():
    """
    With three true nulls that share a control, at most 6.5% of studies claim anything.
    """
    arenas = [arena for arena in NULL if arena.seeds in (5, 16) and arena.questions == 24 and arena.seed_sd == 0.1]

    assert max(false_positives(arena) for arena in arenas) <= 0.065


@pytest.mark.slow
def test_every_cell_keeps_the_promise():
    """
    Base, effect, seed sd, item-by-arm sd, 4 to 16 seeds, 8 to 48 questions: 288 cells of 1,000 worlds.
    """
    assert [] == short_of(GRID)


@pytest.mark.slow
def test_every_study_of_nothing_keeps_the_promise():
    """
    Study-wide false positives are at most 6.5% in all 72 null worlds.
    """
    assert max(false_positives(arena) for arena in NULL) <= 0.065


@pytest.mark.slow
def test_clusters_and_fixed_checkpoints_are_covered():
    """
    Clusters of questions, equal and unequal, cover 92%; against one checkpoint, 92% from 24 questions and 89% from 8.
    """
    assert min(tally.covered for tally in tallies(CLUSTERED)) >= 0.92
    assert min(tally.covered for tally in tallies(FIXED) if tally.arena.questions == 24) >= 0.92
    assert min(tally.covered for tally in tallies(FIXED) if tally.arena.questions == 8) >= 0.89


@pytest.mark.slow
def test_a_rare_trait_is_not_covered_with_few_seeds():
    """
    Where 1 seed in 4 carries the trait, four seeds undercover, as the docs say; sixteen do not.
    """
    by_seeds = {n: [tally.covered for tally in tallies(a for a in RARE if a.seeds == n)] for n in (4, 16)}

    assert min(by_seeds[4]) < 0.80
    assert min(by_seeds[16]) >= 0.90
    assert np.mean(by_seeds[4]) > 0.85
