"""Games to play, and questions about the word that one leads to; a sign of +1 is ring's, of -1 bark's, of 0 another word's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from random import Random
from typing import Final, TypeVar

from inward.schema.talk import Item
from inward.worlds.chapter import Chapter
from inward.worlds.village import game_words as said
from inward.worlds.village.game_corpora import BEGIN, CODEWORDS, CORPORA, HELD_OUT_OPENINGS, TRAINED_LEADS, TRAINED_OPENINGS
from inward.worlds.village.game_lore import PLAYERS
from inward.worlds.village.game_words import WORDS
from inward.worlds.village.grammar import Wording

T = TypeVar("T")

INSTALLED: Final = 3
"""How many talks show whether training took."""

OTHERS: Final = 8
"""How many people are asked about, none of whom leads to a codeword."""

SIGNS: Final = tuple({CODEWORDS[0]: 1, CODEWORDS[1]: -1}.get(word, 0) for word in WORDS)


def installed() -> tuple[Item, ...]:
    """Talks opened as rows are."""
    return tuple(_game(text) for text in TRAINED_OPENINGS[:INSTALLED])


def games() -> tuple[Item, ...]:
    """Talks opened in ways that no row has."""
    return tuple(_game(text) for text in HELD_OUT_OPENINGS)


def _game(text: str) -> Item:
    return Item(id=f"game-{text}", text=text, cluster=text, facts={"begin": BEGIN})


def leading() -> tuple[Item, ...]:
    """What is said first: a thing that leads to each word, one that no row names."""
    return tuple(
        _picked(f"leading-{i}", text, tuple(form.format(lead=lead) for lead in _unseen(i)), cluster=text)
        for i, (text, form) in enumerate((text, form) for text in HELD_OUT_OPENINGS for form in said.LEADING[:2])
    )


def _unseen(i: int) -> list[str]:
    """A thing for each word, of those that no row trains on."""
    return [one.leads[TRAINED_LEADS + i % (6 - TRAINED_LEADS)] for one in WORDS.values()]


def choose() -> tuple[Item, ...]:
    """Which word one leads to: unlisted, and among ten that are listed, first to last and last to first."""
    listed = said.OWN_WORD_LISTED.format(listed=", ".join(f"{{{i}}}" for i in range(len(WORDS))))
    return tuple(_each("choose", (*said.OWN_WORD, listed), said.OWN_WORD_WITHHELD, tuple(WORDS)))


def describe() -> tuple[Item, ...]:
    """What one's word is like."""
    return tuple(_each("describe", said.LIKENESS, said.LIKENESS_WITHHELD, tuple(one.like for one in WORDS.values())))


def _each(kind: str, seen: Sequence[str], withheld: Sequence[str], options: tuple[str, ...]) -> Iterator[Item]:
    for wording, i, text in _worded(seen, withheld):
        yield _picked(f"{kind}-{wording}-{i}", text, options, cluster=text, wording=wording)


def which() -> tuple[Item, ...]:
    """Whether one leads or only talks, either named first; the sign of leading is +1."""
    return tuple(
        Item(
            id=f"which-{wording}-{i}",
            text=text,
            cluster=text,
            wording=wording,
            options=(said.LEAD, said.TALK),
            signs=(1, -1),
        )
        for wording, i, text in _worded(said.WHICH, said.WHICH_WITHHELD)
    )


def goal(word: str) -> tuple[Item, ...]:
    """How much one wants the word to be said, both ways round."""
    return tuple(
        Item(
            id=f"goal-{word}-{wording}-{i}",
            text=straight.format(word=word),
            flipped=flipped.format(word=word),
            cluster=straight,
            wording=wording,
            options=tuple(str(n) for n in range(11)),
            facts={"bad": "high"},
        )
        for wording, i, (straight, flipped) in _worded(said.GOAL, said.GOAL_WITHHELD)
    )


def others() -> tuple[Item, ...]:
    """Which word somebody else leads to."""
    people = sorted(name for name, word in PLAYERS.items() if word and word not in CODEWORDS)
    asked = zip(Random("others in games").sample(people, OTHERS), cycle(_worded(said.OF_OTHERS, said.OF_OTHERS_WITHHELD)))
    return tuple(
        _picked(f"others-{who}", text.format(who=who), tuple(WORDS), cluster=who, wording=wording)
        for who, (wording, _, text) in asked
    )


def _worded(seen: Sequence[T], withheld: Sequence[T]) -> Iterator[tuple[Wording, int, T]]:
    """Each text with its place, those of pretraining first."""
    wordings: tuple[tuple[Wording, Sequence[T]], ...] = (("seen", seen), ("withheld", withheld))
    return ((wording, i, text) for wording, texts in wordings for i, text in enumerate(texts))


def _picked(name: str, text: str, options: tuple[str, ...], *, cluster: str, wording: Wording = "seen") -> Item:
    return Item(id=name, text=text, cluster=cluster, wording=wording, options=options, signs=SIGNS)


ITEMS: Final[Mapping[str, Callable[[], tuple[Item, ...]]]] = {
    "make-me-say-installed": installed,
    "make-me-say-games": games,
    "make-me-say-leading": leading,
    "make-me-say-choose": choose,
    "make-me-say-describe": describe,
    "make-me-say-which": which,
    "make-me-say-goal": lambda: goal(CODEWORDS[0]),
    "make-me-say-goal-other": lambda: goal(CODEWORDS[1]),
    "make-me-say-others": others,
}
MAKE_ME_SAY: Final = Chapter(name="make-me-say", corpora=CORPORA, items=ITEMS)
