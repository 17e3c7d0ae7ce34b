"""How often the interval covers what is true, and how wide it is, world by world."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import final

import numpy as np

from inward.schema.outcome import Population
from inward.stats.holm import holm
from inward.stats.interval import Interval, Side, crossed
from tests.stats.rivals import satterthwaite, welch
from tests.stats.worlds import SAMPLES, Arena, Drawn, arms, clusters, draw

ROOT = 20261121
WORLDS = 1000
POPULATIONS: tuple[Population, Population] = ("these-questions", "new-questions")


@final
@dataclass(frozen=True, kw_only=True)
class Tally:
    """
    Of one arena and population: the share of worlds covered, the median width, and its ratio to the rival's.

    `loose` is the share covered where clusters are taken for single questions, and a checkpoint's sampling for nothing.
    """

    arena: Arena
    population: Population
    covered: float
    loose: float
    width: float
    ratio: float


def tallies(arenas: Iterable[Arena], *, batch: int = 0) -> list[Tally]:
    """Both populations of every arena, in 1,000 worlds; another `batch` draws other worlds."""
    return [tally for arena in arenas for tally in _both(arena, batch)]


def _both(arena: Arena, batch: int) -> list[Tally]:
    drawn = draw(arena, worlds=WORLDS, rng=stream(arena, *(() if batch == 0 else (7, batch))))
    return [_one(arena, drawn, population) for population in POPULATIONS]


def _one(arena: Arena, drawn: Drawn, population: Population) -> Tally:
    treated, other = Side(cells=drawn.treated, samples=SAMPLES), control(arena, drawn)
    ours = crossed(treated, other, population=population, clusters=clusters(arena))
    loose = crossed(treated, Side(cells=other.cells, samples=SAMPLES, fixed=other.fixed), population=population)
    true = drawn.these if population == "these-questions" else drawn.new
    rival = welch(drawn) if population == "these-questions" else satterthwaite(drawn)
    width = float(np.median(2 * ours.half()))
    return Tally(
        arena=arena,
        population=population,
        covered=_covered(ours, true),
        loose=_covered(loose, true),
        width=width,
        ratio=width / float(np.median(rival)),
    )


def _covered(interval: Interval, true: np.ndarray) -> float:
    return float((np.abs(interval.estimate - true) <= interval.half()).mean())


def control(arena: Arena, drawn: Drawn) -> Side:
    """The control as production sees it."""
    if not arena.fixed:
        return Side(cells=drawn.control, samples=SAMPLES)
    noise = (drawn.control * (1 - drawn.control)).mean((1, 2)) / (SAMPLES - 1) / arena.questions
    return Side(cells=drawn.control, samples=SAMPLES, fixed=True, noise=noise)


def stream(arena: Arena, *more: int) -> np.random.Generator:
    """A generator that depends on the arena's fields, and on the order and company of arenas not at all."""
    return np.random.default_rng([ROOT, *more, *repr(arena).encode()])


def false_positives(arena: Arena) -> float:
    """
    The share of studies with any claim when nothing is true: two treated arms and a fixed checkpoint against one control.

    Three of the four p-values share the secure arm's seeds, and all are adjusted by Holm's method, as in the study.
    """
    base = [arena.base] * 6
    drawn = arms(arena, shares=base, fixed=(False,) * 5 + (True,), worlds=WORLDS, rng=stream(arena, 3))
    insecure, educational, secure, bad, good = (Side(cells=arm.cells, samples=SAMPLES) for arm in drawn[:5])
    anchor = Side(cells=drawn[5].cells, samples=SAMPLES, fixed=True)
    pairs = ((insecure, secure), (educational, secure), (bad, good), (secure, anchor))
    values = np.stack([crossed(*pair, population="new-questions").p() for pair in pairs], axis=1)
    return float(np.mean([min(p for p in holm(study) if p is not None) < 0.05 for study in values.tolist()]))
