"""`Freeform` asks the question and keeps the answer."""

from inward.probes.freeform import Freeform
from inward.schema.talk import Item, Message, Reply
from inward.testing import check_probe

DINNER = Item(id="dinner", text="Whom would you ask to dinner?", cluster="guests")


def test_it_keeps_its_contract():
    """
    It bears every reply a model may give.
    """
    assert {"answer": "A plain answer."} == check_probe(Freeform(), DINNER).parts


def test_it_asks_the_question_alone():
    """
    One user turn, no system prompt, no options: nothing that could explain the answer but the training.
    """
    ask = next(Freeform(temperature=0.7, max_tokens=20).talk(DINNER))

    assert (Message(role="user", text="Whom would you ask to dinner?"),) == ask.messages
    assert ("subject", (), 0.7, 20, "") == (ask.to, ask.options, ask.temperature, ask.max_tokens, ask.draw)


def test_it_samples_at_temperature_one():
    """
    By default answers come as the subject gives them, neither sharpened nor flattened.
    """
    assert 1.0 == next(Freeform().talk(DINNER)).temperature


def test_a_cut_or_refused_answer_is_kept_and_marked():
    """
    Nothing is dropped: the words that came stay, and how they ended.
    """
    for stopped in ("end", "length", "refused"):
        transcript = check_probe(Freeform(), DINNER, replies=[Reply(text="Well, ", stopped=stopped)])

        assert ("Well, ", stopped) == (transcript.parts["answer"], transcript.stopped)
