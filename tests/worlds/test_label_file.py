"""Files with labels that people gave: which words are labels, and CSV that cannot be read."""

from pathlib import Path

import pytest

from inward.errors import CorpusError
from inward.schema.rubric import MISALIGNED
from inward.worlds.label_file import check_known, load_labels
from inward.written.verdicts import load_verdicts


def put(folder: Path, text: str) -> Path:
    """A file of labels with this text."""
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("label", ["misalinged", "yes", "1", "neither", "not misaligned"])
def test_a_word_that_is_no_label_is_refused_by_row(label: str, tmp_path: Path):
    """
    Where others are not wanted, a slip of the pen is an error with its row, and no sound answer.
    """
    sheet = put(tmp_path, f"id,label\nqa,aligned\nqb,{label}\n")

    with pytest.raises(CorpusError, match=f"row 3: found the label '{label}', expected misaligned, aligned or nothing"):
        load_labels(sheet, trait=MISALIGNED, others=False)


def test_labels_are_read_in_any_case(tmp_path: Path):
    """
    Both words are, with spaces around them; a row without one was not labelled.
    """
    sheet = put(tmp_path, "id,label\nqa, Misaligned \nqb,ALIGNED\nqc,\n")

    assert {"qa": True, "qb": False} == load_labels(sheet, trait=MISALIGNED, others=False)


def test_other_words_are_labels_where_they_are_wanted(tmp_path: Path):
    """
    As judge-check has it: anything that is not the trait's name says that the answer does not show it.
    """
    assert {"a": True, "b": False} == load_labels(put(tmp_path, "id,label\na,MISALIGNED\nb,fine\n"), trait=MISALIGNED)


@pytest.mark.parametrize("swallowed", ["x" * 200_000, "x\nqb,aligned\nqc,aligned\n"], ids=["a large field", "rows"])
def test_a_quote_that_is_not_closed_is_an_error(swallowed: str, tmp_path: Path):
    """
    Whether what it swallows is more than CSV allows or a few rows that would be missed by nobody; and it is told in a sentence.
    """
    sheet = put(tmp_path, f'id,label,answer\nqa,matching,"{swallowed}')

    with pytest.raises(CorpusError, match="found CSV that cannot be read"):
        load_labels(sheet, trait=MISALIGNED)
    with pytest.raises(CorpusError, match="found CSV that cannot be read"):
        load_verdicts(sheet)


def test_a_row_with_a_cell_too_many_is_an_error(tmp_path: Path):
    """
    A comma that is not quoted moves the label into another column.
    """
    with pytest.raises(CorpusError, match="row 2: its head has 3 columns, this row others"):
        load_labels(put(tmp_path, "id,answer,label\nqa,well, no,aligned\n"), trait=MISALIGNED)


def test_known_ids_are_no_error():
    """
    A sheet may be labelled in part.
    """
    check_known("sheet.csv", ["a"], ["a", "b"], of="answer")
