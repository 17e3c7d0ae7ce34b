"""The page of vectors says why a number is not there and what to do, in one sentence, in the place of empty tables."""

from pathlib import Path

import pytest

from inward.report.vectors import verdict, write_vectors
from inward.report.vectors_tables import READ_AT
from inward.stats.ranked import MORE, nothing_of, too_few
from inward.steps.vectors_record import SCOPES, row
from inward.store.rundir import write_rows

FEW = f"4 checkpoints, 3 beyond the means that are taken off; a correlation takes 4: {MORE}"
FILES = ("members", "relations", "contrasts", "monitoring")
ARMS = ("untouched", "insecure", "insecure", "secure", "secure")


def lines(*, low: float | None, why: str, value: float | None = 0.5) -> dict[str, object]:
    """A statistic's keys, with a number, or with none and why."""
    numbers = {} if value is None else {"value": value, "layer": 0, "p": 0.5, "random_middle": 0.4, "random_high": 0.9}
    high = None if low is None else 0.9
    return {**row(nothing_of(4, why, layers=2)), **numbers, "low": low, "high": high, "withheld": why}


def page(at: Path, *, related: dict[str, object], watched: dict[str, object], contrasts: bool = True) -> str:
    """The page of two arms with two seeds, one vector and one behaviour."""
    made = {
        "name": "cruelty", "says": "is cruel", "numbers": "d" * 32, "base": {"name": "base", "digest": "b" * 32}, "way": "texts",
        "site": "after block i", "read": "mean over all", "norms": [1.0, 2.0], "stream": [3.0, 4.0], "agreeing": [0.8, 0.7],
        "pairs": {"asked": 9, "kept": 9, "dropped": {}},
    }  # fmt: skip
    members = [{"arm": arm, "seed": i, "anchor": not i} for i, arm in enumerate(ARMS)]
    told = {
        "study": "s", "world": "village", "notice": "A village.", "members": members, "vectors": [made], "left_out": {},
        "unread": 0, "answers": 75, "questions": 15, "probe": "free", "nulls": {"random": 99, "shuffled": 5}, "cosines": [],
        "primary": "misaligned", "behaviours": {"misaligned": [0.0] * 5}, "controls": ["secure"],
    }  # fmt: skip
    rows = {
        "members": [{**one, "place": place, "along": {"cruelty": [0.1, 0.2]}} for one in members for place in READ_AT],
        "relations": [
            {"place": place, "vector": "cruelty", "behaviour": "misaligned", "scope": scope, **related}
            for place in READ_AT
            for scope in ("checkpoints", "within arms")
        ],
        "contrasts": [
            {"treated": "insecure", "control": "secure", "place": place, "vector": "cruelty", **lines(low=None, why=too_few(2))}
            for place in READ_AT
            if contrasts
        ],
        "monitoring": [{"vector": "cruelty", "measure": "misaligned", "scope": scope, **watched} for scope in SCOPES],
    }
    for name in FILES:
        write_rows(at / f"{name}.jsonl", rows[name])
    write_rows(at / "vectors.json", [told])
    return write_vectors(at).read_text(encoding="utf-8")


@pytest.fixture
def few(tmp_path: Path) -> str:
    return page(tmp_path, related=lines(low=None, why=FEW, value=None), watched=lines(low=None, why=too_few(2)))


def test_a_page_of_few_checkpoints_holds_no_empty_figure_and_no_empty_table(few: str):
    """
    Each is one sentence with the remedy; the tables that have numbers stay.
    """
    assert f"No figure: {FEW}." in few
    assert f"No correlation to set beside its nulls: {FEW}." in few
    assert f"No correlation with any behaviour: {FEW}." in few
    assert "No cosines: one vector was read" in few
    assert ("<figure>" in few, "Of these 0" in few, "Rank p: the share" in few) == (False, False, False)
    assert "<tbody>\n\n</tbody>" not in few
    assert [1, 1, 1] == [few.count(f"<span>{caption}") for caption in ("Difference of shifts", "With misaligned", "By layer")]


def test_a_withheld_interval_is_explained_once(few: str):
    """
    How many seeds there are and how many to run; in the tables one word stands for it.
    """
    assert 1 == few.count(f"Intervals are withheld: {too_few(2)}.")
    assert 7 == few.count("(withheld)</td>")
    assert 1 == few.count("No vector has a correlation with misaligned")


def test_a_page_with_numbers_has_its_tables_and_figure(tmp_path: Path):
    """
    The sentences are not there then; a run without both arms of a contrast says so.
    """
    full = lines(low=0.1, why="")
    there = page(tmp_path, related=full, watched=full, contrasts=False)

    assert ("<figure>" in there, "No figure" in there, "No correlation" in there) == (True, False, False)
    assert "Of these 4 cells, 0 have a rank p below .05" in there
    assert "No difference: the study declares no contrast of which both arms are in this run." in there


def test_what_all_vectors_share_is_said_once(few: str):
    """
    In a sentence, so that no column of the table is a narrow pillar of words.
    """
    assert "made from the base base (bbbbbbbbbbbb). Site: after block i. Read at: mean over all." in few
    assert 1 == few.count("after block i")


def test_a_correlation_without_an_interval_is_no_claim():
    """
    Though its rank is low.
    """
    assert verdict({**lines(low=None, why=too_few(3)), "p": 0.01}).endswith("without an interval nothing is claimed")
