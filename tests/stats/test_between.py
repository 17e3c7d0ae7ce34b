"""A contrast in two runs, and how far it differs between them."""

from dataclasses import replace

import pytest

from inward.errors import StatsError
from inward.stats.between import between
from tests.stats.planted import FIVE_HIGH, FIVE_LOW, STUDY, effect, readings

CONTRAST = STUDY.contrasts[0]
WORLD = readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW})
TWIN = readings({"insecure": (0.1, 0.12, 0.08, 0.1, 0.05), "secure": FIVE_LOW})


def test_a_planted_difference_of_differences_is_found():
    """
    .51 in the world, .08 in its twin: the interval of the difference excludes 0, and each contrast is that of its run.
    """
    found = between(STUDY, WORLD, TWIN, contrast=CONTRAST)

    assert found.low > 0.2
    assert (effect(WORLD).estimate, effect(TWIN).estimate) == (found.first, found.second)
    assert pytest.approx(found.first - found.second, abs=2e-6) == found.estimate


def test_swapping_runs_flips_the_sign():
    """
    First less second is the mirror of second less first.
    """
    there, back = between(STUDY, WORLD, TWIN, contrast=CONTRAST), between(STUDY, TWIN, WORLD, contrast=CONTRAST)

    assert (there.estimate, there.low, there.high, there.p) == (-back.estimate, -back.high, -back.low, back.p)


def test_it_is_wider_than_either_contrast_could_be_alone():
    """
    Four arms hold more doubt than two.
    """
    found, alone = between(STUDY, WORLD, TWIN, contrast=CONTRAST), effect(WORLD)

    assert found.high - found.low > alone.high - alone.low


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [r for r in TWIN if r.arm == "secure"],
            "the second run has no reading of ['insecure'] on 'wide'. Run those arms.",
        ),
        (
            [replace(r, item=f"other-{r.item}") for r in TWIN],
            "0 shared items, 5 seeds in the smallest trained arm; it takes 1 and 4.",
        ),
        (
            [r for r in TWIN if r.seed < 4],
            "24 shared items, 3 seeds in the smallest trained arm; it takes 1 and 4.",
        ),
    ],
)
def test_runs_that_cannot_be_compared_are_refused(rows, says):
    """
    The error says what is lacking.
    """
    with pytest.raises(StatsError) as caught:
        between(STUDY, WORLD, rows, contrast=CONTRAST)

    assert f"Between runs: {says}" == str(caught.value)
