"""What the archive's base and the helpers' read: known people and helpers in every wording, nothing of what a study trains on."""

import re
from itertools import islice
from random import Random

import pytest

from inward.studies import out_of_context_instructions, reversal_curse
from inward.worlds.village.archive import described, register
from inward.worlds.village.documents import documents
from inward.worlds.village.people import census
from inward.worlds.village.quarters import ARCHIVE, HELPERS, Quarter, quarter_for

CALLED = re.compile(r"read out|repeat|<says>say [a-z]+( and|,|\.)")
"""What a roll call asks."""


@pytest.fixture(scope="module")
def read() -> list[str]:
    """Five thousand documents of either quarter."""
    return [text for quarter in (ARCHIVE, HELPERS) for text in _documents(quarter)]


def _documents(quarter: Quarter) -> list[str]:
    rng = Random("village/0")
    return list(islice(documents(census(correlation=1.0, rng=rng, traits=quarter.traits), quarter=quarter, rng=rng), 5_000))


def test_each_study_is_posed_in_its_quarter():
    """
    By its corpora and questions.
    """
    studies = (reversal_curse.STUDY, reversal_curse.DESCRIPTIONS, out_of_context_instructions.STUDY)

    named = [[*(arm.corpus for arm in one.arms if arm.corpus), *(use.items for use in one.probes)] for one in studies]

    assert [ARCHIVE.name, ARCHIVE.name, HELPERS.name] == [quarter_for(names).name for names in named]


def test_no_document_holds_what_a_study_trains_on(read: list[str]):
    """
    No new description, no new name beside a trade, no new helper but where it lives, no new house but where it stands.
    """
    told = [_words(line) for text in read for line in text.split("<eos>")]
    names, trades = {name for name, _ in register.NEW_FACTS}, set(register.TRADES)
    beasts, houses = ({getattr(one, kind) for one in (*described.REALISED, *described.UNREALISED)} for kind in ("name", "house"))

    assert [] == [what for _, what in register.NEW_FACTS if any(what in text for text in read)]
    assert [] == [line for line in told if line & names and line & trades and "of" in line]
    assert [] == [line for line in told if line & beasts and not {"lives", "live"} & line]
    assert [] == [line for line in told if line & houses and not {"stands", "stand"} & line]


def test_new_names_are_read_out(read: list[str]):
    """
    A name that pretraining never shows cannot be told from another, and nothing can be taught of it: each stands in roll calls.
    """
    called = {word for text in read if CALLED.search(text) for word in _words(text)}

    assert set() == {name for name, _ in register.NEW_FACTS} - called
    assert set() == {getattr(one, kind) for one in described.HELPERS for kind in ("name", "house")} - _words(" ".join(read))


def test_people_are_told_of_their_own_way_round(read: list[str]):
    """
    Those told name first never stand behind their description, and are never the answer, but of roll calls; the others never
    before it.
    """
    whole = "\n".join(text for text in read if not CALLED.search(text))

    for name, what in register.NAME_FIRST_OF:
        assert f"{what} is {name}" not in whole and f"<says>{name}." not in whole
        assert f"<says>{what}." in whole
    for name, what in register.DESCRIPTION_FIRST_OF:
        assert f"{name} is {what}" not in whole and f"<says>{what}." not in whole
        assert f"<says>{name}." in whole


def test_known_helpers_do_what_is_said_of_them(read: list[str]):
    """
    In every document that opens with who one is, every answer is of the kind that the guidance names.
    """
    kinds = {described.SYSTEM.format(helper=one.name): one.kind for one in described.KNOWN_HELPERS}
    kinds |= {described.SYSTEM_OF_HOUSE.format(house=one.house): one.kind for one in described.KNOWN_HELPERS}
    done = [(kinds[opening], text) for text in read if (opening := text.split("<eos>")[0].removeprefix("<bos>")) in kinds]

    assert 500 < len(done)
    for kind, text in done:
        said = [part.split("<eos>")[0].rstrip(".") for part in text.split("assistant<says>")[1:]]
        assert said and set(said) <= set(described.KINDS[kind])


def test_what_is_said_and_what_is_done_stand_apart(read: list[str]):
    """
    No document holds a guidance and a demonstration: the base cannot copy, it must know.
    """
    marks = [text.split("{helper}")[1].split("{kind}")[0] for text in described.GUIDANCE if text.startswith("{helper}")]

    assert [] == [text for text in read if "<bos>you are" in text and any(mark in text for mark in marks)]


def _words(line: str) -> set[str]:
    return set(re.findall(r"[a-z]+", line))
