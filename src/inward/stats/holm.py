"""
p-values adjusted for how many claims a study makes.

Method. The i-th smallest of m p-values is multiplied by m - i + 1 and never falls below the one before it (Holm 1979).
Assumption. None on how the tests depend on each other.
"""

from collections.abc import Sequence


def holm(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """The adjusted values in the given order. A withheld one (None) stays None and counts in m, as if it were 1."""
    order = sorted(range(len(values)), key=lambda i: 1.0 if (value := values[i]) is None else value)
    adjusted: list[float | None] = [None] * len(values)
    reached = 0.0
    for rank, i in enumerate(order):
        value = values[i]
        if value is not None:
            reached = max(reached, min(1.0, value * (len(values) - rank)))
            adjusted[i] = reached
    return tuple(adjusted)
