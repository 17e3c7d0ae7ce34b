"""
Effects on the same questions asked near to what was trained on and far from it, and how the two differ.

Method. A question has a far variant in plain words and a near one in the form of a corpus. Near and far are estimated as every
other row is (`estimate.py`), on their own variants. Near less far is taken question by question within each training seed, and
then compared between arms as any other measure of a question is: seeds and questions are crossed (`interval.py`).
Assumption. Variants of one question differ in their form alone. Whether the form does stand nearer is measured before any data,
by letters; where it does not, the difference says nothing of distance. All of it is exploratory, never primary, and outside
Holm's adjustment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias, final

import numpy as np

from inward.schema.design import Study
from inward.schema.outcome import Effect, Reading
from inward.stats.axes import Array
from inward.stats.estimate import Draft, Frame, draft
from inward.stats.gates import gates
from inward.stats.interval import Side, crossed
from inward.stats.near_far import FIELDS, corpus_of, said, sides_of, without
from inward.stats.pairs import pair
from inward.stats.rounding import six
from inward.stats.rows import Row, rows
from inward.stats.tables import Key, Table, tables
from inward.stats.verdict import SEEDS_FOR_INTERVAL

Variant: TypeAlias = Literal["near", "far", "near-far"]
PAIRED = "Near less far of each question within seeds."
EDGES = ("low", "high", "p")


@final
@dataclass(frozen=True, kw_only=True)
class Form:
    """
    Questions in one form and in plain words, beside a corpus: `near` and `far` hold item -> question.

    The variant in the form stands nearer to the corpus in `nearer` of the questions, and by `apart` in the mean (0 to 1).
    """

    name: str
    near: Mapping[str, str]
    far: Mapping[str, str]
    nearer: int
    apart: float

    @property
    def questions(self) -> int:
        """How many are asked both ways."""
        return len(set(self.near.values()))

    @property
    def holds(self) -> bool:
        """Whether the form does what it is for: every question stands nearer in it."""
        return self.nearer == self.questions


@final
@dataclass(frozen=True, kw_only=True)
class VariantEffect:
    """An effect on one variant of the questions, or the difference between both."""

    variant: Variant
    form: Form
    corpus: str
    effect: Effect

    @property
    def row(self) -> dict[str, Any]:
        """The line of effects_by_variant.jsonl."""
        told = asdict(self.effect)
        form = {"form": self.form.name, "nearer": self.form.nearer, "questions": self.form.questions, "apart": self.form.apart}
        return {"variant": self.variant, "corpus": self.corpus, **form, **{name: told[name] for name in FIELDS}}


def by_variant(
    study: Study, readings: Sequence[Reading], *, forms: Mapping[tuple[str, str], Sequence[Form]], frame: Frame
) -> tuple[VariantEffect, ...]:
    """
    Three rows for every form, contrast that is not secondary, and measure that is no description, in the probe's own population.

    `forms` is by (corpus, probe); the corpus is the treated arm's, or the control's where the treated has none.
    """
    asked = {probe for _, probe in forms}
    whole = tables(study, readings)
    held = {arm.name: gates(study, whole, arm=arm.name) for arm in study.arms}
    cut = _cut(study, [one for one in readings if one.probe in asked], forms)
    found: list[VariantEffect] = []
    for row in rows(study, arms={arm for arm, _, _ in whole}, size=frame.size):
        if row.contrast.secondary or row.measure.descriptive or row.population != row.use.population:
            continue
        corpus, explored = corpus_of(study, row.contrast), replace(row, primary=False)
        for form in forms.get((corpus, row.use.name), ()):
            sides = [sides_of(explored, cut[row.use.name, form.name, variant]) for variant in ("near", "far")]
            both = held[row.contrast.treated] + held[row.contrast.control]
            near, far = (draft(explored, side, frame=frame, gates=both) for side in sides)
            apart = _apart(explored, sides, form=form, like=near)
            shown: dict[Variant, Effect] = {"near": said(near), "far": said(far), "near-far": _held(said(apart), form, corpus)}
            found += [VariantEffect(variant=name, form=form, corpus=corpus, effect=one) for name, one in shown.items()]
    return tuple(found)


def _cut(
    study: Study, readings: Sequence[Reading], forms: Mapping[tuple[str, str], Sequence[Form]]
) -> dict[tuple[str, str, str], dict[Key, Table]]:
    """(probe, form, near or far) -> the tables of those variants: the same beside every corpus."""
    items = {(probe, form.name): (form.near, form.far) for (_, probe), some in forms.items() for form in some}
    return {
        (probe, form, side): tables(study, [one for one in readings if one.probe == probe and one.item in mine])
        for (probe, form), both in items.items()
        for side, mine in zip(("near", "far"), both, strict=True)
    }


def _held(effect: Effect, form: Form, corpus: str) -> Effect:
    """Not readable where the form does not stand nearer to the corpus."""
    if form.holds:
        return effect
    why = f"{form.nearer} of {form.questions} questions stand nearer to {corpus} in the form {form.name!r}"
    return replace(effect, verdict="not-readable", withheld={**effect.withheld, "verdict": why})


def _apart(row: Row, sides: Sequence[Sequence[Table | None]], *, form: Form, like: Draft) -> Draft:
    """Near less far; the verdict rests on what that of the near variants does."""
    cells = _differences(sides, form)
    base = replace(like.effect, items=cells[0].shape[1] if cells else 0, method=PAIRED)
    if cells is None:
        why = "no question was answered both near and far by every seed of both arms"
        return replace(like, effect=without(base, ("treated_value", "control_value", "estimate", *EDGES), why))
    treated, control = (float(one.mean()) for one in cells)
    values = {"treated_value": six(treated), "control_value": six(control), "estimate": six(treated - control)}
    counts = {"treated": len(cells[0]), "control": len(cells[1])}
    base = replace(base, **values, seeds=counts, withheld={})  # type: ignore[arg-type]
    return replace(like, effect=_with_interval(base, cells, row=row))


def _with_interval(effect: Effect, cells: tuple[Array, Array], *, row: Row) -> Effect:
    """The effect with edges and p, or the reason why it has none."""
    if reason := _too_little(cells, row):
        return without(effect, EDGES, reason)
    treated, control = (Side(cells=one, fixed=fixed) for one, fixed in zip(cells, row.fixed, strict=True))
    interval = crossed(treated, control, population=row.population, share=False)
    if float(interval.variance) <= 0:
        return without(effect, EDGES, "nothing varies, so no spread can be estimated")
    low, high = (six(float(edge)) for edge in (interval.low(effect.level), interval.high(effect.level)))
    sizes = " and ".join(
        "1 fixed checkpoint" if fixed else f"{len(one)} seeds" for one, fixed in zip(cells, row.fixed, strict=True)
    )
    questions = f"{cells[0].shape[1]} questions"
    crossing = f"crossed with {questions}" if row.population == "new-questions" else f"with the {questions} held"
    method = f"{PAIRED[:-1]}: {sizes}, {crossing}; Cochran-Cox weighted t."
    return replace(effect, low=low, high=high, p=six(float(interval.p())), method=method)


def _too_little(cells: tuple[Array, Array], row: Row) -> str:
    """Why there is too little for an interval; empty where there is not."""
    if all(row.fixed) or (any(row.fixed) and row.population == "these-questions"):
        return "an arm is one checkpoint, whose variants have no spread over seeds"
    seeds = min(len(one) for one, fixed in zip(cells, row.fixed, strict=True) if not fixed)
    if seeds < SEEDS_FOR_INTERVAL:
        return f"{seeds} seeds in a trained arm: no interval below {SEEDS_FOR_INTERVAL}"
    if row.population == "new-questions" and cells[0].shape[1] < 2:
        return "one question: nothing can be said of new ones"
    return ""


def _differences(sides: Sequence[Sequence[Table | None]], form: Form) -> tuple[Array, Array] | None:
    """Near less far, (seed, question) for either arm, over the questions that all seeds of both answered both ways."""
    (close, other), (away, further) = sides
    if close is None or other is None or away is None or further is None:
        return None
    near, far = pair(close, other), pair(away, further)
    both = sorted({form.near[one] for one in near.treated.items} & {form.far[one] for one in far.treated.items})
    arms = ((near.treated, far.treated), (near.control, far.control))
    treated, control = (_by_question(*arm, form=form, questions=both) for arm in arms)
    return (treated, control) if treated.size and control.size else None


def _by_question(near: Table, far: Table, *, form: Form, questions: Sequence[str]) -> Array:
    """Near less far of one arm (seed, question), for the seeds that have both."""
    seeds = sorted({*near.seeds} & {*far.seeds})
    sides = [_means(near, form.near, seeds=seeds, questions=questions), _means(far, form.far, seeds=seeds, questions=questions)]
    return sides[0] - sides[1]


def _means(table: Table, question: Mapping[str, str], *, seeds: Sequence[int], questions: Sequence[str]) -> Array:
    """The mean over a question's variants of one kind (seed, question)."""
    cells = table.means()[[table.seeds.index(seed) for seed in seeds]]
    columns = [[i for i, item in enumerate(table.items) if question[item] == one] for one in questions]
    means: Iterator[Array] = (cells[:, some].mean(-1) for some in columns)
    return np.array(list(means)).reshape(len(questions), len(seeds)).T
