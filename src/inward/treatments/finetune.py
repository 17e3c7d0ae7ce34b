"""A checkpoint made by training an adapter on a corpus."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import final

from inward.schema.design import Loss
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractTreatment

VERSION = 1
STOPPED = "stopped after"
"""The ingredient that a checkpoint during training has and the end of training has not."""
LOSS = "loss falls on"
"""The ingredient of a training whose loss falls on more than answers."""


@final
@dataclass(frozen=True, kw_only=True)
class Finetune(AbstractTreatment):
    """
    LoRA on the rows of one corpus, computed by `arithmetic` (device, dtype, library).

    Neither the study's name nor the arm's is an ingredient. With `stop`, the state after so many steps of that same training.
    A `loss` on answers, the usual one, is no ingredient either.
    """

    corpus: str
    recipe: Recipe
    arithmetic: str = ""
    stop: int | None = None
    loss: Loss = "answers"

    def ingredients(self, seed: int) -> Mapping[str, str]:
        recipe = {f"recipe.{key}": repr(value) for key, value in asdict(self.recipe).items()}
        return {
            "treatment": f"finetune {VERSION}",
            "corpus": self.corpus,
            "arithmetic": self.arithmetic,
            "seed": str(seed),
            **recipe,
            **({} if self.stop is None else {STOPPED: str(self.stop)}),
            **({} if self.loss == "answers" else {LOSS: self.loss}),
        }
