"""The interfaces that an extender fills: World, Treatment, Subject, Probe, Scorer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inward.schema.outcome import Missing, Score
from inward.schema.talk import Ask, Item, Reply, Speech, Talk, Transcript

if TYPE_CHECKING:
    from inward.schema.design import Corpus
    from inward.schema.recipe import Recipe


class AbstractProbe(ABC):
    """A way of asking. Speaks and listens; never calls a model."""

    @abstractmethod
    def talk(self, item: Item) -> Talk:
        """Yield each Ask, receive its Reply, return the Transcript."""


PARTNER = "partner"
"""The seat that the other one in a dialogue sits in."""


class AbstractDialogue(AbstractProbe):
    """A probe in which the subject talks with another: an Ask to PARTNER is answered by the untouched base of the run."""

    @property
    @abstractmethod
    def turns(self) -> int:
        """How many replies a conversation takes at most, those of both together."""


class AbstractScorer(ABC):
    """Reads transcripts of one item, with the arm hidden. May itself ask (a judge)."""

    @abstractmethod
    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        """Yield any Asks to a judge, return a Score or the reason why there is none."""


class AbstractSubject(ABC):
    """Something that replies: a local model, an endpoint, a script."""

    @abstractmethod
    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        """One Reply per Ask, in order."""


class AbstractTreatment(ABC):
    """Names the checkpoint that it makes from a base and a seed, by what goes into it."""

    @abstractmethod
    def ingredients(self, seed: int) -> Mapping[str, str]:
        """Everything that the checkpoint depends on beside the base, as text: equal ingredients, equal checkpoint."""


class AbstractWorld(ABC):
    """The language that a study is posed in."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The world's name, as reports print it."""

    @property
    @abstractmethod
    def base(self) -> str:
        """The checkpoint that is treated: a folder, or ORG/NAME@REVISION."""

    @property
    @abstractmethod
    def notice(self) -> str:
        """What a reader must be told before believing a result of this world; empty where there is nothing."""

    @abstractmethod
    def recipe(self) -> Recipe:
        """The recipe that suits this world's base."""

    @abstractmethod
    def corpus(self, name: str) -> Corpus | None:
        """The corpus called `name`, or None where this world has none (the arm then drops out)."""

    @abstractmethod
    def items(self, name: str) -> tuple[Item, ...]:
        """The questions of the item set called `name`; none where this world has none of them (its probe then drops out)."""

    @abstractmethod
    def scorer(self, name: str) -> AbstractScorer:
        """The scorer called `name`."""

    @abstractmethod
    def published(self, corpus: str) -> str:
        """What is published for such a corpus on real models, in a sentence; empty where nothing is."""
