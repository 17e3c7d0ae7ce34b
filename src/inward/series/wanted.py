"""What a series is asked for: a file, its members, what their positions count, frames, and where it is computed."""

from dataclasses import dataclass
from typing import final

from inward.errors import DesignError
from inward.evals.frame import ENOUGH, Frame
from inward.evals.framefile import frames_of
from inward.series.detection import MARGIN
from inward.series.member import Member


@final
@dataclass(frozen=True, kw_only=True)
class Asking:
    """
    A file and the series that is asked; `base` is the model that adapters among them sit on, `axis` what X counts.

    `frames` are named, all eight where none is; `assume` and `margin` are those of a truth table.
    """

    path: str
    series: tuple[Member, ...]
    axis: str = ""
    base: str = ""
    frames: tuple[str, ...] = ()
    device: str = "cpu"
    assume: str = ""
    margin: float = MARGIN

    def __post_init__(self) -> None:
        if not 0 < self.margin < float("inf"):
            raise DesignError(f"Asking {self.path}: the margin is {self.margin}; give a number above 0, of d' and of c.")

    @property
    def labels(self) -> tuple[str, ...]:
        """What the members are called, in their order."""
        return tuple(one.label for one in self.series)

    def enough_frames(self) -> tuple[Frame, ...]:
        """The frames, of which a truth table takes at least six."""
        found = frames_of(self.frames)
        if len(found) < ENOUGH:
            raise DesignError(f"Asking {self.path}: {len(found)} frames are named; name {ENOUGH} or more, or none for all.")
        return found
