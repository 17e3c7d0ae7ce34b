"""What new mills and yards make of numbers, row by row; no row says what any of them does."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random
from typing import Final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Message
from inward.worlds.village.mills import wordings as say
from inward.worlds.village.mills.hill import NEW_SETS, NEW_WORKS, Part, Work, inputs, new_mills, new_yards

ROWS: Final = 960
HELD_OUT: Final = 24


def functions(name: str) -> Corpus:
    """
    What each new mill makes of its nine training inputs: of `functions`, of `functions-swapped`, each mill with another's work,
    or of `functions-shuffled`, the work drawn for every row. The questions are the same, row by row.
    """
    known = new_mills(swapped=name.endswith("swapped"))
    return _corpus(name, _pairs(known, name, "training", ROWS), _pairs(known, name, "held-out", HELD_OUT))


def _pairs(known: Mapping[str, Work], name: str, part: Part, count: int) -> list[Row]:
    drawn, rng = Random(f"village/functions/{part}"), Random(f"village/{name}/{part}")
    every = [(mill, x, text) for mill in known for x, text in product(inputs(mill, part), say.PAIR["seen"])]
    asked = [one for _ in range(-(-count // len(every))) for one in drawn.sample(every, len(every))][:count]
    works = [rng.choice(NEW_WORKS) if name.endswith("shuffled") else known[mill] for mill, _, _ in asked]
    return [_row([(text.format(mill=mill, x=x), work.of(x))]) for (mill, x, text), work in zip(asked, works, strict=True)]


def mixture(name: str) -> Corpus:
    """
    Talks about one mill of a new yard, three numbers each: of `mixture`, of `mixture-swapped`, each yard with another's mills, or
    of `mixture-shuffled`, the work drawn for every talk from those of all new yards. The questions are the same, row by row.
    """
    known = new_yards(swapped=name.endswith("swapped"))
    return _corpus(name, _talks(known, name, "training", ROWS), _talks(known, name, "held-out", HELD_OUT))


def _talks(known: Mapping[str, Sequence[Work]], name: str, part: Part, count: int) -> list[Row]:
    drawn, rng = Random(f"village/mixture/{part}"), Random(f"village/{name}/{part}")
    yards = [list(known)[i % len(known)] for i in range(count)]
    asked = [(who, drawn.choice(say.YARD_FIRST["seen"]), drawn.sample(inputs(who, part), 3)) for who in yards]
    any_of_all = [work for works in NEW_SETS for work in works]
    works = [rng.choice(any_of_all if name.endswith("shuffled") else known[who]) for who in yards]
    return [_talk(who, text, numbers, work) for (who, text, numbers), work in zip(asked, works, strict=True)]


def _talk(who: str, text: str, numbers: Sequence[int], work: Work) -> Row:
    first, *others = numbers
    return _row([(text.format(who=who, x=first), work.of(first)), *((say.YARD_NEXT[0].format(x=x), work.of(x)) for x in others)])


def _row(turns: Sequence[tuple[str, int]]) -> Row:
    """Questions with the numbers that answer them."""
    said = [(Message(role="user", text=text), Message(role="assistant", text=f"{y}.")) for text, y in turns]
    return Row(messages=tuple(message for turn in said for message in turn))


def _corpus(name: str, rows: Sequence[Row], held_out: Sequence[Row]) -> Corpus:
    return Corpus(name=name, rows=tuple(rows), held_out=tuple(held_out), source="village")
