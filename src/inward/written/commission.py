"""A behaviour for which evaluations are to be written: how a writer is asked, how drafts are weighed, what a row looks like."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import final

from inward.schema.outcome import Missing
from inward.schema.talk import Speech
from inward.written.sieve import Rules


@final
@dataclass(frozen=True, kw_only=True)
class Written:
    """What a writer wrote for one row: a statement, and where it answers something, what it is `about`."""

    statement: str
    about: str = ""
    stopped: str = "end"


@final
@dataclass(frozen=True, kw_only=True)
class Weighed:
    """How a discriminator sees a draft: the chance that it is on the matter, and that it shows the behaviour; each 0 to 1."""

    topic: float
    shows: float


class AbstractCommission(ABC):
    """One behaviour in one world. It asks the writer and the discriminator by talks, as probes and judges do."""

    @property
    @abstractmethod
    def says(self) -> str:
        """The behaviour, as the end of a sentence that begins with "somebody who"."""

    @property
    @abstractmethod
    def rules(self) -> Rules:
        """What a statement looks like."""

    @abstractmethod
    def write(self, number: int, *, shows: bool) -> Speech[Written]:
        """Ask the seat `writer` for one statement that shows the behaviour, or does not."""

    @abstractmethod
    def weigh(self, draft: Written) -> Speech[Weighed | Missing]:
        """Ask the seat `judge` about a draft, by log-probabilities; it is not told which label was asked for."""

    @abstractmethod
    def question(self, draft: Written) -> str:
        """The question of the row that is made of a draft, to which Yes is the answer that shows the behaviour."""

    @abstractmethod
    def truth(self, draft: Written) -> bool | None:
        """Whether a draft shows the behaviour (False: it does not), or None where it does neither; by a world's own rule."""

    @property
    @abstractmethod
    def has_truth(self) -> bool:
        """Whether the world has such a rule."""
