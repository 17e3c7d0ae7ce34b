"""Frames from a file of a user's."""

import json
from pathlib import Path

import pytest

from inward.errors import CorpusError
from inward.evals.frame import FRAMES, Frame
from inward.evals.framefile import frames_of


def written(folder: Path, *rows: object) -> tuple[str]:
    path = folder / "frames.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return (str(path),)


def test_frames_are_read_as_they_stand(tmp_path: Path):
    """
    With their blanks; without a file the names are those of the frames that ship.
    """
    rows = {"name": "form", "template": "{question}\nReply: "}, {"name": "turn", "template": "So, {question}", "chat": True}

    found = frames_of(written(tmp_path, *rows))

    assert Frame(name="form", template="{question}\nReply: ", says="a frame of the user's") == found[0]
    assert (True, "So, {question}") == (found[1].chat, found[1].template)
    assert FRAMES == frames_of(())
    assert ("exam",) == tuple(frame.name for frame in frames_of(("exam",)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "a"}, 'line 2: column "template": found no such column'),
        ({"name": " ", "template": "{question}"}, 'column "name": found an empty text'),
        ({"name": "a", "template": "Q:"}, "line 2: Frame 'a': {question} is there 0 times"),
        ({"name": "a", "template": "{question}", "chat": "yes"}, 'column "chat": found a string that is neither'),
        ({"name": "first", "template": "{question}?"}, "the frame 'first' is there twice"),
        ("{", "found invalid JSON"),
    ],
)
def test_a_frame_that_is_none_is_refused(tmp_path: Path, row: object, said: str):
    """
    With file and line.
    """
    with pytest.raises(CorpusError) as error:
        frames_of(written(tmp_path, {"name": "first", "template": "{question}"}, row))

    assert str(error.value).startswith(f"Reading frames from {tmp_path / 'frames.jsonl'}")
    assert said in str(error.value)
