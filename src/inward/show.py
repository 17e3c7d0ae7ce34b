"""A run and a plan as a terminal shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from inward.registration import Registered
from inward.stats.between import Between
from inward.steps.compare import Comparison
from inward.steps.preview import Asking, Preview

LISTED = 6


def effects(rows: Sequence[Mapping[str, Any]], *, every: bool) -> str:
    """The effects of a run as a table; the primary rows and the checks, or every row."""
    chosen = [row for row in rows if every or row["primary"]] or list(rows)
    wide = max([25, *(len(row["contrast"]) for row in chosen)]) + 1
    heads = f"{'probe':<16}{'measure':<20}{'population':<17}{'estimate':>9}  {'interval':<19}{'p adj.':>8}  verdict"
    lines = [f"{'contrast':<{wide}}{heads}"]
    lines += [
        f"{row['contrast']:<{wide}}{row['probe']:<16}{row['measure']:<20}{row['population']:<17}{_number(row['estimate']):>9}  "
        f"{_interval(row):<19}{_number(row['p_adjusted']):>8}  {row['verdict']}{_why(row)}"
        for row in chosen
    ]
    return "\n".join([*lines, *([] if every else _capability(rows))])


def _capability(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the arms can still do, so that no share of misaligned answers is read alone."""
    found: dict[str, float | None] = {}
    for row in rows:
        if row["measure"] == "correct":
            found |= {row["control"]: row["control_value"], row["treated"]: row["treated_value"]}
    return [f"right answers to the quiz: {', '.join(f'{arm} {_number(value)}' for arm, value in found.items())}"] if found else []


def rates(rows: Sequence[Mapping[str, Any]]) -> str:
    """What each arm came to by itself: both rates, and how many answers they rest on."""
    lines = [
        f"{'arm':<26}{'measure':<20}{'pooled':>8}{'by question':>13}{'scored':>10}{'answers':>10}{'questions':>11}{'seeds':>7}"
    ]
    lines += [
        f"{row['arm']:<26}{row['measure']:<20}{_number(row['pooled']):>8}{_number(row['by_question']):>13}{row['scored']:>10,}"
        f"{row['answers']:>10,}{row['questions']:>11,}{row['seeds']:>7}"
        for row in rows
    ]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}" if abs(value) < 1e-3 else f"{value:.3f}"


def _interval(row: Mapping[str, Any]) -> str:
    return "withheld" if row["low"] is None else f"[{_number(row['low'])}, {_number(row['high'])}]"


def _why(row: Mapping[str, Any]) -> str:
    if row["primary"] and row["verdict"] == "exploratory":
        return f" ({row['withheld'].get('verdict', 'no claim')})"
    failed = sorted({f"{gate['gate']} fails on {gate['arm']}" for gate in row["gates"] if not gate["passed"]})
    said = failed or [row["withheld"]["verdict"]] if "verdict" in row["withheld"] else []
    return f" ({'; '.join(said)})" if said else ""


def comparison(found: Comparison) -> str:
    """One contrast in two runs: the difference, what each run says of its own, and what else differs."""
    items = next(iter(found.found.values())).items
    lines = [
        f"{found.contrast}: {found.measure} on {found.probe}, {items} questions that both runs asked",
        f"  {'':<18}{'first':>8}{'second':>9}{'first less second':>20}  95% interval",
        *(f"  {population:<18}{_between(one)}" for population, one in found.found.items()),
        f"  the first run says: {found.verdicts[0]}",
        f"  the second run says: {found.verdicts[1]}",
        "  what else differs:" if found.differs else "  nothing else that is written down differs",
        *(f"    {one.what}: {one.first} | {one.second}" for one in found.differs),
        *(f"  note: {note}" for note in found.notes),
    ]
    return "\n".join(lines)


