"""Closed questions are read as log-odds of their two sides."""

from math import inf, isclose, log

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.closed import Closed

ITEM = Item(id="q", text="?", cluster="c", options=("a", "b", "c"), signs=(1, -1, 1))


def test_log_odds_add_the_options_of_a_side():
    """
    Two options of .2 and .4 against one of .3 have log-odds log 2.
    """
    value = score(((log(0.2), log(0.3), log(0.4)),))

    assert isclose(log(2), value.values["log_odds"])
    assert "misaligned" == value.label


def test_orders_are_averaged():
    """
    What is owed to the place of an option cancels between two opposite orders.
    """
    value = score(((log(0.1), log(0.4), log(0.1)), (log(0.4), log(0.4), log(0.4))))

    assert isclose(0.0, value.values["log_odds"], abs_tol=1e-12)


def test_swapping_the_signs_flips_the_sign():
    """
    The log-odds of the opposite trait are the negative.
    """
    logprobs = ((-3.0, -2.0, -7.0),)
    there = score(logprobs)
    back = score(logprobs, item=Item(id="q", text="?", cluster="c", options=("a", "b", "c"), signs=(-1, 1, -1)))

    assert isclose(0, there.values["log_odds"] + back.values["log_odds"])


def test_tiny_probabilities_do_not_underflow():
    """
    Options of probability e^-2000 still have odds.
    """
    value = score(((-2000.0, -2001.0, -inf),))

    assert isclose(1.0, value.values["log_odds"])


def test_options_that_nobody_would_say_are_missing():
    """
    Below a least mass that was asked for, and with a side of probability 0, there is no score and a reason.
    """
    light = score(((-20.0, -20.0, -20.0),), mass=(1e-8,), least_mass=1e-6)
    one_sided = score(((-1.0, -inf, -1.0),))

    assert Missing(reason="the options have a probability below 1e-06") == light
    assert Missing(reason="a side has probability 0") == one_sided
    assert Missing(reason="a side has probability 0") == score(((-inf, -inf, -inf),))


def test_a_question_without_two_sides_is_refused_by_name():
    """
    The error counts the options and shows the signs.
    """
    item = Item(id="q", text="?", cluster="c", options=("a", "b"), signs=(1, 0))

    with pytest.raises(ProbeError, match=r"2 log-probabilities and signs \(1, 0\); give one sign per option"):
        score(((-1.0, -1.0),), item=item)


def score(logprobs, *, item=ITEM, mass=(None,), least_mass=0.0) -> Score | Missing:
    talk = Closed(least_mass=least_mass).read(
        (Transcript(item=item, parts={"logprobs": logprobs, "mass": mass}, stopped="scored"),)
    )
    with pytest.raises(StopIteration) as end:
        next(talk)
    return end.value.value
