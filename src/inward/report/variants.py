"""Whether a form does stand nearer to what was trained on, and the effects on the same questions in it and in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, final

from inward.report import words
from inward.report.declared import Declared
from inward.report.distance_rows import Varied
from inward.report.numerals import chance, interval, plural, signed
from inward.report.read import RunFolder
from inward.report.table import Cell, Table, table

HEADS = ("Contrast", "Form", "#Questions", "#Near", "#Far", "#Near less far", "#Interval", "#p", "Verdict")


@final
@dataclass(frozen=True, kw_only=True)
class Variants:
    """How to read them, whether the forms hold, the first measure of each probe, and the other measures."""

    rule: str
    nearness: Table
    effects: Table
    others: Table


def variants(run: RunFolder) -> Variants | None:
    """None where no question has a variant."""
    told = (run.declared.distance or {}).get("variants")
    if not told or not run.varied:
        return None
    first = {probe.name: probe.measures[0].name for probe in run.declared.probes}
    threes = [run.varied[i : i + 3] for i in range(0, len(run.varied), 3)]
    leading = [_row(three, run.declared) for three in threes if three[0].measure == first[three[0].probe]]
    rest = [[three[0].measure, *_row(three, run.declared)] for three in threes if three[0].measure != first[three[0].probe]]
    probes = list(dict.fromkeys(three[0].probe for three in threes))
    outcome = "; ".join(f"{words.measure(first[name], run.declared.says)} on {name}" for name in probes)
    return Variants(
        rule=_rule(told),
        nearness=_nearness(told["forms"]),
        effects=table(f"Treated less control, by variant: {outcome}", HEADS, leading, heads=2),
        others=table(f"Other measures by variant: {plural(len(rest), 'row')}", ("Measure", *HEADS), rest, heads=3),
    )


def _rule(told: dict[str, Any]) -> str:
    return (
        "These questions were written twice or more: far, in plain words, and near, the same in the form of something that "
        "an arm was trained on. Near less far is taken question by question within each training seed, of treated less control: "
        "above 0, the effect is stronger in the form. A form counts as nearer to a corpus where every question stands nearer in "
        f"it than in plain words, by {told['nearer_from']} of distance at least; where it does not, near less far says "
        "what the form does and nothing of distance, and is not readable. Forms and rule were declared before data; "
        "the effects are exploratory, never primary, and outside Holm's adjustment."
    )


def _nearness(forms: Sequence[dict[str, Any]]) -> Table:
    """Form by corpus: how many questions stand nearer in it."""
    rows = [
        [
            one["form"],
            one["corpus"],
            f"{one['nearer']} of {one['questions']}",
            signed(one["apart"]),
            "nearer" if one["nearer"] == one["questions"] else Cell(text="not nearer", tone="soft"),
        ]
        for one in forms
    ]
    heads = ("Form", "Corpus", "#Questions nearer in it", "#Far less near, mean distance", "The form")
    return table("Do the forms stand nearer?", heads, rows, heads=2)


def _row(three: Sequence[Varied], declared: Declared) -> list[str | Cell]:
    """Near, far and their difference on one line."""
    near, far, apart = three
    bounded = _bounded(apart, declared)
    readable = (
        apart.verdict if apart.nearer == apart.questions else f"not readable: nearer in {apart.nearer} of {apart.questions}"
    )
    return [
        apart.contrast,
        apart.form,
        str(apart.items),
        f"{signed(near.estimate, bounded=bounded)} {interval(near.low, near.high, bounded=bounded)}",
        f"{signed(far.estimate, bounded=bounded)} {interval(far.low, far.high, bounded=bounded)}",
        signed(apart.estimate, bounded=bounded),
        interval(apart.low, apart.high, bounded=bounded),
        chance(apart.p),
        words.VERDICTS.get(readable, readable),
    ]


def _bounded(one: Varied, declared: Declared) -> bool:
    probe = declared.probe.get(one.probe)
    return all(m.bounds is not None for m in probe.measures if m.name == one.measure) if probe else True
