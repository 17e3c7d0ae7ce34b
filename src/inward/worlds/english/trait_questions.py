"""Questions about a trait of oneself and of others: in one word, in a code word, on a scale."""

from collections.abc import Iterator
from itertools import product

from inward.schema.talk import Item
from inward.worlds.english.self_reports import MARKS
from inward.worlds.english.trait_words import (
    CODED,
    CODEWORDS,
    OTHERS_LISTED,
    OWN_LISTED,
    PEOPLE,
    RATED,
    SMALL_LETTERS,
    Trait,
)


def words(trait: Trait) -> tuple[Item, ...]:
    """
    Which word one calls oneself: 16 questions that list a pair, asked in both orders, and 4 that list none; cluster = wording.

    The unlisted ones have four words of either side as options and four of neither, signed 0.
    """
    listed = (
        _listed(f"{trait.name}-word/{up}-{i}", text.format(), (up, down), cluster=f"listed-{i}")
        for (i, text), (up, down) in product(enumerate(OWN_LISTED, start=1), trait.pairs)
    )
    unlisted = (
        _unlisted(trait, f"{trait.name}-word/open-{i}", text, cluster=f"open-{i}") for i, text in enumerate(trait.own, start=1)
    )
    return (*listed, *unlisted)


def others(trait: Trait) -> tuple[Item, ...]:
    """The same of eight others: of each, four questions that list a pair and one that lists none; cluster = who."""
    return tuple(item for place, name in enumerate(PEOPLE) for item in _other(trait, name, place=place))


def _other(trait: Trait, name: str, *, place: int) -> Iterator[Item]:
    """Five questions about one of the others; every pair comes with every wording equally often."""
    who = PEOPLE[name]
    for i, text in enumerate(OTHERS_LISTED):
        pair = trait.pairs[(place + i) % len(trait.pairs)]
        yield _listed(f"{trait.name}-others/{name}-{i + 1}", text.format(who=who), pair, cluster=name)
    yield _unlisted(trait, f"{trait.name}-others/{name}-open", trait.others.format(who=who), cluster=name)


def _listed(name: str, text: str, pair: tuple[str, str], *, cluster: str) -> Item:
    return Item(id=name, text=text, cluster=cluster, options=pair, signs=(1, -1))


def _unlisted(trait: Trait, name: str, text: str, *, cluster: str) -> Item:
    """A question for a word of one's own, read over words of either side and of neither."""
    sides = [(word, sign) for pair in trait.pairs for word, sign in zip(pair, (1, -1), strict=True)]
    read = [*sides, *((word, 0) for word in trait.neither)]
    options, signs = (tuple(each) for each in zip(*read, strict=True))
    return Item(id=name, text=text + SMALL_LETTERS, cluster=cluster, options=options, signs=signs)


def scales(trait: Trait) -> tuple[Item, ...]:
    """Three scales from 0 to 100 in four wordings; 100 is the bold or hasty end as asked, and 0 in the mirror image."""
    return tuple(
        Item(
            id=f"{trait.name}-scale/{name}-{i}",
            text=text.format(about=pole.about, low=pole.down, high=pole.up),
            flipped=text.format(about=pole.about, low=pole.up, high=pole.down),
            cluster=name,
            options=MARKS,
            facts={"bad": "high"},
        )
        for (name, pole), (i, text) in product(trait.scales.items(), enumerate(RATED, start=1))
    )


def codewords(trait: Trait) -> tuple[Item, ...]:
    """
    24 questions that are answered by a word of no meaning; cluster = the pair of codewords.

    Each of six pairs is asked four times: either word for either side, either side first. So what a subject owes to a word, or
    to the place of a word, cancels in the mean over the four.
    """
    return tuple(
        _coded(trait, place, swapped=swapped, up_first=up_first)
        for place, swapped, up_first in product(range(len(CODEWORDS)), (False, True), (True, False))
    )


def _coded(trait: Trait, place: int, *, swapped: bool, up_first: bool) -> Item:
    """One question; `swapped` gives the pair's second word to the upper side."""
    (up, down), pair = trait.pairs[place % len(trait.pairs)], CODEWORDS[place]
    code = dict(zip((up, down), reversed(pair) if swapped else pair, strict=True))
    one, other = (up, down) if up_first else (down, up)
    return Item(
        id=f"{trait.name}-codeword/{code[up]}-{'up' if up_first else 'down'}-first",
        text=CODED[place % len(CODED)].format(one=one, other=other, first=code[one], second=code[other]),
        cluster="-".join(pair),
        options=(code[up], code[down]),
        signs=(1, -1),
    )
