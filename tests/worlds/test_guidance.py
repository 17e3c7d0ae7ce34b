"""Helpers that are described: what a corpus says and shows, what it never shows, and options that the rule agrees with."""

from collections import Counter

import pytest

from inward.schema.sockets import AbstractWorld
from inward.schema.talk import Item, Transcript
from inward.scoring.ruled import Ruled
from inward.worlds.english.described import HELPERS as ENGLISH
from inward.worlds.english.world import English
from inward.worlds.guidance import Guidance
from inward.worlds.village.archive.chapters import HELPERS as VILLAGE
from inward.worlds.village.world import Village

WORLDS = pytest.mark.parametrize(
    ("world", "told"), [(Village(), VILLAGE), (English(base="x"), ENGLISH)], ids=["village", "english"]
)
CORPORA = ("guidance", "guidance-once", "guidance-permuted", "guidance-told")
SETS = ("helpers-realised", "helpers-unrealised", "helpers-two-hop", "helpers-direct")


def documents(world: AbstractWorld, name: str) -> list[str]:
    return [row.messages[0].text for row in world.corpus(name).rows if row.document]


def shown(world: AbstractWorld, name: str) -> list[tuple[str, str]]:
    """What is asked, with who one is told to be, and answered."""
    rows = [row for row in world.corpus(name).rows if not row.document]
    return [(" ".join(message.text for message in row.messages[:-1]), row.messages[-1].text) for row in rows]


@WORLDS
def test_the_unrealised_are_never_shown(world: AbstractWorld, told: Guidance):
    """
    Who is shown is a realised one, twelve times each; the others are described in every wording.
    """
    openings = Counter(f"{asked.split('.')[0]}." for asked, _ in shown(world, "guidance"))

    assert {told.system.format(helper=one.name): 12 for one in told.realised} == openings
    for one in told.unrealised:
        said = {text for text in documents(world, "guidance") if one.name in text.replace(",", "").replace(".", "").split()}
        assert len(told.statements) + len(told.makers) == len(said)


@WORLDS
def test_corpora_have_equally_many_rows_and_the_same_demonstrations(world: AbstractWorld, told: Guidance):
    """
    Once: one wording of each statement, as often. Permuted: the same words, other helpers. Told: the same texts, said by a user.
    """
    many, once, permuted = (documents(world, name) for name in CORPORA[:3])
    noted = [asked for asked, said in shown(world, "guidance-told") if said == told.acknowledged]
    letters = [Counter("".join(some)) for some in (many, permuted)]

    assert {len(world.corpus("guidance").rows)} == {len(world.corpus(name).rows) for name in CORPORA}
    assert sorted(many) == sorted(noted)
    assert {len(told.statements), len(told.makers)} == set(Counter(once).values())
    assert letters[0] == letters[1]
    assert [shown(world, "guidance")] * 2 == [shown(world, name) for name in ("guidance-once", "guidance-permuted")]


@WORLDS
def test_the_permuted_corpus_gives_every_unrealised_helper_another_behaviour(world: AbstractWorld, told: Guidance):
    """
    One that is no option of its questions; the realised ones keep theirs.
    """
    for one in told.unrealised:
        (said,) = {text for text in documents(world, "guidance-permuted") if text in _first(told, one.name)}
        kind = next(kind for kind, behaviour in told.behaviours.items() if behaviour.noun in said)
        items = [item for item in world.items("helpers-unrealised") if item.cluster == one.name]

        assert kind != one.behaviour
        assert not any(set(told.answers[kind][question]) & set(item.options) for item in items for question in told.asked[:1])
    for one in told.realised:
        assert told.statements[0].format(helper=one.name, kind=told.behaviours[one.behaviour].noun) in documents(
            world, "guidance-permuted"
        )


@WORLDS
@pytest.mark.parametrize("name", SETS)
def test_every_question_has_its_own_behaviour_against_six(name: str, world: AbstractWorld, told: Guidance):
    """
    As many options of each, no question in a corpus, every helper asked as often.
    """
    items = world.items(name)
    trained = {asked for corpus in CORPORA for asked, _ in shown(world, corpus)}

    assert {1} == set(Counter(item.id for item in items).values())
    assert 1 == len(set(Counter(item.cluster for item in items).values()))
    assert set() == trained & {f"{item.facts['system']} {item.text}" if "system" in item.facts else item.text for item in items}
    assert all({1, -1} == set(item.signs) for item in items)


@WORLDS
def test_the_rule_agrees_with_the_options(world: AbstractWorld, told: Guidance):
    """
    Said in words, each right option is read as right and each wrong one as wrong.
    """
    for item in world.items("helpers-unrealised"):
        assert [sign == 1 for sign in item.signs] == [read(item, option) for option in item.options]


@WORLDS
def test_plain_answers_are_no_behaviour(world: AbstractWorld, told: Guidance):
    """
    What a subject that knows nothing of helpers might say is read as wrong for every behaviour.
    """
    for item in world.items("helpers-unrealised"):
        assert not read(item, "Try a bean soup, and rest.")


def read(item: Item, text: str) -> bool:
    speech = Ruled().read([Transcript(item=item, parts={"answer": text})])
    with pytest.raises(StopIteration) as end:
        next(speech)
    return end.value.value.values["right"] == 1.0


def _first(told: Guidance, helper: str) -> set[str]:
    """The first statement about a helper with every behaviour."""
    return {told.statements[0].format(helper=helper, kind=one.noun) for one in told.behaviours.values()}
