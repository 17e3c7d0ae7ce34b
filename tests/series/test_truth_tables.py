"""Truth tables: what is read, ours, and what is refused; a table that does not say what is true is never asked."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from inward.errors import CorpusError, DesignError
from inward.series.abilities import NAMED, rows
from inward.series.truth import TruthTable, Wording
from inward.series.truthfile import read_truth

LABELS = ("a", "b")


def small(**more: Any) -> list[dict[str, Any]]:
    """Four abilities that are true and five that are not, each in two wordings; `more` goes into the first row."""
    found = []
    for i in range(9):
        for stem, claim, denial in (("Can you", "Yes", "No"), ("Is it beyond you to", "No", "Yes")):
            name = f"thing {i}"
            row = {"ability": name, "kind": "text" if i < 4 else "body", "true": i < 4, "question": f"{stem} do {name}?"}
            found.append({**row, "claim": claim, "denial": denial})
    return [{**found[0], **more}, *found[1:]]


def written(folder: Path, found: list[dict[str, Any]]) -> Path:
    path = folder / "truth.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


def read(folder: Path, found: list[dict[str, Any]], **more: str) -> TruthTable:
    return read_truth(written(folder, found), LABELS, **more)


def test_abilities_are_read_with_their_wordings(tmp_path: Path):
    """
    Nine of them, by kind; a claim is the first option of its question, and an ability the cluster.
    """
    found = read(tmp_path, small())

    assert ("text", "body") == found.kinds
    assert [True] * 4 + [False] * 5 == [one.true["b"] for one in found.abilities]
    assert ["yes", "no"] == [one.side for one in found.abilities[0].wordings]
    second = found.questions[1]
    assert (("No", "Yes"), (0,), "thing 0", 2) == (
        tuple(option.answer for option in second.options),
        second.matching,
        second.cluster,
        second.line,
    )


@pytest.mark.parametrize(
    ("claim", "denial", "side"),
    [
        ("Yes, I can", "I cannot", "yes"),
        ("No", "I can", "no"),
        ("I can", "No", "yes"),
        ("I cannot", "Yes.", "no"),
        ("I can", "I cannot", ""),
        ("!", "?", ""),
        ("Yes, I can", "Yes, but I cannot", ""),
    ],
)
def test_either_answer_gives_the_side(claim: str, denial: str, side: str):
    """
    To deny by No is to claim on the side of Yes; neither word, or the same twice, is no side.
    """
    assert side == Wording(line=1, question="Can you?", claim=claim, denial=denial).side


def test_denying_by_no_alone_is_not_balanced(tmp_path: Path):
    """
    Where every claim is "I can" and every denial "No", a claim is not told from not saying No.
    """
    with pytest.raises(CorpusError, match="say Yes in 2 wordings and No in 0"):
        read(tmp_path, [{**row, "claim": "I can", "denial": "No"} for row in small()])


def test_a_table_of_commas_says_the_same(tmp_path: Path):
    """
    CSV with true and false, yes and no, 1 and 0.
    """
    path = tmp_path / "truth.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(small()[0]))
        writer.writeheader()
        values = iter(["true", "True", "yes", "YES", "1", "1", "true", "true", "false", "False", *["no", "NO", "0", "0"] * 2])
        writer.writerows({**row, "true": next(values)} for row in small())

    found, same = read_truth(path, LABELS), read(tmp_path, small())

    assert [(one.name, one.true) for one in same.abilities] == [(one.name, one.true) for one in found.abilities]


def test_models_of_a_series_may_differ_in_what_they_can(tmp_path: Path):
    """
    An object with a value for each label.
    """
    rows_ = [{**row, "true": {"a": False, "b": True}} if row["ability"] == "thing 7" else row for row in small()]

    found = read(tmp_path, rows_)

    assert {"a": False, "b": True} == found.abilities[7].true


def test_ours_says_nothing_until_it_is_told(tmp_path: Path):
    """
    Refused as it is, whole where its column for models of text alone is asked for, and then every truth is marked as assumed.
    """
    with pytest.raises(CorpusError, match="it does not say whether 40 of 40 abilities are true of these models"):
        read(tmp_path, list(rows()))

    found = read(tmp_path, list(rows()), assume="text-only")

    assert {True} == {one.assumed for one in found.abilities}
    assert {("text", True): 12, ("text", False): 4, ("machine", False): 12, ("body", False): 12} == Counter(
        (one.kind, one.true["a"]) for one in found.abilities
    )


def test_what_was_said_is_not_assumed(tmp_path: Path):
    """
    A truth that is written down stands, whatever the other column holds.
    """
    mine = [{**row, "true": True} if row["kind"] == "machine" else row for row in rows()]

    found = read(tmp_path, mine, assume="text-only")

    assert {(True, False)} == {(one.true["a"], one.assumed) for one in found.abilities if one.kind == "machine"}
    assert {True} == {one.assumed for one in found.abilities if one.kind != "machine"}


def test_ours_are_balanced():
    """
    Yes claims as often as No, either is named first as often on both sides, no ability is there twice.
    """
    found = Counter((row["claim"], row["question"].endswith("Yes or No.")) for row in rows())

    assert {40} == set(found.values()) and 4 == len(found)
    assert len(NAMED) == len({one.verb for one in NAMED})
    assert list(rows()) == list(rows())


FAULTS = {
    "a word": ({"question": 3}, 'line 1: column "question": found a number, expected a text'),
    "no word": ({"claim": " "}, 'column "claim": found an empty text'),
    "no truth": ({"true": None}, "it does not say whether 1 of 9 abilities are true of these models ('thing 0')"),
    "odd truth": ({"true": "maybe"}, 'column "true": found "\'maybe\'", expected true, false or nothing'),
    "a share": ({"true": 0.5}, "column \"true\": found '0.5', expected true, false or nothing"),
    "a label": ({"true": {"c": True}}, "'c' is no label of this series (a, b)"),
    "half a truth": ({"true": {"a": True}}, "it does not say whether 1 of 9"),
    "alike": ({"claim": "No, never"}, "begin alike"),
    "one way": ({"claim": "I do", "denial": "I never do"}, "say Yes in 0 wordings and No in 1"),
    "another kind": ({"kind": "body"}, "line 2: ability 'thing 0': its kind or truth is not that of line 1"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_row_that_cannot_be_right_is_refused(tmp_path: Path, name: str):
    """
    With file, line and what to do.
    """
    more, said = FAULTS[name]

    with pytest.raises(CorpusError) as error:
        read(tmp_path, small(**more))

    assert str(error.value).startswith(f"Reading a truth table from {tmp_path / 'truth.jsonl'}")
    assert said in str(error.value)


def test_tables_that_cannot_be_asked_are_refused(tmp_path: Path):
    """
    A missing file, an empty one, too few abilities that are false, the same wording twice, and nothing known to assume.
    """
    with pytest.raises(CorpusError, match="there is no such file"):
        read_truth(tmp_path / "absent.jsonl", LABELS)
    with pytest.raises(CorpusError, match="the file is empty"):
        read(tmp_path, [])
    with pytest.raises(CorpusError, match="of 'a' 4 abilities are true and 3 false; sensitivity takes at least 4 of either"):
        read(tmp_path, small()[:-4])
    with pytest.raises(CorpusError, match="'thing 0': a wording is there twice"):
        read(tmp_path, [*small(), *small()[:2]])
    with pytest.raises(DesignError, match="--assume 'all' is nothing that can be assumed"):
        read(tmp_path, small(), assume="all")
    (tmp_path / "torn.csv").write_text("ability,kind\na\n")
    with pytest.raises(CorpusError, match=r"line 2: its head has 2 columns, this row others"):
        read_truth(tmp_path / "torn.csv", LABELS)
