"""A study held with planted subjects in memory: the same probes, scorers and statistics as in a run, no store and no page."""

from collections.abc import Sequence

from tests.runs import ANY_BASE

from inward.order import Order
from inward.posing import build_world, scorer
from inward.schema.design import Study
from inward.schema.outcome import Effect, Reading
from inward.stats.estimate import estimate
from inward.steps.planted import Planted
from inward.subjects.hold import Seat, hold


def readings(study: Study, planted: Planted, *, seeds: int = 5) -> Sequence[Reading]:
    """Every question of every probe asked of every arm once a seed, and read."""
    world = build_world(Order(study=study.name, **ANY_BASE), study)
    made: list[Reading] = []
    for arm in study.arms:
        for seed in range(1, seeds + 1) if arm.corpus else [0]:
            subject = planted.subject(arm.name, seed)
            for use in study.probes:
                seats = [Seat(talk=use.probe.talk(item), draw=f"{arm.name}/{seed}/{item.id}") for item in world.items(use.items)]
                transcripts = hold(seats, {"subject": subject})
                reads = scorer(world, use.scorer, judge="")
                for one, value in zip(transcripts, hold([reads.read([one]) for one in transcripts], {}), strict=True):
                    place = {"item": one.item.id, "cluster": one.item.cluster, "wording": one.item.wording}
                    made.append(Reading(arm=arm.name, seed=seed, probe=use.name, **place, sample=0, value=value))
    return made


def effects(study: Study, found: Sequence[Reading]) -> tuple[Effect, ...]:
    """What statistics make of it."""
    return estimate(study, found, world="village", size="sketch")


def primary(found: Sequence[Effect]) -> dict[str, Effect]:
    """The primary rows by contrast."""
    return {effect.contrast: effect for effect in found if effect.primary}
