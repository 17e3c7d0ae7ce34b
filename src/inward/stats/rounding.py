"""Six significant digits, so that equal runs write equal bytes."""

from math import isfinite

NOISE = 1e-12


def six(value: float) -> float:
    """`value` to six significant digits; what is left of a cancellation (below 1e-12) is 0, and never -0."""
    assert isfinite(value), value
    return 0.0 if abs(value) < NOISE else float(f"{value:.6g}")


def six_or_none(value: float | None) -> float | None:
    """The same, None staying None."""
    return None if value is None else six(value)
