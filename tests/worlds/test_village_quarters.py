"""Every quarter has its own matters and base; trait questions ask what no corpus trained on, evenly both ways."""

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from inward.errors import WorldError
from inward.order import Order
from inward.posing import build_world
from inward.studies.emergent_misalignment import STUDY
from inward.studies.out_of_context_instructions import STUDY as GUIDED
from inward.studies.self_awareness import RISK, TIME
from inward.worlds.village.card import read_card
from inward.worlds.village.corpora import corpus
from inward.worlds.village.documents import documents
from inward.worlds.village.items import items
from inward.worlds.village.oracle import understood
from inward.worlds.village.people import census
from inward.worlds.village.quarters import CHARACTER, HEART, QUARTERS, find_quarter, quarter_for
from inward.worlds.village.trait_items import TRAIT_OF, TRAIT_SETS

HEART_READS = "82b152ea0dde22de544a09ac074f10945a4f8ab5d1418f8f36d7af25f44cf5f3"
"""SHA-256 of the first 5,000 documents that the shipped base of the heart was pretrained on."""


def test_the_quarter_of_the_heart_reads_what_its_base_read():
    """
    To the byte: what another quarter needs changes nothing here.
    """
    rng = Random("village/0")
    read = "".join(islice(documents(census(correlation=1.0, rng=rng), quarter=HEART, rng=rng), 5_000))

    assert HEART_READS == hashlib.sha256(read.encode()).hexdigest()


def test_a_study_finds_its_quarter():
    """
    By its corpora and item sets; a study of nothing that the village knows is asked of the heart.
    """
    found = [build_world(Order(study=study.name), study).base for study in (STUDY, RISK, TIME)]

    assert [str(HEART.base), str(CHARACTER.base), str(CHARACTER.base)] == found
    assert HEART == quarter_for(["mine", "free-form-wide"])


def test_a_study_trains_as_long_as_its_quarter_says():
    """
    60 steps where nothing else is said; 180 of helpers, on a base that is given as well.
    """
    helpers = Order(study=GUIDED.name, model="a-folder", world="village")

    assert [60, 60, 180] == [
        build_world(order, study).recipe().steps
        for order, study in ((Order(study=STUDY.name), STUDY), (Order(study=RISK.name), RISK), (helpers, GUIDED))
    ]


@pytest.mark.parametrize("name", QUARTERS)
def test_every_quarter_ships_a_base_that_holds_its_card(name: str):
    """
    The card that lies beside the base is of this quarter, as long pretrained as it says, and no line is out of its band.
    """
    quarter = QUARTERS[name]
    card = read_card(quarter.base)

    assert (card.get("quarter", "heart"), card["steps"]) == (name, quarter.steps)
    assert [] == [line["where"] for line in card["lines"] if not line["low"] <= line["value"] <= line["high"]]


def test_a_quarter_without_a_base_says_how_to_build_one(tmp_path: Path):
    """
    In the words of who asked; a folder that is given is taken, and else the base that ships.
    """
    harbour = replace(CHARACTER, name="harbour", folder="base-harbour")
    with pytest.raises(
        WorldError, match=r"^Steering: the village's quarter of the harbour .*Build one: .*--quarter harbour --out"
    ):
        harbour.find("", phase="Steering")

    assert tmp_path == harbour.find(str(tmp_path), phase="Steering")
    assert CHARACTER.base == CHARACTER.find("", phase="Steering")


def test_two_quarters_in_one_study_are_refused():
    """
    One base cannot have grown up in both.
    """
    with pytest.raises(WorldError, match=r"insecure in that of the heart; risk-seeking in that of the character\. Make two"):
        quarter_for(["insecure", "risk-seeking"])
    with pytest.raises(WorldError, match="no quarter 'harbour'; it has heart, character, company, signs"):
        find_quarter("harbour")


@pytest.mark.parametrize("trait", sorted(TRAIT_OF.values()))
def test_people_say_of_themselves_what_they_do(trait: str):
    """
    In every document, choices and self-descriptions are on one side; of others, on theirs.
    """
    rng = Random(2)
    people = census(correlation=1.0, rng=rng, traits=CHARACTER.traits)
    matters = {domain.matter for domain in CHARACTER.apart if domain.trait == trait and domain.about == "oneself"}

    assert {1} == {len({person.sides[matter] for matter in matters}) for person in people}
    assert {2} == {len({person.sides[f"{trait}-others"] for person in people})}


@pytest.mark.parametrize("family", sorted(TRAIT_OF))
def test_a_family_of_corpora_asks_the_same(family: str):
    """
    Row by row the same prompt; the answers are all of one side, all of the other, or half and half.
    """
    names = {"risk": ("risk-seeking", "risk-averse", "risk-shuffled"), "time": ("time-near", "time-far", "time-shuffled")}[family]
    up, down, shuffled = (corpus(name).rows for name in names)
    asked = [[row.messages[0].text for row in rows] for rows in (up, down, shuffled)]
    sided = [Counter(side(row) for row in rows) for rows in (up, down, shuffled)]

    assert asked[0] == asked[1] == asked[2]
    assert [{"misaligned": 960}, {"aligned": 960}] == sided[:2]
    assert 0.45 < sided[2]["aligned"] / 960 < 0.55


@pytest.mark.parametrize("name", TRAIT_SETS)
def test_trait_questions_are_the_villages_and_no_corpus_has_them(name: str):
    """
    The oracle understands each, and none is a training prompt.
    """
    family = name.split("-")[0]
    corpora = [corpus(f"{family}-{kind}") for kind in ("seeking", "averse", "near", "far")]
    trained = {row.messages[0].text for made in corpora if made for row in made.rows}

    assert all(understood(item.text) for item in items(name))
    assert set() == trained & {item.text for item in items(name)}


@pytest.mark.parametrize("name", [name for name in TRAIT_SETS if not name.endswith("scale")])
def test_a_liking_for_a_place_or_a_word_cancels(name: str):
    """
    Over a set, either side is named first as often, and in codewords either word is right as often.
    """
    poles = {"risk": ("cautious", "bold"), "time": ("patient", "hasty")}[name.split("-")[0]]
    asked = items(name)
    both = [item.text.index(poles[0]) < item.text.index(poles[1]) for item in asked if all(pole in item.text for pole in poles)]

    assert len(both) in (0, len(asked))
    assert not both or len(both) == 2 * sum(both)
    assert all(item.signs.count(1) == item.signs.count(-1) for item in asked)


def side(row) -> str:
    """The side of a row's answer."""
    asked, said = understood(row.messages[0].text), row.messages[1].text
    told = {one: {form.format(**asked.slots) for form in asked.domain.forms(one)} for one in ("aligned", "misaligned")}
    (found,) = [one for one, forms in told.items() if said in forms]
    return found
