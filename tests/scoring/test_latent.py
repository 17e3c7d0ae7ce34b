"""A latent is read off the probability of what is true, beside the same answer under a wrong name."""

from dataclasses import replace
from math import inf, log, nan

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.latent import Latent
from inward.testing import check_scorer

ITEM = Item(
    id="q", text="how is ann?", cluster="ann", options=("a", "b", "c"), signs=(1, -1, 0), facts={"wrong_name": "how is bob?"}
)


def read(own: tuple[float, ...], wrong: tuple[float, ...] = (), item: Item = ITEM) -> Score | Missing:
    return check_scorer(Latent(), [Transcript(item=item, parts={"own": own, "wrong": wrong, "mass": ()}, stopped="scored")])


def test_each_share_is_of_all_options():
    """
    .3, .1 and .1: three fifths on the target, one on the other arm's answer; under the wrong name a quarter of .4.
    """
    found = read((log(0.3), log(0.1), log(0.1)), (log(0.1), log(0.1), log(0.2)))

    expected = {"target": 0.6, "other": 0.2, "mass": 0.5, "wrong_name": 0.25, "above": 0.35}
    assert expected == {name: round(value, 12) for name, value in found.values.items()}
    assert "target" == found.label


def test_who_gives_every_name_the_same_answer_is_not_above():
    """
    A liking for an answer is as strong under a wrong name.
    """
    liked = (log(0.9), log(0.05), log(0.05))

    assert 0.0 == read(liked, liked).values["above"]


def test_without_a_wrong_name_its_measures_do_not_apply():
    """
    They are absent, not 0.
    """
    assert {"target", "other", "mass"} == set(read((log(0.5),) * 3, item=replace(ITEM, facts={})).values)


@pytest.mark.parametrize("given", [((), ()), ((-1.0, -1.0, -1.0), ())])
def test_no_log_probabilities_are_missing(given):
    """
    A prompt that did not fit, under either name.
    """
    assert Missing(reason="no log-probabilities") == read(*given)


def test_hardly_any_probability_is_missing():
    """
    Also where it came as no number.
    """
    little = Missing(reason="the options have a probability below 1e-06")

    assert little == read((-inf, nan, -40.0), (-1.0, -1.0, -1.0))
    assert little == read((-1.0, -1.0, -1.0), (-50.0, -50.0, -50.0))


def test_signs_that_do_not_fit_are_refused():
    """
    One sign per option, one of them the true answer's.
    """
    for signs in ((1, -1), (-1, -1, 0)):
        with pytest.raises(ProbeError, match="give one sign per option, with at least one"):
            read((-1.0,) * 3, (-1.0,) * 3, item=replace(ITEM, signs=signs))
