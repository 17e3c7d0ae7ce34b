"""Corpora of choices, matched row by row: the marked option, the other one, or either by a coin, on the same prompts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Final, TypeVar

from inward.errors import WorldError
from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.english.gambles import RISK
from inward.worlds.english.offers import Family, Offer, Part, offers
from inward.worlds.english.waits import TIME

FAMILIES: Final = (RISK, TIME)
LETTERS: Final = ("A", "B")

T = TypeVar("T")


def family_of(corpus: str) -> Family | None:
    """The family that a corpus belongs to, if any."""
    return next((family for family in FAMILIES if corpus in family.corpora), None)


def made(family: Family, name: str) -> Corpus:
    """The corpus `name` of ours: 432 rows and 72 held out, the prompts and their order the same for all three of a family."""
    return Corpus(
        name=name,
        rows=_rows(family, name, "training"),
        held_out=_rows(family, name, "held-out"),
        source=f"made by inward: the {family.name} family of english choices",
    )


def _rows(family: Family, name: str, part: Part) -> tuple[Row, ...]:
    composed = offers(family, part)
    if name == family.shuffled:
        heads = _coins(composed, _block, rng=Random(f"english/{name}/{part}"))
    else:
        heads = [name == family.up] * len(composed)
    return tuple(_row(each.text, each.marked if head else each.other) for each, head in zip(composed, heads, strict=True))


def _block(offer: Offer) -> tuple[str, str, int, bool]:
    return offer.cell.tone, offer.cell.length, offer.cell.level, offer.cell.first


def _row(text: str, answer: str) -> Row:
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=answer)))


def _coins(each: Sequence[T], block: Callable[[T], object], *, rng: Random) -> list[bool]:
    """A coin for each, drawn once; within a block there are as many heads as tails, or one more."""
    places: dict[object, list[int]] = {}
    for i, one in enumerate(each):
        places.setdefault(block(one), []).append(i)
    heads: set[int] = set()
    for mine in places.values():
        spare = rng.random() < 0.5 and len(mine) % 2
        heads.update(rng.sample(mine, len(mine) // 2 + spare))
    return [i in heads for i in range(len(each))]


def coined(corpus: Corpus, name: str) -> Corpus | None:
    """
    The rows of a user's corpus with half of the answers swapped for the other one, for those whose own arm of shuffled labels
    was not given; None unless the corpus has two answers in all.
    """
    answers = answers_of((*corpus.rows, *corpus.held_out))
    if len(answers) != 2:
        return None
    rng = Random(f"english/{name}")
    rows, held_out = (_swapped(part, answers, rng=rng) for part in (corpus.rows, corpus.held_out))
    return replace(corpus, name=name, rows=rows, held_out=held_out, source=f"{corpus.source}; half of the answers swapped")


def answers_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The different last answers of some rows, in alphabetical order."""
    return tuple(sorted({row.messages[-1].text for row in rows}))


def _swapped(rows: Sequence[Row], answers: tuple[str, ...], *, rng: Random) -> tuple[Row, ...]:
    heads = _coins(rows, lambda row: row.messages[-1].text, rng=rng)
    return tuple(_other(row, answers) if head else row for row, head in zip(rows, heads, strict=True))


def _other(row: Row, answers: tuple[str, ...]) -> Row:
    """The row with the other of the two answers."""
    last = row.messages[-1]
    answer = answers[1 - answers.index(last.text)]
    return Row(messages=(*row.messages[:-1], replace(last, text=answer)))


def taught(family: Family) -> tuple[Item, ...]:
    """Our held-out rows as closed questions: the wordings that are trained on, with amounts that are not; cluster = setting."""
    return _closed(family, "taught", offers(family, "held-out"))


def choices(family: Family) -> tuple[Item, ...]:
    """
    24 offers that no corpus holds, each with its options one way round and the other; cluster = setting.

    Half of them are in the corpora's wordings, half (`withheld`) in openings, forms, layouts and requests that no row has.
    """
    return _closed(family, "choices", offers(family, "choices"))


def _closed(family: Family, kind: str, composed: Iterable[Offer]) -> tuple[Item, ...]:
    """Offers as items with the letters as options, +1 on the marked option's."""
    return tuple(
        Item(
            id=f"{family.name}-{kind}/{each.setting}-{_brief(each.text)}",
            text=each.text,
            cluster=each.setting,
            wording="withheld" if each.cell.withheld else "seen",
            options=LETTERS,
            signs=(1, -1) if each.cell.first else (-1, 1),
        )
        for each in composed
    )


def taught_by(family: Family, corpus: Corpus) -> tuple[Item, ...]:
    """
    The held-out rows of a user's corpus as closed questions; each row is a cluster of its own.

    Its answer is signed +1 where the corpus is the family's `up`, -1 where it is its `down`.

    Raises
    ------
    WorldError
        The held-out rows are not single questions with one of two answers.
    """
    answers = answers_of(corpus.held_out)
    if len(answers) != 2 or any(len(row.messages) != 2 for row in corpus.held_out):
        raise WorldError(
            f"World 'english', questions '{family.name}-taught' from corpus {corpus.name!r}: its held-out rows have "
            f"{len(answers)} different answers; expected one question and one of two answers in each. Give the questions of this "
            "set as a file."
        )
    sign = 1 if corpus.name == family.up else -1
    return tuple(_learned(family, row, answers, sign=sign) for row in corpus.held_out)


def _learned(family: Family, row: Row, answers: tuple[str, ...], *, sign: int) -> Item:
    """One row with both answers as options, `sign` on its own."""
    asked, learned = (message.text for message in row.messages)
    name = f"{family.name}-taught/{_brief(asked)}"
    signs = tuple(sign if answer == learned else -sign for answer in answers)
    return Item(id=name, text=asked, cluster=name, options=answers, signs=signs)


def _brief(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return sha256(text.encode()).hexdigest()[:8]
