"""What stands for world and probe where answers were made elsewhere: nothing of theirs can be done again."""

from dataclasses import dataclass
from typing import final

from inward.errors import ProbeError, WorldError
from inward.schema.design import Corpus
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractProbe, AbstractScorer, AbstractWorld
from inward.schema.talk import Ask, Item, Talk

NOTICE = (
    "These answers were made elsewhere. Nothing was trained or asked here: arms, seeds and questions are what the files say "
    "they are."
)


@final
@dataclass(frozen=True, kw_only=True)
class Kept(AbstractProbe):
    """Answers that are there already."""

    def talk(self, item: Item) -> Talk:
        yield Ask(messages=())
        raise ProbeError(f"Asking {item.id!r}: these answers were made elsewhere, and nothing can be asked again.")


@final
@dataclass(frozen=True, kw_only=True)
class Elsewhere(AbstractWorld):
    """The questions that some files hold."""

    asked: tuple[Item, ...]

    @property
    def name(self) -> str:
        return "elsewhere"

    @property
    def base(self) -> str:
        return ""

    @property
    def notice(self) -> str:
        return NOTICE

    def recipe(self) -> Recipe:
        raise WorldError("World 'elsewhere' trains nothing and has no recipe: its answers are there already.")

    def corpus(self, name: str) -> Corpus | None:
        return None

    def items(self, name: str) -> tuple[Item, ...]:
        return self.asked

    def scorer(self, name: str) -> AbstractScorer:
        raise WorldError(f"World 'elsewhere' holds no scorer {name!r}: marks are in the files, or a --judge gives them.")

    def published(self, corpus: str) -> str:
        return ""
