"""A run and a plan as a terminal shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from inward.registration import Registered
from inward.steps.preview import Preview


def effects(rows: Sequence[Mapping[str, Any]], *, every: bool) -> str:
    """The effects of a run as a table; the primary rows and the checks, or every row."""
    chosen = [row for row in rows if every or row["primary"]] or list(rows)
    lines = [
        f"{'contrast':<26}{'probe':<16}{'measure':<20}{'population':<17}{'estimate':>9}  {'interval':<19}{'p adj.':>8}  verdict"
    ]
    lines += [
        f"{row['contrast']:<26}{row['probe']:<16}{row['measure']:<20}{row['population']:<17}{_number(row['estimate']):>9}  "
        f"{_interval(row):<19}{_number(row['p_adjusted']):>8}  {row['verdict']}{_why(row)}"
        for row in chosen
    ]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}" if abs(value) < 1e-3 else f"{value:.3f}"


def _interval(row: Mapping[str, Any]) -> str:
    return "withheld" if row["low"] is None else f"[{_number(row['low'])}, {_number(row['high'])}]"


def _why(row: Mapping[str, Any]) -> str:
    failed = sorted({f"{gate['gate']} fails on {gate['arm']}" for gate in row["gates"] if not gate["passed"]})
    return f" ({'; '.join(failed)})" if failed else ""


def registration(found: Registered) -> str:
    """Whether a run was registered, in a line."""
    if found.before is None:
        return f"goes by no registration, though its study was registered in this store ({len(found.others)})"
    when = "after data" if found.before.data else "before data" if found.noted else "elsewhere, on its own word"
    return f"registered {when} as {found.digest[:12]}; fields run otherwise: {len(found.deviations)}"


def card(found: Mapping[str, Any]) -> str:
    """A village card: each measure in its band or out of it."""
    lines = [f"{'where':<30}{'measure':<14}{'value':>8}  {'band':<14}"]
    for line in found["lines"]:
        band = f"{line['low']:.2f} to {line['high']:.2f}"
        out = "" if line["low"] <= line["value"] <= line["high"] else "  OUT OF BAND"
        lines.append(f"{line['where']:<30}{line['measure']:<14}{line['value']:>8.3f}  {band:<14}{out}")
    return "\n".join(lines)


def plan(found: Preview) -> str:
    """A plan: arms, cells, cost, and the smallest effect it can see."""
    study, cost = found.study, found.cost
    parts = [
        f"{study['study']['name']} on {study['world']} ({study['base']['name']}), {study['size']}",
        f"seeds: {', '.join(map(str, study['seeds']))}; samples per question: {study['samples']}",
        f"look {study['look']} of {study['looks']} declared",
        "",
        *_arms(study),
        "",
        f"{'probe':<18}{'cells':>7}{'answers':>10}{'in store':>10}",
        *(f"{probe:<18}{cells:>7}{answers:>10,}{kept:>10,}" for probe, (cells, answers, kept) in found.cells.items()),
        "",
        f"adapters: {found.adapters} ({found.adapters_kept} in store), {cost['adapter']:,.0f} parameters each "
        f"on a base of {cost['parameters']:,.0f}",
        f"tokens: about {found.trained_tokens:,} to train on, {found.drawn_tokens:,} to draw "
        "(if answers are as long as the corpora's)",
        f"memory: about {cost['bytes'] / 2**30:.2f} GiB at the peak of each of {found.processes} processes, beside about 0.5 GiB "
        "of libraries",
        f"time: about {_time(cost['seconds'])}, a guess within a factor of three",
        "recipe: " + ", ".join(f"{key}={value}" for key, value in study["recipe"].items() if key != "is"),
        "",
        *_detectable(found),
    ]
    return "\n".join(parts)


def _arms(study: Mapping[str, Any]) -> list[str]:
    """Arms that take part, arms that do not and why, and what is published."""
    lines = ["arms: " + ", ".join(study["arms"])]
    lines += [f"  left out: {one['arm']} ({one['reason']})" for one in study["dropped"]]
    for name, corpus in study["corpora"].items():
        counts = f"{corpus['rows']:,} rows, {corpus['tokens']:,} tokens, {corpus['supervised']:,} carry loss"
        lines.append(f"  corpus {name}: {counts}; {corpus['held_out']} rows held out")
    return lines + [f"  published, {name}: {said}" for name, said in study["published"].items()]


def _detectable(found: Preview) -> list[str]:
    if not found.detectable:
        return ["smallest detectable effect: not reckoned, the primary probe has fewer than two clusters"]
    lines = ["smallest effect found in 4 studies of 5, after Holm, if seeds spread by:"]
    lines += [f"  sd {one.seed_sd:.2f}: {one.effect:.2f} ({one.population})" for one in found.detectable]
    if max(one.effect for one in found.detectable if one.seed_sd <= 0.1) > 0.2:
        lines.append("  warning: if seeds spread by .10, this size sees only effects above .2; more seeds help most")
    return lines


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
