"""
Does what training moved along a vector go together with what it did, and would a vector that stands for nothing do as well?

Method. Pearson's correlation over checkpoints of the shift along a vector with a behaviour, Fisher's z at 1 / sqrt(d - 2), d the
checkpoints less 1, or less the arms where each value is less its arm's mean (Fisher 1921). The layer is the one at which the size
of the statistic is largest on one half of the questions; what is reported is measured on the other half. Null vectors take their
best layer in the same way, and p is the rank of the vector's size among theirs, (1 + those as large) / (1 + nulls) (Phipson and
Smyth 2010, "Permutation p-values should never be zero"). The halves part questions, and not checkpoints: what a layer's seeds
happened to do chooses it and is reported. So an interval is 95% over the choice: each side leaves out .025 divided by the number
of layers that were looked at (Bonferroni; Dunn 1961). What is read prompt by prompt has the jackknife's interval on the
scale of z: over checkpoints, over clusters of questions, or both, whose variances are then added (Efron and Stein 1981). No
interval is given of fewer than 4 training seeds in an arm.
Assumption. Checkpoints are independent: training seeds of arms that were fixed. A correlation over all checkpoints is driven by
what the arms differ in, of which there are few: within arms only seeds differ. Random vectors are what the vector would be if
it stood for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import atanh, sqrt, tanh
from typing import final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from inward.errors import StatsError
from inward.stats.axes import Array
from inward.stats.ranked import LEAST, LEVEL, MORE, Ranked, kept, nothing_of, too_few

FLAT = 1e-9


@final
@dataclass(frozen=True, kw_only=True)
class Lines:
    """Which vectors are what, by number: the one that is asked about, random ones, those of its shuffled pairs, other traits'."""

    target: int
    random: tuple[int, ...]
    shuffled: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


def correlations(x: Array, y: Array) -> Array:
    """Pearson's r of `x` (point, vector, layer) with `y` (point) at every vector and layer; 0 where either does not vary."""
    across, up = x - x.mean(0), y - y.mean()
    spread = np.sqrt((across**2).sum(0) * (up**2).sum())
    size = np.abs(x).max(initial=0.0) * np.abs(y).max(initial=0.0)
    varied = spread > FLAT * max(size, FLAT)
    return np.asarray(np.divide(np.einsum("pvl,p->vl", across, up), spread, out=np.zeros_like(spread), where=varied))


def less_groups(values: Array, groups: Sequence[int] | NDArray[np.int_]) -> Array:
    """Every value (point, ...) less the mean of its group."""
    left = np.array(values, dtype=float)
    for group in np.unique(groups):
        mine = np.asarray(groups) == group
        left[mine] -= left[mine].mean(0)
    return left


def through(dev: Array, test: Array) -> tuple[NDArray[np.int_], Array]:
    """The layer of every vector at which `dev` (vector, layer) is largest in size, and what `test` is there (vector)."""
    layers = np.abs(dev).argmax(1)
    return layers, test[np.arange(len(test)), layers]


def rank(value: float, nulls: Array) -> float:
    """The share of statistics, the one asked about among them, whose size is at least its own."""
    return float((1 + (np.abs(nulls) >= abs(value) - FLAT).sum()) / (1 + len(nulls)))


