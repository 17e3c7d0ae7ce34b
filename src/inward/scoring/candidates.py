"""How much of the probability goes to the one that was meant, among all candidates, and how much to others' in its place?"""

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
class Candidates(AbstractScorer):
    """
    Values `target`, `wrong_name`, `above`, `chance`, `mass` of a question with several candidates, means over the orders.

    Signs: +1 a right answer, -1 what is right of another name that was trained, 0 what is right of none. `target`: P(right) of
    P(any candidate). `wrong_name`: the same for one candidate of sign -1, the mean of them; averaged over all names, that is how
    likely the right answer of one name is when another is asked about, the wrong-name baseline (Treutlein et al. 2024). It is
    absent where nothing has sign -1. `chance`: the share of candidates that are right. `mass`: the probability of saying any
    candidate at all. An order in which they have less than `least_mass` together makes the transcript Missing.
    """

    least_mass: float = 1e-9

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        orders, signs = transcript.parts["logprobs"], transcript.item.signs
        if not orders or not all(orders):
            return Missing(reason="no log-probabilities")
        each = [_probabilities(order, signs, item=transcript.item.id) for order in orders]
        masses = [fsum(one) for one in each]
        if min(masses) < self.least_mass:
            return Missing(reason=f"the candidates have a probability below {self.least_mass:g}")
        target = _mean([_total(one, signs, 1) / mass for one, mass in zip(each, masses, strict=True)])
        values = {"target": target, "chance": signs.count(1) / len(signs), "mass": _mean([min(1.0, mass) for mass in masses])}
        if count := signs.count(-1):
            wrong = _mean([_total(one, signs, -1) / mass / count for one, mass in zip(each, masses, strict=True)])
            values |= {"wrong_name": wrong, "above": target - wrong}
        return Score(label="right" if target > 0.5 else "wrong", values=values)


def _probabilities(logprobs: Sequence[float], signs: Sequence[int], *, item: str) -> list[float]:
    """The candidates' probabilities. Raises ProbeError where signs and candidates do not match."""
    if len(logprobs) != len(signs) or 1 not in signs:
        raise ProbeError(
            f"Item {item!r} came with {len(logprobs)} log-probabilities and signs {tuple(signs)}; "
            "give one sign per candidate, with +1 for the right one."
        )
    return chances(logprobs)


def _total(probabilities: Sequence[float], signs: Sequence[int], sign: int) -> float:
    return fsum(one for one, mine in zip(probabilities, signs, strict=True) if mine == sign)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
