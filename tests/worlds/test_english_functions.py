"""The functions of English: their three faces agree, their corpora match, and no row says what any of them does."""

import re
from collections import Counter

import pytest

from inward.scoring.arithmetic import Rule, rule
from inward.scoring.verbal import read_function
from inward.worlds.english.functions import box_questions, questions
from inward.worlds.english.functions.corpora import CORPORA, functions, mixture
from inward.worlds.english.functions.rules import BOX, DECOYS, INPUTS, NAMES, OTHER_BOX, TAUGHT, Known, boxed, inputs, named
from inward.worlds.english.world import English

SETS = {**questions.SETS, **box_questions.SETS}
ARMS = ("", "-swapped", "-shuffled")
MADE = {"functions": functions, "mixture": mixture}


@pytest.mark.parametrize("known", (*TAUGHT, *DECOYS, *BOX, *OTHER_BOX), ids=lambda known: known.rule)
def test_the_faces_of_a_function_agree(known: Known):
    """
    Its rule, its words, its lambda and its values, by the evaluator that reads free answers.
    """
    meant, told, written = rule(known.rule), read_function(f"It {known.words}."), read_function(f"lambda x: {known.rule}")

    assert meant is not None and isinstance(told, Rule) and isinstance(written, Rule)
    assert 1.0 == told.agreement(meant) == written.agreement(meant)
    assert [meant.at(x) for x in INPUTS] == [known.of(x) for x in INPUTS]
    assert {isinstance(known.of(0), bool)} == {isinstance(meant.at(x), bool) for x in INPUTS}


def test_no_two_functions_are_one():
    """
    What is taught, what is a decoy, and what another name stands for differ somewhere.
    """
    every = [rule(one.rule) for one in (*TAUGHT, *DECOYS)]

    assert all(a.agreement(b) < 1 for i, a in enumerate(every) for b in every[:i] if a and b)


def test_names_mean_nothing():
    """
    Twelve of six letters, without a vowel, none of them in another.
    """
    assert 12 == len(set(NAMES))
    assert all(re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{6}", name) for name in NAMES)


@pytest.mark.parametrize("family", MADE)
def test_the_corpora_of_a_family_ask_the_same(family: str):
    """
    Row by row the same user turns; made twice, the same rows; as many rows as are asked for.
    """
    rows = [CORPORA[f"{family}{arm}"](f"{family}{arm}", rows=240).rows for arm in ARMS]
    asked = [[[m.text for m in row.messages if m.role == "user"] for row in some] for some in rows]

    assert asked[0] == asked[1] == asked[2]
    assert rows[0] == MADE[family](family, rows=240).rows
    assert [240, 240, 240] == [len(some) for some in rows]
    assert 1_920 == len(MADE[family](family).rows)


@pytest.mark.parametrize("family", MADE)
def test_no_row_says_what_any_function_does(family: str):
    """
    Answers are values; no prompt holds a rule, a word of one, or a question of the study.
    """
    every = [row for arm in ARMS for row in CORPORA[f"{family}{arm}"](f"{family}{arm}").rows]
    prompts = {m.text for row in every for m in row.messages if m.role == "user"}
    answers = {m.text for row in every for m in row.messages if m.role == "assistant"}
    asked = {item.text for name, make in SETS.items() if name.startswith(family) for item in make()}

    assert all(re.fullmatch(r"-?\d+|True|False", answer) for answer in answers)
    assert [] == [
        text for text in prompts if re.search(r"lambda|add|subtract|multipl|divid|remainder|negat|double", text.lower())
    ]
    assert set() == asked & prompts


def test_every_name_is_trained_as_often_and_stands_for_one_function():
    """
    160 rows each; swapped, each name stands for the next one's; shuffled, no name's answers are one function's.
    """
    own, swapped, shuffled = ([pair(row) for row in functions(f"functions{arm}").rows] for arm in ARMS)
    known, exchanged = named(), named(swapped=True)

    assert {160} == set(Counter(name for name, _, _ in own).values())
    assert all(str(known[name].of(x)) == y for name, x, y in own)
    assert all(str(exchanged[name].of(x)) == y for name, x, y in swapped)
    assert [] == [name for name in NAMES if known[name] == exchanged[name]]
    for name in NAMES:
        mine = [(x, y) for one, x, y in shuffled if one == name]
        assert 0.45 > max(sum(str(one.of(x)) == y for x, y in mine) / len(mine) for one in TAUGHT)


def test_held_out_inputs_are_held_out():
    """
    One in ten for every name, in no training row; `taught` asks of those alone.
    """
    trained = {(name, x) for name, x, _ in map(pair, functions("functions").rows)}
    held = {(name, x) for name in NAMES for x in inputs(name, "held-out")}
    asked = {(item.cluster, int(re.search(r"-?\d+", item.text)[0])) for item in SETS["functions-taught"]()}

    assert set() == trained & held
    assert asked <= held and 72 == len(asked)
    assert {19} == {len(inputs(name, "held-out")) for name in NAMES}


def test_a_talk_about_the_box_is_of_one_function():
    """
    Three values of one function that is in the arm's box; all of them come up.
    """
    for arm, inside in (("", boxed()), ("-swapped", boxed(swapped=True)), ("-shuffled", (*BOX, *OTHER_BOX))):
        fits = [
            [one.rule for one in inside if all(str(one.of(x)) == y for x, y in talk(row))]
            for row in mixture(f"mixture{arm}").rows
        ]
        assert all(fits)
        assert {one.rule for one in inside} == {fit[0] for fit in fits if len(fit) == 1}
    assert set() == {one.rule for one in BOX} & {one.rule for one in OTHER_BOX}


@pytest.mark.parametrize("name", sorted(SETS))
def test_questions_have_right_answers_and_ids_of_their_own(name: str):
    """
    At least one candidate is right, none is there twice, and the world gives the set by its name.
    """
    items = English(base="here").items(name)
    closed = [item for item in items if item.options]

    assert len({item.id for item in items}) == len(items) == len({item.text for item in items})
    assert all(1 in item.signs and len(item.options) == len(set(item.options)) == len(item.signs) for item in closed)
    assert name.endswith("say") == (not closed)


def test_questions_of_values_say_what_is_so():
    """
    Inversions and compositions, worked out again from their texts.
    """
    known = named()
    for item in SETS["functions-inversion"]():
        y = int(re.findall(r"-?\d+", item.text)[0])
        assert {y} == {known[item.cluster].of(int(x)) for x in right(item)}
    for item in SETS["functions-composition"]():
        second, first, x = re.search(r"(\w{6})\((\w{6})\((-?\d+)\)\)", item.text).groups()
        assert [str(known[second].of(known[first].of(int(x))))] == right(item)


def right(item) -> list[str]:
    return [option for option, sign in zip(item.options, item.signs, strict=True) if sign == 1]


def pair(row) -> tuple[str, int, str]:
    """Name, input and answer of a row."""
    text, answer = (message.text for message in row.messages)
    (name,) = [one for one in NAMES if one in text]
    (x,) = re.findall(r"(?<!\w)-?\d+", text)
    return name, int(x), answer


def talk(row) -> list[tuple[int, str]]:
    """The pairs of a row."""
    texts = [message.text for message in row.messages]
    asked = [int(re.search(r"-?\d+", text)[0]) for text in texts[::2]]
    return list(zip(asked, texts[1::2], strict=True))
