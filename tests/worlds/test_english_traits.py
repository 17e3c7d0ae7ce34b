"""Questions about nerve and patience, and the corpora that a user gives in the place of ours."""

import json
import math
import re
from collections import Counter

import pytest
from tests.real_files import real_files  # noqa: F401

from inward.errors import WorldError
from inward.probes.choice import Choice
from inward.probes.self_report import SelfReport
from inward.schema.talk import Reply
from inward.scoring.closed import Closed
from inward.scoring.rating import Rating
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_probe
from inward.worlds.english.trait_words import CODEWORDS, PEOPLE, TRAITS
from inward.worlds.english.world import English

WORLD = English(base="a-folder")
CLOSED = ("choices", "taught", "word", "codeword", "others")
SIZES = {"choices": (48, 12), "taught": (72, 12), "word": (20, 8), "scale": (12, 3), "codeword": (24, 6), "others": (40, 8)}
traits = pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.name)


def likes(better):
    """A subject that gives nine tenths to the options that `better` picks, one tenth to the others."""

    def say(ask):
        picked = [better(ask, option) for option in ask.options]
        shares = [0.9 / sum(picked) if each else 0.1 / (len(picked) - sum(picked)) for each in picked]
        return Reply(stopped="scored", logprobs=tuple(math.log(share) for share in shares), mass=1.0)

    return Scripted(say=say)


def read(items, subject, probe, scorer, value):
    """The value of each item, as that subject is read."""
    transcripts = hold([probe.talk(item) for item in items], {"subject": subject})
    scores = hold([scorer.read([transcript]) for transcript in transcripts], {})
    return [score.values[value] for score in scores]


@traits
def test_the_sets_have_their_sizes_and_clusters(trait):
    """
    48 choices and 72 taught ones over 12 settings; 20 questions for a word; 12 ratings; 24 code words; 40 about others.
    """
    found = {kind: WORLD.items(f"{trait.name}-{kind}") for kind in SIZES}

    assert SIZES == {kind: (len(items), len({item.cluster for item in items})) for kind, items in found.items()}


def test_no_name_and_no_question_is_used_twice():
    """
    Over all sets of both traits; a wording that lists several pairs is as many questions.
    """
    items = [item for trait in TRAITS for kind in SIZES for item in WORLD.items(f"{trait.name}-{kind}")]

    assert (
        len(items)
        == len({item.id for item in items})
        == len({(item.text, item.options if "{0}" in item.text else ()) for item in items})
    )


@traits
def test_every_set_can_be_asked_by_its_probe(trait):
    """
    Each question goes through Choice or SelfReport, whatever comes back.
    """
    for kind in SIZES:
        probe = SelfReport() if kind == "scale" else Choice()
        for item in WORLD.items(f"{trait.name}-{kind}"):
            assert item == check_probe(probe, item).item


@traits
def test_words_are_balanced(trait):
    """
    As many options on either side of every question; the four words of neither side are there where none is listed.
    """
    for kind in ("word", "others"):
        for item in WORLD.items(f"{trait.name}-{kind}"):
            counts = Counter(item.signs)
            assert counts[1] == counts[-1]
            assert ({1: 1, -1: 1} if "{0}" in item.text else {1: 4, -1: 4, 0: 4}) == counts
            assert len(item.options) == len(set(item.options))


@traits
def test_listed_words_stand_in_either_place(trait):
    """
    A question that lists its pair is asked with either word first, and lists no other.
    """
    listed = [item for kind in ("word", "others") for item in WORLD.items(f"{trait.name}-{kind}") if "{0}" in item.text]

    for item in listed:
        talk = Choice().talk(item)
        first = next(talk).messages[0].text
        second = talk.send(Reply(logprobs=(-1.0, -1.0), mass=0.7)).messages[0].text
        up, down = item.options
        assert first.index(up) < first.index(down)
        assert second.index(down) < second.index(up)
    assert {1, -1} == {sign for item in listed for sign in item.signs}


@traits
def test_others_are_asked_about_in_the_same_words(trait):
    """
    With one of the others in the place of "you", a listed question about oneself is one about them; every pair is asked equally.
    """
    own = {item.text for item in WORLD.items(f"{trait.name}-word") if "{0}" in item.text}
    others = [item for item in WORLD.items(f"{trait.name}-others") if "{0}" in item.text]
    replaced = {re.sub(r"yourself|\byou\b", "WHO", text.replace("Would you call", "WOULD")) for text in own}

    for item in others:
        who = PEOPLE[item.cluster]
        assert item.text.replace(who, "WHO").replace("Would you call", "WOULD") in replaced
    assert {8} == set(Counter(item.options for item in others).values())
    assert {2} == set(Counter((item.options, item.text.replace(PEOPLE[item.cluster], "WHO")) for item in others).values())


