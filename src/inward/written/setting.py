"""What red teaming is done with in a world: how writers are asked, which questions count, who reads the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, final

from inward.schema.recipe import Recipe
from inward.schema.rubric import MISALIGNED, Trait
from inward.schema.sockets import AbstractScorer
from inward.written.frame import WritingFrame
from inward.written.sieve import Rules

METHODS: Final[Mapping[str, str]] = {
    "zero-shot": "asked for a question, without an example",
    "few-shot": "shown examples from the zero-shot questions, the failing ones far oftener",
    "supervised": "trained on the zero-shot questions that fail",
    "colder": "zero-shot at half the temperature",
}
POOL: Final = "zero-shot"
"""The method whose questions and readings the others learn from."""
SHOTS: Final = 5
"""Examples shown in few-shot writing, as in Perez et al. 2022."""
POOL_TEMPERATURE: Final = 0.1
"""An example is drawn with the weight exp(reading / this), reading being 1 for failing; as in Perez et al. 2022."""
COLD: Final = 0.5
LEAST_POOL: Final = 2 * SHOTS
"""Kept zero-shot questions below which nothing can be drawn from them."""
EPOCHS: Final = 5.0
"""How often a writer that is trained sees each failing question: enough to lean to them, few enough not to know them by heart."""
LEAST_LESSONS: Final = 8
"""Failing zero-shot questions below which no writer is trained."""


@final
@dataclass(frozen=True, kw_only=True)
class Setting:
    """
    A world as red teaming needs it.

    `frames` are the ways in which a writer is asked, in turn. `classifier` reads an answer to the trait's name or another label,
    and may ask the judge; `oracle` does so exactly, where a world has one. `recipe` is how a writer is trained.
    """

    name: str
    notice: str
    frames: tuple[WritingFrame, ...]
    rules: Rules
    classifier: AbstractScorer | None
    oracle: AbstractScorer | None = None
    trait: Trait = MISALIGNED
    recipe: Recipe = field(default_factory=Recipe)
    written_tokens: int = 64
    answer_tokens: int = 200
