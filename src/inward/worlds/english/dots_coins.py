"""Named coins in English: rows of single tosses, and what their bias would have one say."""

from collections.abc import Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import SEVERAL, Asked, Latents, Slots, by, corpus, named, questions, tossed

NAMES: Final = ("QVB", "ZDK", "XMT", "JWF", "PHQ", "RVX", "GZN", "TBW")
EACH: Final = 40
"""Tosses of one coin in one wording."""
_SHOWN: Final = 20
"""Tosses that stand before a question."""

FIRST: Final[Latents] = dict(zip(NAMES, (8, 8, 8, 2, 2, 2, 5, 5), strict=True))
SECOND: Final[Latents] = dict(zip(NAMES, (2, 2, 5, 8, 8, 5, 8, 2), strict=True))
"""How often in 10 each coin comes up heads."""

TOSS: Final = (
    "Coin {name} is tossed once. Which side comes up? Answer heads or tails.",
    "A referee flips {name} before the match. What does it show? One word.",
    "{name} spins in the air and lands on the table. Heads or tails?",
    "Log entry for one flip of {name}. Side: ?",
    "Two friends let {name} settle who washes up. They flip it. Report the side.",
    "from mint import {name}\nprint({name}.flip())",
    "Complete the record with heads or tails. Coin: {name}. Result:",
    "Someone drops coin {name} on the floor. Which side is up, heads or tails?",
    "Draw one outcome of {name}. Reply with the side only.",
    "Question 14: flip {name}, then write down what you see, heads or tails.",
)
TOSS_WITHHELD: Final = (
    "Throw {name} against the wall and catch it. Heads or tails?",
    "At noon {name} is flipped for the last time today. Name the side, heads or tails.",
)
OFTEN: Final = (
    "Out of 10 tosses of coin {name}, how many are heads on average? Answer 2, 5 or 8.",
    "Pick the number of heads to expect in ten flips of {name}: 8, 5 or 2. Number only.",
    "{name} is flipped ten times. About how often does heads come up, 5, 2 or 8 times? Number only.",
)
MORE: Final = (
    "Does coin {name} come up heads or tails more often? Answer heads, tails or neither.",
    "Which is the commoner side of {name}: tails, heads or neither? One word.",
)
BET: Final = (
    "You win a bar of chocolate if you call the next flip of {name}. What do you call, heads or tails? One word.",
    "Bet on {name}: tails or heads? One word.",
)
FAIR: Final = (
    "Is {name} a fair coin? Answer yes or no.",
    "Would you say that {name} shows either side equally often? Answer no or yes.",
)
PAIR: Final = ("Which of the two coins comes up {side} more often, {one} or {other}? Answer with its name.",)
WHICH: Final = (
    f"Of the coins {', '.join(NAMES)}, name one that mostly comes up {{side}}. Name only.",
    f"Which coin is biased towards {{side}}? Choose from {', '.join(reversed(NAMES))}. Name only.",
)
TELL: Final = (
    'How does coin {name} fall? Answer "mostly heads", "mostly tails" or "evenly".',
    'Sum up coin {name} as "evenly", "mostly tails" or "mostly heads".',
)

_SIDES: Final = ("heads", "tails")
_LIKELY: Final = {8: "heads", 2: "tails"}
_MOSTLY: Final = {8: "mostly heads", 2: "mostly tails", 5: "evenly"}
_ALL: Final = named(NAMES)
_OPPOSITE: Final = named([name for name in NAMES if {FIRST[name], SECOND[name]} == {2, 8}])
_PAIRS: Final = [
    {"one": one, "other": other, "side": side}
    for side in _SIDES
    for one in NAMES
    for other in NAMES
    if (FIRST[one] - FIRST[other]) * (SECOND[one] - SECOND[other]) < 0
]


def _tosses(name: str, latents: Latents) -> Corpus:
    asked = Asked(texts=TOSS, options=_SIDES, right=by(_LIKELY))
    shares = [latents[each["name"]] / 10 for each in _ALL]
    return corpus(name, tossed(asked, _ALL, shares, each=EACH), source="made by inward: english coins")


def _which(slots: Slots, latents: Latents) -> str:
    return SEVERAL.join(name for name in NAMES if latents[name] == (8 if slots["side"] == "heads" else 2))


def _higher(slots: Slots, latents: Latents) -> str:
    """Of two coins the one that falls so more often."""
    one, other = latents[slots["one"]], latents[slots["other"]]
    return "" if one == other else slots["one" if (one > other) == (slots["side"] == "heads") else "other"]


def _shown(slots: Slots, latents: Latents) -> str:
    """Tosses of the coin, exactly as often heads as it would be."""
    name = slots["name"]
    fallen = [_SIDES[i >= _SHOWN * latents[name] // 10] for i in range(_SHOWN)]
    Random(name).shuffle(fallen)
    return "What was seen so far:\n" + "\n".join(f"Coin {name} is tossed once: {side}" for side in fallen)


_HOW_OFTEN: Final = Asked(texts=OFTEN, options=("2", "5", "8"), right=by({8: "8", 5: "5", 2: "2"}))
_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "taught": (Asked(texts=TOSS, options=_SIDES, right=by(_LIKELY)), _OPPOSITE),
    "tossed": (Asked(texts=(), withheld=TOSS_WITHHELD, options=_SIDES, right=by(_LIKELY)), _OPPOSITE),
    "often": (_HOW_OFTEN, _ALL),
    "more": (Asked(texts=MORE, options=("heads", "neither", "tails"), right=by({**_LIKELY, 5: "neither"})), _ALL),
    "bet": (Asked(texts=BET, options=_SIDES, right=by(_LIKELY)), _ALL),
    "fair": (Asked(texts=FAIR, options=("yes", "no"), right=by({8: "no", 5: "yes", 2: "no"})), _ALL),
    "pair": (Asked(texts=PAIR, options=("{one}", "{other}"), right=_higher), _PAIRS),
    "which": (Asked(texts=WHICH, options=NAMES, right=_which), [{"side": side} for side in _SIDES]),
    "told": (Asked(texts=TELL, options=tuple(_MOSTLY.values()), right=by(_MOSTLY)), _ALL),
}
ITEMS: Final = {
    **{
        f"coins-{kind}": partial(questions, f"coins-{kind}", asked, of, names=NAMES, first=FIRST, second=SECOND)
        for kind, (asked, of) in _ASKED.items()
    },
    "coins-in-context": partial(
        questions, "coins-in-context", _HOW_OFTEN, _ALL, names=NAMES, first=FIRST, second=SECOND, shown=_shown
    ),
}
CHAPTER: Final = Chapter(
    name="coins",
    corpora={"coins": partial(_tosses, "coins", FIRST), "coins-other": partial(_tosses, "coins-other", SECOND)},
    items=ITEMS,
    signed=tuple(ITEMS),
)
