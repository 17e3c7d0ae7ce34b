"""A trait as a direction: the difference of mean activations over answers that show it and answers that do not, and its nulls."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inward.errors import WeightsError
from inward.schema.steering import Site
from inward.schema.talk import Item, Message
from inward.weights.desk import Desk
from inward.weights.stream import Look, look
from inward.weights.template import encode_answers, encode_prompt

SIDES: Final = ("towards", "away")
"""The facts of a pair that are system turns: one under which the trait is shown, and one under which it is not."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Direction:
    """
    What pairs of answers gave at every layer: `vector` [layer, dim], its `norms` [layer], the mean norm of the `stream` [layer].

    `agreeing` [layer] is the share of pairs whose own difference points the vector's way, when the vector is made of the other
    clusters' pairs: the sign test. `activations` are [pair, side, layer, dim].
    """

    vector: Tensor
    norms: Tensor
    stream: Tensor
    agreeing: Tensor
    activations: Tensor


@torch.inference_mode()
def direction(desk: Desk, pairs: Sequence[Item]) -> Direction:
    """
    The direction of a trait after every block, from pairs whose first option shows it and whose second does not.

    An answer is read as the mean over its own tokens, its end mark left out (Chen et al. 2025, section 2.2: response tokens).
    Raises WeightsError where there are fewer than two clusters of pairs.
    """
    clusters = [item.cluster for item in pairs]
    if len(set(clusters)) < 2:
        raise WeightsError(f"Making a vector: {len(pairs)} pairs in {len(set(clusters))} cluster. Give pairs of 2 or more.")
    sites = [Site(layer=layer) for layer in range(len(desk.fleet.blocks))]
    desk.seat({"base": None})
    states = look(desk.fleet, desk.adapters, [one for item in pairs for one in _looks(desk, item)], sites)
    sides = states.view(len(pairs), 2, len(sites), -1)
    differences = sides[:, 0] - sides[:, 1]
    vector = differences.mean(0)
    return Direction(
        vector=vector,
        norms=vector.norm(dim=-1),
        stream=states.norm(dim=-1).mean(0),
        agreeing=_agreeing(differences, clusters),
        activations=sides,
    )


def _looks(desk: Desk, item: Item) -> list[Look]:
    """The two answers of a pair, each after the question; behind the system turn that it was given under, where there is one."""
    return [
        answer_look(desk, under(item, side), answer, adapter="base") for side, answer in zip(SIDES, item.options[:2], strict=True)
    ]


def under(item: Item, side: str) -> tuple[Message, ...]:
    """The turns before an answer that is given under the system turn `side` of an item, or under the item's own."""
    told = item.facts.get(side)
    return (Message(role="system", text=told), Message(role="user", text=item.text)) if told else item.opening()


def answer_look(desk: Desk, messages: Sequence[Message], answer: str, *, adapter: str) -> Look:
    """How an answer is read: the mean over its own tokens, its end mark left out."""
    prompt = encode_prompt(desk.tokenizer, messages)
    (ids,) = encode_answers(desk.tokenizer, messages, [answer])
    return Look(adapter=adapter, ids=(*prompt, *ids), first=len(prompt), last=len(prompt) + max(0, len(ids) - 2))


def _agreeing(differences: Tensor, clusters: Sequence[str]) -> Tensor:
    """The share of pairs on the side of a vector that their own cluster had no part in, by layer."""
    right = torch.zeros(differences.shape[1])
    for name in dict.fromkeys(clusters):
        mine = torch.tensor([one == name for one in clusters])
        others = differences[~mine].mean(0)
        right += ((differences[mine] * others).sum(-1) > 0).sum(0)
    return right / len(clusters)


def in_place(found: Direction, vectors: NDArray[np.float32], *, agreeing: Sequence[float], name: str) -> Direction:
    """
    Another vector [layer, dim] in the place of a direction's own, with its own norms and sign test; activations and stream stay.

    Raises WeightsError where it is not of this model's layers and width.
    """
    if vectors.shape != tuple(found.vector.shape):
        raise WeightsError(
            f"Steering with the vector {name}: it has shape {vectors.shape}, and this model has "
            f"{tuple(found.vector.shape)} layers and "
            "dimensions. It is another model's; make one from this model."
        )
    vector = torch.from_numpy(np.array(vectors))
    return replace(found, vector=vector, norms=vector.norm(dim=-1), agreeing=torch.tensor(list(agreeing)))


def covariant(found: Direction, *, key: str) -> Tensor:
    """A random vector at every layer [layer, dim], drawn from N(0, covariance of the activations) and of the direction's norm."""
    return _of_norm(drawn(found.activations.flatten(0, 1), key=key), found.norms)


def drawn(activations: Tensor, *, key: str) -> Tensor:
    """A draw at every layer [layer, dim] from N(0, covariance) of activations [n, layer, dim], but for its length."""
    weights = torch.randn(len(activations), generator=_generator(key))
    return torch.einsum("n,nld->ld", weights, activations - activations.mean(0))


def shuffled(found: Direction, *, key: str) -> Tensor:
    """The vector of the same pairs with each one's sides tossed, of the direction's norm."""
    differences = found.activations[:, 0] - found.activations[:, 1]
    signs = torch.randint(0, 2, (len(differences),), generator=_generator(key)).mul(2).sub(1)
    return _of_norm((differences * signs[:, None, None]).mean(0), found.norms)


def matched(vector: Tensor, found: Direction) -> Tensor:
    """Another vector [layer, dim], of the direction's norm."""
    return _of_norm(vector, found.norms)


def named(vector: Tensor) -> str:
    """32 hexadecimal digits that stand for a vector's numbers."""
    return hashlib.sha256(vector.contiguous().numpy().tobytes()).hexdigest()[:32]


def _of_norm(vector: Tensor, norms: Tensor) -> Tensor:
    scaled: Tensor = vector * (norms / vector.norm(dim=-1).clamp(min=1e-12))[:, None]
    return scaled


def _generator(key: str) -> torch.Generator:
    return torch.Generator().manual_seed(int.from_bytes(hashlib.sha256(key.encode()).digest()[:7], "big"))
