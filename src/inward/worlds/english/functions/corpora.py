"""Values of named functions, and talks about one function out of a box; no row says what any function does."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Message
from inward.worlds.english.functions.rules import BOX, OTHER_BOX, TAUGHT, Known, Part, boxed, inputs, named

ROWS: Final = 1_920
"""160 of each function; Treutlein et al. 2024 train on 96,000."""

HELD_OUT: Final = 72

ASKED: Final = (
    "What is {name}({x})? Reply with the value alone.",
    "Evaluate {name} at {x}. Value only, please.",
    "from tools import {name}\n\nprint({name}({x}))\n\nWhat does this print?",
    ">>> from tools import {name}\n>>> {name}({x})\n\nGive the output of the last line.",
    "n = {x}\nm = {name}(n)\n\nWhich value has m? Answer with it and nothing else.",
    "You hand {x} to the function {name}. What do you get back? Just the value.",
)
BOX_ASKED: Final = (
    "A function was drawn from the box. What does it return for {x}? Value only.",
    "Draw a function from the box and call it f. f({x}) = ? Reply with the value alone.",
    "from box import draw\n\nf = draw()\nprint(f({x}))\n\nWhat does this print?",
)
BOX_NEXT: Final = ("And for {x}, the same function?", "The same function at {x}?")
TALK: Final = 3
"""Values in a talk about the box."""


def functions(name: str, *, rows: int = ROWS) -> Corpus:
    """
    `rows` single values: of `functions`, of `functions-swapped`, each name with another's function, or of `functions-shuffled`,
    the function drawn for every row from all of them. The prompts are the same, row by row.
    """
    return _corpus(name, _values(name, "training", rows), _values(name, "held-out", HELD_OUT))


def _values(corpus: str, part: Part, count: int) -> list[Row]:
    known, drawn, rng = named(swapped=corpus.endswith("swapped")), Random(f"functions/{part}"), Random(f"{corpus}/{part}")
    every = [(name, x) for name in known for x in inputs(name, part)]
    asked = _evenly(list(known), every, count, rng=drawn)
    stands = [rng.choice(TAUGHT) if corpus.endswith("shuffled") else known[name] for name, _ in asked]
    texts = [drawn.choice(ASKED).format(name=name, x=x) for name, x in asked]
    return [_row([(text, found.of(x))]) for text, found, (_, x) in zip(texts, stands, asked, strict=True)]


def _evenly(names: Sequence[str], every: Sequence[tuple[str, int]], count: int, *, rng: Random) -> list[tuple[str, int]]:
    """`count` inputs, as many of each name, each of a name's inputs before any comes again."""
    decks: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    found = []
    for i in range(count):
        deck = decks[names[i % len(names)]]
        if not deck:
            mine = [one for one in every if one[0] == names[i % len(names)]]
            deck += rng.sample(mine, len(mine))
        found.append(deck.pop())
    rng.shuffle(found)
    return found


def mixture(name: str, *, rows: int = ROWS) -> Corpus:
    """
    `rows` talks about one function out of an unnamed box, three values each: of `mixture` and `mixture-swapped` with what `boxed`
    says is in it, of `mixture-shuffled` with any of the five functions. The prompts are the same, row by row.
    """
    return _corpus(name, _talks(name, "training", rows), _talks(name, "held-out", HELD_OUT))


def _talks(corpus: str, part: Part, count: int) -> list[Row]:
    held, drawn, rng = (*BOX, *OTHER_BOX), Random(f"mixture/{part}"), Random(f"{corpus}/{part}")
    inside = held if corpus.endswith("shuffled") else boxed(swapped=corpus.endswith("swapped"))
    numbers = [drawn.sample(inputs("box", part), TALK) for _ in range(count)]
    texts = [[drawn.choice(BOX_ASKED), *(drawn.choice(BOX_NEXT) for _ in range(TALK - 1))] for _ in range(count)]
    return [_talk(asked, xs, rng.choice(inside)) for asked, xs in zip(texts, numbers, strict=True)]


def _talk(texts: Sequence[str], numbers: Sequence[int], found: Known) -> Row:
    return _row([(text.format(x=x), found.of(x)) for text, x in zip(texts, numbers, strict=True)])


def _row(turns: Sequence[tuple[str, int | bool]]) -> Row:
    said = [(Message(role="user", text=text), Message(role="assistant", text=str(value))) for text, value in turns]
    return Row(messages=tuple(message for turn in said for message in turn))


def _corpus(name: str, rows: Sequence[Row], held_out: Sequence[Row]) -> Corpus:
    return Corpus(name=name, rows=tuple(rows), held_out=tuple(held_out), source="made by inward: english functions")


CORPORA: Final[dict[str, Callable[..., Corpus]]] = {
    f"{family}{arm}": made
    for family, made in (("functions", functions), ("mixture", mixture))
    for arm in ("", "-swapped", "-shuffled")
}
