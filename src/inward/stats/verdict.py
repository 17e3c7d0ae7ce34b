"""
What may be said of an effect: the rules, in the order in which they are asked.

An interval needs 4 seeds in every trained arm, a claim 5. "The interval holds 0" is met by any wide interval, so a null
result must lie inside the margin that the contrast declared. Looking again after more seeds is optional stopping unless the
number of looks was declared; the alpha is then shared among them, in the intervals' level and in what p is compared with.
"""

from dataclasses import dataclass, replace
from typing import final

from inward.schema.outcome import Effect, Verdict

ALPHA = 0.05
SEEDS_FOR_INTERVAL = 4
SEEDS_FOR_CLAIM = 5
MOST_MISSING = 0.5


@final
@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What a verdict rests on beside the effect.

    `margin` is None for a measure that it was not stated for; `seeds` are those of the smaller trained arm; `lost` is the
    share Missing in the worse arm; a `check` compares an arm with itself.
    """

    margin: float | None
    check: bool
    seeds: int
    lost: float
    look: int
    looks: int


def judged(effect: Effect, facts: Facts) -> Effect:
    """The effect with its verdict, and the reason why it is not readable or only exploratory."""
    if reason := _unreadable(effect, facts):
        return _with(effect, "not-readable", reason)
    if reason := _unclaimable(effect, facts):
        return _with(effect, "exploratory", reason)
    return _with(effect, _claim(effect, facts), "")


def _unreadable(effect: Effect, facts: Facts) -> str:
    """Why nothing at all may be said; empty where something may."""
    if effect.estimate is None:
        return effect.withheld["estimate"]
    if facts.lost > MOST_MISSING:
        return f"{facts.lost:.0%} of an arm's transcripts are Missing; no more than half may be"
    failed = [f"gate {gate.gate!r} failed for {gate.arm!r}: {gate.reason}" for gate in effect.gates if not gate.passed]
    return "; ".join(failed)


def _unclaimable(effect: Effect, facts: Facts) -> str:
    """Why no claim may be made; empty where one may."""
    if "low" in effect.withheld:
        return effect.withheld["low"]
    if facts.seeds < SEEDS_FOR_CLAIM:
        return f"{facts.seeds} seeds in a trained arm: no claim below {SEEDS_FOR_CLAIM}"
    if facts.look > facts.looks:
        return f"look {facts.look} where {facts.looks} {'was' if facts.looks == 1 else 'were'} declared"
    return "" if effect.primary or facts.check else "not the primary outcome"


def _claim(effect: Effect, facts: Facts) -> Verdict:
    """Inside the margin, or different from 0, or neither; and so too with all that is Missing at its worst and at its best."""
    assert effect.low is not None
    assert effect.high is not None
    ends = [effect.low, effect.high, *(bound for bound in (effect.bound_low, effect.bound_high) if bound is not None)]
    if facts.margin is not None and all(-facts.margin < end < facts.margin for end in ends):
        return "null-within-margin"
    p = effect.p_adjusted if effect.primary else effect.p
    one_side = all(end > 0 for end in ends[2:]) or all(end < 0 for end in ends[2:])
    return "supported" if p is not None and p < 1 - effect.level and one_side else "inconclusive"


def _with(effect: Effect, verdict: Verdict, reason: str) -> Effect:
    """The effect with a verdict, the reason among what is withheld."""
    return replace(effect, verdict=verdict, withheld={**effect.withheld, "verdict": reason} if reason else effect.withheld)
