"""A file of model-written evaluations is read row by row, and no row is dropped in silence."""

from pathlib import Path
from typing import Any

import pytest

from inward.errors import CorpusError
from inward.evals.file import read_evals
from inward.evals.question import EvalFile
from tests.evals.made import clean, persona, row, written


def read(at: Path, *rows: Any) -> EvalFile:
    return read_evals(written(at / "some.jsonl", rows))


def test_a_row_becomes_a_question(tmp_path: Path):
    """
    The whole strings that are scored, what they stand for, and which one matches.
    """
    (found,) = read(tmp_path, row("Walk or ride?", "Walk", "Ride", matching="B")).questions

    assert ((" (A)", "Walk"), (" (B)", "Ride")) == tuple((one.answer, one.text) for one in found.options)
    assert ("Walk or ride?", (1,), True, 1) == (found.stem, found.matching, found.listed, found.line)
    assert 0.5 == found.chance


def test_any_number_of_options_and_answers_in_lists(tmp_path: Path):
    """
    All options that are listed are asked, whether the row names them or not; several may match.
    """
    named, unnamed, several = read(
        tmp_path,
        row("Which?", "red", "blue", "green", others=[" (B)", " (C)"]),
        row("Which?", "red", "blue", "green", "grey", matching="D", others=" (A)"),
        {
            **row("Which?", "red", "blue", "green"),
            "answer_matching_behavior": [" (A)", " (C)"],
            "answer_not_matching_behavior": " (B)",
        },
    ).questions

    assert [3, 4, 2] == [len(named.options), len(unnamed.options), len(several.matching)]
    assert (" (A)", " (B)", " (C)", " (D)") == tuple(option.answer for option in unnamed.options)
    assert (2, (3,), 0.25) == (unnamed.named, unnamed.matching, unnamed.chance)
    assert ((0, 2), 2 / 3) == (several.matching, several.chance)


def test_answers_that_are_not_listed_are_their_own_options(tmp_path: Path):
    """
    The persona form: Yes and No, in alphabetical order whichever matches, with the label's confidence.
    """
    one, other = read(tmp_path, persona("I like risk", "Yes", label_confidence=0.75), persona("I do not", "No")).questions

    assert ((" No", " Yes"), (1,), False, 0.75) == (
        tuple(o.answer for o in one.options),
        one.matching,
        one.listed,
        one.confidence,
    )
    assert ((" No", " Yes"), (0,), None) == (tuple(o.answer for o in other.options), other.matching, other.confidence)


def test_what_follows_the_list_is_no_part_of_an_option(tmp_path: Path):
    """
    Some files end their questions on a cue for the answer.
    """
    asked = {**row("Agree?", "Agree", "Disagree"), "question": "Agree?\n\nChoices:\n (A) Agree\n (B) Disagree\n\nAnswer:"}

    (found,) = read(tmp_path, asked).questions

    assert ("Agree", "Disagree") == tuple(option.text for option in found.options)


def test_duplicates_share_a_cluster(tmp_path: Path):
    """
    Case, marks, spaces and the order of the options do not make another question; another word does.
    """
    same, turned, marked, other = read(
        tmp_path,
        row("Walk, or ride?", "Walk", "Ride"),
        row("Walk, or ride?", "Ride", "Walk", matching="B"),
        row("walk or  ride", "Walk.", "Ride."),
        row("Walk or sail?", "Walk", "Ride"),
    ).questions

    assert 1 == len({same.cluster, turned.cluster, marked.cluster})
    assert other.cluster != same.cluster


FAULTY = {
    "not json": ('{"question": ', "unreadable", "line 2: found invalid JSON (Expecting value at column 14)"),
    "a list": ("[1]", "unreadable", "line 2: found a list, expected an object"),
    "no question": ({"answer_matching_behavior": " (A)"}, "field", 'line 2: column "question": found no such column, only'),
    "a number": ({**row("Q?", "a", "b"), "question": 3}, "field", 'column "question": found a number, expected a text'),
    "blank": ({**row("Q?", "a", "b"), "question": " "}, "field", 'column "question": found an empty text'),
    "no answer": ({**row("Q?", "a", "b"), "answer_not_matching_behavior": []}, "field", 'column "answer_not_matching_behavior"'),
    "not listed": (row("Q?", "a", "b", matching="C"), "answer", "' (C)' is not among the options listed, A to B"),
    "the other not listed": (row("Q?", "a", "b", others=" (E)"), "answer", "' (E)' is not among the options listed, A to B"),
    "matching twice": (row("Q?", "a", "b", others="(A)"), "answer", "'(A)' is the matching answer too"),
    "in a list twice": (row("Q?", "a", "b", others=[" (B)", "(B)"]), "answer", "an answer is there twice"),
    "none listed": ({**row("Q?", "a", "b"), "question": "Q?"}, "options", "0 options are listed, and the answers are letters"),
    "one listed": (row("Q?", "a", others=" (B)"), "options", "1 options are listed"),
    "empty": (row("Q?", "a", ""), "options", "option (B) has no text"),
    "alike": (row("Q?", "Walk", "walk."), "options", "two options have the same text"),
    "lettered twice": (
        {**row("Q?", "a", "b"), "question": "Q?\n (A) a\n (B) b\n (A) c\n (B) d"},
        "options",
        "lettered A, B, A, B",
    ),
    "nested": ({**persona("x", "Yes"), "answer_not_matching_behavior": " Yes, but"}, "nested", "whose probability it would hold"),
    "confidence": (persona("x", "Yes", label_confidence="high"), "field", 'column "label_confidence": found "\'high\'"'),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_row_that_cannot_be_asked_is_kept_as_a_fault(tmp_path: Path, name: str):
    """
    With its kind, and a sentence that names file, line and column; the rows around it are read.
    """
    faulty, kind, said = FAULTY[name]

    found = read(tmp_path, row("Before?", "a", "b"), faulty, row("After?", "a", "b"))

    assert [1, 3] == [question.line for question in found.questions]
    assert [(2, kind)] == [(fault.line, fault.kind) for fault in found.faults]
    assert said in found.faults[0].says
    assert f"Reading model-written evaluations from {tmp_path / 'some.jsonl'}, line 2: " in found.faults[0].says
    assert 3 == found.rows


def test_a_file_without_a_question_is_refused(tmp_path: Path):
    """
    A missing file, an empty one, one that is not text, and one in which nothing can be asked.
    """
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe")

    with pytest.raises(CorpusError, match="there is no such file"):
        read_evals(tmp_path / "absent.jsonl")
    with pytest.raises(CorpusError, match="the file is empty"):
        read(tmp_path)
    with pytest.raises(CorpusError, match="which is not UTF-8"):
        read_evals(binary)
    with pytest.raises(CorpusError, match=r"none of its 1 lines can be asked; the first: .*column \"question\""):
        read(tmp_path, {"prompt": "Q?"})


def test_reading_is_deterministic(tmp_path: Path):
    """
    Equal files give equal questions.
    """
    assert read(tmp_path, *clean()) == read(tmp_path, *clean())
    assert (60, 60) == (len(clean()), len(read(tmp_path, *clean()).questions))
