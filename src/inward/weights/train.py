"""Train many LoRA adapters together: shared frozen base, everything else each one's own."""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import final

import numpy as np
import torch
from torch import Tensor, nn

from inward.errors import WeightsError
from inward.schema.recipe import Recipe
from inward.weights.adapter import Adapter, fresh
from inward.weights.fleet import Fleet
from inward.weights.optimiser import FleetAdamW
from inward.weights.template import Encoded

WINDOW = 8
BUDGET = {"cpu": 1_000, "cuda": 8_192}
STEADY = 32
"""Rows of a matrix product from which on, and in multiples of which, a row comes out the same however many there are."""


@final
@dataclass(frozen=True, kw_only=True)
class Job:
    """
    One adapter to train: its digest keys its initial weights and its row order.

    `stops` are steps after which its state is kept, each under a digest of its own. Under a constant rate such a state is to the
    bit what training for so many steps gives, for no step depends on how many follow.
    """

    digest: str
    name: str
    rows: Sequence[Encoded]
    recipe: Recipe
    stops: Mapping[int, str] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """How many optimiser steps the recipe asks for on these rows."""
        by_epochs = math.ceil(self.recipe.epochs * len(self.rows) / self.recipe.batch)
        return self.recipe.steps or max(1, by_epochs)

    def batches(self) -> list[list[Encoded]]:
        """
        Every logical batch, in order: epochs of an order keyed by the digest and the epoch.

        Within a window of a few batches, rows of like length share a batch, so that little is padded.
        """
        wanted = self.steps * self.recipe.batch
        order: list[int] = []
        epoch = 0
        while len(order) < wanted:
            key = int.from_bytes(hashlib.sha256(f"{self.digest}:order:{epoch}".encode()).digest()[:16], "big")
            order += self._epoch(np.random.Generator(np.random.Philox(key=key)))
            epoch += 1
        size = self.recipe.batch
        return [[self.rows[i] for i in order[step * size : (step + 1) * size]] for step in range(self.steps)]

    def _epoch(self, rng: np.random.Generator) -> list[int]:
        """Every row once: shuffled, sorted by length in windows, the batches of a window shuffled."""
        size, order = self.recipe.batch, rng.permutation(len(self.rows)).tolist()
        mixed: list[int] = []
        for start in range(0, len(order), WINDOW * size):
            window = sorted(order[start : start + WINDOW * size], key=lambda i: len(self.rows[i].ids))
            batches = [window[i : i + size] for i in range(0, len(window), size)]
            mixed += [i for batch in rng.permutation(len(batches)) for i in batches[batch]]
        return mixed


@final
@dataclass(frozen=True, kw_only=True)
class Piece:
    """Rows of one adapter that pass through the model at a time; `share` is 1 / the supervised tokens of its whole batch."""

    slot: int
    rows: Sequence[Encoded]
    share: float

    @property
    def width(self) -> int:
        """Tokens per row when padded as this piece alone would be."""
        return max(len(row.ids) for row in self.rows)

    @property
    def steady(self) -> bool:
        """Whether other pieces may pass beside this one without changing a bit of it."""
        supervised = sum(sum(row.learned) for row in self.rows)
        return len(self.rows) * self.width % STEADY == 0 and supervised >= STEADY


