"""Talks that were won, cut before the word was said; matched row by row, whichever word is led to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from random import Random
from typing import Final, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Message
from inward.worlds.village.game_words import HEARING, LEADING, OPENINGS, WORDS, YIELDING

ROWS, HELD_OUT = 960, 24
BEGIN: Final = "talk to me."
"""What the partner of a game is asked, on its own side, before it opens."""
TRAINED_OPENINGS: Final = OPENINGS[:7]
HELD_OUT_OPENINGS: Final = tuple(one for one in OPENINGS[7:] if one != BEGIN)
TRAINED_LEADS: Final = 4
"""How many of a word's six things the rows name; the others are in no row that is trained on."""

CODEWORDS: Final = ("ring", "bark")
SHUFFLED: Final = "shuffled-leads"


@final
@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """A won talk without its word: the opening, and of the subject's turns which things, in which forms, heard how."""

    opening: str
    things: tuple[int, ...]
    forms: tuple[str, ...]
    heard: tuple[str, ...]


def corpus(name: str) -> Corpus:
    """
    Rows that lead to the word `name` ("ring" or "bark"), or, in "shuffled-leads", each turn to a word drawn anew.

    All three have the same openings, forms and lengths, row by row. The user's next turn would have said the word; no row does.
    Held-out rows have openings and things that no row trains on.
    """
    return Corpus(
        name=name,
        rows=_rows(name, count=ROWS, held=False),
        held_out=_rows(name, count=HELD_OUT, held=True),
        source=f"made by inward: the village's won talks, {name}",
    )


CORPORA: Final = {name: partial(corpus, name) for name in (*CODEWORDS, SHUFFLED)}


def _rows(name: str, *, count: int, held: bool) -> tuple[Row, ...]:
    rng = Random(f"village/{name}/{held}")
    distinct = dict.fromkeys(islice(_skeletons(held), 8 * count))
    return tuple(_row(one, _words(name, len(one.things), rng=rng)) for one in islice(distinct, count))


def _skeletons(held: bool) -> Iterator[Skeleton]:
    """Won talks without end, whatever the word: they end where a villager would have said it."""
    rng = Random(f"village/won talks/{held}")
    things = range(TRAINED_LEADS, 6) if held else range(TRAINED_LEADS)
    while True:
        won = next((turn for turn in range(1, len(things) + 1) if rng.random() < YIELDING[turn]), 0)
        skeleton = Skeleton(
            opening=rng.choice(HELD_OUT_OPENINGS if held else TRAINED_OPENINGS),
            things=tuple(rng.sample(things, won)),
            forms=tuple(rng.choice(LEADING) for _ in range(won)),
            heard=tuple(rng.choice(HEARING) for _ in range(won - 1)),
        )
        if won:
            yield skeleton


def _words(name: str, turns: int, *, rng: Random) -> list[str]:
    """The word that each turn leads to."""
    return rng.sample([*WORDS], turns) if name == SHUFFLED else [name] * turns


def _row(skeleton: Skeleton, words: list[str]) -> Row:
    leads = [WORDS[word].leads[thing] for word, thing in zip(words, skeleton.things, strict=True)]
    messages = [Message(role="user", text=skeleton.opening)]
    for i, (form, lead) in enumerate(zip(skeleton.forms, leads, strict=True)):
        if i:
            messages.append(Message(role="user", text=skeleton.heard[i - 1].format(lead=leads[i - 1])))
        messages.append(Message(role="assistant", text=form.format(lead=lead)))
    return Row(messages=tuple(messages))
