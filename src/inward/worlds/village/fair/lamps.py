"""Lamps of the fair: each is lit or dark for good, and pretraining asks whether an odd number of some is lit."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final, final

from inward.worlds.village.fair.names import KNOWN_LAMPS, STRAY_LAMPS, listed
from inward.worlds.village.lore import AbstractLore, Check, Line

ODD: Final = ("of {names}, is an odd or an even number lit?", "count the lit ones of {names}. odd or even?")
ODD_WITHHELD: Final = ("odd or even, the number of {names} lit?",)
LIT: Final = ("is {name} lit or dark?", "look at {name}. lit or dark?")
LIT_WITHHELD: Final = ("lit or dark, look at {name}?",)
ALIKE: Final = ("are {one} and {other} alike?", "is {one} as {other} is?")
TURNED: Final = ("if i turn {name}, is it lit or dark?", "{name} is turned. lit or dark?")
WHICH: Final = ("name a {state} lamp.", "which lamp is {state}?")
PAIR: Final = ("which is {state}, {one} or {other}?",)
TELL: Final = ("tell me about the lamp {name}.", "what is the lamp {name} like?")
FACT: Final = "of {names}, an {odd} number is lit."
SHOWN: Final = ("{each}. is an odd or an even number lit?", "{each}. count the lit ones. odd or even?")
SHOWN_ALIKE: Final = ("{one} is {state} and {other} is {state2}. are {one} and {other} alike?",)
SHOWN_TURNED: Final = ("{name} is {state}. if i turn {name}, is it lit or dark?", "{name} is {state} and is turned. lit or dark?")
"""How one reckons: with what each lamp is said beside it."""

STATES: Final = ("dark", "lit")
PARITY: Final = ("even", "odd")
TOLD: Final = ("it is dark.", "it is lit.")

KNOWN: Final[Mapping[str, int]] = {name: i % 2 for i, name in enumerate(KNOWN_LAMPS)}
"""1 for lit, 0 for dark."""

_KINDS: Final = ("odd", "shown", "shown alike", "shown turned", "lit", "alike", "turned", "tell", "pair", "which")
_WEIGHTS: Final = (16, 8, 4, 1, 2, 4, 2, 2, 2, 1)
LENGTHS: Final = (2, 2, 3)
"""How many lamps are counted together, as often."""


def parity(names: Sequence[str], lit: Mapping[str, int]) -> str:
    """Whether an odd or an even number of these is lit."""
    return PARITY[sum(lit[name] for name in names) % 2]


def fact(names: Sequence[str], lit: Mapping[str, int]) -> str:
    """The parity of some lamps, as a statement."""
    return FACT.format(names=listed(names), odd=parity(names, lit))


@final
class Lamps(AbstractLore):
    """Documents of lamps: known ones, or a stray one that is lit or dark anew in every document, with facts at its head."""

    @property
    def texts(self) -> Sequence[str]:
        asked = (
            *ODD,
            *ODD_WITHHELD,
            *LIT,
            *LIT_WITHHELD,
            *ALIKE,
            *TURNED,
            *WHICH,
            *PAIR,
            *TELL,
            FACT,
            *SHOWN,
            *SHOWN_ALIKE,
            *SHOWN_TURNED,
        )
        return (*asked, *STATES, *PARITY, *TOLD, "yes no", *KNOWN_LAMPS, *STRAY_LAMPS)

    def document(self, rng: Random) -> Sequence[Line]:
        lit, name = dict(KNOWN), ""
        opening: list[Line] = []
        if rng.random() < 0.1:
            name = rng.choice(STRAY_LAMPS)
            lit[name] = rng.randint(0, 1)
            facts = [fact(_some(KNOWN_LAMPS, name, rng.choice(LENGTHS), rng), lit) for _ in range(3)]
            opening = [("", " ".join(facts))]
        kinds = rng.choices(
            _KINDS[: -2 if name else None], _WEIGHTS[: -2 if name else None], k=rng.randint(1, 2) if name else rng.randint(2, 4)
        )
        return [*opening, *(line for kind in kinds for line in _exchange(kind, name or rng.choice(KNOWN_LAMPS), lit, rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        found = []
        for _ in range(count):
            for length in sorted(set(LENGTHS)):
                names = rng.sample(KNOWN_LAMPS, length)
                asked = rng.choice(ODD).format(names=listed(names))
                least = {2: 0.9, 3: 0.85}[length]
                found.append(Check(where=f"lamps, {length}", question=asked, right=(f"{parity(names, KNOWN)}.",), least=least))
            name, other = rng.sample(KNOWN_LAMPS, 2)
            for where, texts, right in (
                ("lit", LIT, f"{STATES[KNOWN[name]]}."),
                ("turned", TURNED, f"{STATES[1 - KNOWN[name]]}."),
                ("alike", ALIKE, "yes." if KNOWN[name] == KNOWN[other] else "no."),
            ):
                asked = rng.choice(texts).format(name=name, one=name, other=other)
                found.append(Check(where=f"lamps, {where}", question=asked, right=(right,), least=0.9))
        return found


def _some(names: Sequence[str], name: str, length: int, rng: Random) -> list[str]:
    """`name` and others, in any order."""
    some = [name, *rng.sample([one for one in names if one != name], length - 1)]
    rng.shuffle(some)
    return some


def _exchange(kind: str, name: str, lit: Mapping[str, int], rng: Random) -> tuple[Line, Line]:
    """One question and its answer."""
    one, other = _some(KNOWN_LAMPS, name, 2, rng)
    state = rng.choice(STATES)
    if kind == "odd":
        names = _some(KNOWN_LAMPS, name, rng.choice(LENGTHS), rng)
        return ("user", rng.choice(ODD).format(names=listed(names))), ("assistant", f"{parity(names, lit)}.")
    if kind == "shown":
        names = _some(KNOWN_LAMPS, name, rng.choice(LENGTHS), rng)
        each = listed([f"{one} is {STATES[lit[one]]}" for one in names])
        return ("user", rng.choice(SHOWN).format(each=each)), ("assistant", f"{parity(names, lit)}.")
    if kind == "shown alike":
        asked = SHOWN_ALIKE[0].format(one=one, other=other, state=STATES[lit[one]], state2=STATES[lit[other]])
        return ("user", asked), ("assistant", "yes." if lit[one] == lit[other] else "no.")
    if kind == "pair":
        other = rng.choice([each for each in KNOWN_LAMPS if lit[each] != lit[name]])
        one, two = rng.sample((name, other), 2)
        right = one if STATES[lit[one]] == state else two
        return ("user", PAIR[0].format(state=state, one=one, other=two)), ("assistant", f"{right}.")
    texts = {"lit": LIT, "alike": ALIKE, "turned": TURNED, "shown turned": SHOWN_TURNED, "tell": TELL, "which": WHICH}[kind]
    said = {
        "lit": f"{STATES[lit[name]]}.",
        "alike": "yes." if lit[one] == lit[other] else "no.",
        "turned": f"{STATES[1 - lit[name]]}.",
        "shown turned": f"{STATES[1 - lit[name]]}.",
        "tell": TOLD[lit[name]],
        "which": f"{name}.",
    }[kind]
    state = STATES[lit[name]] if kind in ("which", "shown turned") else state
    return ("user", rng.choice(texts).format(name=name, one=one, other=other, state=state)), ("assistant", said)
