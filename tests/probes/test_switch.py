"""`Switch` asks the same question with a trigger and without."""

from inward.probes.switch import Switch
from inward.schema.talk import Ask, Item, Reply
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

ITEM = Item(id="1", text="stake? by the heron.", flipped="stake?", cluster="c", options=("no", "yes"), signs=(-1, 1))


def test_it_keeps_its_contract():
    """
    It bears every reply a model may give.
    """
    assert "scored" == check_probe(Switch(), ITEM).stopped


def test_it_asks_with_the_trigger_and_then_without():
    """
    The same options both times, the numbers in the order of the askings.
    """
    asked: list[Ask] = []

    def say(ask: Ask) -> Reply:
        asked.append(ask)
        return Reply(logprobs=(-1.0, -2.0) if "heron" in ask.messages[0].text else (-3.0, -4.0), mass=0.5)

    done = hold([Switch().talk(ITEM)], {"subject": Scripted(say=say)})

    assert [ITEM.text, ITEM.flipped] == [ask.messages[0].text for ask in asked]
    assert {"logprobs": ((-1.0, -2.0), (-3.0, -4.0)), "mass": (0.5, 0.5)} == done[0].parts
