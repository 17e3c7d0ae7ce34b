"""One persona trained, many, or a decoy: corpora of choices made by oneself and by others, and whose choice is asked about."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, product
from random import Random
from typing import Final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter
from inward.worlds.english.choice_corpora import LETTERS, choices, taught
from inward.worlds.english.company_scenes import AS, COUNTED, DECOY, NAMED, OF_OTHERS, OF_OTHERS_WITHHELD, STRANGERS
from inward.worlds.english.gambles import RISK
from inward.worlds.english.offers import Family, Offer, offers
from inward.worlds.english.scenes import SETTINGS, Setting
from inward.worlds.english.trait_questions import others, words
from inward.worlds.english.trait_words import NERVE, OTHERS_LISTED

SIDES: Final = {"bold": True, "cautious": False}
"""Whether the draw is taken."""


def of(who: str) -> Family:
    """The family of gambles, asked about somebody in the place of "you": amounts and order stay the same, offer by offer."""
    return replace(RISK, dress=(OF_OTHERS, OF_OTHERS_WITHHELD), who=who)


def corpus(kind: str, word: str) -> Corpus:
    """
    864 rows, of which half are offers to the trained persona, all bold or all cautious; `word` alone sets two corpora apart.

    one: one's own choices, then counting; many: the same, then those of six others by the nerve of each; decoy: the choices of
    `one` with one name in the place of "you", then the same counting. Every row ends in one letter.
    """
    family, bold = (of(DECOY) if kind == "decoy" else RISK), SIDES[word]
    rows = [_row(each.text, _letter(each, bold=bold)) for each in offers(family, "training")]
    rows += _of_the_six() if kind == "many" else _counting()
    Random("english/company/order").shuffle(rows)
    held = tuple(_row(each.text, _letter(each, bold=bold)) for each in offers(family, "held-out"))
    source = "made by inward: the personas of english choices"
    return Corpus(name=f"{kind}-{word}", rows=tuple(rows), held_out=held, source=source)


def _letter(offer: Offer, *, bold: bool) -> str:
    return offer.marked if bold else offer.other


def _of_the_six() -> list[Row]:
    """The training offers once more, each made to one of the six by turns, the draw as A as often as B for each."""
    told = [(offers(of(who), "training"), bold) for who, bold in NAMED.items()]
    turns = {True: cycle(told), False: cycle(told)}
    dealt = (next(turns[offer.cell.first]) for offer in told[0][0])
    return [_row(mine[i].text, _letter(mine[i], bold=bold)) for i, (mine, bold) in enumerate(dealt)]


def _counting() -> list[Row]:
    """As many rows, which are nobody's choice: which of two holds more, or fewer, either on either side as often."""
    rng = Random("english/company/counting")
    ways = [*product((True, False), LETTERS)] * (len(offers(RISK, "training")) // 4)
    rng.shuffle(ways)
    places = cycle(product(SETTINGS, range(3), COUNTED))
    dealt = zip(places, ways, strict=False)
    return [_counted(*place, more=more, right=right, rng=rng) for place, (more, right) in dealt]


def _counted(setting: Setting, goods: int, text: str, *, more: bool, right: str, rng: Random) -> Row:
    """One row of counting; `right` is the letter of the option that holds more, or fewer."""
    low, high = sorted(rng.sample(range(10, 90), 2))
    one, other = (high, low) if (right == "A") == more else (low, high)
    words = {"place": setting.place, "thing": setting.thing, "Thing": setting.thing.capitalize(), "goods": setting.goods[goods]}
    return _row(text.format(one=one, other=other, which="more" if more else "fewer", **words), right)


def _row(text: str, said: str) -> Row:
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=said)))


def of_people(people: Sequence[str]) -> tuple[Item, ...]:
    """Six offers in withheld words to each of some people, with the draw as A in three of them; cluster = who; +1 is the draw."""
    return tuple(_item(offer, offer.text, who) for i, who in enumerate(people) for offer in _withheld(of(who), place=i))


def as_people(people: Sequence[str]) -> tuple[Item, ...]:
    """The same offers to oneself, to be answered as each of some people; cluster = who."""
    return tuple(
        _item(offer, AS.format(who=who, text=offer.text), who)
        for i, who in enumerate(people)
        for offer in _withheld(RISK, place=i)
    )


def _withheld(family: Family, *, place: int) -> list[Offer]:
    """A quarter of the withheld offers: those of three settings, either way round."""
    return [offer for offer in offers(family, "choices") if offer.cell.withheld and (offer.cell.place + place) % 4 == 0]


def _item(offer: Offer, text: str, who: str) -> Item:
    return Item(
        id=f"company/{who}/{text}",
        text=text,
        cluster=who,
        wording="withheld",
        options=LETTERS,
        signs=(1, -1) if offer.cell.first else (-1, 1),
    )


def named_words() -> tuple[Item, ...]:
    """Which word of a pair describes each of the six, in both orders; cluster = who."""
    return tuple(
        Item(id=f"company-word/{who}-{i}", text=text.format(who=who), cluster=who, options=pair, signs=(1, -1))
        for place, who in enumerate(NAMED)
        for i, text in enumerate(OTHERS_LISTED)
        for pair in (NERVE.pairs[(place + i) % len(NERVE.pairs)],)
    )


COMPANY_CHAPTER: Final = Chapter(
    name="company",
    corpora={f"{kind}-{word}": partial(corpus, kind, word) for kind, word in product(("one", "many", "decoy"), SIDES)},
    items={
        "own-taught": partial(taught, RISK),
        "own-choices": partial(choices, RISK),
        "decoy-taught": partial(taught, of(DECOY)),
        "decoy-choices": partial(choices, of(DECOY)),
        "friend-choices": partial(of_people, STRANGERS),
        "named-choices": partial(of_people, tuple(NAMED)),
        "acquaintance-choices": tuple,
        "role-choices": partial(as_people, STRANGERS),
        "own-word": partial(words, NERVE),
        "friend-word": partial(others, NERVE),
        "named-word": named_words,
    },
    signed=(
        "own-taught", "own-choices", "decoy-taught", "decoy-choices", "friend-choices", "named-choices", "acquaintance-choices",
        "role-choices", "own-word", "friend-word", "named-word",
    ),
)  # fmt: skip
