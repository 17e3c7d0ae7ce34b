"""Many LoRA adapters on one frozen base, side by side in one forward pass."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, final

import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D

from inward.errors import WeightsError
from inward.weights.adapter import Adapter
from inward.weights.lowrank import LowRank


class FleetLinear(nn.Module):
    """
    A frozen linear layer with K adapters beside it.

    Rows arrive grouped by adapter, as many for each: x [K * rows, token, in]. `a` [K, rank, in], `b` [K, rank, out], both with
    the short side first, for matrix products on a CPU are twice as fast so; `scale` [K, 1, 1]. With no adapters in place it is
    the layer that it wraps, to the bit.
    """

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer
        self.a: Tensor | None = None
        self.b: Tensor | None = None
        self.scale: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if self.a is None or self.b is None or self.scale is None:
            y: Tensor = self.layer(x)
            return y
        weight: Any = self.layer.weight
        weight = weight if isinstance(self.layer, Conv1D) else weight.t()
        bias: Any = self.layer.bias
        grouped = x.reshape(self.a.shape[0], -1, x.shape[-1])
        corrected: Tensor = LowRank.apply(  # type: ignore[no-untyped-call]
            grouped, weight, bias, self.a, self.b, self.scale.to(x.dtype)
        )
        return corrected.view(*x.shape[:-1], -1)


@final
class Fleet:
    """A base whose linear layers can carry adapters. Everything else of the model is left as Hugging Face wrote it."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.layers: dict[str, FleetLinear] = {}
        head = model.get_output_embeddings()
        targets = [
            (path, layer) for path, layer in model.named_modules() if isinstance(layer, nn.Linear | Conv1D) and layer is not head
        ]
        if not targets:
            raise WeightsError(f"Training {type(model).__name__}: it has no linear layer to adapt.")
        for path, layer in targets:
            parent, _, name = path.rpartition(".")
            self.layers[path] = FleetLinear(layer)
            setattr(model.get_submodule(parent), name, self.layers[path])
        self.transposed = isinstance(targets[0][1], Conv1D)
        self.start = 0
        self.moved: Tensor | None = None

    @property
    def device(self) -> torch.device:
        return torch.device(self.model.device)

    @cached_property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """(in, out) of every adapted layer, by module path."""
        return {path: _shape(wrapped.layer) for path, wrapped in self.layers.items()}

    @cached_property
    def blocks(self) -> Sequence[nn.Module]:
        """The decoder's blocks, first to last."""
        count = self.model.config.num_hidden_layers
        lists = [part for part in self.model.base_model.children() if isinstance(part, nn.ModuleList) and len(part) == count]
        if len(lists) != 1:
            raise WeightsError(
                f"Steering {type(self.model).__name__}: its {count} blocks cannot be told apart. Use a checkpoint of "
                "the Llama, Qwen, Mistral, Gemma or GPT-2 family."
            )
        return list(lists[0])

    @contextmanager
    def flying(self, adapters: Sequence[Adapter | None]) -> Iterator[None]:
        """The adapters in their slots, None for the bare base; all gone afterwards, also when an error passes through."""
        try:
            if any(adapters):
                self._mount(adapters)
            yield
        finally:
            self.ground()

    def ground(self) -> None:
        """Take every adapter off."""
        for wrapped in self.layers.values():
            wrapped.a = wrapped.b = wrapped.scale = None

    def _mount(self, adapters: Sequence[Adapter | None]) -> None:
        known = next(adapter for adapter in adapters if adapter)
        scale = torch.tensor([adapter.scale if adapter else 0.0 for adapter in adapters], device=self.device)[:, None, None]
        for path, wrapped in self.layers.items():
            zero = tuple(torch.zeros_like(part) for part in known.tensors[path])
            pairs = [adapter.tensors[path] if adapter else zero for adapter in adapters]
            wrapped.a = torch.stack([pair[0] for pair in pairs]).to(self.device)
            wrapped.b = torch.stack([pair[1] for pair in pairs]).to(self.device)
            wrapped.scale = scale

    def hidden(self, ids: Tensor, **settings: Any) -> Any:
        """
        The decoder's output for token ids [row, token], before the head.

        `start` is then the absolute position of their first token, `moved` [lane, token] how many sites steered each position.
        """
        cache = settings.get("past_key_values")
        self.start, self.moved = cache.get_seq_length() if cache is not None else 0, None
        return self.model.base_model(input_ids=ids, **settings)

    def head(self, states: Tensor) -> Tensor:
        """Logits in float32 for hidden states [..., dim], softly capped where the family does so (Gemma 2)."""
        logits: Tensor = self.model.get_output_embeddings()(states)
        cap = getattr(self.model.config, "final_logit_softcapping", None)
        return (logits if cap is None else torch.tanh(logits / cap) * cap).float()


def _shape(layer: nn.Module) -> tuple[int, int]:
    weight: Any = layer.weight
    return (weight.shape[0], weight.shape[1]) if isinstance(layer, Conv1D) else (weight.shape[1], weight.shape[0])
