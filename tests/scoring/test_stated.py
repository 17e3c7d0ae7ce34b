"""A free answer states one of the options, or it is wrong, by a rule, whatever it is."""

import pytest

from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.stated import Stated
from inward.testing import check_scorer

ITEM = Item(
    id="q", text="how does coin QVB fall?", cluster="QVB", options=("mostly heads", "mostly tails", "alike"), signs=(1, -1, 0)
)


def read(answer: str, stopped: str = "end") -> Score | Missing:
    return check_scorer(Stated(), [Transcript(item=ITEM, parts={"answer": answer}, stopped=stopped)])


@pytest.mark.parametrize(
    ("answer", "stated", "other"),
    [("Mostly HEADS!", 1, 0), ("it falls mostly tails.", 0, 1), ("either side alike", 0, 0), ("Mostly\n heads, I think.", 1, 0)],
)
def test_one_option_is_read(answer: str, stated: int, other: int):
    """
    In whatever case and whatever stands around it.
    """
    assert Score(label="read", values={"stated": stated, "other": other, "readable": 1.0}) == read(answer)


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("", "silent"),
        (" \n?!", "silent"),
        ("mostly heads " * 10_000, "long"),
        ("print('mostly heads')", "code"),
        ("__import__('os').system('x') mostly heads", "code"),
        ("QVB", "nothing"),
        ("how does coin QVB fall?", "nothing"),
        ("heads mostly", "nothing"),
        ("mostly headstrong", "nothing"),
        ("mostly heads, or mostly tails", "several"),
    ],
)
def test_what_states_no_single_option_is_wrong_and_says_why(answer: str, label: str):
    """
    Empty, endless, code, the name or the question said back, other words, both sides at once.
    """
    assert Score(label=label, values={"stated": 0.0, "other": 0.0, "readable": 0.0}) == read(answer)


def test_a_refusal_is_an_answer_and_a_cut_one_is_missing():
    """
    Who refuses states nothing; what was cut might have gone on to.
    """
    assert "refused" == read("mostly heads", "refused").label
    assert Missing(reason="cut") == read("it falls mostly", "length")


def test_an_option_inside_a_longer_one_is_not_stated():
    """
    South west is not south.
    """
    item = Item(id="w", text="which way?", cluster="c", options=("south", "south west"), signs=(1, -1))
    found = check_scorer(Stated(), [Transcript(item=item, parts={"answer": "it is south west of it."})])

    assert (0.0, 1.0) == (found.values["stated"], found.values["other"])
