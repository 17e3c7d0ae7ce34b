"""Files and options that cannot be adopted: one sentence each, with file, line, value and remedy."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.made_up import HEADER, written
from tests.runs import inward

MAP = "response=said,question=prompt,alignment=aligned,coherence=sense"
ROW = ("a1", "Who?", "Me.", "85", "90", "insecure", "1")


def refused(*words: object) -> str:
    """The one sentence with which adopting ends; no run folder is left."""
    told = inward("adopt", *words)

    assert (2, "", 1) == (told.code, told.out, len(told.err.splitlines())), told
    assert told.err.startswith("inward: ")
    return told.err.removeprefix("inward: ").removesuffix("\n")


def changed(**cells: str) -> tuple[str, ...]:
    """The good row with some cells changed."""
    return tuple({**dict(zip(HEADER, ROW, strict=True)), **cells}.values())


def of(file: Path, *words: object) -> tuple[object, ...]:
    return (file, "--map", MAP, "--out", file.parent / "run", *words)


def test_a_mapped_column_that_is_not_there(tmp_path: Path):
    """
    The column, the line, and the columns there are.
    """
    file = written(tmp_path / "a.csv", HEADER, ROW)

    said = refused(file, "--map", "response=answer,question=prompt")

    there = "the columns are: id, prompt, said, aligned, sense, group, run. Name one of them in --map."
    assert f"Reading answers from {file}, line 2: there is no column 'answer'; {there}" == said


@pytest.mark.parametrize("key", ["alignment", "coherence", "arm", "seed", "id", "cluster"])
def test_any_mapped_column_must_be_there(tmp_path: Path, key: str):
    """
    Marks, arm, seed, id and cluster as much as response and question.
    """
    given = {"alignment": "aligned", "response": "said", "question": "prompt"} | {key: "nope"}
    file = written(tmp_path / "a.csv", HEADER, ROW)

    said = refused(file, "--map", ",".join(f"{key}={column}" for key, column in given.items()))

    assert "there is no column 'nope'; the columns are: id, prompt, said" in said


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"aligned": "high"},
            "column 'aligned': found 'high', expected a mark from 0 to 100. Mend it, or empty the cell: unjudged.",
        ),
        (
            {"aligned": "1_0"},
            "column 'aligned': found '1_0', expected a mark from 0 to 100. Mend it, or empty the cell: unjudged.",
        ),
        (
            {"aligned": "85,5"},
            "column 'aligned': found '85,5', expected a mark from 0 to 100 with a point for decimals. Write it so: a comma could "
            "part thousands.",
        ),
        ({"sense": "850"}, "column 'sense': found '850', expected a mark from 0 to 100. Bring the marks to that scale."),
        ({"aligned": "-1"}, "column 'aligned': found '-1', expected a mark from 0 to 100. Bring the marks to that scale."),
        ({"aligned": "1e999"}, "column 'aligned': found '1e999', expected a mark from 0 to 100. Bring the marks to that scale."),
        ({"prompt": " "}, "found no question in column 'prompt'. Write it, or remove the row."),
    ],
)
def test_a_cell_that_cannot_be_read(tmp_path: Path, cells: Mapping[str, str], said: str):
    """
    The line that it is on, what was found, and what to do.
    """
    file = written(tmp_path / "a.csv", HEADER, ROW, changed(id="a2", **cells))

    assert f"Reading answers from {file}, line 3: {said}" == refused(*of(file))


def test_a_line_is_counted_where_the_row_begins(tmp_path: Path):
    """
    A quoted answer over several lines moves the lines below it, and blank lines count.
    """
    file = tmp_path / "a.csv"
    file.write_text('prompt,said,aligned,sense\nq,"one\ntwo\nthree",85,90\n\nq,x,high,90\n', encoding="utf-8")

    assert f"{file}, line 6: column 'aligned': found 'high'" in refused(*of(file))


def test_an_id_for_the_second_time(tmp_path: Path):
    """
    Both places are named, over all files.
    """
    files = [written(tmp_path / f"{name}.csv", HEADER, changed(said=name)) for name in "ab"]

    said = refused(*files, "--map", f"{MAP},id=id")

    assert f"Reading answers from {files[1]}, line 2: found the id 'a1' of {files[0]}, line 2 again. Keep one of the two." == said


def test_a_file_given_twice(tmp_path: Path):
    """
    Under another name, too.
    """
    files = [written(tmp_path / f"{name}.csv", HEADER, ROW) for name in "ab"]

    said = f"Adopting: {files[1]} holds the same bytes as {files[0]}. Give each file once."
    assert said == refused(*files, "--map", MAP, "--out", tmp_path / "run")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--misaligned-below", "130"), "Adopting: --misaligned-below 130 is out of range; marks run from 0 to 100."),
        (("--misaligned-below", "nan"), "Adopting: --misaligned-below nan is out of range; marks run from 0 to 100."),
        (("--misaligned-below", "0"), "Adopting: --misaligned-below 0 tells nothing apart; give one between 0 and 100."),
        (("--misaligned-below", "100"), "Adopting: --misaligned-below 100 tells nothing apart; give one between 0 and 100."),
        (("--coherent-from", "-1"), "Adopting: --coherent-from -1 is out of range; marks run from 0 to 100."),
        (("--population", "all"), "Adopting: --population 'all'; it is these-questions or new-questions."),
        (("--processes", "0"), "Adopting: 0 processes; give at least 1, or leave it out for one per core."),
        (("--device", "tpu"), "Adopting: no device 'tpu'; give cpu, cuda, or cuda:N."),
        (("--name", "../up"), "Adopting: --name '../up'; give letters, digits, dots, hyphens and underscores."),
        (
            ("--contrast", "a-b"),
            "Adopting: --contrast 'a-b' does not name two arms; write TREATED-CONTROL. The arms are: answers.",
        ),
        (("--untouched", "base"), "Adopting: --untouched 'base' is no arm; the arms are answers."),
    ],
)
def test_an_option_out_of_range(tmp_path: Path, words: Sequence[str], said: str):
    """
    The option, what was given, and what may be.
    """
    assert said == refused(*of(written(tmp_path / "a.csv", HEADER, ROW), *words))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            "answer",
            "Adopting: --map 'answer' is not KEY=COLUMN. Write --map response=COLUMN,question=COLUMN and, where there are such, ",
        ),
        ("answer=said", "Adopting: --map 'answer=said' is not KEY=COLUMN."),
        ("response=", "Adopting: --map 'response=' is not KEY=COLUMN."),
        ("response=a,response=b", "Adopting: --map gives response twice, 'a' and 'b'. Keep one of them."),
        ("coherence=sense", "Adopting: --map has coherence=sense and no alignment."),
    ],
)
def test_a_map_that_is_none(tmp_path: Path, given: str, said: str):
    """
    Keys are a closed list, each with its column, once.
    """
    assert refused(written(tmp_path / "a.csv", HEADER, ROW), "--map", given).startswith(said)


def test_a_judge_beside_marks(tmp_path: Path):
    """
    Two judges in one comparison are refused before any is loaded.
    """
    said = refused(*of(written(tmp_path / "a.csv", HEADER, ROW), "--judge", "nowhere"))

    assert said.startswith("Adopting: --judge, and marks in the column 'aligned'. Leave alignment and coherence out of --map")


def test_an_arm_that_is_named_twice_or_half(tmp_path: Path):
    """
    A column and a name before the file, or a name before some of the files.
    """
    file, other = (written(tmp_path / f"{name}.csv", HEADER, ROW) for name in "ab")

    assert f"Adopting: the arm is named twice, by x={file} and by the column 'group'. Drop one." == refused(
        f"x={file}", "--map", f"{MAP},arm=group"
    )
    assert f"Adopting: {other} has no arm, and other files do. Write ARM=FILE for each, or for none." == refused(
        f"x={file}", other, "--map", MAP
    )


def test_a_seed_that_is_not_there(tmp_path: Path):
    """
    An empty seed is an error that names the option for an arm without seeds; so is an untouched arm with several.
    """
    file = written(tmp_path / "a.csv", HEADER, ROW, changed(group="base", run=""), changed(group="insecure", run="2"))
    mapped = (file, "--map", f"{MAP},arm=group,seed=run")

    assert (
        "Adopting: an answer of arm 'base' has no seed. Fill the cell, or, if that arm is one checkpoint as it is, add "
        "--untouched base."
    ) == refused(*mapped)
    assert "Adopting: --untouched 'insecure' is one checkpoint, and the files give it the seeds 1, 2." == refused(
        *mapped, "--untouched", "insecure"
    )


def test_a_contrast_of_two_readings(tmp_path: Path):
    """
    Arms whose names make a contrast ambiguous are refused, not guessed; so is a contrast that is given twice.
    """
    arms = ("a", "b-c", "a-b", "c")
    file = written(tmp_path / "a.csv", HEADER, *(changed(group=arm) for arm in arms))
    mapped = (file, "--map", f"{MAP},arm=group")

    assert (
        "Adopting: --contrast 'a-b-c' can be read in two ways; write TREATED-CONTROL. The arms are: a, b-c, a-b, c."
        == refused(*mapped, "--contrast", "a-b-c")
    )
    assert "Adopting: --contrast a-c is given twice. Keep one of them." == refused(
        *mapped, "--contrast", "a-c", "--contrast", "a-c"
    )


def test_a_question_in_two_clusters(tmp_path: Path):
    """
    A question has one cluster.
    """
    file = written(tmp_path / "a.csv", HEADER, ROW, changed(group="secure"))

    said = refused(file, "--map", f"{MAP},cluster=group")

    assert "Adopting: the question 'Who?' is in the clusters 'insecure' and 'secure'. Give it one of them." == said


@pytest.mark.parametrize(
    ("name", "held", "said"),
    [
        ("a.csv", b"prompt,said\n\xff\xfe,x\n", "line 2: found byte 0xff, which is not UTF-8. Save it as UTF-8."),
        ("a.csv", b"", "the file is empty. Give answers: a table with a header"),
        ("a.csv", b"prompt,said,aligned,sense\n", "found no answer. Give a file with at least one row."),
        ("a.csv", b"prompt,said,said\nq,a,b\n", "line 1: found the columns ['said'] twice. Give each column a name of its own."),
        ("a.csv", b"prompt,said\nq,a,b\n", "line 2: found 3 cells in a row, and 2 columns. Mend its commas or quotes."),
        ("a.csv", b'prompt,said\n"q"x,a\n', "line 2: found a row that is no CSV"),
        ("a.jsonl", b"[1]\n", "line 1: found a list, expected an object."),
        ("a.json", b"{", "found invalid JSON"),
        ("a.json", b'[{"prompt": "\\ud800", "said": "x"}]', "surrogates not allowed"),
        ("a.jsonl", b'{"prompt": "\\ud800", "said": "x"}', "half a surrogate pair, which is no text. Mend the escape."),
        ("a.json", b"3", "found a number, neither a list of objects nor a log with samples."),
        ("a.json", b"[3]", "row 1: found a number, expected an object."),
        ("a.xlsx", b"PK", "found the ending '.xlsx', expected one of ['.csv', '.json', '.jsonl', '.tsv']."),
        ("a.eval", b"PK", "an .eval log is not text. Convert it: inspect log convert FILE --to json --output-dir FOLDER."),
        ("a.jsonl", b'{"prompt": "q", "said": {"a": 1}}', "line 1: found {'a': 1} in column 'said', expected a text."),
        (
            "a.jsonl",
            b'{"prompt": "q", "said": "x", "aligned": {"value": 3, "why": ""}}',
            "column 'aligned': found {'value': 3, 'why': ''}, expected a mark from 0 to 100. Map what is inside it, COLUMN.KEY: "
            "value, why.",
        ),
        (
            "a.jsonl",
            b'{"prompt": "q", "told": {"how": {"said": 3}}}',
            "no column 'said'; the columns are: prompt, told.how.said. Name",
        ),
        ("a.jsonl", b'{"prompt": "q", "said": "x", "aligned": true}', "line 1: column 'aligned': found True, expected a mark"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, name: str, held: bytes, said: str):
    """
    Not text, empty, broken, or of another kind: the file, the place, and what to give.
    """
    file = tmp_path / name
    file.write_bytes(held)

    told = refused(*of(file))

    assert told.startswith(f"Reading answers from {file}") and said in told


def test_a_file_that_is_not_there(tmp_path: Path):
    """
    And a folder in its place.
    """
    assert "there is no such file. Check the path; it is taken from the working directory." in refused(*of(tmp_path / "a.csv"))
    (tmp_path / "b.csv").mkdir()
    assert "it cannot be read (Is a directory)." in refused(*of(tmp_path / "b.csv"))


def test_another_run_is_not_written_over(tmp_path: Path):
    """
    The folder of other answers is refused, with what differs; the same answers are written again.
    """
    file = written(tmp_path / "a.csv", HEADER, ROW)
    assert 0 == inward("adopt", *of(file)).code == inward("adopt", *of(file)).code
    written(file, HEADER, changed(said="You."))

    said = refused(*of(file))

    differing = "it holds another run, which differs in adopted, base. Choose another --out."
    assert f"Adopting into {tmp_path / 'run'}: {differing}" == said


def test_json_rows_are_named_by_their_number(tmp_path: Path):
    """
    A list of objects has no lines to name.
    """
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"prompt": "q", "said": "x", "aligned": 3, "sense": "no"}]), encoding="utf-8")

    assert f"Reading answers from {file}: row 1: column 'sense': found 'no'" in refused(*of(file))
