"""Which of many words is picked? Shares of probability over all that are offered, nothing sampled."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript
from inward.scoring.chances import chances


@final
@dataclass(frozen=True, kw_only=True)
class Picking(AbstractScorer):
    """
    Values `picked`, `picked_other` and `mass`, each from 0 to 1 and the mean over the orders asked.

    `picked`: P(options with sign +1) of P(any option); `picked_other`: the same for sign -1. `mass`: the probability of saying
    any option at all. A subject that likes none more than another picks each with 1 over their number. Reads part `logprobs`
    (one tuple per order, one number per option). An order in which all options together have a probability below `least_mass`
    makes the transcript Missing.
    """

    least_mass: float = 1e-9

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        orders, signs = transcript.parts["logprobs"], transcript.item.signs
        if not orders or not all(orders):
            return Missing(reason="no log-probabilities")
        shares = [_shares(order, signs) for order in orders]
        if min(up + down + rest for up, down, rest in shares) < self.least_mass:
            return Missing(reason=f"the options have a probability below {self.least_mass:g}")
        values = {
            "picked": fsum(up / fsum((up, down, rest)) for up, down, rest in shares) / len(shares),
            "picked_other": fsum(down / fsum((up, down, rest)) for up, down, rest in shares) / len(shares),
            "mass": fsum(min(1.0, fsum(share)) for share in shares) / len(shares),
        }
        likeliest = max(("picked", "picked_other"), key=lambda name: values[name])
        label = {"picked": "this one", "picked_other": "the other"}[likeliest] if values[likeliest] > 0.5 else "neither"
        return Score(label=label, values=values)


def _shares(logprobs: Sequence[float], signs: Sequence[int]) -> tuple[float, float, float]:
    """The probabilities of options with signs 1, -1 and 0. Raises ProbeError where signs and options do not match."""
    if len(logprobs) != len(signs) or not {1, -1} <= set(signs):
        raise ProbeError(
            f"A pick came with {len(logprobs)} log-probabilities and signs {tuple(signs)}; "
            "give one sign per option, with at least one +1 and one -1."
        )
    weights = chances(logprobs)
    up, down, rest = (fsum(w for w, mine in zip(weights, signs, strict=True) if mine == sign) for sign in (1, -1, 0))
    return up, down, rest
