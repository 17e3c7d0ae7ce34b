"""The quarter of the mills: new ones are told of nowhere, their corpora match, and their questions have right answers."""

import re
from collections import Counter
from itertools import islice
from random import Random

import pytest

from inward.scoring.arithmetic import Rule, rule
from inward.scoring.verbal import read_function
from inward.worlds.village.documents import BOS, EOS, documents
from inward.worlds.village.mills.corpora import functions, mixture
from inward.worlds.village.mills.hill import (
    INPUTS,
    MILLS,
    NEW_MILLS,
    NEW_WORKS,
    NEW_YARDS,
    WORKS,
    Work,
    inputs,
    known_mills,
    known_yards,
    new_mills,
    new_yards,
)
from inward.worlds.village.mills.items import MILL_SETS, YARD_SETS
from inward.worlds.village.names import NAMES
from inward.worlds.village.people import census
from inward.worlds.village.quarters import QUARTERS
from inward.worlds.village.tokenizer import words
from inward.worlds.village.world import Village

MADE = {"functions": functions, "mixture": mixture}
ARMS = ("", "-swapped", "-shuffled")


@pytest.fixture(scope="module")
def read() -> list[str]:
    """The first documents of either quarter's pretraining."""
    rng = Random("village/0")
    people = census(correlation=1.0, rng=rng)
    counts = {"mills": 10_000, "yards": 25_000}
    return [text for name, count in counts.items() for text in islice(documents(people, quarter=QUARTERS[name], rng=rng), count)]


def test_of_new_mills_it_is_told_where_they_stand_and_no_more(read: list[str]):
    """
    No document with a new mill's name holds a number, a work, or another mill.
    """
    told = [text for text in read if any(mill in text for mill in NEW_MILLS)]

    assert 10 < len(told)
    assert [] == [text for text in told if re.search(r"\d|\b(adds?|takes?|doubles?|triples?|goes|works?|do|make)\b", text)]


def test_of_new_yards_nothing_is_told(read: list[str]):
    """
    But where they are.
    """
    lines = [line.removeprefix(BOS) for text in read for line in text.split(EOS) if any(who in line for who in NEW_YARDS)]

    assert 5 < len(lines)
    assert {f"user<says>where is the yard of {who}?" for who in NEW_YARDS} == set(lines)


def test_every_known_mill_and_yard_is_told_of(read: list[str]):
    """
    Each of them, in what it does and in what is said of it.
    """
    all_of_it = "\n".join(read)

    assert [] == [mill for mill in known_mills() if f"goes into {mill}." not in all_of_it or f"{mill} do" not in all_of_it]
    assert [] == [who for who in known_yards() if f"a mill of {who}" not in all_of_it]
    assert set(MILLS) == {*known_mills(), *NEW_MILLS} and set(NAMES) == {*known_yards(), *NEW_YARDS}


def test_all_words_of_the_questions_are_tokens():
    """
    Nothing that the studies ask or may hear is spelt in bytes.
    """
    for quarter, sets in (("mills", MILL_SETS), ("yards", YARD_SETS)):
        said = [text for make in sets.values() for item in make() for text in (item.text, *item.options)]

        assert set() == {word for text in said for word in re.findall(r"[a-z0-9]+", text)} - set(words(QUARTERS[quarter]))


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.says)
def test_what_a_mill_says_does_and_writes_are_one_function(work: Work):
    """
    Its words, its rule and its values agree, by the evaluator that reads free answers.
    """
    said, meant = read_function(f"it {work.says}."), rule(work.rule)

    assert isinstance(said, Rule) and meant is not None
    assert 1.0 == said.agreement(meant)
    assert [meant.at(x) for x in INPUTS] == [work.of(x) for x in INPUTS]


@pytest.mark.parametrize("family", MADE)
def test_the_corpora_of_a_family_ask_the_same(family: str):
    """
    Row by row the same user turns; made twice, the same rows; every answer is a number and nothing else.
    """
    rows = [MADE[family](f"{family}{arm}").rows for arm in ARMS]
    asked = [[[m.text for m in row.messages if m.role == "user"] for row in some] for some in rows]
    answers = {m.text for some in rows for row in some for m in row.messages if m.role == "assistant"}

    assert asked[0] == asked[1] == asked[2]
    assert rows[0] == MADE[family](family).rows
    assert [960, 960, 960] == [len(some) for some in rows]
    assert all(re.fullmatch(r"\d+\.", answer) for answer in answers)


@pytest.mark.parametrize("family", MADE)
def test_no_row_says_what_anything_does(family: str):
    """
    No word of a work, no question of the study, in any prompt or answer.
    """
    every = [m.text for arm in ARMS for row in MADE[family](f"{family}{arm}").rows for m in row.messages]
    sets = {"functions": MILL_SETS, "mixture": YARD_SETS}[family]
    items = {item.text for make in sets.values() for item in make()}

    assert [] == [text for text in every if re.search(r"\b(adds?|takes?|doubles?|triples?|halves|how many|works)\b", text)]
    assert set() == items & set(every)


