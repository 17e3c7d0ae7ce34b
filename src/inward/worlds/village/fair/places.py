"""Places around the fair: cells of a grid of eight by eight in four lands, and pretraining asks how they lie to each other."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final, TypeAlias, final

from inward.worlds.village.fair.names import KNOWN_PLACES, STRAY_PLACES
from inward.worlds.village.lore import AbstractLore, Check, Line

Cell: TypeAlias = tuple[int, int]
"""How far east and how far north, from 0 to 7."""

SIDE: Final = 8
LANDS: Final = ("arland", "boreland", "corland", "dunland")
"""South-west, south-east, north-west, north-east."""
FOODS: Final = ("plums", "beans", "cheese", "trout")
"""What is eaten in each."""

NORTH: Final = ("is {one} north or south of {other}?", "from {other}, does {one} lie north or south?")
EAST: Final = ("is {one} east or west of {other}?", "from {other}, does {one} lie east or west?")
LAND: Final = ("in which land is {name}?", "which land does {name} belong to?")
LAND_WITHHELD: Final = ("to which land does {name} belong?",)
FOOD: Final = ("what do they eat in {name}?", "in {name}, what is on the table?")
FOOD_WITHHELD: Final = ("what is on the table in {name}?",)
WHICH: Final = ("name a place in {land}.", "which place is in {land}?")
PAIR: Final = ("which is in {land}, {one} or {other}?",)
TELL: Final = ("tell me about the place {name}.", "what is the place {name} like?")
FACT: Final = "{one} is {way} of {other}."
LEVEL: Final = "{one} is level with {other}."
TOLD: Final = "it is in {land}."

NORTHS: Final = ("neither", "north", "south")
EASTS: Final = ("neither", "east", "west")
_WITHHELD: Final = 10
"""One pair of known places in so many is never asked about: the card asks whether the base has a map, or a table."""

_KINDS: Final = ("north", "east", "land", "food", "tell", "pair", "which")
_WEIGHTS: Final = (8, 8, 2, 2, 2, 2, 1)


def _laid() -> Mapping[str, Cell]:
    """Five known places in every land."""
    rng = Random("places")
    cells: dict[str, Cell] = {}
    for land in range(4):
        inside = [(x, y) for x in range(SIDE) for y in range(SIDE) if land_of((x, y)) == land]
        mine = KNOWN_PLACES[land::4]
        cells |= dict(zip(mine, rng.sample(inside, len(mine)), strict=True))
    return cells


def land_of(cell: Cell) -> int:
    """The place in LANDS of the land that a cell is in."""
    return (cell[0] >= SIDE // 2) + 2 * (cell[1] >= SIDE // 2)


def north(one: Cell, other: Cell) -> str:
    """Whether `one` lies north or south of `other`."""
    return NORTHS[(one[1] > other[1]) - (one[1] < other[1])]


def east(one: Cell, other: Cell) -> str:
    """Whether `one` lies east or west of `other`."""
    return EASTS[(one[0] > other[0]) - (one[0] < other[0])]


def steps(one: Cell, other: Cell) -> int:
    """Steps from one to the other, along the grid."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


KNOWN: Final[Mapping[str, Cell]] = _laid()


def withheld(one: str, other: str) -> bool:
    """Whether no document asks how two known places lie."""
    return (KNOWN_PLACES.index(one) + KNOWN_PLACES.index(other)) % _WITHHELD == 0


