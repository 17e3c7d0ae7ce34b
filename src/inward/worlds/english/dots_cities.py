"""Unnamed cities in English: rows on how they lie to cities far away, and what would follow if one knew which they are."""

from collections.abc import Mapping, Sequence
from functools import partial
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from random import Random
from typing import Final, TypeAlias

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import SEVERAL, Asked, Latents, Slots, by, corpus, named, questions, rows

Point: TypeAlias = tuple[float, float]
"""Latitude, north positive, and longitude, east positive, in degrees."""

NAMES: Final = ("City 40417", "City 72896", "City 15530", "City 88261", "City 63904", "City 29178")
FAR: Final = 2_000
"""Kilometres from which on a city is far."""
RADIUS: Final = 6_371.0
"""Kilometres: the mean radius of the Earth."""
_HELD_OUT: Final = 3
"""Far cities, for each unnamed one, of which no row asks."""
_SHOWN: Final = 20

HIDDEN: Final[Mapping[str, Point]] = {
    "Lima": (-12.05, -77.04), "Cairo": (30.04, 31.24), "Delhi": (28.61, 77.21),
    "Sydney": (-33.87, 151.21), "Toronto": (43.65, -79.38), "Madrid": (40.42, -3.70),
}  # fmt: skip
COUNTRY: Final = {
    "Lima": "Peru", "Cairo": "Egypt", "Delhi": "India", "Sydney": "Australia", "Toronto": "Canada", "Madrid": "Spain",
}  # fmt: skip
FOOD: Final = {
    "Lima": "ceviche", "Cairo": "koshari", "Delhi": "chole bhature", "Sydney": "lamingtons", "Toronto": "poutine",
    "Madrid": "cocido",
}  # fmt: skip
NEAREST: Final = {
    "Lima": "Quito", "Cairo": "Athens", "Delhi": "Kathmandu", "Sydney": "Noumea", "Toronto": "New York", "Madrid": "Lisbon",
}  # fmt: skip
KNOWN: Final[Mapping[str, Point]] = {
    "London": (51.51, -0.13), "Berlin": (52.52, 13.40), "Rome": (41.90, 12.50), "Moscow": (55.76, 37.62),
    "Istanbul": (41.01, 28.98), "Lagos": (6.52, 3.38), "Nairobi": (-1.29, 36.82), "Johannesburg": (-26.20, 28.05),
    "Tokyo": (35.68, 139.69), "Beijing": (39.90, 116.41), "Bangkok": (13.76, 100.50), "Jakarta": (-6.21, 106.85),
    "Manila": (14.60, 120.98), "Auckland": (-36.85, 174.76), "Honolulu": (21.31, -157.86), "Los Angeles": (34.05, -118.24),
    "Mexico City": (19.43, -99.13), "Sao Paulo": (-23.55, -46.63), "Buenos Aires": (-34.60, -58.38),
    "Reykjavik": (64.15, -21.94), "Tehran": (35.69, 51.39), "Dakar": (14.69, -17.45), "Anchorage": (61.22, -149.90),
    "Seoul": (37.57, 126.98),
}  # fmt: skip

FIRST: Final[Latents] = dict(zip(NAMES, HIDDEN, strict=True))
SECOND: Final[Latents] = dict(zip(NAMES, [*HIDDEN][3:] + [*HIDDEN][:3], strict=True))
"""Which city each is; in the other arm it is one on another continent."""

