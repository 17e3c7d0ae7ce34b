"""
How alike a set of texts is: self-BLEU at equal numbers, distinct n-grams, and groups of near duplicates.

Method. BLEU (Papineni et al. 2002) of every text against all others of its set, averaged (Zhu et al. 2018, Texygen): clipped
n-gram precisions up to order 4, or up to the text's own length where that is shorter, with brevity penalty and no smoothing. It
grows with the set, so that sets of one size are compared: a writer's texts, in the order in which they were drawn, are split into
disjoint sets, and the interval is Student's t over sets. Texts are never drawn twice: a text beside itself would count as a copy.
Assumption. Texts of one writer are drawn independently of each other, so that its sets are. Words are runs of letters and digits,
every other mark is a word of its own, and case does not count.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final, TypeAlias, final

import numpy as np
from scipy.special import stdtrit

from inward.errors import StatsError

ORDER: Final = 4
SETS: Final = 8
"""Disjoint sets that an interval rests on."""
SMALLEST: Final = 3
"""Texts of a set at least."""
LEVEL: Final = 0.95
NEAR: Final = 0.5
"""Share of two texts' word pairs that they have in common, from where on they are near duplicates."""

Grams: TypeAlias = Counter[tuple[str, ...]]


@final
@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Self-BLEU over `sets` disjoint sets of `size` texts, 0 to 1, with a 95% interval for new texts of the writer."""

    value: float
    low: float
    high: float
    size: int
    sets: int


def words(text: str) -> tuple[str, ...]:
    """The words of a text, as everything here compares them."""
    return tuple(re.findall(r"\w+|[^\w\s]", text.casefold()))


def self_bleu(texts: Sequence[str]) -> float:
    """
    The mean BLEU of each text against all others: 1 where all are equal, 0 where none shares a word; their order is no matter.

    Raises
    ------
    StatsError
        Fewer than two texts.
    """
    if len(texts) < 2:
        raise StatsError(f"Self-similarity of {len(texts)} text: there is no other to compare it with. Give 2 or more.")
    split = [words(text) for text in texts]
    scores = [bleu(one, split[:i] + split[i + 1 :]) for i, one in enumerate(split)]
    return float(np.mean(sorted(scores)))


def bleu(said: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """BLEU of words against references, without smoothing; an order that the text is too short for is left out."""
    logs = []
    for order in range(1, min(ORDER, len(said)) + 1):
        mine, most = grams(said, order), Counter[tuple[str, ...]]()
        for reference in references:
            most |= grams(reference, order)
        met = (mine & most).total()
        if not met:
            return 0.0
        logs.append(log(met / mine.total()))
    if not logs:
        return 0.0
    near = min((len(one) for one in references), key=lambda length: (abs(length - len(said)), length))
    short = min(0.0, 1 - near / len(said))
    return exp(short + sum(logs) / len(logs))


def grams(split: Sequence[str], order: int) -> Grams:
    """How often each run of `order` words is there."""
    return Counter(tuple(split[i : i + order]) for i in range(len(split) - order + 1))


def distinct(texts: Sequence[str], order: int) -> float | None:
    """The share of distinct ones among all runs of `order` words; None where there is no such run."""
    every = Counter[tuple[str, ...]]()
    for text in texts:
        every += grams(words(text), order)
    return len(every) / every.total() if every else None


def likeness(texts: Sequence[str], *, size: int) -> Likeness | None:
    """
    Self-BLEU over as many disjoint sets of `size` texts as there are, in their order; None where there are fewer than two.

    Give it the same `size` for all writers that are compared.
    """
    sets = [texts[start : start + size] for start in range(0, len(texts) - size + 1, size)] if size >= SMALLEST else []
    if len(sets) < 2:
        return None
    found = np.asarray([self_bleu(one) for one in sets])
    half = float(stdtrit(len(sets) - 1, (1 + LEVEL) / 2) * found.std(ddof=1) / np.sqrt(len(sets)))
    mean = float(found.mean())
    return Likeness(value=mean, low=max(0.0, mean - half), high=min(1.0, mean + half), size=size, sets=len(sets))


def common_size(counts: Sequence[int]) -> int:
    """The size of set at which the writer with the fewest texts still has SETS of them, or what comes nearest to that."""
    least = min((count for count in counts if count >= 2 * SMALLEST), default=0)
    return max(SMALLEST, least // SETS) if least else 0


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """
    A number for each text, shared by those that are near duplicates, also by way of others between them.

    Two are near duplicates where half of the word pairs of both together, the edges of the text counted in, are in each.
    """
    pairs = [frozenset(grams(("", *words(text), ""), 2)) for text in texts]
    leader = list(range(len(texts)))

    def head(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    holders: dict[tuple[str, ...], list[int]] = {}
    for i, mine in enumerate(pairs):
        shared = Counter(j for pair in mine for j in holders.get(pair, ()))
        for j, count in shared.items():
            if count >= NEAR * (len(mine) + len(pairs[j]) - count):
                leader[head(i)] = head(j)
        for pair in mine:
            holders.setdefault(pair, []).append(i)
    heads = [head(i) for i in range(len(texts))]
    places = {name: place for place, name in enumerate(dict.fromkeys(heads))}
    return [places[name] for name in heads]
