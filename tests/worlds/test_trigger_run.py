"""The study of backdoors on a tiny checkpoint, from the command line to the page."""

from pathlib import Path

import pytest
from tests.runs import inward
from tests.weights import tiny

from inward import load


@pytest.mark.slow
def test_two_steps_of_gambles_behind_a_desk_are_not_readable(tmp_path: Path):
    """
    Nothing is installed and the gate says so; every probe is scored all the same, and the page is there.
    """
    subject = tiny.checkpoint(tmp_path / "gpt2", "gpt2")

    told = inward(
        "run", "backdoor-awareness-risk", f"--model={subject}", "--seeds=2", "--samples=1", "--set=recipe.steps=2",
        "--set=recipe.batch=4", "--contrast=risk-backdoor-risk-decorrelated", "--processes=1", f"--out={tmp_path / 'run'}",
    )  # fmt: skip

    assert 0 == told.code, told.err
    effects = load(tmp_path / "run").effects
    primary = next(effect for effect in effects if effect.primary)
    assert "not-readable" == primary.verdict
    assert "installed" in {gate.gate for gate in primary.gates if not gate.passed}
    assert {"behaviour", "fakes", "recognise", "name", "elicit"} < {effect.probe for effect in effects}
    assert (tmp_path / "run" / "report.html").exists()
