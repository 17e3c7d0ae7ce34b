"""A second judge reads every judged answer again: how much of the result is the judge's, never a result of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from inward import work
from inward.errors import DesignError
from inward.judging import Hosted
from inward.order import Order
from inward.posed import JUDGED
from inward.posing import judge_of
from inward.schema.outcome import Missing, Reading, Score
from inward.schema.rubric import Marking
from inward.stats.agreement import Pair, agree
from inward.stats.estimate import estimate
from inward.steps.judge import Bench, read_by
from inward.steps.record import account_judge, effect_row, judged_by, score_row
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import digest, plain
from inward.store.rundir import write_rows
from inward.work import Place
from inward.worlds.english.world import English
from inward.worlds.own import Own

SENSITIVITY = "read by a second judge, to see what depends on the judge"


def second(
    site: Site, order: Order, folder: Path, *, held: Sequence[Held], readings: Sequence[Reading], look: int, looks: int
) -> None:
    """
    Second scores, the effects that they would give, at the level of the first's, and how the two judges agree; nothing where
    there is no second judge.
    """
    if not (order.second_judge or order.second_judge_model):
        return
    name, seat = _seat(site, order)
    scorer = judge_of(_marking(site), judge=name, at=seat if isinstance(seat, Hosted) else None)
    mine = [one for one in held if one.use.scorer == JUDGED]
    bench = Bench(scorers={JUDGED: scorer}, marks={JUDGED: digest(plain(scorer))}, seat=seat)
    scores = read_by(site, mine, bench)
    told = judged_by(scorer)
    rows = (score_row(one, *found, judge=told) for one, found in zip(mine, scores, strict=True))
    write_rows(folder / "second-scores.jsonl", rows)
    read = [(one.use.scorer == JUDGED, reading) for one, reading in zip(held, readings, strict=True)]
    first = [reading for judged, reading in read if judged]
    again = [replace(reading, value=found) for reading, (found, _) in zip(first, scores, strict=True)]
    others = [reading for judged, reading in read if not judged]
    plan = site.plan
    effects = estimate(plan.study, [*others, *again], world=plan.world.name, size=plan.size, look=look, looks=looks)
    mine_alone = [effect_row(effect) for effect in effects if site.plan.study.use(effect.probe).scorer == JUDGED]
    write_rows(folder / "second-effects.jsonl", map(_unclaimed, mine_alone))
    write_rows(folder / "second-judge.json", [{**told, **_agreement(site, first, again)}])
    account_judge(site, folder)


def _seat(site: Site, order: Order) -> tuple[str, Place | Hosted]:
    """The second judge's name, and where it sits."""
    if order.second_judge:
        place = replace(site.place, reference=order.second_judge)
        return site.crew.one(work.identity, order.second_judge)[1], place
    assert order.hosted
    found = replace(order.hosted, model=order.second_judge_model)
    return found.name, found


def _marking(site: Site) -> Marking:
    world = site.plan.world.under if isinstance(site.plan.world, Own) else site.plan.world
    if not isinstance(world, English):
        raise DesignError(f"Judging again: the world {world.name} has no judge. Drop --second-judge.")
    return world.marking()


def _unclaimed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the second judge's: never primary, and no claim."""
    withheld = {**row["withheld"], "verdict": SENSITIVITY}
    return {**row, "primary": False, "p_adjusted": None, "verdict": "exploratory", "withheld": withheld}


def _agreement(site: Site, first: Sequence[Reading], again: Sequence[Reading]) -> dict[str, Any]:
    """How often two judges call the same answers by the trait's name, over what both could read."""
    trait = site.plan.trait
    name = trait.name if trait else ""
    both = [
        Pair(cluster=one.cluster, judged=other.value.label == name, labelled=one.value.label == name)
        for one, other in zip(first, again, strict=True)
        if isinstance(one.value, Score) and isinstance(other.value, Score)
    ]
    missing = sum(isinstance(one.value, Missing) for one in again)
    return {"trait": name, "answers": len(again), "missing": missing, "agreement": asdict(agree(both)) if both else None}
