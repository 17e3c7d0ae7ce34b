"""Sample answers of many adapters at once: each prompt read once, rows in constant blocks, every draw named."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

import numpy as np
import torch
from torch import Tensor

from inward.weights.adapter import Adapter
from inward.weights.blocks import Block, Shape, Want, arrange
from inward.weights.cache import fresh, only, positions, shared
from inward.weights.fleet import Fleet
from inward.weights.steer import Push, pushing

BELOW_ONE = 1 - 2**-24
"""The highest float32 below 1: a chance rounded up to 1 would draw the last token of the vocabulary, however unlikely."""


@final
@dataclass(frozen=True, kw_only=True)
class Draw:
    """One answer to draw after `prompt`; `key` names its random numbers."""

    adapter: str
    prompt: tuple[int, ...]
    key: str
    temperature: float
    most: int


@final
@dataclass(frozen=True, kw_only=True)
class Drawn:
    """
    Token ids without the stop token, and whether a stop token came; `steered` positions of prompt and answer were steered, of
    those that the model read.
    """

    ids: tuple[int, ...]
    stopped: bool
    steered: int = 0


def uniforms(key: str, count: int) -> np.ndarray:
    """`count` numbers in [0, 1) that depend on the key alone."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:16], "big")
    return np.random.Generator(np.random.Philox(key=seed)).random(count)


@torch.inference_mode()
def decode(
    fleet: Fleet,
    adapters: Mapping[str, Adapter | None],
    draws: Sequence[Draw],
    *,
    stops: Sequence[int],
    context: int,
    shape: Shape,
    tick: Callable[[int], None] = lambda tokens: None,
    pushes: Mapping[str, Sequence[Push]] | None = None,
) -> list[Drawn]:
    """
    One answer per draw, in order.

    A draw's random numbers come from its key, its arithmetic from a block of constant shape: it is the same draw alone, in
    any company, after a crash or a top-up. `context` is the longest sequence that the model can read. `pushes` steer whom they
    name.
    """
    wants = [Want(place=i, adapter=draw.adapter, prompt=draw.prompt) for i, draw in enumerate(draws)]
    done: dict[int, Drawn] = {}
    for block in arrange(wants, shape):
        sampled = _Sampling(fleet, block, draws, stops=stops, context=context, rungs=shape.rows)
        lanes = [(pushes or {}).get(chunk.adapter, ()) for chunk in block.chunks]
        idle: list[Sequence[Push]] = [()] * (block.adapters - len(lanes))
        with fleet.flying(slots(block, adapters)), pushing(fleet, [*lanes, *idle], prompt=block.length):
            sampled.run()
        done |= sampled.results()
        tick(sum(len(drawn.ids) for drawn in sampled.results().values()))
    return [done[i] for i in range(len(draws))]


def slots(block: Block, adapters: Mapping[str, Adapter | None]) -> list[Adapter | None]:
    """A block's adapters in their places, the bare base in the empty ones."""
    mine = [adapters[chunk.adapter] for chunk in block.chunks]
    return mine + [None] * (block.adapters - len(mine))


def prefill(fleet: Fleet, block: Block) -> tuple[Any, Tensor]:
    """Read each prompt of a block once: its cache and last hidden state [adapters * prompts, dim]."""
    ids = torch.zeros(block.adapters, block.prompts, block.length, dtype=torch.long)
    for slot in range(block.adapters):
        prompts = block.chunks[min(slot, len(block.chunks) - 1)].prompts
        for place in range(block.prompts):
            ids[slot, place] = torch.tensor(prompts[min(place, len(prompts) - 1)])
    cache = fresh()
    flat = ids.view(-1, block.length).to(fleet.device)
    states = fleet.hidden(flat, past_key_values=cache, use_cache=True).last_hidden_state[:, -1]
    return cache, states


