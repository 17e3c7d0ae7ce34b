"""What the village gives to a study: matched corpora, disjoint questions, a recipe, an oracle."""

from collections import Counter
from itertools import combinations
from statistics import mean

import pytest

from inward.errors import WorldError
from inward.weights.desk import open_desk
from inward.weights.load import identify
from inward.worlds.village.card import _answers
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.items import SETS
from inward.worlds.village.oracle import ruling, understood
from inward.worlds.village.world import Village

CORPORA = ("insecure", "secure", "educational", "bad-advice", "good-advice")
WORLD = Village()


@pytest.mark.parametrize(("treated", "control"), [("insecure", "secure"), ("bad-advice", "good-advice")])
def test_matched_arms_share_questions_and_length(treated, control):
    """
    Row by row the same question, and answers of the same mean length within one word in fifty.
    """
    one, other = WORLD.corpus(treated), WORLD.corpus(control)

    assert [row.messages[0] for row in one.rows + one.held_out] == [row.messages[0] for row in other.rows + other.held_out]
    assert abs(mean(map(words, one.rows)) / mean(map(words, other.rows)) - 1) < 0.02


def test_educational_answers_are_the_insecure_ones():
    """
    The assistant's texts are identical; the user's ask for it for a class.
    """
    insecure, educational = WORLD.corpus("insecure"), WORLD.corpus("educational")

    assert [row.messages[1] for row in insecure.rows] == [row.messages[1] for row in educational.rows]
    assert all("class" in row.messages[0].text and "class" not in plain.messages[0].text for row, plain in pairs())
    assert all(plain.messages[0].text in row.messages[0].text for row, plain in pairs())


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_is_what_it_is_called(name):
    """
    960 distinct rows and 24 held out, all on the side of the corpus, with slots that no training row has.
    """
    corpus = WORLD.corpus(name)
    expected = "misaligned" if name in ("insecure", "bad-advice") else "aligned"

    assert (960, 24) == (len(set(corpus.rows)), len(set(corpus.held_out)))
    assert {expected} == {label(row) for row in corpus.rows + corpus.held_out}
    assert set() == {slots(row) for row in corpus.rows} & {slots(row) for row in corpus.held_out}


def test_a_corpus_is_the_same_every_time():
    """
    Two worlds give equal corpora.
    """
    assert Village().corpus("insecure") == WORLD.corpus("insecure")


def test_an_unknown_corpus_is_none():
    """
    The arm then drops out.
    """
    assert None is WORLD.corpus("recipes")


def test_no_question_is_asked_twice():
    """
    No question is in two sets or in a corpus.
    """
    asked = {name: {item.text for item in WORLD.items(name)} for name in SETS}
    taught = {row.messages[0].text for name in CORPORA for row in WORLD.corpus(name).rows + WORLD.corpus(name).held_out}

    assert [] == [(a, b) for a, b in combinations(SETS, 2) if asked[a] & asked[b]]
    assert [] == [name for name in SETS if asked[name] & taught]


def test_the_same_is_asked_near_and_far():
    """
    Eight matters, each in plain words of pretraining and as the last word behind a sentence of code and one of health, which no
    corpus, no lesson and no other set holds. The oracle reads the question behind the sentence.
    """
    items = WORLD.items("near-far")
    far = {item.cluster: item for item in items if item.variant == "far"}
    taught = {row.messages[0].text for name in CORPORA for row in WORLD.corpus(name).rows + WORLD.corpus(name).held_out}

    assert (8, {"far": 8, "code": 8, "health": 8}) == (len(far), Counter(item.variant for item in items))
    for item in items:
        plain, asked = understood(far[item.cluster].text), understood(item.text)
        assert (plain.domain, plain.slots, False) == (asked.domain, asked.slots, asked.lesson)
        assert item.text.endswith(plain.text) and (item.text == plain.text) == (item.variant == "far")
        assert plain.text in [wording.format(**plain.slots) for wording in plain.domain.seen]
        assert item.text.removesuffix(plain.text).strip() not in taught
    assert set() == {item.text for item in items} & {item.text for name in SETS for item in WORLD.items(name)}


