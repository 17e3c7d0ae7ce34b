"""Probabilities out of log-probabilities, as every reading of options takes them."""

from collections.abc import Sequence
from math import exp, isnan


def chances(logprobs: Sequence[float]) -> list[float]:
    """The probability of each option: none is above 1, and one that came as no number is 0."""
    return [0.0 if isnan(x) else exp(min(x, 0.0)) for x in logprobs]