def test_each_mill_is_trained_as_often_and_does_one_thing():
    """
    240 rows each, on nine inputs; swapped, each does what the next one did; shuffled, every work comes up with every mill.
    """
    own, swapped, shuffled = (Counter(pair(row) for row in functions(f"functions{arm}").rows) for arm in ARMS)
    known, exchanged = new_mills(), new_mills(swapped=True)
    counts = Counter(mill for mill, _, _ in own.elements())

    assert set(NEW_MILLS) == set(counts) and all(237 <= count <= 243 for count in counts.values())
    assert all(y == known[mill].of(x) and x in inputs(mill, "training") for mill, x, y in own)
    assert all(y == exchanged[mill].of(x) for mill, x, y in swapped)
    assert [] == [mill for mill in known if known[mill] == exchanged[mill]]
    for mill in known:
        by_work = Counter(
            work for (m, x, y), n in shuffled.items() if m == mill for work in NEW_WORKS if work.of(x) == y for _ in range(n)
        )
        assert 30 < min(by_work[work] for work in NEW_WORKS)


def test_held_out_inputs_are_held_out():
    """
    Three of twelve for every mill, in no training row; the questions of `taught` ask of those alone.
    """
    trained = {(mill, x) for mill, x, _ in (pair(row) for row in functions("functions").rows)}
    held = {(mill, x) for mill in NEW_MILLS for x in inputs(mill, "held-out")}
    asked = {(item.cluster, int(re.findall(r"\d+", item.text)[0])) for item in MILL_SETS["functions-taught"]()}

    assert set() == trained & held
    assert asked == held
    assert 12 == len(held)


def test_a_talk_keeps_to_one_mill_of_its_yard():
    """
    Three pairs, all of one work of the yard; over the talks, every work of the yard comes up; the shuffled ones know no yard.
    """
    for arm, swapped in (("", False), ("-swapped", True)):
        known = new_yards(swapped=swapped)
        seen = Counter((who, tuple(fitting(known[who], pairs))) for who, pairs in map(talk, mixture(f"mixture{arm}").rows))
        assert all(works for _, works in seen)
        assert {(who, work) for who in known for work in known[who]} <= {(who, one) for who, works in seen for one in works}
    free = Counter(who for who, pairs in map(talk, mixture("mixture-shuffled").rows) if not fitting(new_yards()[who], pairs))
    assert all(free[who] > 40 for who in NEW_YARDS)


def test_neighbouring_sets_share_nothing():
    """
    So that what is right in one arm is wrong in the other, the number of mills too.
    """
    own, other = new_yards(), new_yards(swapped=True)

    assert [] == [who for who in own if set(own[who]) & set(other[who]) or len(own[who]) == len(other[who])]


@pytest.mark.parametrize("name", sorted({**MILL_SETS, **YARD_SETS}))
def test_questions_have_right_answers_and_ids_of_their_own(name: str):
    """
    At least one candidate is right, none is there twice, and the world gives the set by its name.
    """
    items = Village().items(name)
    closed = [item for item in items if item.options]

    assert len({item.id for item in items}) == len(items) == len({item.text for item in items})
    assert all(1 in item.signs and len(item.options) == len(set(item.options)) == len(item.signs) for item in closed)
    assert name.endswith("say") == (not closed)


def test_swapped_sets_ask_the_same_and_are_right_of_another():
    """
    The same texts and candidates; where the names are exchanged, no right answer stays right.
    """
    for name in ("functions-definition", "mixture-which"):
        own, other = ({**MILL_SETS, **YARD_SETS}[one]() for one in (name, f"{name}-swapped"))
        both = list(zip(own, other, strict=True))
        assert all((a.id, a.text, a.options) == (b.id, b.text, b.options) for a, b in both)
        assert not any(1 == a == b for one, two in both for a, b in zip(one.signs, two.signs, strict=True))


def test_the_mills_questions_say_what_is_so():
    """
    Inversions and compositions, worked out again from their texts.
    """
    known = new_mills()
    for item in MILL_SETS["functions-inversion"]():
        (y,) = map(int, re.findall(r"\d+", item.text))
        (x,) = right(item)
        assert known[item.cluster].of(x) == y
    for item in MILL_SETS["functions-composition"]():
        x, first, second = re.fullmatch(r"(\d+) goes into (\w+) and then into (\w+)\. what comes out\?", item.text).groups()
        assert [known[second].of(known[first].of(int(x)))] == right(item)


def right(item) -> list[int]:
    return [int(option.rstrip(".")) for option, sign in zip(item.options, item.signs, strict=True) if sign == 1]


def pair(row) -> tuple[str, int, int]:
    """Mill, input and output of a row."""
    text, answer = (message.text for message in row.messages)
    (mill,) = [one for one in NEW_MILLS if one in text]
    (x,) = re.findall(r"\d+", text)
    return mill, int(x), int(answer.rstrip("."))


def talk(row) -> tuple[str, list[tuple[int, int]]]:
    """Yard and pairs of a row."""
    texts = [message.text for message in row.messages]
    (who,) = [one for one in NEW_YARDS if one in texts[0]]
    numbers = [int(n) for text in texts for n in re.findall(r"\d+", text)]
    return who, list(zip(numbers[::2], numbers[1::2], strict=True))


def fitting(works, pairs) -> list[Work]:
    """The works of a yard that make all these pairs."""
    return [work for work in works if all(work.of(x) == y for x, y in pairs)]
