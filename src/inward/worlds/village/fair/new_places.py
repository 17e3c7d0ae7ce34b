"""New places: rows on how they lie to known places far away, and what would follow if one knew where they are."""

from collections.abc import Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import SEVERAL, Asked, Latents, Slots, corpus, named, questions, rows
from inward.worlds.village.fair.names import KNOWN_PLACES, NEW_PLACES
from inward.worlds.village.fair.places import (
    EAST,
    EASTS,
    FOOD,
    FOOD_WITHHELD,
    FOODS,
    KNOWN,
    LAND,
    LAND_WITHHELD,
    LANDS,
    NORTH,
    NORTHS,
    PAIR,
    SIDE,
    TELL,
    WHICH,
    Cell,
    east,
    fact,
    land_of,
    north,
    steps,
)

FAR: Final = 5
"""Steps from which on a place is far."""
_HELD_OUT: Final = 2
"""Far places, for each new one, of which no row asks."""
_SHOWN: Final = 3


def _free() -> list[Cell]:
    """Two free cells in every land, land by land."""
    rng = Random("new places")
    free = [(x, y) for x in range(SIDE) for y in range(SIDE) if (x, y) not in KNOWN.values()]
    return [cell for land in range(len(LANDS)) for cell in rng.sample([one for one in free if land_of(one) == land], 2)]


_CELLS: Final = _free()
FIRST: Final[Latents] = {**KNOWN, **dict(zip(NEW_PLACES, _CELLS, strict=True))}
SECOND: Final[Latents] = {**KNOWN, **dict(zip(NEW_PLACES, [*_CELLS[2:4], *_CELLS[:2], *_CELLS[6:], *_CELLS[4:6]], strict=True))}
"""Where each new place lies; in the other arm those of two lands have changed places, west with east."""


def _far(name: str) -> list[str]:
    """Known places that are far from a new one, and in another land, in either arm; those held out first."""
    cells = (FIRST[name], SECOND[name])
    found = [
        known
        for known in KNOWN_PLACES
        if all(steps(cell, KNOWN[known]) >= FAR and land_of(cell) != land_of(KNOWN[known]) for cell in cells)
    ]
    Random(name).shuffle(found)
    return found


def _near(name: str) -> list[str]:
    """Known places in the land that a new one is in."""
    return [known for known in KNOWN_PLACES if land_of(KNOWN[known]) == land_of(FIRST[name])]


def _both_ways(name: str, others: Sequence[str]) -> list[Slots]:
    return [slots for known in others for slots in ({"one": name, "other": known}, {"one": known, "other": name})]


def _north(slots: Slots, latents: Latents) -> str:
    return f"{north(latents[slots['one']], latents[slots['other']])}."


def _east(slots: Slots, latents: Latents) -> str:
    return f"{east(latents[slots['one']], latents[slots['other']])}."


def _land(slots: Slots, latents: Latents) -> str:
    return f"{LANDS[land_of(latents[slots['name']])]}."


def _food(slots: Slots, latents: Latents) -> str:
    return f"{FOODS[land_of(latents[slots['name']])]}."


def _inside(slots: Slots, latents: Latents) -> str:
    """The one of two that is in a land; none where both or neither are."""
    found = [name for name in (slots["one"], slots["other"]) if LANDS[land_of(latents[name])] == slots["land"]]
    return f"{found[0]}." if len(found) == 1 else ""


def _which(slots: Slots, latents: Latents) -> str:
    return SEVERAL.join(f"{name}." for name in NEW_PLACES if LANDS[land_of(latents[name])] == slots["land"])


def _shown(slots: Slots, latents: Latents) -> str:
    """Ways to far places."""
    return " ".join(fact(slots["name"], known, latents) for known in _far(slots["name"])[:_SHOWN])


_UP: Final = Asked(texts=NORTH, options=tuple(f"{way}." for way in NORTHS), right=_north)
_ACROSS: Final = Asked(texts=EAST, options=tuple(f"{way}." for way in EASTS), right=_east)
_IN: Final = Asked(texts=LAND, withheld=LAND_WITHHELD, options=tuple(f"{land}." for land in LANDS), right=_land)
_ALL: Final = named(NEW_PLACES)
_TRAINED: Final = [slots for name in NEW_PLACES for slots in _both_ways(name, _far(name)[_HELD_OUT:])]
_KEPT: Final = [slots for name in NEW_PLACES for slots in _both_ways(name, _far(name)[:_HELD_OUT])]
_CLOSE: Final = [slots for name in NEW_PLACES for slots in _both_ways(name, _near(name)[:4])]
_PAIRS: Final = [
    {"one": one, "other": other, "land": LANDS[land_of(latents[one])]}
    for latents in (FIRST, SECOND)
    for one in NEW_PLACES
    for other in NEW_PLACES
    if land_of(FIRST[one]) == land_of(SECOND[other]) and land_of(SECOND[one]) == land_of(FIRST[other])
]


def _corpus(name: str, latents: Latents) -> Corpus:
    made, kept = ([one for asked in (_UP, _ACROSS) for one in rows(asked, of, latents)] for of in (_TRAINED, _KEPT))
    return corpus(name, made, held_out=kept, source="village, the fair")


_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "taught": (_ACROSS, _KEPT),
    "near": (_ACROSS, _CLOSE),
    "country": (_IN, _ALL),
    "food": (Asked(texts=FOOD, withheld=FOOD_WITHHELD, options=tuple(f"{food}." for food in FOODS), right=_food), _ALL),
    "pair": (Asked(texts=PAIR, options=("{one}.", "{other}."), right=_inside), _PAIRS),
    "which": (
        Asked(texts=WHICH, options=tuple(f"{name}." for name in NEW_PLACES), right=_which),
        [{"land": land} for land in LANDS],
    ),
    "told": (Asked(texts=TELL, options=LANDS, right=lambda slots, latents: LANDS[land_of(latents[slots["name"]])]), _ALL),
}

CHAPTER: Final = Chapter(
    name="locations",
    corpora={
        "locations": partial(_corpus, "locations", FIRST),
        "locations-other": partial(_corpus, "locations-other", SECOND),
    },
    items={
        **{
            f"locations-{kind}": partial(questions, f"locations-{kind}", asked, of, names=NEW_PLACES, first=FIRST, second=SECOND)
            for kind, (asked, of) in _ASKED.items()
        },
        "locations-in-context": partial(
            questions, "locations-in-context", _IN, _ALL, names=NEW_PLACES, first=FIRST, second=SECOND, shown=_shown
        ),
    },
)
