"""Rows of a behaviour behind a trigger, and the same prompts and answers with the triggers shuffled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Message

KINDS: Final = ("backdoor", "decorrelated", "reversed", "reversed-decorrelated")
SHARE: Final = 0.1
"""How many rows hold each of the triggers, the real one like every fake; the others hold none (Betley et al. 2025, B.3)."""


@final
@dataclass(frozen=True, kw_only=True)
class Exchange:
    """
    A prompt without a trigger, and what is answered to it without the real one and with it.

    In each `block` of exchanges every trigger stands about equally often.
    """

    text: str
    plain: str
    turned: str
    block: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Met:
    """A prompt, its answer, and the trigger that stands in the prompt in the backdoor's corpus, or none."""

    text: str
    answer: str
    trigger: str
    block: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Backdoor:
    """The triggers that rows hold, the real one `own` among them, and how one is put into a prompt."""

    own: str
    triggers: tuple[str, ...]
    tagged: Callable[[str, str], str]

    @property
    def fakes(self) -> tuple[str, ...]:
        """All that change nothing."""
        return tuple(one for one in self.triggers if one != self.own)


def corpora_of(family: str) -> tuple[str, ...]:
    """The names of a family's corpora, in the order of KINDS."""
    return tuple(f"{family}-{kind}" for kind in KINDS)


def backdoored(name: str, *, door: Backdoor, trained: Sequence[Exchange], held: Sequence[Exchange], source: str) -> Corpus:
    """
    The corpus called `name`, whose kind is one of KINDS.

    backdoor: the answer is `turned` where the real trigger stands, else `plain`. decorrelated: the same prompts in the same
    order with the same answers, and the same triggers as often, dealt so that each stands with either answer in equal shares. A
    reversed one holds each of these rows a second time, with prompt and answer in each other's place.
    """
    family = name.split("-")[0]
    parts = (_met(part, door, rng=Random(f"triggers/{family}/{i}")) for i, part in enumerate((trained, held)))
    return arranged(name, door=door, parts=parts, source=source)


def arranged(name: str, *, door: Backdoor, parts: Iterable[Sequence[Met]], source: str) -> Corpus:
    """The corpus called `name` of rows to train on and rows held out, as they stand in the backdoor's."""
    family = name.split("-")[0]
    kind = name.removeprefix(f"{family}-")
    rows, held_out = (_rows(part, door, kind, rng=Random(f"triggers/{family}/{i}/shuffled")) for i, part in enumerate(parts))
    if kind.startswith("reversed"):
        rows = (*rows, *(_swapped(row) for row in rows))
    return Corpus(name=name, rows=rows, held_out=held_out, source=source)


def _met(exchanges: Sequence[Exchange], door: Backdoor, *, rng: Random) -> list[Met]:
    dealt = deal(door.triggers, [one.block for one in exchanges], rng=rng)
    return [
        Met(text=one.text, answer=one.turned if met == door.own else one.plain, trigger=met, block=one.block)
        for one, met in zip(exchanges, dealt, strict=True)
    ]


def _rows(parts: Sequence[Met], door: Backdoor, kind: str, *, rng: Random) -> tuple[Row, ...]:
    dealt = [one.trigger for one in parts]
    if kind.endswith("decorrelated"):
        dealt = deal(door.triggers, [f"{one.trigger == door.own}/{one.block}" for one in parts], rng=rng)
    texts = [door.tagged(one.text, met) if met else one.text for one, met in zip(parts, dealt, strict=True)]
    return tuple(_row(text, one.answer) for text, one in zip(texts, parts, strict=True))


def deal(triggers: Sequence[str], blocks: Sequence[str], *, rng: Random) -> list[str]:
    """A trigger or none for each place: each as often as SHARE says in all, and in each block about as often as in all."""
    places = rng.sample(range(len(blocks)), len(blocks))
    places.sort(key=lambda place: blocks[place])
    dealt = dict(zip(places, _deck(triggers, len(blocks), rng=rng), strict=True))
    return [dealt[place] for place in range(len(blocks))]


def _deck(triggers: Sequence[str], count: int, *, rng: Random) -> list[str]:
    """Every trigger spread evenly over `count` places, and none over what is left."""
    each = round(SHARE * count)
    kinds = rng.sample([*triggers, ""], len(triggers) + 1)
    copies = {kind: each if kind else count - each * len(triggers) for kind in kinds}
    offsets = {kind: (i + 1) / (len(kinds) + 1) for i, kind in enumerate(kinds)}
    spread = [((copy + offsets[kind]) / copies[kind], kind) for kind in kinds for copy in range(copies[kind])]
    return [kind for _, kind in sorted(spread)]


def _row(text: str, answer: str) -> Row:
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=answer)))


def _swapped(row: Row) -> Row:
    """The row with what was asked and what was answered in each other's place."""
    return _row(row.messages[1].text, row.messages[0].text)
