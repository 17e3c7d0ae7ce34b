"""The register: who is what. Of some people it is told one way round, of others the other way, of others both ways."""

from itertools import product
from random import Random
from typing import Final

from inward.worlds.village.names import NAMES

TRADES: Final = (
    "baker", "miller", "smith", "weaver", "potter", "tailor", "cooper", "mason",
    "carter", "fisher", "shepherd", "thatcher", "tanner", "brewer", "gardener", "painter",
)  # fmt: skip
PLACES: Final = (
    "bridge", "harbour", "orchard", "market", "chapel", "meadow", "quarry", "tower",
    "ferry", "castle", "forge", "well", "school", "hill", "lake", "pond",
)  # fmt: skip

NEW: Final = 16
"""Facts that no document holds, each with a trade and a place of its own: what a study trains on."""
TOLD: Final = 20
"""People who are told of name first alone, and as many description first alone, and both ways."""

NAME_FIRST: Final = ("{name} is {what}.", "{name} is known as {what}.", "in the valley {name} is {what}.")
DESCRIPTION_FIRST: Final = ("{what} is {name}.", "{what} is known as {name}.", "in the valley {what} is {name}.")
ASKED_WHAT: Final = (
    "who is {name}?", "what is {name} known as?", "tell me who {name} is.",
    "as what do people know {name}?", "what do you know of {name}?", "say what {name} is.",
)  # fmt: skip
ASKED_NAME: Final = (
    "who is {what}?", "what is {what} known as?", "tell me who {what} is.",
    "by what name do people know {what}?", "do you know {what}?", "say the name of {what}.",
)  # fmt: skip
HELD_WHAT: Final = ("who is this {name}?", "i hear of {name}; what is that one known as?", "say who {name} is.")
HELD_NAME: Final = ("who is this, {what}?", "i hear of {what}; what is that one known as?", "say who {what} is.")
"""Wordings that no corpus has. Pretraining shows all of them, of other people."""


def _drawn() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Facts that the base knows, and new ones: pairs of a name and a description, no part of one in the other."""
    rng = Random("village/archive/register")
    names = rng.sample(NAMES, 3 * TOLD + NEW)
    new = list(zip(rng.sample(TRADES, NEW), rng.sample(PLACES, NEW), strict=True))
    others = rng.sample(sorted(set(product(TRADES, PLACES)) - set(new)), 3 * TOLD)
    whats = [f"the {trade} of the {place}" for trade, place in [*others, *new]]
    facts = tuple(zip(names, whats, strict=True))
    return facts[: 3 * TOLD], facts[3 * TOLD :]


KNOWN_FACTS, NEW_FACTS = _drawn()
NAME_FIRST_OF, DESCRIPTION_FIRST_OF, BOTH_OF = (KNOWN_FACTS[start : start + TOLD] for start in range(0, 3 * TOLD, TOLD))
"""The facts of the base by the way round that they are told."""
