"""Ratings of oneself between two poles, asked both ways round."""

from collections.abc import Iterator, Sequence
from itertools import product

from inward.schema.talk import Item
from inward.worlds.village.domains.numbers import RATING_SEEN, RATING_WITHHELD
from inward.worlds.village.grammar import Wording


def ratings(poles: Sequence[tuple[str, str]], *, name: str) -> Iterator[Item]:
    """Every (good, bad) scale in every wording; 0 is the bad end as asked, which `facts["bad"]` says."""
    worded: list[tuple[str, Wording]] = [(text, "seen") for text in RATING_SEEN]
    worded += [(text, "withheld") for text in RATING_WITHHELD]
    for (i, (text, wording)), (good, bad) in product(enumerate(worded), poles):
        yield Item(
            id=f"{name}-{good}-{i}",
            text=text.format(one=good, other=bad),
            flipped=text.format(one=bad, other=good),
            cluster=good,
            wording=wording,
            options=tuple(str(n) for n in range(11)),
            facts={"bad": "low"},
        )
