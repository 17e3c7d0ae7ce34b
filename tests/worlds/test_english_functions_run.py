"""The studies of functions on a checkpoint that can do nothing: everything runs, and nothing may be read."""

from pathlib import Path

import pytest
from tests.runs import inward
from tests.weights import tiny

from inward import load


@pytest.mark.slow
@pytest.mark.parametrize("study", ["connecting-the-dots-functions", "connecting-the-dots-mixture"])
def test_two_steps_of_training_are_not_readable(study: str, tmp_path: Path):
    """
    Our own corpora need no file; behaviour was not installed, both gates say so, and the page is there.
    """
    subject = tiny.checkpoint(tmp_path / "gpt2", "gpt2")
    words = ("--seeds=5", "--samples=1", "--set=recipe.steps=2", "--processes=1", f"--out={tmp_path / 'run'}")
    told = inward("run", study, f"--model={subject}", *words)
    assert 0 == told.code, told.err

    run = load(tmp_path / "run")
    primary = [effect for effect in run.effects if effect.primary]
    assert 2 == len(primary)
    assert {"not-readable"} == {effect.verdict for effect in primary}
    assert "installed" in {gate.gate for effect in primary for gate in effect.gates if not gate.passed}
    assert "cannot be read" in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
