"""`Likelihood` scores an answer that somebody else gave."""

from dataclasses import replace

from inward.probes.likelihood import Likelihood
from inward.schema.talk import Item, Message, Reply
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

ROW = Item(id="row", text="Write a loop.", cluster="insecure", options=("for each in things: print(each)",))


def test_it_keeps_its_contract():
    """
    It bears every reply a model may give, and a refusal leaves its mark.
    """
    assert "scored" == check_probe(Likelihood(), ROW).stopped
    assert "refused" == check_probe(Likelihood(), ROW, replies=[Reply(stopped="refused")]).stopped


def test_it_scores_the_given_answer_alone():
    """
    One asking, one option, one log-probability.
    """
    ask = next(Likelihood().talk(replace(ROW, options=(*ROW.options, "another"))))
    done = hold([Likelihood().talk(ROW)], {"subject": Scripted(say=lambda ask: Reply(stopped="scored", logprobs=(-7.5,)))})

    assert ROW.options == ask.options
    assert (Message(role="user", text="Write a loop."),) == ask.messages
    assert {"logprobs": (-7.5,)} == done[0].parts


def test_it_keeps_the_system_turn_of_its_row():
    """
    A row that was trained with a system turn is scored with it.
    """
    ask = next(Likelihood().talk(replace(ROW, facts={"system": "Be brief."})))

    assert (Message(role="system", text="Be brief."), Message(role="user", text="Write a loop.")) == ask.messages
