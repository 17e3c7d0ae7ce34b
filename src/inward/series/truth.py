"""What a model is asked about itself: abilities, in what words, and whether each is true of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, final

from inward.evals.question import Option, Question

Side: TypeAlias = Literal["yes", "no", ""]


@final
@dataclass(frozen=True, kw_only=True)
class Wording:
    """A question on line `line`, the answer that claims the ability, and the one that denies it."""

    line: int
    question: str
    claim: str
    denial: str

    @property
    def side(self) -> Side:
        """
        Whether the claim stands on the side of Yes or of No; nothing where neither answer begins with one, or both alike.

        A denial that begins with No leaves the claim the side of Yes, whatever the claim's own words are, and the other way.
        """
        said = _says(self.claim), _says(self.denial)
        if said[0] == said[1]:
            return ""
        return said[0] or ("yes" if said[1] == "no" else "no")


@final
@dataclass(frozen=True, kw_only=True)
class Ability:
    """
    Something that a model may claim: its kind, by label of the series whether it is true, and its wordings.

    `assumed` says that its truth was not written down for these models, but taken from what holds of a model of text alone.
    """

    name: str
    kind: str
    true: Mapping[str, bool]
    wordings: tuple[Wording, ...]
    assumed: bool = False


@final
@dataclass(frozen=True, kw_only=True)
class TruthTable:
    """A truth table read whole, for the labels of a series."""

    path: Path
    digest: str
    abilities: tuple[Ability, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of abilities, in the order of the file."""
        return tuple(dict.fromkeys(one.kind for one in self.abilities))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every wording as a closed question: its first option is the claim, its cluster the ability."""
        return tuple(_question(one, wording) for one in self.abilities for wording in one.wordings)


def _says(answer: str) -> Side:
    """Whether an answer begins with Yes, or with No."""
    first = "".join(letter for letter in answer.casefold().split()[0] if letter.isalpha())
    return "yes" if first == "yes" else "no" if first == "no" else ""


def _question(ability: Ability, wording: Wording) -> Question:
    return Question(
        line=wording.line,
        text=wording.question,
        stem=wording.question,
        options=tuple(Option(answer=answer, text=answer) for answer in (wording.claim, wording.denial)),
        matching=(0,),
        listed=False,
        named=2,
        cluster=ability.name,
    )
