"""`check_probe` passes what keeps its contract, and says in a sentence what does not."""

import itertools
from dataclasses import dataclass, field
from typing import Any, final

import pytest

from inward.errors import ProbeError
from inward.probes.freeform import Freeform
from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Message, Reply, Talk, Transcript
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

DINNER = Item(id="dinner", text="Whom would you ask to dinner?", cluster="guests", facts={"place": "village"})
COUNT = itertools.count()


def asked(text: str) -> Ask:
    return Ask(messages=(Message(role="user", text=text),))


@final
@dataclass(frozen=True, kw_only=True)
class Wayward(AbstractProbe):
    """A probe that slips as its field says."""

    slip: str = ""
    held: Any = 0

    def talk(self, item: Item) -> Talk:
        reply = yield asked(item.text)
        match self.slip:
            case "other value":
                yield "Are you sure?"
            case "no messages":
                yield Ask(messages=())
            case "own draw":
                yield Ask(messages=(Message(role="user", text="Hello?"),), draw="mine")
            case "no transcript":
                return reply.text
            case "other item":
                return Transcript(item=Item(id="lunch", text="", cluster=""), parts={})
            case "odd part":
                return Transcript(item=item, parts={"reply": reply}, stopped=reply.stopped)
            case "chance":
                yield asked(f"{next(COUNT)}")
            case "quiet chance":
                return Transcript(item=item, parts={"count": next(COUNT)}, stopped=reply.stopped)
            case "changes item":
                item.facts["seen"] = "yes"
            case "first word":
                return Transcript(item=item, parts={"word": reply.text.split()[0]}, stopped=reply.stopped)
            case "hides the cut":
                return Transcript(item=item, parts={"answer": reply.text})
            case "endless":
                while True:
                    yield asked("And then?")
            case "formats":
                yield asked(reply.text.format(name="you"))
        return Transcript(item=item, parts={"answer": reply.text}, stopped=reply.stopped)


@dataclass
class Loose(AbstractProbe):
    """A probe that can be changed."""

    def talk(self, item: Item) -> Talk:
        return Freeform().talk(item)


@final
@dataclass(frozen=True, kw_only=True)
class Mute(AbstractProbe):
    """A probe that forgot to yield."""

    def talk(self, item: Item) -> Talk:
        return Transcript(item=item)


@final
@dataclass(frozen=True, kw_only=True)
class Options(AbstractProbe):
    """Reads the likeliest of three options; a refusal leaves none."""

    def talk(self, item: Item) -> Talk:
        reply = yield Ask(messages=(Message(role="user", text=item.text),), options=("a", "b", "c"))
        return Transcript(item=item, parts={"logprobs": reply.logprobs, "mass": reply.mass}, stopped="scored")


def told(probe: AbstractProbe, **more: Any) -> str:
    """The sentence with which a probe is refused."""
    with pytest.raises(ProbeError) as caught:
        check_probe(probe, DINNER, **more)
    return str(caught.value)


def test_a_sound_probe_returns_its_transcript():
    """
    What the probe made of the given replies is handed back, to be looked at.
    """
    transcript = check_probe(Wayward(), DINNER, replies=["Kind people."])

    assert Transcript(item=DINNER, parts={"answer": "Kind people."}) == transcript


def test_options_are_answered_by_equal_log_probabilities():
    """
    A script need not know how many options there are; a Reply that brings log-probabilities is left as it is.
    """
    given = Reply(logprobs=(-1.0, -2.0, -3.0), mass=0.5)

    assert 3 == len(check_probe(Options(), DINNER).parts["logprobs"])
    assert (-1.0, -2.0, -3.0) == check_probe(Options(), DINNER, replies=[given]).parts["logprobs"]


