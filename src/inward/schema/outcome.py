"""Score, Missing, Effect, Verdict: what was measured and what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, final

Population: TypeAlias = Literal["these-questions", "new-questions"]
Verdict: TypeAlias = Literal["supported", "null-within-margin", "inconclusive", "not-readable", "exploratory"]


@final
@dataclass(frozen=True, kw_only=True)
class Missing:
    """We failed to measure, and why. A refusal or an incoherent answer is not Missing: it is an outcome."""

    reason: str
    raw: tuple[str, ...] = ()


@final
@dataclass(frozen=True, kw_only=True)
class Score:
    """
    What one transcript (or pair) was read as.

    `values` holds one number per measure (0 or 1 for a share); a measure that does not apply to this transcript is
    absent from it. `label` is the verdict in a word, `reason` why, `raw` what a judge returned, word for word.
    """

    label: str
    values: Mapping[str, float]
    reason: str = ""
    raw: tuple[str, ...] = ()


@final
@dataclass(frozen=True, kw_only=True)
class Reading:
    """
    One scored transcript in its place in the design: the row that statistics see.

    `value` is the Score, or the Missing that stands where a Score should be.
    """

    arm: str
    seed: int
    probe: str
    item: str
    cluster: str
    wording: str
    sample: int
    value: Score | Missing


@final
@dataclass(frozen=True, kw_only=True)
class GateResult:
    """Whether what must hold for a claim about `arm` to be readable does hold."""

    gate: str
    arm: str
    value: float | None
    threshold: float
    passed: bool
    reason: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Effect:
    """
    Treated minus control, with the training seed as the unit of inference: one row of `effects.jsonl`.

    A value that may not be stated is None, and `withheld` says why, field by field. `missing` counts, per side
    ("treated", "control"), the transcripts without a score by reason; `bound_low` and `bound_high` are the estimate
    with all of them worst and best.
    """

    contrast: str
    probe: str
    measure: str
    population: Population
    primary: bool
    treated: str
    control: str
    treated_value: float | None
    control_value: float | None
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    p: float | None
    p_adjusted: float | None
    seeds: Mapping[str, int]
    items: int
    samples: int
    missing: Mapping[str, Mapping[str, int]]
    bound_low: float | None
    bound_high: float | None
    gates: tuple[GateResult, ...]
    method: str
    verdict: Verdict
    world: str
    size: str
    withheld: Mapping[str, str] = field(default_factory=dict)


@final
@dataclass(frozen=True, kw_only=True)
class Rate:
    """
    What one arm came to on one measure, by itself: one row of `rates.jsonl`, with no interval.

    `pooled` counts every scored answer alike, `by_question` every question of every seed; `bound_low` and `bound_high` are
    the pooled rate with every Missing lowest and highest, None where the measure is descriptive or has no bounds.
    """

    arm: str
    probe: str
    measure: str
    pooled: float | None
    by_question: float | None
    bound_low: float | None
    bound_high: float | None
    answers: int
    scored: int
    missing: Mapping[str, int]
    seeds: int
    questions: int


@final
@dataclass(frozen=True, kw_only=True)
class Related:
    """
    How two measures, each (probe, measure), go together from seed to seed within arms: one row of `relations.jsonl`.

    `seeds` counts those of all `arms`. Where there is no correlation or no interval, `withheld` says why.
    """

    of: tuple[str, str]
    on: tuple[str, str]
    arms: tuple[str, ...]
    seeds: int
    correlation: float | None
    low: float | None
    high: float | None
    level: float
    withheld: str
    method: str
