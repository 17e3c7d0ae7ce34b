"""Freeze a study and its cells before any data, or recognise those that a run folder holds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inward import work
from inward.cells import Cell, cells
from inward.errors import DesignError, StoreError
from inward.plan import Plan, frozen
from inward.steps.distance import NAME, declared
from inward.steps.site import Site
from inward.steps.variants import check_variants, told
from inward.store.digest import plain
from inward.store.rundir import check_room, read_rows, read_study, write_rows

PLANTED = "The subjects of this run are planted: they reply from a script, and nothing was trained. It tries the instrument."


def settle(site: Site, folder: Path) -> tuple[dict[str, Any], list[Cell]]:
    """`study.json` and `plan.jsonl`: what they hold once they are there."""
    check_room(folder, "study.json")
    fixed = freeze(site)
    found = _recognised(folder, fixed) if (folder / "study.json").exists() else fixed
    wanted = list(cells(site.plan, lambda keys: set(site.shelf.get(keys))))
    if (folder / "plan.jsonl").exists():
        planned = [_cell(row) for row in read_rows(folder / "plan.jsonl")]
        if _covers(planned, wanted):
            return found, planned
    site.shelf.note("adapter", {checkpoint.digest: checkpoint.ingredients for checkpoint in site.plan.checkpoints})
    site.shelf.note("thread", threads(site.plan))
    write_rows(folder / "study.json", [found])
    if site.distances:
        write_rows(folder / NAME, (one.row for one in site.distances))
    write_rows(folder / "plan.jsonl", [_row(cell) for cell in wanted])
    return found, wanted


def _covers(planned: Sequence[Cell], wanted: Sequence[Cell]) -> bool:
    """Whether a frozen plan draws all that is not in store: it does, unless the store has lost what the plan took as given."""
    return all(_drawn(now) <= _drawn(then) for now, then in zip(wanted, planned, strict=True))


def _drawn(cell: Cell) -> set[int]:
    return {k for first, end in cell.draw for k in range(first, end)}


def freeze(site: Site) -> dict[str, Any]:
    """What `study.json` will hold; the corpora are put where the workers can read them, and counted."""
    plan = site.plan
    for name, corpus in plan.corpora.items():
        path = Path(site.corpus_file(name))
        if not path.exists():
            write_rows(path, ([asdict(message) for message in row.messages] for row in corpus.rows))
    paths = {name: site.corpus_file(name) for name in plan.corpora}
    census = _uncounted(plan) if site.planted else site.crew.one(work.census, site.place, paths, plan.recipe)
    notice = PLANTED if site.planted else plan.world.notice
    look, looks = _looks(site)
    check_variants(plan)
    distance = declared(site.distances, plan.study)
    distance = {**distance, **told(site.distances)} if distance else None
    return frozen(plan, notice=notice, look=look, looks=looks, census=census, distance=distance)


def _looks(site: Site) -> tuple[int, int]:
    """Which look at these data this is, and of how many declared: what was said before the first look holds."""
    plan = site.plan
    look, declared = site.shelf.look(plan.lineage, plan.trained_seeds, plan.samples)
    if declared is not None and site.looks not in (None, declared):
        raise DesignError(
            f"Planning: --looks {site.looks}, but results of these seeds were seen when {declared} were declared. Leave --looks "
            "out to go on with that sequence, or take new seeds with --seeds."
        )
    return look, declared or site.looks or 1


def _uncounted(plan: Plan) -> dict[str, dict[str, int]]:
    """Corpora that nothing is trained on have rows, and no tokens."""
    nothing = {"cut": 0, "tokens": 0, "supervised": 0, "longest": 0}
    return {name: {"rows": len(corpus.rows), **nothing} for name, corpus in plan.corpora.items()}


def threads(plan: Plan) -> dict[str, Mapping[str, str]]:
    """What each thread of samples was made from, so that a miss can be explained."""
    made: dict[str, Mapping[str, str]] = {}
    for checkpoint in plan.checkpoints:
        for use in plan.study.probes:
            for item in plan.asked(use, checkpoint):
                made[plan.thread(use, checkpoint, item)] = plan.thread_ingredients(use, checkpoint, item)
    return made


def _recognised(folder: Path, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """What the folder's study.json holds, if it is this very study."""
    found = read_study(folder)
    if found["hash"] != fixed["hash"]:
        differing = sorted(key for key in fixed if found.get(key) != fixed[key] and key not in ("hash", "look"))
        raise StoreError(
            f"Running into {folder}: it holds another run, which differs in {', '.join(differing)}. Choose another --out; work "
            "that both share is taken from the store."
        )
    return found


def _row(cell: Cell) -> dict[str, Any]:
    return {key: value for key, value in plain(cell).items() if key != "is"}


def _cell(row: Mapping[str, Any]) -> Cell:
    spans: Sequence[Sequence[int]] = row["draw"]
    return Cell(**{**row, "draw": tuple((first, end) for first, end in spans)})
