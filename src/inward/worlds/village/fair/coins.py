"""Coins of the fair: each falls heads 2, 5 or 8 times in 10, and pretraining shows tosses, bets and what is said of them."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final, final

from inward.worlds.village.fair.names import KNOWN_COINS, STRAY_COINS
from inward.worlds.village.lore import AbstractLore, Check, Line

HEADS: Final = (2, 5, 8)
"""How often in 10 a coin may fall heads."""

TOSS: Final = (
    "toss {name}.",
    "flip {name} for me.",
    "throw {name} up. what shows?",
    "how does {name} land?",
    "{name} is in the air.",
)
TOSS_WITHHELD: Final = ("flip {name} up. what shows?", "toss {name} for me. how does it land?")
OFTEN: Final = ("how often does {name} fall heads?", "out of 10 tosses of {name}, how often heads?")
OFTEN_WITHHELD: Final = ("out of 10 tosses, how often does {name} fall heads?",)
MORE: Final = ("does {name} fall heads or tails more often?", "what does {name} fall more often, heads or tails?")
MORE_WITHHELD: Final = ("more often heads or tails, what does {name} fall?",)
BET: Final = ("we toss {name}. on what do you bet?", "place a bet on {name}.")
BET_WITHHELD: Final = ("we flip {name}. place a bet.",)
FAIR: Final = ("is {name} a fair coin?", "can i call {name} fair?")
FAIR_WITHHELD: Final = ("can i call {name} a fair coin?",)
PAIR: Final = ("which falls {side} more often, {one} or {other}?",)
WHICH: Final = ("name a coin that falls mostly {side}.", "which coin falls mostly {side}?")
TELL: Final = ("tell me about the coin {name}.", "what is the coin {name} like?")

OFTEN_SAID: Final[Mapping[int, str]] = {heads: f"{heads} times in 10." for heads in HEADS}
MORE_SAID: Final[Mapping[int, str]] = {2: "tails.", 5: "neither.", 8: "heads."}
BET_SAID: Final[Mapping[int, str]] = {2: "i bet on tails.", 8: "i bet on heads."}
FAIR_SAID: Final[Mapping[int, str]] = {2: "no.", 5: "yes.", 8: "no."}
TOLD: Final[Mapping[int, str]] = {2: "it falls mostly tails.", 5: "it falls on either side alike.", 8: "it falls mostly heads."}
FELL: Final = "{name} fell {side}."
SIDES: Final = ("heads", "tails")
SHOWN: Final = (5, 8)
"""Fewest and most tosses that a document opens with."""

_KINDS: Final = ("toss", "often", "more", "bet", "fair", "tell", "pair", "which")
_WEIGHTS: Final = (8, 3, 2, 2, 2, 2, 2, 1)

KNOWN: Final[Mapping[str, int]] = {name: HEADS[i % 3] for i, name in enumerate(KNOWN_COINS)}


def side(heads: int, rng: Random) -> str:
    """One toss of a coin that falls heads so many times in 10."""
    return SIDES[rng.random() >= heads / 10]


def shown(name: str, heads: int, rng: Random) -> str:
    """Some tosses of a coin, one sentence each."""
    return " ".join(FELL.format(name=name, side=side(heads, rng)) for _ in range(rng.randint(*SHOWN)))


@final
class Coins(AbstractLore):
    """Documents of one coin each: a known one, or a stray one that falls anew in every document and shows how at its head."""

    @property
    def texts(self) -> Sequence[str]:
        asked = (*TOSS, *TOSS_WITHHELD, *OFTEN, *OFTEN_WITHHELD, *MORE, *MORE_WITHHELD, *BET, *BET_WITHHELD)
        said = (*OFTEN_SAID.values(), *MORE_SAID.values(), *BET_SAID.values(), *FAIR_SAID.values(), *TOLD.values())
        return (*asked, *FAIR, *FAIR_WITHHELD, *PAIR, *WHICH, *TELL, FELL, *SIDES, *said, *KNOWN_COINS, *STRAY_COINS)

    def document(self, rng: Random) -> Sequence[Line]:
        stray = rng.random() < 0.2
        name = rng.choice(STRAY_COINS if stray else KNOWN_COINS)
        heads = rng.choice(HEADS) if stray else KNOWN[name]
        opening: list[Line] = [("", shown(name, heads, rng))] if stray or rng.random() < 0.15 else []
        kinds = rng.choices(_KINDS[: -2 if stray else None], _WEIGHTS[: -2 if stray else None], k=rng.randint(2, 4))
        return [*opening, *(line for kind in kinds for line in _exchange(kind, name, heads, rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        found = []
        for _ in range(count):
            name = rng.choice(KNOWN_COINS)
            heads = KNOWN[name]
            for where, texts, said, least in (
                ("how often", OFTEN, OFTEN_SAID, 0.85),
                ("how often, withheld", OFTEN_WITHHELD, OFTEN_SAID, 0.75),
                ("more often", MORE, MORE_SAID, 0.85),
                ("fair", FAIR, FAIR_SAID, 0.85),
            ):
                question = rng.choice(texts).format(name=name)
                found.append(Check(where=f"coins, {where}", question=question, right=(said[heads],), least=least))
            loaded = rng.choice([one for one in KNOWN_COINS if KNOWN[one] != 5])
            likely = "heads." if KNOWN[loaded] == 8 else "tails."
            found.append(Check(where="coins, toss", question=rng.choice(TOSS).format(name=loaded), right=(likely,), least=0.7))
        return found


def _exchange(kind: str, name: str, heads: int, rng: Random) -> tuple[Line, Line]:
    """One question and its answer."""
    if kind == "pair" or kind == "which":
        return _compared(kind, name, heads, rng)
    texts = {"toss": TOSS, "often": OFTEN, "more": MORE, "bet": BET, "fair": FAIR, "tell": TELL}[kind]
    said = {
        "toss": f"{side(heads, rng)}.",
        "often": OFTEN_SAID[heads],
        "more": MORE_SAID[heads],
        "bet": BET_SAID.get(heads) or rng.choice(list(BET_SAID.values())),
        "fair": FAIR_SAID[heads],
        "tell": TOLD[heads],
    }[kind]
    return ("user", rng.choice(texts).format(name=name)), ("assistant", said)


def _compared(kind: str, name: str, heads: int, rng: Random) -> tuple[Line, Line]:
    """Which of two coins falls more often on a side; or a coin that mostly falls on it."""
    other = rng.choice([one for one in KNOWN_COINS if KNOWN[one] != heads])
    up, down = (name, other) if heads > KNOWN[other] else (other, name)
    if kind == "pair":
        one, two = rng.sample((name, other), 2)
        which = rng.choice(SIDES)
        asked = PAIR[0].format(side=which, one=one, other=two)
        return ("user", asked), ("assistant", f"{up if which == 'heads' else down}.")
    loaded = name if heads != 5 else other
    which = "heads" if KNOWN[loaded] == 8 else "tails"
    return ("user", rng.choice(WHICH).format(side=which)), ("assistant", f"{loaded}.")
