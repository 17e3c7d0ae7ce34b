"""Write down what was asked, said, scored and found."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import takewhile
from math import isfinite
from pathlib import Path
from typing import Any

from inward.judging import Hosted
from inward.schema.outcome import Effect, Missing, Reading, Related, Score
from inward.schema.sockets import AbstractScorer
from inward.scoring.judge import Judge
from inward.scoring.sampled import SampledJudge
from inward.stats.estimate import Frame, estimate
from inward.stats.near_far import by_distance
from inward.stats.relation import relations
from inward.stats.trend import trends
from inward.stats.variants import by_variant
from inward.steps.distance import EFFECTS, placed
from inward.steps.hosted import accounted
from inward.steps.judge import dry
from inward.steps.ladder import NAME as DOSE
from inward.steps.ladder import ladders
from inward.steps.reproduce import locked
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.steps.variants import EFFECTS as VARIANTS
from inward.steps.variants import forms
from inward.store.digest import digest, plain
from inward.store.rundir import write_rows, write_text

LIBRARIES = ("torch", "transformers", "tokenizers", "numpy", "scipy")


def record(site: Site, folder: Path, *, held: Sequence[Held], scores: Sequence[tuple[Score | Missing, str]]) -> list[Reading]:
    """Step 6, on paper: training curves, transcripts, scores; the readings that statistics see."""
    judges = {name: judge for name in site.scorers if (judge := judged_by(site.scorers[name]))}
    write_rows(folder / "training.jsonl", _training(site))
    write_rows(folder / "transcripts.jsonl", map(transcript_row, held))
    rows = (score_row(one, *found, judge=judges.get(one.use.scorer, {})) for one, found in zip(held, scores, strict=True))
    write_rows(folder / "scores.jsonl", rows)
    write_rows(folder / "environment.json", [_environment(site)])
    account_judge(site, folder)
    write_text(folder / "lock.txt", "\n".join(locked()) + "\n")
    return [reading(one, found) for one, (found, _) in zip(held, scores, strict=True)]


def account_judge(site: Site, folder: Path) -> None:
    """judging.json: what the judge of a study was and what judging took until now; nothing where none sits behind an endpoint."""
    if isinstance(site.judge, Hosted):
        write_rows(folder / "judging.json", [accounted(site, site.judge)])


def conclude(site: Site, folder: Path, *, look: int, looks: int, readings: Sequence[Reading]) -> tuple[Effect, ...]:
    """Step 7: the effects, and the look at this study's data that they are."""
    plan = site.plan
    effects = estimate(plan.study, readings, world=plan.world.name, size=plan.size, look=look, looks=looks)
    frame = Frame(world=plan.world.name, size=plan.size, look=look, looks=looks)
    if site.distances:
        halves = by_distance(plan.study, readings, placed=placed(site.distances), frame=frame)
        write_rows(folder / EFFECTS, (one.row for one in halves))
    if varied := forms(site.distances):
        shown = by_variant(plan.study, readings, forms=varied, frame=frame)
        write_rows(folder / VARIANTS, (one.row for one in shown))
    if doses := ladders(plan):
        write_rows(folder / DOSE, (one.row for one in trends(plan.study, readings, ladders=doses, frame=frame)))
    write_rows(folder / "effects.jsonl", (effect_row(effect) for effect in effects))
    if related := relations(plan.study, readings):
        write_rows(folder / "relations.jsonl", (_plain(one) for one in related))
    site.shelf.looked(plan.lineage, plan.trained_seeds, plan.samples, looks=looks)
    return effects


def _plain(one: Related) -> dict[str, Any]:
    return {key: value for key, value in plain(one).items() if key != "is"}


def effect_row(effect: Effect) -> dict[str, Any]:
    """An effect as a line of effects.jsonl."""
    row = {key: value for key, value in plain(effect).items() if key != "is"}
    return {**row, "gates": [{key: value for key, value in gate.items() if key != "is"} for gate in row["gates"]]}


def _training(site: Site) -> list[dict[str, Any]]:
    """Loss curves; the curve of a run that diverged ends where it did."""
    rows = []
    for checkpoint in site.plan.checkpoints:
        if checkpoint.trained and not site.planted:
            kept = json.loads((site.shelf.adapter(checkpoint.digest) / "inward.json").read_text(encoding="utf-8"))
            loss = list(takewhile(isfinite, kept["loss"]))
            placed = {"arm": checkpoint.arm, "seed": checkpoint.seed, "adapter": checkpoint.digest}
            rows.append({**placed, "loss": loss, "loss_on": checkpoint.loss})
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


def score_row(one: Held, found: Score | Missing, mark: str, *, judge: Mapping[str, str]) -> dict[str, Any]:
    """A score as a line of scores.jsonl; `judge` is who read it, where anybody did."""
    empty: Mapping[str, Any] = {"label": None, "values": {}, "missing": None, "reason": "", "raw": []}
    return {**_placed(one), "scorer": mark, **judge, **empty, **dry(found)}


def judged_by(scorer: AbstractScorer) -> dict[str, str]:
    """Which judge a scorer asks, the digest of what it tells it, and how its replies are read; nothing where it asks none."""
    asked = scorer.judge if isinstance(scorer, SampledJudge) else scorer
    if not isinstance(asked, Judge):
        return {}
    how = f"mean of {scorer.samples} samples" if isinstance(scorer, SampledJudge) else "log-probabilities"
    return {"judge": asked.model, "rubrics": digest(plain(asked.rubrics)), "read_by": how}


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
