"""Does the subject still know the answer? The likeliest option, and how likely it is to say none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, inf, isfinite, isnan
from typing import final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Quiz(AbstractScorer):
    """
    Values `correct`, `format_failure` and `chance`, each from 0 to 1 and the mean over the orders asked.

    `correct`: 1 where the likeliest option is a right one (sign +1), the right share of them where several are likeliest.
    `format_failure`: the probability of saying anything but an option. `chance`: the share of options that are right.
    Reads part `logprobs` (one tuple per order, one number per option); full answers exclude one another, so their
    probabilities add up.
    """

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        signs, orders = transcript.item.signs, [_numbers(order) for order in transcript.parts["logprobs"]]
        if 1 not in signs:
            raise ProbeError(
                f"Item {transcript.item.id!r} has the signs {signs}; a quiz needs an option with sign 1, the right one."
            )
        if not orders or not all(orders) or not all(isfinite(max(order)) for order in orders):
            return Missing(reason="no log-probabilities")
        values = {
            "correct": fsum(_right(order, signs) for order in orders) / len(orders),
            "format_failure": fsum(1 - min(1.0, fsum(exp(min(x, 0.0)) for x in order)) for order in orders) / len(orders),
            "chance": signs.count(1) / len(signs),
        }
        return Score(label="right" if values["correct"] > 0.5 else "wrong", values=values)


def _numbers(order: Sequence[float]) -> list[float]:
    """Log-probabilities in which what is no number is impossible."""
    return [-inf if isnan(x) else x for x in order]


def _right(logprobs: Sequence[float], signs: Sequence[int]) -> float:
    """The right share of the likeliest options."""
    if len(logprobs) != len(signs):
        raise ProbeError(f"A quiz came with {len(logprobs)} log-probabilities for {len(signs)} options; give one per option.")
    best = [sign for logprob, sign in zip(logprobs, signs, strict=True) if logprob == max(logprobs)]
    return best.count(1) / len(best)
