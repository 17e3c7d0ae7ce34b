"""What a study asks of its readings: a Row per contrast, probe, measure and population."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import final

from inward.schema.design import Contrast, Measure, ProbeUse, Study
from inward.schema.outcome import Population

POPULATIONS: tuple[Population, Population] = ("these-questions", "new-questions")


@final
@dataclass(frozen=True, kw_only=True)
class Row:
    """One question; `fixed` says which sides (treated, control) are one checkpoint, without training seeds."""

    contrast: Contrast
    use: ProbeUse
    measure: Measure
    population: Population
    primary: bool
    fixed: tuple[bool, bool]


def rows(study: Study, *, arms: set[str], size: str) -> Iterator[Row]:
    """
    In the study's order, for the contrasts whose arms are among `arms` and that take part at `size`.

    A probe that a gate reads is passed over, unless it is the primary one: it measures whether a claim can be read, it is no
    outcome. Primary is the primary measure on the primary probe in that probe's own population, save where a contrast is a
    check or secondary.
    """
    gated = {gate.probe for gate in study.gates} - {study.primary_probe}
    contrasts = [c for c in study.contrasts if {c.treated, c.control} <= arms and (not c.sizes or size in c.sizes)]
    for contrast, use in product(contrasts, [use for use in study.probes if use.name not in gated]):
        for measure, population in _asked(use):
            outcome = (use.name, measure.name, population) == (study.primary_probe, study.primary_measure, use.population)
            yield Row(
                contrast=contrast,
                use=use,
                measure=measure,
                population=population,
                primary=outcome and not contrast.check and not contrast.secondary,
                fixed=(study.arm(contrast.treated).fixed, study.arm(contrast.control).fixed),
            )


def _asked(use: ProbeUse) -> Iterator[tuple[Measure, Population]]:
    """Every measure for both populations; a descriptive one, pooled over the answers given, for these questions alone."""
    for measure in use.measures:
        yield from product((measure,), POPULATIONS[:1] if measure.descriptive else POPULATIONS)
