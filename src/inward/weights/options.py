"""Exact log-probabilities of whole answers, many at a time, each prompt read once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias, final

import torch
from torch import Tensor

from inward.weights.adapter import Adapter
from inward.weights.blocks import Shape
from inward.weights.cache import fresh, positions, shared
from inward.weights.fleet import Fleet
from inward.weights.steer import Push, pushing

STEADY: Final = 32
"""Rows from which on a row of a matrix product does not depend on how many there are (see `blocks.Shape`)."""

TOKENS: Final = {"cpu": 16_384, "cuda": 131_072}
"""Keys and values that a pass may hold, in tokens."""

LOGITS: Final = 2**26


@final
@dataclass(frozen=True, kw_only=True)
class Closed:
    """One prompt and its possible answers, each a full string of ids with its stop token."""

    adapter: str
    prompt: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Tokens of the prompt, number of options, tokens of the longest."""
        return len(self.prompt), len(self.options), max(map(len, self.options))


Stack: TypeAlias = Sequence[Sequence[Closed]]
"""What is read together: as many questions for each adapter, all of one shape."""


@torch.inference_mode()
def score(
    fleet: Fleet,
    adapters: Mapping[str, Adapter | None],
    asked: Sequence[Closed],
    *,
    shape: Shape,
    pushes: Mapping[str, Sequence[Push]] | None = None,
    steered: dict[Closed, tuple[int, ...]] | None = None,
) -> list[tuple[float, ...]]:
    """
    The natural log-probability of every option after its prompt, in order.

    What a question is scored does not depend on the others: only questions of one shape share a pass, which has enough rows
    for its products not to depend on their number. Equal questions are read once. `pushes` steer whom they name; `steered`, where
    it is given, is told how many positions were steered before the last token of each option was scored.
    """
    found: dict[Closed, tuple[float, ...]] = {}
    for stack in _stacks(list(dict.fromkeys(asked)), most=shape.adapters, budget=TOKENS[fleet.device.type]):
        lanes = [(pushes or {}).get(lane[0].adapter, ()) for lane in stack]
        with fleet.flying([adapters[lane[0].adapter] for lane in stack]), pushing(fleet, lanes, prompt=stack[0][0].shape[0]):
            prefix, last = _prefix(fleet, stack)
            before = _moved(fleet, len(stack))
            for part in _parts(stack, budget=TOKENS[fleet.device.type]):
                found |= _read(fleet, stack, prefix, last, part)
                if steered is not None:
                    steered |= _audit(stack, part, before, _moved(fleet, len(stack)))
    return [found[closed] for closed in asked]


def _moved(fleet: Fleet, lanes: int) -> list[list[int]]:
    """How many sites steered each position of the last pass, lane by lane."""
    return [[] for _ in range(lanes)] if fleet.moved is None else fleet.moved.tolist()


def _audit(
    stack: Stack, part: range, before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> dict[Closed, tuple[int, ...]]:
    """Positions steered per option: those of its prompt, and of its own tokens but the last, which nothing reads."""
    return {
        lane[q]: tuple(sum(before[k]) + sum(after[k][: len(option) - 1]) for option in lane[q].options)
        for k, lane in enumerate(stack)
        for q in part
    }


def _stacks(asked: Sequence[Closed], *, most: int, budget: int) -> Iterator[Stack]:
    """Every question once: adapters side by side first, then as many questions of each as the budget allows."""
    alike: dict[tuple[int, int, int], dict[str, list[Closed]]] = {}
    for closed in asked:
        alike.setdefault(closed.shape, {}).setdefault(closed.adapter, []).append(closed)
    for (length, options, width), by_adapter in sorted(alike.items()):
        abreast = max(1, min(most, len(by_adapter), budget // (options * (length + width))))
        size = max(1, budget // (abreast * length))
        lanes: dict[int, list[Sequence[Closed]]] = {}
        for mine in by_adapter.values():
            for start in range(0, len(mine), size):
                lanes.setdefault(len(mine[start : start + size]), []).append(mine[start : start + size])
        for equal in map(iter, lanes.values()):
            while stack := list(islice(equal, abreast)):
                yield stack


def _parts(stack: Stack, *, budget: int) -> Iterator[range]:
    """The questions of a stack whose answers pass through the model at a time."""
    length, options, width = stack[0][0].shape
    size = max(1, budget // (len(stack) * options * (length + width)))
    return (range(start, min(start + size, len(stack[0]))) for start in range(0, len(stack[0]), size))


def _filled(count: int, tokens: int) -> int:
    """
    How many rows each adapter is given where `count` are needed: enough for steady products, and one that is nobody's.

    The very last numbers of an array are rounded otherwise by some processors.
    """
    return max(count + 1, -(-STEADY // tokens))


def _prefix(fleet: Fleet, stack: Stack) -> tuple[Any, Tensor]:
    """Each prompt of a stack, read once: its cache, and its last hidden state [adapter * prompt, dim]."""
    count = _filled(len(stack[0]), len(stack[0][0].prompt))
    prompts = [closed.prompt for lane in stack for closed in [*lane, *[lane[-1]] * (count - len(lane))]]
    cache = fresh()
    out = fleet.hidden(torch.tensor(prompts, device=fleet.device), past_key_values=cache, use_cache=True)
    return cache, out.last_hidden_state[:, -1]


def _read(fleet: Fleet, stack: Stack, prefix: Any, last: Tensor, part: range) -> dict[Closed, tuple[float, ...]]:
    """Log-probabilities of the options of some of a stack's questions."""
    length, options, width = stack[0][0].shape
    needed = len(part) * options
    count = _filled(needed, max(1, width - 1))
    ids, real = torch.zeros(2, len(stack), count, width, dtype=torch.long)
    places = torch.zeros(len(stack), count, dtype=torch.long)
    for k, lane in enumerate(stack):
        places[k] = k * (len(last) // len(stack)) + part.start
        for i, option in enumerate(option for q in part for option in lane[q].options):
            ids[k, i, : len(option)], real[k, i, : len(option)] = torch.tensor(option), 1
            places[k, i] += i // options
    steps = _steps(fleet, prefix, last, places.flatten().to(fleet.device), ids.flatten(0, 1).to(fleet.device), start=length)
    sums = steps.double().cpu().masked_fill(real.flatten(0, 1) == 0, 0.0).sum(-1).view(len(stack), count)[:, :needed]
    values = sums.reshape(len(stack), len(part), options).tolist()
    return {lane[q]: tuple(values[k][i]) for k, lane in enumerate(stack) for i, q in enumerate(part)}


def _steps(fleet: Fleet, prefix: Any, last: Tensor, places: Tensor, ids: Tensor, *, start: int) -> Tensor:
    """The log-probability of each token of each row [row, token] after the row's prefix."""
    states = last[places].unsqueeze(1)
    if ids.shape[1] > 1:
        cache = shared(prefix, places, space=ids.shape[1])
        where = positions(start, ids.shape[1] - 1, device=fleet.device)
        out = fleet.hidden(ids[:, :-1], past_key_values=cache, use_cache=True, position_ids=where)
        states = torch.cat([states, out.last_hidden_state], 1)
    flat, tokens = states.flatten(0, 1), ids.flatten().unsqueeze(1)
    parts = -(-len(flat) * fleet.model.config.vocab_size // LOGITS)
    found = []
    for some, token in zip(flat.tensor_split(parts), tokens.tensor_split(parts), strict=True):
        logits = fleet.head(some)
        found.append(logits.gather(1, token).squeeze(1) - logits.logsumexp(1))
    return torch.cat(found).view(ids.shape)
