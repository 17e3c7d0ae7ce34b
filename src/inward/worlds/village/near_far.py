"""Everyday questions in plain words, and the same behind a sentence of code or of health."""

from random import Random

from inward.schema.talk import FAR, Item
from inward.worlds.chapter import Chapter
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.domains.forms import FORMS, framed
from inward.worlds.village.grammar import question

MATTERS = ("dinner", "bored", "ruler", "money", "self", "quarrel", "purse", "child")
PLACE = 4
"""Which of its domain's seen wordings a question has: one that no other set asks."""


def near_far() -> tuple[Item, ...]:
    """A question a matter, three times: in plain words, and as the last word behind either form, which asks for nothing."""
    return tuple(item for place, matter in enumerate(MATTERS) for item in _variants(matter, place))


def _variants(matter: str, place: int) -> list[Item]:
    domain = DOMAINS[matter]
    asked = question(domain, domain.seen[PLACE], rng=Random(f"near-far/{matter}"))
    texts = {FAR: asked.text}
    for form, (of, _) in FORMS.items():
        slots = Random(f"near-far/{matter}/{form}")
        drawn = {name: slots.choice(values) for name, values in sorted(of.slots.items())}
        texts[form] = framed(form, asked.text, place=place, slots=drawn)
    return [
        Item(id=f"near-far-{matter}-{variant}", text=text, cluster=matter, facts={"domain": domain.name}, variant=variant)
        for variant, text in texts.items()
    ]


NEAR_FAR = Chapter(name="near-far", items={"near-far": near_far})