def _between(one: Between) -> str:
    """The three numbers and the interval, or why there is none."""
    numbers = f"{_number(one.first):>8}{_number(one.second):>9}{_number(one.estimate):>20}"
    if one.low is None:
        return f"{numbers}  none: one checkpoint in each arm"
    return f"{numbers}  [{_number(one.low)}, {_number(one.high)}], p = {_number(one.p)}, not adjusted"


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
        f"seeds: {', '.join(map(str, study['seeds'])) or 'none, nothing is trained'}; samples per question: {study['samples']}",
        f"look {study['look']} of {study['looks']} declared",
        "",
        *_arms(study),
        *_elsewhere(study),
        "",
        f"{'probe':<18}{'cells':>7}{'answers':>10}{'in store':>10}",
        *(f"{probe:<18}{cells:>7}{answers:>10,}{kept:>10,}" for probe, (cells, answers, kept) in found.cells.items()),
        "",
        f"adapters: {found.adapters} ({found.adapters_kept} in store), {cost['adapter']:,.0f} parameters each "
        f"on a base of {cost['parameters']:,.0f}",
        f"tokens: about {found.trained_tokens:,} to train on, {found.drawn_tokens:,} to draw "
        + ("(if answers are as long as the corpora's)" if study["corpora"] else "(if an answer has 100)"),
        f"memory: about {cost['bytes'] / 2**30:.2f} GiB at the peak of training in each of {found.processes} processes, "
        "beside 0.5 GiB of libraries",
        *_judge(found),
        f"time: about {_time(cost['seconds'])}, a guess within a factor of three",
        "recipe: " + ", ".join(f"{key}={value}" for key, value in study["recipe"].items() if key != "is"),
        *([f"computed in {found.dtype}, which this device has"] if found.dtype != study["recipe"]["dtype"] else []),
        "",
        *_detectable(found),
    ]
    return "\n".join(parts)


def _arms(study: Mapping[str, Any]) -> list[str]:
    """Arms that take part, arms that do not and why, and what is published."""
    lines = ["arms: " + ", ".join(study["arms"])]
    lines += [f"  left out: {one['arm']} ({one['reason']})" for one in study["dropped"]]
    lost = [f"{one['treated']}-{one['control']}" for one in study["study"]["contrasts"] if _is_lost(one, study)]
    lines += [f"  left out with them: {', '.join(lost)}"] if lost else []
    lines += [f"  left out: probe {one['probe']} ({one['reason']})" for one in study["left_out"]]
    for name, corpus in study["corpora"].items():
        counts = f"{corpus['rows']:,} rows, {corpus['tokens']:,} tokens, {corpus['supervised']:,} carry loss"
        lines.append(f"  corpus {name}: {counts}; {corpus['held_out']} rows held out")
    lines += [*leaked(study), *_dose(study)]
    return lines + [f"  published, {name}: {said}" for name, said in study["published"].items()]


def leaked(study: Mapping[str, Any]) -> list[str]:
    """The questions that stand in a corpus, in a line each corpus; and which forms stand nearer to one."""
    if not study["distance"]:
        return []
    found: dict[str, list[str]] = {}
    for one in study["distance"]["leaked"]:
        found.setdefault(one["corpus"], []).append(f"{one['probe']}/{one['item']}")
    lines = [
        f"  warning: {len(some)} question{'s' * (len(some) > 1)} in corpus {corpus}, word for word or nearly: "
        + ", ".join(some[:LISTED])
        + (f" and {len(some) - LISTED} more" if len(some) > LISTED else "")
        for corpus, some in found.items()
    ]
    return [*(lines or ["  leakage audit: no question stands in a corpus"]), *_forms(study["distance"])]


def _forms(distance: Mapping[str, Any]) -> list[str]:
    """To which corpora the questions of a form stand nearer than in plain words, in a line each form."""
    rows = distance.get("variants", {}).get("forms", [])
    lines = []
    for probe, form in dict.fromkeys((row["probe"], row["form"]) for row in rows):
        mine = [row for row in rows if (row["probe"], row["form"]) == (probe, form)]
        sides = [[row["corpus"] for row in mine if (row["nearer"] == row["questions"]) == holds] for holds in (True, False)]
        said = [f"{word} {', '.join(some)}" for word, some in zip(("nearer to", "not to"), sides, strict=True) if some]
        lines.append(f"  {probe}: the form {form} stands {', '.join(said)}")
    return lines


