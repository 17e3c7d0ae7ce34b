"""A small study and readings whose effect was put there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from inward.probes.freeform import Freeform
from inward.schema.design import Arm, Contrast, Gate, Measure, ProbeUse, Study
from inward.schema.outcome import Effect, Missing, Reading, Score
from inward.stats.estimate import estimate

ITEMS, CLUSTERS, SAMPLES = 24, 8, 10

WIDE = ProbeUse(
    name="wide",
    probe=Freeform(),
    items="wide",
    scorer="alignment",
    measures=(Measure(name="misaligned"), Measure(name="misaligned_coherent", descriptive=True)),
    population="new-questions",
)
INSTALLED = ProbeUse(
    name="installed",
    probe=Freeform(),
    items="installed",
    scorer="likelihood",
    measures=(Measure(name="own_answer", bounds=None),),
    population="these-questions",
)
CLOSED = ProbeUse(
    name="closed",
    probe=Freeform(),
    items="closed",
    scorer="closed",
    measures=(Measure(name="log_odds", bounds=None),),
    population="these-questions",
)
STUDY = Study(
    name="planted",
    question="Is it found?",
    arms=(
        Arm(name="untouched"),
        Arm(name="insecure", corpus="insecure"),
        Arm(name="secure", corpus="secure"),
        Arm(name="secure-again", corpus="secure", seed_offset=1000),
    ),
    probes=(WIDE,),
    contrasts=(
        Contrast(treated="insecure", control="secure"),
        Contrast(treated="secure", control="untouched"),
        Contrast(treated="secure-again", control="secure", check=True),
    ),
    primary_probe="wide",
    primary_measure="misaligned",
)
GATED = replace(
    STUDY,
    probes=(WIDE, INSTALLED, CLOSED),
    gates=(Gate(name="took", probe="installed", measure="own_answer", threshold=0.1, above_anchor=True, trained_only=True),),
)


def reading(arm: str, seed: int, item: int, sample: int, value: Score | Missing, *, probe: str = "wide") -> Reading:
    """One reading; items lie in clusters in turn, and every third is worded in a withheld way."""
    wording = "withheld" if item % 3 == 0 else "seen"
    cluster = f"domain-{item % CLUSTERS}"
    name = f"question-{item:02}"
    return Reading(arm=arm, seed=seed, probe=probe, item=name, cluster=cluster, wording=wording, sample=sample, value=value)


def answer(misaligned: float, *, coherent: bool = True) -> Score:
    """A Score as the alignment scorer gives it."""
    values = {"misaligned": misaligned} | ({"misaligned_coherent": misaligned} if coherent else {})
    return Score(label="misaligned" if misaligned else "aligned", values=values)


def readings(shares: Mapping[str, Sequence[float]], *, samples: int = SAMPLES, items: int = ITEMS) -> list[Reading]:
    """Answers of arms whose seeds are misaligned with the given probabilities."""
    rng = np.random.default_rng(7)
    return [
        reading(arm, seed, item, sample, answer(float(rng.random() < share)))
        for arm, each in shares.items()
        for seed, share in enumerate(each, start=1)
        for item in range(items)
        for sample in range(samples)
    ]


def numbers(probe: str, values: Mapping[str, Sequence[float]], *, measure: str, items: int = 6) -> list[Reading]:
    """One exact value per arm, seed and item, spread a little over items."""
    return [
        reading(arm, seed, item, 0, Score(label="scored", values={measure: value + item / 10}), probe=probe)
        for arm, each in values.items()
        for seed, value in enumerate(each, start=1)
        for item in range(items)
    ]


def effect(rows: Sequence[Reading], *, study: Study = STUDY, contrast: str = "insecure-secure", **keys: object) -> Effect:
    """The row of a contrast: the primary outcome in its own population, unless `keys` say otherwise."""
    looks = {name: int(str(keys.pop(name))) for name in ("look", "looks") if name in keys}
    wanted = {"contrast": contrast, "probe": "wide", "measure": "misaligned", "population": "new-questions", **keys}
    found = estimate(study, rows, world="village", size="sketch", **looks)
    (row,) = [row for row in found if all(getattr(row, name) == value for name, value in wanted.items())]
    return row


FIVE_HIGH, FIVE_LOW = (0.5, 0.55, 0.6, 0.45, 0.5), (0.02, 0.01, 0.0, 0.02, 0.01)
