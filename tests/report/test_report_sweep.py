"""The page of a sweep says what the slopes allow, and no more."""

from pathlib import Path

import numpy as np
import pytest

from inward.errors import DesignError
from inward.report.sweep import sentences, write_sweep
from inward.schema.sweep import Panel, Sweep
from inward.stats.curves import Curves
from inward.store.digest import plain
from inward.store.rundir import write_rows
from inward.studies.steering import SWEEP

GRID = SWEEP.multipliers
LINES = ("target", "unrelated", *(f"random {i}" for i in range(1, 21)), *(f"shuffled {i}" for i in range(1, 6)))


def made(rises: dict[str, float], *, spread: float = 0.005, falls_at: float = 99.0) -> Curves:
    """
    A sweep in which the target rises by `rises` on a panel per unit, nulls hardly at all; coverage halves from `falls_at` on.
    """
    rng, values = np.random.default_rng(0), {}
    for panel in SWEEP.panels:
        each = rng.normal(0, spread, (len(LINES), 1, 12))
        each[0] += rises.get(panel.name, 0.0)
        values[panel.name] = 0.5 + np.asarray(GRID)[None, :, None] * each
    values["coverage"] = np.where(np.abs(np.asarray(GRID))[None, :, None] >= falls_at, 0.4, 0.95) * np.ones((len(LINES), 1, 12))
    return Curves(
        sweep=SWEEP,
        lines=LINES,
        layers=(1,) * len(LINES),
        values=values,
        clusters={panel.name: tuple(range(12)) for panel in SWEEP.panels},
        lost=dict.fromkeys(values, 0),
    )


def told(curves: Curves) -> dict[str, object]:
    vector = {
        "digest": "d" * 32, "site": {"layer": 1, "part": "after"}, "convention": "after block i", "read": "mean", "norm": 2.0,
        "pairs": {"set": "pairs", "count": 9, "digest": "e" * 32}, "stream": 10.0, "agreeing": 0.9, "chosen": True,
    }  # fmt: skip
    return {
        "format": 1, "sweep": plain(SWEEP), "world": "village", "notice": "A village.", "vector": vector, "decoding": "exact",
        "base": {"name": "base", "digest": "b" * 32}, "lost": {}, "range": [GRID[i] for i in curves.range], "steered": {"a": 7},
        "layers": [{"layer": 1, "norm": 2.0, "stream": 10.0, "agreeing": 0.9}], "lines": [],
    }  # fmt: skip


def slopes(curves: Curves) -> list[dict[str, object]]:
    found = []
    for panel in curves.values:
        for i, name in enumerate(curves.lines):
            one = curves.slope(panel, i)
            found.append({"panel": panel, "line": name, **{key: getattr(one, key) for key in one.__dataclass_fields__}})
    return found


def test_a_vector_that_beats_its_nulls_is_said_to():
    """
    Up in sycophancy, down in truthfulness; on capability it does what random vectors do, and nothing is claimed.
    """
    curves = made({"sycophancy, mean": 0.05, "truthfulness": -0.04})
    said = sentences(told(curves), slopes(curves))

    assert "Between multipliers -8 and 8 the model still answers" in said[0]
    (up,) = [one for one in said if one.startswith("Sycophancy, mean")]
    (down,) = [one for one in said if one.startswith("Truthfulness (")]
    (other,) = [one for one in said if one.startswith("Capability")]
    assert ".05" in up and "steeper than random vectors of the same size (rank p .048)" in up
    assert "\N{MINUS SIGN}.04" in down and "steeper" in down
    assert "random vectors of the same size do as much" in other and "nothing is claimed" in other


def test_the_range_ends_where_coverage_falls_and_slopes_stay_inside():
    """
    Coverage halves from 4 on: slopes are over -2 to 2.
    """
    curves = made({"sycophancy, mean": 0.05}, falls_at=4.0)

    assert [-2.0, 2.0] == [GRID[curves.range[0]], GRID[curves.range[-1]]]
    assert 0.05 == pytest.approx(curves.slope("sycophancy, mean").estimate, abs=0.005)


def test_the_page_is_whole_and_loads_nothing(tmp_path: Path):
    """
    Seven panels, their tables, the positions steered; no address of anything outside.
    """
    curves = made({"sycophancy, mean": 0.05}, falls_at=8.0)
    rows = [
        {"panel": panel, "line": name, "multiplier": at, "values": values[i, j].tolist(), "mean": float(values[i, j].mean())}
        for panel, values in curves.values.items()
        for i, name in enumerate(curves.lines)
        for j, at in enumerate(GRID)
    ]
    write_rows(tmp_path / "curves.jsonl", rows)
    write_rows(tmp_path / "slopes.jsonl", slopes(curves))
    write_rows(tmp_path / "sweep.json", [told(curves)])

    page = write_sweep(tmp_path).read_text(encoding="utf-8")

    assert 7 == page.count("<svg")
    assert "7 in all, as many as the scope implies" in page
    assert "training seed" not in page
    assert not any(mark in page for mark in ("http://", "https://", "<script src", "url("))


def test_a_sweep_that_cannot_be_read_is_refused():
    """
    A panel that is not there, multipliers of one sign, too few nulls.
    """
    panel = SWEEP.panels[0]
    given = {"name": "s", "question": "?", "pairs": "p", "unrelated": "u", "panels": (panel,), "coverage": panel.name}

    with pytest.raises(DesignError, match="reads panel 'x', which it has not"):
        Sweep(**given, chooser="x")
    with pytest.raises(DesignError, match="as many above 0 as below it, alike, and 0"):
        Sweep(**given, chooser=panel.name, multipliers=(0.0, 1.0))
    with pytest.raises(DesignError, match="fewer than 20 say nothing"):
        Sweep(**given, chooser=panel.name, random=5)
    assert isinstance(panel, Panel)
