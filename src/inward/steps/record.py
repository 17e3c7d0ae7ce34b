"""Write down what was asked, said, scored and found."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import takewhile
from math import isfinite
from pathlib import Path
from typing import Any

from inward.schema.outcome import Effect, Missing, Reading, Score
from inward.stats.estimate import Frame, estimate
from inward.stats.near_far import by_distance
from inward.stats.trend import trends
from inward.steps.distance import EFFECTS, placed
from inward.steps.judge import dry
from inward.steps.ladder import NAME as DOSE
from inward.steps.ladder import ladders
from inward.steps.reproduce import locked
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import plain
from inward.store.rundir import write_rows, write_text

LIBRARIES = ("torch", "transformers", "tokenizers", "numpy", "scipy")


def record(site: Site, folder: Path, *, held: Sequence[Held], scores: Sequence[tuple[Score | Missing, str]]) -> list[Reading]:
    """Step 6, on paper: training curves, transcripts, scores; the readings that statistics see."""
    write_rows(folder / "training.jsonl", _training(site))
    write_rows(folder / "transcripts.jsonl", map(transcript_row, held))
    write_rows(folder / "scores.jsonl", (score_row(one, *found) for one, found in zip(held, scores, strict=True)))
    write_rows(folder / "environment.json", [_environment(site)])
    write_text(folder / "lock.txt", "\n".join(locked()) + "\n")
    return [reading(one, found) for one, (found, _) in zip(held, scores, strict=True)]


def conclude(site: Site, folder: Path, *, look: int, looks: int, readings: Sequence[Reading]) -> tuple[Effect, ...]:
    """Step 7: the effects, and the look at this study's data that they are."""
    plan = site.plan
    effects = estimate(plan.study, readings, world=plan.world.name, size=plan.size, look=look, looks=looks)
    frame = Frame(world=plan.world.name, size=plan.size, look=look, looks=looks)
    if site.distances:
        halves = by_distance(plan.study, readings, placed=placed(site.distances), frame=frame)
        write_rows(folder / EFFECTS, (one.row for one in halves))
    if doses := ladders(plan):
        write_rows(folder / DOSE, (one.row for one in trends(plan.study, readings, ladders=doses, frame=frame)))
    write_rows(folder / "effects.jsonl", (effect_row(effect) for effect in effects))
    site.shelf.looked(plan.lineage, plan.trained_seeds, plan.samples, looks=looks)
    return effects


def effect_row(effect: Effect) -> dict[str, Any]:
    row = {key: value for key, value in plain(effect).items() if key != "is"}
    return {**row, "gates": [{key: value for key, value in gate.items() if key != "is"} for gate in row["gates"]]}


def _training(site: Site) -> list[dict[str, Any]]:
    """Loss curves; the curve of a run that diverged ends where it did."""
    rows = []
    for checkpoint in site.plan.checkpoints:
        if checkpoint.trained and not site.planted:
            kept = json.loads((site.shelf.adapter(checkpoint.digest) / "inward.json").read_text(encoding="utf-8"))
            loss = list(takewhile(isfinite, kept["loss"]))
            rows.append({"arm": checkpoint.arm, "seed": checkpoint.seed, "adapter": checkpoint.digest, "loss": loss})
    return rows


def _placed(one: Held) -> dict[str, Any]:
    item = one.transcript.item
    return {
        "id": one.id,
        "arm": one.checkpoint.arm,
        "seed": one.checkpoint.seed,
        "probe": one.use.name,
        "item": item.id,
        "cluster": item.cluster,
        "wording": item.wording,
        "k": one.sample,
    }


def transcript_row(one: Held) -> dict[str, Any]:
    said = {"parts": dict(one.transcript.parts), "stopped": one.transcript.stopped}
    return {**_placed(one), "text": one.transcript.item.text, "adapter": one.checkpoint.digest, **said}


def score_row(one: Held, found: Score | Missing, mark: str) -> dict[str, Any]:
    empty: Mapping[str, Any] = {"label": None, "values": {}, "missing": None, "reason": "", "raw": []}
    return {**_placed(one), "scorer": mark, **empty, **dry(found)}


def reading(one: Held, found: Score | Missing) -> Reading:
    item = one.transcript.item
    return Reading(
        arm=one.checkpoint.arm,
        seed=one.checkpoint.seed,
        probe=one.use.name,
        item=item.id,
        cluster=item.cluster,
        wording=item.wording,
        sample=one.sample,
        value=found,
    )


def _environment(site: Site) -> dict[str, Any]:
    return {
        "inward": version("inward"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "device": site.place.device,
        "dtype": site.place.dtype,
        "threads": 1,
        "processes": site.crew.processes,
        **{name: version(name) for name in LIBRARIES},
    }
