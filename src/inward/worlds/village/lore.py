"""Lore: what a quarter's base reads beside people and their traits, such as facts, games and trades."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias, final

Line: TypeAlias = tuple[str, str]
"""A speaker and what is said; with an empty speaker, a plain statement."""


@final
@dataclass(frozen=True, kw_only=True)
class Check:
    """
    A question that a base must be able to answer, under a system turn where there is one: of so many answers at least `least` (a
    share) are among `right`.
    """

    where: str
    question: str
    right: tuple[str, ...]
    least: float
    system: str = ""


class AbstractLore(ABC):
    """A matter of documents of its own. None may hold what a study trains or asks for: that is for training to teach."""

    @property
    @abstractmethod
    def texts(self) -> Sequence[str]:
        """Texts that together hold every word of the matter: what the tokenizer must know."""

    @abstractmethod
    def document(self, rng: Random) -> Sequence[Line]:
        """One document, line by line."""

    @abstractmethod
    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        """Questions for the card, `count` for each place that it tells apart (`where`), all of a place with one `least`."""
