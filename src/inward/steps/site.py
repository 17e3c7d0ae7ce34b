"""Where a run works: its plan, the store, the crew, and the places of base and judge."""

from dataclasses import dataclass
from typing import final

from inward.crew import Crew
from inward.order import Order, build_world, choose_recipe, find_study
from inward.plan import Checkpoint, Plan, make_plan
from inward.progress import Progress
from inward.steps.planted import Planted
from inward.store.digest import digest
from inward.store.shelf import Shelf
from inward.weights.blocks import arithmetic, decoding
from inward.work import Place, identity


@final
@dataclass(frozen=True, kw_only=True)
class Site:
    """A plan with everything that carries it out."""

    plan: Plan
    shelf: Shelf
    crew: Crew
    place: Place
    judge: Place | None
    progress: Progress
    planted: Planted | None = None

    def corpus_file(self, name: str) -> str:
        """The file through which the workers read a corpus."""
        return str(self.shelf.corpus(self.plan.rows[name]))


def open_site(order: Order, *, shelf: Shelf, crew: Crew, progress: Progress, planted: Planted | None = None) -> Site:
    """Steps 1 to 3: find the study, ask the world for its corpora, make the plan."""
    study = find_study(order.study)
    world = build_world(order, study)
    recipe = choose_recipe(order, world.recipe())
    name, base = (planted.name, digest("planted", planted.name)) if planted else crew.one(identity, world.base)
    judged = crew.one(identity, order.judge)[1] if order.judge else ""
    place = Place(reference=world.base, dtype=_dtype(recipe.dtype, order.device), device=order.device)
    plan = make_plan(
        study,
        world,
        base=(name, base),
        size=order.chosen_size,
        recipe=recipe,
        seeds=order.chosen_seeds,
        samples=order.samples,
        decoding=decoding(dtype=place.dtype, device=place.device, threads=1),
        arithmetic=arithmetic(dtype=place.dtype, device=place.device),
        judge=judged,
    )
    seat = Place(reference=order.judge, dtype=place.dtype, device=order.device) if order.judge else None
    return Site(plan=plan, shelf=shelf, crew=crew, place=place, judge=seat, progress=progress, planted=planted)


def seat_name(checkpoint: Checkpoint) -> str:
    """What a checkpoint is called at a worker's desk."""
    return f"{checkpoint.arm}/{checkpoint.seed}"


def _dtype(wanted: str, device: str) -> str:
    """bfloat16 on a GPU; a CPU computes in float32, for most have no bfloat16 arithmetic."""
    return wanted if device.startswith("cuda") else "float32"
