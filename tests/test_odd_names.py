"""Names that are no plain text: on a terminal, in a pipe, in files that are read once only."""

import os
import pty
import sys
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from inward.cli import main
from inward.errors import CorpusError
from inward.progress import Progress
from inward.worlds.textfile import TextFile
from tests.evals.made import clean, written


def test_a_name_like_a_style_is_shown_as_it_is():
    """
    On a terminal too, where square brackets would be read as colours, and a closing one as a mistake.
    """
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal, redirect_stderr(terminal):
        with Progress() as showing:
            showing.start("asking [/b]", 2, unit="questions")
            showing.advance(2)
            showing.say("report: [/red]")
        terminal.flush()
        seen = os.read(ours, 65536).decode()
    os.close(ours)

    assert "asking [/b]" in seen
    assert "report: [/red]" in seen


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere a file's name is always text.")
def test_a_file_whose_name_is_no_utf8_is_named_byte_by_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    In a pipe it comes out as it went in.
    """
    file, held = written(tmp_path / "few\udcff.jsonl", clean()[:2]), BytesIO()
    monkeypatch.setattr(sys, "argv", ["inward", "audit", str(file)])

    with TextIOWrapper(held, encoding="utf-8") as out:
        with redirect_stdout(out), pytest.raises(SystemExit) as ended:
            main()
        out.flush()
        said = held.getvalue()

    assert not ended.value.code
    assert said.startswith(b"few\xff (sha256 ")


def test_a_pipe_is_read_once():
    """
    The digest is that of what was read, also where it cannot be read again.
    """
    reading, writing = os.pipe()
    os.write(writing, b"a line\n")
    os.close(writing)
    file = TextFile(what="lines", path=Path(f"/dev/fd/{reading}"), form="lines")

    assert ("a line\n", sha256(b"a line\n").hexdigest()[:12]) == (file.text(), file.digest())
    os.close(reading)


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path):
    """
    The last of both would win without a word; columns without a name are nobody's.
    """
    (tmp_path / "twice.csv").write_text("id,label,label,,\n1,a,b,,\n")
    (tmp_path / "once.csv").write_text("id,label,,\n1,a,,\n")
    twice, once = (TextFile(what="labels", path=tmp_path / name, form="CSV") for name in ("twice.csv", "once.csv"))

    with pytest.raises(CorpusError, match=r"its head has the column 'label' 2 times\. Keep it once\."):
        list(twice.rows())
    assert ["a"] == [row["label"] for _, row in once.rows()]
