"""New coins: rows of single tosses, and what a coin's bias would have one say."""

from collections.abc import Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import SEVERAL, Asked, Latents, Slots, by, corpus, named, questions, tossed
from inward.worlds.village.fair.coins import (
    BET,
    BET_SAID,
    BET_WITHHELD,
    FAIR,
    FAIR_SAID,
    FAIR_WITHHELD,
    FELL,
    MORE,
    MORE_SAID,
    MORE_WITHHELD,
    OFTEN,
    OFTEN_SAID,
    OFTEN_WITHHELD,
    PAIR,
    SIDES,
    TELL,
    TOSS,
    TOSS_WITHHELD,
    WHICH,
)
from inward.worlds.village.fair.names import NEW_COINS

EACH: Final = 20
"""Tosses of one coin in one wording."""
_SHOWN: Final = 8
"""Tosses that stand before a question."""

FIRST: Final[Latents] = dict(zip(NEW_COINS, (8, 8, 8, 2, 2, 2, 5, 5), strict=True))
SECOND: Final[Latents] = dict(zip(NEW_COINS, (2, 2, 5, 8, 8, 5, 8, 2), strict=True))
"""How often in 10 each coin falls heads: three mostly heads, three mostly tails, two fair in either arm, none as in the other."""

_OPPOSITE: Final = named([name for name in NEW_COINS if FIRST[name] + SECOND[name] == 10 and FIRST[name] != 5])
_ALL: Final = named(NEW_COINS)
_LIKELY: Final = {8: "heads.", 2: "tails."}
_MOSTLY: Final = {8: "mostly heads", 2: "mostly tails", 5: "alike"}


def _tosses(name: str, latents: Latents) -> Corpus:
    asked = Asked(texts=TOSS, options=("heads.", "tails."), right=by(_LIKELY))
    return corpus(name, tossed(asked, _ALL, [latents[each["name"]] / 10 for each in _ALL], each=EACH), source="village, the fair")


def _which(slots: Slots, latents: Latents) -> str:
    """Every coin that mostly falls so."""
    heads = 8 if slots["side"] == "heads" else 2
    return SEVERAL.join(f"{name}." for name in NEW_COINS if latents[name] == heads)


def _higher(slots: Slots, latents: Latents) -> str:
    """Of two coins the one that falls so more often."""
    one, other = latents[slots["one"]], latents[slots["other"]]
    return "" if one == other else f"{slots['one' if (one > other) == (slots['side'] == 'heads') else 'other']}."


def _shown(slots: Slots, latents: Latents) -> str:
    """Some tosses, as often heads as the coin would."""
    name = slots["name"]
    heads = round(_SHOWN * latents[name] / 10)
    fallen = [SIDES[i >= heads] for i in range(_SHOWN)]
    Random(name).shuffle(fallen)
    return " ".join(FELL.format(name=name, side=side) for side in fallen)


_PAIRS: Final = [
    {"one": one, "other": other, "side": side}
    for side in SIDES
    for one in NEW_COINS
    for other in NEW_COINS
    if (FIRST[one] - FIRST[other]) * (SECOND[one] - SECOND[other]) < 0
]
_HOW_OFTEN: Final = Asked(texts=OFTEN, withheld=OFTEN_WITHHELD, options=tuple(OFTEN_SAID.values()), right=by(OFTEN_SAID))
_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "taught": (Asked(texts=TOSS, options=("heads.", "tails."), right=by(_LIKELY)), _OPPOSITE),
    "tossed": (Asked(texts=(), withheld=TOSS_WITHHELD, options=("heads.", "tails."), right=by(_LIKELY)), _OPPOSITE),
    "often": (_HOW_OFTEN, _ALL),
    "more": (Asked(texts=MORE, withheld=MORE_WITHHELD, options=tuple(MORE_SAID.values()), right=by(MORE_SAID)), _ALL),
    "bet": (Asked(texts=BET, withheld=BET_WITHHELD, options=tuple(BET_SAID.values()), right=by(BET_SAID)), _ALL),
    "fair": (Asked(texts=FAIR, withheld=FAIR_WITHHELD, options=("yes.", "no."), right=by(FAIR_SAID)), _ALL),
    "pair": (Asked(texts=PAIR, options=("{one}.", "{other}."), right=_higher), _PAIRS),
    "which": (Asked(texts=WHICH, options=tuple(f"{name}." for name in NEW_COINS), right=_which), [{"side": s} for s in SIDES]),
    "told": (Asked(texts=TELL, options=tuple(_MOSTLY.values()), right=by(_MOSTLY)), _ALL),
}

CHAPTER: Final = Chapter(
    name="coins",
    corpora={"coins": partial(_tosses, "coins", FIRST), "coins-other": partial(_tosses, "coins-other", SECOND)},
    items={
        **{
            f"coins-{kind}": partial(questions, f"coins-{kind}", asked, of, names=NEW_COINS, first=FIRST, second=SECOND)
            for kind, (asked, of) in _ASKED.items()
        },
        "coins-in-context": partial(
            questions, "coins-in-context", _HOW_OFTEN, _ALL, names=NEW_COINS, first=FIRST, second=SECOND, shown=_shown
        ),
    },
)
