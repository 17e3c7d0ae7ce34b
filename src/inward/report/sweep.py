"""The page of a sweep: every panel against the multiplier, the vector among its nulls, and the table of slopes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inward.report.binding import asset, bound, put
from inward.report.figures import Panel
from inward.report.numerals import chance, number, plural, share
from inward.report.plain import all_plain
from inward.report.sheet import Scale, Sheet
from inward.report.sweep_levels import Levels, cautions, level_table, levels_of, meaning, times
from inward.report.table import Table, table
from inward.store.rundir import read_rows

NAME = "report.html"
WIDTH, HEIGHT = 330.0, 216.0
LEFT, RIGHT, TOP, FOOT = 34.0, 10.0, 22.0, 34.0


def write_sweep(run: Path) -> Path:
    """report.html in the folder of a sweep. Raises ReportError where it cannot be written, StoreError where a file is missing."""
    told = all_plain(read_rows(run / "sweep.json")[0])
    curves, slopes = read_rows(run / "curves.jsonl"), all_plain(read_rows(run / "slopes.jsonl"))
    return put(run / NAME, bound(asset("sweep.html.jinja"), lambda: _content(told, curves, slopes)))


def headline(run: Path) -> str:
    """What the page of a sweep says of the trait itself, in one line."""
    told, slopes = all_plain(read_rows(run / "sweep.json")[0]), all_plain(read_rows(run / "slopes.jsonl"))
    return sentences(told, slopes, levels_of(told, read_rows(run / "curves.jsonl")))[1]


def _content(
    told: Mapping[str, Any], curves: Sequence[Mapping[str, Any]], slopes: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    levels = levels_of(told, curves)
    return {
        "told": told,
        "sentences": sentences(told, slopes, levels),
        "cautions": list(cautions(told, levels)),
        "panels": [_panel(told, panel, curves) for panel in told["sweep"]["panels"]],
        "levels": level_table(told, levels),
        "slopes": slope_table(told, slopes),
        "nulls": null_table(told, slopes),
        "layers": _layers(told),
        "vector": _vector(told),
    }


def sentences(told: Mapping[str, Any], slopes: Sequence[Mapping[str, Any]], levels: Levels) -> list[str]:
    """What may be said: of the trait itself first, then of the others; a vector no steeper than random ones is said to be so."""
    mine = {one["panel"]: one for one in slopes if one["line"] == "target"}
    chooser, sweep = mine[told["sweep"]["chooser"]], told["sweep"]
    low, high = told["range"][0], told["range"][-1]
    said = [
        f"Layer {told['vector']['site']['layer']} was {'chosen on other questions' if told['vector']['chosen'] else 'given'}. "
        f"Between multipliers {times(low)} and {times(high)} the model still answers; "
        "slopes are over that range, per unit of multiplier."
    ]
    for one in [chooser, *(other for name, other in mine.items() if name not in (sweep["chooser"], sweep["coverage"]))]:
        said.append(_sentence(one, told, levels))
    return said


def _sentence(one: Mapping[str, Any], told: Mapping[str, Any], levels: Levels) -> str:
    panel = next(panel for panel in told["sweep"]["panels"] if panel["name"] == one["panel"])
    says, name = panel["says"], panel["name"]
    slope = f"{_three(one['estimate'])} [{_three(one['low'])}, {_three(one['high'])}]"
    other = round(one["against"] * one["questions"])
    beside = f"{other} of {plural(one['questions'], 'question')} move the other way"
    if levels.stuck(name):
        most = share(levels.moved(name), digits=3)
        verdict = f"no line moves this panel by more than {most}, so that it cannot show what the vector does"
    elif one["p"] is not None and one["p"] >= 0.05:
        verdict = f"random vectors of the same size do as much (rank p {chance(one['p'])}), so nothing is claimed of the trait"
    elif one["low"] <= 0 <= one["high"]:
        verdict = f"the interval holds 0 (rank p {chance(one['p'])} among random vectors)"
    else:
        verdict = f"steeper than random vectors of the same size (rank p {chance(one['p'])})"
    bent = f"; it falls on both sides of 0 ({levels.shown(name, 'target')})" if levels.bent(name, "target") else ""
    meant = f" {meaning(panel)}" if meaning(panel) else ""
    return f"{name.capitalize()} ({says}): {slope} per unit; {verdict}{bent}; {beside}.{meant}"


def _three(value: float) -> str:
    """A slope, to the third decimal: per unit of multiplier it may be small."""
    return share(value, digits=3)


def _panel(told: Mapping[str, Any], panel: Mapping[str, Any], curves: Sequence[Mapping[str, Any]]) -> Panel:
    """One panel: nulls thin and grey, the unrelated trait dashed, the vector thick; what is out of range lies in a band."""
    mine = [one for one in curves if one["panel"] == panel["name"]]
    grid = told["sweep"]["multipliers"]
    sheet = Sheet(WIDTH, HEIGHT)
    across = Scale(low=min(grid), high=max(grid), left=LEFT, right=WIDTH - RIGHT)
    means = [one["mean"] for one in mine]
    low, high = min(0.0, *means), max(1.0, *means)
    down = Scale(low=low, high=high, left=HEIGHT - FOOT, right=TOP)
    for left, right in ((min(grid), told["range"][0]), (told["range"][-1], max(grid))):
        if left < right:
            sheet.band(across.at(left), across.at(right), top=TOP, bottom=HEIGHT - FOOT)
    for tick in down.ticks(5):
        sheet.line([LEFT, WIDTH - RIGHT], [down.at(tick)] * 2, colour="rule", linewidth=0.7)
        sheet.word(LEFT - 6, down.at(tick), number(tick), size=9.5, colour="soft", ha="right")
    unit = told["vector"]["norm"] / told["vector"]["stream"]
    for one in (grid[0], grid[0] / 2, 0.0, grid[-1] / 2, grid[-1]):
        sheet.word(across.at(one), HEIGHT - 22, times(one), size=9.5, colour="soft", ha="center")
        sheet.word(across.at(one), 10, number(one * unit, bounded=False), size=9.0, colour="soft", ha="center")
    under = "multiplier (above: its length in lengths of the stream)"
    sheet.word((LEFT + WIDTH) / 2, HEIGHT - 8, under, size=9.5, colour="soft", ha="center")
    for name in dict.fromkeys(one["line"] for one in reversed(mine)):
        points = sorted((one["multiplier"], one["mean"]) for one in mine if one["line"] == name)
        sheet.line([across.at(x) for x, _ in points], [down.at(y) for _, y in points], **_look(name))
    target = ", ".join(number(one["mean"]) for one in mine if one["line"] == "target")
    says = f"From {times(grid[0])} to {times(grid[-1])}: {target}."
    name = panel["name"].replace(" ", "-").replace(",", "")
    svg = sheet.inline(name=f"sweep-{name}", title=panel["name"], says=says, look="panel")
    return Panel(title=panel["name"], svg=svg, note=f"{panel['says']}. {meaning(panel)}".rstrip(". "))


def _look(line: str) -> dict[str, Any]:
    """How a line is drawn: colour, width, dashes."""
    if line == "target":
        return {"colour": "arm-1", "linewidth": 2.4}
    if line == "unrelated":
        return {"colour": "arm-2", "linewidth": 1.6, "linestyle": (0, (5, 2))}
    if line.startswith("shuffled"):
        return {"colour": "arm-3", "linewidth": 0.8, "linestyle": (0, (1, 2))}
    return {"colour": "soft", "linewidth": 0.7, "alpha": 0.5}


def slope_table(told: Mapping[str, Any], slopes: Sequence[Mapping[str, Any]]) -> Table:
    """The vector's slope on every panel."""
    rows = [
        [
            one["panel"],
            _three(one["estimate"]),
            f"[{_three(one['low'])}, {_three(one['high'])}]",
            chance(one["p"]),
            share(one["against"]),
            str(one["questions"]),
            str(one["clusters"]),
        ]
        for one in slopes
        if one["line"] == "target"
    ]
    heads = ("Panel", "#Slope per unit", "#95% interval", "#Rank p", "#Other way", "#Questions", "#Clusters")
    return table("The vector, question by question", heads, rows)


