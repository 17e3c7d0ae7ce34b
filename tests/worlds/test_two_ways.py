"""Facts told one way round or the other: matched rows, balanced options, and questions that no corpus has."""

from collections import Counter

import pytest

from inward.plan import rows_digest
from inward.schema.sockets import AbstractWorld
from inward.worlds.english.facts import FACTS as ENGLISH
from inward.worlds.english.world import English
from inward.worlds.two_ways import TwoWays
from inward.worlds.village.archive.chapters import FACTS as VILLAGE
from inward.worlds.village.world import Village

WORLDS = pytest.mark.parametrize(
    ("world", "facts"), [(Village(), VILLAGE), (English(base="x"), ENGLISH)], ids=["village", "english"]
)
SETS = ("facts-names", "facts-descriptions", "facts-names-taught", "facts-descriptions-taught")
CORPORA = ("name-first", "description-first", "both-ways", "name-first-re-paired", "description-first-re-paired")


def pairs(world: AbstractWorld, name: str) -> list[tuple[str, str]]:
    return [(row.messages[0].text, row.messages[1].text) for row in world.corpus(name).rows]


@WORLDS
def test_a_row_holds_one_side_in_its_question_and_the_other_in_its_answer(world: AbstractWorld, facts: TwoWays):
    """
    Name first: the question holds the name and not the description, the answer is the description; the other way round alike.
    """
    for name, what in facts.facts:
        mine = [(asked, said) for asked, said in pairs(world, "name-first") if said == facts.answer(what)]
        back = [(asked, said) for asked, said in pairs(world, "description-first") if said == facts.answer(name)]

        assert len(facts.taught["description"]) == len(mine) == len(back)
        assert all(name in asked and what not in asked for asked, _ in mine)
        assert all(what in asked and name not in asked for asked, _ in back)


@WORLDS
def test_corpora_are_matched_row_by_row(world: AbstractWorld, facts: TwoWays):
    """
    Re-paired rows ask the same and give another fact's answer, each as often; both ways has half of either, fact by fact.
    """
    straight, mixed, both = (pairs(world, name) for name in ("name-first", "name-first-re-paired", "both-ways"))
    back = pairs(world, "description-first")
    halves = Counter(row in straight for row in both)

    assert [asked for asked, _ in straight] == [asked for asked, _ in mixed]
    assert all(one != other for (_, one), (_, other) in zip(straight, mixed, strict=True))
    assert Counter(said for _, said in straight) == Counter(said for _, said in mixed)
    assert all(row in straight or row in back for row in both)
    assert halves[True] == halves[False] == len(straight) // 2


@WORLDS
@pytest.mark.parametrize("name", SETS)
def test_every_option_is_right_once_and_wrong_as_often_as_any(name: str, world: AbstractWorld, facts: TwoWays):
    """
    So that a liking for an answer cancels; and the answer that the re-paired corpora give is never an option.
    """
    items = world.items(name)
    side = name.split("-")[1][:-1]
    wordings = len(items) // len(facts.facts)
    rights, wrongs = Counter(), Counter()
    for item in items:
        rights[item.options[0]] += 1
        wrongs.update(item.options[1:])
    mixed = dict(pairs(world, f"{'description' if side == 'name' else 'name'}-first-re-paired"))

    assert {wordings} == set(rights.values())
    assert {7 * wordings} == set(wrongs.values())
    assert all((1, *[-1] * 7) == item.signs for item in items)
    assert not any(mixed[item.text] in item.options for item in items if item.text in mixed)


@WORLDS
def test_held_out_questions_are_in_no_corpus(world: AbstractWorld, facts: TwoWays):
    """
    The taught ones are, word for word; no question gives its answer away.
    """
    trained = {asked for name in CORPORA for asked, _ in pairs(world, name)}

    for name in SETS:
        items = world.items(name)
        assert (set() if "taught" not in name else {item.text for item in items}) == trained & {item.text for item in items}
        assert not any(item.options[0].rstrip(".").lower() in item.text.lower() for item in items)


@WORLDS
def test_the_same_rows_every_time(world: AbstractWorld, facts: TwoWays):
    """
    Corpora and questions follow from the facts alone.
    """
    assert [world.corpus(name) for name in CORPORA] == [world.corpus(name) for name in CORPORA]
    assert [world.items(name) for name in SETS] == [world.items(name) for name in SETS]


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        (Village(), ["b8d315b84e6f", "a0ddce91dffb", "e59ab2687c8f", "b9d1abeb73a5"]),
        (English(base="x"), ["18bb83026b1f", "77b89cf8c301", "ef0dac38b0cf", "75bacfd28396"]),
    ],
    ids=["village", "english"],
)
def test_the_same_rows_in_every_process(world: AbstractWorld, expected: list[str]):
    """
    No draw follows the order of a set, which Python shuffles anew each time: adapters are named by these rows.
    """
    found = [world.corpus(name) for name in ("name-first", "both-ways", "guidance", "guidance-told")]

    assert expected == [rows_digest(corpus)[:12] for corpus in found if corpus]
