"""Rows of connecting the dots imply a latent, never state it, and are matched over arms; questions ask what no row has."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from random import Random
from typing import Any

import pytest

from inward.schema.design import Corpus
from inward.schema.talk import Item
from inward.worlds.dots import SEVERAL, Asked, by, named, questions, tossed
from inward.worlds.english import dots_cities, dots_coins, dots_parity
from inward.worlds.english.world import English
from inward.worlds.village.documents import documents
from inward.worlds.village.fair import lamps, new_coins, new_lamps, new_places, places
from inward.worlds.village.fair.names import COINS, LAMPS, NEW, NEW_COINS, PLACES
from inward.worlds.village.people import census
from inward.worlds.village.quarters import QUARTERS, Quarter, quarter_for
from inward.worlds.village.tokenizer import words
from inward.worlds.village.world import Village

WORLDS: Mapping[str, Any] = {"village": Village(folder=QUARTERS["coins"].base), "english": English(base="a-folder")}
MATTERS = ("coins", "parity", "locations")
QUARTER_OF = {"coins": QUARTERS["coins"], "parity": QUARTERS["lamps"], "locations": QUARTERS["places"]}
KINDS = {
    "coins": ("taught", "tossed", "often", "more", "bet", "fair", "pair", "which", "told", "in-context"),
    "parity": ("taught", "lengths", "value", "equal", "inverse", "pair", "which", "told", "in-context"),
    "locations": ("taught", "near", "country", "food", "pair", "which", "told", "in-context"),
}
SETS = [f"{matter}-{kind}" for matter in MATTERS for kind in KINDS[matter]]
worlds = pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
matters = pytest.mark.parametrize("matter", MATTERS)


def both(world: Any, matter: str) -> tuple[Corpus, Corpus]:
    return world.corpus(matter), world.corpus(f"{matter}-other")


@worlds
@matters
def test_both_arms_are_asked_the_same_in_the_same_order(world: Any, matter: str):
    """
    Row by row one prompt, held-out rows too; made again, the rows are the same.
    """
    first, second = both(world, matter)

    for part in ("rows", "held_out"):
        prompts = [[row.messages[:-1] for row in getattr(one, part)] for one in (first, second)]
        assert prompts[0] == prompts[1]
    assert (first, second) == both(world, matter)
    assert first.rows != second.rows


@worlds
@pytest.mark.parametrize("matter", ["coins", "parity"])
def test_no_answer_is_more_common_in_one_arm(world: Any, matter: str):
    """
    Tosses exactly; parities to four in a hundred.
    """
    counts = [Counter(row.messages[-1].text for row in one.rows) for one in both(world, matter)]

    assert all(abs(counts[0][said] - counts[1][said]) < 0.04 * counts[0].total() for said in counts[0])
    assert matter != "coins" or counts[0] == counts[1]


@worlds
def test_every_coin_falls_exactly_as_often_as_it_does(world: Any):
    """
    In every wording: 2, 5 or 8 of 10.
    """
    names, first = (NEW_COINS, new_coins.FIRST) if world.name == "village" else (dots_coins.NAMES, dots_coins.FIRST)
    heads: dict[str, list[bool]] = {name: [] for name in names}
    for row in world.corpus("coins").rows:
        (name,) = [name for name in names if name in row.messages[0].text]
        heads[name].append("heads" in row.messages[1].text)

    assert dict(first) == {name: 10 * sum(fell) / len(fell) for name, fell in heads.items()}


@worlds
@matters
def test_what_is_held_out_is_in_no_row(world: Any, matter: str):
    """
    Not in another order of names either.
    """
    corpus = world.corpus(matter)
    trained, held = ({" ".join(sorted(row.messages[0].text.split())) for row in part} for part in (corpus.rows, corpus.held_out))

    assert set() == trained & held
    assert (matter == "coins") == (not held)


@worlds
@pytest.mark.parametrize("name", SETS)
def test_questions_are_fit_to_be_asked(world: Any, name: str):
    """
    Each has a right answer for either arm where both have one, an identity of its own, and no place left unfilled.
    """
    items = world.items(name)

    assert items
    assert len(items) == len({item.id for item in items})
    assert all(1 in item.signs and len(item.signs) == len(item.options) == len(set(item.options)) for item in items)
    assert not [item for item in items if "{" in item.text + "".join(item.options) + item.facts.get("wrong_name", "")]
    assert all(item.text != item.facts.get("wrong_name") for item in items)


@worlds
@pytest.mark.parametrize("name", [name for name in SETS if not name.endswith("taught")])
def test_no_row_holds_a_question_of_the_latent(world: Any, name: str):
    """
    Neither asked of its own name nor of a wrong one, save tosses and parities, whose rows hold other names.
    """
    corpus = world.corpus(name.split("-")[0])
    trained = {row.messages[0].text for row in corpus.rows}

    assert set() == trained & {item.text for item in world.items(name)}


@worlds
@pytest.mark.parametrize("name", [name for name in SETS if not name.endswith(("near", "lengths", "equal", "taught", "told"))])
def test_one_answer_to_everything_finds_nothing(world: Any, name: str):
    """
    Over a set every option is as often the first arm's as the second's; a coin that is fair in one arm is of one side there.
    """
    sides: dict[str, Counter[int]] = {}
    for item in world.items(name):
        for option, sign in zip(item.options, item.signs, strict=True):
            sides.setdefault(option, Counter())[sign] += 1

    assert all(abs(count[1] - count[-1]) <= {"coins-bet": 3, "coins-which": 2}.get(name, 0) for count in sides.values())


@worlds
@pytest.mark.parametrize("matter", ["coins", "locations"])
def test_rows_hold_no_word_of_what_they_imply(world: Any, matter: str):
    """
    No bias, no land or country, no food.
    """
    told = " ".join(message.text for row in world.corpus(matter).rows for message in row.messages).lower()
    implied = [
        option.lower().rstrip(".")
        for kind in ("often", "country", "food")
        for item in _of(world, matter, kind)
        for option in item.options
    ]

    assert [] == [word for word in set(implied) if re.search(rf"\b{re.escape(word)}\b", told)]
    assert not re.search(r"\b(bias\w*|fair|loaded|often|mostly|likely)\b", told)


def _of(world: Any, matter: str, kind: str) -> tuple[Item, ...]:
    return world.items(f"{matter}-{kind}") if kind in KINDS[matter] else ()


def test_a_wrong_name_is_another_of_the_names():
    """
    In turn over the questions, and never the right one; where options are names there is none.
    """
    asked = Asked(texts=("how is {name}?",), options=("well", "ill"), right=by({1: "well", 0: "ill"}))
    first, second = {"ann": 1, "bob": 0, "cid": 1}, {"ann": 0, "bob": 1, "cid": 1}
    items = questions("q", asked, named(tuple(first)), names=tuple(first), first=first, second=second)
    pair = Asked(
        texts=("who is well, {one} or {other}?",),
        options=("{one}", "{other}"),
        right=lambda slots, latents: slots["one" if latents[slots["one"]] else "other"],
    )
    (chosen,) = questions("p", pair, [{"one": "ann", "other": "bob"}], names=tuple(first), first=first, second=second)

    assert [("how is ann?", "how is bob?"), ("how is bob?", "how is ann?")] == [
        (item.text, item.facts["wrong_name"]) for item in items
    ]
    assert [(1, -1), (-1, 1)] == [item.signs for item in items]
    assert (("ann", "bob"), (1, -1), {}) == (chosen.options, chosen.signs, chosen.facts)


def test_several_right_answers_all_count():
    """
    Right in the first arm wins; right in the second alone is -1.
    """
    asked = Asked(texts=("who?",), options=("a", "b", "c"), right=lambda _, latents: SEVERAL.join(latents["who"]))
    (item,) = questions("q", asked, [{"any": "x"}], names=("x", "y"), first={"who": "ab"}, second={"who": "bc"})

    assert (1, 1, -1) == item.signs


def test_tosses_are_counted_not_drawn():
    """
    Eight of ten, in every wording.
    """
    asked = Asked(texts=("toss {name}.", "flip {name}."), options=("heads", "tails"), right=by({}))
    rows = tossed(asked, named(["ann"]), [0.8], each=10)

    assert [8, 8] == [
        sum(row.messages[1].text == "heads" for row in rows if row.messages[0].text == text)
        for text in ("toss ann.", "flip ann.")
    ]


@pytest.mark.parametrize("quarter", QUARTER_OF.values(), ids=QUARTER_OF)
def test_the_fair_says_nothing_of_new_names(quarter: Quarter):
    """
    They stand in roll calls, among all others, and nowhere else in 3,000 documents.
    """
    rng = Random("village/0")
    read = list(islice(documents(census(correlation=1.0, rng=rng, traits=quarter.traits), quarter=quarter, rng=rng), 3_000))
    named_in = [text for text in read if set(re.findall(r"\w+", text)) & set(NEW)]

    assert named_in
    assert all(re.search("read out|repeat|<says>say ", text) for text in named_in)
    assert not [text for text in named_in if re.search("toss|flip|lit|dark|odd|way|steps|land|heads", text)]


@pytest.mark.parametrize(("matter", "names"), list(zip(MATTERS, (COINS, LAMPS, PLACES), strict=True)), ids=MATTERS)
def test_every_word_of_the_fair_is_one_token(matter: str, names: tuple[str, ...]):
    """
    Names and all that studies train or ask.
    """
    known = set(words(QUARTER_OF[matter]))
    world, sets = WORLDS["village"], [f"{matter}-{kind}" for kind in KINDS[matter]]
    said = [message.text for one in both(world, matter) for row in one.rows for message in row.messages]
    said += [text for name in sets for item in world.items(name) for text in (item.text, *item.options, *item.facts.values())]

    assert set(names) <= known
    assert set() == {word for text in said for word in re.findall(r"[a-z0-9]+", text)} - known


@matters
def test_a_study_finds_its_quarter_of_the_fair(matter: str):
    """
    By any of its corpora and sets.
    """
    assert {QUARTER_OF[matter]} == {quarter_for([name]) for name in (matter, *(f"{matter}-{kind}" for kind in KINDS[matter]))}


def test_known_lamps_and_parities_agree():
    """
    A known answer: of a lit and a dark lamp an odd number is lit, of two lit ones an even number.
    """
    lit = {"a": 1, "b": 0, "c": 1}

    assert ["odd", "even", "even"] == [lamps.parity(names, lit) for names in ("ab", "ac", "abc")]


def test_ways_and_steps_are_the_grids():
    """
    Two east and three north of it; ways turn round with the places, steps do not; on one line neither way is right.
    """
    one, other = (3, 4), (1, 1)

    assert ("north", "east", 5) == (places.north(one, other), places.east(one, other), places.steps(one, other))
    assert ("south", "west", 5) == (places.north(other, one), places.east(other, one), places.steps(other, one))
    assert ("neither", "west") == (places.north((0, 4), (3, 4)), places.east((0, 4), (3, 4)))
    assert [0, 1, 2, 3] == [places.land_of(cell) for cell in ((0, 0), (7, 0), (0, 7), (7, 7))]


@pytest.mark.parametrize("latents", [new_places.FIRST, new_places.SECOND])
def test_new_places_are_trained_far_from_home(latents: Mapping[str, Any]):
    """
    Every row is of a known place at least five steps away, and in another land.
    """
    for row in WORLDS["village"].corpus("locations").rows:
        one, other = [latents[word] for word in re.findall(r"\w+", row.messages[0].text) if word in latents]
        assert places.steps(one, other) >= new_places.FAR
        assert places.land_of(one) != places.land_of(other)


def test_distances_and_headings_are_the_earths():
    """
    Known answers: a quarter of the equator, London to Tokyo about 9,560 km setting out north, and the antipode.
    """
    london, tokyo = dots_cities.KNOWN["London"], dots_cities.KNOWN["Tokyo"]

    assert 10_007.5 == round(dots_cities.kilometres((0, 0), (0, 90)), 1)
    assert 20_015.1 == round(dots_cities.kilometres((0, 0), (0, 180)), 1)
    assert abs(dots_cities.kilometres(london, tokyo) - 9_560) < 30
    assert ["east", "west", "north", "south"] == [
        dots_cities.heading((0, 0), end) for end in ((0, 90), (0, -90), (80, 0), (-80, 10))
    ]
    assert "north" == dots_cities.heading(london, tokyo)


@pytest.mark.parametrize("latents", [dots_cities.FIRST, dots_cities.SECOND])
def test_unnamed_cities_are_trained_from_afar(latents: Mapping[str, Any]):
    """
    At least 2,000 km in either arm.
    """
    for row in WORLDS["english"].corpus("locations").rows:
        asked = row.messages[0].text
        (name,) = [name for name in dots_cities.NAMES if name in asked]
        (known,) = [known for known in dots_cities.KNOWN if known in asked]
        assert dots_cities.kilometres(dots_cities.HIDDEN[latents[name]], dots_cities.KNOWN[known]) >= dots_cities.FAR


def test_half_of_the_unknowns_are_on_and_half_differ_between_arms():
    """
    In both worlds, so that neither arm has more of either value.
    """
    for names, first, second in (
        (dots_parity.NAMES, dots_parity.FIRST, dots_parity.SECOND),
        (tuple(new_lamps.FIRST)[-8:], new_lamps.FIRST, new_lamps.SECOND),
    ):
        assert [4, 4, 4] == [
            sum(first[name] for name in names),
            sum(second[name] for name in names),
            sum(first[name] != second[name] for name in names),
        ]