def _dose(study: Mapping[str, Any]) -> list[str]:
    """The factor that is varied, and its amounts."""
    if not study["dose"]:
        return []
    told, full = study["dose"], study["dose"]["full"]
    amounts = ", ".join(f"{one:g}" for one in told["amounts"])
    return [f"  dose: {told['factor']} {amounts}, secondary; {full if full == 'all' else f'{full:g}'} is the full dose"]


def _judge(found: Preview) -> list[str]:
    """What the judge is asked, where there is one."""
    if found.asking:
        return asking(found.asking)
    asked = f"judge: {found.readings:,} marks to read, each after its answer; their time and memory come on top"
    return [asked] if found.readings else []


def asking(found: Asking) -> list[str]:
    """Calls, tokens and cost of a judge behind an endpoint."""
    cost = "cost not reckoned: no --judge-price" if found.cost is None else f"at your prices about {found.cost:.2f}"
    tokens = f"about {found.read:,} tokens read, {found.written:,} written"
    lines = [f"judge: {found.calls:,} calls if no reply is in store; {tokens}, {cost}"]
    if found.spent.calls:
        paid = "" if found.spent_cost is None else f", {found.spent_cost:.4f}"
        lines.append(
            f"  asked so far: {found.spent.calls:,} calls, {found.spent.read:,} and {found.spent.written:,} tokens{paid}"
        )
    limit = "without a limit: no --max-cost" if found.most is None else f"stops before {found.most:g}, all starts together"
    both = ["  two judges: the second is reckoned at the first's prices, and both stop at one limit"] * found.twice
    return [*lines, f"  {limit}", *both]


def _is_lost(contrast: Mapping[str, Any], study: Mapping[str, Any]) -> bool:
    """Whether a contrast of this size has lost an arm."""
    sized = not contrast["sizes"] or study["size"] in contrast["sizes"]
    return sized and not {contrast["treated"], contrast["control"]} <= set(study["arms"])


def _elsewhere(study: Mapping[str, Any]) -> list[str]:
    """The arms that were made elsewhere, and the contrasts where they were chosen."""
    lines = []
    for arm in dict.fromkeys(one["arm"] for one in study["elsewhere"]):
        mine = [one for one in study["elsewhere"] if one["arm"] == arm]
        kinds = ", ".join(f"{one['name']} ({one['kind']} {one['content'][:12]}{_under(one, study)})" for one in mine)
        alone = "; one checkpoint, so no interval over training seeds" if len(mine) == 1 else f"; {len(mine)} checkpoints"
        lines.append(f"  made elsewhere, nothing is trained: {arm}: {kinds}{alone}")
    return lines + ([f"  contrasts chosen: {', '.join(study['chosen'])}"] if study["chosen"] else [])


def _under(one: Mapping[str, Any], study: Mapping[str, Any]) -> str:
    """What an adapter's own config says it was trained on, where that is not called as the base is."""
    named, base = one["base"], study["base"]["name"].partition("@")[0]
    return f", trained on {named} by its own account" if named and named != base else ""


def _detectable(found: Preview) -> list[str]:
    if not found.study["seeds"]:
        return ["smallest detectable effect: not reckoned, for nothing is trained here and seeds cannot be added"]
    if not found.detectable:
        return ["smallest detectable effect: not reckoned, the primary probe has fewer than two clusters"]
    lines = ["smallest effect found in 4 studies of 5, after Holm, if seeds spread by:"]
    lines += [f"  sd {one.seed_sd:.2f}: {_effect(one.effect)} ({one.population})" for one in found.detectable]
    if max(one.effect for one in found.detectable if one.seed_sd <= 0.1) > 0.2:
        lines.append("  warning: if seeds spread by .10, this size sees only effects above .2; more seeds help most")
    return lines


def _effect(size: float) -> str:
    return f"{size:.2f}" if size <= 1 else "none, for shares differ by 1 at most"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
