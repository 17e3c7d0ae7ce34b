"""Write down what was asked, said, scored and found."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import takewhile
from math import isfinite
from pathlib import Path
from typing import Any

from inward.schema.outcome import Effect, Missing, Reading, Related, Score
from inward.stats.estimate import estimate
from inward.stats.relation import relations
from inward.steps.judge import dry
from inward.steps.reproduce import locked
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import plain
from inward.store.rundir import write_rows, write_text

LIBRARIES = ("torch", "transformers", "tokenizers", "numpy", "scipy")


def record(site: Site, folder: Path, *, held: Sequence[Held], scores: Sequence[tuple[Score | Missing, str]]) -> list[Reading]:
    """Step 6, on paper: training curves, transcripts, scores; the readings that statistics see."""
    write_rows(folder / "training.jsonl", _training(site))
    write_rows(folder / "transcripts.jsonl", map(_transcript, held))
    write_rows(folder / "scores.jsonl", (_score(one, *found) for one, found in zip(held, scores, strict=True)))
    write_rows(folder / "environment.json", [_environment(site)])
    write_text(folder / "lock.txt", "\n".join(locked()) + "\n")
    return [_reading(one, found) for one, (found, _) in zip(held, scores, strict=True)]


def conclude(site: Site, folder: Path, *, look: int, looks: int, readings: Sequence[Reading]) -> tuple[Effect, ...]:
    """Step 7: the effects, and the look at this study's data that they are."""
    plan = site.plan
    effects = estimate(plan.study, readings, world=plan.world.name, size=plan.size, look=look, looks=looks)
    write_rows(folder / "effects.jsonl", (_effect(effect) for effect in effects))
    if related := relations(plan.study, readings):
        write_rows(folder / "relations.jsonl", (_plain(one) for one in related))
    site.shelf.looked(plan.lineage, plan.trained_seeds, plan.samples, looks=looks)
    return effects


def _plain(one: Related) -> dict[str, Any]:
    return {key: value for key, value in plain(one).items() if key != "is"}


def _effect(effect: Effect) -> dict[str, Any]:
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


def _transcript(one: Held) -> dict[str, Any]:
    said = {"parts": dict(one.transcript.parts), "stopped": one.transcript.stopped}
    return {**_placed(one), "text": one.transcript.item.text, "adapter": one.checkpoint.digest, **said}


def _score(one: Held, found: Score | Missing, mark: str) -> dict[str, Any]:
    empty: Mapping[str, Any] = {"label": None, "values": {}, "missing": None, "reason": "", "raw": []}
    return {**_placed(one), "scorer": mark, **empty, **dry(found)}


def _reading(one: Held, found: Score | Missing) -> Reading:
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
