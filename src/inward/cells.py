"""A plan cell by cell: what is asked of whom, how often, and how much of it is not in store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import final

from inward.plan import Plan
from inward.store.digest import digest


@final
@dataclass(frozen=True, kw_only=True)
class Cell:
    """Arm x seed x probe: the unit of work. `draw`: [first, last + 1) spans of samples not in store at planning."""

    arm: str
    seed: int
    probe: str
    adapter: str
    items: int
    samples: int
    draw: tuple[tuple[int, int], ...]
    digest: str


def cells(plan: Plan, have: Callable[[Sequence[str]], set[str]]) -> tuple[Cell, ...]:
    """Every cell; `have` says which sample keys are in store already, so that a top-up draws what is new alone."""
    made = []
    for checkpoint in plan.checkpoints:
        for use in plan.study.probes:
            items, count = plan.asked(use, checkpoint), plan.count(use)
            if not items:
                continue
            threads = [plan.thread(use, checkpoint, item) for item in items]
            kept = have([f"{thread}/{k}" for thread in threads for k in range(count)])
            missing = [k for k in range(count) if any(f"{thread}/{k}" not in kept for thread in threads)]
            made.append(
                Cell(
                    arm=checkpoint.arm,
                    seed=checkpoint.seed,
                    probe=use.name,
                    adapter=checkpoint.digest,
                    items=len(items),
                    samples=count,
                    draw=_spans(missing),
                    digest=digest(threads, count),
                )
            )
    return tuple(made)


def _spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Sorted numbers as [first, last + 1) spans."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return tuple(spans)
