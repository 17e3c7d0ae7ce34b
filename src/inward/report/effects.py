"""Effects as tables: a short one behind each forest, and one with every field."""

from collections.abc import Mapping, Sequence

from inward.report import words
from inward.report.declared import Declared
from inward.report.numerals import NONE, chance, count, interval, number, plural, share, signed
from inward.report.table import Cell, Table, table
from inward.schema.outcome import Effect

LINE = 32
SHORT = (
    "Contrast",
    "Population",
    "#Treated",
    "#Control",
    "#Difference",
    "#Interval",
    "#p",
    "#p after Holm",
    "#Seeds",
    "#Questions",
    "Verdict",
)
FULL = (
    "Contrast",
    "Probe",
    "Measure",
    "Population",
    "Primary",
    "#Treated",
    "#Control",
    "#Difference",
    "#Level",
    "#Interval",
    "#p",
    "#p after Holm",
    "#Seeds, treated",
    "#Seeds, control",
    "#Questions",
    "#Samples",
    "Missing, treated",
    "Missing, control",
    "#Worst and best",
    "Gates",
    "Verdict",
    "Withheld, and why",
    "Method",
    "World",
    "Size",
)


def bounded(effect: Effect, declared: Declared) -> bool:
    """Whether the measure of this row has a lowest and a highest value, so that it is written as a share."""
    probe = declared.probe.get(effect.probe)
    return all(m.bounds is not None for m in probe.measures if m.name == effect.measure) if probe else True


def short(caption: str, effects: Sequence[Effect], declared: Declared, *, named: bool) -> Table:
    """Estimate, doubt and verdict of each row; with `named`, probe and measure in front."""
    rows = [[*([e.probe, e.measure] if named else []), *_short(e, declared)] for e in effects]
    front = ("Probe", "Measure") if named else ()
    return table(caption, (*front, *SHORT), rows, heads=3 if named else 1)


def full(effects: Sequence[Effect], declared: Declared) -> Table:
    """Every field of every row of effects.jsonl."""
    return table(plural(len(effects), "row"), FULL, [_full(effect, declared) for effect in effects])


def _short(effect: Effect, declared: Declared) -> list[str | Cell]:
    flag = bounded(effect, declared)
    return [
        effect.contrast,
        words.POPULATIONS[effect.population],
        number(effect.treated_value, bounded=flag),
        number(effect.control_value, bounded=flag),
        signed(effect.estimate, bounded=flag),
        interval(effect.low, effect.high, bounded=flag),
        chance(effect.p),
        chance(effect.p_adjusted),
        f"{effect.seeds.get('treated', 0)} and {effect.seeds.get('control', 0)}",
        count(effect.items),
        verdict(effect),
    ]


def _full(effect: Effect, declared: Declared) -> list[str | Cell]:
    flag = bounded(effect, declared)
    return [
        effect.contrast,
        effect.probe,
        effect.measure,
        words.POPULATIONS[effect.population],
        "yes" if effect.primary else "no",
        number(effect.treated_value, bounded=flag),
        number(effect.control_value, bounded=flag),
        signed(effect.estimate, bounded=flag),
        f"{effect.level:.0%}",
        interval(effect.low, effect.high, bounded=flag),
        chance(effect.p),
        chance(effect.p_adjusted),
        count(effect.seeds.get("treated", 0)),
        count(effect.seeds.get("control", 0)),
        count(effect.items),
        count(effect.samples),
        counts(effect.missing.get("treated", {})),
        counts(effect.missing.get("control", {})),
        interval(effect.bound_low, effect.bound_high, bounded=flag),
        _gates(effect),
        verdict(effect),
        _long("; ".join(f"{name}: {why}" for name, why in sorted(effect.withheld.items()))),
        _long(effect.method),
        effect.world,
        effect.size,
    ]


def verdict(effect: Effect) -> Cell:
    """The verdict in words; a claim stands out, the rest is quiet."""
    claims = effect.verdict in ("supported", "null-within-margin")
    return Cell(text=words.VERDICTS[effect.verdict], tone="good" if claims else "soft")


def counts(reasons: Mapping[str, int]) -> str:
    """Missing answers by reason: 3 truncated, 1 no judge; none."""
    return ", ".join(f"{count(n)} {reason}" for reason, n in sorted(reasons.items())) or "none"


def _long(text: str) -> Cell:
    return Cell(text=text, tone="long") if len(text) > LINE else Cell(text=text or NONE)


def _gates(effect: Effect) -> Cell:
    if not effect.gates:
        return Cell(text=NONE)
    failed = [f"{gate.gate} failed for {gate.arm}" for gate in effect.gates if not gate.passed]
    return Cell(text="; ".join(failed) or f"{plural(len(effect.gates), 'gate')} passed", tone="bad" if failed else "")


def gates(effects: Sequence[Effect], order: Sequence[str]) -> Table:
    """Each gate of each arm once: its value, what it takes, and whether it passed."""
    found = {(gate.gate, gate.arm): gate for effect in effects for gate in effect.gates}
    places = {arm: i for i, arm in enumerate(order)}
    rows: list[list[str | Cell]] = []
    for gate in sorted(found.values(), key=lambda one: (one.gate, places.get(one.arm, len(places)))):
        value = NONE if gate.value is None else share(gate.value) if abs(gate.value) <= 1 else f"{gate.value:.2f}"
        passed = Cell(text="passed", tone="good") if gate.passed else Cell(text="failed", tone="bad")
        rows.append([gate.gate, gate.arm, value, f"{gate.threshold:.2f}".lstrip("0") or "0", passed, gate.reason or NONE])
    return table("Gates", ("Gate", "Arm", "#Value", "#At least", "Outcome", "Reason"), rows, heads=2)
