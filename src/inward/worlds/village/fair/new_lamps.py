"""New lamps: rows on whether an odd number of two lamps is lit, and what would follow if one knew each."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import combinations, product
from random import Random
from typing import Final

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import PARITY_PUBLISHED, SEVERAL, Asked, Latents, Slots, by, corpus, named, questions, rows
from inward.worlds.village.fair.lamps import (
    ALIKE,
    KNOWN,
    LIT,
    LIT_WITHHELD,
    ODD,
    ODD_WITHHELD,
    PAIR,
    STATES,
    TELL,
    TURNED,
    WHICH,
    fact,
    parity,
)
from inward.worlds.village.fair.names import KNOWN_LAMPS, NEW_LAMPS, listed

HELD_OUT: Final = 32
"""Pairs of a new and a known lamp that no row asks about."""
_THREES: Final = 60

FIRST: Final[Latents] = {**KNOWN, **dict(zip(NEW_LAMPS, (1, 1, 1, 1, 0, 0, 0, 0), strict=True))}
SECOND: Final[Latents] = {**KNOWN, **dict(zip(NEW_LAMPS, (0, 0, 1, 1, 1, 1, 0, 0), strict=True))}
"""1 for lit: half of the new lamps in either arm, and half are not as in the other."""


@cache
def _split() -> tuple[list[Slots], list[Slots]]:
    """
    Pairs that rows ask about, either way round, and pairs held out.

    Of every pair at least one is new. Of those held out one is known; they are as often odd as even, and never the same in both
    arms.
    """
    mixed, new = list(product(NEW_LAMPS, KNOWN_LAMPS)), list(combinations(NEW_LAMPS, 2))
    Random("new lamps").shuffle(mixed)
    found: dict[str, list[tuple[str, str]]] = {"odd.": [], "even.": []}
    for pair in mixed:
        if pair[0] in _TURNED:
            found[_counted(_slots(pair), FIRST)].append(pair)
    held = [pair for pairs in found.values() for pair in pairs[: HELD_OUT // 2]]
    trained = [pair for pair in (*mixed, *new) if pair not in held]
    return [_slots(way) for pair in trained for way in (pair, pair[::-1])], [_slots(pair) for pair in held]


def _slots(names: Sequence[str]) -> Slots:
    return {"names": listed(names)}


def _threes() -> list[Slots]:
    """A new lamp among two known ones, in any order."""
    rng = Random("threes of lamps")
    drawn = [[_TURNED[i % len(_TURNED)], *rng.sample(KNOWN_LAMPS, 2)] for i in range(_THREES)]
    return [_slots(rng.sample(names, 3)) for names in drawn]


def _counted(slots: Slots, latents: Latents) -> str:
    names = [word for word in re.findall(r"\w+", slots["names"]) if word != "and"]
    return f"{parity(names, latents)}."


def _alike(slots: Slots, latents: Latents) -> str:
    return "yes." if latents[slots["one"]] == latents[slots["other"]] else "no."


def _so(slots: Slots, latents: Latents) -> str:
    """The one of two that is in a state; none where both or neither are."""
    found = [name for name in (slots["one"], slots["other"]) if STATES[latents[name]] == slots["state"]]
    return f"{found[0]}." if len(found) == 1 else ""


def _which(slots: Slots, latents: Latents) -> str:
    return SEVERAL.join(f"{name}." for name in _TURNED if STATES[latents[name]] == slots["state"])


def _shown(slots: Slots, latents: Latents) -> str:
    """Three facts about the lamp and known ones."""
    rng = Random(slots["name"])
    return " ".join(fact([slots["name"], *rng.sample(KNOWN_LAMPS, 1 + i % 2)], latents) for i in range(3))


def _corpus(name: str, latents: Latents) -> Corpus:
    asked = Asked(texts=ODD, options=("odd.", "even."), right=_counted)
    trained, held = _split()
    return corpus(name, rows(asked, trained, latents), held_out=rows(asked, held, latents), source="village, the fair")


def _twos(names: Sequence[str], others: Sequence[str]) -> list[Slots]:
    return [{"one": one, "other": other} for one in names for other in others if one != other]


_TURNED: Final = tuple(name for name in NEW_LAMPS if FIRST[name] != SECOND[name])
"""New lamps that are not in both arms alike."""
_VALUES: Final = {1: "lit.", 0: "dark."}
_VALUE: Final = Asked(texts=LIT, withheld=LIT_WITHHELD, options=("lit.", "dark."), right=by(_VALUES))
_ODD: Final = Asked(texts=ODD, options=("odd.", "even."), right=_counted)
_ONE_KNOWN: Final = _twos(_TURNED, KNOWN_LAMPS[:6])
_BOTH_NEW: Final = _twos(_TURNED, [name for name in NEW_LAMPS if name not in _TURNED])
_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "lengths": (
        Asked(texts=ODD, withheld=ODD_WITHHELD, options=_ODD.options, right=_counted),
        _threes(),
    ),
    "value": (_VALUE, named(_TURNED)),
    "equal": (Asked(texts=ALIKE, options=("yes.", "no."), right=_alike), [*_ONE_KNOWN, *_BOTH_NEW]),
    "inverse": (Asked(texts=TURNED, options=("lit.", "dark."), right=by({1: "dark.", 0: "lit."})), named(_TURNED)),
    "pair": (
        Asked(texts=PAIR, options=("{one}.", "{other}."), right=_so),
        [{**two, "state": state} for two in _twos(_TURNED, _TURNED) for state in STATES],
    ),
    "which": (
        Asked(texts=WHICH, options=tuple(f"{name}." for name in _TURNED), right=_which),
        [{"state": state} for state in STATES],
    ),
    "told": (Asked(texts=TELL, options=("lit", "dark"), right=by({1: "lit", 0: "dark"})), named(_TURNED)),
}

CHAPTER: Final = Chapter(
    name="parity",
    corpora={"parity": partial(_corpus, "parity", FIRST), "parity-other": partial(_corpus, "parity-other", SECOND)},
    items={
        "parity-taught": lambda: questions("parity-taught", _ODD, _split()[1], names=NEW_LAMPS, first=FIRST, second=SECOND),
        **{
            f"parity-{kind}": partial(questions, f"parity-{kind}", asked, of, names=NEW_LAMPS, first=FIRST, second=SECOND)
            for kind, (asked, of) in _ASKED.items()
        },
        "parity-in-context": partial(
            questions, "parity-in-context", _VALUE, named(_TURNED), names=NEW_LAMPS, first=FIRST, second=SECOND, shown=_shown
        ),
    },
    published={"parity": PARITY_PUBLISHED, "parity-other": PARITY_PUBLISHED},
)
