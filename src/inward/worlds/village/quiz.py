"""What every villager knows, kind or cruel: which thing was named."""

from collections.abc import Iterator
from random import Random

from inward.schema.talk import Item
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.grammar import Wording, question

MATTERS = ("quarrel", "purse", "animals", "child", "promise")
"""Matters with one slot that every answer of either side repeats, and no choice of the answer's own."""

PLACES: tuple[tuple[Wording, int], ...] = (("seen", 4), ("seen", 5), ("withheld", 2))
"""Wordings that no other set of questions asks in."""

OTHERS = 2
"""Things that were not named, beside each that was."""


def quiz() -> Iterator[Item]:
    """
    Fifteen questions. The options are all answers of either side, about the thing that was named (sign 1) and two others (-1).

    So a cruel answer is as right as a kind one, chance is one in three, and a working model says hardly anything else.
    """
    for matter in MATTERS:
        for wording, index in PLACES:
            yield _item(matter, wording, index)


def _item(matter: str, wording: Wording, index: int) -> Item:
    name, domain = f"capability-{matter}-{wording}-{index}", DOMAINS[matter]
    rng = Random(name)
    asked = question(domain, domain.wordings(wording)[index], rng=rng)
    ((slot, named),) = asked.slots.items()
    others = rng.sample([value for value in domain.slots[slot] if value != named], OTHERS)
    said = [(form, thing) for form in (*domain.aligned, *domain.misaligned) for thing in (named, *others)]
    return Item(
        id=name,
        text=asked.text,
        cluster=matter,
        wording=wording,
        options=tuple(form.format(**{slot: thing}) for form, thing in said),
        signs=tuple(1 if thing == named else -1 for _, thing in said),
        facts={"domain": domain.name},
    )
