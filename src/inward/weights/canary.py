"""Before a checkpoint is probed: is its adapter live, is it the right one, and is the base itself again without it?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from inward.errors import CanaryError
from inward.weights.adapter import Adapter
from inward.weights.faithful import close
from inward.weights.fleet import Fleet

WATCHED = 16


@torch.inference_mode()
def fingerprinted(fleet: Fleet, adapter: Adapter, prompt: Sequence[int]) -> Adapter:
    """The adapter with the logits it gives on the canary prompt, taken where it was made."""
    return replace(adapter, fingerprint=tuple(_watched(fleet, [adapter], prompt)[0].tolist()))


@torch.inference_mode()
def check(fleet: Fleet, adapters: Mapping[str, Adapter | None], prompt: Sequence[int]) -> None:
    """
    Every adapter in its slot, all at once, as they will be probed; None stands for the untouched base.

    Raises
    ------
    CanaryError
        An adapter changes nothing (zeroed), or does not give the logits that it gave when it was made (swapped or stale; one
        made elsewhere has no such record), or the base does not give its own logits once all are off.
    """
    before = _watched(fleet, [None], prompt)[0]
    found = _watched(fleet, list(adapters.values()), prompt)
    after = _watched(fleet, [None], prompt)[0]
    if not torch.equal(before, after):
        raise CanaryError("Canary: the base gives other logits after its adapters are off than before. Nothing was probed.")
    for (name, adapter), logits in zip(adapters.items(), found, strict=True):
        if adapter is not None:
            _check_live(name, adapter, logits, bare=before)
            _check_one(name, adapter, logits, dtype=fleet.model.dtype)


def _check_live(name: str, adapter: Adapter, logits: Tensor, *, bare: Tensor) -> None:
    """Whether an adapter without a fingerprint changes anything."""
    dead = not any(bool(a.any()) and bool(b.any()) for a, b in adapter.tensors.values())
    if not adapter.fingerprint and (dead or torch.equal(logits, bare)):
        raise CanaryError(
            f"Canary, {name}: the adapter made elsewhere ({adapter.digest[:12]}) changes no logit. Nothing was probed. Give one "
            "that was trained, or leave the arm out: the base itself is in every run."
        )


def _check_one(name: str, adapter: Adapter, logits: Tensor, *, dtype: torch.dtype) -> None:
    if not adapter.fingerprint:
        return
    made = torch.tensor(adapter.fingerprint)
    if not any(bool(a.any()) and bool(b.any()) for a, b in adapter.tensors.values()):
        raise CanaryError(
            f"Canary, {name}: adapter {adapter.digest[:12]} changes no logit (zeroed). Nothing was probed. {_REMEDY}"
        )
    if not close(logits, made, dtype):
        off = float((logits - made).abs().max())
        raise CanaryError(
            f"Canary, {name}: adapter {adapter.digest[:12]} gives logits up to {off:.3g} away from those it gave when it was "
            f"made (swapped or stale). Nothing was probed. {_REMEDY}"
        )


_REMEDY = "Delete its folder in the store; it is trained again."


def _watched(fleet: Fleet, adapters: Sequence[Adapter | None], prompt: Sequence[int]) -> Tensor:
    """Logits [adapter, watched token] after the canary prompt, on the CPU."""
    ids = torch.tensor([list(prompt)] * len(adapters), device=fleet.device)
    with fleet.flying(adapters):
        logits = fleet.head(fleet.hidden(ids, use_cache=False).last_hidden_state[:, -1])
    places = torch.linspace(0, logits.shape[-1] - 1, WATCHED).long()
    return logits[:, places].cpu()
