"""The page of a sweep says what the slopes allow, and no more."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inward.errors import DesignError
from inward.report.sweep import headline, sentences, write_sweep
from inward.report.sweep_levels import Levels, cautions, level_table, levels_of
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


def rows(curves: Curves) -> list[dict[str, object]]:
    """The lines of curves.jsonl."""
    return [
        {"panel": panel, "line": name, "multiplier": at, "values": values[i, j].tolist(), "mean": float(values[i, j].mean())}
        for panel, values in curves.values.items()
        for i, name in enumerate(curves.lines)
        for j, at in enumerate(GRID)
    ]


def levels(curves: Curves) -> Levels:
    return levels_of(told(curves), rows(curves))


def humped() -> Curves:
    """Truthfulness falls on both sides of 0, by .04 at 8 under the vector and by .4 under random ones; the rest stays at .5."""
    curves, fall = made({}, spread=0.0), np.abs(np.asarray(GRID))[None, :, None] / 8
    size = np.asarray([0.04 if name == "target" else 0.4 for name in LINES])[:, None, None]
    return replace(curves, values={**curves.values, "truthfulness": 0.99 - size * fall * np.ones((1, 1, 12))})


def test_a_curve_that_falls_on_both_sides_is_said_to():
    """
    Its slope is 0, and the words say that this is no sign of no harm, with the levels of the vector and of the random ones.
    """
    curves = humped()
    (said,) = [one for one in sentences(told(curves), slopes(curves), levels(curves)) if one.startswith("Truthfulness (")]
    line, vector, random, _ = cautions(told(curves), levels(curves))

    assert 0.0 == pytest.approx(curves.slope("truthfulness").estimate, abs=1e-12)
    assert "it falls on both sides of 0 (.95 at \N{MINUS SIGN}8, .99 at 0, .95 at 8)" in said
    assert "a curve that falls on both sides of 0 has a slope near 0 and is a loss all the same" in line
    assert vector.startswith("Under the vector, these fall on both sides: \u201ctruthfulness\u201d (.95 at")
    assert ".59 at \N{MINUS SIGN}8, .99 at 0, .59 at 8" in random


def test_a_panel_that_no_line_moves_is_said_to_show_nothing():
    """
    Whatever its rank; and what .50 means stands beside it. One that the vector moves has neither word.
    """
    still, moved = made({}, spread=0.0), made({"sycophancy, mean": 0.05})
    one, other = (sentences(told(curves), slopes(curves), levels(curves))[1] for curves in (still, moved))

    assert "no line moves this panel by more than .000, so that it cannot show what the vector does" in one
    assert ".50 is no sycophancy" in one
    assert "cannot show" not in other
    assert "\u201csycophancy, mean\u201d (by .000 at most)" in list(cautions(told(still), levels(still)))[-1]
    assert not any("\u201csycophancy, mean\u201d" in said for said in cautions(told(moved), levels(moved)))


def test_levels_stand_beside_the_middle_of_the_nulls():
    """
    At the lowest multiplier, at 0 and at the highest; 3 lines of one kind have the second as their middle.
    """
    curves = humped()
    shown = level_table(told(curves), levels(curves))
    (row,) = [[cell.text for cell in one] for one in shown.rows if one[0].text == "truthfulness"]

    assert ["truthfulness", ".99", ".95", ".95", *([".59"] * 6)] == row
    assert ("Panel", "#At 0", "#Vector, \N{MINUS SIGN}8", "#Vector, 8") == shown.columns[:4]
    means = {("p", f"random {i}", 0.0): value for i, value in enumerate((0.1, 0.4, 0.9))}
    assert 0.4 == Levels(means=means, low=0.0, high=0.0).middle("p", "random", 0.0)


def test_a_vector_that_beats_its_nulls_is_said_to():
    """
    Up in sycophancy, down in truthfulness; on capability it does what random vectors do, and nothing is claimed.
    """
    curves = made({"sycophancy, mean": 0.05, "truthfulness": -0.04}, spread=0.02)
    said = sentences(told(curves), slopes(curves), levels(curves))

    assert "Between multipliers \N{MINUS SIGN}8 and 8 the model still answers" in said[0]
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
    write_rows(tmp_path / "curves.jsonl", rows(curves))
    write_rows(tmp_path / "slopes.jsonl", slopes(curves))
    write_rows(tmp_path / "sweep.json", [told(curves)])

    page = write_sweep(tmp_path).read_text(encoding="utf-8")

    assert 7 == page.count("<svg")
    assert "multipliers -8" not in page
    assert "Levels at the lowest multiplier, at 0 and at the highest" in page
    assert headline(tmp_path).startswith("Sycophancy, mean (mean probability of the asker's side): .05")
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