def relate(
    shift: tuple[Array, Array], behaviour: tuple[Array, Array], lines: Lines, *, arms: Sequence[int] | None = None
) -> Ranked:
    """
    The correlation over checkpoints of a shift (checkpoint, vector, layer) with a behaviour (checkpoint), each a pair: on the
    half of the questions that chooses the layer, and on the other. With `arms`, within arms.
    """
    there = np.isfinite(behaviour[0]) & np.isfinite(behaviour[1]) & _read(shift[0]) & _read(shift[1])
    x, y = [one[there] for one in shift], [one[there] for one in behaviour]
    groups = np.zeros(len(y[0]), dtype=int) if arms is None else np.asarray(arms)[there]
    freedom = len(y[0]) - len(np.unique(groups))
    nothing = partial(nothing_of, len(y[0]), layers=shift[0].shape[2], left_out=int((~there).sum()))
    if not len(y[0]):
        return nothing("no checkpoint was read and scored on both halves")
    if freedom < LEAST:
        return nothing(
            f"{len(y[0])} checkpoints, {freedom} beyond the means that are taken off; a correlation takes {LEAST}: {MORE}"
        )
    x, y = [less_groups(one, groups) for one in x], [less_groups(one, groups) for one in y]
    if min(_spread(y[0]), _spread(y[1])) < FLAT:
        return nothing("the behaviour is the same in every checkpoint" + (" of an arm" if arms is not None else ""))
    found = _ranked(correlations(x[0], y[0]), correlations(x[1], y[1]), lines, points=len(y[0]))
    return _with_interval(replace(found, left_out=int((~there).sum())), z=1 / sqrt(freedom - 2))


def differ(shift: tuple[Array, Array], treated: Sequence[bool], control: Sequence[bool], lines: Lines) -> Ranked:
    """
    How much farther along the vectors one arm's checkpoints moved than another's, from a shift (checkpoint, vector, layer) on
    either half.

    The interval is Welch's over training seeds. Checkpoints that were not read on both halves are left out. Divide the shift by
    the stream's length first where layers are to be compared.
    """
    there = _read(shift[0]) & _read(shift[1])
    sides = [[one[np.asarray(who) & there] for who in (treated, control)] for one in shift]
    points, left_out = sum(map(len, sides[1])), int((~there[np.asarray(treated) | np.asarray(control)]).sum())
    if not min(map(len, sides[1])):
        why = "no checkpoint of an arm was read on both halves"
        return nothing_of(points, why, layers=shift[0].shape[2], left_out=left_out)
    dev, test = (up.mean(0) - down.mean(0) for up, down in sides)
    found = replace(_ranked(dev, test, lines, points=points), left_out=left_out)
    assert found.layer is not None and found.value is not None
    each = [side[:, lines.target, found.layer] for side in sides[1]]
    if (least := min(map(len, each))) < LEAST:
        return kept(found, withheld=too_few(least))
    parts = [float(side.var(ddof=1)) / len(side) for side in each]
    total = sum(parts)
    if total < FLAT**2:
        return kept(found, withheld="the seeds of an arm do not differ")
    freedom = total**2 / sum(part**2 / (len(side) - 1) for part, side in zip(parts, each, strict=True))
    half = float(stdtrit(freedom, _above(found.layers))) * sqrt(total)
    return kept(found, low=found.value - half, high=found.value + half)


def monitor(
    read: Array,
    scored: Array,
    lines: Lines,
    *,
    halves: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    clusters: Sequence[str],
    arms: Sequence[int],
    scope: str,
) -> Ranked:
    """
    The correlation of what is read before an answer (checkpoint, question, vector, layer) with how answers are scored
    (checkpoint, question).

    `scope`: "overall", over every checkpoint and question; "between prompts", of the questions' means; "within prompts", each
    value less its question's mean; "seeds within prompts", less the mean of its question and arm.
    """
    dev, test = (_points(read, scored, half, arms, scope) for half in halves)
    if dev is None or test is None:
        return nothing_of(0, "no question was read and scored in every checkpoint", layers=read.shape[3])
    points = len(test.y)
    if points - test.means < LEAST or min(_spread(dev.y), _spread(test.y)) < FLAT:
        return nothing_of(points, "the scores do not vary" if points else "nothing to correlate", layers=read.shape[3])
    found = _ranked(correlations(dev.x, dev.y), correlations(test.x, test.y), lines, points=points)
    assert found.layer is not None
    x = test.x[:, lines.target, found.layer]
    units = [np.asarray(clusters)[halves[1]][test.kept][test.question]]
    units = units if scope == "between prompts" else [test.checkpoint, *(units if scope == "overall" else [])]
    return _with_interval(
        found, z=sqrt(sum(_jackknife(x, test.y, unit) for unit in units)), units=min(len(set(u)) for u in units)
    )


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class _Points:
    """What monitoring correlates: x (point, vector, layer), y (point), and the checkpoint and question of every point."""

    x: Array
    y: Array
    checkpoint: NDArray[np.int_]
    question: NDArray[np.int_]
    kept: NDArray[np.bool_]
    means: int


