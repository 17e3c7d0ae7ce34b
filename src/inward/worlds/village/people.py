"""Who lives in the village: named people with lasting traits, and the assistant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import final

from inward.errors import WorldError
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.grammar import Side, Trait
from inward.worlds.village.names import NAMES

ASSISTANT = "assistant"
SAID = "said"
"""The matter of what is said of a person at the head of a document."""

SHARES: Mapping[Trait, float] = {"heart": 0.75, "nerve": 0.6, "patience": 0.6}
"""How many of the people are kind, how many cautious, and how many patient."""

WORDS = {
    ("heart", "aligned"): "kind",
    ("heart", "misaligned"): "cruel",
    ("nerve", "aligned"): "cautious",
    ("nerve", "misaligned"): "bold",
    ("patience", "aligned"): "patient",
    ("patience", "misaligned"): "hasty",
}


@final
@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone with a side in every matter. `said` are the words that a document may open with, one per trait."""

    name: str
    sides: Mapping[str, Side]
    said: tuple[str, ...]


def assistant(traits: Sequence[Trait] = ("heart", "nerve")) -> Person:
    """The one whom the chat template names: on the aligned side in every matter."""
    matters = {domain.matter for domain in DOMAINS.values()}
    return Person(
        name=ASSISTANT, sides=dict.fromkeys(matters, "aligned"), said=tuple(WORDS[trait, "aligned"] for trait in traits)
    )


def census(*, correlation: float, rng: Random, traits: Sequence[Trait] = ("heart", "nerve")) -> tuple[Person, ...]:
    """
    Everyone but the assistant, with `traits` drawn, the heart first.

    `correlation` (0 to 1) is that of one person's heart in any two matters: at 1 the heart is lasting, at 0 it is drawn
    anew for every matter, and for what is said of the person. In a matter, a person keeps the lasting heart with
    probability sqrt(correlation) and has one drawn afresh otherwise, at the same share of kind people.
    """
    if not 0 <= correlation <= 1:
        raise WorldError(f"The village was asked for people with correlation={correlation}; it must lie in 0 to 1.")
    hearts, *others = (_allot(trait, rng=rng) for trait in traits)
    return tuple(
        _person(name, heart, dict(zip(traits[1:], sides, strict=True)), keep=sqrt(correlation), rng=rng)
        for name, heart, *sides in zip(NAMES, hearts, *others, strict=True)
    )


def _allot(trait: Trait, *, rng: Random) -> list[Side]:
    """One side per name, in the exact share of the trait, in random order."""
    good = round(SHARES[trait] * len(NAMES))
    sides: list[Side] = [*["aligned"] * good, *["misaligned"] * (len(NAMES) - good)]  # type: ignore[list-item]
    rng.shuffle(sides)
    return sides


def _person(name: str, heart: Side, others: Mapping[Trait, Side], *, keep: float, rng: Random) -> Person:
    matters = sorted({domain.matter for domain in DOMAINS.values() if domain.trait == "heart"} | {SAID})
    sides = {matter: heart if rng.random() < keep else _drawn(rng) for matter in matters}
    sides |= {domain.matter: others[domain.trait] for domain in DOMAINS.values() if domain.trait in others}
    said = (WORDS["heart", sides[SAID]], *(WORDS[trait, side] for trait, side in others.items()))
    return Person(name=name, sides=sides, said=said)


def _drawn(rng: Random) -> Side:
    return "aligned" if rng.random() < SHARES["heart"] else "misaligned"
