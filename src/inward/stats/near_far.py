"""
Effects on the questions near to what was trained on, on those far from it, and how the two differ.

Method. Each half is estimated as every other row is (`estimate.py`), on its own questions. Far less near is reckoned seed by
seed, for both halves are answered by the same seeds: the spread is that of each seed's own difference, with the questions held.
Assumption. Nothing is said of why: near and far questions differ in more than distance. All of it is exploratory, never
primary, and outside Holm's adjustment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias, final

import numpy as np

from inward.schema.design import Contrast, Study
from inward.schema.outcome import Effect, Reading
from inward.stats.axes import Array
from inward.stats.estimate import NOT_PRIMARY, Draft, Frame, draft
from inward.stats.gates import gates
from inward.stats.interval import Side, crossed
from inward.stats.pairs import pair
from inward.stats.rounding import six
from inward.stats.rows import Row, rows
from inward.stats.tables import Key, Table, tables
from inward.stats.verdict import SEEDS_FOR_INTERVAL, judged

Half: TypeAlias = Literal["near", "far", "far-near"]
HALVES = "Difference of halves within seeds."
FIELDS = (
    "contrast",
    "probe",
    "measure",
    "population",
    "treated_value",
    "control_value",
    "estimate",
    "low",
    "high",
    "level",
    "p",
    "seeds",
    "items",
    "method",
    "verdict",
    "withheld",
)
"""What a row of a half keeps of an effect."""


@final
@dataclass(frozen=True, kw_only=True)
class Placed:
    """How far each question of a probe lies from a corpus, and where near ends."""

    distance: Mapping[str, float]
    cut: float

    def half(self, item: str) -> Half:
        """Near up to the cut itself."""
        return "near" if self.distance[item] <= self.cut else "far"


@final
@dataclass(frozen=True, kw_only=True)
class HalfEffect:
    """An effect on the questions of one half, or the difference between the halves."""

    half: Half
    corpus: str
    cut: float
    effect: Effect

    @property
    def row(self) -> dict[str, Any]:
        """The line of effects_by_distance.jsonl."""
        told = asdict(self.effect)
        return {"half": self.half, "corpus": self.corpus, "cut": self.cut, **{name: told[name] for name in FIELDS}}


def by_distance(
    study: Study,
    readings: Sequence[Reading],
    *,
    placed: Mapping[tuple[str, str], Placed],
    frame: Frame,
) -> tuple[HalfEffect, ...]:
    """
    Three rows for every contrast that is not secondary, probe and measure that is no description, in the probe's own population.

    The corpus is the treated arm's, or the control's where the treated has none; a contrast without either has no rows, and
    neither has a probe that is not `placed` beside it. `placed` is by (corpus, probe).
    """
    whole = tables(study, readings)
    held = {arm.name: gates(study, whole, arm=arm.name) for arm in study.arms}
    found: list[HalfEffect] = []
    halves: dict[str, dict[Half, dict[Key, Table]]] = {}
    for row in rows(study, arms={arm for arm, _, _ in whole}, size=frame.size):
        corpus = corpus_of(study, row.contrast)
        place = placed.get((corpus, row.use.name))
        if row.contrast.secondary or row.measure.descriptive or row.population != row.use.population or place is None:
            continue
        if corpus not in halves:
            beside = _beside(study, corpus)
            mine = [one for one in readings if one.arm in beside]
            halves[corpus] = {half: tables(study, _of(mine, placed, corpus, half)) for half in ("near", "far")}
        exploratory = replace(row, primary=False)
        both = held[row.contrast.treated] + held[row.contrast.control]
        sides = {half: sides_of(exploratory, made) for half, made in halves[corpus].items()}
        drafts: dict[Half, Draft] = {half: draft(exploratory, side, frame=frame, gates=both) for half, side in sides.items()}
        drafts["far-near"] = _fade(exploratory, sides, like=drafts["far"])
        found += [HalfEffect(half=half, corpus=corpus, cut=place.cut, effect=said(one)) for half, one in drafts.items()]
    return tuple(found)


def corpus_of(study: Study, contrast: Contrast) -> str:
    """The corpus that the questions of a contrast are held against; empty where neither arm has one."""
    return study.arm(contrast.treated).corpus or study.arm(contrast.control).corpus or ""


def _beside(study: Study, corpus: str) -> set[str]:
    """The arms of the contrasts whose questions are held against a corpus: no other's answers are counted beside it."""
    asked = [one for one in study.contrasts if not one.secondary and corpus_of(study, one) == corpus]
    return {side for one in asked for side in (one.treated, one.control)}


