"""Read a judge's reply as a mark: the mean over all that it could have said, weighted by probability."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.errors import ProbeError
from inward.schema.rubric import Rubric
from inward.schema.talk import Reply


@final
@dataclass(frozen=True, kw_only=True)
class Mark:
    """
    One rubric's reading: the mean mark on 0-100, the likeliest option, the mass of them all, and what was said.

    `fault` says why there is nothing to read; the rest is then empty.
    """

    value: float = 0.0
    best: str = ""
    mass: float = 0.0
    said: str
    fault: str = ""


def read_mark(rubric: Rubric, reply: Reply) -> Mark:
    """
    The mean over a rubric's marks, each weighted by its probability, on a scale of 0 to 100.

    Raises ProbeError where the log-probabilities do not match the options.
    """
    if reply.stopped == "refused" or not reply.logprobs:
        fault = "judge declined" if reply.stopped == "refused" else "judge gave no log-probabilities"
        return Mark(said=f"{rubric.name}: {reply.text[:200]}", fault=fault)
    if len(reply.logprobs) != len(rubric.options):
        counts = f"{len(reply.logprobs)} log-probabilities to {len(rubric.options)} options"
        raise ProbeError(f"Judge, rubric {rubric.name!r}: replied with {counts}. A subject scores every option of an Ask.")
    probabilities = [0.0 if math.isnan(logprob) else math.exp(min(logprob, 0.0)) for logprob in reply.logprobs]
    total = math.fsum(probabilities)
    if total <= 0.0:
        return Mark(said=f"{rubric.name}: mass 0")
    shares = [probability / total for probability in probabilities]
    best = rubric.options[shares.index(max(shares))]
    mass = total if reply.mass is None else reply.mass
    return Mark(value=_mean(rubric, shares), best=best, mass=mass, said=_said(rubric, shares, mass=mass))


def _mean(rubric: Rubric, shares: Sequence[float]) -> float:
    """The weighted mean as a percentage of the way from low to high; 0 for a rubric of kinds, which has none."""
    if rubric.kinds:
        return 0.0
    steps = range(rubric.high - rubric.low + 1)
    return 100.0 * math.fsum(step * share for step, share in zip(steps, shares, strict=True)) / (rubric.high - rubric.low)


def _said(rubric: Rubric, shares: Sequence[float], *, mass: float) -> str:
    """The options that hold at least half a percent, as the judge weighed them."""
    weighed = [f"{option} {share:.3f}" for option, share in zip(rubric.options, shares, strict=True) if share >= 0.005]
    return f"{rubric.name}: mass {mass:.3f}: {', '.join(weighed)}"
