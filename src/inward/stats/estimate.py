"""
Every contrast of a study on every probe, measure and population: the rows of `effects.jsonl`.

Method. Treated minus control, as the mean over training seeds and questions, with the crossed interval of `interval.py`,
Holm's adjustment over the primary rows and an exact permutation of seeds beside it.
Assumption. The training seed is the unit: samples are nested in (seed, question), arms share questions and never seeds.
Only primary rows and A/A checks can be claims; the rest is exploratory, whatever its p.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import final

from inward.errors import StatsError
from inward.schema.design import Study
from inward.schema.outcome import Effect, GateResult, Reading
from inward.stats.doubt import Doubt, doubt, trained_seeds
from inward.stats.gates import gates
from inward.stats.holm import holm
from inward.stats.pairs import Pair, pair
from inward.stats.rounding import six, six_or_none
from inward.stats.rows import Row, rows
from inward.stats.tables import Key, Table, tables
from inward.stats.values import Bounds, Values, bounds, unread, values
from inward.stats.verdict import ALPHA, Facts, judged

UNIT = (0.0, 1.0)
NOTHING = "there is no estimate"
MOST_NAMED = 50
NOT_PRIMARY = "not a primary row"


@final
@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all rows of one estimate share."""

    world: str
    size: str
    look: int
    looks: int

    @property
    def level(self) -> float:
        """The level of intervals, with alpha shared among the declared looks."""
        return 1 - ALPHA / self.looks


@final
@dataclass(frozen=True, kw_only=True)
class Draft:
    """A row's effect before its verdict, and what the verdict rests on."""

    effect: Effect
    facts: Facts


def estimate(
    study: Study, readings: Sequence[Reading], *, world: str, size: str, look: int = 1, looks: int = 1
) -> tuple[Effect, ...]:
    """
    One Effect per contrast whose arms were read, probe, measure and population, in the study's order.

    A probe that only gates read is passed over, and so is a contrast of another size. The order of the readings does not
    matter. `look` counts the times that this run's results were looked at, `looks` is how many were declared: alpha is
    shared among them, so that `level` is then above .95.

    Raises
    ------
    StatsError
        Readings that contradict each other or the study (see `tables`), or a look below 1.
    """
    return estimate_tables(study, tables(study, readings), world=world, size=size, look=look, looks=looks)


def estimate_tables(
    study: Study, found: Mapping[Key, Table], *, world: str, size: str, look: int = 1, looks: int = 1
) -> tuple[Effect, ...]:
    """The same of readings that were counted already. Raises StatsError where a look is below 1."""
    if min(look, looks) < 1:
        raise StatsError(f"Estimate: look {look} of {looks} declared. Both count from 1.")
    frame = Frame(world=world, size=size, look=look, looks=looks)
    held = {arm.name: gates(study, found, arm=arm.name) for arm in study.arms}
    drafts = []
    for row in rows(study, arms={arm for arm, _, _ in found}, size=size):
        arms = (row.contrast.treated, row.contrast.control)
        sides = [found.get((arm, row.use.name, row.measure.name)) for arm in arms]
        drafts.append(draft(row, sides, frame=frame, gates=held[arms[0]] + held[arms[1]]))
    effects = _adjusted([one.effect for one in drafts])
    return tuple(judged(effect, one.facts) for effect, one in zip(effects, drafts, strict=True))


