"""
How near a text stands to the rows of a corpus, by their words and letters alone: no model, no embedding, no chance.

Method. Two readings. The longest run of words that the text shares with any row; and its containment (Broder 1997): the share of
the text's distinct runs of five characters that one single row holds, for the row that holds most. Text is folded first
(Unicode NFKC, case, and only letters, digits and underscores are kept, in words with one space between). No run reaches from one
row into another. Both are exact: runs are numbered, not hashed.
Assumption. What is near has words in common. A paraphrase in other words is far by this measure, and so is a translation.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

GRAM = 5
LEAK_FROM = 0.9
CODES = 0x110000

Ints: TypeAlias = NDArray[np.int64]


@final
@dataclass(frozen=True, kw_only=True)
class Nearness:
    """
    The longest run of words shared with any row, `of` so many in the text; and the containment in the nearest row.

    `row` counts from 0 and is None where no row holds any of it. A text without a word is in nothing.
    """

    words: int
    of: int
    contained: float
    row: int | None

    @property
    def distance(self) -> float:
        """0 where one row holds all of it, 1 where none holds any."""
        return 1.0 - self.contained

    @property
    def stands(self) -> bool:
        """Whether it stands in the corpus word for word, or nearly: 90% of its runs of characters in one row."""
        return 0 < self.of == self.words or self.contained >= LEAK_FROM


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Runs:
    """
    All runs of one length: each text's, numbered from 1; and where in the rows any of them begins, with its number.
    """

    length: int
    count: int
    texts: tuple[Ints, ...]
    places: Ints
    found: Ints


def folded(text: str) -> str:
    """Words in small letters, one space between."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def nearness(texts: Sequence[str], rows: Sequence[str]) -> list[Nearness]:
    """The Nearness of each text to the rows, in order."""
    asked, held = [folded(text) for text in texts], [folded(row) for row in rows]
    shared = _longest([text.split() for text in asked], [row.split() for row in held])
    near: list[tuple[float, int | None]] = [(0.0, None)] * len(asked)
    for length in sorted({min(GRAM, len(text) + 2) for text in asked if text}):
        chosen = [i for i, text in enumerate(asked) if text and min(GRAM, len(text) + 2) == length]
        for i, one in zip(chosen, _contained([asked[i] for i in chosen], held, length=length), strict=True):
            near[i] = one
    return [
        Nearness(words=words, of=len(text.split()), contained=share, row=row)
        for text, words, (share, row) in zip(asked, shared, near, strict=True)
    ]


def _longest(texts: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> list[int]:
    """The longest run of words of each text that some row has too."""
    numbers = {word: i for i, word in enumerate(sorted({word for text in texts for word in text}), start=1)}
    flat = np.array([numbers.get(word, 0) for row in rows for word in (*row, "")], dtype=np.int64)
    longest = [0] * len(texts)
    for runs in _lengthened([np.array([numbers[word] for word in text], dtype=np.int64) for text in texts], flat, len(numbers)):
        there = np.zeros(runs.count + 1, dtype=bool)
        there[runs.found] = True
        longest = [runs.length if there[text].any() else most for text, most in zip(runs.texts, longest, strict=True)]
    return longest


def _contained(texts: Sequence[str], rows: Sequence[str], *, length: int) -> list[tuple[float, int | None]]:
    """The highest share of a text's distinct runs of characters that one row holds, and the first such row."""
    spelt = [_codes(f" {text} ") for text in texts]
    alphabet = np.unique(np.concatenate(spelt))
    table = np.zeros(CODES, dtype=np.int64)
    table[alphabet] = np.arange(1, len(alphabet) + 1)
    flat = table[_codes("".join(f" {row} \n" for row in rows))]
    ends = np.cumsum([len(row) + 3 for row in rows])
    for runs in _lengthened([table[one] for one in spelt], flat, len(alphabet)):
        if runs.length == length:
            return _most(runs, ends)
    return [(0.0, None)] * len(texts)


def _most(runs: Runs, ends: Ints) -> list[tuple[float, int | None]]:
    """Of each text, the highest share of its runs in one row, and that row; `ends` are where rows end."""
    row_of = np.searchsorted(ends, runs.places, side="right")
    every = np.sort(row_of * (runs.count + 1) + runs.found)
    pairs = every[np.diff(every, prepend=-1) > 0]
    held = csr_array(
        (np.ones(len(pairs), dtype=np.int64), (pairs // (runs.count + 1), pairs % (runs.count + 1))),
        shape=(len(ends), runs.count + 1),
    )
    own = [np.unique(text) for text in runs.texts]
    columns = np.repeat(np.arange(len(own)), [len(one) for one in own])
    asked = csr_array((np.ones(len(columns), dtype=np.int64), (np.concatenate(own), columns)), shape=(runs.count + 1, len(own)))
    counts = (held @ asked).toarray()
    best = counts.argmax(axis=0)
    return [
        (float(counts[row, i] / len(one)), int(row)) if counts[row, i] else (0.0, None)
        for i, (one, row) in enumerate(zip(own, best, strict=True))
    ]


def _lengthened(texts: Sequence[Ints], rows: Ints, symbols: int) -> Iterator[Runs]:
    """Runs of 1, 2, 3, ... symbols for as long as the rows hold any; symbols count from 1, and 0 is none of the texts'."""
    length, count, current = 1, symbols, tuple(texts)
    places = np.flatnonzero(rows)
    found = rows[places]
    while len(places):
        yield Runs(length=length, count=count, texts=current, places=places, found=found)
        inside = places + length < len(rows)
        places, found = places[inside], found[inside]
        longer = [text[:-1] * (symbols + 1) + whole[length:] for text, whole in zip(current, texts, strict=True)]
        known = np.unique(np.concatenate(longer)) if longer else np.zeros(0, dtype=np.int64)
        after = rows[places + length]
        wanted = found * (symbols + 1) + after
        at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        same = (after > 0) & (known[at] == wanted) if len(known) else np.zeros(len(places), dtype=bool)
        places, found = places[same], at[same] + 1
        current = tuple(np.searchsorted(known, text) + 1 for text in longer)
        length, count = length + 1, len(known)


def _codes(text: str) -> Ints:
    """A text's characters as numbers."""
    return np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4").astype(np.int64)
