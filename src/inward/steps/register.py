"""Register a plan before data: freeze it, count what the store holds of it, and have the store note the digest."""

from collections.abc import Sequence
from pathlib import Path

import inward
from inward.errors import DesignError, StoreError
from inward.forecast import Forecast
from inward.registration import NAME, NOTED, Before, Registration, frozen_parts, read_registration
from inward.steps.judge import score_key
from inward.steps.settle import freeze
from inward.steps.site import Site
from inward.store.rundir import write_rows


def target(out: Path) -> Path:
    """The file of a registration: `out` itself where it is called .json, else registration.json in that folder."""
    return out if out.suffix == ".json" else out / NAME


def register(site: Site, path: Path, *, forecasts: Sequence[Forecast] = ()) -> Registration:
    """
    registration.json for the plan of a site, noted in the store. The same again leaves the first one as it was.

    Raises
    ------
    DesignError
        A forecast for a contrast that takes no part.
    StoreError
        Another registration stands there.
    """
    _expected(site, forecasts)
    study = frozen_parts(freeze(site))
    made = Registration(study=study, forecasts=tuple(forecasts), before=_before(site, path.parent), inward=inward.__version__)
    if path.exists():
        return _same(read_registration(path), made, path)
    site.shelf.note(NOTED, {made.digest: {"study": site.plan.lineage}})
    write_rows(path, [made.row])
    return made


def _same(there: Registration, made: Registration, path: Path) -> Registration:
    """What stands there, if it says the same; it keeps what the store held when it was made."""
    if not there.agrees(made):
        raise StoreError(
            f"Registering into {path}: another registration ({there.digest[:12]}) stands there, and the two disagree. Keep the "
            "first, or register into another --out: the store keeps note of both."
        )
    return there


def _expected(site: Site, forecasts: Sequence[Forecast]) -> None:
    """Refuse a forecast that nothing will be held against."""
    arms = {arm.name for arm in site.plan.arms}
    size = site.plan.size
    there = [c.name for c in site.plan.study.contrasts if {c.treated, c.control} <= arms and (not c.sizes or size in c.sizes)]
    for one in forecasts:
        if one.contrast not in there:
            raise DesignError(
                f"Forecast of {one.who}: no contrast {one.contrast!r} takes part in this run; there are {', '.join(there)}."
            )


def _before(site: Site, folder: Path) -> Before:
    """What is there of a plan: its adapters, its answers, its scores, and whether anybody saw results."""
    plan, shelf = site.plan, site.shelf
    adapters = {c.digest for c in plan.checkpoints if c.corpus}
    answers = {
        f"{plan.thread(use, checkpoint, item)}/{k}": (plan.scorers.get(use.scorer, ""), item)
        for checkpoint in plan.checkpoints
        for use in plan.study.probes
        for item in plan.asked(use, checkpoint)
        for k in range(plan.count(use))
    }
    scores = {score_key(key, mark, item) for key, (mark, item) in answers.items()}
    _, seen = shelf.look(plan.lineage, plan.trained_seeds, plan.samples)
    return Before(
        adapters=sum((shelf.adapter(name) / "inward.json").exists() for name in adapters),
        adapters_planned=len(adapters),
        answers=len(shelf.get(list(answers))),
        scores=len(shelf.get(list(scores))),
        planned=len(answers),
        seen=seen is not None,
        effects=(folder / "effects.jsonl").exists(),
    )
