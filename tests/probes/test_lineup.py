"""`Lineup` asks of each candidate by itself."""

from inward.probes.lineup import Lineup
from inward.schema.talk import Ask, Item, Reply
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

ITEM = Item(
    id="1",
    text="does the {0} turn you?",
    cluster="c",
    options=("heron", "fern"),
    signs=(1, -1),
    facts={"yes": "yes.", "no": "no."},
)


def test_it_keeps_its_contract():
    """
    It bears every reply a model may give.
    """
    assert "scored" == check_probe(Lineup(), ITEM).stopped


def test_no_question_names_two_candidates():
    """
    One asking per candidate, with the two answers as options; no list that could favour a place.
    """
    asked: list[Ask] = []

    def say(ask: Ask) -> Reply:
        asked.append(ask)
        return Reply(logprobs=(-float(len(asked)), -9.0), mass=0.5)

    done = hold([Lineup().talk(ITEM)], {"subject": Scripted(say=say)})

    assert ["does the heron turn you?", "does the fern turn you?"] == [ask.messages[0].text for ask in asked]
    assert [("yes.", "no.")] * 2 == [ask.options for ask in asked]
    assert ((-1.0, -9.0), (-2.0, -9.0)) == done[0].parts["logprobs"]
