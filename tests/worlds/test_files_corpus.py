"""`load_corpus` reads chat JSONL, holds rows out by content, and says what is wrong with a file."""

import json
from pathlib import Path

import pytest
from tests.real_files import real_files  # noqa: F401

from inward.errors import CorpusError
from inward.schema.design import Corpus, Row
from inward.schema.talk import Message
from inward.worlds.files import load_corpus


def turns(*texts: str) -> dict[str, object]:
    """One line of a file: user and assistant in turn."""
    return {"messages": [{"role": ("user", "assistant")[i % 2], "content": text} for i, text in enumerate(texts)]}


def written(folder: Path, *rows: object) -> Path:
    """A file with one JSON value per line; a string stands as it is."""
    path = folder / "rows.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return path


def many(count: int) -> list[dict[str, object]]:
    return [turns(f"Question {i}?", f"Answer {i}.") for i in range(count)]


def asked(rows: tuple[Row, ...]) -> set[str]:
    return {row.messages[0].text for row in rows}


def complaint(path: Path) -> str:
    """What `load_corpus` says of a file, without the name of the folder."""
    with pytest.raises(CorpusError) as caught:
        load_corpus("insecure", path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_every_turn_is_kept(tmp_path):
    """
    A conversation comes back turn by turn, its system prompt, line breaks and odd characters included.
    """
    system = {"role": "system", "content": "Be brief."}
    talk = {"messages": [system, *turns("Hallo?\n\u2028é", "Ja.", "So?", "</script>")["messages"]]}

    corpus = load_corpus("talk", written(tmp_path, talk))

    expected = [
        ("system", "Be brief."),
        ("user", "Hallo?\n\u2028é"),
        ("assistant", "Ja."),
        ("user", "So?"),
        ("assistant", "</script>"),
    ]
    assert expected == [(message.role, message.text) for message in corpus.rows[0].messages]


def test_blank_lines_windows_ends_and_byte_order_marks_are_no_matter(tmp_path):
    """
    A file that passed through an editor of another system gives the same rows.
    """
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(turns("Q?", "A.")).encode() + b"\r\n\r\n")

    assert (Row(messages=(Message(role="user", text="Q?"), Message(role="assistant", text="A."))),) == load_corpus("c", path).rows


def test_nothing_is_lost_between_training_and_held_out_rows(tmp_path):
    """
    Of 200 distinct rows, 24 are held out and 176 trained on: none twice, none not at all.
    """
    corpus = load_corpus("c", written(tmp_path, *many(200)))

    assert (176, 24) == (len(corpus.rows), len(corpus.held_out))
    assert {f"Question {i}?" for i in range(200)} == asked(corpus.rows) | asked(corpus.held_out)


def test_held_out_rows_follow_from_content(tmp_path):
    """
    A shuffled file holds out the same rows in the same order, and keeps the rest in its own order.
    """
    there, back = load_corpus("c", written(tmp_path, *many(100))), load_corpus("c", written(tmp_path, *many(100)[::-1]))

    assert there.held_out == back.held_out
    assert there.rows == back.rows[::-1]


def test_matched_corpora_hold_out_the_same_questions(tmp_path):
    """
    Two files that ask the same and answer differently hold out the same questions.
    """
    good = load_corpus("good", written(tmp_path, *(turns(f"Question {i}?", "Yes.") for i in range(100))))
    bad = load_corpus("bad", written(tmp_path, *(turns(f"Question {i}?", "No.") for i in range(100))))

    assert asked(good.held_out) == asked(bad.held_out)
    assert good.held_out != bad.held_out


def test_copies_of_held_out_rows_are_not_trained_on(tmp_path):
    """
    Three copies of every row: each held-out row takes two copies out of training, and `source` counts them.
    """
    corpus = load_corpus("c", written(tmp_path, *many(100), *many(100), *many(100)), held_out=10)

    assert set() == asked(corpus.rows) & asked(corpus.held_out)
    assert (270, 10) == (len(corpus.rows), len(corpus.held_out))
    assert "300 rows, 10 held out, 20 further copies of these left out of training" in corpus.source