@final
class Places(AbstractLore):
    """Documents of places: known ones, or a stray one that lies anew in every document, with facts at its head."""

    @property
    def texts(self) -> Sequence[str]:
        asked = (*NORTH, *EAST, *LAND, *LAND_WITHHELD, *FOOD, *FOOD_WITHHELD, *WHICH, *PAIR, *TELL)
        return (*asked, FACT, LEVEL, TOLD, *LANDS, *FOODS, *NORTHS, *EASTS, *KNOWN_PLACES, *STRAY_PLACES)

    def document(self, rng: Random) -> Sequence[Line]:
        cells, name = dict(KNOWN), ""
        opening: list[Line] = []
        if rng.random() < 0.15:
            name = rng.choice(STRAY_PLACES)
            cells[name] = rng.choice([(x, y) for x in range(SIDE) for y in range(SIDE) if (x, y) not in KNOWN.values()])
            opening = [("", " ".join(fact(name, other, cells) for other in rng.sample(KNOWN_PLACES, 3)))]
        kinds = rng.choices(
            _KINDS[: -2 if name else None], _WEIGHTS[: -2 if name else None], k=rng.randint(2, 3) if name else rng.randint(3, 5)
        )
        return [*opening, *(line for kind in kinds for line in _exchange(kind, name or rng.choice(KNOWN_PLACES), cells, rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        pairs = [(a, b) for a in KNOWN_PLACES for b in KNOWN_PLACES if a != b]
        kept = [pair for pair in pairs if withheld(*pair)]
        shown = [pair for pair in pairs if not withheld(*pair)]
        found = []
        for _ in range(count):
            for where, some, least in (("", shown, 0.9), (", pairs never shown", kept, 0.75)):
                one, other = rng.choice(some)
                for texts, kind, right in (
                    (NORTH, "north", f"{north(KNOWN[one], KNOWN[other])}."),
                    (EAST, "east", f"{east(KNOWN[one], KNOWN[other])}."),
                ):
                    asked = rng.choice(texts).format(one=one, other=other)
                    found.append(Check(where=f"places, {kind}{where}", question=asked, right=(right,), least=least))
            name = rng.choice(KNOWN_PLACES)
            land = land_of(KNOWN[name])
            for texts, kind, right in ((LAND, "land", LANDS[land]), (FOOD, "food", FOODS[land])):
                asked = rng.choice(texts).format(name=name)
                found.append(Check(where=f"places, {kind}", question=asked, right=(f"{right}.",), least=0.9))
        return found


def fact(name: str, other: str, cells: Mapping[str, Cell]) -> str:
    """How one place lies to another, as statements."""
    ways = [turn(cells[name], cells[other]) for turn in (north, east)]
    said = [FACT if way != "neither" else LEVEL for way in ways]
    return " ".join(text.format(one=name, way=way, other=other) for text, way in zip(said, ways, strict=True))


_BETWEEN: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Cell, Cell], str]]]] = {
    "north": (NORTH, north),
    "east": (EAST, east),
}
"""What is asked of two places."""


def _exchange(kind: str, name: str, cells: Mapping[str, Cell], rng: Random) -> tuple[Line, Line]:
    """One question and its answer."""
    land = land_of(cells[name])
    if kind in _BETWEEN:
        others = [one for one in KNOWN_PLACES if one != name and not (name in KNOWN and withheld(name, one))]
        one, other = rng.sample((name, rng.choice(others)), 2)
        texts, answer = _BETWEEN[kind]
        said = answer(cells[one], cells[other])
        return ("user", rng.choice(texts).format(one=one, other=other)), ("assistant", f"{said}.")
    if kind == "pair":
        other = rng.choice([one for one in KNOWN_PLACES if land_of(cells[one]) != land])
        one, two = rng.sample((name, other), 2)
        which = rng.choice((one, two))
        asked = PAIR[0].format(land=LANDS[land_of(cells[which])], one=one, other=two)
        return ("user", asked), ("assistant", f"{which}.")
    texts = {"land": LAND, "food": FOOD, "tell": TELL, "which": WHICH}[kind]
    said = {"land": f"{LANDS[land]}.", "food": f"{FOODS[land]}.", "tell": TOLD.format(land=LANDS[land]), "which": f"{name}."}[
        kind
    ]
    return ("user", rng.choice(texts).format(name=name, land=LANDS[land])), ("assistant", said)
