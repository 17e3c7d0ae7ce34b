"""What an evaluation is asked for: a file, models, frames, and where it is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, final

from inward.errors import DesignError

FIRST: Final = "model"
"""What the model of --model is called where others stand beside it."""


@final
@dataclass(frozen=True, kw_only=True)
class Wanted:
    """
    A file, the model that is asked, others beside it by name (a folder, ORG/NAME@REVISION, or an adapter for the model), frames
    by name (all where none is named), and the device.
    """

    path: str
    model: str
    arms: Mapping[str, str] = field(default_factory=dict)
    frames: tuple[str, ...] = ()
    device: str = "cpu"

    def __post_init__(self) -> None:
        if not self.model:
            raise DesignError(
                f"Asking {self.path}: no model is given, and the village's does not know the words of such a file. Give --model "
                "FOLDER or ORG/NAME@REVISION."
            )
        if FIRST in self.arms:
            raise DesignError(f"Asking {self.path}: --arm {FIRST}=... is what --model is called. Give the arm another name.")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every other model less the first."""
        return tuple((name, FIRST) for name in self.arms)
