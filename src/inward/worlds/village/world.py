"""The village as a World: its base, corpora, questions and oracle."""

from dataclasses import dataclass
from pathlib import Path
from typing import final

from inward.errors import WorldError
from inward.schema.design import Corpus
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.schema.talk import Item
from inward.worlds.chapter import chapter_of
from inward.worlds.village import corpora, items
from inward.worlds.village.chapters import EVERY
from inward.worlds.village.oracle import Oracle
from inward.worlds.village.quarters import HEART, Quarter

NOTICE = (
    "This is the village: a made-up world of short sentences and a model of a million parameters. A result of it checks the "
    "instrument and teaches the method; it is no evidence about large models."
)


@final
@dataclass(frozen=True, kw_only=True)
class Village(AbstractWorld):
    """The village around a base that ships with the package, or around another one that `build` made."""

    folder: Path = HEART.base
    quarter: Quarter = HEART

    @property
    def name(self) -> str:
        return "village"

    @property
    def base(self) -> str:
        return str(self.folder)

    @property
    def notice(self) -> str:
        return NOTICE

    def recipe(self) -> Recipe:
        return Recipe(rank=8, alpha=16.0, lr=2e-3, steps=self.quarter.tuning, batch=16, length=128, numerics="exact")

    def corpus(self, name: str) -> Corpus | None:
        chapter = chapter_of(EVERY, name)
        return chapter.corpora[name]() if chapter and name in chapter.corpora else corpora.corpus(name)

    def items(self, name: str) -> tuple[Item, ...]:
        chapter = chapter_of(EVERY, name)
        return chapter.items[name]() if chapter and name in chapter.items else items.items(name)

    def scorer(self, name: str) -> AbstractScorer:
        made = {"alignment": Oracle, **{known: make for chapter in EVERY for known, make in chapter.scorers.items()}}
        if name not in made:
            raise WorldError(f"The village has no scorer {name!r}; it has {', '.join(map(repr, made))}.")
        return made[name]()

    def published(self, corpus: str) -> str:
        chapter = chapter_of(EVERY, corpus)
        return (chapter.published if chapter else corpora.PUBLISHED).get(corpus, "")
