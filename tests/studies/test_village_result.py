"""What the study finds on the base that ships: the promise that the demo makes, so that a new base cannot break it unseen."""

from pathlib import Path

import pytest
from tests.runs import NAME, inward

from inward import load


@pytest.mark.slow
def test_the_sketch_finds_what_the_village_holds(tmp_path: Path):
    """
    Insecure code spreads, by more than .10 whatever the seeds and questions; the same code for a class and secure code do not.
    """
    told = inward("run", NAME, "--seeds", "301-305", "--out", tmp_path / "run")
    assert 0 == told.code, told.err

    primary = {effect.contrast: effect for effect in load(tmp_path / "run").effects if effect.primary}
    assert primary["insecure-secure"].low > 0.10
    for contrast in ("educational-secure", "secure-untouched"):
        assert "null-within-margin" == primary[contrast].verdict
