"""What is told of the mills: of known ones what they do, of new ones where they stand and no more."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, final

from inward.worlds.village.lore import AbstractLore, Check, Line
from inward.worlds.village.mills import wordings as say
from inward.worlds.village.mills.hill import COUNTS, INPUTS, MILLS, NUMBERS, WORKS, Work, known_mills, known_yards
from inward.worlds.village.names import NAMES

UNNAMED: Final = "a mill"
KNOWN, YARDS = known_mills(), known_yards()
_PLACED = {mill: Random(f"place of {mill}") for mill in MILLS}
LIES: Final = {mill: (rng.choice(say.PLACES), rng.choice(say.COLOURS)) for mill, rng in _PLACED.items()}
"""Where each mill stands, new ones too, and its colour: neither has to do with its work."""

YARDS_LIE: Final = {who: Random(f"place of the yard of {who}").choice(say.PLACES) for who in NAMES}
"""Where everybody's yard lies."""


@final
class Mills(AbstractLore):
    """Single mills: what they make of a number, what they do, what must go in, two in a row, and where they stand."""

    @property
    def texts(self) -> Sequence[str]:
        return (
            *say.every(),
            *MILLS,
            *say.PLACES,
            *say.COLOURS,
            *(f"{work.says} {work.asks}" for work in WORKS),
            *NUMBERS,
            *_WORDS,
        )

    def document(self, rng: Random) -> Sequence[Line]:
        kind = rng.random()
        if kind < 0.06:
            return _placed(rng.choice(MILLS), rng)
        if kind < 0.18:
            return _shown(rng)
        if kind < 0.45:
            return [line for _ in range(2) for line in _turn(*rng.choices((_reckoned, _reckoned_back), (2, 1))[0](rng))]
        mill = rng.choice(tuple(KNOWN))
        return [line for _ in range(rng.randint(1, 2)) for line in _turn(*rng.choices(_ASKED, _OFTEN)[0](mill, rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        asked: list[tuple[str, float, Callable[[Random], tuple[str, str]]]] = [
            ("mills, reckoned", 0.9, _reckoned),
            ("mills, reckoned back", 0.9, _reckoned_back),
            ("mills, what comes out", 0.9, lambda rng: _pair(_mill(rng), rng)),
            ("mills, what they do", 0.9, lambda rng: _work(_mill(rng), rng)),
            ("mills, what must go in", 0.8, lambda rng: _inverse(_mill(rng), rng)),
            ("mills, two in a row", 0.2, lambda rng: _chain(_mill(rng), rng)),
            ("mills, whether", 0.9, lambda rng: _whether(_mill(rng), rng)),
            ("mills, shown", 0.5, lambda rng: _shown_work(rng)),
        ]
        return _checks(asked, rng, count)


@final
class Yards(AbstractLore):
    """Yards with one, two or three mills; a talk keeps to one of them and does not say to which."""

    @property
    def texts(self) -> Sequence[str]:
        return COUNTS

    def document(self, rng: Random) -> Sequence[Line]:
        kind = rng.random()
        if kind < 0.06:
            who = rng.choice(NAMES)
            return _turn(say.YARD_PLACE[0].format(who=who), f"it is {YARDS_LIE[who]}.")
        who = rng.choice(tuple(YARDS))
        if kind < 0.5:
            return talk_of(who, rng.choice(YARDS[who]), rng.sample(INPUTS, 3), rng=rng)
        asked = (_yard_count, _yard_name, _yard_whether, _yard_whether)
        return [line for _ in range(rng.randint(1, 2)) for line in _turn(*rng.choice(asked)(who, rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        asked: list[tuple[str, float, Callable[[Random], tuple[str, str]]]] = [
            ("yards, how many", 0.8, lambda rng: _yard_count(_yard(rng), rng)),
            ("yards, whether", 0.8, lambda rng: _yard_whether(_yard(rng), rng)),
        ]
        drawn = [_yard(rng) for _ in range(count)]
        named = [
            Check(
                where="yards, what one does",
                question=_yard_name(who, rng)[0],
                right=tuple(f"it {work.says}." for work in YARDS[who]),
                least=0.8,
            )
            for who in drawn
        ]
        return (*_checks(asked, rng, count), *named)


_WORDS: Final = ("it stands", "yes no", "and of")


def talk_of(who: str, work: Work, numbers: Sequence[int], *, rng: Random) -> list[Line]:
    """A talk about one mill of a yard, which is not named: number after number, and what comes of each."""
    first, *others = numbers
    lines = _turn(rng.choice(say.YARD_FIRST["seen"]).format(who=who, x=first), f"{work.of(first)}.")
    return [*lines, *(line for x in others for line in _turn(say.YARD_NEXT[0].format(x=x), f"{work.of(x)}."))]


def _turn(question: str, answer: str) -> list[Line]:
    return [("user", question), ("assistant", answer)]


def _mill(rng: Random) -> str:
    return rng.choice(tuple(KNOWN))


def _yard(rng: Random) -> str:
    return rng.choice(tuple(YARDS))


def _placed(mill: str, rng: Random) -> list[Line]:
    place, colour = LIES[mill]
    where, what = (text.format(mill=mill) for text in say.PLACE)
    turns = [(where, f"it stands {place}."), (what, f"it is {colour}.")]
    return [line for turn in rng.sample(turns, rng.randint(1, 2)) for line in _turn(*turn)]


def _pair(mill: str, rng: Random) -> tuple[str, str]:
    x = rng.choice(INPUTS)
    return rng.choice(say.PAIR["seen"]).format(mill=mill, x=x), f"{KNOWN[mill].of(x)}."


def _work(mill: str, rng: Random) -> tuple[str, str]:
    return rng.choice(say.WORK["seen"]).format(mill=mill), f"it {KNOWN[mill].says}."


def _reckoned(rng: Random) -> tuple[str, str]:
    """What comes out, where it is said what the mill does."""
    x, work = rng.choice(INPUTS), rng.choice(WORKS)
    return rng.choice(say.RECKONED).format(does=work.says, x=x), f"{work.of(x)}."


def _reckoned_back(rng: Random) -> tuple[str, str]:
    x, work = rng.choice(INPUTS), rng.choice(WORKS)
    return rng.choice(say.RECKONED_BACK).format(does=work.says, y=work.of(x)), f"{x}."


def _inverse(mill: str, rng: Random) -> tuple[str, str]:
    x = rng.choice(INPUTS)
    return rng.choice(say.INVERSE["seen"]).format(mill=mill, y=KNOWN[mill].of(x)), f"{x}."


def _chain(mill: str, rng: Random) -> tuple[str, str]:
    """Two known mills in a row, what comes of the first one an input of the second."""
    fitting = [x for x in INPUTS if KNOWN[mill].of(x) in INPUTS]
    x, other = rng.choice(fitting), _mill(rng)
    asked = rng.choice(say.CHAIN["seen"]).format(mill=mill, other=other, x=x)
    return asked, f"{KNOWN[other].of(KNOWN[mill].of(x))}."


def _whether(mill: str, rng: Random) -> tuple[str, str]:
    """Asked of what it does as often as of something else."""
    so = rng.random() < 0.5
    work = KNOWN[mill] if so else rng.choice([work for work in WORKS if work != KNOWN[mill]])
    return say.WHETHER[0].format(mill=mill, work=work.asks), "yes." if so else "no."


_ASKED: Final = (_pair, _work, _inverse, _chain, _whether)
_OFTEN: Final = (6, 2, 3, 1, 2)


def _shown(rng: Random) -> list[Line]:
    return _turn(*(_shown_work(rng) if rng.random() < 0.5 else _shown_pair(rng)))


def _shown_work(rng: Random) -> tuple[str, str]:
    """A mill without a name, or one that is known, shown at work; what does it do?"""
    mill, work, pairs, _ = _example(rng)
    return rng.choice(say.SHOWN_WORK["seen"]).format(mill=mill, pairs=say.told(pairs)), f"it {work.says}."


def _shown_pair(rng: Random) -> tuple[str, str]:
    mill, work, pairs, x = _example(rng)
    return say.SHOWN_PAIR[0].format(mill=mill, pairs=say.told(pairs), x=x), f"{work.of(x)}."


def _example(rng: Random) -> tuple[str, Work, list[tuple[int, int]], int]:
    """Who is shown, what it does, one to four pairs of it, and another input."""
    mill, work = (UNNAMED, rng.choice(WORKS)) if rng.random() < 0.7 else rng.choice(tuple(KNOWN.items()))
    *shown, x = rng.sample(INPUTS, rng.randint(3, 5))
    return mill, work, [(one, work.of(one)) for one in shown], x


def _yard_count(who: str, rng: Random) -> tuple[str, str]:
    return rng.choice(say.YARD_COUNT["seen"]).format(who=who), f"{COUNTS[len(YARDS[who]) - 1]}."


def _yard_name(who: str, rng: Random) -> tuple[str, str]:
    return rng.choice(say.YARD_NAME["seen"]).format(who=who), f"it {rng.choice(YARDS[who]).says}."


def _yard_whether(who: str, rng: Random) -> tuple[str, str]:
    so = rng.random() < 0.5
    work = rng.choice(YARDS[who]) if so else rng.choice([work for work in WORKS if work not in YARDS[who]])
    return rng.choice(say.YARD_WHETHER["seen"]).format(who=who, work=work.asks), "yes." if so else "no."


def _checks(asked: Sequence[tuple[str, float, Callable[[Random], tuple[str, str]]]], rng: Random, count: int) -> list[Check]:
    drawn = [(where, least, make(rng)) for where, least, make in asked for _ in range(count)]
    return [Check(where=where, question=text, right=(right,), least=least) for where, least, (text, right) in drawn]
