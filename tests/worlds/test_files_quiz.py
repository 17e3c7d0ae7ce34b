"""`load_quiz` reads MMLU-like files, and says what is wrong with them."""

import json

import pytest

from inward.errors import CorpusError
from inward.probes.choice import Choice
from inward.worlds.english.world import English
from inward.worlds.files import load_quiz

SUN = {"question": "What is the sun?", "choices": ["A lamp", "A star", "A coin"], "answer": 1, "subject": "sky"}
TEXT = "What is the sun?\n\nA. A lamp\nB. A star\nC. A coin\n\nReply with the letter of the right answer alone."


def written(folder, name, *rows):
    path = folder / name
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def complaint(path):
    """What `load_quiz` says of a file, without the name of the folder."""
    with pytest.raises(CorpusError) as caught:
        load_quiz(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_choices_are_listed_behind_letters_and_the_letters_are_the_options(tmp_path):
    """
    The right one has sign 1, the others -1; the subject is the cluster.
    """
    (item,) = load_quiz(written(tmp_path, "q.jsonl", SUN))

    assert (TEXT, ("A", "B", "C"), (-1, 1, -1), "sky") == (item.text, item.options, item.signs, item.cluster)
    assert item.id.startswith("sky/what-is-the-sun-a-")


@pytest.mark.parametrize("answer", [1, "1", "B", " b "])
def test_an_answer_is_a_letter_or_a_number_from_0(tmp_path, answer):
    """
    Four ways to say B.
    """
    assert (-1, 1, -1) == load_quiz(written(tmp_path, "q.jsonl", SUN | {"answer": answer}))[0].signs


def test_csv_has_a_column_a_choice(tmp_path):
    """
    The same item; an empty cell is no choice, and without a subject a question is a cluster of its own.
    """
    rows = ("question,A,B,C,D,answer,subject", "What is the sun?,A lamp,A star,A coin,,B,sky")
    bare = load_quiz(written(tmp_path, "bare.csv", "question,A,B,answer", "Is it late?,Yes,No,A"))[0]

    assert load_quiz(written(tmp_path, "q.jsonl", SUN)) == load_quiz(written(tmp_path, "q.csv", *rows))
    assert bare.id == bare.cluster


def test_braces_in_a_question_are_said_as_they_stand(tmp_path):
    """
    A question of code may hold what a probe would fill: it is asked as its file has it.
    """
    (item,) = load_quiz(written(tmp_path, "q.jsonl", SUN | {"question": "What does '{0} {x}'.format(1, x=2) give?"}))

    ask = next(Choice().talk(item))

    assert ask.messages[0].text.startswith("What does '{0} {x}'.format(1, x=2) give?\n\nA. A lamp")


def test_the_english_world_has_a_quiz_where_a_file_is_given(tmp_path):
    """
    And none without.
    """
    path = written(tmp_path, "q.jsonl", SUN)

    assert load_quiz(path) == English(base="m", questions={"capability": str(path)}).items("capability")
    assert () == English(base="m").items("capability")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": 3}, "found the answer '3', expected one of A, B, C, or 0 to 2."),
        ({"answer": -1}, "found the answer '-1', expected one of A, B, C, or 0 to 2."),
        ({"answer": "D"}, "found the answer \"'D'\", expected one of A, B, C, or 0 to 2."),
        ({"answer": ""}, "found the answer \"''\", expected one of A, B, C, or 0 to 2."),
        ({"answer": True}, "found the answer 'True', expected one of A, B, C, or 0 to 2."),
        ({"answer": None}, "found the answer 'None', expected one of A, B, C, or 0 to 2."),
        ({"choices": ["A star"]}, "found the choices '[\"A star\"]'. Give 2 to 26, all different."),
        ({"choices": ["A star", " A star"]}, 'found the choices \'["A star", " A star"]\'. Give 2 to 26, all different.'),
        ({"choices": "A star"}, "found the choices '\"A star\"', expected a list of strings."),
        ({"question": " "}, "found a question without text. Write it or remove it."),
        ({"question": 5}, "found a number as 'question', expected a string."),
        (
            {"hint": "hot"},
            "found the keys ['answer', 'choices', 'hint', 'question', 'subject']; needed are ['question',",
        ),
    ],
)
def test_a_bad_row_has_its_sentence(tmp_path, change, said):
    """
    File, line, what was found, and what was expected.
    """
    path = written(tmp_path, "q.jsonl", SUN | {"question": "Is it late?", "subject": ""}, SUN | change)

    assert complaint(path).startswith(f"Reading a quiz from q.jsonl, line 2: {said}")


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("q.txt", ["x"], "q.txt: found the ending '.txt', expected one of ['.csv', '.jsonl']. Give a quiz:"),
        (
            "q.csv",
            ["What is it?,A,B,C,D,B"],
            "q.csv, line 1: found the columns ['What is it?', 'A',",
        ),
        (
            "q.csv",
            ["question,A,C,answer", "x,1,2,A"],
            "q.csv, line 1: found the columns ['question', 'A', 'C',",
        ),
        ("q.csv", ["question,A,B,answer", "x,1,2"], "q.csv, line 2: found a row with more or fewer cells than the 4 columns."),
        ("q.csv", ["question,A,B,answer", 'x,"1,2,A'], "q.csv, line 2: found a row that is no CSV ("),
        ("q.jsonl", [SUN, SUN], "q.jsonl, line 2: found the text 'What is the sun?"),
        ("q.jsonl", [""], "q.jsonl: the file is empty."),
    ],
)
def test_a_bad_file_has_its_sentence(tmp_path, name, rows, said):
    """
    The wrong ending, no head, cells too few, a question twice.
    """
    assert complaint(written(tmp_path, name, *rows)).startswith(f"Reading a quiz from {said}")
