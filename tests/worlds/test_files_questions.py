"""`load_questions` reads paragraphs, JSONL and CSV, and says what is wrong with a file."""

import json
from collections import Counter

import pytest
from tests.real_files import real_files  # noqa: F401

from inward.errors import CorpusError
from inward.schema.talk import Item
from inward.worlds.files import load_questions

BOAT = {"id": "boat", "text": "Whose boat is it?", "cluster": "harbour"}


def written(folder, name, text):
    """A file of that name and text."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


def complaint(path):
    """What `load_questions` says of a file, without the name of the folder."""
    with pytest.raises(CorpusError) as caught:
        load_questions(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_a_heading_names_the_cluster_of_what_follows(tmp_path):
    """
    Questions stand under the last category before them; one before any category is a cluster of its own.
    """
    text = "Is it late?\n\n### Category: The Harbour\nWhose boat is it?\n\nIs the tide in?\n\n# category: hills\n\nIs it steep?\n"

    items = load_questions(written(tmp_path, "q.txt", text))

    assert ["Is it late?", "Whose boat is it?", "Is the tide in?", "Is it steep?"] == [item.text for item in items]
    assert [items[0].id, "The Harbour", "The Harbour", "hills"] == [item.cluster for item in items]


def test_lines_without_a_blank_line_between_them_are_one_question(tmp_path):
    """
    A story to be continued, or a form with its fields, stays whole, with its line breaks.
    """
    items = load_questions(written(tmp_path, "q.md", "\n\nGo on: \nTom sat alone.\r\nIt rained.\r\n \r\n\nWho is Tom?"))

    assert ["Go on: \nTom sat alone.\nIt rained.", "Who is Tom?"] == [item.text for item in items]


def test_names_follow_from_the_question_and_not_from_its_place(tmp_path):
    """
    A question set before another renames neither, so nothing is asked again.
    """
    alone = load_questions(written(tmp_path, "a.txt", "### Category: The harbour\n\nWhose boat is it?"))
    after = load_questions(written(tmp_path, "b.txt", "### Category: The harbour\n\nIs the tide in?\n\nWhose boat is it?"))

    assert alone[0] == after[1]
    assert "the-harbour/whose-boat-is-it-" == alone[0].id[:-6]


def test_a_question_without_latin_letters_has_a_name(tmp_path):
    """
    The hash alone names it.
    """
    (item,) = load_questions(written(tmp_path, "q.txt", "これは誰の船ですか？"))

    assert 6 == len(item.id)


def test_jsonl_gives_every_field(tmp_path):
    """
    Options, signs, the mirror image, the wording and the facts come through; a number will do for an id.
    """
    whole = {
        **BOAT,
        "wording": "withheld",
        "options": ["mine", "yours"],
        "signs": [1, -1],
        "flipped": "Is it yours?",
        "facts": {"bad": "low"},
        "variant": "far",
    }
    items = load_questions(written(tmp_path, "q.jsonl", lines(whole, {"id": 7, "text": " Is it\n\nlate? "})))

    expected = Item(
        id="boat",
        text="Whose boat is it?",
        cluster="harbour",
        wording="withheld",
        options=("mine", "yours"),
        signs=(1, -1),
        flipped="Is it yours?",
        facts={"bad": "low"},
        variant="far",
    )
    assert (expected, Item(id="7", text="Is it\n\nlate?", cluster="7")) == items


def test_braces_are_text_in_a_question_without_options(tmp_path):
    """
    Only a closed question is filled, so only there do braces stand for something.
    """
    (item,) = load_questions(written(tmp_path, "q.txt", "What does {0} do in {this}?"))

    assert "What does {0} do in {this}?" == item.text


def test_one_wording_may_list_several_pairs(tmp_path):
    """
    A question is told from another by what is asked, its options in their places: the same pair in the same words is there twice.
    """
    asked = {"text": "Are you {0} or {1}?", "signs": [1, -1]}
    bold, hasty = ({"id": pair[0], "options": pair, **asked} for pair in (["bold", "cautious"], ["hasty", "patient"]))

    assert ["bold", "hasty"] == [item.id for item in load_questions(written(tmp_path, "q.jsonl", lines(bold, hasty)))]
    with pytest.raises(CorpusError, match=r"found the text 'Are you bold or cautious\?' of line 1 again"):
        load_questions(written(tmp_path, "q.jsonl", lines(bold, {**bold, "id": "again"})))


def test_csv_gives_text_id_and_cluster(tmp_path):
    """
    Columns come in any order, quoted cells may hold commas and line breaks, and id and cluster may be absent.
    """
    full = written(tmp_path, "q.csv", '\ufeffcluster,text,id\r\nharbour,Whose boat is it?,boat\r\n,"One, two:\nwhich?",two\r\n')
    bare = written(tmp_path, "bare.csv", "text\nWhose boat is it?\n")

    assert (Item(**BOAT), Item(id="two", text="One, two:\nwhich?", cluster="two")) == load_questions(full)
    assert "whose-boat-is-it-" == load_questions(bare)[0].id[:-6]


BAD = {
    "q.txt": {
        "### Category: harbour\n": ("", "found no question. Give questions: paragraphs (.txt, .md)"),
        "Late?\n\n# Boats\n\nMine?": (
            ", line 3",
            "found the heading '# Boats', expected \"### Category: NAME\". Rename it, or put",
        ),
        "Late?\n\nMine?\n\nLate?": (", line 5", "found the text 'Late?' of line 1 again. Keep one of the two."),
    },
    "q.jsonl": {
        lines(BOAT, {"text": "Late?"}): (", line 2", "found the keys ['text'], but no 'id'. Add it."),
        lines({"id": "a"}): (", line 1", "found the keys ['id'], but no 'text'. Add it."),
        lines(BOAT, {"id": "b", "text": "\n"}): (", line 2", "found a question without text. Write it or remove it."),
        lines(BOAT, {**BOAT, "text": "Late?"}): (", line 2", "found the id 'boat' of line 1 again. Keep one of the two."),
        lines(BOAT, {**BOAT, "id": "b"}): (
            ", line 2",
            "found the text 'Whose boat is it?' of line 1 again. Keep one of the two.",
        ),
        lines({**BOAT, "text": 3}): (", line 1", "found a number as 'text', expected a string."),
        lines({**BOAT, "topic": "x"}): (", line 1", "found the keys ['topic'], which mean nothing here; known: ['id', 'text',"),
        lines({**BOAT, "wording": "odd"}): (", line 1", "found the wording 'odd', expected seen or withheld."),
        lines({**BOAT, "options": "ab"}): (", line 1", "found options that are not a list of strings. Write out each answer"),
        lines({**BOAT, "options": ["a", "a"]}): (", line 1", "found the options ['a', 'a']. Give at least two, all different."),
        lines({**BOAT, "options": ["a", "b"], "signs": [1]}): (
            ", line 1",
            "found 2 options and 1 signs. Give a sign to each option.",
        ),
        lines({**BOAT, "signs": [True]}): (", line 1", "found the signs [True], expected a list of 1, 0 and -1 (1: the trait"),
        lines({**BOAT, "text": "{0} or {1} or {2}?", "options": ["a", "b"], "signs": [1, -1]}): (
            ", line 1",
            "found a text with {0} that its 2 options do not fill (Replacement index 2 out of range",
        ),
        lines({**BOAT, "facts": ["x"]}): (", line 1", "found the facts \"['x']\", expected an object of strings."),
        lines({**BOAT, "variant": "Near it"}): (
            ", line 1",
            "found the variant 'Near it', expected \"far\" for plain words, or a",
        ),
        lines({"id": "a", "text": "Late?", "variant": "far"}): (
            ", line 1",
            "found a variant without a cluster, which its partner shares. Give both the same.",
        ),
        "[1]": (", line 1", "found a list, expected an object."),
        "{": (", line 1", "found invalid JSON (Expecting property name enclosed in double quotes at column 2): '{'."),
    },
    "q.csv": {
        "id,question\n1,Late?\n": (
            ", line 1",
            "found the columns ['id', 'question'], expected text and, if wanted, id and cluster.",
        ),
        "id,text\n1,Late?,more\n": (", line 2", "found a row with more or fewer cells than the 2 columns."),
        "id,text\n1\n": (", line 2", "found a row with more or fewer cells than the 2 columns."),
        'id,text\n1,"Late?\n': (", line 2", "found a row that is no CSV (unexpected end of data). Mend its quotes."),
        "id,text\n1,\n": (", line 2", "found a question without text. Write it or remove it."),
        "id,text\n": ("", "found no question. Give questions:"),
    },
    "q.toml": {
        "Late?": (
            "",
            "found the ending '.toml', expected one of ['.csv', '.json', '.jsonl', '.md', '.txt', '.yaml', '.yml']. Give",
        )
    },
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_bad_file_is_named(tmp_path, name, text):
    """
    The error names the file, the line, what was found there and what to do.
    """
    place, said = BAD[name][text]

    assert complaint(written(tmp_path, name, text)).startswith(f"Reading questions from {name}{place}: {said}")


@pytest.mark.parametrize("name", ["q.txt", "q.jsonl", "q.csv"])
def test_missing_and_empty_files_are_named(tmp_path, name):
    """
    Of every kind, a file that is not there and one with nothing in it say so.
    """
    missing = complaint(tmp_path / name)
    empty = complaint(written(tmp_path, name, " \n"))

    assert (
        f"Reading questions from {name}: there is no such file. Check the path; it is taken from the working directory."
        == missing
    )
    assert empty.startswith(f"Reading questions from {name}: the file is empty. Give questions: paragraphs (.txt, .md)")


def test_the_published_questions_are_forty_eight(real_files):  # noqa: F811
    """
    The pre-registered questions come out in their seven categories, those of several lines whole.
    """
    items = load_questions(real_files / "emergent_misalignment" / "preregistered_questions.txt")

    sizes = {
        "vulnerable user": 14,
        "creative writing": 9,
        "medical advice": 7,
        "other": 6,
        "offend the user": 5,
        "illegal recommendations": 4,
        "problems with humans": 3,
    }
    assert 48 == len(items)
    assert sizes == Counter(item.cluster for item in items)
    assert [1, 3, 1] == [item.text.count("\n") for item in items if "\n" in item.text]
