"""Checkpoints, named by what made them: trained here, untouched, or made elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, final

from inward.errors import DesignError
from inward.schema.design import Arm, Corpus, Loss
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractTreatment
from inward.store.digest import digest
from inward.treatments.finetune import LOSS, STOPPED, Finetune
from inward.treatments.made_elsewhere import MadeElsewhere
from inward.treatments.untouched import Untouched


@final
@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """
    A base as one treatment with one seed leaves it; `corpus` is None for the untouched base.

    One made `elsewhere` says where it lies; its corpus is the one whose held-out rows it is asked, if any. `steps` are those that
    it is trained for where its dose says so; one that is `stopped` is an earlier state of the training run `run`.
    """

    arm: str
    seed: int
    digest: str
    corpus: str | None
    ingredients: Mapping[str, str]
    elsewhere: MadeElsewhere | None = None
    steps: int | None = None

    @property
    def stopped(self) -> bool:
        """Whether it is an earlier state of a longer training run."""
        return STOPPED in self.ingredients

    @property
    def loss(self) -> Loss:
        """Where the loss fell on its rows."""
        return "everything" if self.ingredients.get(LOSS) == "everything" else "answers"

    @property
    def run(self) -> str:
        """The digest of the training run that it comes from: its own, unless it is an earlier state of a longer one."""
        return digest({key: value for key, value in self.ingredients.items() if key != STOPPED})

    @property
    def trained(self) -> bool:
        """Whether it is trained here."""
        return self.corpus is not None and self.elsewhere is None


def treatment(arm: Arm, rows: str, recipe: Recipe, arithmetic: str) -> AbstractTreatment:
    """
    What is done to the base; `rows` is the digest of those that the arm is trained on.

    Fewer steps at a constant rate are a state on the way of the full training; under any other schedule, a training of their own.
    """
    if arm.corpus is None:
        return Untouched()
    if arm.dose is None or arm.dose.factor != "steps":
        return Finetune(corpus=rows, recipe=recipe, arithmetic=arithmetic, loss=arm.loss)
    steps = int(arm.dose.amount)
    if recipe.schedule == "constant":
        return Finetune(corpus=rows, recipe=recipe, arithmetic=arithmetic, stop=steps, loss=arm.loss)
    return Finetune(corpus=rows, recipe=replace(recipe, steps=steps), arithmetic=arithmetic, loss=arm.loss)


def check_losses(arms: Sequence[Arm], corpora: Mapping[str, Corpus]) -> None:
    """Refuses an arm whose loss is to fall on everything where that changes nothing. Raises DesignError."""
    for arm in arms:
        if arm.loss == "everything" and not arm.elsewhere and all(row.document for row in corpora[arm.taught or ""].rows):
            raise DesignError(
                f"Planning: arm {arm.name!r} has loss='everything', but every row of corpus {arm.taught!r} is a document, which "
                "is learned as a whole either way. Drop the loss, or give it conversations."
            )


def made_checkpoints(arm: Arm, seeds: Sequence[int], treatment: AbstractTreatment, *, base: str) -> list[Checkpoint]:
    """One checkpoint per seed; the untouched base is one checkpoint, seed 0."""
    made = []
    steps = int(arm.dose.amount) if arm.dose and arm.dose.factor == "steps" else None
    for seed in [seed + arm.seed_offset for seed in seeds] if arm.corpus else [0]:
        ingredients = {"base": base, **treatment.ingredients(seed)}
        made.append(
            Checkpoint(
                arm=arm.name,
                seed=seed,
                digest=digest(ingredients),
                corpus=arm.taught,
                ingredients=ingredients,
                steps=steps,
            )
        )
    return made


def given_checkpoints(arm: Arm, found: Sequence[MadeElsewhere], *, base: str) -> list[Checkpoint]:
    """The checkpoints of an arm made elsewhere: 1 to n where they stand for training seeds, 0 for one alone."""
    if len({one.content for one in found}) < len(found):
        names = ", ".join(one.name for one in found)
        raise DesignError(
            f"Planning: --arm {arm.name} holds one checkpoint twice ({names}). Give that of each training seed once."
        )
    made = []
    for seed, one in enumerate(found, start=int(len(found) > 1)):
        ingredients = {"base": base if one.kind == "adapter" else one.content, **one.ingredients(seed)}
        made.append(
            Checkpoint(
                arm=arm.name,
                seed=seed,
                digest=digest(ingredients),
                corpus=arm.corpus,
                ingredients=ingredients,
                elsewhere=one,
            )
        )
    return made


def lies(checkpoint: Checkpoint, found: MadeElsewhere) -> dict[str, Any]:
    """What `study.json` says of a checkpoint made elsewhere: nothing of where it lies, which is no matter."""
    told = {"name": found.name, "kind": found.kind, "content": found.content, "rank": found.rank, "base": found.base}
    return {"arm": checkpoint.arm, "seed": checkpoint.seed, **told}
