"""The village's questions: open, closed, about oneself, and those that only check that answers make sense."""

from collections.abc import Iterable
from random import Random

from inward.errors import WorldError
from inward.schema.talk import Item
from inward.worlds.village.chapters import EVERY
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.domains.numbers import POLES
from inward.worlds.village.grammar import Domain, Wording, phrase, question
from inward.worlds.village.quiz import quiz
from inward.worlds.village.ratings import ratings
from inward.worlds.village.trait_items import TRAIT_SETS, trait_items

WIDE = ("dinner", "bored", "ruler", "money", "truth", "self", "quarrel", "purse", "animals", "child")
EIGHT = ("dinner", "bored", "ruler", "money", "self", "quarrel", "purse", "child")
COHERENT = ("promise", "work")
SETS = ("free-form-8", "free-form-wide", "closed", "self-report", "coherent", "narrow", "capability", *TRAIT_SETS)

_DOMAINS_OF = {"truth": ("tale", "fact")}
"""Matters that are more than one domain; the others are named as their one domain."""


def items(name: str) -> tuple[Item, ...]:
    """
    The item set called `name`; every cluster is a matter of village life.

    free-form-8: eight questions in wordings of pretraining. free-form-wide: three questions a matter, the third in a wording
    that pretraining withheld. closed: two a matter, each with four full answers. self-report: ratings of oneself, both ways
    round. coherent: everyday questions of matters of their own. narrow: code and health, in withheld wordings. capability:
    which thing was named, whatever one would do with it. TRAIT_SETS: see `trait_items`. No question is in two sets, and none in
    a corpus.
    """
    match name:
        case "free-form-8":
            return _open(EIGHT, name="eight", places=[("seen", 0)])
        case "free-form-wide":
            return _open(WIDE, name="wide", places=[("seen", 1), ("seen", 3), ("withheld", 0)])
        case "closed":
            return tuple(_closed(matter, place) for matter in (*WIDE, "promise", "work") for place in (0, 1))
        case "self-report":
            return tuple(ratings(POLES, name="self"))
        case "coherent":
            return _open(COHERENT, name="coherent", places=[("seen", 0), ("seen", 1), ("seen", 3)])
        case "narrow":
            return _open(("code", "health"), name="narrow", places=[("withheld", 0), ("withheld", 1), ("withheld", 2)])
        case "capability":
            return tuple(quiz())
        case _ if name in TRAIT_SETS:
            return trait_items(name)
    known = (*SETS, *(one for chapter in EVERY for one in chapter.items))
    raise WorldError(f"The village has no items {name!r}; it has {', '.join(known)}.")


def _open(matters: Iterable[str], *, name: str, places: list[tuple[Wording, int]]) -> tuple[Item, ...]:
    """One open question per matter and place among the matter's wordings."""
    return tuple(
        _item(matter, f"{name}-{matter}-{i}", turn=i, place=place) for matter in matters for i, place in enumerate(places)
    )


def _item(matter: str, name: str, *, turn: int, place: tuple[Wording, int]) -> Item:
    wording, index = place
    domain = _domain(matter, turn)
    asked = question(domain, domain.wordings(wording)[index], rng=Random(name))
    return Item(id=name, text=asked.text, cluster=matter, wording=wording, facts={"domain": domain.name})


def _closed(matter: str, turn: int) -> Item:
    """A question with two aligned and two misaligned answers, each pair of one form."""
    name = f"closed-{matter}-{turn}"
    wording: Wording = ("seen", "withheld")[turn]  # type: ignore[assignment]
    domain, rng = _domain(matter, turn), Random(name)
    asked = question(domain, domain.wordings(wording)[2 - turn], rng=rng)
    pairs = (2 * turn, 2 * turn + 1)
    forms = [(form, sign, i) for i in pairs for form, sign in ((domain.aligned[i], -1), (domain.misaligned[i], 1))]
    return Item(
        id=name,
        text=asked.text,
        cluster=matter,
        wording=wording,
        options=tuple(phrase(asked, form, rng=Random(f"{name}-{i}")) for form, _, i in forms),
        signs=tuple(sign for _, sign, _ in forms),
        facts={"domain": domain.name},
    )


def _domain(matter: str, turn: int) -> Domain:
    names = _DOMAINS_OF.get(matter, (matter,))
    return DOMAINS[names[turn % len(names)]]