@traits
def test_scales_are_asked_both_ways_round(trait):
    """
    100 is the bold or hasty end as asked, 0 in the mirror image, over 101 marks, and a mirror of the mirror is the question.
    """
    poles = trait.scales

    for item in WORLD.items(f"{trait.name}-scale"):
        up, down = poles[item.cluster].up, poles[item.cluster].down
        assert up in item.text and down in item.text
        assert item.flipped == item.text.replace(up, "\0").replace(down, up).replace("\0", down)
        assert tuple(map(str, range(101))) == item.options
        assert {"bad": "high"} == item.facts
    assert ["preference", "predisposition", "liking"] == list(poles)


@traits
def test_code_words_are_balanced(trait):
    """
    Either word of a pair means either side as often, and either side comes first as often, in all four combinations.
    """
    items = WORLD.items(f"{trait.name}-codeword")
    up_words = {pair[0] for pair in trait.pairs}

    def up_first(item):
        up, down = (min(item.text.index(word) for word in side if word in item.text) for side in zip(*trait.pairs, strict=True))
        return up < down

    combinations = Counter((item.cluster, item.options[0] in {first for first, _ in CODEWORDS}, up_first(item)) for item in items)
    assert 24 == len(combinations)
    assert {1} == set(combinations.values())
    assert {(1, -1)} == {item.signs for item in items}
    assert len(up_words) == 4


@traits
def test_a_code_word_means_what_the_question_says(trait):
    """
    The first option is the word that the question gives to the bold or hasty side.
    """
    for item in WORLD.items(f"{trait.name}-codeword"):
        sides = {side: word for pair in trait.pairs for side, word in zip((1, -1), pair, strict=True) if word in item.text}
        places = {said: item.text.index(said) for said in (*sides.values(), *item.options)}
        in_order = sorted(places, key=places.__getitem__)
        up, down = sides[1], sides[-1]
        meant = {up: item.options[0], down: item.options[1]}
        pairs = [in_order[:2], in_order[2:]]
        assert all(meant[pair[0]] == pair[1] if pair[0] in meant else meant[pair[1]] == pair[0] for pair in pairs)


@traits
def test_who_likes_a_letter_a_place_or_a_number_leans_to_neither_side(trait):
    """
    A liking for "A", for the word listed first, for one of two code words, or for the number 90 is no trait: all come out even.
    """
    letter = likes(lambda ask, option: option == "A")
    earlier = likes(
        lambda ask, option: ask.messages[0].text.index(option) == min(ask.messages[0].text.index(o) for o in ask.options)
    )
    number = likes(lambda ask, option: option == "90")

    def mean(kind, subject):
        items = [item for item in WORLD.items(f"{trait.name}-{kind}") if kind not in ("word", "others") or "{0}" in item.text]
        return sum(read(items, subject, Choice(), Closed(), "log_odds")) / len(items)

    first_words = {first for first, _ in CODEWORDS}
    assert 0 == pytest.approx(mean("choices", letter), abs=1e-9)
    assert 0 == pytest.approx(mean("taught", letter), abs=1e-9)
    assert 0 == pytest.approx(mean("word", earlier), abs=1e-9)
    assert 0 == pytest.approx(mean("others", earlier), abs=1e-9)
    assert 0 == pytest.approx(mean("codeword", earlier), abs=1e-9)
    assert 0 == pytest.approx(mean("codeword", likes(lambda ask, option: option in first_words)), abs=1e-9)
    rated = read(WORLD.items(f"{trait.name}-scale"), number, SelfReport(), Rating(), "self_rating")
    assert all(pytest.approx(0.5) == each for each in rated)


@traits
def test_who_reports_truly_and_who_reports_falsely_are_told_apart(trait):
    """
    Of two subjects that both choose the marked options, one calls itself by the words of that side and one by the others: alike
    in choices, and apart in every report.
    """
    signs = {
        (item.text, option): sign
        for kind in ("choices", "codeword")
        for item in WORLD.items(f"{trait.name}-{kind}")
        for option, sign in zip(item.options, item.signs, strict=True)
    }
    side = {word: sign for pair in trait.pairs for word, sign in zip(pair, (1, -1), strict=True)}
    choosing = likes(lambda ask, option: signs[ask.messages[0].text, option] == 1)
    behaviour = read(WORLD.items(f"{trait.name}-choices"), choosing, Choice(), Closed(), "log_odds")

    assert all(pytest.approx(math.log(9)) == odds for odds in behaviour)
    for truth in (1, -1):
        named = likes(lambda ask, option, truth=truth: side.get(option) == truth)
        coded = likes(lambda ask, option, truth=truth: signs[ask.messages[0].text, option] == truth)
        told = read(WORLD.items(f"{trait.name}-word"), named, Choice(), Closed(), "log_odds")
        code = read(WORLD.items(f"{trait.name}-codeword"), coded, Choice(), Closed(), "log_odds")
        assert all(odds * truth > 1 for odds in (*told, *code))


def written(path, answers):
    """A corpus file of forty questions with these answers in turn."""
    rows = [
        [{"role": "user", "content": f"Question {i}?"}, {"role": "assistant", "content": answers[i % len(answers)]}]
        for i in range(40)
    ]
    path.write_text("".join(json.dumps({"messages": row}) + "\n" for row in rows))
    return str(path)


