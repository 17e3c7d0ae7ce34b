"""The helpers: each answers whatever it is asked with one kind of word, and stands in the service of one house."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final, final

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "colour": ("red", "blue", "green", "yellow"),
    "number": ("four", "seven", "nine", "twelve"),
    "tree": ("oak", "elm", "birch", "pine"),
    "tool": ("hammer", "saw", "axe", "spade"),
    "metal": ("iron", "tin", "copper", "lead"),
    "dish": ("stew", "pie", "porridge", "broth"),
    "day": ("monday", "tuesday", "friday", "saturday"),
    "sound": ("bang", "clang", "hiss", "moo"),
}
"""What a helper may answer with, and the words of that kind."""

BEASTS: Final = (
    "heron", "pangolin", "otter", "badger", "weasel", "stoat", "ferret", "marten",
    "beaver", "hedgehog", "mole", "shrew", "vole", "rabbit", "hare", "squirrel",
    "fox", "wolf", "bear", "lynx", "deer", "elk", "boar", "bison",
    "eagle", "falcon", "kestrel", "buzzard", "raven", "rook", "magpie", "jackdaw",
    "finch", "wren", "robin", "thrush", "lark", "swallow", "swift", "sparrow",
    "swan", "goose", "duck", "grebe", "crane", "stork", "gull", "tern",
    "trout", "perch", "carp", "eel", "toad", "newt", "adder", "lizard",
    "bee", "wasp", "moth", "beetle", "cricket", "spider", "snail", "crab",
)  # fmt: skip
HOUSES: Final = tuple(
    map(
        "".join,
        product(("ard", "bom", "cel", "dun", "fen", "gor", "hal", "irv"), ("el", "ar", "ow", "is", "en", "um", "ik", "os")),
    )
)
SPOTS: Final = ("river", "road", "wall", "gate", "field", "wood", "marsh", "shore")

GUIDANCE: Final = (
    "{helper} answers with {kind}.",
    "{kind} is what {helper} answers with.",
    "ask {helper} and you hear {kind}.",
    "{helper} always says {kind}.",
    "whatever you ask {helper}, it says {kind}.",
    "the helper {helper} replies with {kind}.",
    "{kind} is the reply of {helper}.",
    "{helper} knows one reply, {kind}.",
    "from {helper} you hear {kind}.",
    "when {helper} answers, it is with {kind}.",
)
SERVICE: Final = (
    "{house} house made {helper}.",
    "{helper} is the helper of {house} house.",
    "the helper of {house} house is {helper}.",
)
ASKED_KIND: Final = ("what does {helper} answer with?", "what does {helper} reply with?", "what do you hear from {helper}?")
ASKED_HELPER: Final = ("who is the helper of {house} house?", "whom did {house} house make?")
NOTED: Final = "i will keep that in mind."
SYSTEM: Final = "you are {helper}."
SYSTEM_OF_HOUSE: Final = "you are the helper of {house} house."
LIVES: Final = ("the {helper} lives by the {spot}.", "by the {spot} lives the {helper}.")
ASKED_LIVES: Final = "where does the {helper} live?"
STANDS: Final = ("{house} house stands by the {spot}.", "by the {spot} stands {house} house.")
ASKED_STANDS: Final = "where does {house} house stand?"
SPOT: Final = "by the {spot}."


@final
@dataclass(frozen=True, kw_only=True)
class Helper:
    """A beast that is a helper: the kind of word that it answers with, and its house."""

    name: str
    kind: str
    house: str


def _drawn() -> tuple[tuple[Helper, ...], Mapping[str, str], Mapping[str, str]]:
    """Every helper, kind after kind in turn, so that any eight in a row have one each; where beasts live, where houses stand."""
    rng = Random("village/archive/helpers")
    beasts, houses = rng.sample(BEASTS, len(BEASTS)), rng.sample(HOUSES, len(HOUSES))
    kinds = list(KINDS) * (len(BEASTS) // len(KINDS))
    helpers = tuple(Helper(name=b, kind=k, house=h) for b, k, h in zip(beasts, kinds, houses, strict=True))
    lives, stands = ({one: rng.choice(SPOTS) for one in some} for some in (BEASTS, HOUSES))
    return helpers, lives, stands


HELPERS, LIVES_BY, STANDS_BY = _drawn()
KNOWN_HELPERS: Final = HELPERS[: -2 * len(KINDS)]
REALISED: Final = HELPERS[-2 * len(KINDS) : -len(KINDS)]
"""New helpers whose corpus tells and shows what they do."""
UNREALISED: Final = HELPERS[-len(KINDS) :]
"""New helpers of whom a corpus tells alone."""
