"""The doses at which a plan makes each contrast: what dose.jsonl has a trend over."""

from collections.abc import Iterator

from inward.dose import at_each_dose, factor_of
from inward.plan import Plan
from inward.schema.design import Contrast
from inward.stats.trend import Ladder

NAME = "dose.jsonl"


def ladders(plan: Plan) -> tuple[Ladder, ...]:
    """Every contrast that is made at several doses, and its arms at each; none where no dose was asked for."""
    return tuple(_ladders(plan))


def _ladders(plan: Plan) -> Iterator[Ladder]:
    factor, there = factor_of(plan.study), {arm.name for arm in plan.arms}
    for contrast in plan.study.contrasts:
        full = _full(plan, contrast)
        steps = [(amount, one) for amount, one in at_each_dose(plan.study, contrast) if {one.treated, one.control} <= there]
        steps = [(amount, one) for amount, one in steps if amount < full]
        if factor and steps:
            yield Ladder(
                contrast=contrast,
                factor=factor,
                amounts=(*(amount for amount, _ in steps), full),
                treated=(*(one.treated for _, one in steps), contrast.treated),
                control=(*(one.control for _, one in steps), contrast.control),
            )


def _full(plan: Plan, contrast: Contrast) -> float:
    """The dose that the contrast as it is declared is made at."""
    sides = [plan.study.arm(name).corpus for name in (contrast.treated, contrast.control)]
    rows = max((len(plan.corpora[corpus].rows) for corpus in sides if corpus and corpus in plan.corpora), default=0)
    return {"steps": float(plan.recipe.steps or 0), "share": 1.0, "rows": float(rows)}[factor_of(plan.study) or "share"]
