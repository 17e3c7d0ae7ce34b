"""
What one closed question in one frame comes to, from the log-probabilities of all its options.

Three statistics are read off, for they answer different questions: the normalised probability of the matching options is a
strength, whether it exceeds every other a consistency, and the log-odds adds up over questions and compares over models (Perez
et al. 2022, arXiv 2212.09251, count how often it exceeds). With item log-odds of mean .1, the mean probability is about .52
whatever their spread, and the share exceeding anything from .51 to .98.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import final

from inward.errors import StatsError

ANSWERED = 0.5
"""A total probability of the options below this: the model mostly says something else."""


@final
@dataclass(frozen=True, kw_only=True)
class Odds:
    """
    One question in one frame.

    `shares` are the options' probabilities over their sum, `share` is that of the matching ones. `exceeds` says that a matching
    option is likelier than every other; a tie is not. `log_odds` is the log-probability of the likeliest matching option less
    that of the likeliest other. `coverage` is the sum of all options' probabilities before it was divided by.
    """

    shares: tuple[float, ...]
    share: float
    exceeds: bool
    tied: bool
    log_odds: float
    coverage: float

    @property
    def answered(self) -> bool:
        """Whether the options hold at least half of the probability."""
        return self.coverage >= ANSWERED


def odds(logprobs: Sequence[float], matching: Sequence[int]) -> Odds:
    """
    From natural log-probabilities, one an option, and the places of those that match.

    Raises
    ------
    StatsError
        All options match, or none does: there is nothing to compare.
    """
    these = [logprobs[place] for place in matching]
    others = [value for place, value in enumerate(logprobs) if place not in matching]
    if not these or not others:
        raise StatsError(f"Odds: {len(these)} of {len(logprobs)} options match. Give options of both kinds.")
    highest = max(logprobs)
    weights = [exp(value - highest) for value in logprobs]
    shares = tuple(weight / sum(weights) for weight in weights)
    return Odds(
        shares=shares,
        share=sum(shares[place] for place in matching),
        exceeds=max(these) > max(others),
        tied=max(these) == max(others),
        log_odds=max(these) - max(others),
        coverage=exp(highest) * sum(weights),
    )