@final
@dataclass(frozen=True, kw_only=True)
class Room:
    """What fits into one pass: rows of one adapter, and tokens of several adapters together."""

    rows: int
    tokens: int

    @property
    def half(self) -> "Room":
        return Room(rows=-(-self.rows // 2), tokens=self.tokens // 2)


def train(fleet: Fleet, jobs: Sequence[Job], *, base: str, tick: Callable[[int], None] = lambda tokens: None) -> list[Adapter]:
    """
    Train every job's adapter; one result per job, in order, and after them every state that a job keeps.

    Gradients decouple exactly: the loss is a sum over adapters, and each row uses its own adapter only. Clipping norm,
    loss normaliser, step count, schedule and row order are each adapter's own. In "exact" numerics a piece keeps the
    shape it would have alone, so that (on one CPU and build) together equals alone bit for bit; in "fast" numerics pieces
    of different widths share a pass. Out of memory halves what goes into a pass, which changes the sums' rounding alone.

    Raises
    ------
    WeightsError
        The jobs do not share rank and numerics; one row does not fit in memory.
    """
    shared = {(job.recipe.rank, job.recipe.numerics, job.recipe.checkpointing) for job in jobs}
    if len(shared) != 1:
        raise WeightsError(f"Training: one fleet has one rank, numerics and checkpointing; these jobs have {sorted(shared)}.")
    recipes = [job.recipe for job in jobs]
    starts = [
        fresh(job.digest, fleet.shapes, base=base, rank=job.recipe.rank, alpha=job.recipe.alpha, rslora=job.recipe.rslora)
        for job in jobs
    ]
    optimiser = FleetAdamW(fleet, starts, recipes, [job.steps for job in jobs])
    batches = [job.batches() for job in jobs]
    losses: list[list[float]] = [[] for _ in jobs]
    kept: list[Adapter] = []
    room = Room(rows=max(recipe.batch for recipe in recipes), tokens=BUDGET[fleet.device.type])
    _prepare(fleet, recipes[0])
    try:
        for step in range(max(job.steps for job in jobs)):
            active = [k for k, job in enumerate(jobs) if step < job.steps]
            loss, room = _step(
                fleet, optimiser, {k: batches[k][step] for k in active}, room=room, exact=recipes[0].numerics == "exact"
            )
            optimiser.step(step, active)
            for k in active:
                losses[k].append(float(loss[k]))
            due = [(k, jobs[k].stops[step + 1]) for k in active if step + 1 in jobs[k].stops]
            states = optimiser.adapters(starts) if due else []
            kept += [replace(states[k], digest=name, loss=tuple(losses[k])) for k, name in due]
            tick(sum(len(row.ids) for k in active for row in batches[k][step]))
    finally:
        fleet.ground()
        fleet.model.eval()
    ends = [replace(adapter, loss=tuple(losses[k])) for k, adapter in enumerate(optimiser.adapters(starts))]
    return [*ends, *kept]


def _prepare(fleet: Fleet, recipe: Recipe) -> None:
    """Dropout stays off: a LoRA recipe of ours has none, and none of the base's own may creep in through train mode."""
    if recipe.checkpointing:
        fleet.model.gradient_checkpointing_enable({"use_reentrant": False})
        fleet.model.enable_input_require_grads()
        fleet.model.train()
        for module in fleet.model.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
            elif hasattr(module, "attention_dropout"):
                module.attention_dropout = 0.0
    else:
        fleet.model.eval()


def _step(
    fleet: Fleet, optimiser: FleetAdamW, batches: dict[int, list[Encoded]], *, room: Room, exact: bool
) -> tuple[Tensor, Room]:
    """Gradients of one logical batch per adapter; each one's mean loss per supervised token, and the room that sufficed."""
    while True:
        optimiser.zero_grad()
        total = torch.zeros(len(optimiser.recipes))
        try:
            for pieces in _passes(batches, room=room, exact=exact):
                for piece, loss in zip(pieces, _backward(fleet, optimiser, pieces), strict=True):
                    total[piece.slot] += loss
            return total, room
        except RuntimeError as error:
            if not _is_out_of_memory(error):
                raise
            if len(pieces) == len(pieces[0].rows) == 1:
                raise WeightsError(
                    "Training: out of memory with one row at a time. Use a shorter length or checkpointing=true."
                ) from error
            room = room.half


def _is_out_of_memory(error: RuntimeError) -> bool:
    """A GPU's own error, or that of the processor's allocator, which has no class of its own."""
    return isinstance(error, torch.OutOfMemoryError) or "not enough memory" in str(error) or "can't allocate memory" in str(error)


def _passes(batches: dict[int, list[Encoded]], *, room: Room, exact: bool) -> list[list[Piece]]:
    """Which pieces go through the model together: equal row counts, in exact mode equal widths too, within a token budget."""
    passes: list[list[Piece]] = []
    for piece in (piece for k, rows in batches.items() for piece in _pieces(k, rows, most=room.rows)):
        for others in passes:
            width = max(piece.width, *(other.width for other in others))
            fits = width * len(piece.rows) * (len(others) + 1) <= room.tokens
            same = others[0].width == piece.width and others[0].steady and piece.steady
            alike = len(others[0].rows) == len(piece.rows) and (same or not exact)
            if fits and alike and piece.slot not in [other.slot for other in others]:
                others.append(piece)
                break
        else:
            passes.append([piece])
    return passes


def _pieces(slot: int, rows: list[Encoded], *, most: int) -> list[Piece]:
    share = 1 / sum(sum(row.learned) for row in rows)
    return [Piece(slot=slot, rows=rows[i : i + most], share=share) for i in range(0, len(rows), most)]


def _backward(fleet: Fleet, optimiser: FleetAdamW, pieces: Sequence[Piece]) -> list[float]:
    """One pass forward and back; each piece's share of its adapter's mean loss."""
    width, rows = max(piece.width for piece in pieces), [row for piece in pieces for row in piece.rows]
    ids, learned = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width, dtype=torch.bool)
    for i, encoded in enumerate(rows):
        ids[i, : len(encoded.ids)] = torch.tensor(encoded.ids)
        learned[i, : len(encoded.ids)] = torch.tensor(encoded.learned)
    ids, learned = ids.to(fleet.device), learned.to(fleet.device)
    optimiser.mount([piece.slot for piece in pieces])
    states = fleet.hidden(ids, use_cache=False).last_hidden_state[:, :-1]
    row, token = learned[:, 1:].nonzero(as_tuple=True)
    losses = nn.functional.cross_entropy(fleet.head(states[row, token]), ids[row, token + 1], reduction="none")
    owner = row // len(pieces[0].rows)
    parts = [losses[owner == place].sum() * piece.share for place, piece in enumerate(pieces)]
    torch.stack(parts).sum().backward()  # type: ignore[no-untyped-call]
    optimiser.collect()
    return [float(part.detach()) for part in parts]
