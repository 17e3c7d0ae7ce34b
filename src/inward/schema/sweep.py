"""Sweep: what a steering experiment declares before any data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, final

from inward.errors import DesignError
from inward.schema.sockets import AbstractProbe
from inward.schema.steering import Scope, check_scope

MULTIPLIERS: Final = (-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0)


@final
@dataclass(frozen=True, kw_only=True)
class Panel:
    """One measure of one probe on one set of questions, drawn against the multiplier; `says` is the measure in words."""

    name: str
    probe: AbstractProbe
    items: str
    scorer: str
    measure: str
    says: str


@final
@dataclass(frozen=True, kw_only=True)
class Sweep:
    """
    A vector, its nulls, and what is measured at every multiplier of them, on the same questions.

    `pairs` and `unrelated` are sets of questions of which the first option shows the trait and the second does not: the vector
    is the difference of the mean activations over their answers. `chooser` names the panel on whose development half the layer is
    chosen; nulls are `random` draws from the activations' covariance, `shuffled` vectors whose pairs' sides were tossed, and the
    vector of the unrelated pairs, all of the vector's norm and through the same choice. `coverage` names the panel that says
    where the model still answers.
    """

    name: str
    question: str
    pairs: str
    unrelated: str
    panels: tuple[Panel, ...]
    chooser: str
    coverage: str
    multipliers: tuple[float, ...] = MULTIPLIERS
    chosen_at: float = 2.0
    random: int = 20
    shuffled: int = 5
    scope: Scope = "all"

    def __post_init__(self) -> None:
        check_scope(self.scope)
        names = [panel.name for panel in self.panels]
        for name in (self.chooser, self.coverage):
            if name not in names:
                raise DesignError(f"Sweep {self.name!r} reads panel {name!r}, which it has not; panels are {names}.")
        if sorted(self.multipliers) != sorted(-one for one in self.multipliers) or 0.0 not in self.multipliers:
            raise DesignError(
                f"Sweep {self.name!r} has multipliers {list(self.multipliers)}; give as many above 0 as below it, alike, and 0."
            )
        if self.random < 20:
            raise DesignError(f"Sweep {self.name!r} has {self.random} random vectors; fewer than 20 say nothing at level .05.")

    @property
    def asked(self) -> Mapping[str, Panel]:
        """One panel for each way of asking: panels that read the same conversations share them."""
        return {f"{panel.items}/{panel.scorer}": panel for panel in reversed(self.panels)}
