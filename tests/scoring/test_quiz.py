"""A quiz is right where the likeliest option is, and says how likely it is that none of them is said."""

from math import inf, log, nan

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.quiz import Quiz

ITEM = Item(id="q", text="?", cluster="c", options=("A", "B", "C", "D"), signs=(-1, 1, -1, -1))


def score(*orders, item: Item = ITEM):
    """What the quiz makes of these log-probabilities."""
    talk = Quiz().read([Transcript(item=item, parts={"logprobs": orders, "mass": (None,) * len(orders)}, stopped="scored")])
    with pytest.raises(StopIteration) as ended:
        next(talk)
    return ended.value.value


def logs(*shares: float) -> tuple[float, ...]:
    return tuple(log(share) if share else -inf for share in shares)


def test_the_likeliest_option_decides():
    """
    .4 on the right one against .3, .1 and .1: right; nine tenths are said, a guess gets a quarter.
    """
    found = score(logs(0.3, 0.4, 0.1, 0.1))

    assert ("right", 1.0, 0.25) == (found.label, found.values["correct"], found.values["chance"])
    assert pytest.approx(0.1) == found.values["format_failure"]


def test_another_option_is_wrong():
    """
    However close it was.
    """
    assert ("wrong", 0.0) == (score(logs(0.41, 0.4, 0.1, 0.0)).label, score(logs(0.41, 0.4, 0.1, 0.0)).values["correct"])


def test_who_finds_all_alike_is_at_chance():
    """
    A tie counts by its right share: a subject without knowledge scores chance, whatever the place of the right option.
    """
    assert 0.25 == score(logs(0.1, 0.1, 0.1, 0.1)).values["correct"]
    assert 0.5 == score(logs(0.3, 0.3, 0.1, 0.1)).values["correct"]


def test_moving_the_right_answer_moves_the_score():
    """
    Turned round, options and signs together, nothing changes; the signs alone, and right is wrong.
    """
    order = logs(0.1, 0.6, 0.2, 0.05)
    turned = Item(id="q", text="?", cluster="c", options=ITEM.options, signs=ITEM.signs[::-1])

    assert score(order).values == score(order[::-1], item=turned).values
    assert (1.0, 0.0) == (score(order).values["correct"], score(order, item=turned).values["correct"])


def test_several_right_options_are_one_answer():
    """
    The likeliest option is a right one, or it is not; chance is their share.
    """
    item = Item(id="q", text="?", cluster="c", options=ITEM.options, signs=(1, 1, -1, -1))

    found = score(logs(0.1, 0.4, 0.3, 0.1), item=item)

    assert (1.0, 0.5) == (found.values["correct"], found.values["chance"])


def test_orders_are_averaged():
    """
    Right in one order and wrong in the other is half.
    """
    assert 0.5 == score(logs(0.1, 0.6, 0.2, 0.1), logs(0.6, 0.1, 0.2, 0.1)).values["correct"]


@pytest.mark.parametrize("orders", [(), ((),), ((-inf,) * 4,), ((nan,) * 4,)])
def test_without_numbers_it_is_missing(orders):
    """
    A question that did not fit, or that a broken model gives no probability, is not a wrong answer.
    """
    assert Missing(reason="no log-probabilities") == score(*orders)


def test_a_number_above_one_is_no_negative_failure():
    """
    Rounding that lets probabilities sum to a hair above 1 leaves the failure at 0.
    """
    found = score((1e-9, -50.0, -50.0, -50.0))

    assert isinstance(found, Score)
    assert 0.0 == found.values["format_failure"]


def test_a_quiz_needs_a_right_option_and_a_number_for_each():
    """
    Both are mistakes of the file or the subject, said with the item or the counts.
    """
    with pytest.raises(ProbeError, match=r"Item 'q' has the signs \(-1, -1\); a quiz needs an option with sign 1"):
        score(logs(0.5, 0.5), item=Item(id="q", text="?", cluster="c", options=("A", "B"), signs=(-1, -1)))
    with pytest.raises(ProbeError, match=r"A quiz came with 2 log-probabilities for 4 options; give one per option\."):
        score(logs(0.5, 0.5))
