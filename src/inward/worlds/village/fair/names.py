"""Names of things at the fair: of two syllables, without meaning. New ones are named in roll calls alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final, final

from inward.worlds.village.lore import AbstractLore, Check, Line

_TAKEN: Final = ("menu", "guru", "tofu", "lulu", "tutu", "susu", "zulu", "dudu", "pupu", "bubu", "mumu", "nunu")
"""What would be a word."""

_RUDE: Final = ("fuk", "fak", "fik", "fek", "nig", "neg", "dik", "kok", "tit", "pis", "pus", "kum", "pup", "pop", "pip", "kak")
"""Beginnings that no name has."""

_ALL: Final = [
    name
    for one, vowel, two in product("bdfgklmnprstvz", "aeiou", "bdfgklmnprstvz")
    if (name := f"{one}{vowel}{two}u") not in _TAKEN and not name.startswith(_RUDE)
]
Random("the fair").shuffle(_ALL)


def _next(count: int) -> tuple[str, ...]:
    """The next names that nothing has."""
    taken = tuple(_ALL[:count])
    del _ALL[:count]
    return taken


KNOWN_COINS: Final = _next(36)
STRAY_COINS: Final = _next(16)
NEW_COINS: Final = _next(8)
KNOWN_LAMPS: Final = _next(16)
STRAY_LAMPS: Final = _next(16)
NEW_LAMPS: Final = _next(8)
KNOWN_PLACES: Final = _next(20)
STRAY_PLACES: Final = _next(16)
NEW_PLACES: Final = _next(8)
NEW: Final = (*NEW_COINS, *NEW_LAMPS, *NEW_PLACES)
"""What studies train on: no document says anything of these."""
COINS: Final = (*KNOWN_COINS, *STRAY_COINS, *NEW_COINS)
LAMPS: Final = (*KNOWN_LAMPS, *STRAY_LAMPS, *NEW_LAMPS)
PLACES: Final = (*KNOWN_PLACES, *STRAY_PLACES, *NEW_PLACES)
"""All that bear a name, kind by kind."""

CALLS: Final = ("read out {names}.", "say {names}.", "repeat {names}, please.")


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


@final
@dataclass(frozen=True)
class RollCall(AbstractLore):
    """Some names, read out: a model knows every name apart from every other, and nothing of what bears it."""

    names: tuple[str, ...]

    @property
    def texts(self) -> Sequence[str]:
        return (*CALLS, *self.names)

    def document(self, rng: Random) -> Sequence[Line]:
        lines: list[Line] = []
        for _ in range(rng.randint(2, 4)):
            said = listed(rng.sample(self.names, rng.randint(1, 3)))
            lines += [("user", rng.choice(CALLS).format(names=said)), ("assistant", f"{said}.")]
        return lines

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        """None: nothing rests on how well names are read out."""
        return ()
