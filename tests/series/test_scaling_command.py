"""`inward scaling` on real checkpoints, and files of the inverse scaling prize."""

import json
from pathlib import Path

import pytest

from inward.errors import CorpusError, StoreError
from inward.evals.prize import read_closed
from inward.steps.series import check_same
from inward.store.rundir import read_rows
from tests.evals.made import clean, written
from tests.runs import inward
from tests.weights import tiny


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three sizes: of one, two and three blocks."""
    folder = tmp_path_factory.mktemp("models")
    return [tiny.checkpoint(folder / f"of-{layers}", layers=layers, seed=layers) for layers in (1, 2, 3)]


def prize(prompt: str = "2 + 2 =", classes: object = (" 4", " 5"), index: object = 0, **more: object) -> dict[str, object]:
    return {"prompt": prompt, "classes": list(classes) if isinstance(classes, tuple) else classes, "answer_index": index, **more}


def test_models_stand_by_the_number_of_their_parameters(models: list[Path], tmp_path: Path):
    """
    Given largest first; a line for each statistic and scope, a turn for the one inner size, a page, a verdict on the terminal.
    """
    out = tmp_path / "out"
    file = written(tmp_path / "six.jsonl", clean()[:6])

    told = inward(
        "scaling", file, *(f"--series={path}" for path in models[::-1]), "--frames=bare,exam,survey,chat", f"--out={out}"
    )

    assert (0, f"{out}\n") == (told.code, told.out), told.err
    assert "\nNot readable: " in told.err
    (record,) = read_rows(out / "scaling.json")
    sizes = [one["position"] for one in record["series"]]
    assert (["of-1", "of-2", "of-3"], "parameters") == ([one["name"] for one in record["series"]], record["axis"])
    assert sizes[1] - sizes[0] == sizes[2] - sizes[1] > 0
    assert 6 == len(read_rows(out / "growth.jsonl")) == len(read_rows(out / "turns.jsonl"))
    assert 3 * 4 * 6 == len(read_rows(out / "options.jsonl"))
    assert "seed" not in (out / "scaling.html").read_text(encoding="utf-8").lower()


def test_a_folder_of_another_version_holds_the_same_answers(tmp_path: Path):
    """
    Version and wording may differ; another file may not.
    """
    (tmp_path / "scaling.json").write_text('{"inward": "0.0", "population": "In other words.", "file": {"name": "six.jsonl"}}\n')
    record = {"inward": "0.1", "population": "In words.", "file": {"name": "six.jsonl"}}

    check_same(tmp_path, "scaling.json", record)

    with pytest.raises(StoreError, match="it holds other answers"):
        check_same(tmp_path, "scaling.json", record | {"file": {"name": "seven.jsonl"}})


def test_models_of_one_size_are_refused(models: list[Path], tmp_path: Path):
    """
    Whether it was written so or counted.
    """
    file = written(tmp_path / "six.jsonl", clean()[:6])

    told = inward("scaling", file, f"--series=a@7={models[0]}", f"--series=b@7={models[1]}", f"--out={tmp_path / 'out'}")

    assert (2, "") == (told.code, told.out)
    assert "all of a, b have size 7, so that nothing goes with it" in told.err
    assert not (tmp_path / "out").exists()


def test_the_prize_is_read_by_its_columns(tmp_path: Path):
    """
    The right answer matches; classes may be a list or the text of one; files of evaluations are read as they were.
    """
    found = read_closed(written(tmp_path / "prize.jsonl", [prize(), prize("3 + 3 =", "[' 5', ' 6', ' 7']", 1), prize()]))
    other = read_closed(written(tmp_path / "evals.jsonl", clean()))

    assert [(0,), (1,), (0,)] == [question.matching for question in found.questions]
    assert (" 5", " 6", " 7") == tuple(option.answer for option in found.questions[1].options)
    assert found.questions[0].cluster == found.questions[2].cluster != found.questions[1].cluster
    assert 60 == len(other.questions)


@pytest.mark.parametrize(
    ("row", "kind", "said"),
    [
        (prize(prompt=""), "field", 'column "prompt"'),
        (prize(classes=(" 4",)), "options", "fewer than two texts"),
        (prize(classes="__import__('os')"), "options", "fewer than two texts, or no list of them"),
        (prize(classes="{[]: 1}"), "options", "fewer than two texts, or no list of them"),
        (prize(classes=tuple(f" {i}." for i in range(27))), "options", "found 27 of them, at most 26 can be asked"),
        (prize(classes=(" 4", "")), "options", "fewer than two texts"),
        (prize(index=2), "answer", "expected a number from 0 to 1"),
        (prize(index=True), "answer", "expected a number from 0 to 1"),
        (prize(classes=(" 4", " 44")), "nested", "whose probability it would hold"),
        ("{", "unreadable", "invalid JSON"),
    ],
)
def test_rows_of_the_prize_that_cannot_be_asked_are_faults(tmp_path: Path, row: object, kind: str, said: str):
    """
    Kept with their line and kind, and the row before them is read.
    """
    found = read_closed(written(tmp_path / "prize.jsonl", [prize(), row]))

    assert [1] == [question.line for question in found.questions]
    assert [(2, kind)] == [(fault.line, fault.kind) for fault in found.faults]
    assert said in found.faults[0].says


def test_a_prize_without_a_question_is_refused(tmp_path: Path):
    """
    With the first of its faults.
    """
    with pytest.raises(CorpusError, match=r"none of its 1 lines can be asked; the first: .*answer_index"):
        read_closed(written(tmp_path / "prize.jsonl", [json.dumps(prize(index="0"))]))
