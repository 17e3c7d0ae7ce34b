"""
How good a stated interval was, once the estimate is there.

Method. The interval score of Gneiting and Raftery (2007, section 6.2): width, plus 2 / (1 - level) times the distance by which
the value lies outside. Smaller is better. It is proper: whoever states the quantiles (1 - level) / 2 and (1 + level) / 2 of what
they believe has the best score in expectation.
Assumption. The value is taken as it stands; here it is an estimate with an interval of its own, so small differences between
forecasters say little. Scores of different levels are not on one scale.
"""

from inward.errors import StatsError
from inward.schema.outcome import Verdict


def interval_score(low: float, high: float, value: float, *, level: float) -> float:
    """
    The score of the interval [low, high], stated to hold `value` with chance `level`, in the value's own units.

    Raises
    ------
    StatsError
        Ends in the wrong order, or a level outside 0 to 1.
    """
    if low > high or not 0 < level < 1:
        raise StatsError(
            f"Interval score: [{low:g}, {high:g}] at {level:.0%}. Give the lower end first, and a level from 0 to 1."
        )
    outside = max(low - value, 0.0) + max(value - high, 0.0)
    return (high - low) + 2 / (1 - level) * outside


def foretold(low: float, high: float, *, margin: float | None) -> Verdict:
    """The verdict that an interval would be, were it the study's: inside the margin, clear of 0, or neither."""
    if margin is not None and -margin < low <= high < margin:
        return "null-within-margin"
    return "supported" if low > 0 or high < 0 else "inconclusive"
