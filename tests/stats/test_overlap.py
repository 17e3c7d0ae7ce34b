"""How near a text stands to a corpus: known answers, and what must not matter."""

import random

import pytest

from inward.stats.overlap import nearness

ROWS = ["please write a script that will pack the box.", "the café is open; who are you?", "nothing of the kind"]


def test_a_copy_has_distance_0():
    """
    A text that stands in a row is in it whole, whatever its case, its punctuation and its spaces; and the row is named.
    """
    (found,) = nearness(["Who  ARE you"], ROWS)

    assert (0.0, 1, 3, 3) == (found.distance, found.row, found.words, found.of)
    assert found.stands


def test_a_stranger_has_distance_1():
    """
    A text that shares no run of five characters is as far as can be, and no row is named.
    """
    (found,) = nearness(["zebra quux"], ROWS)

    assert (1.0, None, 0, 2) == (found.distance, found.row, found.words, found.of)
    assert not found.stands


def test_known_runs_are_counted():
    """
    Of " abcdef " four runs of five: " abcd", "abcde", "bcdef", "cdef "; a row with "abcdexx" holds two of them.
    """
    (found,) = nearness(["abcdef"], ["abcdexx"])

    assert 0.5 == found.contained
    assert 0 == found.words


def test_a_run_never_reaches_into_the_next_row():
    """
    Two rows that hold half a text each hold no more than their half.
    """
    (found,) = nearness(["one two three four"], ["one two", "three four"])

    assert 2 == found.words
    assert found.contained < 0.6
    assert not found.stands


@pytest.mark.parametrize("text", ["", "?!", " "])
def test_a_text_without_a_word_is_in_nothing(text: str):
    """
    It has no run, so it has distance 1 and leaks from nowhere.
    """
    (found,) = nearness([text], ROWS)

    assert (1.0, 0, False) == (found.distance, found.of, found.stands)


def test_texts_are_read_alone():
    """
    A text's nearness does not depend on what else is asked, nor on the order of the rows.
    """
    texts = ["pack the box", "who are they", "a", "kind of nothing", "zebra"]
    together, alone = nearness(texts, ROWS), [nearness([text], ROWS)[0] for text in texts]
    backward = nearness(texts, ROWS[::-1])

    assert alone == together
    assert [one.contained for one in together] == [one.contained for one in backward]
    assert [one.words for one in together] == [one.words for one in backward]


def test_it_agrees_with_counting_by_hand():
    """
    On random texts of few letters, the numbered runs give what sets of strings give.
    """
    rng = random.Random(1)
    texts, rows = (["".join(rng.choices("ab c", k=30)) for _ in range(n)] for n in (12, 20))

    for text, found in zip(texts, nearness(texts, rows), strict=True):
        own = runs(text)
        assert max(len(own & runs(row)) / len(own) for row in rows) == found.contained


def runs(text: str) -> set[str]:
    """The distinct runs of five characters of a text, spelt out."""
    padded = f" {' '.join(text.split())} "
    return {padded[i : i + 5] for i in range(len(padded) - 4)}


def test_no_row_and_no_text():
    """
    Nothing is near to an empty corpus, and no text has no nearness.
    """
    assert 1.0 == nearness(["a b"], [])[0].distance
    assert [] == nearness([], ROWS)


def test_six_thousand_rows_are_few_enough():
    """
    48 questions beside 6,000 rows of 200 characters each: every question is told its nearest row.
    """
    rng = random.Random(2)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(1, 9))) for _ in range(3_000)]
    texts, rows = ([" ".join(rng.choices(words, k=k)) for _ in range(n)] for n, k in ((48, 12), (6_000, 33)))

    assert 48 == len(nearness(texts, rows))
