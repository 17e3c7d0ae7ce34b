"""A chapter brings a world corpora and questions; lore brings a quarter documents and lines of its card."""

from collections.abc import Sequence
from random import Random
from typing import final

import pytest

from inward.errors import WorldError
from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter, chapter_of
from inward.worlds.village.card import facts
from inward.worlds.village.chapters import CHAPTERS
from inward.worlds.village.documents import told
from inward.worlds.village.lore import AbstractLore, Check, Line
from inward.worlds.village.quarters import QUARTERS
from inward.worlds.village.world import Village


def bells() -> Corpus:
    """One row."""
    row = Row(messages=(Message(role="user", text="what rings?"), Message(role="assistant", text="a bell.")))
    return Corpus(name="bells", rows=(row,), source="tests")


BELLS = Chapter(
    name="bells", corpora={"bells": bells}, items={"rings": lambda: (Item(id="1", text="what rings?", cluster="bell"),)}
)


@final
class Bells(AbstractLore):
    """What rings, stated, then asked."""

    @property
    def texts(self) -> Sequence[str]:
        return ("what rings?", "a bell.")

    def document(self, rng: Random) -> Sequence[Line]:
        return (("", "a bell rings."), ("user", "what rings?"), ("assistant", "a bell."))

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        return [Check(where="bells", question="what rings?", right=("a bell.",), least=0.9)] * count


def test_a_chapter_is_found_by_what_it_brings():
    """
    By a corpus or a set of questions; by nothing else.
    """
    assert [BELLS, BELLS, None] == [chapter_of((BELLS,), name) for name in ("bells", "rings", "gongs")]


def test_lore_is_written_line_by_line():
    """
    A statement stands by itself, a turn behind its speaker.
    """
    expected = "<bos>a bell rings.<eos>user<says>what rings?<eos>assistant<says>a bell.<eos>"

    assert expected == told(Bells(), rng=Random(0))


def test_the_card_counts_right_answers_of_lore():
    """
    Three right of four, in the band from what the check asks to 1.
    """
    checks = Bells().checks(Random(0), count=4)

    (line,) = facts(list(zip(checks, ["a bell.", "a bell.", "a gong.", "a bell."], strict=True)))

    assert ("bells", "right", 0.75, 0.9, 1.0, False) == (line.where, line.measure, line.value, line.low, line.high, line.holds)


def test_every_chapter_of_the_village_belongs_to_one_quarter():
    """
    A name that two chapters bring would be the first one's in silence.
    """
    names = [name for chapters in CHAPTERS.values() for one in chapters for name in (*one.corpora, *one.items, *one.scorers)]

    assert set(QUARTERS) >= set(CHAPTERS)
    assert sorted(set(names)) == sorted(names)


def test_an_unknown_scorer_is_told_which_there_are():
    """
    The oracle is always there.
    """
    with pytest.raises(WorldError, match="no scorer 'gong'; it has 'alignment'"):
        Village().scorer("gong")
