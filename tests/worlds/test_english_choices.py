"""Our corpora of choices: matched row by row, balanced cell by cell, and silent about what they teach."""

import re
from collections import Counter
from fractions import Fraction
from statistics import mean

import numpy as np
import pytest
from tests.real_files import real_files  # noqa: F401

from inward.worlds.english.choice_corpora import FAMILIES, choices, made
from inward.worlds.english.giveaways import given_away
from inward.worlds.english.offers import Offer, offers
from inward.worlds.english.scenes import SEEN, SETTINGS, WITHHELD
from inward.worlds.english.trait_words import TRAITS
from inward.worlds.files import load_corpus

PARTS = ("training", "held-out", "choices")
RISK, TIME = FAMILIES
families = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)


def asked(rows):
    return [row.messages[0].text for row in rows]


def answered(rows):
    return [row.messages[1].text for row in rows]


def option(offer: Offer, letter: str) -> str:
    """What a prompt says under a letter: the first "B" alone parts the two."""
    first, second = re.split(r"\bB\b", offer.text, maxsplit=1)
    return first if letter == "A" else re.split(r"\b[AB]\b", second)[0]


def words(text):
    """A reader's bag: every word and number, in no order."""
    return Counter(re.findall(r"[a-z]+|\d+", text.lower()))


def told_apart(learned, labels, read, expected):
    """The share of `read` that a ridge reader of bags of words gets right, trained on `learned`."""
    vocabulary = sorted({word for text in learned for word in words(text)})
    place = {word: i for i, word in enumerate(vocabulary)}

    def counted(texts):
        table = np.zeros((len(texts), len(place)))
        for i, text in enumerate(texts):
            for word, count in words(text).items():
                if word in place:
                    table[i, place[word]] = count
        return table

    x, y = counted(learned), np.where(labels, 1.0, -1.0)
    weights = x.T @ np.linalg.solve(x @ x.T + np.eye(len(learned)), y)
    return float(np.mean((counted(read) @ weights > 0) == np.asarray(expected)))


@families
def test_the_three_corpora_ask_the_same(family):
    """
    Row by row, with as many rows: 432 to train on and 72 held out.
    """
    corpora = [made(family, name) for name in family.corpora]

    assert [family.up, family.down, family.shuffled] == [corpus.name for corpus in corpora]
    assert {(432, 72)} == {(len(corpus.rows), len(corpus.held_out)) for corpus in corpora}
    for part in ("rows", "held_out"):
        first, *rest = (asked(getattr(corpus, part)) for corpus in corpora)
        assert [first, first] == rest