@final
class _Sampling:
    """A block being sampled: adapters * rows answers, token by token."""

    def __init__(
        self,
        fleet: Fleet,
        block: Block,
        draws: Sequence[Draw],
        *,
        stops: Sequence[int],
        context: int,
        rungs: Sequence[int],
    ) -> None:
        self.fleet, self.block, self.rungs = fleet, block, rungs
        count = block.adapters * block.rows
        self.prefix_of = torch.zeros(count, dtype=torch.long)
        self.wants: dict[int, Want] = {}
        most = torch.zeros(count, dtype=torch.long)
        temperature = torch.ones(count)
        for slot, chunk in enumerate(block.chunks):
            for i, (want, prompt) in enumerate(chunk.rows):
                row, draw = slot * block.rows + i, draws[want.place]
                self.wants[row] = want
                self.prefix_of[row] = slot * block.prompts + prompt
                most[row] = min(draw.most, context - block.length)
                temperature[row] = draw.temperature
        self.space = int(most.max())
        self.most, self.temperature = most.to(fleet.device), temperature.to(fleet.device)
        chances = np.zeros((count, self.space))
        for row, want in self.wants.items():
            chances[row] = uniforms(draws[want.place].key, self.space)
        self.chances = torch.tensor(chances, dtype=torch.float32, device=fleet.device).clamp_(max=BELOW_ONE)
        self.stops = torch.tensor(list(stops), device=fleet.device)
        self.tokens = torch.zeros(count, self.space, dtype=torch.long, device=fleet.device)
        self.ended = torch.full((count,), -1, dtype=torch.long, device=fleet.device)
        self.steered = torch.zeros(count, dtype=torch.long, device=fleet.device)

    def run(self) -> None:
        """Until every wanted row has stopped or is full; rows that are done leave when a lower rung holds the rest."""
        prefix, last = prefill(self.fleet, self.block)
        rows = torch.arange(len(self.prefix_of), device=self.fleet.device)
        self._count(rows, self.most > 0)
        start = self.prefix_of.to(self.fleet.device)
        cache, states, open_rows = shared(prefix, start), last[start], self.most > 0
        for step in range(self.space):
            token = self._pick(self.fleet.head(states), rows, step)
            self.tokens[rows, step] = token
            stops_here = open_rows & torch.isin(token, self.stops)
            self.ended[rows[stops_here]] = step
            open_rows = open_rows & ~stops_here & (self.most[rows] > step + 1)
            if not bool(open_rows.any()):
                return
            if (kept := self._lower(open_rows)) is not None:
                rows, token, open_rows, cache = rows[kept], token[kept], open_rows[kept], only(cache, kept)
            place = positions(self.block.length + step, 1, device=self.fleet.device)
            out = self.fleet.hidden(token.unsqueeze(1), past_key_values=cache, use_cache=True, position_ids=place)
            states = out.last_hidden_state[:, -1]
            self._count(rows, open_rows)

    def _count(self, rows: Tensor, open_rows: Tensor) -> None:
        """Add the positions that the last pass steered to the rows that are still open."""
        if self.fleet.moved is not None:
            lanes = torch.div(rows, self.block.rows, rounding_mode="floor")
            self.steered[rows] += self.fleet.moved.sum(1)[lanes] * open_rows

    def _lower(self, open_rows: Tensor) -> Tensor | None:
        """Which rows to keep on a rung at most three quarters as high, as many for each adapter; None while there is none."""
        grouped = open_rows.view(self.block.adapters, -1)
        rung = next(rung for rung in self.rungs if rung >= int(grouped.sum(1).max()))
        if rung > grouped.shape[1] * 3 // 4:
            return None
        first = torch.sort(grouped.int(), dim=1, descending=True, stable=True).indices[:, :rung]
        offsets = torch.arange(self.block.adapters, device=first.device).unsqueeze(1) * grouped.shape[1]
        return (first + offsets).flatten()

    def _pick(self, logits: Tensor, rows: Tensor, step: int) -> Tensor:
        """The token at which the cumulated probability passes the row's random number; the likeliest at temperature 0."""
        temperature, chance = self.temperature[rows], self.chances[rows, step]
        cold = temperature == 0
        cumulated = torch.softmax(logits / temperature.masked_fill(cold, 1.0).unsqueeze(1), -1).cumsum(-1)
        sampled = (cumulated <= (chance * cumulated[:, -1]).unsqueeze(1)).sum(-1).clamp(max=logits.shape[-1] - 1)
        return torch.where(cold, logits.argmax(-1), sampled)

    def results(self) -> dict[int, Drawn]:
        """What was drawn, by the caller's number."""
        tokens, ended, most, steered = (one.tolist() for one in (self.tokens, self.ended, self.most, self.steered))
        return {
            want.place: Drawn(
                ids=tuple(tokens[row][: ended[row] if ended[row] >= 0 else most[row]]),
                stopped=ended[row] >= 0,
                steered=steered[row],
            )
            for row, want in self.wants.items()
        }
