"""
What each arm came to, by itself: every rate pooled over answers and as the mean over questions.

Method. Pooled counts every scored answer alike; the mean over questions counts every question of every seed alike, as the
effects do. They differ where questions have unequal numbers of scored answers. Bounds are the pooled rate with every Missing
lowest and highest; only answers that came are counted.
Assumption. None: these describe, and carry no interval.
"""

from collections.abc import Mapping

from inward.schema.design import Study
from inward.schema.outcome import Rate
from inward.stats.rounding import six_or_none
from inward.stats.tables import ABSENT, Key, Table


def rates(study: Study, found: Mapping[Key, Table]) -> tuple[Rate, ...]:
    """One Rate per arm, probe and measure, in the study's order, of tables in which nothing was planned."""
    places = [(arm.name, use.name, measure.name) for arm in study.arms for use in study.probes for measure in use.measures]
    return tuple(_rate(use, found[arm, use, name]) for arm, use, name in places if (arm, use, name) in found)


def _rate(probe: str, table: Table) -> Rate:
    cells, bounds = table.cells, table.measure.bounds
    never = table.missing.get(ABSENT, 0)
    answers, lost = table.transcripts - never, table.lost - never
    scored, total = float(cells.scored.sum()), float(cells.total.sum())
    some = cells.scored > 0
    by_question = float((cells.total[some] / cells.scored[some]).mean()) if scored else None
    low, high = None, None
    if bounds and not table.measure.descriptive:
        low, high = ((total + lost * end) / answers for end in bounds)
    return Rate(
        arm=table.arm,
        probe=probe,
        measure=table.measure.name,
        pooled=six_or_none(total / scored if scored else None),
        by_question=six_or_none(by_question),
        bound_low=six_or_none(low),
        bound_high=six_or_none(high),
        answers=answers,
        scored=int(scored),
        missing={reason: n for reason, n in table.missing.items() if reason != ABSENT},
        seeds=len(table.seeds),
        questions=len(table.items),
    )
