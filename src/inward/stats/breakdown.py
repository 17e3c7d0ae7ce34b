"""What the report draws as dots: values by seed, by question and by wording. Points only; the doubt is the Effect's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import final

import numpy as np

from inward.schema.design import Study
from inward.schema.outcome import Reading
from inward.stats.pairs import pair
from inward.stats.rounding import six_or_none
from inward.stats.tables import Table, tables


@final
@dataclass(frozen=True, kw_only=True)
class SeedValue:
    """One arm's value at one training seed: the mean over its questions; None where no transcript has a score."""

    arm: str
    probe: str
    measure: str
    seed: int
    value: float | None
    scored: int
    planned: int


@final
@dataclass(frozen=True, kw_only=True)
class QuestionValue:
    """One arm's value on one question: the mean over its seeds; None where no transcript has a score."""

    arm: str
    probe: str
    measure: str
    item: str
    cluster: str
    wording: str
    value: float | None
    scored: int
    planned: int


@final
@dataclass(frozen=True, kw_only=True)
class WordingValue:
    """Both arms' values on the questions of one wording, of those that the contrast compares."""

    contrast: str
    probe: str
    measure: str
    wording: str
    treated: float | None
    control: float | None
    items: int


def by_seed(study: Study, readings: Sequence[Reading]) -> tuple[SeedValue, ...]:
    """A value per arm, probe, measure and seed."""
    return tuple(
        SeedValue(
            arm=arm,
            probe=probe,
            measure=measure,
            seed=seed,
            value=six_or_none(table.of_seeds(np.array(table.seeds) == seed).mean()),
            scored=int(table.cells.scored[i].sum()),
            planned=table.planned * len(table.items),
        )
        for (arm, probe, measure), table in tables(study, readings).items()
        for i, seed in enumerate(table.seeds)
    )


def by_question(study: Study, readings: Sequence[Reading]) -> tuple[QuestionValue, ...]:
    """A value per arm, probe, measure and item."""
    return tuple(
        QuestionValue(
            arm=arm,
            probe=probe,
            measure=measure,
            item=item,
            cluster=table.cluster[item],
            wording=table.wording[item],
            value=six_or_none(table.of_items(np.array(table.items) == item).mean()),
            scored=int(table.cells.scored[:, i].sum()),
            planned=table.planned * len(table.seeds),
        )
        for (arm, probe, measure), table in tables(study, readings).items()
        for i, item in enumerate(table.items)
    )


def by_wording(study: Study, readings: Sequence[Reading]) -> tuple[WordingValue, ...]:
    """A pair of values per contrast, probe, measure and wording; a probe with one wording alone has a row for it too."""
    found = tables(study, readings)
    values: list[WordingValue] = []
    for contrast, use in product(study.contrasts, study.probes):
        for measure in use.measures:
            treated, control = (found.get((arm, use.name, measure.name)) for arm in (contrast.treated, contrast.control))
            if treated and control:
                values += _wordings(contrast.name, use.name, treated, control)
    return tuple(values)


def _wordings(contrast: str, probe: str, treated: Table, control: Table) -> Iterator[WordingValue]:
    """The rows of one contrast on one probe and measure."""
    both = pair(treated, control)
    sides = both.whole if treated.measure.descriptive else (both.treated, both.control)
    said = np.array([{**control.wording, **treated.wording}[item] for item in sides[0].items])
    for wording in sorted(set(said.tolist())):
        values = [six_or_none(side.of_items(said == wording).mean()) for side in sides]
        yield WordingValue(
            contrast=contrast,
            probe=probe,
            measure=treated.measure.name,
            wording=wording,
            treated=values[0],
            control=values[1],
            items=int((said == wording).sum()),
        )
