"""Worlds whose true difference is known: probit-normal cells, seeds crossed with questions, answers nested in cells."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

SAMPLES = 20
ITEM_SD = 0.2
CELL_SD = 0.05
SCALE = 0.3
CARRIERS = 0.25


@final
@dataclass(frozen=True, kw_only=True)
class Arena:
    """
    What is true in a world.

    Every sd is that of a share around .3, and is turned to the probit scale there. With `rare`, one seed in four carries
    the trait and the others do not. `sizes` gives the clusters' sizes, and `common` of the item variance is then the
    cluster's. A `fixed` control is one checkpoint.
    """

    seeds: int
    questions: int
    base: float
    effect: float
    seed_sd: float
    item_arm_sd: float
    rare: bool = False
    fixed: bool = False
    sizes: tuple[int, ...] = ()
    common: float = 0.0


@final
@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Cell means (world, seed, item) of two arms, and the difference that either population of questions has (world)."""

    treated: NDArray[Any]
    control: NDArray[Any]
    new: NDArray[Any]
    these: NDArray[Any]


@final
@dataclass(frozen=True, kw_only=True)
class Asked:
    """An arm's cell means (world, seed, item), and the mean of all its possible seeds on these questions (world)."""

    cells: NDArray[Any]
    true: NDArray[Any]


GRID = tuple(
    Arena(seeds=seeds, questions=questions, base=base, effect=effect, seed_sd=seed_sd, item_arm_sd=item_arm_sd)
    for seeds, questions, base, effect, seed_sd, item_arm_sd in itertools.product(
        (4, 5, 8, 16), (8, 24, 48), (0.02, 0.3), (0.0, 0.2), (0.05, 0.10, 0.15), (0.0, 0.1)
    )
)
RARE = tuple(
    Arena(seeds=seeds, questions=questions, base=base, effect=effect, seed_sd=0.15, item_arm_sd=0.1, rare=True)
    for seeds, questions, base, effect in itertools.product((4, 5, 8, 16), (8, 24, 48), (0.02, 0.3), (0.0, 0.2))
)
FIXED = tuple(
    Arena(seeds=seeds, questions=questions, base=base, effect=effect, seed_sd=0.10, item_arm_sd=item_arm_sd, fixed=True)
    for seeds, questions, base, effect, item_arm_sd in itertools.product(
        (4, 5, 8, 16), (8, 24), (0.02, 0.3), (0.0, 0.2), (0.0, 0.1)
    )
)
NULL = tuple(
    Arena(seeds=seeds, questions=questions, base=base, effect=0.0, seed_sd=seed_sd, item_arm_sd=item_arm_sd)
    for seeds, questions, base, seed_sd, item_arm_sd in itertools.product(
        (4, 5, 8, 16), (8, 24, 48), (0.02, 0.3), (0.05, 0.10, 0.15), (0.0, 0.1)
    )
)
CLUSTERED = tuple(
    Arena(seeds=seeds, questions=24, base=base, effect=effect, seed_sd=0.10, item_arm_sd=0.1, sizes=sizes, common=common)
    for sizes, common, seeds, base, effect in itertools.product(
        ((3,) * 8, (8, 4, 3, 3, 2, 2, 1, 1)), (0.5, 1.0), (4, 5, 8, 16), (0.02, 0.3), (0.0, 0.2)
    )
)


@cache
def correlation(sd: float) -> float:
    """The probit-scale correlation that gives a share of .3 the standard deviation `sd`."""
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()

    def excess(rho: float) -> float:
        shares = ndtr((ndtri(SCALE) + np.sqrt(rho) * points) / np.sqrt(1 - rho))
        return float((weights * shares**2).sum() - SCALE**2 - sd**2)

    return 0.0 if sd == 0 else float(brentq(excess, 1e-9, 0.95))