def _of(readings: Sequence[Reading], placed: Mapping[tuple[str, str], Placed], corpus: str, half: Half) -> Iterator[Reading]:
    """The readings of one half's questions."""
    for one in readings:
        place = placed.get((corpus, one.probe))
        if place is not None and place.half(one.item) == half:
            yield one


def sides_of(row: Row, made: Mapping[Key, Table]) -> list[Table | None]:
    """The tables of both arms of a row, treated first; None where an arm was not read."""
    return [made.get((arm, row.use.name, row.measure.name)) for arm in (row.contrast.treated, row.contrast.control)]


def said(drawn: Draft) -> Effect:
    """The effect with its verdict, which is never a claim."""
    effect = replace(drawn.effect, withheld={**drawn.effect.withheld, "p_adjusted": NOT_PRIMARY})
    return judged(effect, replace(drawn.facts, check=False))


def _fade(row: Row, sides: Mapping[Half, Sequence[Table | None]], *, like: Draft) -> Draft:
    """Far less near, seed by seed; the verdict rests on what that of the far half does."""
    asked = {item for side in sides.values() for table in side if table is not None for item in table.items}
    base = replace(like.effect, population="these-questions", items=len(asked), method=HALVES)
    arms = _differences(sides["near"], sides["far"])
    if arms is None:
        why = "a half has no question that every seed has a score on"
        return replace(like, effect=without(base, ("treated_value", "control_value", "estimate", "low", "high", "p"), why))
    treated, control = arms
    known = [six(float(one)) for one in (treated.mean(), control.mean(), treated.mean() - control.mean())]
    base = replace(base, treated_value=known[0], control_value=known[1], estimate=known[2], withheld={})
    return replace(like, effect=_with_interval(base, (treated, control), fixed=row.fixed))


def _with_interval(effect: Effect, arms: tuple[Array, Array], *, fixed: tuple[bool, bool]) -> Effect:
    """The effect with edges and p, or the reason why it has none."""
    edges = ("low", "high", "p")
    if any(fixed):
        return without(effect, edges, "an arm is one checkpoint, whose halves have no spread over seeds")
    if min(map(len, arms)) < SEEDS_FOR_INTERVAL:
        return without(effect, edges, f"{min(map(len, arms))} seeds in a trained arm: no interval below {SEEDS_FOR_INTERVAL}")
    sides = [Side(cells=one[:, None]) for one in arms]
    interval = crossed(sides[0], sides[1], population="these-questions", share=False)
    if float(interval.variance) <= 0:
        return without(effect, edges, "nothing varies, so no spread can be estimated")
    low, high = (six(float(edge)) for edge in (interval.low(effect.level), interval.high(effect.level)))
    method = f"{HALVES[:-1]} of {len(arms[0])} and {len(arms[1])} seeds; Cochran-Cox weighted t."
    return replace(effect, low=low, high=high, p=six(float(interval.p())), method=method)


def _differences(near: Sequence[Table | None], far: Sequence[Table | None]) -> tuple[Array, Array] | None:
    """Far less near of every seed, (seed) for either arm; None where a half has no question that all seeds of both answered."""
    (close, other), (away, further) = near, far
    if close is None or other is None or away is None or further is None:
        return None
    ends = pair(close, other), pair(away, further)
    arms = [(ends[0].treated, ends[1].treated), (ends[0].control, ends[1].control)]
    if not all(table.items for arm in arms for table in arm):
        return None
    treated, control = (_by_seed(*arm) for arm in arms)
    return (treated, control) if len(treated) and len(control) else None


def _by_seed(near: Table, far: Table) -> Array:
    """Far less near of each seed that has both (seed)."""
    means = [dict(zip(one.seeds, one.means().mean(-1), strict=True)) for one in (near, far)]
    return np.array([means[1][seed] - means[0][seed] for seed in sorted({*means[0]} & {*means[1]})])


def without(effect: Effect, fields: Sequence[str], why: str) -> Effect:
    """These values withheld."""
    return replace(effect, **dict.fromkeys(fields), withheld={**effect.withheld, **dict.fromkeys(fields, why)})  # type: ignore[arg-type]