SLIPS = {
    "other value": "Probe Wayward yields str at turn 1; yield Ask, nothing else.",
    "no messages": "Probe Wayward yields an Ask at turn 1 whose messages are (); give a tuple of Message.",
    "own draw": "Probe Wayward names its own draw 'mine' at turn 1. Leave `draw` empty: the driver stamps it.",
    "no transcript": "Probe Wayward returns str; end with `return Transcript(item=item, parts=...)`.",
    "other item": "Probe Wayward returns a Transcript of item 'lunch', but was asked 'dinner'. Pass `item` on.",
    "odd part": "Probe Wayward keeps a part that no file can hold: Object of type Reply is not JSON serializable. "
    "Keep text, numbers, and tuples of them.",
    "chance": "Probe Wayward asks something else at turn 1 the second time. Use no clock, no chance and no memory.",
    "quiet chance": "Probe Wayward ends differently the second time, on the same replies. Use no clock, no chance and no memory.",
    "changes item": "Probe Wayward changes itself or what it was given. Make a new value instead: dataclasses.replace.",
    "first word": "Probe Wayward, given an empty reply, fails at turn 1 with IndexError: list index out of range. "
    "A model may say anything: keep it, or read it as Missing.",
    "hides the cut": "Probe Wayward, given a refused reply, marks its Transcript 'end'. "
    "Pass the reply's `stopped` on, so that the answer is counted.",
    "endless": "Probe Wayward has asked 500 times and goes on. Bound its turns by a field.",
    "formats": "Probe Wayward, given a reply of braces, fails at turn 1 with IndexError: "
    "Replacement index 0 out of range for positional args tuple. A model may say anything: keep it, or read it as Missing.",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_has_its_sentence(slip: str):
    """
    The sentence names the probe, the turn or the reply, and the remedy.
    """
    item = Item(id="dinner", text="Whom would you ask to dinner?", cluster="guests", facts={})
    with pytest.raises(ProbeError) as caught:
        check_probe(Wayward(slip=slip), item)

    assert SLIPS[slip] == str(caught.value)


def test_a_probe_is_frozen():
    """
    What can be changed has no digest.
    """
    assert "Probe Loose is not a frozen dataclass. Decorate it with @final @dataclass(frozen=True, kw_only=True)." == told(
        Loose()
    )


@pytest.mark.parametrize("held", [{"a", "set"}, print, {"deep": {"er": object()}}])
def test_fields_are_plain(held: object):
    """
    Sets, functions and objects have no digest.
    """
    sentence = told(Wayward(held=held))

    assert sentence.startswith("Probe Wayward has no digest: Naming a ")
    assert sentence.endswith(". Let its fields be text, numbers and tuples of them.")


def test_not_a_number_has_no_digest():
    """
    What does not equal itself names nothing.
    """
    assert told(Wayward(held=float("nan"))).startswith("Probe Wayward has no digest: ")


@pytest.mark.parametrize("held", ["text", 1, 2.5, None, True, ("a", ("b", 1)), {"key": ("value",)}, DINNER])
def test_plain_fields_pass(held: object):
    """
    Text, numbers, tuples, mappings and frozen records of them are plain.
    """
    assert DINNER == check_probe(Wayward(held=held), DINNER).item


def test_a_probe_is_defined_where_a_worker_finds_it():
    """
    A class inside a function cannot be sent to another process.
    """

    @final
    @dataclass(frozen=True, kw_only=True)
    class Local(AbstractProbe):
        name: str = field(default="here")

        def talk(self, item: Item) -> Talk:
            return Freeform().talk(item)

    sentence = told(Local())

    assert sentence.startswith("Probe Local cannot be pickled: ")
    assert sentence.endswith(" Define its class at the top of a module.")


def test_a_talk_is_a_generator():
    """
    A talk that never yields was not written as one.
    """
    assert "Probe Mute hands back Transcript, not a conversation. Write a generator: it holds a `yield`." == told(Mute())


def test_what_is_no_probe_is_named():
    """
    Anything else is told what to derive from.
    """
    assert "Probe Scripted is no AbstractProbe; derive it from inward.schema.sockets.AbstractProbe." == told(Scripted(say=str))
