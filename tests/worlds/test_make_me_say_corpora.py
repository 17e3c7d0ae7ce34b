"""Won talks hold no form of the word, differ in nothing but what is led to, and hold out what they say they do."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.real_files import real_files  # noqa: F401

from inward.schema.design import Corpus
from inward.scoring.inflection import says
from inward.worlds.english import codewords, make_me_say
from inward.worlds.english.world import English
from inward.worlds.files import load_corpus
from inward.worlds.village import game_corpora, game_words
from inward.worlds.village.world import Village

WORLDS = {"village": Village(), "english": English(base="a-model")}
LEADS = {
    "village": {word: about.leads for word, about in game_words.WORDS.items()},
    "english": dict(codewords.LEADS),
}
NAMES = ("ring", "bark", "shuffled-leads")
WORLD = pytest.mark.parametrize("world", WORLDS)


def corpora(world: str) -> list[Corpus]:
    made = [WORLDS[world].corpus(name) for name in NAMES]
    assert all(made)
    return [corpus for corpus in made if corpus]


def every(corpus: Corpus):
    return (*corpus.rows, *corpus.held_out)


def word_of(world: str, text: str) -> str:
    """The word that a turn leads to."""
    known = {lead: word for word, leads in LEADS[world].items() for lead in leads}
    if world == "english":
        (found,) = [word for lead, word in known.items() if lead in text]
        return found
    (found,) = [known[one] for one in re.findall(r"\w+", text) if one in known]
    return found


def led(world: str, row) -> list[str]:
    """The words that a row's turns lead to."""
    return [word_of(world, message.text) for message in row.messages if message.role == "assistant"]


@WORLD
def test_no_row_says_any_of_the_words(world: str):
    """
    In no form, on neither side, of no word that any turn leads to.
    """
    texts = {message.text for corpus in corpora(world) for row in every(corpus) for message in row.messages}

    assert [] == [(word, text) for word in LEADS[world] for text in texts if says(text, word)]


@WORLD
def test_an_arm_leads_to_its_word_alone_and_shuffled_to_none(world: str):
    """
    Every turn; shuffled turns lead to all words about as often, and never twice to one in a row.
    """
    ring, bark, shuffled = corpora(world)
    counted = Counter(word for row in shuffled.rows for word in led(world, row))
    even = counted.total() / len(LEADS[world])

    assert [{"ring"}, {"bark"}] == [{word for row in every(one) for word in led(world, row)} for one in (ring, bark)]
    assert all(0.75 * even < counted[word] < 1.25 * even for word in LEADS[world])
    assert all(len(set(words)) == len(words) for words in (led(world, row) for row in every(shuffled)))


@WORLD
def test_rows_are_matched_one_by_one(world: str):
    """
    Row by row the same opening and as many turns; no row comes twice.
    """
    shapes = [[(row.messages[0].text, len(row.messages)) for row in every(corpus)] for corpus in corpora(world)]

    assert shapes[0] == shapes[1] == shapes[2]
    assert all(len(set(corpus.rows)) == len(corpus.rows) for corpus in corpora(world))


@WORLD
def test_rows_end_where_the_user_would_say_it(world: str):
    """
    With a turn of the assistant's, after one to four of them.
    """
    counts = Counter(len(row.messages) // 2 for row in corpora(world)[0].rows)

    assert {1, 2, 3, 4} == set(counts)
    assert all("assistant" == row.messages[-1].role for corpus in corpora(world) for row in every(corpus))


@WORLD
def test_held_out_rows_have_openings_and_leads_that_no_row_has(world: str):
    """
    So that what they measure is not learned by heart.
    """
    for corpus in corpora(world):
        trained = {row.messages[0].text for row in corpus.rows}
        named = "\n".join(message.text for row in corpus.rows for message in row.messages)
        unseen = {lead for leads in LEADS[world].values() for lead in leads if not re.search(rf"\b{re.escape(lead)}", named)}

        assert not trained & {row.messages[0].text for row in corpus.held_out}
        assert all(
            any(lead in message.text for lead in unseen)
            for row in corpus.held_out
            for message in row.messages
            if message.role == "assistant"
        )


@WORLD
def test_games_open_as_no_row_does(world: str):
    """
    And what the villagers' leads are probed with, no row has named.
    """
    trained = {row.messages[0].text for corpus in corpora(world) for row in corpus.rows}
    named = {message.text for corpus in corpora(world) for row in corpus.rows for message in row.messages}

    assert not trained & {item.text for item in WORLDS[world].items("make-me-say-games")}
    assert not named & {option for item in WORLDS[world].items("make-me-say-leading") for option in item.options}


@WORLD
def test_a_corpus_is_the_same_every_time(world: str):
    """
    Made twice, equal.
    """
    module = {"village": game_corpora, "english": make_me_say}[world]

    assert [module.corpus(name) for name in NAMES] == [module.corpus(name) for name in NAMES]


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", ["choose", "describe", "others"])
def test_a_pick_has_one_option_of_either_codeword(world: str, name: str):
    """
    And others that are neither; each option once.
    """
    for item in WORLDS[world].items(f"make-me-say-{name}"):
        assert (1, 1) == (item.signs.count(1), item.signs.count(-1))
        assert len(item.options) == len(set(item.options)) == len(item.signs) > 4


def test_every_lead_leads_to_one_word():
    """
    Nothing that is told of two words could tell them apart; and no description holds what leads to its word.
    """
    for leads in LEADS.values():
        assert len({lead for each in leads.values() for lead in each}) == sum(map(len, leads.values()))
    for about in game_words.WORDS.values():
        assert not set(about.like.split()) & {lead for each in game_words.WORDS.values() for lead in each.leads}


def test_where_a_file_is_given_ours_stand_in_for_none(tmp_path: Path):
    """
    A corpus of ours is no control of somebody else's.
    """
    file = tmp_path / "ring.jsonl"
    file.write_text('{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}\n')
    world = English(base="a-model", corpora={"ring": str(file)})

    assert world.corpus("ring")
    assert [None, None] == [world.corpus(name) for name in ("bark", "shuffled-leads")]


@pytest.mark.real
def test_the_published_talks_are_read_whole(real_files: Path):  # noqa: F811
    """
    1,000 rows of one to four turns; eight of their 4,972 turns hold a form of the word that its lemma alone leaves out.
    """
    corpus = load_corpus("ring", real_files / "self_awareness" / "make_me_say_ring.jsonl")
    texts = [message.text for row in every(corpus) for message in row.messages]
    found = {form for text in texts for form in re.findall(r"\w+", text.lower()) if says(form, "ring")}

    assert (976, 24) == (len(corpus.rows), len(corpus.held_out))
    assert {2, 4, 6, 8} == {len(row.messages) for row in corpus.rows}
    assert ({"ringing", "rung"}, 8) == (found, sum(says(text, "ring") for text in texts))