def scales(arena: Arena) -> tuple[float, float, float, float]:
    """Probit-scale sd of seed, item, item by arm and cell; the answer's own is 1."""
    shares = [correlation(sd) for sd in (arena.seed_sd, ITEM_SD, arena.item_arm_sd, CELL_SD)]
    return tuple(float(np.sqrt(share / (1 - sum(shares)))) for share in shares)


def draw(arena: Arena, *, worlds: int, rng: np.random.Generator) -> Drawn:
    """As many worlds as asked, all at once: a treated and a control arm."""
    shares = (arena.base + arena.effect, arena.base)
    treated, control = arms(arena, shares=shares, fixed=(False, arena.fixed), worlds=worlds, rng=rng)
    new = np.full(worlds, arena.effect)
    return Drawn(treated=treated.cells, control=control.cells, new=new, these=treated.true - control.true)


def arms(arena: Arena, *, shares: Sequence[float], fixed: Sequence[bool], worlds: int, rng: np.random.Generator) -> list[Asked]:
    """One arm per share, asked the same questions; a fixed one is a single checkpoint."""
    item = _by_item(arena, worlds, rng) * scales(arena)[1]
    return [_arm(arena, share, item, rng, fixed=one) for share, one in zip(shares, fixed, strict=True)]


def clusters(arena: Arena) -> NDArray[np.int_]:
    """The cluster of every question."""
    return np.repeat(np.arange(len(arena.sizes)), arena.sizes) if arena.sizes else np.arange(arena.questions)


def _by_item(arena: Arena, worlds: int, rng: np.random.Generator) -> NDArray[Any]:
    """A standard normal per item (world, 1, item), part of whose variance is its cluster's where there are clusters."""
    own = rng.normal(size=(worlds, 1, arena.questions))
    if not arena.sizes:
        return own
    shared = rng.normal(size=(worlds, 1, len(arena.sizes)))[..., clusters(arena)]
    return np.sqrt(1 - arena.common) * own + np.sqrt(arena.common) * shared


def _arm(arena: Arena, share: float, item: NDArray[Any], rng: np.random.Generator, *, fixed: bool) -> Asked:
    """An arm whose expected share over seeds and questions is `share`."""
    seed_sd, item_sd, item_arm_sd, cell_sd = scales(arena)
    worlds, seeds = len(item), 1 if fixed else arena.seeds
    shifts, odds = _kinds(arena, 0.0 if fixed else seed_sd)
    spread = 0.0 if arena.rare or fixed else seed_sd
    question = item + _by_item(arena, worlds, rng) * item_arm_sd

    def mean(centre: float, by_item: NDArray[Any] | float, variance: float) -> NDArray[Any]:
        return np.sum(
            [odd * ndtr((centre + shift + by_item) / np.sqrt(variance)) for shift, odd in zip(shifts, odds, strict=True)], axis=0
        )

    known = 1 + spread**2 + cell_sd**2
    total = known + item_sd**2 + item_arm_sd**2
    centre = brentq(lambda at: float(mean(at, 0.0, total)) - share, -9, 9)
    seed = rng.choice(shifts, p=odds, size=(worlds, seeds, 1)) + spread * rng.normal(size=(worlds, seeds, 1))
    cell = cell_sd * rng.normal(size=(worlds, seeds, arena.questions))
    if fixed:
        true = ndtr(centre + question + cell)
    else:
        true = mean(centre, question, known)
    answers = rng.binomial(SAMPLES, ndtr(centre + seed + question + cell)) / SAMPLES
    return Asked(cells=answers, true=true.mean((1, 2)))


def _kinds(arena: Arena, seed_sd: float) -> tuple[list[float], list[float]]:
    """Where kinds of seed lie and how common they are: one kind, or carriers and the rest, at the same variance."""
    if not arena.rare or seed_sd == 0:
        return [0.0], [1.0]
    ratio = np.sqrt((1 - CARRIERS) / CARRIERS)
    return [seed_sd * ratio, -seed_sd / ratio], [CARRIERS, 1 - CARRIERS]
