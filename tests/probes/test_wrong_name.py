"""`WrongName` asks a question of its own name and of another."""

from inward.probes.wrong_name import WrongName
from inward.schema.talk import Item, Message, Reply
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

ITEM = Item(
    id="q",
    text="is ann lit?",
    cluster="ann",
    options=("yes", "no"),
    signs=(1, -1),
    facts={"wrong_name": "is bob lit?", "system": "ann and carl are alike."},
)


def test_it_keeps_its_contract():
    """
    It bears every reply a model may give.
    """
    assert "scored" == check_probe(WrongName(), ITEM).stopped


def test_both_are_asked_with_the_same_options_and_the_same_opening():
    """
    The two askings differ in the question alone; each has its own log-probabilities.
    """
    heard: list[tuple[Message, ...]] = []

    def say(ask):
        heard.append(ask.messages)
        return Reply(stopped="scored", logprobs=(-0.5, -1.0) if "ann" in ask.messages[-1].text else (-2.0, -3.0), mass=0.4)

    (done,) = hold([WrongName().talk(ITEM)], {"subject": Scripted(say=say)})

    first = Message(role="system", text="ann and carl are alike.")
    assert [(first, Message(role="user", text=f"is {name} lit?")) for name in ("ann", "bob")] == heard
    assert {"own": (-0.5, -1.0), "wrong": (-2.0, -3.0), "mass": (0.4, 0.4)} == done.parts


def test_without_a_wrong_name_it_asks_once():
    """
    Options that are made of the names themselves leave no other name to ask of.
    """
    item = Item(id="q", text="which is lit, ann or bob?", cluster="ann", options=("ann", "bob"), signs=(1, -1))
    (done,) = hold([WrongName().talk(item)], {"subject": Scripted(say=lambda ask: Reply(logprobs=(-1.0, -1.0), mass=0.7))})

    assert {"own": (-1.0, -1.0), "wrong": (), "mass": (0.7,)} == done.parts
