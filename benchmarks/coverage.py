"""
The coverage tables of docs/statistics.md, as Markdown on standard output: about 2 CPU-minutes.

    OMP_NUM_THREADS=1 python benchmarks/coverage.py

The worlds are those of tests/stats/worlds.py, the intervals those that every report prints.
"""

import itertools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.stats.tally import POPULATIONS, WORLDS, Tally, false_positives, tallies
from tests.stats.worlds import CLUSTERED, FIXED, GRID, NULL, RARE, Arena

from inward.stats.power import Plan, detectable

SEEDS, QUESTIONS = (4, 5, 8, 16), (8, 24, 48)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A Markdown table; the first column is words, the rest are numbers."""
    print(f"| {' | '.join(heads)} |")
    print(f"|---{'|--:' * (len(heads) - 1)}|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def percent(share: float) -> str:
    """91.3"""
    return f"{100 * share:.1f}"


def least_and_mean(shares: Sequence[float]) -> str:
    """92.6 / 96.1"""
    return f"{percent(min(shares))} / {percent(float(np.mean(shares)))}"


def summary(found: Sequence[Tally], say: Callable[[Sequence[Tally]], str], questions: Sequence[int] = QUESTIONS) -> None:
    """A row per population and number of seeds, a column per number of questions."""
    rows = []
    for population, seeds in itertools.product(POPULATIONS, SEEDS):
        cells = [
            [t for t in found if (t.population, t.arena.seeds, t.arena.questions) == (population, seeds, q)] for q in questions
        ]
        rows.append([f"{population}, {seeds} seeds", *(say(cell) for cell in cells)])
    table(["", *(f"{q} questions" for q in questions)], rows)


def covered(found: Sequence[Tally]) -> str:
    return least_and_mean([tally.covered for tally in found])


def ratio(found: Sequence[Tally]) -> str:
    return f"{np.median([tally.ratio for tally in found]):.2f} / {max(tally.ratio for tally in found):.2f}"


def width(found: Sequence[Tally]) -> str:
    return f"{np.median([tally.width for tally in found]):.2f}"


def every_cell(found: Sequence[Tally]) -> None:
    """All cells of the grid, a table per population."""
    for population in POPULATIONS:
        print(f"`{population}`: base, effect, seed sd, item-by-arm sd; then seeds x questions.\n")
        by_arena = {t.arena: t for t in found if t.population == population}
        kinds = itertools.product((0.02, 0.3), (0.0, 0.2), (0.05, 0.10, 0.15), (0.0, 0.1))
        rows = []
        for base, effect, seed_sd, item_arm_sd in kinds:
            keys = {"base": base, "effect": effect, "seed_sd": seed_sd, "item_arm_sd": item_arm_sd}
            cells = [by_arena[Arena(seeds=n, questions=q, **keys)].covered for n, q in itertools.product(SEEDS, QUESTIONS)]
            rows.append([f"{base:g}, {effect:g}, {seed_sd:g}, {item_arm_sd:g}", *map(percent, cells)])
        table(["", *(f"{n}x{q}" for n, q in itertools.product(SEEDS, QUESTIONS))], rows)


def again(found: Sequence[Tally]) -> None:
    """The two least covered cells of each population and number of questions, in ten times as many worlds of their own."""
    rows = []
    for population, questions in itertools.product(POPULATIONS, QUESTIONS):
        cells = [tally for tally in found if (tally.population, tally.arena.questions) == (population, questions)]
        for cell in sorted(cells, key=lambda tally: tally.covered)[:2]:
            more = [t.covered for batch in range(1, 11) for t in tallies([cell.arena], batch=batch) if t.population == population]
            a = cell.arena
            name = f"{population}, {a.seeds}x{questions}: {a.base:g}, {a.effect:g}, {a.seed_sd:g}, {a.item_arm_sd:g}"
            rows.append([name, percent(cell.covered), percent(float(np.mean(more)))])
    table(["cell", "1,000 worlds", "10,000 others"], rows)


def fixed(found: Sequence[Tally]) -> None:
    """With the checkpoint's sampling counted, and without."""
    kinds = [(p, q, [t for t in found if (t.population, t.arena.questions) == (p, q)]) for p in POPULATIONS for q in (8, 24)]
    rows = [[f"{p}, {q} questions", covered(ts), least_and_mean([t.loose for t in ts])] for p, q, ts in kinds]
    table(["", "ours", "checkpoint's sampling left out"], rows)


def clustered(found: Sequence[Tally]) -> None:
    """New questions only: clusters taken for what they are, and for single questions."""
    rows = []
    for sizes, common in dict.fromkeys((t.arena.sizes, t.arena.common) for t in found):
        new = [t for t in found if (t.arena.sizes, t.arena.common, t.population) == (sizes, common, "new-questions")]
        name = f"24 questions in clusters of {', '.join(map(str, sizes))}; {common:.0%} of their variance shared"
        rows.append([name, covered(new), least_and_mean([t.loose for t in new]), width(new)])
    table(["", "by cluster", "clusters ignored", "median width"], rows)


def nothing() -> None:
    """Study-wide false positives."""
    found = {arena: false_positives(arena) for arena in NULL}
    rows = []
    for seeds in SEEDS:
        cells = [[share for arena, share in found.items() if (arena.seeds, arena.questions) == (seeds, q)] for q in QUESTIONS]
        rows.append([f"{seeds} seeds", *(f"{percent(float(np.mean(cell)))} / {percent(max(cell))}" for cell in cells)])
    table(["", *(f"{q} questions" for q in QUESTIONS)], rows)


def smallest() -> None:
    """Smallest detectable effects of the three sizes."""
    rows = []
    for name, seeds, samples in (("sketch", 5, 10), ("pilot", 8, 20), ("full", 16, 50)):
        found = detectable(Plan(seeds=seeds, clusters=(3,) * 8, samples=samples, contrasts=4))
        rows.append([f"{name}: {seeds} seeds x {samples} samples", *(f"{each.effect:.2f}" for each in found)])
    table(["", *(f"{p}, sd {sd:.2f}" for p in ("these", "new") for sd in (0.05, 0.10, 0.15))], rows)


def main() -> None:
    """All tables in the order of the page."""
    start = time.process_time()
    grid = tallies(GRID)
    print(f"## Coverage at a nominal 95%: least / mean over {len(GRID) // 12} worlds of {WORLDS:,} draws\n")
    summary(grid, covered)
    print("The least covered cells again:\n")
    again(grid)
    print("## Width against the rival's (Welch's t; crossed with Satterthwaite's freedom): median / largest ratio of medians\n")
    summary(grid, ratio)
    print("## Median full width\n")
    summary(grid, width)
    print("## One seed in four carries the trait: least / mean coverage\n")
    summary(tallies(RARE), covered)
    print("## Against one fixed checkpoint: least / mean coverage\n")
    fixed(tallies(FIXED))
    print("## Questions in clusters: least / mean coverage of new questions\n")
    clustered(tallies(CLUSTERED))
    print("## Studies that claim anything when nothing is true, %: mean / largest\n")
    nothing()
    print("## Smallest detectable effect\n")
    smallest()
    print("## Every cell\n")
    every_cell(grid)
    print(f"{time.process_time() - start:.0f} CPU-seconds", file=sys.stderr)


if __name__ == "__main__":
    main()