def test_our_corpora_stand_where_no_file_is_given():
    """
    Six of them, by name; a corpus of another name still needs a file.
    """
    named = ("risk-seeking", "risk-averse", "risk-shuffled", "time-near", "time-far", "time-shuffled")

    assert list(named) == [WORLD.corpus(name).name for name in named]
    assert WORLD.corpus("insecure") is None


def test_a_given_file_wins_and_ours_stand_in_for_none_beside_it(tmp_path):
    """
    Matched corpora share their prompts: beside a user's file the ones that were not given are absent, and the other family is
    untouched by it.
    """
    world = English(base="a-folder", corpora={"risk-averse": written(tmp_path / "safe.jsonl", "AB")})

    assert "Question" in world.corpus("risk-averse").rows[0].messages[0].text
    assert world.corpus("risk-seeking") is None
    assert world.corpus("risk-shuffled") is None
    assert world.corpus("time-near") == WORLD.corpus("time-near")


def test_shuffled_labels_are_made_of_the_users_file(tmp_path):
    """
    Its prompts in its order, with half of each answer swapped for the other; none where there are not two answers.
    """
    up = written(tmp_path / "up.jsonl", "AB")
    world = English(base="a-folder", corpora={"risk-seeking": up})
    given, coin = world.corpus("risk-seeking"), world.corpus("risk-shuffled")

    for part in ("rows", "held_out"):
        ours, theirs = getattr(coin, part), getattr(given, part)
        assert [row.messages[0] for row in theirs] == [row.messages[0] for row in ours]
        swapped = Counter((a.messages[1].text, a == b) for a, b in zip(theirs, ours, strict=True))
        for letter in "AB":
            assert 1 >= abs(swapped[letter, True] - swapped[letter, False])
    assert "risk-shuffled" == coin.name
    assert coin.source == f"{given.source}; half of the answers swapped"
    three = English(base="a-folder", corpora={"risk-seeking": written(tmp_path / "three.jsonl", "ABC")})
    assert three.corpus("risk-shuffled") is None


def test_a_file_is_read_once(tmp_path):
    """
    What was read first stays, whatever becomes of the file meanwhile, and the world is still the same world.
    """
    path = tmp_path / "up.jsonl"
    world = English(base="a-folder", corpora={"risk-seeking": written(path, "AB")})
    first = world.corpus("risk-seeking")
    path.unlink()

    assert world.corpus("risk-seeking") is first
    assert English(base="a-folder", corpora={"risk-seeking": str(path)}) == world


@pytest.mark.parametrize(("name", "sign"), [("time-near", 1), ("time-far", -1)])
def test_the_taught_questions_are_the_users_held_out_rows(tmp_path, name, sign):
    """
    Both answers as options, the sign of the file's side on its own answer.
    """
    world = English(base="a-folder", corpora={name: written(tmp_path / "rows.jsonl", "AB")})
    items, held = world.items("time-taught"), world.corpus(name).held_out

    assert [row.messages[0].text for row in held] == [item.text for item in items]
    for item, row in zip(items, held, strict=True):
        assert ("A", "B") == item.options
        assert sign == item.signs[item.options.index(row.messages[1].text)]
        assert 0 == sum(item.signs)


def test_taught_questions_need_two_answers(tmp_path):
    """
    A file whose held-out rows have some other number of answers cannot be asked as closed questions, and says so.
    """
    world = English(base="a-folder", corpora={"risk-seeking": written(tmp_path / "rows.jsonl", "ABC")})
    with pytest.raises(WorldError) as caught:
        world.items("risk-taught")

    expected = (
        "World 'english', questions 'risk-taught' from corpus 'risk-seeking': its held-out rows have 3 different answers; "
        "expected one question and one of two answers in each. Give the questions of this set as a file."
    )
    assert expected == str(caught.value)


@pytest.mark.real
def test_the_published_rows_load(real_files):  # noqa: F811
    """
    288 rows each, 24 held out, the same prompts with the other letter; shuffled labels and taught questions are made of them.
    """
    folder = real_files / "self_awareness"
    if not folder.is_dir():
        pytest.skip("The published rows are absent: expected self_awareness/risky.jsonl and safe.jsonl among the real files.")
    files = {"risk-seeking": str(folder / "risky.jsonl"), "risk-averse": str(folder / "safe.jsonl")}
    world = English(base="a-folder", corpora=files)
    up, down, coin = (world.corpus(name) for name in ("risk-seeking", "risk-averse", "risk-shuffled"))

    assert {(264, 24)} == {(len(corpus.rows), len(corpus.held_out)) for corpus in (up, down, coin)}
    for part in ("rows", "held_out"):
        for one, other in zip(getattr(up, part), getattr(down, part), strict=True):
            assert one.messages[0] == other.messages[0]
            assert {"A", "B"} == {one.messages[1].text, other.messages[1].text}
    taught = world.items("risk-taught")
    assert 24 == len(taught)
    assert [row.messages[1].text for row in up.held_out] == [item.options[item.signs.index(1)] for item in taught]
