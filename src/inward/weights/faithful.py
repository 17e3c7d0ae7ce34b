"""Does a base read as its own Hugging Face forward does? Asked once, when it is loaded: not every family may be read as we do."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from inward.errors import WeightsError
from inward.weights.cache import fresh, positions, shared
from inward.weights.fleet import Fleet

TOLERANCE = {torch.float32: 1e-3, torch.bfloat16: 5e-2}
"""How far apart two ways to the same logits may lie, as a share of the largest: rounding, never another arithmetic."""


def close(found: Tensor, expected: Tensor, dtype: torch.dtype) -> bool:
    """Whether logits are the same up to the rounding of a dtype; NaN equals NaN."""
    largest = max(1.0, float(expected.nan_to_num(0.0, 0.0, 0.0).abs().max()))
    return torch.allclose(found, expected, rtol=0.0, atol=TOLERANCE[dtype] * largest, equal_nan=True)


@torch.inference_mode()
def check_faithful(fleet: Fleet, prompt: Sequence[int], *, name: str) -> None:
    """
    Our two ways to a prompt's last logits, whole and by a shared prefix, beside the model's own forward.

    Raises
    ------
    WeightsError
        They differ: a family that scales or caps its logits after the head, or that keeps its cache otherwise. Or it is a
        mixture of experts, whose weights no adapter of ours would touch.
    """
    if any(".experts." in path for path, _ in fleet.model.named_parameters()):
        raise WeightsError(f"Loading {name}: it is a mixture of experts, which cannot be trained here. Use a dense checkpoint.")
    ids = torch.tensor([list(prompt)], device=fleet.device)
    own: Any = fleet.model(ids, use_cache=False).logits[:, -1].float()
    whole = fleet.head(fleet.hidden(ids, use_cache=False).last_hidden_state[:, -1])
    for found, what in ((whole, "its decoder and its head"), (_cached(fleet, ids), "a shared prefix")):
        if not close(found, own, fleet.model.dtype):
            off = float((found - own).abs().max())
            raise WeightsError(
                f"Loading {name}: as a {type(fleet.model).__name__}, read through {what}, it gives logits up to {off:.3g} away "
                "from its own forward. Use a checkpoint of the Llama, Qwen, Mistral, Gemma or GPT-2 family."
            )


def _cached(fleet: Fleet, ids: Tensor) -> Tensor:
    """The last logits, all tokens but the last read first."""
    cache = fresh()
    fleet.hidden(ids[:, :-1], past_key_values=cache, use_cache=True)
    copy = shared(cache, torch.zeros(1, dtype=torch.long, device=fleet.device))
    where = positions(ids.shape[1] - 1, 1, device=fleet.device)
    out = fleet.hidden(ids[:, -1:], past_key_values=copy, use_cache=True, position_ids=where)
    return fleet.head(out.last_hidden_state[:, -1])
