"""`inward awareness` and `inward truth-table`: files and page on real checkpoints, what is kept, and what is refused."""

import json
from pathlib import Path

import pytest

from inward.store.rundir import read_rows
from tests import foreigners
from tests.runs import inward
from tests.series.test_truth_tables import small, written
from tests.weights import tiny

FRAMES = "bare,human-assistant,question-answer,chat,exam,survey"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A model, an adapter for it, and another model."""
    folder = tmp_path_factory.mktemp("models")
    made = {"first": tiny.checkpoint(folder / "first"), "other": tiny.checkpoint(folder / "other", "qwen", seed=3)}
    return made | {"adapter": foreigners.adapter(folder / "adapter", made["first"], seed=1, size=1.0)}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine abilities."""
    return written(tmp_path_factory.mktemp("truth"), small())


@pytest.fixture(scope="module")
def ran(truth: Path, models: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three checkpoints by step, given out of order, one of them an adapter."""
    out = tmp_path_factory.mktemp("ran") / "out"
    series = (
        f"--series=late@300={models['other']}",
        f"--series=early@0={models['first']}",
        f"--series=mid@100={models['adapter']}",
    )
    told = inward("awareness", truth, *series, f"--model={models['first']}", "--axis=steps", f"--frames={FRAMES}", f"--out={out}")
    assert (0, f"{out}\n") == (told.code, told.out), told.err
    return out


def test_the_record_holds_the_series_and_what_was_held_to_be_true(ran: Path):
    """
    By position, each model by its digest; what the intervals speak of is abilities and frames.
    """
    (record,) = read_rows(ran / "awareness.json")

    assert [("early", 0.0, "model"), ("mid", 100.0, "adapter"), ("late", 300.0, "model")] == [
        (one["name"], one["position"], one["kind"]) for one in record["series"]
    ]
    assert 9 == len(record["truth"]) and ("steps", 0.5) == (record["axis"], record["margin"])
    assert "it says nothing of other models made in the same way" in record["population"]


def test_answers_and_numbers_are_written(ran: Path):
    """
    A line a model, frame and wording; numbers by model and along the series; a page without a word of seeds.
    """
    answers, levels, along = (read_rows(ran / f"{name}.jsonl") for name in ("options", "levels", "along"))
    text = (ran / "awareness.html").read_text(encoding="utf-8")

    assert 3 * 6 * 18 == len(answers)
    assert {"early", "mid", "late"} == {one["model"] for one in levels}
    assert {"sensitivity", "criterion", "sensitivity, log-odds", "criterion, log-odds"} == {one["statistic"] for one in along}
    assert {"not-readable"} == {one["course"] for one in along}
    assert "Not readable" in text and "seed" not in text.lower()


def test_the_same_again_asks_nothing_and_changes_nothing(ran: Path, truth: Path, models: dict[str, Path]):
    """
    Every answer is in store; the files are the same to the byte.
    """
    before = {path.name: path.read_bytes() for path in ran.iterdir()}
    series = (
        f"--series=early@0={models['first']}",
        f"--series=mid@100={models['adapter']}",
        f"--series=late@300={models['other']}",
    )

    told = inward("awareness", truth, *series, f"--model={models['first']}", "--axis=steps", f"--frames={FRAMES}", f"--out={ran}")

    assert 0 == told.code, told.err
    assert "asking early: 108 questions, 108 in store" in told.err
    assert before == {path.name: path.read_bytes() for path in ran.iterdir()}


REFUSED = [
    ((), "0 given, and a series takes two or more"),
    (("--series=a={first}", "--series=b={other}", "--frames=bare,exam"), "2 frames are named; name 6 or more"),
    (("--series=a={first}", "--series=b={adapter}"), "is an adapter. Give the model it sits on: --model"),
    (("--series=a={first}", "--series=b={adapter}", "--model={adapter}"), "--model {adapter} is an adapter"),
    (("--series=a={first}", "--series=b=nowhere"), "no such folder, nor ORG/NAME@REVISION"),
    (("--series=a={first}", "--series=b={first}/"), "'a' and 'b' are the same model"),
    (("--series=a={first}", "--series=b={other}", "--margin=0"), "the margin is 0.0; give a number above 0"),
    (("--series=a@0.1={first}", "--series=b@0.1={other}"), "all of a, b stand at X = 0.1, so that no line goes along it"),
    (("--series=a={first}", "--series=b={other}", "--axis=x", "--axis=y"), "--axis is given 2 times"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_asked_is_refused(truth: Path, models: dict[str, Path], tmp_path: Path, words: tuple[str, ...], said: str):
    """
    One sentence, exit code 2, no folder.
    """
    told = inward("awareness", truth, *(word.format(**models) for word in words), f"--out={tmp_path / 'out'}")

    assert (2, "") == (told.code, told.out)
    assert said.format(**models) in told.err
    assert not (tmp_path / "out").exists()


def test_our_table_is_written_to_be_filled_in(models: dict[str, Path], tmp_path: Path):
    """
    Forty abilities in four wordings; as it is it is refused, and a file that is there is left.
    """
    path = tmp_path / "ours.jsonl"

    first, second = inward("truth-table", path), inward("truth-table", path)
    asked = inward("awareness", path, f"--series=a={models['first']}", f"--series=b={models['other']}")

    assert (0, 160) == (first.code, len(path.read_text().splitlines()))
    assert {None} == {json.loads(line)["true"] for line in path.read_text().splitlines()}
    assert (2, True) == (second.code, "there is such a file already" in second.err)
    assert (2, True) == (asked.code, "say so with --assume text-only" in asked.err)


@pytest.mark.parametrize("name", ["ours.csv", "ours", "ours.json"])
def test_our_table_is_written_under_a_name_that_says_what_it_is(tmp_path: Path, name: str):
    """
    Another ending than .jsonl would be read as something else: refused, and nothing is written.
    """
    told = inward("truth-table", tmp_path / name)

    assert (2, "") == (told.code, told.out)
    assert "Give a name that ends in .jsonl" in told.err
    assert not (tmp_path / name).exists()
