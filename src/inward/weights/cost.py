"""What a base weighs and what it costs to train and sample, reckoned from its headers; no torch."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

from inward.schema.recipe import Recipe
from inward.weights.load import Base, config

NOT_ADAPTED: Final = ("embed", "wte", "wpe", "lm_head")
BYTES: Final = {"float32": 4, "bfloat16": 2}
RATES: Final = {"cpu": 2e10, "cuda": 1.5e14}
"""Floating-point operations a second that a process or GPU is taken to reach; a guess within a factor of three."""


@final
@dataclass(frozen=True, kw_only=True)
class Weight:
    """Parameters of the base, and the (in + out) sum over its adapted layers, from which an adapter's size follows."""

    parameters: int
    adapted: int

    def adapter(self, rank: int) -> int:
        """Parameters of one adapter."""
        return rank * self.adapted


def weigh(base: Base) -> Weight:
    """Read the shapes of a base's tensors; zeros where it has no safetensors files."""
    shapes: dict[str, list[int]] = {}
    for path in sorted(Path(base.folder).glob("*.safetensors")):
        shapes |= {name: entry["shape"] for name, entry in _header(path).items() if name != "__metadata__"}
    sizes = {name: _product(shape) for name, shape in shapes.items()}
    matrices = [shape for name, shape in shapes.items() if len(shape) == 2 and not any(part in name for part in NOT_ADAPTED)]
    return Weight(parameters=sum(sizes.values()), adapted=sum(map(sum, matrices)))


def _header(path: Path) -> Mapping[str, Any]:
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        return dict(json.loads(file.read(size)))


def _product(shape: list[int]) -> int:
    total = 1
    for side in shape:
        total *= side
    return total


def training_memory(base: Base, weight: Weight, recipe: Recipe, *, together: int, tokens: int, device: str) -> int:
    """
    Peak bytes of one process that trains `together` adapters with `tokens` tokens in a pass: an estimate.

    Frozen base, 16 bytes per adapter parameter (weight, gradient, two moments), and what the backward pass keeps: about 18
    hidden and 6 feed-forward values per token and layer, or 2 hidden ones with checkpointing; at the end the logits of every
    token, twice.
    """
    known = config(base)
    width = known.get("hidden_size") or known.get("n_embd") or 0
    layers = known.get("num_hidden_layers") or known.get("n_layer") or 0
    inner = known.get("intermediate_size") or 4 * width
    size = BYTES[recipe.dtype if device.startswith("cuda") else "float32"]
    kept = 2 * width if recipe.checkpointing else 18 * width + 6 * inner
    logits = 2 * (known.get("vocab_size") or 0)
    return int(weight.parameters * size + together * weight.adapter(recipe.rank) * 16 + tokens * (layers * kept + logits) * size)


def seconds(weight: Weight, *, trained: int, drawn: int, device: str, processes: int, checkpointing: bool) -> float:
    """Rough wall-clock seconds: 4 (6 with checkpointing) operations per parameter and trained token, 2 per drawn token."""
    work = weight.parameters * ((6 if checkpointing else 4) * trained + 2 * drawn)
    return work / RATES[device.split(":")[0]] / processes