def _points(read: Array, scored: Array, half: NDArray[np.bool_], arms: Sequence[int], scope: str) -> _Points | None:
    """The points of one half: of the questions that every checkpoint was read and scored on."""
    x, y = read[:, half], scored[:, half]
    kept = np.asarray(np.isfinite(y).all(0) & np.isfinite(x).all(axis=(0, 2, 3)))
    x, y = x[:, kept], y[:, kept]
    if not kept.any():
        return None
    checkpoint, question = np.indices(y.shape)
    if scope == "between prompts":
        flat = np.arange(y.shape[1])
        return _Points(x=x.mean(0), y=y.mean(0), checkpoint=flat * 0, question=flat, kept=kept, means=1)
    groups = (
        question if scope == "within prompts" else question * len(set(arms)) + np.unique(arms, return_inverse=True)[1][:, None]
    )
    groups = np.zeros_like(question) if scope == "overall" else groups
    x, y = x.reshape(-1, *x.shape[2:]), y.ravel()
    means = len(np.unique(groups))
    flat_groups = groups.ravel()
    return _Points(
        x=less_groups(x, flat_groups),
        y=less_groups(y, flat_groups),
        checkpoint=checkpoint.ravel(),
        question=question.ravel(),
        kept=kept,
        means=means,
    )


def _jackknife(x: Array, y: Array, units: NDArray[np.int_]) -> float:
    """The jackknife's variance of atanh r, leaving out one unit after another."""
    every = np.unique(units)
    left = [_z(x[units != one], y[units != one]) for one in every]
    return (
        float((len(every) - 1) / len(every) * ((np.asarray(left) - np.mean(left)) ** 2).sum()) if len(every) > 1 else float("inf")
    )


def _z(x: Array, y: Array) -> float:
    r = float(correlations(x[:, None, None], y)[0, 0])
    return atanh(float(np.clip(r, -1 + 1e-9, 1 - 1e-9)))


def _read(shift: Array) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(shift).all(axis=(1, 2)))


def _spread(values: Array) -> float:
    return float(np.ptp(values)) if len(values) else 0.0


def _ranked(dev: Array, test: Array, lines: Lines, *, points: int) -> Ranked:
    """The target through the choice of a layer, and every null through the same."""
    if not lines.random:
        raise StatsError("Ranking a vector: there is no random vector to rank it among. Give at least 20.")
    layers, values = through(dev, test)
    sizes = np.abs(values)
    random = sizes[list(lines.random)]
    return Ranked(
        layer=int(layers[lines.target]),
        value=float(values[lines.target]),
        low=None,
        high=None,
        level=LEVEL,
        p=rank(float(values[lines.target]), random),
        points=points,
        layers=dev.shape[1],
        random_middle=float(np.median(random)),
        random_high=float(np.quantile(random, 0.95)),
        shuffled=float(sizes[list(lines.shuffled)].max()) if lines.shuffled else None,
        others=float(sizes[list(lines.others)].max()) if lines.others else None,
    )


def _with_interval(found: Ranked, *, z: float, units: int | None = None) -> Ranked:
    """The interval from a standard error of atanh r; by Student's t where so many units stand behind it."""
    assert found.value is not None
    if abs(found.value) > 1 - FLAT or not np.isfinite(z):
        return kept(found, withheld="the points lie on a line, or there is one unit: nothing to measure an interval by")
    above = _above(found.layers)
    half = z * float(ndtri(above) if units is None else stdtrit(units - 1, above))
    middle = atanh(found.value)
    return kept(found, low=tanh(middle - half), high=tanh(middle + half))


def _above(layers: int) -> float:
    """What an interval's upper end has below it, so that it is at LEVEL over the choice of one of so many layers."""
    return 1 - (1 - LEVEL) / (2 * layers)
