"""Keys and values of a block, in memory laid out once."""

from typing import Any, final

import torch
from torch import Tensor
from transformers.cache_utils import Cache, CacheLayerMixin


@final
class Room(CacheLayerMixin):  # type: ignore[misc]
    """One layer's keys and values [row, head, token, dim]: a prefix that was computed once, and space that grows as it fills."""

    def __init__(self, keys: Tensor, values: Tensor, *, space: int) -> None:
        super().__init__()
        self.length, self.space = keys.shape[-2], space
        self.keys, self.values = _roomy(keys, space), _roomy(values, space)
        self.is_initialized = True

    def lazy_initialization(self, key_states: Tensor, value_states: Tensor) -> None:
        """Nothing to do: the space is there from the start."""

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
        start, self.length = self.length, self.length + key_states.shape[-2]
        if self.length > self.keys.shape[-2]:
            self.keys = _roomy(self.keys[:, :, :start], self.length - start + self.space)
            self.values = _roomy(self.values[:, :, :start], self.length - start + self.space)
        self.keys[:, :, start : self.length] = key_states
        self.values[:, :, start : self.length] = value_states
        return self.keys[:, :, : self.length], self.values[:, :, : self.length]

    def only(self, rows: Tensor) -> "Room":
        """These rows, in this order, with fresh space."""
        keys, values = (part[:, :, : self.length].index_select(0, rows) for part in (self.keys, self.values))
        return Room(keys, values, space=self.space)

    def get_mask_sizes(self, query_length: int) -> tuple[int, int]:
        return self.length + query_length, 0

    def get_seq_length(self) -> int:
        return self.length

    def get_max_length(self) -> int:
        return -1


def _roomy(filled: Tensor, space: int) -> Tensor:
    """The same values with `space` more tokens after them."""
    rows, heads, length, dim = filled.shape
    roomy = filled.new_empty(rows, heads, length + space, dim)
    roomy[:, :, :length] = filled
    return roomy


def shared(prefix: Any, rows: Tensor, *, space: int = 24) -> Cache:
    """A cache whose row i starts as row `rows[i]` of a finished prefix."""
    return Cache(
        layers=[
            Room(layer.keys.index_select(0, rows), layer.values.index_select(0, rows), space=space) for layer in prefix.layers
        ]
    )


def only(cache: Any, rows: Tensor) -> Cache:
    """A cache of Rooms with these rows alone, in this order."""
    return Cache(layers=[room.only(rows) for room in cache.layers])


def fresh() -> Cache:
    """
    An empty cache that grows as it is filled and forgets nothing.

    A layer with a sliding window keeps what has left the window too: its mask hides it, and rows of any prompt share one length.
    """
    from transformers import DynamicCache

    return DynamicCache()


def positions(start: int, count: int, *, device: torch.device) -> Tensor:
    """Position ids [1, count] from `start` on."""
    return torch.arange(start, start + count, device=device).unsqueeze(0)
