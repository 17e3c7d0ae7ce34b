"""Two talk in turn, each from its own side, until the rounds are over or one says nothing."""

from inward.probes.game import BEGIN, Game
from inward.schema.sockets import PARTNER
from inward.schema.talk import Ask, Item, Message, Reply
from inward.subjects.hold import Seat, hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe

HELLO = Item(id="hello", text="Hello.", cluster="greetings")


def played(subject, partner, *, rounds: int = 3, item: Item = HELLO):
    """The transcript of a game between two scripts, and what each was asked."""
    asked: dict[str, list[Ask]] = {"subject": [], PARTNER: []}

    def note(name, say):
        return Scripted(say=lambda ask: asked[name].append(ask) or say(ask))

    (transcript,) = hold([Game(rounds=rounds).talk(item)], {"subject": note("subject", subject), PARTNER: note(PARTNER, partner)})
    return transcript, asked


def counting(name: str):
    """Says its name, and how many turns it has heard."""
    return lambda ask: f"{name} {len(ask.messages)}"


def test_each_hears_the_talk_from_its_own_side():
    """
    What one said as the assistant, the other hears as the user; before the opening the partner is asked to begin.
    """
    transcript, asked = played(counting("s"), counting("p"))
    last = asked["subject"][-1].messages, asked[PARTNER][-1].messages

    assert [("user", "Hello."), ("assistant", "s 1"), ("user", "p 3"), ("assistant", "s 3"), ("user", "p 5")] == turns(last[0])
    assert [("user", BEGIN), ("assistant", "Hello."), ("user", "s 1"), ("assistant", "p 3"), ("user", "s 3")] == turns(last[1])[
        :5
    ]
    assert {"subject": ("s 1", "s 3", "s 5"), "partner": ("p 3", "p 5", "p 7"), "ended": ""} == transcript.parts
    assert "end" == transcript.stopped


def test_roles_take_turns_on_either_side():
    """
    User first, then user and assistant in turn, as every chat template can write it.
    """
    _, asked = played(counting("s"), counting("p"), rounds=5)

    for ask in (*asked["subject"], *asked[PARTNER]):
        assert [("user", "assistant")[i % 2] for i in range(len(ask.messages))] == [message.role for message in ask.messages]
        assert "user" == ask.messages[-1].role


def test_the_item_says_how_the_partner_begins_and_what_stands_before_all():
    """
    A system turn is the subject's alone.
    """
    item = Item(id="x", text="Hello.", cluster="x", facts={"begin": "Go.", "system": "Be brief."})
    _, asked = played(counting("s"), counting("p"), item=item)

    assert Message(role="system", text="Be brief.") == asked["subject"][0].messages[0]
    assert Message(role="user", text="Go.") == asked[PARTNER][0].messages[0]


def test_a_turn_of_nothing_ends_the_talk():
    """
    Whoever says nothing, or refuses, ended it; what was said before is kept.
    """
    silent, _ = played(lambda ask: "  \n", counting("p"))
    refusing, _ = played(lambda ask: Reply(text="No.", stopped="refused"), counting("p"))
    leaving, _ = played(counting("s"), lambda ask: "")

    assert [("subject", (), ()), ("subject", (), ()), (PARTNER, ("s 1",), ())] == [
        (one.parts["ended"], one.parts["subject"], one.parts["partner"]) for one in (silent, refusing, leaving)
    ]
    assert ["end", "refused", "end"] == [one.stopped for one in (silent, refusing, leaving)]


def test_a_cut_turn_counts_as_far_as_it_goes():
    """
    The talk goes on, and its transcript is marked.
    """
    transcript, _ = played(lambda ask: Reply(text="on and on", stopped="length"), counting("p"), rounds=2)

    assert (("on and on",) * 2, "length") == (transcript.parts["subject"], transcript.stopped)


def test_many_games_cost_a_batch_per_turn_and_side():
    """
    Two rounds of three games: two batches of three for either.
    """
    subject, partner = Scripted(say=counting("s")), Scripted(say=counting("p"))
    seats = [Seat(talk=Game(rounds=2).talk(HELLO), draw=str(i)) for i in range(3)]

    hold(seats, {"subject": subject, PARTNER: partner})

    assert [[3, 3], [3, 3]] == [subject.batches, partner.batches]


def test_it_keeps_its_contract():
    """
    It bears every troubled reply, and asks at most as often as it says.
    """
    check_probe(Game(), HELLO, replies=["Hi.", "Ho."])

    assert 10 == Game().turns


def turns(messages) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in messages]
