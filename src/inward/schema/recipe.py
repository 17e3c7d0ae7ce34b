"""Recipe: how an adapter is trained."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, final

from inward.errors import DesignError

Numerics: TypeAlias = Literal["exact", "fast"]


@final
@dataclass(frozen=True, kw_only=True)
class Recipe:
    """
    How an adapter is trained.

    `steps` wins over `epochs` when both are given. `batch` counts rows per optimiser step, `length` tokens per row; a row that
    is longer is never cut: the corpus is refused, or the row is left out and counted, as `too_long` says.
    `rslora` scales by alpha / sqrt(rank) (Kalajdzievski 2023) where the default scales by alpha / rank.
    """

    rank: int = 8
    alpha: float = 16.0
    rslora: bool = False
    lr: float = 2e-3
    schedule: Literal["constant", "linear"] = "constant"
    warmup: int = 0
    epochs: float = 1.0
    steps: int | None = None
    batch: int = 16
    length: int = 256
    too_long: Literal["refuse", "leave-out"] = "refuse"
    weight_decay: float = 0.0
    clip: float = 1.0
    dtype: Literal["float32", "bfloat16"] = "float32"
    checkpointing: bool = False
    numerics: Numerics = "exact"

    def __post_init__(self) -> None:
        for name in ("rank", "alpha", "lr", "epochs", "batch", "length", "clip"):
            if not getattr(self, name) > 0:
                raise DesignError(f"Recipe has {name}={getattr(self, name)!r}; it must be above 0.")
        for name in ("warmup", "weight_decay"):
            if not getattr(self, name) >= 0:
                raise DesignError(f"Recipe has {name}={getattr(self, name)!r}; it must be at least 0.")
        if self.steps is not None and self.steps < 1:
            raise DesignError(f"Recipe has steps={self.steps}; it must be at least 1, or absent to go by epochs.")