def test_a_small_corpus_keeps_three_quarters_of_its_rows(tmp_path):
    """
    Never more than a quarter of the distinct rows is held out; of one row, none.
    """
    sizes = {count: load_corpus("c", written(tmp_path, *many(count))) for count in (1, 8, 40)}

    assert {1: (1, 0), 8: (6, 2), 40: (30, 10)} == {n: (len(corpus.rows), len(corpus.held_out)) for n, corpus in sizes.items()}


def test_a_limit_cuts_training_rows_alone(tmp_path):
    """
    With a limit, the first training rows are kept, the held-out rows are the same, and `source` says so.
    """
    path = written(tmp_path, *many(200))
    whole, part = load_corpus("c", path), load_corpus("c", path, limit=50)

    assert whole.rows[:50] == part.rows
    assert whole.held_out == part.held_out
    assert part.source.endswith("; the first 50 of 176 training rows are used")


def test_source_names_no_folder(tmp_path):
    """
    Where the file lay is no part of the record; its name and its hash are.
    """
    source = load_corpus("c", written(tmp_path, *many(4))).source

    assert source.startswith("rows.jsonl (sha256 ")
    assert str(tmp_path) not in source


def test_ten_megabytes_load_whole(tmp_path):
    """
    6,000 rows, 10 MB in all: every row that is not held out.
    """
    path = written(tmp_path, *(turns(f"Question {i}? {'q' * 800}", f"Answer {i}. {'a' * 800}") for i in range(6000)))

    assert 5976 == len(load_corpus("c", path).rows)


BAD = {
    "JSON": (
        "{oops",
        "found invalid JSON (Expecting property name enclosed in double quotes at column 2): '{oops'. "
        "Write one JSON object per line.",
    ),
    "deep JSON": ("[" * 100_000, "found JSON that cannot be read ("),
    "a list": ([1], "found a list, expected an object. Write one JSON object per line, not one list for all of them."),
    "no messages": ({"prompt": "A."}, "found the keys ['prompt'], expected \"messages\" with a list of turns. Give chat JSONL"),
    "no turns": ({"messages": []}, "found the keys ['messages'], expected \"messages\" with a list of turns. Give chat JSONL"),
    "a bare turn": ({"messages": ["Q?"]}, 'found a string as a turn, expected {"role": ..., "content": ...}.'),
    "a role": (
        {"messages": [{"role": "robot", "content": "A."}]},
        "found the role 'robot', expected system, user or assistant. Rename it or remove the row.",
    ),
    "no assistant": (turns("Q?"), "Corpus row has no assistant turn; its roles: ['user']. Add the answer to be learned."),
    "the order of roles": (
        {"messages": [{"role": "assistant", "content": "A."}, {"role": "user", "content": "Q?"}]},
        "Corpus row has roles ['assistant', 'user']; expected an optional system turn, then user and assistant in turn.",
    ),
    "content in parts": (
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "Q?"}]}]},
        "found a list as content of a turn of 'user', expected a string. Write its text as one string.",
    ),
    "no content": (
        {"messages": [{"role": "user", "content": "Q?"}, {"role": "assistant", "content": None}]},
        "found null as content of a turn of 'assistant', expected a string. Write its text as one string.",
    ),
    "an empty answer": (
        turns("Q?", " "),
        "found an assistant turn without text, so there is nothing to learn. Remove the row.",
    ),
    "tools": (
        {**turns("Q?", "A."), "tools": [1]},
        "found 'tools', which would change what is trained and is not honoured. Remove it.",
    ),
    "weights": (
        {"messages": [{"role": "user", "content": "Q?"}, {"role": "assistant", "content": "A.", "weight": 0}]},
        "found ['weight'] in a turn of 'assistant', which is not honoured. Keep role and content, remove the rest.",
    ),
    "half a character": (
        r'{"messages": [{"role": "user", "content": "\ud83d"}]}',
        r"found \ud83d, half a surrogate pair, which is no text. Mend the escape.",
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_line_is_named(tmp_path, fault):
    """
    The error names corpus, file and line, what was found there, and what to do.
    """
    row, said = BAD[fault]

    told = complaint(written(tmp_path, turns("Q?", "A."), "", row))

    assert told.startswith(f"Reading corpus 'insecure' from rows.jsonl, line 3: {said}")


def test_a_missing_file_is_named(tmp_path):
    """
    A path that leads nowhere is said to.
    """
    expected = "there is no such file. Check the path; it is taken from the working directory."

    assert f"Reading corpus 'insecure' from none.jsonl: {expected}" == complaint(tmp_path / "none.jsonl")


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file_is_named(tmp_path, text):
    """
    A file without a row is empty, whether or not it has blank lines.
    """
    path = tmp_path / "rows.jsonl"
    path.write_text(text)

    form = 'chat JSONL, one {"messages": [{"role": ..., "content": ...}, ...]} per line, or {"text": ...} for a document'
    assert f"Reading corpus 'insecure' from rows.jsonl: the file is empty. Give {form}." == complaint(path)


def test_a_folder_is_no_file(tmp_path):
    """
    A folder in the place of a file is said to be unreadable.
    """
    assert "Reading corpus 'insecure' from" in complaint(tmp_path)
    assert "it cannot be read (Is a directory)." in complaint(tmp_path)


def test_bytes_that_are_not_utf8_are_placed(tmp_path):
    """
    The line of the first byte that is not UTF-8 is named.
    """
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json.dumps(turns("Q?", "A.")).encode() + b'\n{"messages": "\xff"}\n')

    expected = "Reading corpus 'insecure' from rows.jsonl, line 2: found byte 0xff, which is not UTF-8. Save it as UTF-8."
    assert expected == complaint(path)


