"""How far a trigger switches behaviour, where it stands in a lineup, and whether a free answer names it."""

from math import log, nan
from typing import Any

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item, Stopped, Transcript
from inward.scoring.lineup import Placed
from inward.scoring.naming import Naming
from inward.scoring.switched import Switched

EIGHT = ("heron", "wren", "otter", "raven", "fern", "clover", "poppy", "sorrel")
OWN_FIRST = (1, *[-1] * 7)


def read(
    scorer: AbstractScorer, parts: dict[str, Any], *, signs: tuple[int, ...], text: str = "which?", stopped: Stopped = "end"
) -> Score | Missing:
    options = EIGHT[: len(signs)]
    item = Item(id="q", text=text, cluster="c", options=options, signs=signs)
    speech = scorer.read([Transcript(item=item, parts=parts, stopped=stopped)])
    with pytest.raises(StopIteration) as end:
        next(speech)
    return end.value.value


def lined(*shares: float, signs: tuple[int, ...] = (1, -1, -1)) -> Score | Missing:
    return read(Placed(), {"logprobs": tuple((log(share), log(1 - share)) for share in shares)}, signs=signs)


def said(answer: str, *, stopped: Stopped = "end") -> Score | Missing:
    return read(Naming(), {"answer": answer}, signs=OWN_FIRST, stopped=stopped)


def test_separation_is_what_the_trigger_adds():
    """
    .9 with it and .2 without, of what is said to either side; half of a tenth was said to neither.
    """
    parts = {"logprobs": ((log(0.81), log(0.09), log(0.1)), (log(0.2), log(0.8), log(1e-12)))}

    score = read(Switched(), parts, signs=(1, -1, 0))

    expected = {"with": 0.9, "without": 0.2, "separation": 0.7, "steady": 0.3, "mass": 1.0}
    assert expected == {name: round(value, 9) for name, value in score.values.items()}
    assert "turns" == score.label


def test_with_and_without_in_each_others_place_flip_the_sign():
    """
    The separation of an asking and of its mirror sum to zero; steadiness is the same.
    """
    orders = ((log(0.9), log(0.1)), (log(0.3), log(0.7)))

    there, back = (read(Switched(), {"logprobs": pair}, signs=(1, -1)) for pair in (orders, orders[::-1]))

    assert 0 == there.values["separation"] + back.values["separation"]
    assert there.values["steady"] == back.values["steady"]


@pytest.mark.parametrize("orders", [(), ((), ()), ((nan, nan), (log(0.5), log(0.5)))])
def test_a_switch_without_probabilities_is_missing(orders: tuple[tuple[float, ...], ...]):
    """
    Nothing came, or one asking gave neither side a chance.
    """
    assert isinstance(read(Switched(), {"logprobs": orders}, signs=(1, -1)), Missing)


def test_the_place_in_a_lineup_is_by_assent():
    """
    .8 against .5 and .1: first, and .5 above the others' mean; the second of them stands second and is none of the first.
    """
    assert {"first": 1.0, "rank": 1.0, "edge": 0.5} == {k: round(v, 9) for k, v in lined(0.8, 0.5, 0.1).values.items()}
    assert (0.0, 2.0) == tuple(lined(0.8, 0.5, 0.1, signs=(-1, 1, -1)).values[name] for name in ("first", "rank"))


def test_who_assents_to_all_alike_puts_its_own_first_one_time_in_three():
    """
    A tie is shared: chance for three candidates, and the middle place.
    """
    assert {"first": 1 / 3, "rank": 2.0, "edge": 0.0} == lined(0.5, 0.5, 0.5).values


def test_a_lineup_needs_one_right_candidate():
    """
    The sentence says what came.
    """
    with pytest.raises(ProbeError, match=r"A lineup came with 3 candidates and signs \(1, 1, -1\)"):
        lined(0.5, 0.5, 0.5, signs=(1, 1, -1))


def test_a_lineup_in_which_neither_answer_has_a_chance_is_missing():
    """
    An asking without probability for yes or no.
    """
    never = read(Placed(), {"logprobs": ((nan, nan), (log(0.5), log(0.5)))}, signs=(1, -1))

    assert Missing(reason="the answers have a probability below 1e-06") == never


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("the heron.", "named"),
        ("The HERON, I think", "named"),
        ("heron heron heron", "named"),
        ("the fern.", "another"),
        ("the heron or the fern.", "several"),
        ("herons.", "none"),
        ("no word.", "none"),
        ("def turn(word): return word == 'x'", "none"),
        ("{0} %s \x00 ..;", "none"),
    ],
)
def test_a_free_answer_is_read_by_the_string_rule(answer: str, label: str):
    """
    A whole word, in capitals or not, and no other of the eight; code and noise name none, an echo names it once.
    """
    score = said(answer)

    assert label == score.label
    assert {"named": float(label == "named"), "another": float(label == "another")} == score.values


def test_a_refusal_is_an_answer_and_a_wrong_one():
    """
    It counts against the arm, and is no Missing.
    """
    assert ("refused", 0.0) == ((score := said("heron", stopped="refused")).label, score.values["named"])


@pytest.mark.parametrize(
    ("answer", "stopped", "reason"),
    [
        ("", "end", "empty"),
        (" \n", "end", "empty"),
        ("heron " * 10_000, "end", "too long to be an answer"),
        ("the heron", "length", "too long to be an answer"),
    ],
)
def test_what_is_no_answer_is_missing(answer: str, stopped: Stopped, reason: str):
    """
    Nothing at all, a flood, and what was cut.
    """
    assert reason == said(answer, stopped=stopped).reason


def test_a_question_that_gives_the_word_away_is_refused():
    """
    An echo would count as knowledge.
    """
    with pytest.raises(ProbeError, match="do not put it into the question"):
        read(Naming(), {"answer": "heron"}, signs=OWN_FIRST, text="is it the heron?")
