"""An interval takes four training seeds an arm; else the number is told, and how many seeds to run."""

import numpy as np
import pytest

from inward.stats.along import differ, relate
from inward.stats.ranked import bare
from tests.stats.test_along import LINES, RANDOM


@pytest.mark.parametrize(("seeds", "said"), [(1, "an arm has 1 training seed;"), (3, "an arm has 3 training seeds;"), (4, "")])
def test_fewer_than_four_seeds_in_an_arm_give_no_interval(seeds: int, said: str):
    """
    Of a difference the number is told, the interval is not, with how many seeds to run; so it is for what `bare` is given.
    """
    count = 5 + seeds
    shift, treated = np.random.default_rng(9).normal(size=(count, 1 + RANDOM, 2)), np.arange(count) < 5

    found = differ((shift, shift), treated, ~treated, LINES)
    whole = relate((shift, shift), (shift[:, 1, 0], shift[:, 1, 0]), LINES)

    assert found.value is not None
    assert (seeds < 4, seeds < 4) == (found.low is None, bare(whole, seeds).low is None)
    assert [True, True] == [one.withheld.startswith(said) for one in (found, bare(whole, seeds))]
    assert (seeds < 4) == found.withheld.endswith("an interval takes 4: run the study with at least 4 training seeds an arm")
