"""What calls have cost, and whether one more may be made."""

from dataclasses import dataclass
from typing import final

from inward.errors import EndpointError
from inward.judging import Price

MODELS = 20
"""Names that are kept; an endpoint that calls itself another way each time has said enough."""


@final
@dataclass(frozen=True, kw_only=True)
class Spending:
    """Calls, tokens read and written, and what the models called themselves."""

    calls: int = 0
    read: int = 0
    written: int = 0
    models: tuple[str, ...] = ()

    def __add__(self, other: "Spending") -> "Spending":
        return Spending(
            calls=self.calls + other.calls,
            read=self.read + other.read,
            written=self.written + other.written,
            models=tuple(sorted({*self.models, *other.models}))[:MODELS],
        )


@final
class Purse:
    """
    Counts what was spent and what calls under way may come to at most.

    A call is let out only while everything, at its most, stays within `most`: what is spent never passes it.
    """

    def __init__(self, spent: Spending, *, price: Price | None = None, most: float | None = None) -> None:
        self.spent, self._price, self._most, self._held = spent, price, most, 0.0

    @property
    def cost(self) -> float | None:
        """What was spent, in the currency of the prices; None where there are none."""
        return self._price.of(self.spent.read, self.spent.written) if self._price else None

    def admits(self, bound: Spending) -> bool:
        """Whether a call that comes to `bound` at most may go out."""
        if self._most is None or self._price is None or self.cost is None:
            return True
        return self.cost + self._held + self._price.of(bound.read, bound.written) <= self._most

    def hold(self, bound: Spending) -> None:
        """A call goes out."""
        self._held += self._price.of(bound.read, bound.written) if self._price else 0.0

    def settle(self, bound: Spending, found: Spending) -> None:
        """A call came back."""
        self._held -= self._price.of(bound.read, bound.written) if self._price else 0.0
        self.spent += found

    def refusal(self) -> EndpointError:
        """What is said when no further call may go out."""
        return EndpointError(
            f"Judging: one more call could bring the cost above --max-cost {self._most:g} (spent so far: {self.cost:.4f} on "
            f"{self.spent.calls:,} calls). Every reply is kept: raise --max-cost and run the same command again."
        )
