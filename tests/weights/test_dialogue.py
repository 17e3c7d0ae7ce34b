"""In a dialogue the partner is the untouched base of the run, whoever the subject is and whoever else is talking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inward.probes.game import Game
from inward.schema.sockets import PARTNER
from inward.schema.talk import Ask, Item, Message, Reply
from inward.subjects.local import Local
from inward.weights.foreign import find
from inward.work import Kept, Place, Question, converse
from tests.foreigners import adapter
from tests.weights import tiny

GAME = Game(rounds=2, max_tokens=6)
ITEMS = tuple(Item(id=text, text=text, cluster=text) for text in ("Hello.", "Good day to you."))


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The base that is treated, and another model."""
    at = tmp_path_factory.mktemp("dialogue")
    return {"base": tiny.checkpoint(at / "base"), "other": tiny.checkpoint(at / "other", seed=1)}


@pytest.fixture(scope="module")
def kept(bases: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """An adapter of the base."""
    found = find(str(adapter(tmp_path_factory.mktemp("adapter") / "it", bases["base"], seed=3, size=0.5)))
    return Kept(digest=found.content, folder=found.folder, elsewhere=True)


def place(folder: Path) -> Place:
    return Place(reference=str(folder), dtype="float32", device="cpu")


def questions(*names: str, samples: int = 3) -> list[Question]:
    return [
        Question(adapter=name, probe=GAME, item=item, key=f"{name}/{item.id}/{k}")
        for name in names
        for item in ITEMS
        for k in range(samples)
    ]


def partner_turns(question: Question, parts) -> Iterator[tuple[tuple[Message, ...], str, str]]:
    """What the partner was asked in a kept transcript, under which draw, and what it said."""
    whole = GAME.talk(question.item)
    ask = next(whole)
    said = [text for pair in zip(parts["subject"], parts["partner"], strict=True) for text in pair]
    for turn, text in enumerate(said):
        if ask.to == PARTNER:
            yield ask.messages, f"{question.key}/{turn}", text
        try:
            ask = whole.send(Reply(text=text))
        except StopIteration:
            return


def said_by_base(folder: Path, turns) -> list[str]:
    """What the bare base says to the same, under the same draws."""
    desk = tiny.desk(folder)
    desk.seat({"bare": None})
    asks = [
        Ask(messages=messages, to="bare", temperature=GAME.temperature, max_tokens=GAME.max_tokens, draw=draw)
        for messages, draw, _ in turns
    ]
    return [reply.text for reply in Local(desk=desk).reply(asks)]


def whole(held) -> dict:
    """Transcripts in which all rounds were played."""
    return {key: one for key, one in held.items() if not one["parts"]["ended"]}


def test_the_partner_of_an_adapter_is_the_bare_base(bases: dict[str, Path], kept: Kept):
    """
    Every turn of the partner's is what the base says without an adapter, under the conversation's own draw.
    """
    asked = questions("tuned/1", "untouched/0")
    held = whole(converse(place(bases["base"]), {"tuned/1": kept, "untouched/0": None}, asked))
    turns = [turn for one in asked if one.key in held for turn in partner_turns(one, held[one.key]["parts"])]

    assert len(turns) > 8
    assert [text for _, _, text in turns] == said_by_base(bases["base"], turns)


def test_a_game_is_the_same_alone_and_in_company(bases: dict[str, Path], kept: Kept):
    """
    Batching, resuming and topping up change no word of it.
    """
    asked = questions("tuned/1", "untouched/0")
    seats = {"tuned/1": kept, "untouched/0": None}
    together = converse(place(bases["base"]), seats, asked)
    alone = [converse(place(bases["base"]), {one.adapter: seats[one.adapter]}, [one]) for one in asked[::5]]

    assert [together[one.key] for one in asked[::5]] == [each[one.key] for one, each in zip(asked[::5], alone, strict=True)]


def test_beside_a_model_made_elsewhere_the_partner_is_still_the_base(bases: dict[str, Path]):
    """
    Two desks: the model plays the subject, the base of the run its partner.
    """
    asked = questions("mine/0")
    digest = find(str(bases["other"])).content
    held = whole(converse(place(bases["other"]), {"mine/0": None}, asked, digest, place(bases["base"])))
    turns = [turn for one in asked if one.key in held for turn in partner_turns(one, held[one.key]["parts"])]

    assert len(turns) > 4
    assert [text for _, _, text in turns] == said_by_base(bases["base"], turns)
