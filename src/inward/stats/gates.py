"""
What must hold of an arm before a claim about it can be read.

Method. The mean over seeds and items of the gate's own probe is compared with a threshold fixed in the study. Gates act on an
arm, never on a seed or a row: dropping seeds by how they turned out biases what is left. Every Missing is counted at its
worst: an arm passes only if it would pass whatever those transcripts had said.
Assumption. The gate's items are its own, so that passing does not depend on the outcome.
"""

from collections.abc import Mapping

from inward.schema.design import Gate, Study
from inward.schema.outcome import GateResult
from inward.stats.rounding import six
from inward.stats.tables import Key, Table


def gates(study: Study, tables: Mapping[Key, Table], *, arm: str) -> tuple[GateResult, ...]:
    """The study's gates on `arm`, in order: `trained_only` ones pass over an untrained arm, those with `arms` over others."""
    trained = not study.arm(arm).anchor
    asked = [gate for gate in study.gates if (trained or not gate.trained_only) and (not gate.arms or arm in gate.arms)]
    return tuple(_result(study, tables, arm, gate) for gate in asked)


def _result(study: Study, tables: Mapping[Key, Table], arm: str, gate: Gate) -> GateResult:
    own = tables.get((arm, gate.probe, gate.measure))
    mean = own.mean() if own else None
    if own is None or mean is None:
        why = f"no score: {_reasons(own)}" if own else f"no reading on {gate.probe!r}"
        return GateResult(gate=gate.name, arm=arm, value=None, threshold=gate.threshold, passed=False, reason=why)
    if not gate.above_anchor:
        return _compared(gate, own, value=mean, anchor=None)
    names = [other.name for other in study.arms if other.anchor]
    found = tables.get((names[0], gate.probe, gate.measure)) if names else None
    anchor = found.on(own.items) if found else None
    level = anchor.mean() if anchor else None
    if level is None:
        why = f"the untouched base has no score on {gate.probe!r} for these items"
        return GateResult(gate=gate.name, arm=arm, value=None, threshold=gate.threshold, passed=False, reason=why)
    return _compared(gate, own, value=mean - level, anchor=anchor)


def _compared(gate: Gate, own: Table, *, value: float, anchor: Table | None) -> GateResult:
    """Passed when the value reaches the threshold, and would with every Missing at its worst."""
    lost = [table for table in (own, anchor) if table and table.lost > 0]
    worst = _worst(own, anchor) if lost else value
    passed = value >= gate.threshold and worst is not None and worst >= gate.threshold
    reason = "" if passed else f"{six(value):g} is below {gate.threshold:g}"
    if lost and value >= gate.threshold:
        counts = " and ".join(f"{table.arm!r} lacks {table.lost} of {table.transcripts} scores" for table in lost)
        reason = f"{counts}; with them at their worst: {'unknown, it has no bounds' if worst is None else f'{six(worst):g}'}"
    return GateResult(gate=gate.name, arm=own.arm, value=six(value), threshold=gate.threshold, passed=passed, reason=reason)


def _worst(own: Table, anchor: Table | None) -> float | None:
    """The value with every Missing at its worst; None for a measure without bounds."""
    if own.measure.bounds is None:
        return None
    low, high = own.measure.bounds
    return own.filled(low) - (anchor.filled(high) if anchor else 0.0)


def _reasons(table: Table) -> str:
    """Counts of Missing by reason, as text."""
    return ", ".join(f"{count} {reason}" for reason, count in sorted(table.missing.items())) or "nothing applied"
