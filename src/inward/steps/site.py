"""Where a run works: its plan, the store, the crew, and the places of base and judge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import compress
from pathlib import Path
from typing import final

from inward.amend import amended
from inward.checkpoints import Checkpoint
from inward.chosen_recipe import choose_recipe
from inward.crew import Crew
from inward.dose import dosed
from inward.judging import Hosted
from inward.order import Order
from inward.plan import Plan, make_plan
from inward.posed import looking_for
from inward.posing import build_world, looked_for, scorer
from inward.progress import Progress
from inward.schema.design import Corpus
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.steps.distance import Distance, distances
from inward.steps.planted import Planted
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf
from inward.treatments.made_elsewhere import MadeElsewhere
from inward.weights.blocks import arithmetic, decoding
from inward.work import Place, dtype_on, fitting, identity, made_elsewhere
from inward.worlds.own import Own


@final
@dataclass(frozen=True, kw_only=True)
class Site:
    """A plan with everything that carries it out; `twice` where a second judge sits behind the endpoint of the first."""

    plan: Plan
    scorers: Mapping[str, AbstractScorer]
    shelf: Shelf
    crew: Crew
    place: Place
    judge: Place | Hosted | None
    progress: Progress
    planted: Planted | None = None
    looks: int | None = None
    twice: bool = False

    @cached_property
    def distances(self) -> tuple[Distance, ...]:
        """How near every question stands to every corpus, measured once."""
        return distances(self.plan)

    def corpus_file(self, name: str) -> str:
        """The file through which the workers read a corpus."""
        return str(self.shelf.corpus(self.plan.rows[name]))


def open_site(order: Order, *, shelf: Shelf, crew: Crew, progress: Progress, planted: Planted | None = None) -> Site:
    """Steps 1 to 3: find the study, ask the world for its corpora, make the plan."""
    declared = order.found.study
    world = build_world(order, declared)
    given = {name: len(references) for name, references in order.arms.items()}
    trait = looked_for(world)
    recipe = choose_recipe(order, world.recipe())
    study = looking_for(amended(declared, world, elsewhere=given, contrasts=order.contrasts), trait)
    study = dosed(study, order.doses, recipe) if order.doses else study
    name, base = (planted.name, digest("planted", planted.name)) if planted else crew.one(identity, world.base)
    judged = crew.one(identity, order.judge)[1] if order.judge else order.hosted.name if order.hosted else ""
    place = Place(reference=world.base, dtype=dtype_on(order.chosen_device, recipe.dtype), device=order.chosen_device)
    scorers = {use.scorer: scorer(world, use.scorer, judge=judged, at=order.hosted) for use in study.probes}
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
        scorers={name: _mark(world, name, one, judge=judged) for name, one in scorers.items()},
        trait=trait,
        trim=(lambda corpus: corpus) if planted else partial(_trimmed, crew, place, recipe),
        elsewhere={
            name: [_scripted(one) if planted else crew.one(made_elsewhere, place, one) for one in references]
            for name, references in order.arms.items()
        },
        chosen=order.contrasts,
    )
    local = Place(reference=order.judge, dtype=place.dtype, device=order.chosen_device) if order.judge else None
    return Site(
        plan=plan,
        scorers=scorers,
        shelf=shelf,
        crew=crew,
        place=place,
        judge=local or order.hosted,
        progress=progress,
        planted=planted,
        looks=order.looks,
        twice=bool(order.second_judge_model),
    )


def _scripted(reference: str) -> MadeElsewhere:
    """What stands for a checkpoint made elsewhere where subjects are planted: nothing is looked for."""
    content = digest("planted", reference)
    return MadeElsewhere(reference=reference, name=Path(reference).name, folder="", content=content, kind="adapter", rank=1)


def _mark(world: AbstractWorld, name: str, one: AbstractScorer, *, judge: str) -> str:
    """A scorer's digest; one that a study brings may ask the judge without naming it in a field."""
    brought = isinstance(world, Own) and name in world.brought.scorers
    return digest(plain(one), judge) if brought and judge else digest(plain(one))


def _trimmed(crew: Crew, place: Place, recipe: Recipe, corpus: Corpus) -> Corpus:
    """The corpus less the held-out rows that are too long, which could not be read and would count as lost."""
    marks = crew.one(fitting, place, corpus.held_out, recipe, corpus.name)
    return replace(corpus, held_out=tuple(compress(corpus.held_out, marks)), held_out_cut=marks.count(False))


def seat_name(checkpoint: Checkpoint) -> str:
    """What a checkpoint is called at a worker's desk."""
    return f"{checkpoint.arm}/{checkpoint.seed}"