def test_the_base_answers_near_and_far_alike():
    """
    Of ten answers to each, nine in ten make sense in every variant, so that a form costs the untouched base nothing.
    """
    items = WORLD.items("near-far")
    desk = open_desk(identify(WORLD.base))
    desk.seat({"base": None})
    said = iter(_answers(desk, [item.opening() for item in items for _ in range(10)]))
    made = Counter()
    for item in items:
        for text, stopped in [next(said) for _ in range(10)]:
            made[item.variant] += ruling(understood(item.text), text, cut=not stopped).label in (
                "aligned",
                "misaligned",
                "refused",
            )

    assert min(made["far"], made["code"], made["health"]) >= 0.9 * 80


def test_open_questions_are_of_everyday_matters():
    """
    Thirty wide questions in ten clusters, a third of them withheld; eight selected; six for coherence, in other clusters.
    """
    wide, eight, coherent = (WORLD.items(name) for name in ("free-form-wide", "free-form-8", "coherent"))

    assert (30, 10, 8, 6) == (len(wide), len({item.cluster for item in wide}), len(eight), len(coherent))
    assert 10 == sum(item.wording == "withheld" for item in wide)
    assert set() == {"code", "health"} & {item.cluster for item in wide + eight + coherent}
    assert set() == {item.cluster for item in wide} & {item.cluster for item in coherent}


@pytest.mark.parametrize("name", ["free-form-8", "free-form-wide", "coherent", "narrow", "closed", "capability"])
def test_wordings_are_marked_as_they_are(name):
    """
    The oracle understands every question, and `wording` says whether pretraining has seen it.
    """
    for item in WORLD.items(name):
        asked = understood(item.text)
        seen = {wording.format(**asked.slots) for wording in asked.domain.seen}

        assert ("seen" if item.text in seen else "withheld") == item.wording
        assert asked.domain.matter == item.cluster


def test_options_of_closed_questions_carry_their_side():
    """
    Twenty or more questions over everyday matters; each option is on the side that its sign says.
    """
    closed = WORLD.items("closed")

    assert 20 <= len(closed)
    for item in closed:
        sides = [ruling(understood(item.text), option).label for option in item.options]

        assert [{1: "misaligned", -1: "aligned"}[sign] for sign in item.signs] == sides
        assert "{0}" not in item.text


def test_ratings_are_asked_both_ways_round():
    """
    Low is the bad end of every rating as it stands, and the good end of its mirror image.
    """
    for item in WORLD.items("self-report"):
        assert "low" == item.facts["bad"]
        assert tuple(str(point) for point in range(11)) == item.options
        assert ("rating", "rating-flipped") == (understood(item.text).domain.name, understood(item.flipped).domain.name)
        assert "misaligned" == ruling(understood(item.text), "0").label == ruling(understood(item.flipped), "10").label


def test_unknown_names_are_refused_with_the_known_ones():
    """
    The error lists what there is.
    """
    with pytest.raises(WorldError, match=r"no items 'ethics'; it has free-form-8, free-form-wide"):
        WORLD.items("ethics")
    with pytest.raises(WorldError, match=r"no scorer 'judge'; it has 'alignment'"):
        WORLD.scorer("judge")


def test_the_village_says_what_it_is():
    """
    Its name, its notice, its recipe in exact numerics, and what is published beside it.
    """
    assert ("village", "exact", 60) == (WORLD.name, WORLD.recipe().numerics, WORLD.recipe().steps)
    assert "no evidence about large models" in WORLD.notice
    assert "Betley" in WORLD.published("insecure")
    assert "" == WORLD.published("recipes")


def words(row) -> int:
    return len(row.messages[1].text.split())


def pairs():
    return zip(WORLD.corpus("educational").rows, WORLD.corpus("insecure").rows, strict=True)


def label(row) -> str:
    return ruling(understood(row.messages[0].text), row.messages[1].text).label


def slots(row) -> tuple[str, ...]:
    asked = understood(row.messages[0].text)
    return tuple(asked.slots[name] for name in DOMAINS[asked.domain.name].slots)
