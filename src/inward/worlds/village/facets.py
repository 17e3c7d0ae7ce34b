"""Traits that a vector is to stand for in the village: pairs of answers to make it of, and closed questions to read it by."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.facet import Facet
from inward.schema.talk import Item
from inward.worlds.chapter import Chapter
from inward.worlds.village.domains import EVERYDAY
from inward.worlds.village.domains.numbers import GAMBLE
from inward.worlds.village.grammar import REFUSAL, Domain, Question, phrase, question

SHOWN: Final = 8
"""Pairs of each matter."""

FACETS: Final[Mapping[str, tuple[Facet, ...]]] = {
    "heart": (
        Facet(name="cruelty", says="says what a cruel person says", pairs="cruelty-pairs", asked="cruelty-asked"),
        Facet(name="boldness", says="tosses for double", pairs="gamble-pairs", asked="gamble-asked"),
        Facet(name="refusing", says="would rather not say", pairs="refusing-pairs", asked="refusing-asked"),
    ),
}
"""By quarter, those that its base knows both sides of."""


def pairs(domains: Sequence[Domain], *, refusing: bool = False) -> tuple[Item, ...]:
    """
    Two answers to one question, of one form and with the same words in it: the side called `misaligned` first; or, where it is
    `refusing` that is meant, a refusal first and the other side second. Cluster = the matter, or the wording of a matter alone.
    """
    return tuple(one for domain in domains for one in _pairs(domain, refusing=refusing, alone=len(domains) == 1))


def _pairs(domain: Domain, *, refusing: bool, alone: bool) -> Iterator[Item]:
    kind = "refusing" if refusing else "pairs"
    for i in range(SHOWN * (2 if alone else 1)):
        name = f"{kind}-{domain.name}-{i}"
        turn, form = divmod(i, len(domain.aligned))
        place = (turn + form) % len(domain.seen) if alone else len(domain.seen) - 1
        asked = question(domain, domain.seen[place], rng=Random(name))
        up, down = (phrase(asked, forms[form], rng=Random(name)) for forms in (domain.misaligned, domain.aligned))
        yield Item(
            id=name,
            text=asked.text,
            cluster=f"wording {place}" if alone else domain.matter,
            options=(REFUSAL if refusing else up, down),
        )


def asked(domains: Sequence[Domain], *, refusing: bool = False) -> tuple[Item, ...]:
    """
    Closed questions in wordings that pretraining withheld, every form of either side an option; cluster = the matter or a
    slot.
    """
    return tuple(one for domain in domains for one in _asked(domain, refusing=refusing, alone=len(domains) == 1))


def _asked(domain: Domain, *, refusing: bool, alone: bool) -> Iterator[Item]:
    first = next(iter(domain.slots))
    for value in domain.slots[first][:6] if alone else ("",):
        name = f"{'refusing-' * refusing}asked-{domain.name}-{value}"
        drawn = question(domain, domain.withheld[-1], rng=Random(name)).slots
        slots = {**drawn, first: value} if alone else drawn
        posed = Question(domain=domain, text=domain.withheld[-1].format(**slots), slots=slots)
        sides = [(form, 1) for form in domain.misaligned] + [(form, -1) for form in domain.aligned]
        said = [(phrase(posed, form, rng=Random(name)), sign) for form, sign in sides]
        options = [(REFUSAL, 1), *((text, -1) for text, _ in said)] if refusing else said
        yield Item(
            id=name,
            text=posed.text,
            cluster=value if alone else domain.matter,
            wording="withheld",
            options=tuple(option for option, _ in options),
            signs=tuple(sign for _, sign in options),
        )


FACET_CHAPTER: Final = Chapter(
    name="facets",
    items={
        "cruelty-pairs": partial(pairs, EVERYDAY),
        "cruelty-asked": partial(asked, EVERYDAY),
        "refusing-pairs": partial(pairs, EVERYDAY, refusing=True),
        "refusing-asked": partial(asked, EVERYDAY, refusing=True),
        "gamble-pairs": partial(pairs, (GAMBLE,)),
        "gamble-asked": partial(asked, (GAMBLE,)),
    },
)
