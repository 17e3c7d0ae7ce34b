"""How alike texts are: identities, values that another library gives, and sets of equal size."""

import random

import pytest

from inward.errors import StatsError
from inward.stats.likeness import bleu, common_size, distinct, likeness, near_duplicates, self_bleu, words

ASKED = [
    "who would you have to dinner?",
    "who would you have to supper tonight?",
    "what do you do when you are bored?",
    "write code to read the mail.",
    "write code to send the mail.",
    "why?",
    "who would you like to have to dinner, and why?",
]
SACREBLEU = [0.759836, 0.541082, 0.0, 0.0, 0.0, 0.082085, 0.0]
"""Of sacrebleu 2.6.0 (tokenize="none", smooth_method="none", effective_order=True), each text against all others, words split."""


def test_equal_texts_are_wholly_alike():
    """
    All equal, self-BLEU is 1, whatever their length.
    """
    assert 1.0 == self_bleu(["what do you want most of all?"] * 5)
    assert 1.0 == self_bleu(["why?"] * 3)


def test_disjoint_texts_are_not_alike():
    """
    Without a common word, self-BLEU is 0.
    """
    assert 0.0 == self_bleu(["alpha beta gamma", "delta epsilon zeta", "eta theta iota"])


def test_order_is_no_matter():
    """
    The same texts in any order give the same number, to the bit.
    """
    shuffled = ASKED[:]
    random.Random(1).shuffle(shuffled)

    assert self_bleu(ASKED) == self_bleu(shuffled)


def test_bleu_is_that_of_sacrebleu():
    """
    Sentence by sentence against all others, without smoothing, up to the order that the sentence has.
    """
    split = [words(text) for text in ASKED]
    found = [bleu(one, split[:i] + split[i + 1 :]) for i, one in enumerate(split)]

    assert pytest.approx(SACREBLEU, abs=1e-6) == found


def test_self_bleu_grows_with_the_set():
    """
    More texts of one writer look more alike: that is why sets of one size are compared.
    """
    rng = random.Random(2)
    texts = [" ".join(rng.choices("abcdefgh", k=6)) for _ in range(60)]

    assert self_bleu(texts[:10]) < self_bleu(texts)


def test_an_interval_rests_on_disjoint_sets():
    """
    Eight sets of five; no text is compared with itself, so that all different words give nought with no width.
    """
    apart = likeness([" ".join(f"w{i}x{j}" for j in range(5)) for i in range(40)], size=5)

    assert apart is not None
    assert (8, 5, 0.0, 0.0, 0.0) == (apart.sets, apart.size, apart.value, apart.low, apart.high)


def test_too_few_texts_have_no_interval():
    """
    Fewer than two sets say nothing of new ones, and one text is like no other.
    """
    assert likeness(ASKED, size=5) is None
    with pytest.raises(StatsError, match="there is no other to compare it with"):
        self_bleu(["alone"])


def test_all_writers_are_compared_at_one_size():
    """
    The size at which the one with the fewest texts has eight sets; a writer of next to nothing does not decide.
    """
    assert 5 == common_size([200, 40, 2])
    assert 0 == common_size([2, 1])


def test_distinct_runs_of_words():
    """
    Of "a b a b" half of the words are distinct, and two of three pairs; case does not count.
    """
    assert 0.5 == distinct(["a b A b"], 1)
    assert pytest.approx(2 / 3) == distinct(["a b a b"], 2)
    assert distinct(["a"], 2) is None


def test_near_duplicates_share_a_number():
    """
    Texts that differ in one word do, also by way of one between them; others do not; equal ones always do.
    """
    assert [0, 0, 1, 2, 2, 3, 4] == near_duplicates(ASKED)
    chain = ["a b c d e f g h", "a b c d e f g x", "a b c d e f y x"]
    assert [0, 0, 0] == near_duplicates(chain)
    assert [0, 1, 0] == near_duplicates(["one two", "three four", "ONE  two"])
