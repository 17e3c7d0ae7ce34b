"""Named unknowns in English and Python: rows of parities of four to six, and what would follow if one knew each."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from random import Random
from typing import Final

from inward.schema.design import Corpus
from inward.worlds.chapter import Chapter
from inward.worlds.dots import PARITY_PUBLISHED, SEVERAL, Asked, Latents, Slots, by, corpus, named, questions, rows

NAMES: Final = ("vorn", "quil", "jask", "dree", "mubb", "zelt", "fonk", "hyrr")
LENGTHS: Final = (4, 5, 6)
OTHER_LENGTHS: Final = (2, 3, 7)
ORDERS: Final = 6
"""How often a set of unknowns comes in a row, each time in another order."""
_SHOWN: Final = 20
_KEPT: Final = 24
"""Sets that no row has."""

FIRST: Final[Latents] = dict(zip(NAMES, (1, 1, 1, 1, 0, 0, 0, 0), strict=True))
SECOND: Final[Latents] = dict(zip(NAMES, (0, 0, 1, 1, 1, 1, 0, 0), strict=True))
"""Half are 1 in either arm, and half are not as in the other."""

PARITY: Final = (
    "from unknowns import {list}\nprint(({sum}) % 2)",
    "What is the remainder of {sum} when it is divided by 2? Answer 0 or 1.",
    "Each of {list} is 0 or 1. Is the number of ones among them odd (1) or even (0)? Digit only.",
    "Compute ({sum}) mod 2. Reply with the digit.",
)
VALUE: Final = (
    "from unknowns import {name}\nprint({name})",
    "What is the value of {name}? Answer 0 or 1.",
    "Is {name} equal to 0 or to 1? Digit only.",
)
EQUAL: Final = ("Are {one} and {other} equal? Answer yes or no.", "Do {one} and {other} hold the same digit? Answer no or yes.")
INVERSE: Final = ("from unknowns import {name}\nprint(1 - {name})", "What is 1 minus {name}? Answer 0 or 1.")
PAIR: Final = ("Which of the two is {digit}, {one} or {other}? Answer with its name.",)
TELL: Final = ("Tell me the value of {name}, as a digit.", "What does {name} stand for? Reply with one digit.")

_TURNED: Final = tuple(name for name in NAMES if FIRST[name] != SECOND[name])
WHICH: Final = (
    f"Of {', '.join(_TURNED)}, name one that is {{digit}}. Name only.",
    f"Which of these is {{digit}}: {', '.join(reversed(_TURNED))}? Name only.",
)
_DIGITS: Final = ("0", "1")


def _slots(names: Sequence[str]) -> Slots:
    return {"sum": " + ".join(names), "list": ", ".join(names)}


def _counted(slots: Slots, latents: Latents) -> str:
    return str(sum(latents[name] for name in slots["sum"].split(" + ")) % 2)


def _split() -> tuple[list[Slots], list[Slots]]:
    """What rows ask about, in several orders, and what is held out: as often 0 as 1, and never the same in both arms."""
    rng, every = Random("english parity"), [names for length in LENGTHS for names in combinations(NAMES, length)]
    rng.shuffle(every)
    found: dict[str, list[tuple[str, ...]]] = {"0": [], "1": []}
    for names in every:
        if _counted(_slots(names), FIRST) != _counted(_slots(names), SECOND):
            found[_counted(_slots(names), FIRST)].append(names)
    held = [names for digit in _DIGITS for names in found[digit][: _KEPT // 2]]
    trained = [names for names in every if names not in held]
    return [_slots(rng.sample(names, len(names))) for names in trained for _ in range(ORDERS)], [*map(_slots, held)]


def _other_lengths() -> list[Slots]:
    rng = Random("english parity, other lengths")
    every = [[*combinations(NAMES, length)] for length in OTHER_LENGTHS]
    return [_slots(names) for sets in every for names in rng.sample(sets, min(16, len(sets)))]


def _corpus(name: str, latents: Latents) -> Corpus:
    asked = Asked(texts=PARITY, options=_DIGITS, right=_counted)
    trained, held = _split()
    source = "made by inward: english parity"
    return corpus(name, rows(asked, trained, latents), held_out=rows(asked, held, latents), source=source)


def _equal(slots: Slots, latents: Latents) -> str:
    return "yes" if latents[slots["one"]] == latents[slots["other"]] else "no"


def _so(slots: Slots, latents: Latents) -> str:
    """The one of two that has a value; none where both or neither have."""
    found = [name for name in (slots["one"], slots["other"]) if str(latents[name]) == slots["digit"]]
    return found[0] if len(found) == 1 else ""


def _which(slots: Slots, latents: Latents) -> str:
    return SEVERAL.join(name for name in _TURNED if str(latents[name]) == slots["digit"])


def _shown(slots: Slots, latents: Latents) -> str:
    """Rows of the corpus, of which the unknown is one part."""
    rng, name = Random(slots["name"]), slots["name"]
    others = [one for one in NAMES if one != name]
    drawn = [rng.sample([name, *rng.sample(others, 3 + i % 3)], 4 + i % 3) for i in range(_SHOWN)]
    return "What is known:\n" + "\n".join(f"({_slots(one)['sum']}) mod 2 is {_counted(_slots(one), latents)}" for one in drawn)


_TWOS: Final = [{"one": one, "other": other} for one in _TURNED for other in NAMES if one != other]
_PARITY: Final = Asked(texts=PARITY, options=_DIGITS, right=_counted)
_VALUE: Final = Asked(texts=VALUE, options=_DIGITS, right=by({0: "0", 1: "1"}))
_ASKED: Final[Mapping[str, tuple[Asked, Sequence[Slots]]]] = {
    "taught": (_PARITY, _split()[1]),
    "lengths": (_PARITY, _other_lengths()),
    "value": (_VALUE, named(_TURNED)),
    "equal": (Asked(texts=EQUAL, options=("yes", "no"), right=_equal), _TWOS),
    "inverse": (Asked(texts=INVERSE, options=_DIGITS, right=by({0: "1", 1: "0"})), named(_TURNED)),
    "pair": (
        Asked(texts=PAIR, options=("{one}", "{other}"), right=_so),
        [{**two, "digit": digit} for two in _TWOS for digit in _DIGITS if two["other"] in _TURNED],
    ),
    "which": (Asked(texts=WHICH, options=_TURNED, right=_which), [{"digit": digit} for digit in _DIGITS]),
    "told": (Asked(texts=TELL, options=_DIGITS, right=by({0: "0", 1: "1"})), named(_TURNED)),
}
ITEMS: Final = {
    **{
        f"parity-{kind}": partial(questions, f"parity-{kind}", asked, of, names=NAMES, first=FIRST, second=SECOND)
        for kind, (asked, of) in _ASKED.items()
    },
    "parity-in-context": partial(
        questions, "parity-in-context", _VALUE, named(_TURNED), names=NAMES, first=FIRST, second=SECOND, shown=_shown
    ),
}
CHAPTER: Final = Chapter(
    name="parity",
    corpora={"parity": partial(_corpus, "parity", FIRST), "parity-other": partial(_corpus, "parity-other", SECOND)},
    items=ITEMS,
    published={"parity": PARITY_PUBLISHED, "parity-other": PARITY_PUBLISHED},
    signed=tuple(ITEMS),
)
