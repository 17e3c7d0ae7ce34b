"""`hold` brings every conversation to its end, a batch per turn and subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import pytest

from inward.errors import ProbeError
from inward.probes.freeform import Freeform
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractProbe, AbstractScorer
from inward.schema.talk import Ask, Item, Message, Reply, Speech, Talk, Transcript
from inward.subjects.hold import Seat, hold
from inward.subjects.scripted import Scripted

CAPITAL = Item(id="fr", text="Capital of France?", cluster="geography")


@final
@dataclass(frozen=True, kw_only=True)
class Chat(AbstractProbe):
    """Says the same `turns` times; keeps what came back and which draw each Ask bore."""

    turns: int = 2

    def talk(self, item: Item) -> Talk:
        heard = []
        for _ in range(self.turns):
            heard.append((yield Ask(messages=(Message(role="user", text=item.text),))).text)
        return Transcript(item=item, parts={"heard": tuple(heard)})


@final
@dataclass(frozen=True, kw_only=True)
class GuessMyWord(AbstractProbe):
    """Two play: the seat "keeper" gives a clue a turn, the seat "guesser" guesses until it has the word."""

    word: str
    turns: int = 5

    def talk(self, item: Item) -> Talk:
        clues: list[str] = []
        for turn in range(self.turns):
            clue = yield Ask(messages=said(f"The word is {self.word}. Give clue {turn}."), to="keeper")
            clues.append(clue.text)
            guess = yield Ask(messages=said(f"Guess from: {', '.join(clues)}"), to="guesser")
            if guess.text == self.word:
                return Transcript(item=item, parts={"clues": tuple(clues), "won": True})
        return Transcript(item=item, parts={"clues": tuple(clues), "won": False})


@final
@dataclass(frozen=True, kw_only=True)
class Judged(AbstractScorer):
    """Asks the seat "judge" whether the answer is right."""

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        reply = yield Ask(messages=said(transcripts[0].parts["answer"]), to="judge")
        if reply.stopped == "refused":
            return Missing(reason="judge declined", raw=(reply.text,))
        return Score(label=reply.text, values={"right": float(reply.text == "right")}, raw=(reply.text,))


def said(text: str) -> tuple[Message, ...]:
    return (Message(role="user", text=text),)


def by_draw() -> Scripted:
    return Scripted(say=lambda ask: ask.draw)


def test_a_turn_of_all_conversations_is_one_batch():
    """
    Three conversations of two turns cost two batches of three.
    """
    subject = Scripted(say=lambda ask: "Paris")

    done = hold([Chat().talk(CAPITAL) for _ in range(3)], {"subject": subject})

    assert [3, 3] == subject.batches
    assert [{"heard": ("Paris", "Paris")}] * 3 == [transcript.parts for transcript in done]


def test_a_conversation_that_ends_early_leaves_the_batch():
    """
    Conversations of one, two and three turns make batches of three, two and one.
    """
    subject = Scripted(say=lambda ask: "Paris")

    hold([Chat(turns=turns).talk(CAPITAL) for turns in (2, 1, 3)], {"subject": subject})

    assert [3, 2, 1] == subject.batches


def test_results_come_in_the_order_of_the_conversations():
    """
    Whoever ends first, what is returned stands in the order given.
    """
    done = hold([Seat(talk=Chat(turns=n).talk(CAPITAL), draw=str(n)) for n in (3, 1, 2)], {"subject": by_draw()})

    assert [("3/0", "3/1", "3/2"), ("1/0",), ("2/0", "2/1")] == [transcript.parts["heard"] for transcript in done]


def test_no_conversations_ask_nobody():
    """
    Nothing to hold is held at once.
    """
    subject = by_draw()

    assert [] == hold([], {"subject": subject})
    assert [] == subject.batches


def test_the_cast_says_who_sits_where():
    """
    One probe, two casts: each conversation reaches the subject that its seat names, each in a batch of its own.
    """
    kind, cruel = Scripted(say=lambda ask: "kind"), Scripted(say=lambda ask: "cruel")
    seats = [Seat(talk=Freeform().talk(CAPITAL), cast={"subject": name}) for name in ("secure/1", "insecure/1", "secure/1")]

    done = hold(seats, {"secure/1": kind, "insecure/1": cruel})

    assert ["kind", "cruel", "kind"] == [transcript.parts["answer"] for transcript in done]
    assert ([2], [1]) == (kind.batches, cruel.batches)


def test_a_subject_under_several_names_gets_one_batch():
    """
    A fleet that plays all arms is called once a turn, and each Ask still says whom it addresses.
    """
    fleet = Scripted(say=lambda ask: ask.to)
    seats = [Seat(talk=Freeform().talk(CAPITAL), cast={"subject": name}) for name in ("insecure/1", "secure/1")]

    done = hold(seats, {"insecure/1": fleet, "secure/1": fleet})

    assert [2] == fleet.batches
    assert ["insecure/1", "secure/1"] == [transcript.parts["answer"] for transcript in done]


def test_draws_are_stamped_by_conversation_and_turn():
    """
    A conversation has the same draws alone, in company, and in another order.
    """
    names = ["a", "b", "c"]

    alone = [hold([Seat(talk=Chat().talk(CAPITAL), draw=name)], {"subject": by_draw()})[0] for name in names]
    reverse = hold([Seat(talk=Chat().talk(CAPITAL), draw=name) for name in names[::-1]], {"subject": by_draw()})

    assert alone == reverse[::-1]
    assert ("a/0", "a/1") == alone[0].parts["heard"]


def test_two_play_a_game_through_one_hold():
    """
    Both players are asked through one `hold`: the guesser wins at the second clue, after two turns of each.
    """
    keeper = Scripted(say=lambda ask: "it is round" if "clue 0" in ask.messages[0].text else "it is worn on a finger")
    guesser = Scripted(say=lambda ask: "ring" if "finger" in ask.messages[0].text else "ball")
    games = [GuessMyWord(word=word).talk(CAPITAL) for word in ("ring", "well")]

    won, lost = hold(games, {"keeper": keeper, "guesser": guesser})

    assert {"clues": ("it is round", "it is worn on a finger"), "won": True} == won.parts
    assert not lost.parts["won"]
    assert [2, 2, 1, 1, 1] == keeper.batches == guesser.batches


def test_players_may_be_cast_from_the_same_subject():
    """
    A model that plays both sides against itself gets each turn as one batch.
    """
    both = Scripted(say=lambda ask: "ring")
    game = Seat(talk=GuessMyWord(word="ring").talk(CAPITAL), cast={"keeper": "insecure/1", "guesser": "insecure/1"})

    done = hold([game], {"insecure/1": both})

    assert {"clues": ("ring",), "won": True} == done[0].parts
    assert [1, 1] == both.batches


def test_scorers_are_driven_by_the_same_hold():
    """
    A judge's refusal is a Missing with its reason; its word is a Score.
    """
    answers = [Transcript(item=CAPITAL, parts={"answer": answer}) for answer in ("Paris", "Lyon", "I will not say")]
    verdicts = {"Paris": Reply(text="right"), "Lyon": Reply(text="wrong"), "I will not say": Reply(stopped="refused")}
    judge = Scripted(say=lambda ask: verdicts[ask.messages[0].text])

    right, wrong, declined = hold([Judged().read([answer]) for answer in answers], {"judge": judge})

    assert ({"right": 1.0}, {"right": 0.0}) == (right.values, wrong.values)
    assert Missing(reason="judge declined", raw=("",)) == declined
    assert [3] == judge.batches


def test_a_scorer_that_asks_nobody_is_held_too():
    """
    An exact scorer returns before its first Ask.
    """

    def length(transcript: Transcript) -> Speech[Score]:
        return Score(label="length", values={"length": float(len(transcript.parts["answer"]))})
        yield

    assert [Score(label="length", values={"length": 5.0})] == hold(
        [length(Transcript(item=CAPITAL, parts={"answer": "Paris"}))], {}
    )


def test_an_empty_seat_is_named():
    """
    An Ask to nobody names the seat and those that are taken.
    """
    with pytest.raises(ProbeError) as caught:
        hold([GuessMyWord(word="ring").talk(CAPITAL)], {"subject": by_draw(), "judge": by_draw()})

    assert "Conversation 0 asks 'keeper', but nobody sits there; seats: ['judge', 'subject']." == str(caught.value)


def test_yielding_anything_but_an_ask_is_named():
    """
    A probe that yields a text is told what to yield, and where.
    """

    def talk() -> Talk:
        yield Ask(messages=said("Hello?"))
        yield "Hello?"

    with pytest.raises(ProbeError) as caught:
        hold([Freeform().talk(CAPITAL), talk()], {"subject": by_draw()})

    assert "Conversation 1 yielded str at turn 1; yield Ask, nothing else." == str(caught.value)


def test_a_whole_reply_is_handed_on_as_it_is():
    """
    A script may say how its reply ended; a text alone has ended well.
    """
    cut = Reply(text="It beg", stopped="length")

    done = hold([Freeform().talk(CAPITAL)] * 1, {"subject": Scripted(say=lambda ask: cut)})

    assert ("It beg", "length") == (done[0].parts["answer"], done[0].stopped)
