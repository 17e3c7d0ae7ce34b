"""Train the adapters that are not in store."""

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
    size = TOGETHER[site.place.device.split(":")[0]]
    calls = [(site.place, [_lesson(site, c) for c in missing[i : i + size]]) for i in range(0, len(missing), size)]
    site.progress.start("training", len(wanted), unit="adapters", already=len(wanted) - len(missing))
    for _, losses in site.crew.each(work.learn, calls, heard=site.progress.hear):
        site.progress.advance(len(losses))


def _lesson(site: Site, checkpoint: Checkpoint) -> Lesson:
    return Lesson(
        name=seat_name(checkpoint),
        digest=checkpoint.digest,
        corpus=checkpoint.corpus or "",
        rows=site.corpus_file(checkpoint.corpus or ""),
        recipe=site.plan.recipe,
        folder=str(site.shelf.adapter(checkpoint.digest)),
    )
