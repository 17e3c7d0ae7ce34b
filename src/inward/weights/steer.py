"""Add vectors to the residual stream, lane by lane, and leave no trace."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inward.errors import WeightsError
from inward.schema.steering import Scope, Site, check_scope, in_scope
from inward.weights.fleet import Fleet


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Push:
    """A vector [dim] that is added, `multiplier` times, at a site, on the positions of a scope."""

    site: Site
    vector: Tensor
    multiplier: float
    scope: Scope = "all"

    def __post_init__(self) -> None:
        check_scope(self.scope)


def push(vector: NDArray[np.float32], *, site: Site, multiplier: float, scope: Scope) -> Push:
    """A Push of a vector [dim] that comes as numpy's."""
    return Push(site=site, vector=torch.from_numpy(vector), multiplier=multiplier, scope=scope)


@contextmanager
def pushing(fleet: Fleet, lanes: Sequence[Sequence[Push]], *, prompt: int) -> Iterator[None]:
    """
    Every pass of the fleet is steered within: lane k's rows by `lanes[k]`, their prompts `prompt` tokens long.

    Pushes of one lane at one site and scope are summed before they are added, so that a vector and its opposite cancel to the
    bit, and a lane whose sum is 0 is left as it is, to the bit. `fleet.moved` holds, after a pass, how many sites steered each
    of its positions. Undone in the end, also when an error passes through.

    Raises
    ------
    DesignError
        The model has no such site.
    WeightsError
        A vector has not the width of the model.
    """
    sites = sorted({push.site for lane in lanes for push in lane}, key=lambda site: (site.layer, site.part))
    for lane in lanes:
        for push in lane:
            _check(fleet, push)
    with ExitStack() as undo:
        for site in sites:
            adder = _Adder(fleet, site, lanes, prompt=prompt)
            undo.callback(adder.hook(fleet.blocks[site.layer]).remove)
        yield


def _check(fleet: Fleet, push: Push) -> None:
    name, width = type(fleet.model).__name__, fleet.model.config.hidden_size
    push.site.check(len(fleet.blocks), model=name)
    if push.vector.shape != (width,):
        raise WeightsError(
            f"Steering {name}: the vector has shape {tuple(push.vector.shape)}, and its residual stream is {width} wide. It is "
            "another model's; make one from this model."
        )


@final
class _Adder:
    """What is added at one site: a vector for each lane and scope."""

    def __init__(self, fleet: Fleet, site: Site, lanes: Sequence[Sequence[Push]], *, prompt: int) -> None:
        self.fleet, self.site, self.prompt = fleet, site, prompt
        here = [[push for push in lane if push.site == site] for lane in lanes]
        nothing = torch.zeros(fleet.model.config.hidden_size)
        self.sums: dict[Scope, Tensor] = {}
        for scope in dict.fromkeys(push.scope for lane in here for push in lane):
            each = [
                sum((push.multiplier * push.vector.float().cpu() for push in lane if push.scope == scope), nothing)
                for lane in here
            ]
            self.sums[scope] = torch.stack(each).to(fleet.device)

    def hook(self, block: nn.Module) -> Any:
        """Listen to a block; what is returned takes the hook off again."""
        if self.site.part == "before":
            return block.register_forward_pre_hook(self._before, with_kwargs=True)
        return block.register_forward_hook(self._after)

    def _before(self, block: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if args:
            return (self._add(args[0]), *args[1:]), kwargs
        return args, {**kwargs, "hidden_states": self._add(kwargs["hidden_states"])}

    def _after(self, block: nn.Module, args: tuple[Any, ...], out: Any) -> Any:
        return (self._add(out[0]), *out[1:]) if isinstance(out, tuple) else self._add(out)

    def _add(self, states: Tensor) -> Tensor:
        """Hidden states [lane * row, token, dim] with what is due at each token."""
        count, width = states.shape[1], states.shape[2]
        added = torch.zeros(len(next(iter(self.sums.values()))), count, width, device=states.device)
        for scope, sums in self.sums.items():
            there = [in_scope(scope, self.fleet.start + i, prompt=self.prompt) for i in range(count)]
            added += sums[:, None, :] * torch.tensor(there, device=states.device)[None, :, None]
        moved = added.ne(0).any(-1)
        self.fleet.moved = moved.int() if self.fleet.moved is None else self.fleet.moved + moved
        grouped = states.view(len(added), -1, count, width)
        steered = (grouped.float() + added[:, None]).to(states.dtype)
        return torch.where(moved[:, None, :, None], steered, grouped).view_as(states)
