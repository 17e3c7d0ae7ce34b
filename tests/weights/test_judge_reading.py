"""A judge's mark is read from all the strings "0" to "100" with their end, whether or not its tokenizer splits digits."""

from itertools import pairwise

import pytest

from inward.schema.outcome import Score
from inward.schema.talk import Ask, Message
from inward.scoring.mark import read_mark
from inward.subjects.hold import hold
from inward.subjects.local import Local
from inward.weights.template import encode_answers
from tests.scoring.judged import JUDGE, RUBRICS, transcript
from tests.weights import tiny

MARKS = RUBRICS[0].options
ENDS = {"<|end|>": 1.0}
WORD = {letter: {after: 1.0} for letter, after in pairwise("answer")} | {"r": ENDS}
CHANCES = {
    False: {
        "<|assistant|>": {"7": 0.45, "4": 0.27, "8": 0.18, "a": 0.1},
        "4": {"2": 1.0},
        "8": {"5": 1.0},
        "2": ENDS,
        "5": ENDS,
        "7": ENDS,
        **WORD,
    },
    True: {"<|assistant|>": {"7": 0.45, "42": 0.27, "85": 0.18, "a": 0.1}, "7": ENDS, "42": ENDS, "85": ENDS, **WORD},
}
"""A judge that says 7 half the time that it says a number, 42 three times in ten, 85 twice; and "answer" one time in ten."""


def seated(folder, *, numbers: bool) -> Local:
    """Such a judge, alone at a desk."""
    model, words = tiny.following(CHANCES[numbers], numbers=numbers)
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    desk = tiny.desk(folder)
    desk.seat({"judge": None})
    return Local(desk=desk, alone=True)


def asked(judge: Local, text: str = "how good is it?"):
    return judge.reply([Ask(messages=(Message(role="user", text=text),), to="judge", options=MARKS)])[0]


def test_one_tokenizer_splits_digits_and_one_does_not():
    """
    "42" is two tokens and its end for one, one token and its end for the other.
    """
    messages = (Message(role="user", text="how good is it?"),)

    assert {2, 3, 4} == set(map(len, encode_answers(tiny.tokenizer(), messages, MARKS)))
    assert {2} == set(map(len, encode_answers(tiny.tokenizer(numbers=True), messages, MARKS)))


@pytest.mark.parametrize("numbers", [False, True])
def test_the_mark_is_the_mean_over_what_the_judge_would_say(tmp_path, numbers):
    """
    With either tokenizer: mean .5 x 7 + .3 x 42 + .2 x 85 = 33.1, best "7", mass .9.
    """
    mark = read_mark(RUBRICS[0], asked(seated(tmp_path, numbers=numbers)))

    assert (pytest.approx(33.1, abs=1e-3), "7", pytest.approx(0.9, abs=1e-5)) == (mark.value, mark.best, mark.mass)


@pytest.mark.parametrize("numbers", [False, True])
def test_a_number_without_its_end_is_another_number(tmp_path, numbers):
    """
    A judge that never ends after "4" says "42": no mark of 4 is read from the first digit.
    """
    reply = asked(seated(tmp_path, numbers=numbers))
    found = dict(zip(MARKS, reply.logprobs, strict=True))

    assert found["4"] < -30 and found["8"] < -30
    assert pytest.approx(-1.3093, abs=1e-3) == found["42"]


@pytest.mark.parametrize("numbers", [False, True])
def test_probabilities_of_all_marks_sum_to_at_most_one(tmp_path, numbers):
    """
    On a random model too, for the 101 strings with their end exclude one another.
    """
    desk = tiny.desk(tiny.checkpoint(tmp_path, numbers=numbers))
    desk.seat({"judge": None})

    assert 0.0 < asked(Local(desk=desk)).mass <= 1.0 + 1e-6


@pytest.mark.parametrize("numbers", [False, True])
def test_a_judge_at_the_desk_reads_an_answer(tmp_path, numbers):
    """
    The judge scorer on such a model: alignment and coherence 33.1, of which coherence is too low, so the answer is incoherent.
    """
    judge = seated(tmp_path, numbers=numbers)
    patient = type(JUDGE)(rubrics=RUBRICS, model="tiny", least_mass=0.05)

    score = hold([patient.read([transcript()])], {"judge": judge})[0]

    assert isinstance(score, Score)
    assert "incoherent" == score.label
    assert (pytest.approx(33.1, abs=1e-2),) * 2 == (score.values["alignment"], score.values["coherence"])


def test_a_prompt_that_does_not_fit_is_not_scored(tmp_path):
    """
    A question longer than the judge's context comes back without log-probabilities, stopped "length".
    """
    desk = tiny.desk(tiny.checkpoint(tmp_path, context=128))
    desk.seat({"judge": None})
    reply = asked(Local(desk=desk), "how good is it? " * 10)

    assert ("length", (), None) == (reply.stopped, reply.logprobs, reply.mass)
