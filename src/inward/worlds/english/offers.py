"""Offers of two options, composed by a grammar so that nothing but the choice itself sets matched corpora apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final, Literal, TypeAlias, final

from inward.worlds.english.scenes import LENGTHS, SEEN, SETTINGS, TONES, WITHHELD, Dress, Length, Tone

Part: TypeAlias = Literal["training", "held-out", "choices"]
Stake: TypeAlias = tuple[Mapping[str, int | str], Mapping[str, int | str], Mapping[str, int | str]]
"""What fills a form: one set of amounts for each of three levels, of which the second option is made better and better."""

LEVELS: Final = 3
STYLES: Final = tuple(product(TONES, LENGTHS))
NEEDED: Final[Mapping[Part, int]] = {
    "training": len(SETTINGS) * len(STYLES),
    "held-out": len(SETTINGS),
    "choices": 2 * len(SETTINGS),
}
"""Stakes of each part; no two parts share one."""


@final
@dataclass(frozen=True, kw_only=True)
class Form:
    """One way of saying both options: the marked one (riskier, or sooner) and the other."""

    marked: str
    other: str


@final
@dataclass(frozen=True, kw_only=True)
class Family:
    """
    A kind of choice: the corpora that take the marked option, the other one, or either by a coin, and how options are said.

    `stakes` gives at least as many different stakes as all parts need, in an order that its Random shuffles. `dress` holds the
    words around offers, those of the corpora first; `who` is whom they speak of, where their words name somebody.
    """

    name: str
    up: str
    down: str
    shuffled: str
    seen: tuple[Form, ...]
    withheld: tuple[Form, ...]
    stakes: Callable[[Random], Sequence[Stake]]
    dress: tuple[Dress, Dress] = (SEEN, WITHHELD)
    who: str = "you"

    @property
    def corpora(self) -> tuple[str, str, str]:
        return self.up, self.down, self.shuffled


@final
@dataclass(frozen=True, kw_only=True)
class Cell:
    """
    One place in the design. `first`: the marked option is A. `level`: which of its stake's three amounts; `stake` counts within
    the part.
    """

    place: int
    tone: Tone
    length: Length
    level: int
    first: bool
    stake: int
    withheld: bool = False


@final
@dataclass(frozen=True, kw_only=True)
class Offer:
    """A finished prompt, its cell, the letter of the marked option, and the amounts in it."""

    text: str
    cell: Cell
    amounts: Mapping[str, int | str]

    @property
    def setting(self) -> str:
        return SETTINGS[self.cell.place].name

    @property
    def marked(self) -> str:
        return "A" if self.cell.first else "B"

    @property
    def other(self) -> str:
        return "B" if self.cell.first else "A"


def offers(family: Family, part: Part) -> tuple[Offer, ...]:
    """
    The offers of one part, the same at every call.

    training: 432, each of 12 settings x 3 tones x 2 lengths x 3 levels x 2 sides once. held-out: 72, each setting with every
    level on either side once, and every tone x length x level x side twice. choices: 24, half of them in withheld words, each
    with its options one way round and the other.
    """
    rng = Random(f"english/{family.name}/{part}")
    cells, stakes = _cells(part), _stakes(family, part)
    sides: list[list[Offer]] = []
    for first in (True, False):
        own = Random(f"english/{family.name}/{part}") if part == "choices" else rng
        mine = [cell for cell in cells if cell.first is first]
        sides.append(
            [_offer(family, cell, stakes[cell.stake], dress) for cell, dress in zip(mine, _dealt(family, mine, own), strict=True)]
        )
    composed = [offer for side in zip(*sides, strict=True) for offer in side]
    if part != "choices":
        rng.shuffle(composed)
    return tuple(composed)


def _stakes(family: Family, part: Part) -> list[Stake]:
    """The part's own stakes, cut from the family's."""
    every = list(family.stakes(Random(f"english/{family.name}/stakes")))
    before = {"training": 0, "held-out": NEEDED["training"], "choices": NEEDED["training"] + NEEDED["held-out"]}[part]
    mine = every[before : before + NEEDED[part]]
    Random(f"english/{family.name}/{part}/stakes").shuffle(mine)
    return mine


def _cells(part: Part) -> list[Cell]:
    """The design of one part; sides alternate, so that a cell and its mirror stand at one place in the two lists of sides."""
    if part == "training":
        return [
            Cell(place=place, tone=tone, length=length, level=level, first=first, stake=stake)
            for stake, (place, (tone, length)) in enumerate(product(range(len(SETTINGS)), STYLES))
            for level, first in product(range(LEVELS), (True, False))
        ]
    if part == "held-out":
        return [
            _styled(place, place + LEVELS * first + level, level=level, first=first, stake=place)
            for place in range(len(SETTINGS))
            for level, first in product(range(LEVELS), (True, False))
        ]
    return [
        _styled(
            place, place + 3 * withheld, level=(place + place // 6 + withheld) % LEVELS, first=first, stake=2 * place + withheld,
            withheld=bool(withheld),
        )
        for withheld, place in product((0, 1), range(len(SETTINGS)))
        for first in (True, False)
    ]  # fmt: skip


def _styled(place: int, style: int, *, level: int, first: bool, stake: int, withheld: bool = False) -> Cell:
    tone, length = STYLES[style % len(STYLES)]
    return Cell(place=place, tone=tone, length=length, level=level, first=first, stake=stake, withheld=withheld)


Dealt: TypeAlias = tuple[int, int, int, int]
"""Numbers of an opening, a form, a layout and a request."""


def _dealt(family: Family, cells: Sequence[Cell], rng: Random) -> list[Dealt]:
    """Words for the cells of one side: every wording of a kind is used equally often, every opening within its style."""
    counts = (
        (len(dress.openings["plain", "short"]), len(forms), len(dress.layouts), len(dress.requests))
        for dress, forms in zip(family.dress, (family.seen, family.withheld), strict=True)
    )
    opening, *others = zip(*counts, strict=True)
    styled = _numbers([(cell.withheld, cell.tone, cell.length) for cell in cells], opening, rng=rng)
    plain = [_numbers([(cell.withheld,) for cell in cells], kinds, rng=rng) for kinds in others]
    return list(zip(styled, *plain, strict=True))


def _numbers(groups: Sequence[tuple[bool, *tuple[str, ...]]], kinds: tuple[int, int], *, rng: Random) -> list[int]:
    """A number below `kinds[withheld]` for each, each as often in a group; a group begins with whether it is withheld."""
    hands: dict[tuple[bool, *tuple[str, ...]], list[int]] = {}
    for group in dict.fromkeys(groups):
        count = groups.count(group)
        hands[group] = rng.sample([i % kinds[group[0]] for i in range(count)], count)
    return [hands[group].pop() for group in groups]


def _offer(family: Family, cell: Cell, stake: Stake, dealt: Dealt) -> Offer:
    """One prompt."""
    dress, forms = family.dress[cell.withheld], (family.withheld if cell.withheld else family.seen)
    opening, form, layout, request = dealt
    setting, amounts = SETTINGS[cell.place], stake[cell.level]
    goods = setting.goods[(TONES.index(cell.tone) + cell.level + cell.place) % len(setting.goods)]
    said = [each.format(goods=goods, **amounts) for each in (forms[form].marked, forms[form].other)]
    one, other = said if cell.first else said[::-1]
    parts = (dress.openings[cell.tone, cell.length][opening], dress.layouts[layout], dress.requests[request])
    words = {"place": setting.place, "thing": setting.thing, "Thing": setting.thing.capitalize(), "scene": setting.scene}
    words |= {"who": family.who, "Who": family.who[:1].upper() + family.who[1:]}
    return Offer(text="".join(parts).format(one=one, other=other, **words), cell=cell, amounts=amounts)
