"""Train the adapters that are not in store."""

import math
from collections.abc import Sequence

from inward import work
from inward.checkpoints import Checkpoint
from inward.steps.site import Site, seat_name
from inward.work import Lesson

TOGETHER = {"cpu": 2, "cuda": 8}
"""Adapters per task: on a CPU about a thousand tokens a pass, and small tasks that share out evenly."""


def treat(site: Site) -> None:
    """Step 4; nothing where subjects are planted. A task's adapters are published when all of them are done."""
    if site.planted:
        return
    wanted = {c.digest: c for c in site.plan.checkpoints if c.trained}
    missing = [c for c in wanted.values() if not (site.shelf.adapter(c.digest) / "inward.json").exists()]
    runs: dict[str, list[Checkpoint]] = {}
    for checkpoint in missing:
        runs.setdefault(checkpoint.run, []).append(checkpoint)
    size, lessons = TOGETHER[site.place.device.split(":")[0]], [_lesson(site, run, some) for run, some in runs.items()]
    calls = [(site.place, lessons[i : i + size]) for i in range(0, len(lessons), size)]
    site.progress.start("training", len(wanted), unit="adapters", already=len(wanted) - len(missing))
    for _, losses in site.crew.each(work.learn, calls, heard=site.progress.hear):
        site.progress.advance(len(losses))


def _lesson(site: Site, run: str, wanted: Sequence[Checkpoint]) -> Lesson:
    """One training run and the checkpoints that are wanted of it: its end, or states on the way, where it need not go on."""
    last = max(wanted, key=lambda one: one.steps or math.inf)
    return Lesson(
        name=seat_name(last),
        digest=run,
        corpus=last.corpus or "",
        rows=site.corpus_file(last.corpus or ""),
        recipe=site.plan.recipe_of(last),
        folders={one.digest: str(site.shelf.adapter(one.digest)) for one in wanted},
        stops={one.steps: one.digest for one in wanted if one.stopped and one.steps},
        loss=last.loss,
    )
