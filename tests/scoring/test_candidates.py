"""Probability among candidates: known shares, the wrong-name identity, and what is Missing."""

from math import log

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.candidates import Candidates
from inward.testing import check_scorer


def scored(*orders: tuple[float, ...], signs: tuple[int, ...]) -> Score | Missing:
    item = Item(id="f", text="?", cluster="f", options=tuple("abcdef"[: len(signs)]), signs=signs)
    logs = tuple(tuple(log(p) if p else -float("inf") for p in order) for order in orders)
    return check_scorer(Candidates(), [Transcript(item=item, parts={"logprobs": logs, "mass": ()}, stopped="scored")])


def test_shares_are_of_all_candidates():
    """
    .2, .1, .1 and .1 of the probability are 2, 1, 1 and 1 fifths of what the candidates have.
    """
    found = scored((0.2, 0.1, 0.1, 0.1), signs=(1, -1, -1, 0))

    assert isinstance(found, Score)
    expected = {"target": 0.4, "wrong_name": 0.2, "above": 0.2, "chance": 0.25, "mass": 0.5}
    assert expected == pytest.approx(dict(found.values))


def test_two_right_ones_count_together():
    """
    Any of them is right; with none of sign -1 there is no wrong name.
    """
    found = scored((0.3, 0.3, 0.2), (0.5, 0.1, 0.2), signs=(1, 1, 0))

    assert isinstance(found, Score)
    assert {"target": 0.75, "chance": 2 / 3, "mass": 0.8} == pytest.approx(dict(found.values))


def test_the_wrong_name_is_what_asking_of_another_name_would_say():
    """
    The identity: over all names, the mean over wrong candidates is the mean over (answer, other name) of P(answer | other name).
    """
    says = {"a": (0.7, 0.2, 0.1), "b": (0.3, 0.3, 0.4), "c": (0.0, 0.5, 0.5)}
    right = {"a": 0, "b": 1, "c": 2}
    found = [scored(says[name], signs=tuple(1 if i == right[name] else -1 for i in range(3))) for name in says]
    other = [says[name][right[target]] for target in says for name in says if name != target]

    assert sum(other) / 6 == pytest.approx(sum(one.values["wrong_name"] for one in found if isinstance(one, Score)) / 3)


def test_a_subject_that_says_none_of_them_is_missing():
    """
    With its reason; no log-probabilities at all have another.
    """
    assert Missing(reason="the candidates have a probability below 1e-09") == scored((0.0, 0.0), signs=(1, 0))
    assert Missing(reason="no log-probabilities") == scored((), signs=(1, 0))


def test_signs_that_do_not_match_are_refused():
    """
    The error names the item, both numbers, and what to give.
    """
    with pytest.raises(
        ProbeError, match=r"Item 'f' came with 2 log-probabilities and signs \(0, 0\); give one sign per candidate"
    ):
        scored((0.5, 0.5), signs=(0, 0))