def null_table(told: Mapping[str, Any], slopes: Sequence[Mapping[str, Any]]) -> Table:
    """What vectors of the same size do: the steepest and the middle one of each kind, and the unrelated trait."""
    rows = []
    for panel in dict.fromkeys(one["panel"] for one in slopes):
        row = [panel]
        for kind in ("random", "shuffled", "unrelated"):
            sizes = sorted((one["estimate"] for one in slopes if one["panel"] == panel and one["line"].startswith(kind)), key=abs)
            row += [_three(sizes[len(sizes) // 2]), _three(sizes[-1])] if kind != "unrelated" else [_three(sizes[-1])]
        rows.append(row)
    heads = ("Panel", "#Random, middle", "#Random, steepest", "#Shuffled, middle", "#Shuffled, steepest", "#Unrelated trait")
    return table("What else does as much", heads, rows)


def _layers(told: Mapping[str, Any]) -> Table:
    """The vector at every layer."""
    rows = [
        [
            f"{one['layer']}{' (used)' if one['layer'] == told['vector']['site']['layer'] else ''}",
            number(one["norm"], bounded=False),
            number(one["stream"], bounded=False),
            share(one["agreeing"]),
        ]
        for one in told["layers"]
    ]
    return table("The vector by layer", ("Layer", "#Its length", "#The stream's", "#Pairs that agree"), rows)


def _vector(told: Mapping[str, Any]) -> Table:
    """Where the vector comes from."""
    vector, steered = told["vector"], told["steered"]
    rows = [
        ["base", f"{told['base']['name']} ({told['base']['digest'][:12]})"],
        ["site", vector["convention"]],
        ["read at", vector["read"]],
        ["pairs", f"{vector['pairs']['count']} of {vector['pairs']['set']} ({vector['pairs']['digest'][:12]})"],
        ["vector", f"{vector['digest']}{', read from a file: ' + vector['given'] if vector.get('given') else ''}"],
        ["scope", told["sweep"]["scope"]],
        ["positions steered", f"{sum(steered.values()):,} in all, as many as the scope implies for each line and multiplier"],
        ["scores missing on the vector's line", ", ".join(f"{k}: {v}" for k, v in told["lost"].items() if v) or "none"],
    ]
    return table("Where it comes from", ("", "What"), rows)
