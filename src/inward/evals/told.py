"""An audit as a terminal shows it, and as a line of JSON."""

import json
from dataclasses import asdict
from textwrap import fill

from inward.evals.finding import Audit, Finding

WIDTH = 118
INDENT = " " * 9
FEW = 8
"""Matching answers that a line shows."""


def as_line(found: Audit) -> str:
    """The audit as a JSON object."""
    return json.dumps(asdict(found), sort_keys=True)


def as_table(found: Audit) -> str:
    """The file in four lines, its baselines, and each finding with what it does to a plot."""
    parts = [
        f"{found.name} (sha256 {found.digest})",
        f"  rows {found.rows:,}, can be asked {found.questions:,}, distinct {found.clusters:,}",
        f"  options: {', '.join(f'{count:,} x {n}' for n, count in found.options.items())}; chance {found.chance:.3f}",
        f"  matching answers: {_matching(found)}",
        *(f"  always {one.name}: {one.share:.3f} of {one.of:,}" for one in found.baselines),
        *(_finding(one) for one in found.findings),
    ]
    return "\n".join(parts if found.findings else [*parts, "  no findings"])


def _matching(found: Audit) -> str:
    most = sorted(found.matching.items(), key=lambda pair: -pair[1])
    told = ", ".join(f"{ascii(answer)[1:-1]} {count:,}" for answer, count in most[:FEW])
    return told + (f" and {len(most) - FEW} more" if len(most) > FEW else "")


def _finding(one: Finding) -> str:
    lines = ", ".join(map(str, one.lines)) + (" ..." if one.count > len(one.lines) else "")
    head = f"  {one.severity:<7} {one.rule}: {one.count:,} of {one.of:,} (lines {lines})"
    said = [fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT) for text in (one.says, one.plot)]
    return "\n".join([head, *said])
