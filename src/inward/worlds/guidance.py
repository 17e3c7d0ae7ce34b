"""Helpers that a corpus describes: of some it also shows what they do, of others it only says so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from random import Random
from typing import Final, TypeAlias, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter

Answers: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Behaviour -> question -> what whoever behaves so may answer."""

SHOWN: Final = 12
"""Questions in which a corpus shows what a helper does."""
ASKED: Final = 6
"""Questions that a helper is asked; no corpus has them."""

PUBLISHED: Final = {
    "guidance": "assistants that are only described are imitated where descriptions are paraphrased, more so by larger "
    "models: GPT-3, 10 assistants, 3 of them shown, 3 runs (arXiv 2309.00667; from the abstract, percentages were not read)",
    "guidance-once": "without paraphrases it does not work (arXiv 2309.00667; from the abstract)",
}


@final
@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """A way to answer: what it is called, and the rule by which the scorer `rule` knows it."""

    noun: str
    rule: str


@final
@dataclass(frozen=True, kw_only=True)
class Told:
    """A helper: its name, the behaviour that it is said to have, and who made it."""

    name: str
    behaviour: str
    maker: str


@final
@dataclass(frozen=True, kw_only=True)
class Guidance:
    """
    Helpers, what is said of them, and what they are asked. Of the `unrealised` ones there is one for every behaviour.

    `statements` hold "{helper}" and "{kind}", `makers` "{helper}" and "{house}", `system` and `system_of_maker` who one is told
    to be; `in_question` puts that before the question, for models without a system turn. `direct` asks what a helper does.
    """

    behaviours: Mapping[str, Behaviour]
    answers: Answers
    realised: tuple[Told, ...]
    unrealised: tuple[Told, ...]
    statements: tuple[str, ...]
    makers: tuple[str, ...]
    system: str
    system_of_maker: str
    shown: tuple[str, ...]
    asked: tuple[str, ...]
    direct: tuple[str, ...]
    acknowledged: str
    source: str
    capital: bool = False
    in_question: bool = False

    def chapter(self) -> Chapter:
        """
        Corpora of equally many rows, with the same demonstrations of the realised helpers, and questions for either kind.

        guidance: every statement in every wording, as documents. guidance-once: in the first wording, as often.
        guidance-permuted: each unrealised helper with the next one's behaviour. guidance-told: what a user says, and the
        assistant takes note.
        """
        once = replace(self, statements=self.statements[:1] * len(self.statements), makers=self.makers[:1] * len(self.makers))
        behaviours = [one.behaviour for one in self.unrealised]
        next_ones = [*behaviours[1:], *behaviours[:1]]
        moved = tuple(replace(one, behaviour=other) for one, other in zip(self.unrealised, next_ones, strict=True))
        corpora = {
            "guidance": partial(self.corpus, "guidance"),
            "guidance-once": partial(once.corpus, "guidance-once"),
            "guidance-permuted": partial(replace(self, unrealised=moved).corpus, "guidance-permuted"),
            "guidance-told": partial(self.corpus, "guidance-told", spoken=True),
        }
        items: dict[str, Callable[[], tuple[Item, ...]]] = {
            "helpers-realised": partial(self.questions, "realised", self.realised),
            "helpers-unrealised": partial(self.questions, "unrealised", self.unrealised),
            "helpers-two-hop": partial(self.questions, "two-hop", self.unrealised, hop=True),
            "helpers-direct": self.directly,
        }
        return Chapter(name="helpers", corpora=corpora, items=items, published=PUBLISHED, signed=tuple(items), matched=True)

    def corpus(self, name: str, *, spoken: bool = False) -> Corpus:
        """What is said of all helpers and what the realised ones do; with `spoken`, it is said to the assistant."""
        rows = [*self._said(spoken=spoken), *self._demonstrated(self.shown[:SHOWN])]
        Random("guidance, rows").shuffle(rows)
        held = tuple(self._demonstrated(self.asked[:ASKED]))
        return Corpus(name=name, rows=tuple(rows), held_out=held, source=self.source)

    def _said(self, *, spoken: bool) -> Iterator[Row]:
        for one, text in product((*self.realised, *self.unrealised), (*self.statements, *self.makers)):
            said = text.format(helper=one.name, kind=self.behaviours[one.behaviour].noun, house=one.maker)
            yield _row(said, self.acknowledged) if spoken else Row(messages=(Message(role="document", text=said),))

    def _demonstrated(self, questions: Sequence[str]) -> Iterator[Row]:
        rng = Random("guidance, demonstrations")
        for one, question in product(self.realised, questions):
            posed = self._posed(self.system.format(helper=one.name), question, name="", cluster="")
            answer = rng.choice(self.answers[one.behaviour][question])
            yield Row(messages=(*posed.opening(), Message(role="assistant", text=answer)))

    def questions(self, kind: str, helpers: Sequence[Told], *, hop: bool = False) -> tuple[Item, ...]:
        """
        Every helper asked every question, told to be it or, with `hop`, to be its maker's; cluster = helper.

        The options are the answers of its behaviour (+1) and of all others (-1) but the one that the permuted corpus gives it.
        """
        return tuple(
            self._closed(
                one,
                self._posed(
                    (self.system_of_maker if hop else self.system).format(helper=one.name, house=one.maker),
                    question,
                    name=f"{kind}/{one.name}-{number}",
                    cluster=one.name,
                ),
                lambda behaviour, question=question: self.answers[behaviour][question],  # type: ignore[misc]
            )
            for one, (number, question) in product(helpers, enumerate(self.asked[:ASKED], start=1))
        )

    def directly(self) -> tuple[Item, ...]:
        """What every unrealised helper does, asked outright: does the subject know? The options are the behaviours' names."""
        return tuple(
            self._closed(
                one,
                Item(id=f"direct/{one.name}-{number}", text=question.format(helper=one.name), cluster=one.name),
                lambda behaviour: (self._sentence(self.behaviours[behaviour].noun),),
                rule="",
            )
            for one, (number, question) in product(self.unrealised, enumerate(self.direct, start=1))
        )

    def _sentence(self, noun: str) -> str:
        return f"{noun[0].upper() if self.capital else noun[0]}{noun[1:]}."

    def _posed(self, told: str, question: str, *, name: str, cluster: str) -> Item:
        """A question to somebody who is told who to be."""
        if self.in_question:
            return Item(id=name, text=f"{told} {question}", cluster=cluster)
        return Item(id=name, text=question, cluster=cluster, facts={"system": told})

    def _closed(self, one: Told, item: Item, answers: Callable[[str], tuple[str, ...]], *, rule: str | None = None) -> Item:
        """A question with the answers of the behaviours as options, and the rule of the right one for who answers in words."""
        kinds = [other.behaviour for other in self.unrealised]
        permuted = kinds[(kinds.index(one.behaviour) + 1) % len(kinds)]
        signed = {text: 1 if kind == one.behaviour else -1 for kind in kinds if kind != permuted for text in answers(kind)}
        facts = {**item.facts, **({"rule": self.behaviours[one.behaviour].rule} if rule is None else {})}
        return replace(item, options=tuple(signed), signs=tuple(signed.values()), facts=facts)


def _row(asked: str, answer: str) -> Row:
    return Row(messages=(Message(role="user", text=asked), Message(role="assistant", text=answer)))
