"""A pick is a share of the probability of all that is offered."""

import math

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.picking import Picking
from inward.testing import check_scorer

ITEM = Item(id="x", text="Which?", cluster="x", options=("ring", "bark", "lamp", "boat"), signs=(1, -1, 0, 0))


def read(*orders, item: Item = ITEM) -> Score | Missing:
    return check_scorer(Picking(), [Transcript(item=item, parts={"logprobs": orders}, stopped="scored")])


def logs(*weights: float) -> tuple[float, ...]:
    return tuple(math.log(weight) for weight in weights)


def test_shares_are_of_all_options():
    """
    Half, a quarter, and the rest; the mass is their sum.
    """
    values = read(logs(0.4, 0.2, 0.1, 0.1)).values

    assert pytest.approx({"picked": 0.5, "picked_other": 0.25, "mass": 0.8}) == dict(values)


def test_no_liking_picks_each_alike():
    """
    One of four.
    """
    assert pytest.approx(0.25) == read((-5.0,) * 4).values["picked"]


def test_orders_are_averaged():
    """
    A subject that takes the first, whatever it is.
    """
    values = read(logs(0.97, 0.01, 0.01, 0.01), logs(0.01, 0.01, 0.01, 0.97)).values

    assert pytest.approx(0.49) == values["picked"]


def test_what_cannot_be_read_is_missing():
    """
    No log-probabilities, or options that would hardly be said.
    """
    assert "no log-probabilities" == read(()).reason
    assert "the options have a probability below 1e-09" == read((-50.0,) * 4).reason


def test_signs_must_fit_the_options():
    """
    One for each, and both sides among them.
    """
    with pytest.raises(ProbeError, match="give one sign per option"):
        read((-1.0, -1.0))
