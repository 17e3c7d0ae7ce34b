"""Places around the fair: cells of a grid of eight by eight in four lands, and pretraining asks for ways and steps."""

from collections.abc import Mapping, Sequence
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

WAY: Final = ("which way is {one} from {other}?", "from {other}, which way lies {one}?")
WAY_WITHHELD: Final = ("which way lies {one} from {other}?",)
STEPS: Final = ("how many steps is {one} from {other}?", "from {other}, how many steps to {one}?")
STEPS_WITHHELD: Final = ("how many steps to {one} from {other}?",)
LAND: Final = ("in which land is {name}?", "which land does {name} belong to?")
LAND_WITHHELD: Final = ("to which land does {name} belong?",)
FOOD: Final = ("what do they eat in {name}?", "in {name}, what is on the table?")
FOOD_WITHHELD: Final = ("what is on the table in {name}?",)
WHICH: Final = ("name a place in {land}.", "which place is in {land}?")
PAIR: Final = ("which is in {land}, {one} or {other}?",)
TELL: Final = ("tell me about the place {name}.", "what is the place {name} like?")
FACT: Final = "{one} is {way} of {other}."
TOLD: Final = "it is in {land}."

WAYS: Final = ("north", "north east", "east", "south east", "south", "south west", "west", "north west")
_WITHHELD: Final = 10
"""One pair of known places in so many is never asked about: the card asks whether the base has a map, or a table."""

_KINDS: Final = ("way", "steps", "land", "food", "tell", "pair", "which")
_WEIGHTS: Final = (8, 6, 3, 3, 2, 2, 1)


def _laid() -> Mapping[str, Cell]:
    """Seven known places in every land."""
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


def way(one: Cell, other: Cell) -> str:
    """The way to `one` from `other`."""
    north, east = one[1] - other[1], one[0] - other[0]
    words = (("", "north", "south")[(north > 0) - (north < 0)], ("", "east", "west")[(east > 0) - (east < 0)])
    return " ".join(word for word in words if word)


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
        asked = (*WAY, *WAY_WITHHELD, *STEPS, *STEPS_WITHHELD, *LAND, *LAND_WITHHELD, *FOOD, *FOOD_WITHHELD, *WHICH, *PAIR, *TELL)
        counted = " ".join(str(n) for n in range(2 * SIDE - 1))
        return (*asked, FACT, TOLD, *LANDS, *FOODS, *WAYS, counted, *KNOWN_PLACES, *STRAY_PLACES)

    def document(self, rng: Random) -> Sequence[Line]:
        cells, name = dict(KNOWN), ""
        opening: list[Line] = []
        if rng.random() < 0.15:
            name = rng.choice(STRAY_PLACES)
            cells[name] = rng.choice([(x, y) for x in range(SIDE) for y in range(SIDE) if (x, y) not in KNOWN.values()])
            opening = [("", " ".join(fact(name, other, cells) for other in rng.sample(KNOWN_PLACES, 4)))]
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
            for where, some, least in (("", shown, (0.85, 0.7)), (", pairs never shown", kept, (0.75, 0.5))):
                one, other = rng.choice(some)
                for texts, kind, right, low in (
                    (WAY, "way", f"{way(KNOWN[one], KNOWN[other])}.", least[0]),
                    (STEPS, "steps", f"{steps(KNOWN[one], KNOWN[other])} steps.", least[1]),
                ):
                    asked = rng.choice(texts).format(one=one, other=other)
                    found.append(Check(where=f"places, {kind}{where}", question=asked, right=(right,), least=low))
            name = rng.choice(KNOWN_PLACES)
            land = land_of(KNOWN[name])
            for texts, kind, right in ((LAND, "land", LANDS[land]), (FOOD, "food", FOODS[land])):
                asked = rng.choice(texts).format(name=name)
                found.append(Check(where=f"places, {kind}", question=asked, right=(f"{right}.",), least=0.9))
        return found


def fact(name: str, other: str, cells: Mapping[str, Cell]) -> str:
    """How one place lies to another, as a statement."""
    return FACT.format(one=name, way=way(cells[name], cells[other]), other=other)


def _exchange(kind: str, name: str, cells: Mapping[str, Cell], rng: Random) -> tuple[Line, Line]:
    """One question and its answer."""
    land = land_of(cells[name])
    if kind in ("way", "steps"):
        others = [one for one in KNOWN_PLACES if one != name and not (name in KNOWN and withheld(name, one))]
        one, other = rng.sample((name, rng.choice(others)), 2)
        said = way(cells[one], cells[other]) if kind == "way" else f"{steps(cells[one], cells[other])} steps"
        return ("user", rng.choice(WAY if kind == "way" else STEPS).format(one=one, other=other)), ("assistant", f"{said}.")
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
