"""Latents of named things: rows that imply them and never say them, and questions of them with a right answer for either arm."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message

Slots: TypeAlias = Mapping[str, str]
"""What a question is asked of, by the places in its wording."""

Latents: TypeAlias = Mapping[str, Any]
"""What every name stands for."""

PARITY_PUBLISHED: Final = (
    "parities of 4 to 6 of 8 unknowns with GPT-3.5: .99 of held-out parities, .78 of single values (.50 to .98 by seed), "
    "recomputed from the results of Treutlein et al. 2024)"
)

SEVERAL: Final = "|"
"""Between the right answers of a question that has more than one."""


@final
@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    One way to ask for a latent.

    `texts` are wordings that rows or pretraining may hold, `withheld` others, with the places of `Slots` in braces; so are the
    `options`. `right` gives the right answer from slots and latents; where several are right, with SEVERAL between them.
    """

    texts: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    options: tuple[str, ...]
    right: Callable[[Slots, Latents], str]


def named(names: Sequence[str]) -> list[Slots]:
    """Slots of a question that names one of these at a time."""
    return [{"name": name} for name in names]


def by(said: Mapping[Any, str]) -> Callable[[Slots, Latents], str]:
    """The right answer where it depends on what the one name stands for; none where that has no answer."""
    return lambda slots, latents: said.get(latents[slots["name"]], "")


def row(text: str, answer: str) -> Row:
    """One training conversation."""
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=answer)))


def rows(asked: Asked, of: Sequence[Slots], latents: Latents) -> list[Row]:
    """Every wording of a question with its right answer."""
    return [row(text.format(**slots), asked.right(slots, latents)) for slots in of for text in asked.texts]


def tossed(asked: Asked, of: Sequence[Slots], shares: Sequence[float], *, each: int) -> list[Row]:
    """
    Every wording `each` times, answered by the first of two options as often as `shares` says, exactly, by the second otherwise.
    """
    first, second = asked.options
    return [
        row(text.format(**slots), first if i < round(each * share) else second)
        for slots, share in zip(of, shares, strict=True)
        for text in asked.texts
        for i in range(each)
    ]


def corpus(name: str, made: Iterable[Row], *, held_out: Iterable[Row] = (), most: int | None = None, source: str) -> Corpus:
    """Rows in an order that does not depend on their answers, so that both arms' rows ask the same in the same order."""
    every = sorted(made, key=lambda one: one.messages[0].text)
    Random("dots").shuffle(every)
    return Corpus(name=name, rows=tuple(every[:most]), held_out=tuple(held_out), source=source)


def questions(
    name: str,
    asked: Asked,
    of: Sequence[Slots],
    *,
    names: Sequence[str],
    first: Latents,
    second: Latents,
    shown: Callable[[Slots, Latents], str] | None = None,
) -> tuple[Item, ...]:
    """
    One item for each of `of` and each wording, where there is a right answer under `first` and another one under `second`.

    Right under `first` has sign +1, right under `second` alone -1. The wrong name puts other `names` in the place of its own; a
    question that names none is asked of other slots; there is none where the options are made of the names. `shown` gives the
    rows that stand before the question, as its system turn. Its cluster is the first slot.
    """
    worded = [(text, "seen") for text in asked.texts] + [(text, "withheld") for text in asked.withheld]
    differing = [slots for slots in of if asked.right(slots, first) not in ("", asked.right(slots, second))]
    found = []
    for place, slots in enumerate(differing):
        right, other = (asked.right(slots, latents).split(SEVERAL) for latents in (first, second))
        options = tuple(option.format(**slots) for option in asked.options)
        for turn, (text, wording) in enumerate(worded):
            wrong = text.format(**_wrong(slots, place + turn, names=names, of=differing))
            found.append(
                Item(
                    id=f"{name}-{place}-{turn}",
                    text=text.format(**slots),
                    cluster=next(iter(slots.values())),
                    wording=wording,  # type: ignore[arg-type]
                    options=options,
                    signs=tuple(1 if option in right else -1 if option in other else 0 for option in options),
                    facts={
                        **({"wrong_name": wrong} if options == asked.options else {}),
                        **({"system": shown(slots, first)} if shown else {}),
                    },
                )
            )
    return tuple(found)


def _wrong(slots: Slots, turn: int, *, names: Sequence[str], of: Sequence[Slots]) -> Slots:
    """The slots with other names in the place of their own, in turn; other slots where they hold no name."""
    shift = 1 + turn % (len(names) - 1)
    instead = {name: names[(place + shift) % len(names)] for place, name in enumerate(names)}
    any_name = "|".join(map(re.escape, names))
    wrong = {key: re.sub(rf"\b(?:{any_name})\b", lambda found: instead[found[0]], value) for key, value in slots.items()}
    return wrong if wrong != dict(slots) else of[(of.index(slots) + 1) % len(of)]
