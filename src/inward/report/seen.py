"""
The smallest difference that a run could have seen, said beside every primary row that found none.

Method. The half width of the row's own interval, times 1 + z(power) / z((1 + level) / 2): an effect so large lies beyond the
critical value in four runs of five (Bloom 1995, minimum detectable effects), before Holm's correction.
Assumption. Normal quantiles stand for Student's, which overstates the effect by 7% at the most from five seeds an arm.
"""

from statistics import NormalDist
from typing import Final

from inward.report.numerals import number
from inward.schema.outcome import Effect

POWER: Final = 0.8


def smallest(effect: Effect) -> float | None:
    """The smallest true difference that four runs of five would have told from none; None where there is no interval."""
    if effect.low is None or effect.high is None:
        return None
    z = NormalDist().inv_cdf
    return (effect.high - effect.low) / 2 * (1 + z(POWER) / z((1 + effect.level) / 2))


def seen(effect: Effect, *, bounded: bool) -> str:
    """A sentence that begins with a space, or nothing."""
    size = smallest(effect)
    return (
        ""
        if size is None
        else f" A true difference of {number(size, bounded=bounded)} would have been found in four runs of five."
    )
