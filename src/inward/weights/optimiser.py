"""AdamW (Loshchilov and Hutter 2019) for a fleet: one state per adapter, nothing shared."""

from collections.abc import Sequence
from dataclasses import replace
from typing import final

import torch
from torch import Tensor

from inward.schema.recipe import Recipe
from inward.weights.adapter import Adapter
from inward.weights.fleet import Fleet

BETAS = (0.9, 0.999)
EPSILON = 1e-8


@final
class FleetAdamW:
    """
    Weights, gradients and moments of K adapters as flat arrays [K, parameter].

    Every operation is elementwise or within one adapter's row, so that no adapter can touch another: not by its norm, its
    step count, its schedule, nor by a NaN.
    """

    def __init__(self, fleet: Fleet, starts: Sequence[Adapter], recipes: Sequence[Recipe], steps: Sequence[int]) -> None:
        self.fleet, self.recipes, self.steps = fleet, recipes, steps
        self.weights = torch.stack([_flat(adapter) for adapter in starts]).to(fleet.device)
        self.gradients, self.first, self.second = (torch.zeros_like(self.weights) for _ in range(3))
        self.scales = torch.tensor([adapter.scale for adapter in starts], device=fleet.device)[:, None, None]
        self.rank = starts[0].rank
        self._mounted: tuple[list[int], list[Tensor]] = ([], [])

    def zero_grad(self) -> None:
        """Forget all gradients, also those of a pass that broke off."""
        self.gradients.zero_()
        self._mounted = ([], [])

    def mount(self, slots: Sequence[int]) -> None:
        """Put a copy of these adapters in the layers, in this order, as leaves that a backward pass gives a gradient each."""
        block, scale = self.weights[list(slots)], self.scales[list(slots)]
        leaves: list[Tensor] = []
        start = 0
        for path, layer in self.fleet.layers.items():
            inputs, outputs = self.fleet.shapes[path]
            middle, end = start + inputs * self.rank, start + (inputs + outputs) * self.rank
            layer.a = block[:, start:middle].view(-1, self.rank, inputs).requires_grad_(True)
            layer.b = block[:, middle:end].view(-1, self.rank, outputs).requires_grad_(True)
            layer.scale = scale
            leaves += [layer.a, layer.b]
            start = end
        self._mounted = (list(slots), leaves)

    def collect(self) -> None:
        """Add the mounted adapters' gradients to their own rows."""
        slots, leaves = self._mounted
        parts = [torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for leaf in leaves]
        self.gradients[slots] += torch.cat([part.flatten(1) for part in parts], 1)
        self._mounted = ([], [])

    def step(self, step: int, active: Sequence[int]) -> None:
        """One AdamW step of the active adapters; `step` counts from 0."""
        rows = list(active)
        gradient = self.gradients[rows]
        for place, k in enumerate(rows):
            norm = torch.linalg.vector_norm(gradient[place])
            gradient[place] *= torch.clamp(self.recipes[k].clip / (norm + 1e-6), max=1.0)
        first = self.first[rows].mul_(BETAS[0]).add_(gradient, alpha=1 - BETAS[0])
        second = self.second[rows].mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        self.first[rows], self.second[rows] = first, second
        rates = torch.tensor([[self._rate(k, step)] for k in rows], device=self.weights.device)
        decays = torch.tensor([[self.recipes[k].weight_decay] for k in rows], device=self.weights.device)
        update = (first / (1 - BETAS[0] ** (step + 1))) / ((second / (1 - BETAS[1] ** (step + 1))).sqrt_() + EPSILON)
        self.weights[rows] = self.weights[rows] * (1 - rates * decays) - rates * update

    def _rate(self, k: int, step: int) -> float:
        """The learning rate of adapter k at a step: linear warm-up, then constant or linear to zero."""
        recipe = self.recipes[k]
        if step < recipe.warmup:
            return recipe.lr * (step + 1) / recipe.warmup
        if recipe.schedule == "constant":
            return recipe.lr
        return recipe.lr * (self.steps[k] - step) / max(1, self.steps[k] - recipe.warmup)

    def adapters(self, starts: Sequence[Adapter]) -> list[Adapter]:
        """The adapters as they are now."""
        return [replace(start, tensors=self._unflat(self.weights[k].cpu())) for k, start in enumerate(starts)]

    def _unflat(self, row: Tensor) -> dict[str, tuple[Tensor, Tensor]]:
        tensors, start = {}, 0
        for path, (inputs, outputs) in self.fleet.shapes.items():
            middle, end = start + inputs * self.rank, start + (inputs + outputs) * self.rank
            tensors[path] = (row[start:middle].view(self.rank, inputs).clone(), row[middle:end].view(self.rank, outputs).clone())
            start = end
        return tensors


def _flat(adapter: Adapter) -> Tensor:
    return torch.cat([part.reshape(-1) for pair in adapter.tensors.values() for part in pair])
