"""Read the residual stream: activations at chosen sites and positions."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, final

import torch
from torch import Tensor, nn

from inward.schema.steering import Site
from inward.weights.adapter import Adapter
from inward.weights.cache import fresh
from inward.weights.fleet import Fleet
from inward.weights.options import STEADY, TOKENS


@final
@dataclass(frozen=True, kw_only=True)
class Look:
    """A sequence to read: the mean of the stream over its positions `first` to `last`, both counted in."""

    adapter: str
    ids: tuple[int, ...]
    first: int
    last: int


@torch.inference_mode()
def look(fleet: Fleet, adapters: Mapping[str, Adapter | None], looks: Sequence[Look], sites: Sequence[Site]) -> Tensor:
    """
    The residual stream at `sites`, in float32 [look, site, dim].

    Sequences of one length and adapter are read together, in passes of enough rows for a row not to depend on their number.
    """
    for site in sites:
        site.check(len(fleet.blocks), model=type(fleet.model).__name__)
    found = torch.zeros(len(looks), len(sites), fleet.model.config.hidden_size)
    alike: dict[tuple[str, int], list[int]] = {}
    for i, one in enumerate(looks):
        alike.setdefault((one.adapter, len(one.ids)), []).append(i)
    for (name, length), places in alike.items():
        size = max(1, TOKENS[fleet.device.type] // length)
        for start in range(0, len(places), size):
            some = places[start : start + size]
            count = max(len(some) + 1, -(-STEADY // length))
            ids = [looks[i].ids for i in [*some, *[some[-1]] * (count - len(some))]]
            with fleet.flying([adapters[name]]):
                streams = _streams(fleet, torch.tensor(ids, device=fleet.device), sites)
            for row, i in enumerate(some):
                spans = [stream[row, looks[i].first : looks[i].last + 1].float().mean(0) for stream in streams]
                found[i] = torch.stack(spans).cpu()
    return found


def _streams(fleet: Fleet, ids: Tensor, sites: Sequence[Site]) -> list[Tensor]:
    """The stream at each site [row, token, dim] of one pass."""
    heard: dict[Site, Tensor] = {}

    def after(site: Site) -> Any:
        def hear(block: nn.Module, args: tuple[Any, ...], out: Any) -> None:
            heard[site] = out[0] if isinstance(out, tuple) else out

        return hear

    def before(site: Site) -> Any:
        def hear(block: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            heard[site] = args[0] if args else kwargs["hidden_states"]

        return hear

    with ExitStack() as undo:
        for site in set(sites):
            block = fleet.blocks[site.layer]
            if site.part == "after":
                undo.callback(block.register_forward_hook(after(site)).remove)
            else:
                undo.callback(block.register_forward_pre_hook(before(site), with_kwargs=True).remove)
        fleet.hidden(ids, past_key_values=fresh(), use_cache=True)
    return [heard[site] for site in sites]
