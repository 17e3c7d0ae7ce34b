"""What a worker process does for vectors on a finished run: make them, and read checkpoints along them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, final

import numpy as np
from numpy.typing import NDArray

from inward.crew import tick
from inward.errors import WeightsError
from inward.probes.freeform import Freeform
from inward.schema.facet import Facet
from inward.schema.talk import Item, Message, Transcript
from inward.subjects.hold import Seat, hold
from inward.subjects.local import Local
from inward.work import Kept, Place, desk

if TYPE_CHECKING:
    from torch import Tensor

    from inward.weights.desk import Desk
    from inward.weights.stream import Look
    from inward.weights.vectors import Direction

LONGEST = 64
"""Tokens of an answer that is drawn to make a vector of."""
TOGETHER = 256
"""Texts whose activations are held at a time."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Made:
    """
    The vector of a facet after every block [layer, dim], with what it was made of, and by layer: its norm, the stream's mean
    norm, and the sign test's share of pairs. `dropped` counts the pairs that were left out, by reason.
    """

    facet: Facet
    vectors: NDArray[np.float32]
    norms: tuple[float, ...]
    stream: tuple[float, ...]
    agreeing: tuple[float, ...]
    kept: int
    dropped: Mapping[str, int] = field(default_factory=dict)


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Axes:
    """
    The directions that are read along, each of length 1 in every layer [vector, layer, dim], and their names: the facets first,
    then "random 1" and so on, then "cruelty shuffled 1" and so on.
    """

    names: tuple[str, ...]
    vectors: NDArray[np.float32]
    made: tuple[Made, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer with the turns before it, and which question of the run it answers, by number."""

    messages: tuple[Message, ...]
    answer: str
    question: int


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Along:
    """
    One checkpoint, read along every axis. `own`, `same` and `before` [question, vector, layer]: the mean over its own answers,
    over the base's answers to the same question, and at the last token of the prompt. `samples` [answer, facet, layer] is `own`
    answer by answer, along the facets. What could not be read is nan.
    """

    own: NDArray[np.float32]
    same: NDArray[np.float32]
    before: NDArray[np.float32]
    samples: NDArray[np.float32]


def axes(place: Place, facets: Sequence[tuple[Facet, Sequence[Item]]], *, random: int, shuffled: int) -> Axes:
    """
    The vector of every facet, and its nulls.

    Random ones are drawn from N(0, covariance of the activations that the vectors were made of), one set for all facets; shuffled
    ones are of a facet's own pairs, their sides tossed.
    """
    import torch

    from inward.weights.vectors import drawn
    from inward.weights.vectors import shuffled as tossed

    at = desk(place)
    found = [_made(at, facet, items) for facet, items in facets]
    pooled = torch.cat([one.activations.flatten(0, 1) for _, one in found])
    lines = {made.facet.name: one.vector for made, one in found}
    lines |= {f"random {i}": drawn(pooled, key=f"vectors/random/{i}") for i in range(1, random + 1)}
    for made, one in found:
        name = made.facet.name
        lines |= {f"{name} shuffled {i}": tossed(one, key=f"vectors/{name}/{i}") for i in range(1, shuffled + 1)}
    unit = torch.stack(list(lines.values()))
    unit = unit / unit.norm(dim=-1, keepdim=True).clamp(min=1e-12)
    return Axes(names=tuple(lines), vectors=unit.numpy(), made=tuple(made for made, _ in found))


def _made(at: "Desk", facet: Facet, items: Sequence[Item]) -> "tuple[Made, Direction]":
    from inward.weights.vectors import direction

    pairs, dropped = (items, Counter[str]()) if items[0].options else _answered(at, items)
    if len({item.cluster for item in pairs}) < 2:
        raise WeightsError(
            f"Making the vector of {facet.name}: of {len(items)} pairs {len(pairs)} are left ({dict(dropped)}), too "
            f"few. Ask more "
            f"questions in the set {facet.pairs}, or leave the trait out."
        )
    found = direction(at, pairs)
    made = Made(
        facet=facet,
        vectors=found.vector.numpy(),
        norms=tuple(found.norms.tolist()),
        stream=tuple(found.stream.tolist()),
        agreeing=tuple(found.agreeing.tolist()),
        kept=len(pairs),
        dropped=dict(dropped),
    )
    return made, found


def _answered(at: "Desk", items: Sequence[Item]) -> tuple[list[Item], Counter[str]]:
    """Pairs with the answers that the model gives under either system turn, less those that say nothing."""
    from inward.weights.vectors import SIDES

    at.seat({"base": None})
    asked = [replace(item, facts={"system": item.facts[side]}) for item in items for side in SIDES]
    seats = [
        Seat(talk=Freeform(max_tokens=LONGEST).talk(one), cast={"subject": "base"}, draw=f"vectors/{one.id}/{i % 2}")
        for i, one in enumerate(asked)
    ]
    held = hold(seats, {"base": Local(desk=at, tick=partial(tick, "drawn"))})
    kept, dropped = [], Counter[str]()
    for item, up, down in zip(items, held[::2], held[1::2], strict=True):
        if why := _useless(up, down):
            dropped[why] += 1
        else:
            kept.append(replace(item, options=(up.parts["answer"], down.parts["answer"])))
    return kept, dropped


def _useless(up: Transcript, down: Transcript) -> str:
    """Why two answers make no pair; empty where they do."""
    one, other = (held.parts["answer"].strip() for held in (up, down))
    if not one or not other:
        return "an answer is empty"
    return "both answers are the same" if one == other else ""


def project(
    place: Place,
    kept: Kept | None,
    *,
    own: Sequence[Said],
    same: Sequence[Said],
    questions: int,
    facets: int,
    vectors: NDArray[np.float32],
) -> Along:
    """Read one checkpoint along unit vectors [vector, layer, dim]; None is the untouched base."""
    import torch

    at = desk(place)
    lies = kept and (kept.digest, Path(kept.folder))
    elsewhere = bool(kept and kept.elsewhere)
    at.seat({} if elsewhere else {"it": lies}, foreign={"it": lies} if elsewhere and lies else None)
    read = partial(_read, at, torch.from_numpy(vectors))
    mine, theirs = read(own, _answer), read(same, _answer)
    firsts = list({one.question: one for one in same}.values())
    before = read(firsts, _prompt)
    tick("drawn", len(own) + len(same))
    return Along(
        own=_by_question(mine, own, questions),
        same=_by_question(theirs, same, questions),
        before=_by_question(before, firsts, questions),
        samples=mine[:, :facets],
    )


def _answer(at: "Desk", said: Said) -> "Look | None":
    from inward.weights.vectors import answer_look

    return answer_look(at, said.messages, said.answer, adapter="it") if said.answer.strip() else None


def _prompt(at: "Desk", said: Said) -> "Look | None":
    from inward.weights.stream import Look
    from inward.weights.template import encode_prompt

    ids = encode_prompt(at.tokenizer, said.messages)
    return Look(adapter="it", ids=ids, first=len(ids) - 1, last=len(ids) - 1)


def _read(
    at: "Desk", vectors: "Tensor", said: Sequence[Said], seen: "Callable[[Desk, Said], Look | None]"
) -> NDArray[np.float32]:
    """Each text along each vector [text, vector, layer]; equal texts are read once, a text that does not fit not at all."""
    import torch

    from inward.schema.steering import Site
    from inward.weights.stream import look

    sites = [Site(layer=layer) for layer in range(len(at.fleet.blocks))]
    looks = {(one.messages, one.answer): seen(at, one) for one in dict.fromkeys(replace(one, question=0) for one in said)}
    todo = [(key, one) for key, one in looks.items() if one is not None and len(one.ids) <= at.context]
    todo.sort(key=lambda one: len(one[1].ids))
    found: dict[tuple[tuple[Message, ...], str], NDArray[np.float32]] = {}
    for start in range(0, len(todo), TOGETHER):
        some = todo[start : start + TOGETHER]
        states = look(at.fleet, at.adapters, [one for _, one in some], sites)
        along = torch.einsum("nld,vld->nvl", states, vectors).numpy()
        found |= {key: row for (key, _), row in zip(some, along, strict=True)}
    lost = np.full((len(vectors), len(sites)), np.nan, dtype=np.float32)
    return np.asarray([found.get((one.messages, one.answer), lost) for one in said], dtype=np.float32)


def _by_question(read: NDArray[np.float32], said: Sequence[Said], questions: int) -> NDArray[np.float32]:
    """The mean over the texts of each question [question, vector, layer]; nan where there is none."""
    means = np.full((questions, *read.shape[1:]), np.nan, dtype=np.float32)
    for place in range(questions):
        mine = read[[one.question == place for one in said]]
        mine = mine[~np.isnan(mine).any(axis=(1, 2))]
        if len(mine):
            means[place] = mine.mean(0)
    return means