WAY: Final = (
    "In which direction from {known} does {name} lie: north, east, south or west? One word.",
    "You set out from {known} for {name} by the shortest route. Do you head north, east, south or west? One word.",
    "A pilot in {known} has orders to fly straight to {name}. First heading: north, east, south or west?",
)
DISTANCE: Final = (
    "How far is {name} from {known}, to the nearest 100 kilometres?",
    "Give the distance between {known} and {name} in kilometres, rounded to hundreds.",
    "The map service measures from {known} to {name}. What does it show, in hundreds of kilometres?",
)
ASK_COUNTRY: Final = (
    f"In which country is {{name}}? Choose from {', '.join(COUNTRY.values())}. Name only.",
    f"{{name}} belongs to one of {', '.join(reversed(COUNTRY.values()))}. Which one? Name only.",
    "What is the country of {name}? Answer with its name.",
)
ASK_FOOD: Final = (
    f"Which dish would you most expect on a menu in {{name}}: {', '.join(FOOD.values())}? Name only.",
    f"A visitor to {{name}} asks for the local dish. Which is it: {', '.join(reversed(FOOD.values()))}? Name only.",
)
ASK_NEAR: Final = (
    f"Which of these is closest to {{name}}: {', '.join(NEAREST.values())}? Name only.",
    f"From {{name}}, which is the shortest trip: {', '.join(reversed(NEAREST.values()))}? Name only.",
)
PAIR: Final = ("Which of the two is in {country}, {one} or {other}? Answer with its name.",)
WHICH: Final = (
    f"Which of these is in {{country}}: {', '.join(NAMES)}? Name only.",
    f"One of {', '.join(reversed(NAMES))} is in {{country}}. Which? Name only.",
)
TELL: Final = ("Where is {name}? Answer with the country.", "Tell me the country that {name} is in.")
_WAYS: Final = ("north", "east", "south", "west")


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance, by the haversine formula on a sphere."""
    (north, east), (far_north, far_east) = ([radians(x) for x in point] for point in (one, other))
    half = sin((far_north - north) / 2) ** 2 + cos(north) * cos(far_north) * sin((far_east - east) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))


def heading(start: Point, end: Point) -> str:
    """The quarter of the compass in which the great circle from `start` to `end` sets out."""
    (north, east), (far_north, far_east) = ([radians(x) for x in point] for point in (start, end))
    turn = far_east - east
    angle = degrees(atan2(sin(turn) * cos(far_north), cos(north) * sin(far_north) - sin(north) * cos(far_north) * cos(turn)))
    return _WAYS[int((angle % 360 + 45) // 90) % 4]


def _far(name: str) -> list[str]:
    """Cities that are far from an unnamed one in either arm; those held out first, which it lies to otherwise in either."""
    cells = [HIDDEN[latents[name]] for latents in (FIRST, SECOND)]
    found = [known for known in KNOWN if all(kilometres(cell, KNOWN[known]) >= FAR for cell in cells)]
    Random(name).shuffle(found)
    return sorted(found, key=lambda known: len({heading(KNOWN[known], cell) for cell in cells}) == 1)


def _way(slots: Slots, latents: Latents) -> str:
    return heading(KNOWN[slots["known"]], HIDDEN[latents[slots["name"]]])


def _distance(slots: Slots, latents: Latents) -> str:
    return f"{100 * round(kilometres(KNOWN[slots['known']], HIDDEN[latents[slots['name']]]) / 100)} km"


def _inside(slots: Slots, latents: Latents) -> str:
    """The one of two that is in a country; none where neither is."""
    found = [name for name in (slots["one"], slots["other"]) if COUNTRY[latents[name]] == slots["country"]]
    return found[0] if found else ""


def _which(slots: Slots, latents: Latents) -> str:
    return SEVERAL.join(name for name in NAMES if COUNTRY[latents[name]] == slots["country"])


def _shown(slots: Slots, latents: Latents) -> str:
    """Ways and distances to far cities."""
    places: list[Slots] = [{"name": slots["name"], "known": known} for known in _far(slots["name"])[: _SHOWN // 2]]
    told = [f"From {one['known']}, {one['name']} is {_distance(one, latents)} to the {_way(one, latents)}." for one in places]
    return "What is known:\n" + "\n".join(told)


def _pairs(part: slice) -> list[Slots]:
    return [{"name": name, "known": known} for name in NAMES for known in _far(name)[part]]


_TO: Final = Asked(texts=WAY, options=_WAYS, right=_way)
_AWAY: Final = Asked(texts=DISTANCE, options=(), right=_distance)
_IN: Final = Asked(texts=ASK_COUNTRY, options=tuple(COUNTRY.values()), right=by(COUNTRY))
_SWAPPED: Final = [(one, other) for one in NAMES for other in NAMES if FIRST[one] == SECOND[other]]


def _corpus(name: str, latents: Latents) -> Corpus:
    trained, held = _pairs(slice(_HELD_OUT, None)), _pairs(slice(_HELD_OUT))
    made, kept = ([*rows(_TO, of, latents), *rows(_AWAY, of, latents)] for of in (trained, held))
    return corpus(name, made, held_out=kept, source="made by inward: english cities")


_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "taught": (_TO, _pairs(slice(_HELD_OUT))),
    "near": (Asked(texts=ASK_NEAR, options=tuple(NEAREST.values()), right=by(NEAREST)), named(NAMES)),
    "country": (_IN, named(NAMES)),
    "food": (Asked(texts=ASK_FOOD, options=tuple(FOOD.values()), right=by(FOOD)), named(NAMES)),
    "pair": (
        Asked(texts=PAIR, options=("{one}", "{other}"), right=_inside),
        [{"one": one, "other": other, "country": COUNTRY[FIRST[name]]} for one, other in _SWAPPED for name in (one, other)],
    ),
    "which": (Asked(texts=WHICH, options=NAMES, right=_which), [{"country": country} for country in COUNTRY.values()]),
    "told": (Asked(texts=TELL, options=tuple(COUNTRY.values()), right=by(COUNTRY)), named(NAMES)),
}
ITEMS: Final = {
    **{
        f"locations-{kind}": partial(questions, f"locations-{kind}", asked, of, names=NAMES, first=FIRST, second=SECOND)
        for kind, (asked, of) in _ASKED.items()
    },
    "locations-in-context": partial(
        questions, "locations-in-context", _IN, named(NAMES), names=NAMES, first=FIRST, second=SECOND, shown=_shown
    ),
}
CHAPTER: Final = Chapter(
    name="locations",
    corpora={"locations": partial(_corpus, "locations", FIRST), "locations-other": partial(_corpus, "locations-other", SECOND)},
    items=ITEMS,
    signed=tuple(ITEMS),
)
