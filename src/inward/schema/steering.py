"""Where and when a vector is added to a model's residual stream."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, final, get_args

from inward.errors import DesignError

Scope: TypeAlias = Literal["prompt", "generation", "all", "last"]
"""
Which positions are steered, in absolute positions of the sequence, the first token being 0 and the prompt P tokens long with the
header of the answer: those below P; those from P on; all; or P - 1 alone, from which the answer's first token is read.
"""

Part: TypeAlias = Literal["before", "after"]
"""
The residual stream as a block finds it, or as it leaves it: `hidden_states[i]` or `hidden_states[i + 1]` of Hugging Face; after
the last block, what the final norm is given.
"""


@final
@dataclass(frozen=True, kw_only=True)
class Site:
    """A place in the residual stream: block `layer`, counted from 0, and the side of it."""

    layer: int
    part: Part = "after"

    def __post_init__(self) -> None:
        if self.part not in get_args(Part):
            raise DesignError(f"A site has part {self.part!r}; it is one of {', '.join(get_args(Part))}.")

    def __str__(self) -> str:
        return f"{self.part} block {self.layer}"

    def check(self, layers: int, *, model: str) -> None:
        """Raises DesignError where a model of so many blocks has no such site."""
        if not 0 <= self.layer < layers:
            raise DesignError(
                f"Steering {model}: there is no block {self.layer}; it has {layers}, counted from 0. Choose 0 to {layers - 1}."
            )


def in_scope(scope: Scope, position: int, *, prompt: int) -> bool:
    """Whether an absolute position is steered, of a sequence whose prompt has `prompt` tokens."""
    return {"prompt": position < prompt, "generation": position >= prompt, "all": True, "last": position == prompt - 1}[scope]


def check_scope(scope: str) -> None:
    """Raises DesignError where there is no such scope."""
    if scope not in get_args(Scope):
        raise DesignError(f"Steering: no scope {scope!r}; scopes are {', '.join(get_args(Scope))}.")