def draft(row: Row, sides: Sequence[Table | None], *, frame: Frame, gates: tuple[GateResult, ...]) -> Draft:
    """Everything about a row but Holm and the verdict."""
    treated, control = sides
    margin = row.contrast.margin if row.measure.bounds == UNIT else None
    facts = Facts(margin=margin, check=row.contrast.check, seeds=0, lost=1.0, look=frame.look, looks=frame.looks)
    if treated is None or control is None:
        none = Doubt(method="None.", reason=NOTHING)
        effect = _effect(row, None, frame, gates, values=unread(row, sides), doubt=none, bounds=Bounds(reason=NOTHING))
        return Draft(effect=effect, facts=facts)
    both = pair(treated, control)
    found = values(row, both)
    shown = Doubt(method="None.", reason=NOTHING) if found.reason else doubt(row, both, level=frame.level)
    lost = max(table.lost / table.transcripts for table in both.whole)
    effect = _effect(row, both, frame, gates, values=found, doubt=shown, bounds=bounds(row, both))
    return Draft(effect=effect, facts=replace(facts, seeds=trained_seeds(row, both), lost=lost))


def _effect(
    row: Row, both: Pair | None, frame: Frame, gates: tuple[GateResult, ...], *, values: Values, doubt: Doubt, bounds: Bounds
) -> Effect:
    """The row of `effects.jsonl`, with a verdict still to come."""
    return Effect(
        contrast=row.contrast.name,
        probe=row.use.name,
        measure=row.measure.name,
        population=row.population,
        primary=row.primary,
        treated=row.contrast.treated,
        control=row.contrast.control,
        treated_value=six_or_none(values.treated),
        control_value=six_or_none(values.control),
        estimate=six_or_none(values.difference),
        low=six_or_none(doubt.low),
        high=six_or_none(doubt.high),
        level=six(frame.level),
        p=six_or_none(doubt.p),
        p_adjusted=None,
        seeds={"treated": len(both.treated.seeds), "control": len(both.control.seeds)} if both else {"treated": 0, "control": 0},
        items=len((both.whole[0] if row.measure.descriptive else both.treated).items) if both else 0,
        samples=max(table.planned for table in both.whole) if both else 0,
        missing={"treated": both.whole[0].missing, "control": both.whole[1].missing} if both else {"treated": {}, "control": {}},
        bound_low=six_or_none(bounds.low),
        bound_high=six_or_none(bounds.high),
        gates=gates,
        method=doubt.method,
        verdict="exploratory",
        world=frame.world,
        size=frame.size,
        withheld=_withheld(row, both, values=values, doubt=doubt, bounds=bounds),
    )


def _withheld(row: Row, both: Pair | None, *, values: Values, doubt: Doubt, bounds: Bounds) -> Mapping[str, str]:
    """Why a field is None, and what the counts of seeds and items leave out."""
    reasons = dict.fromkeys(("treated_value", "control_value", "estimate"), values.reason)
    reasons |= dict.fromkeys(("low", "high", "p"), doubt.reason)
    reasons |= dict.fromkeys(("bound_low", "bound_high"), bounds.reason)
    pooled = row.measure.descriptive
    if both and both.silent and not pooled:
        reasons["seeds"] = f"set aside, without a single score: {', '.join(both.silent)}"
    if both and both.left_out and not pooled:
        number = f"{len(both.left_out)} of {len(both.whole[0].items)} questions"
        reasons["items"] = f"{number} left out of both arms, as some seed has no score on them: {_some(both.left_out)}"
    return {name: reason for name, reason in reasons.items() if reason}


def _some(names: Sequence[str]) -> str:
    """Names, of which no more than MOST_NAMED are written out."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _adjusted(effects: Sequence[Effect]) -> list[Effect]:
    """Holm over the primary rows; other rows carry the reason why they have no adjusted p."""
    family = [i for i, effect in enumerate(effects) if effect.primary]
    value = dict(zip(family, holm([effects[i].p for i in family]), strict=True))
    return [_with_p(effect, value.get(i)) for i, effect in enumerate(effects)]


def _with_p(effect: Effect, adjusted: float | None) -> Effect:
    """The effect with its adjusted p, or with the reason why it has none."""
    if adjusted is not None:
        return replace(effect, p_adjusted=six(adjusted))
    why = effect.withheld["p"] if effect.primary else NOT_PRIMARY
    return replace(effect, withheld={**effect.withheld, "p_adjusted": why})
