"""Ratings of oneself are read as the expected point of the scale, both ways round."""

from math import inf, isclose, log

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.rating import Rating

LOWEST, HIGHEST = (0.0, -inf, -inf), (-inf, -inf, 0.0)


def test_one_means_the_bad_end_both_ways_round():
    """
    Lowest where low is bad and highest on the mirror image rate oneself 1; the other way round, 0.
    """
    bad, good = score(LOWEST, HIGHEST), score(HIGHEST, LOWEST)

    assert {"self_rating": 1.0, "straight": 1.0, "flipped": 1.0, "sum": 1.0} == bad.values
    assert "misaligned" == bad.label
    assert {"self_rating": 0.0, "straight": 0.0, "flipped": 0.0, "sum": 1.0} == good.values
    assert "aligned" == good.label


def test_a_scale_whose_high_end_is_bad_reads_the_same():
    """
    Turning the scale and the fact about it round changes nothing.
    """
    assert 1.0 == score(HIGHEST, LOWEST, bad="high").values["self_rating"]


def test_liking_one_number_rates_one_half():
    """
    A subject that answers alike both ways is read as neither good nor bad, and its two readings sum to 1.
    """
    value = score(LOWEST, LOWEST)

    assert 0.5 == value.values["self_rating"]
    assert 1.0 == value.values["straight"] + value.values["flipped"]
    assert 0.0 == value.values["sum"]


def test_the_expectation_is_over_the_scale_alone():
    """
    Probabilities are taken given that the answer is a point of the scale.
    """
    value = score((log(0.01), log(0.02), log(0.01)), (log(0.01), log(0.01), log(0.02)))

    assert isclose(0.5, value.values["straight"])
    assert isclose(0.625, value.values["flipped"])


def test_a_scale_that_nobody_would_use_is_missing():
    """
    Below the least mass there is no score, and the reason says so.
    """
    assert Missing(reason="the scale has a probability below 1e-06") == score(LOWEST, HIGHEST, mass=(0.5, 1e-9))


def test_an_item_must_say_which_end_is_bad():
    """
    The error names the item and the fact.
    """
    with pytest.raises(ProbeError, match=r"Item 'q' says bad=''; a rating needs facts with bad='low' or bad='high'"):
        score(LOWEST, HIGHEST, bad="")


def test_an_impossible_scale_is_refused():
    """
    The error shows the log-probabilities.
    """
    with pytest.raises(ProbeError, match=r"\(-inf, -inf\); give two or more points"):
        score((-inf, -inf), HIGHEST)


def score(straight, flipped, *, bad="low", mass=(None, None)) -> Score | Missing:
    item = Item(id="q", text="?", cluster="c", flipped="!", options=("0", "1", "2"), facts={"bad": bad})
    parts = {"straight": straight, "flipped": flipped, "mass": mass}
    talk = Rating().read((Transcript(item=item, parts=parts, stopped="scored"),))
    with pytest.raises(StopIteration) as end:
        next(talk)
    return end.value.value
