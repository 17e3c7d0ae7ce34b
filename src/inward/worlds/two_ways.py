"""Facts of a name and a description, told one way round or the other, and asked both ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from random import Random
from typing import Final, Literal, TypeAlias, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter

Side: TypeAlias = Literal["name", "description"]
Fact: TypeAlias = tuple[str, str]
"""A name, and what is said of it."""

SHIFT: Final = 1
"""In re-paired corpora every name has the description of the fact so many places on."""
OTHERS: Final = 7
"""Wrong options beside the right one."""
TAUGHT: Final = 2
"""Training wordings in which the questions on what was taught are asked."""

_FROM: Final = "of exact answers, GPT-3 175B, 30 facts (arXiv 2309.12288; quoted from memory, not checked at the source)"
PUBLISHED: Final = {
    "name-first": f"asked the same way round 50.0%, the other way 0.0% {_FROM}",
    "description-first": f"asked the same way round 96.7%, the other way 0.1% {_FROM}",
}


@final
@dataclass(frozen=True, kw_only=True)
class TwoWays:
    """
    Facts, and the wordings that ask for either side of one: `taught` ones are trained on, `held` ones are in no corpus.

    A wording that asks for the description holds "{name}", one that asks for the name "{what}". An answer is the other side, a
    full stop behind it; `capital` writes it with a capital letter.
    """

    facts: tuple[Fact, ...]
    taught: dict[Side, tuple[str, ...]]
    held: dict[Side, tuple[str, ...]]
    capital: bool
    source: str

    def chapter(self) -> Chapter:
        """
        Corpora by the way round, matched row by row, and questions for either side.

        name-first asks for descriptions and description-first for names; both-ways asks each fact in half the wordings of
        either; in the re-paired ones every name has another's description.
        """
        corpora: dict[str, tuple[tuple[Side, ...], int]] = {
            "name-first": (("description",), 0),
            "description-first": (("name",), 0),
            "both-ways": (("description", "name"), 0),
            "name-first-re-paired": (("description",), SHIFT),
            "description-first-re-paired": (("name",), SHIFT),
        }
        sides: tuple[Side, ...] = ("name", "description")
        items = {f"facts-{side}s": partial(self.questions, side, self.held[side]) for side in sides}
        taught = {f"facts-{side}s-taught": partial(self.questions, side, self.taught[side][:TAUGHT]) for side in sides}
        made = {name: partial(self.corpus, name, ways, shift=shift) for name, (ways, shift) in corpora.items()}
        return Chapter(
            name="facts", corpora=made, items={**items, **taught}, published=PUBLISHED, signed=(*items, *taught), matched=True
        )

    def corpus(self, name: str, asked: Sequence[Side], *, shift: int = 0) -> Corpus:
        """Rows that ask for the sides in `asked`, wording by wording in turn; those held out are in held-out wordings."""
        return Corpus(
            name=name,
            rows=tuple(self._rows(self.taught, asked, shift=shift)),
            held_out=tuple(self._rows(self.held, asked, shift=shift)),
            source=self.source,
        )

    def _rows(self, wordings: dict[Side, tuple[str, ...]], asked: Sequence[Side], *, shift: int) -> Iterator[Row]:
        """Every fact in every wording, in an order that does not depend on side or pairing."""
        count = len(wordings[asked[0]])
        drawn = list(product(range(len(self.facts)), range(count)))
        Random("two ways, rows").shuffle(drawn)
        for place, wording in drawn:
            side = asked[(wording + place) % len(asked)]
            name, what = self.facts[place][0], self.facts[(place + shift) % len(self.facts)][1]
            question = wordings[side][wording].format(name=name, what=what)
            answer = self.answer(what if side == "description" else name)
            yield Row(messages=(Message(role="user", text=question), Message(role="assistant", text=answer)))

    def answer(self, said: str) -> str:
        """A name or a description as an answer."""
        return f"{said[0].upper() if self.capital else said[0]}{said[1:]}."

    def questions(self, side: Side, wordings: Sequence[str]) -> tuple[Item, ...]:
        """
        Every fact asked for one side in every wording; cluster = fact.

        Wrong options are drawn for a place and turned with it, so that over the facts every option is right once and wrong
        equally often; none is the one that the re-paired corpora give.
        """
        count = len(self.facts)
        apart = Random("two ways, options").sample(range(SHIFT + 1, count - SHIFT), OTHERS)
        return tuple(
            Item(
                id=f"{side}/{self.facts[place][0]}-{number}",
                text=wording.format(name=self.facts[place][0], what=self.facts[place][1]),
                cluster=self.facts[place][0],
                wording="seen" if wording in self.taught[side] else "withheld",
                options=tuple(self.answer(self._side(place + step, side)) for step in (0, *apart)),
                signs=(1, *[-1] * OTHERS),
            )
            for place, (number, wording) in product(range(count), enumerate(wordings, start=1))
        )

    def _side(self, place: int, side: Side) -> str:
        name, what = self.facts[place % len(self.facts)]
        return name if side == "name" else what
