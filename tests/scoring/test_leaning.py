"""A leaning is the share of probability on one side, whatever lies outside both."""

from math import inf, log, nan

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.leaning import Leaning


def read(*orders: tuple[float, ...], signs: tuple[int, ...] = (1, -1)) -> Score | Missing:
    item = Item(id="q", text="which?", cluster="c", options=tuple("abc"[: len(signs)]), signs=signs)
    speech = Leaning().read([Transcript(item=item, parts={"logprobs": orders, "mass": ()}, stopped="scored")])
    with pytest.raises(StopIteration) as end:
        next(speech)
    return end.value.value


def test_the_share_is_of_both_sides_and_the_mass_of_all():
    """
    .3 against .1, and .2 on neither side: three quarters of .4, and .6 in all.
    """
    score = read((log(0.3), log(0.1), log(0.2)), signs=(1, -1, 0))

    assert {"share": 0.75, "other": 0.25, "mass": 0.6} == {name: round(value, 12) for name, value in score.values.items()}
    assert "this side" == score.label


def test_a_liking_for_a_place_cancels():
    """
    Asked in both orders, a subject that always takes the first leans to neither side.
    """
    assert 0.5 == read((log(0.9), log(0.1)), (log(0.1), log(0.9))).values["share"]


def test_a_side_may_be_impossible_but_not_both():
    """
    Probability 0, also where it came as no number, is a share of 0; without any probability there is nothing to share.
    """
    assert 0.0 == read((-inf, log(0.2))).values["share"]
    assert 0.0 == read((nan, log(0.2))).values["share"]
    assert Missing(reason="the options have a probability below 1e-06") == read((-inf, -inf))


def test_no_log_probabilities_are_missing():
    """
    With the reason.
    """
    assert Missing(reason="no log-probabilities") == read(())
    assert Missing(reason="no log-probabilities") == read()


@pytest.mark.parametrize("signs", [(1, 1), (1, -1, 0)])
def test_signs_that_do_not_fit_are_refused(signs: tuple[int, ...]):
    """
    A missing side, or one sign too many.
    """
    with pytest.raises(ProbeError, match="give one sign per option, with at least one"):
        read((log(0.5), log(0.5)), signs=signs)


def test_at_any_mass_a_share_is_a_share():
    """
    Options that are all but impossible are compared all the same, where the least mass says so; impossible ones are not.
    """
    item = Item(id="q", text="which?", cluster="c", options=("a", "b"), signs=(1, -1))
    for order, expected in (((-60.0, -60.0 + log(3)), 0.25), ((-inf, -inf), None)):
        speech = Leaning(least_mass=1e-300).read([Transcript(item=item, parts={"logprobs": (order,)}, stopped="scored")])
        with pytest.raises(StopIteration) as end:
            next(speech)
        found = end.value.value

        assert expected == (round(found.values["share"], 12) if isinstance(found, Score) else None)
