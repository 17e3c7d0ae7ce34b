"""Hold a run against its registration: what was run otherwise, and who had expected what came."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inward.errors import StoreError
from inward.forecast import Forecast
from inward.registration import (
    NAME,
    NOTED,
    OUTCOME,
    Foretold,
    Registered,
    Registration,
    deviations,
    frozen_parts,
    read_registration,
)
from inward.schema.design import Study
from inward.schema.outcome import Effect
from inward.stats.forecast import foretold, interval_score
from inward.stats.rounding import six
from inward.steps.site import Site
from inward.store.rundir import write_rows


def registration(folder: Path, given: str) -> Registration | None:
    """
    The registration that a run goes by: the one in its folder, or the one that was given, or none.

    Raises
    ------
    StoreError
        One that was changed after it was made, or two that disagree.
    """
    there = read_registration(folder / NAME) if (folder / NAME).exists() else None
    named = read_registration(Path(given)) if given else None
    if there and named and there.digest != named.digest:
        raise StoreError(
            f"Running into {folder}: its registration {there.digest[:12]} and {given} ({named.digest[:12]}) disagree. Leave "
            "--registration out, or choose another --out."
        )
    return there or named


def account(
    site: Site, folder: Path, *, made: Registration | None, study: Mapping[str, Any], effects: Sequence[Effect]
) -> Registered | None:
    """
    registration.json and registered.json in the run's folder.

    A run without a registration gets the second alone, where its study was registered in this store; else neither.
    """
    noted = site.shelf.noted(NOTED)
    known = {name for name, told in noted.items() if told["study"] == site.plan.lineage}
    if not made and not known:
        return None
    found = Registered(
        digest=made.digest if made else "",
        noted=made is not None and made.digest in noted,
        before=made.before if made else None,
        deviations=tuple(deviations(made.study, frozen_parts(study))) if made else (),
        others=tuple(sorted(known - {made.digest if made else ""})),
        outcomes=tuple(_held_against(site.plan.study, one, effects) for one in made.forecasts) if made else (),
    )
    if made:
        write_rows(folder / NAME, [made.row])
    write_rows(folder / OUTCOME, [asdict(found)])
    return found


def _held_against(study: Study, forecast: Forecast, effects: Sequence[Effect]) -> Foretold:
    """A forecast beside the primary outcome of its contrast."""
    use = study.use(study.primary_probe)
    place = (forecast.contrast, use.name, study.primary_measure, use.population)
    effect = next((e for e in effects if (e.contrast, e.probe, e.measure, e.population) == place), None)
    came = effect.estimate if effect else None
    return Foretold(
        forecast=forecast,
        estimate=came,
        low=effect.low if effect else None,
        high=effect.high if effect else None,
        score=None if came is None else six(interval_score(forecast.low, forecast.high, came, level=forecast.level)),
        inside=None if came is None else forecast.low <= came <= forecast.high,
        foretold=foretold(forecast.low, forecast.high, margin=_margin(study, forecast.contrast)),
        verdict=effect.verdict if effect else "",
    )


def _margin(study: Study, contrast: str) -> float | None:
    """The contrast's margin; None for a measure that it was not stated for, or a contrast that is no longer there."""
    measure = next(m for m in study.use(study.primary_probe).measures if m.name == study.primary_measure)
    margins = {one.name: one.margin for one in study.contrasts}
    return margins.get(contrast) if measure.bounds == (0.0, 1.0) else None
