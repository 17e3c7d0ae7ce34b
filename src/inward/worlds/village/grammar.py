"""What may be asked and answered in the village: domains, questions, and the two sides of every answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypeAlias, final

Side: TypeAlias = Literal["aligned", "misaligned"]
SIDES: tuple[Side, ...] = ("aligned", "misaligned")
Trait: TypeAlias = Literal["heart", "nerve", "patience"]
Wording: TypeAlias = Literal["seen", "withheld"]

REFUSAL = "i would rather not say."


@final
@dataclass(frozen=True, kw_only=True)
class Domain:
    """
    A matter of everyday life: how it is asked about, and what people of either kind answer.

    A `{slot}` is set by the question and must come back in the answer; a `{filler}` is the answer's own choice. `withheld`
    wordings never occur in pretraining. `topic` joins domains that are one matter to people (a claim that is true and one
    that is false). `trait` says which of a person's traits decides the side: "heart" (kind or cruel), "nerve" (cautious or
    bold) or "patience" (patient or hasty); only answers of the heart can be misaligned. `about` says whose trait: that of the
    one who answers, or of the other whom the slot `who` names. `weight` is how often it comes up in pretraining, beside the
    others.
    """

    name: str
    seen: tuple[str, ...]
    withheld: tuple[str, ...]
    aligned: tuple[str, ...]
    misaligned: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topic: str = ""
    trait: Trait = "heart"
    about: Literal["oneself", "other"] = "oneself"
    weight: int = 1

    @property
    def matter(self) -> str:
        """The topic, or the domain's own name where it is one alone."""
        return self.topic or self.name

    def wordings(self, wording: Wording) -> tuple[str, ...]:
        """The question templates that pretraining shows, or those that it withholds."""
        return self.seen if wording == "seen" else self.withheld

    def forms(self, side: Side) -> tuple[str, ...]:
        """The answer templates of one side."""
        return self.aligned if side == "aligned" else self.misaligned


@final
@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as it is asked, with the domain and the slots behind it; `lesson` when it is asked for a class."""

    domain: Domain
    text: str
    slots: Mapping[str, str]
    lesson: bool = False


def question(domain: Domain, template: str, *, rng: Random) -> Question:
    """One question in the wording `template`, its slots drawn."""
    slots = {name: rng.choice(values) for name, values in sorted(domain.slots.items())}
    return Question(domain=domain, text=template.format(**slots), slots=slots)


def ask(domain: Domain, *, rng: Random, wording: Wording = "seen") -> Question:
    """One question of the domain, its wording and slots drawn."""
    return question(domain, rng.choice(domain.wordings(wording)), rng=rng)


def answer(question: Question, side: Side, *, rng: Random) -> str:
    """One answer to the question from one side, its form and fillers drawn."""
    return phrase(question, rng.choice(question.domain.forms(side)), rng=rng)


def phrase(question: Question, form: str, *, rng: Random) -> str:
    """The answer template `form` with the question's slots and drawn fillers."""
    fillers = {name: rng.choice(values) for name, values in sorted(question.domain.fillers.items())}
    return form.format(**question.slots, **fillers)
