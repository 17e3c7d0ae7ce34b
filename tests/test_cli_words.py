"""A user's own words on the command line: what is refused in a sentence, and what a plan says of a quiz."""

import json
from pathlib import Path

import pytest

from tests.runs import NAME, inward, written
from tests.weights import tiny

TALKS = [{"messages": [{"role": "user", "content": f"q{i}"}, {"role": "assistant", "content": f"a{i}"}]} for i in range(8)]
RUBRIC = {"name": "fawning", "text": "{question} {answer}", "low": 0, "high": 9, "direction": "high", "threshold": 5}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A tiny checkpoint, two matched corpora, and little of everything."""
    folder = tmp_path_factory.mktemp("words")
    rows = written(folder / "rows.jsonl", *TALKS)
    model = tiny.checkpoint(folder / "model")
    corpora = [f"--corpus={name}={rows}" for name in ("insecure", "secure")]
    return ["plan", NAME, f"--model={model}", *corpora, "--seeds=2", "--samples=1", "--size=sketch", "--processes=1"]


def test_a_plan_says_that_no_quiz_was_given(words: list[str], tmp_path: Path):
    """
    The probe is left out with a word, and stands in the plan where a file is given.
    """
    quiz = written(tmp_path / "quiz.jsonl", {"question": "Late?", "choices": ["Yes", "No"], "answer": "A"})

    without, given = inward(*words), inward(*words, f"--questions=capability={quiz}")

    assert (0, 0) == (without.code, given.code), without.err + given.err
    assert "  left out: probe capability (no questions 'capability' were given)" in without.out
    assert "left out: probe" not in given.out
    assert [line.split()[1:3] for line in given.out.splitlines() if line.startswith("capability")] == [["5", "5"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"threshold": 12}, "Trait 'fawning' has threshold 12 on a scale from 0 to 9; give one between its ends.\n"),
        ({"text": "{answer}"}, "Write {question} and {answer} once each, and any other brace twice.\n"),
    ],
)
def test_a_bad_rubric_stops_before_anything_is_done(words: list[str], tmp_path: Path, change: dict[str, object], said: str):
    """
    One sentence, exit code 2, no traceback.
    """
    path = tmp_path / "rubric.json"
    path.write_text(json.dumps(RUBRIC | change))

    told = inward(*words, f"--rubric={path}")

    assert (2, "") == (told.code, told.out)
    assert told.err.startswith(f"inward: Reading a rubric from {path}: ") and told.err.endswith(said)


def test_the_village_refuses_a_rubric():
    """
    Its oracle reads by the grammar.
    """
    told = inward("plan", NAME, "--rubric=r.json")

    assert (2, "inward: Planning: --rubric r.json, but the village's answers are read by its oracle. Drop --rubric.\n") == (
        told.code,
        told.err,
    )
