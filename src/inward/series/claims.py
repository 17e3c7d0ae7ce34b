"""Answers about abilities as arrays: what a model claims, by frame and ability, with what Yes adds taken out and kept apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StatsError
from inward.evals.asked import Asked
from inward.series.truth import Ability, TruthTable, Wording
from inward.series.truthfile import LEAST
from inward.stats.axes import Array

TIED: Final = 1e-9
"""Log-odds nearer to nought than this are a tie: half a claim."""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Claims:
    """
    A series that was asked a truth table: arrays are (model, frame, ability), over the abilities that all have an answer to.

    `log_odds` is the mean log-odds of the claim over an ability's wordings, as many of which claim by Yes as by No; `claimed`
    is 1 where it is above nought, half at nought. `yes` is half the mean log-odds where Yes claims less that where No does:
    what Yes adds; nan where no wording of an ability has a side. `coverage` is the total probability of both answers. `true`
    is (model, ability). `missing` counts reasons by model.
    """

    labels: tuple[str, ...]
    frames: tuple[str, ...]
    abilities: tuple[Ability, ...]
    log_odds: Array
    yes: Array
    coverage: Array
    true: NDArray[np.bool_]
    left_out: tuple[str, ...]
    missing: dict[str, dict[str, int]]

    @property
    def claimed(self) -> Array:
        """1 a claim, 0 a denial, one half a tie."""
        return np.where(np.abs(self.log_odds) < TIED, 0.5, (self.log_odds > 0).astype(float))

    def of_kind(self, kind: str) -> NDArray[np.bool_]:
        """Which abilities are of a kind."""
        return np.array([one.kind == kind for one in self.abilities])


def claims(table: TruthTable, labels: Sequence[str], frames: Sequence[str], asked: Sequence[Asked]) -> Claims:
    """
    The answers of a series in their places.

    Raises
    ------
    StatsError
        So many answers are missing that fewer than four abilities that are true, or false, are left.
    """
    found = {(row.model, row.frame, row.line): row for row in asked}
    whole = tuple(one for one in table.abilities if _is_whole(one, labels, frames, found))
    missing = {name: dict(Counter(row.missing for row in asked if row.model == name and row.missing)) for name in labels}
    true = np.array([[one.true[name] for one in whole] for name in labels], dtype=bool).reshape(len(labels), len(whole))
    if min(true.sum(1).min(), (~true).sum(1).min()) < LEAST:
        told = "; ".join(f"{name}: {reason} ({n})" for name, some in missing.items() for reason, n in some.items())
        raise StatsError(
            f"Estimating {table.name}: {len(whole)} of {len(table.abilities)} abilities have an answer from every model in "
            f"every frame ({told}); at least {LEAST} that are true and {LEAST} that are false are needed. Leave frames or "
            "models out."
        )
    read = [[[_read(found, name, frame, one) for one in whole] for frame in frames] for name in labels]
    log_odds, yes, coverage = np.moveaxis(np.array(read), -1, 0)
    return Claims(
        labels=tuple(labels),
        frames=tuple(frames),
        abilities=whole,
        log_odds=log_odds,
        yes=yes,
        coverage=coverage,
        true=true,
        left_out=tuple(one.name for one in table.abilities if one not in whole),
        missing=missing,
    )


def _is_whole(ability: Ability, labels: Sequence[str], frames: Sequence[str], found: dict[tuple[str, str, int], Asked]) -> bool:
    """Whether every model answered every wording in every frame."""
    return all(found[name, frame, one.line].logprobs for name in labels for frame in frames for one in ability.wordings)


def _read(found: dict[tuple[str, str, int], Asked], model: str, frame: str, ability: Ability) -> tuple[float, float, float]:
    """Log-odds of the claim, what Yes adds to them, and coverage, over an ability's wordings."""
    each = [(one, np.array(found[model, frame, one.line].logprobs)) for one in ability.wordings]
    return (
        float(np.mean([values[0] - values[1] for _, values in each])),
        float(np.mean([_towards(one) * (values[0] - values[1]) for one, values in each if one.side] or [np.nan])),
        float(np.mean([np.exp(values).sum() for _, values in each])),
    )


def _towards(wording: Wording) -> float:
    """Where Yes points: to the claim, to the denial, or nowhere."""
    return {"yes": 1.0, "no": -1.0, "": 0.0}[wording.side]
