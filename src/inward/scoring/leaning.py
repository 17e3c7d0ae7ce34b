"""Which of two sides would the subject choose? A share of probability over whole answers, nothing sampled."""

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
class Leaning(AbstractScorer):
    """
    Values `share`, `other` and `mass`, each from 0 to 1 and the mean over the orders asked.

    `share`: P(options with sign +1) of P(options with sign +1 or -1); `other` is the rest, 1 - share. `mass`: the probability
    of saying any option at all, those with sign 0 among them. Reads part `logprobs` (one tuple per order, one number per
    option). An order in which both sides together have a probability below `least_mass` makes the transcript Missing.
    """

    least_mass: float = 1e-6

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        orders, signs = transcript.parts["logprobs"], transcript.item.signs
        if not orders or not all(orders):
            return Missing(reason="no log-probabilities")
        sides = [(side(order, signs, 1), side(order, signs, -1)) for order in orders]
        if min(up + down for up, down in sides) < self.least_mass:
            return Missing(reason=f"the options have a probability below {self.least_mass:g}")
        share = fsum(up / (up + down) for up, down in sides) / len(sides)
        mass = fsum(min(1.0, up + down + side(order, signs, 0)) for (up, down), order in zip(sides, orders, strict=True))
        label = "this side" if share > 0.5 else "the other"
        return Score(label=label, values={"share": share, "other": 1 - share, "mass": mass / len(orders)})


def side(logprobs: Sequence[float], signs: Sequence[int], sign: int) -> float:
    """The probability of the options with one sign. Raises ProbeError where signs and options do not match."""
    if len(logprobs) != len(signs) or not {1, -1} <= set(signs):
        raise ProbeError(
            f"A choice came with {len(logprobs)} log-probabilities and signs {tuple(signs)}; "
            "give one sign per option, with at least one +1 and one -1."
        )
    return fsum(chance for chance, mine in zip(chances(logprobs), signs, strict=True) if mine == sign)
