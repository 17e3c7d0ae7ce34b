"""Does the subject hold the latent to be what the rows imply? Probability on the true answer, beside a wrong name's."""

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
class Latent(AbstractScorer):
    """
    Values `target`, `other`, `wrong_name` and `mass`, each from 0 to 1, and `above`, from -1 to 1.

    `target`: P(options with sign +1) of P(all options); `other` the same of those with sign -1, true in the other arm.
    `wrong_name`: `target` where the question was asked of a wrong name, and `above` the first less this; both are absent where it
    was not. `mass`: the probability of saying any option. Reads parts `own` and `wrong` of the probe WrongName. Missing where
    there are no log-probabilities, or all options of one asking together have a probability below `least_mass`.
    """

    least_mass: float = 1e-6

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        signs, asked = transcript.item.signs, [transcript.parts["own"]]
        if transcript.item.facts.get("wrong_name"):
            asked.append(transcript.parts["wrong"])
        if not all(asked):
            return Missing(reason="no log-probabilities")
        weights = [_weights(logprobs, signs) for logprobs in asked]
        if min(map(fsum, weights)) < self.least_mass:
            return Missing(reason=f"the options have a probability below {self.least_mass:g}")
        target, *wrong = (_share(mine, signs, 1) for mine in weights)
        values = {"target": target, "other": _share(weights[0], signs, -1), "mass": min(1.0, fsum(weights[0]))}
        if wrong:
            values |= {"wrong_name": wrong[0], "above": target - wrong[0]}
        return Score(label="target" if target > 0.5 else "not the target", values=values)


def _weights(logprobs: Sequence[float], signs: Sequence[int]) -> list[float]:
    """Probabilities, option by option. Raises ProbeError where signs and options do not match."""
    if len(logprobs) != len(signs) or 1 not in signs:
        raise ProbeError(
            f"A question came with {len(logprobs)} log-probabilities and signs {tuple(signs)}; "
            "give one sign per option, with at least one +1, the true answer."
        )
    return chances(logprobs)


def _share(weights: Sequence[float], signs: Sequence[int], sign: int) -> float:
    """What the options with one sign have of all."""
    return fsum(weight for weight, mine in zip(weights, signs, strict=True) if mine == sign) / fsum(weights)