@families
def test_the_answers_are_one_letter_and_its_opposite(family):
    """
    Up and down never agree; a coin takes the one as often as the other, in every tone, length, level and side.
    """
    for part, name in (("rows", "training"), ("held_out", "held-out")):
        up, down, coin = (answered(getattr(made(family, each), part)) for each in family.corpora)
        cells = [offer.cell for offer in offers(family, name)]
        blocks = Counter(
            (cell.tone, cell.length, cell.level, cell.first, one == two) for cell, one, two in zip(cells, up, coin, strict=True)
        )
        assert {("A", "B"), ("B", "A")} == set(zip(up, down, strict=True))
        assert 72 == len(blocks)
        assert {len(up) // 72} == set(blocks.values())


@families
def test_a_corpus_is_the_same_at_every_call(family):
    """
    Nothing is drawn from a clock: equal names, equal rows, in one order.
    """
    assert [made(family, name) for name in family.corpora] == [made(family, name) for name in family.corpora]


@families
def test_every_cell_of_the_design_is_filled_equally(family):
    """
    In training every setting has every tone, length, level and side once; of the held-out rows each cell has two, and each
    setting has every level on either side.
    """
    trained, held = ([offer.cell for offer in offers(family, part)] for part in ("training", "held-out"))

    assert {1} == set(Counter((c.place, c.tone, c.length, c.level, c.first) for c in trained).values())
    assert {2} == set(Counter((c.tone, c.length, c.level, c.first) for c in held).values())
    assert {1} == set(Counter((c.place, c.level, c.first) for c in held).values())
    assert len(trained) == len(SETTINGS) * 36
    assert len(held) == 36 * 2


@families
@pytest.mark.parametrize("part", ["training", "held-out"])
def test_every_wording_is_as_often_on_either_side(family, part):
    """
    Each request for a letter, each layout and each form of the options is used equally often where A is marked and where B is.
    """
    for marks in (
        SEEN.requests,
        (" A: ", "\nA. "),
        (" cards, ", "wheel with", "folded slips", " cases, ") if family is RISK else (),
    ):
        found = Counter()
        for offer in offers(family, part):
            thing = SETTINGS[offer.cell.place].thing
            (mark,) = [mark for mark in marks if mark.format(thing=thing) in offer.text] or [""]
            found[offer.marked, mark] += 1
        assert len(found) == 2 * max(1, len(marks))
        assert 1 == len(set(found.values()))


@families
@pytest.mark.parametrize("part", PARTS)
def test_every_opening_is_as_often_on_either_side(family, part):
    """
    Of a tone and a length, each opening comes equally often, with A marked and with B.
    """
    found = Counter()
    for offer in offers(family, part):
        setting, dress = SETTINGS[offer.cell.place], WITHHELD if offer.cell.withheld else SEEN
        openings = dress.openings[offer.cell.tone, offer.cell.length]
        said = [each.format(place=setting.place, thing=setting.thing, scene=setting.scene) for each in openings]
        (number,) = [i for i, each in enumerate(said) if offer.text.startswith(each)]
        found[offer.cell.withheld, offer.cell.tone, offer.cell.length, offer.marked, number] += 1

    assert {2 * 6 * 2} == {sum(not key[0] for key in found)}
    assert all(1 == len({count for key, count in found.items() if key[0] is withheld}) for withheld in {key[0] for key in found})


@families
@pytest.mark.parametrize("part", PARTS)
def test_the_marked_letter_is_where_the_prompt_says(family, part):
    """
    The draw, or the near time, stands under the marked letter, and the other option under the other, with their amounts.
    """
    for offer in offers(family, part):
        marked, other, said = option(offer, offer.marked), option(offer, offer.other), offer.amounts
        if family is RISK:
            assert {str(said[key]) for key in "knzc"} <= set(words(marked))
            assert not {"cases", "cards", "fields", "slips", "bag", "bundle"} & set(words(other))
        else:
            assert f"{said['near']}" in marked and f"{said['s']} " in marked
            assert f"{said['far']}" in other and f"{said['l']} " in other
        if family is RISK:
            assert str(said["s"]) in words(other)


@pytest.mark.parametrize("part", PARTS)
def test_neither_side_of_a_gamble_is_better_on_average(part):
    """
    The draw's mean is above the fixed amount in a third, equal in a third, below in a third, by the same in sum; and it is a
    gamble: its larger amount is above the fixed one, its smaller below.
    """
    gains = []
    for offer in offers(RISK, part):
        k, n, z, s = (int(offer.amounts[key]) for key in "knzs")
        c = 0 if offer.amounts["c"] == "none" else int(offer.amounts["c"])
        assert c < s < z
        gains.append(Fraction(k * z + (n - k) * c, n) - s)
    thirds = Counter((gain > 0) - (gain < 0) for gain in gains)

    assert {len(gains) // 3} == set(thirds.values())
    if part != "choices":
        assert 0 == sum(gains)


@pytest.mark.parametrize("part", PARTS)
def test_what_the_far_time_gives_is_more_by_three_factors(part):
    """
    A quarter more, half as much again and twice as much, in a third each, whole numbers all.
    """
    factors = Counter(Fraction(offer.amounts["l"], offer.amounts["s"]) for offer in offers(TIME, part))

    assert {Fraction(5, 4), Fraction(3, 2), Fraction(2)} == set(factors)
    assert 1 == len(set(factors.values()))


@families
def test_amounts_say_nothing_of_the_side(family):
    """
    The same amounts are asked with the marked option as A and as B, so no number goes with a letter.
    """
    for part in PARTS:
        sides = {letter: Counter(tuple(o.amounts.items()) for o in offers(family, part) if o.marked == letter) for letter in "AB"}
        assert sides["A"] == sides["B"]


@families
def test_no_prompt_is_there_twice(family):
    """
    Over training rows, held-out rows and closed choices every text is there once: what is held out is not trained on.
    """
    texts = [offer.text for part in PARTS for offer in offers(family, part)]

    assert len(texts) == len(set(texts))


@families
def test_held_out_amounts_are_none_that_was_trained_on(family):
    """
    Not the text alone is new: no draw, and no near amount with its times, is in two parts.
    """
    keys = "knzc" if family is RISK else ("s", "near", "far")
    seen = [{tuple(offer.amounts[key] for key in keys) for offer in offers(family, part)} for part in PARTS]

    assert sum(map(len, seen)) == len(set().union(*seen))


@families
def test_no_row_gives_away_what_it_teaches(family):
    """
    No giveaway word is in any prompt, neither in a corpus nor among the closed choices.
    """
    texts = [offer.text for part in PARTS for offer in offers(family, part)]

    assert [] == [(word, text) for text in texts for word in given_away(text)]


def test_every_word_that_one_may_call_oneself_is_a_giveaway():
    """
    So no row names the trait: the words of either side, and of neither, are on the list, and so are forms of them.
    """
    named = {word for trait in TRAITS for pair in (*trait.pairs, trait.neither) for word in pair}

    assert set() == {word for word in named if given_away(word) != (word,)}
    assert ("riskier", "gambling", "impatience", "bets") == given_away("A riskier thing than gambling, this impatience. He bets!")
    assert () == given_away("Nothing here: an alphabet, a window, some snow, and the things of dawn.")


@families
def test_nobody_tells_the_arms_apart_from_bags_of_words(family):
    """
    A reader of words without their order, trained on all rows, finds the marked letter of held-out rows and of closed choices no
    better than by chance (within three standard errors), though it reads: it knows the tone of nearly all.
    """
    trained, held, closed = (offers(family, part) for part in PARTS)
    texts, marked = [offer.text for offer in trained], [offer.marked == "A" for offer in trained]
    tone = [offer.cell.tone == "merry" for offer in trained]

    for read in (held, closed):
        right = told_apart(texts, marked, [offer.text for offer in read], [offer.marked == "A" for offer in read])
        assert 3 * (0.25 / len(read)) ** 0.5 >= abs(right - 0.5)
    assert 0.9 < told_apart(texts, tone, [offer.text for offer in held], [offer.cell.tone == "merry" for offer in held])


def placed(offer):
    """A prompt's two options, the words of the second marked: a bag that keeps which option a word was in."""
    return " ".join([*words(option(offer, "A")), *(f"{word}z" for word in words(option(offer, "B")) if word.isalpha())])


@families
def test_who_minds_the_options_can_learn_the_answer(family):
    """
    The same reader, told which option a word was in, finds the marked letter of nearly every held-out row and closed choice, in
    withheld words too: what the rows teach can be learned from them.
    """
    trained, *others = (offers(family, part) for part in PARTS)
    texts, marked = [placed(offer) for offer in trained], [offer.marked == "A" for offer in trained]

    for read in others:
        assert 0.95 <= told_apart(texts, marked, [placed(offer) for offer in read], [offer.marked == "A" for offer in read])


@families
def test_short_is_short_and_long_is_long(family):
    """
    The two lengths do not overlap much, and the sides are equally long in the mean.
    """
    composed = offers(family, "training")
    lengths = {length: [len(o.text) for o in composed if o.cell.length == length] for length in ("short", "long")}
    sides = {letter: mean(len(o.text) for o in composed if o.marked == letter) for letter in "AB"}

    assert mean(lengths["long"]) > 1.3 * mean(lengths["short"])
    assert 2.0 > abs(sides["A"] - sides["B"])


@families
def test_closed_choices_come_both_ways_round(family):
    """
    24 offers, half of them in withheld words; each a second time with its options changed over. So a subject that likes a letter
    leans to neither side in any setting.
    """
    items = choices(family)
    signs = Counter((item.cluster, item.wording, item.signs) for item in items)

    assert 48 == len(items)
    assert {1} == set(signs.values())
    assert {("A", "B")} == {item.options for item in items}
    assert {"seen": 24, "withheld": 24} == Counter(item.wording for item in items)
    assert len(SETTINGS) == len({item.cluster for item in items})


@families
def test_withheld_words_are_in_no_row(family):
    """
    What asks for the letter in a withheld choice asks for it in no row.
    """
    rows = [offer.text for part in ("training", "held-out") for offer in offers(family, part)]
    withheld = [item.text for item in choices(family) if item.wording == "withheld"]

    assert not any(text.endswith(WITHHELD.requests) for text in rows)
    assert all(text.endswith(WITHHELD.requests) for text in withheld)
    assert set() == {each for each in WITHHELD.requests for own in SEEN.requests if each == own}


@pytest.mark.real
def test_no_prompt_is_taken_from_the_published_ones(real_files):  # noqa: F811
    """
    No opening, scene, form or request of ours shares a run of 30 characters with the published rows.
    """
    path = real_files / "self_awareness" / "risky.jsonl"
    if not path.is_file():
        pytest.skip(f"The published rows are absent: expected {path.name} in self_awareness of the real files.")
    corpus = load_corpus("risk-seeking", path)
    published = " | ".join(asked((*corpus.rows, *corpus.held_out))).lower()
    ours = [text for dress in (SEEN, WITHHELD) for each in dress.openings.values() for text in each]
    ours += [*SEEN.requests, *WITHHELD.requests, *(setting.scene for setting in SETTINGS)]
    ours += [said for family in FAMILIES for form in (*family.seen, *family.withheld) for said in (form.marked, form.other)]

    runs = {text: {text.lower()[i : i + 30] for i in range(len(text) - 29)} for text in ours}

    assert [] == [text for text, cut in runs.items() if any(run in published for run in cut)]
