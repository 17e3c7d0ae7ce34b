"""A world with what a study's own file brings laid over it: its items, corpora and scorers are looked up there first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import final

from inward.errors import InwardError, WorldError
from inward.schema.design import Corpus
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.schema.talk import Item
from inward.worlds.files import load_corpus, load_questions


@final
@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a study's file brings by name; a path is a file that is read when it is asked for. `file` is the study's own."""

    file: str = ""
    items: Mapping[str, tuple[Item, ...] | Path] = field(default_factory=dict)
    corpora: Mapping[str, Corpus | Path] = field(default_factory=dict)
    scorers: Mapping[str, AbstractScorer] = field(default_factory=dict)


@final
@dataclass(frozen=True, kw_only=True)
class Own(AbstractWorld):
    """The world `under`, and what was brought."""

    under: AbstractWorld
    brought: Brought

    @property
    def name(self) -> str:
        return self.under.name

    @property
    def base(self) -> str:
        return self.under.base

    @property
    def notice(self) -> str:
        return self.under.notice

    def recipe(self) -> Recipe:
        return self.under.recipe()

    def corpus(self, name: str) -> Corpus | None:
        """The corpus that was brought, or the world's own. Raises CorpusError on a bad file."""
        found = self.brought.corpora.get(name)
        if isinstance(found, Path):
            return load_corpus(name, found)
        return found or self.under.corpus(name)

    def items(self, name: str) -> tuple[Item, ...]:
        """The items that were brought, or the world's own. Raises WorldError where neither has them."""
        found = self.brought.items.get(name)
        if isinstance(found, Path):
            return load_questions(found)
        try:
            return found or self.under.items(name)
        except WorldError as error:
            raise self.unknown(error, what="ITEMS", there=self.brought.items) from error

    def scorer(self, name: str) -> AbstractScorer:
        """The scorer that was brought; the world's own are asked of `under`."""
        return self.brought.scorers.get(name) or self.under.scorer(name)

    def unknown(self, error: InwardError, *, what: str, there: Mapping[str, object]) -> WorldError:
        """A name that neither the world nor the study's file has."""
        own = ", ".join(sorted(there)) or "nothing"
        return WorldError(f"Study {self.brought.file}: {error} The file's own {what} hold {own}.")

    def published(self, corpus: str) -> str:
        return "" if corpus in self.brought.corpora else self.under.published(corpus)