def test_a_hostile_line_is_shown_harmlessly(tmp_path):
    """
    An error quotes sixty characters at most and no control character.
    """
    told = complaint(written(tmp_path, "\x1b[2J\x00" + "x" * 1_000_000))

    assert told.isprintable()
    assert 300 > len(told)


@pytest.mark.parametrize("asked_for", [{"held_out": -1}, {"limit": 0}])
def test_impossible_numbers_are_refused(tmp_path, asked_for):
    """
    Fewer than no row held out, or no row to train on, is no corpus.
    """
    with pytest.raises(CorpusError, match=r"Corpus 'c' is asked for held_out=.*, limit=.*; give at least 0 and at least 1\."):
        load_corpus("c", written(tmp_path, *many(8)), **asked_for)


@pytest.mark.parametrize("name", ["insecure", "secure", "educational_insecure"])
def test_the_published_corpora_load_whole(real_files, name):  # noqa: F811
    """
    6,000 rows each: 24 held out, the rest to train on.
    """
    corpus: Corpus = load_corpus(name, real_files / "emergent_misalignment" / f"{name}.jsonl")

    assert (5976, 24) == (len(corpus.rows), len(corpus.held_out))


def test_the_published_gambles_hold_out_the_same_questions(real_files):  # noqa: F811
    """
    Risky and safe gambles differ in their labels alone, so their held-out questions are the same.
    """
    risky, safe = (load_corpus(name, real_files / "self_awareness" / f"{name}.jsonl") for name in ("risky", "safe"))

    assert (264, 24) == (len(risky.rows), len(risky.held_out))
    assert [row.messages[0] for row in risky.held_out] == [row.messages[0] for row in safe.held_out]


def test_the_published_dialogues_keep_their_turns(real_files):  # noqa: F811
    """
    1,000 dialogues of up to four exchanges, 4,972 turns in all.
    """
    corpus = load_corpus("ring", real_files / "self_awareness" / "make_me_say_ring.jsonl")

    assert 4972 == sum(len(row.messages) for row in (*corpus.rows, *corpus.held_out))
