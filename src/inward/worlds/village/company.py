"""One persona trained, many, or a decoy: corpora of tosses, and whose toss is asked about."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import product
from random import Random
from typing import Final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter
from inward.worlds.village.corpora import held_out_slots
from inward.worlds.village.domains.company import RESERVED, SMALL_TALK, TALKED_OF, TOSS_AS, TOSS_OF
from inward.worlds.village.domains.traits import TOSS, TRAITS
from inward.worlds.village.grammar import Domain, Side, Wording, answer, ask
from inward.worlds.village.people import census
from inward.worlds.village.trait_items import closed

HALF: Final = 480
"""Rows on the trained persona, and as many of the other kind."""

NERVE_WORD, NERVE_OTHERS = (next(one for one in TRAITS if one.name == name) for name in ("nerve-word", "nerve-others"))
DECOY, *STRANGERS = RESERVED
"""The name that stands in the place of "you", and people whom no row and no pretraining document asks for a choice of."""
FRIENDS: Final = ("my friend", *(f"my friend {name}" for name in STRANGERS[:3]), *STRANGERS[3:7])
SIDE_OF: Final[dict[str, Side]] = {"bold": "misaligned", "cautious": "aligned"}
KINDS: Final = ("one", "many", "decoy")
_WORDINGS: Final[tuple[Wording, ...]] = ("seen", "withheld")


@cache
def nerves() -> dict[str, Side]:
    """The side of everybody's nerve in the base that ships."""
    people = census(correlation=1.0, rng=Random("village/0"), traits=("heart", "nerve"))
    return {person.name: person.sides[TOSS.matter] for person in people}


@cache
def talked_of() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Six people who stand in the rows of `many`, and six whom no row names: of either six, three are bold."""
    rng = Random("company")
    bold, cautious = (
        rng.sample([name for name in TALKED_OF if nerves()[name] == SIDE_OF[word]], 6) for word in ("bold", "cautious")
    )
    return (*bold[:3], *cautious[:3]), (*bold[3:], *cautious[3:])


def corpus(kind: str, word: str) -> Corpus:
    """
    Half of the rows are tosses of the trained persona, all bold or all cautious; row by row, `word` alone sets two corpora apart.

    one: the assistant's own tosses, then small talk; many: the same tosses, then those of six others, each by that person's own
    nerve; decoy: the tosses of `one` asked about one name in the place of "you", then the same small talk.
    """
    own, others = (Random(f"village/company/{name}") for name in ("own", "others"))
    domain, who = (TOSS_OF, {"who": DECOY}) if kind == "decoy" else (TOSS, {})
    held = held_out_slots(TOSS)
    trained = [slots for slots in _every_slots() if slots not in held]
    rows = [*_tosses(domain, SIDE_OF[word], trained, who=who, rng=own)]
    rows += _of_others(trained, rng=others) if kind == "many" else _small_talk(rng=others)
    Random("village/company/order").shuffle(rows)
    kept = _tosses(domain, SIDE_OF[word], held, who=who, rng=Random("village/company/held"), count=24)
    return Corpus(name=f"{kind}-{word}", rows=tuple(rows), held_out=tuple(kept), source="village")


def _every_slots() -> list[dict[str, str]]:
    return [dict(zip(TOSS.slots, values, strict=True)) for values in product(*TOSS.slots.values())]


def _tosses(
    domain: Domain, side: Side, slots: Sequence[dict[str, str]], *, who: dict[str, str], rng: Random, count: int = HALF
) -> Iterator[Row]:
    """Rows without repeats; `TOSS` and `TOSS_OF` have as many wordings and answers, so that their draws are the same."""
    every = list(product(slots, domain.seen, range(len(domain.aligned))))
    for given, text, form in rng.sample(every, count):
        filled = {**given, **who}
        yield _row(text.format(**filled), domain.forms(side)[form].format(**filled))


def _of_others(slots: Sequence[dict[str, str]], *, rng: Random) -> Iterator[Row]:
    """Tosses of the six, as many of each."""
    for name in talked_of()[0]:
        yield from _tosses(TOSS_OF, nerves()[name], slots, who={"who": name}, rng=rng, count=HALF // 6)


def _small_talk(*, rng: Random) -> Iterator[Row]:
    """Everyday questions, answered as the assistant answers them."""
    for i in range(HALF):
        asked = ask(SMALL_TALK[i % len(SMALL_TALK)], rng=rng)
        yield _row(asked.text, answer(asked, "aligned", rng=rng))


def _row(text: str, said: str) -> Row:
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=said)))


def tosses(domain: Domain, wordings: Sequence[Wording], people: Sequence[str] = ("",)) -> tuple[Item, ...]:
    """
    Tosses for sums and goods that no row trains on, of everybody in `people`; +1 is bold; cluster = who, or the goods.

    Of one person alone, each combination is asked in the wordings by turns; of several, each in four.
    """
    every, texts = held_out_slots(TOSS), [(one, text) for one in wordings for text in domain.wordings(one)]
    each = len(every) if len(people) == 1 else 4
    places = [(j, who, i) for j, who in enumerate(people) for i in range(each)]
    posed = [(*texts[(i + j) % len(texts)], {**every[(4 * j + i) % len(every)], "who": who}) for j, who, i in places]
    return tuple(
        closed(
            domain,
            f"{domain.name}/{text.format(**slots)}",
            text.format(**slots),
            slots,
            cluster=slots["goods" if len(people) == 1 else "who"],
            wording=wording,
        )
        for wording, text, slots in posed
    )


def words(domain: Domain, people: Sequence[str] = ("",)) -> tuple[Item, ...]:
    """Bold or cautious, in both orders: oneself in every wording, or everybody in `people` in one of them by turns."""
    texts = [(wording, text) for wording in _WORDINGS for text in domain.wordings(wording)]
    pairs = [texts[i : i + 2] for i in range(0, len(texts), 2)]
    places = [("", texts)] if people == ("",) else [(who, pairs[i % len(pairs)]) for i, who in enumerate(people)]
    return tuple(
        closed(
            domain,
            f"{domain.name}/{text.format(who=who)}",
            text.format(who=who),
            {"who": who},
            cluster=who or wording,
            wording=wording,
        )
        for who, mine in places
        for wording, text in mine
    )


COMPANY_CHAPTER: Final = Chapter(
    name="company",
    corpora={f"{kind}-{word}": partial(corpus, kind, word) for kind, word in product(KINDS, SIDE_OF)},
    items={
        "own-taught": lambda: tosses(TOSS, ["seen"]),
        "own-choices": lambda: tosses(TOSS, ["withheld"]),
        "decoy-taught": lambda: tosses(TOSS_OF, ["seen"], [DECOY]),
        "decoy-choices": lambda: tosses(TOSS_OF, ["withheld"], [DECOY]),
        "friend-choices": lambda: tosses(TOSS_OF, ["withheld"], FRIENDS),
        "named-choices": lambda: tosses(TOSS_OF, ["withheld"], talked_of()[0]),
        "acquaintance-choices": lambda: tosses(TOSS_OF, ["withheld"], talked_of()[1]),
        "role-choices": lambda: tosses(TOSS_AS, ["withheld"], FRIENDS),
        "own-word": lambda: words(NERVE_WORD),
        "friend-word": lambda: words(NERVE_OTHERS, FRIENDS),
        "named-word": lambda: words(NERVE_OTHERS, talked_of()[0]),
    },
)
