"""The page of vectors on a finished run: shift against behaviour, the vector among its nulls, the whole matrix, monitoring."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from inward.report import scatter
from inward.report.binding import asset, bound, put
from inward.report.figures import Panel
from inward.report.numerals import chance, plural, share
from inward.report.palette import arm_colour
from inward.report.plain import all_plain
from inward.report.vectors_missing import (
    contrasts_or_why,
    cosines_or_why,
    in_place,
    matrices,
    primary,
    unrelated,
    why,
    withheld,
)
from inward.report.vectors_tables import (
    READ_AT,
    Rows,
    contrasts_table,
    interval_of,
    layer_table,
    made_alike,
    made_table,
    monitoring_table,
    null_table,
    row_of,
    three,
)
from inward.store.rundir import read_rows

NAME = "report.html"
HUES: Final = ("grey", "red", "blue", "ochre", "violet", "green", "pink", "teal", "olive")


def write_vectors(folder: Path) -> Path:
    """report.html in the folder of vectors. Raises ReportError where it cannot be written, StoreError where a file is missing."""
    told = all_plain(read_rows(folder / "vectors.json")[0])
    files = {name: all_plain(read_rows(folder / f"{name}.jsonl")) for name in ("members", "relations", "contrasts", "monitoring")}
    return put(folder / NAME, bound(asset("vectors.html.jinja"), lambda: _content(told, **files)))


def _content(told: Mapping[str, Any], *, members: Rows, relations: Rows, contrasts: Rows, monitoring: Rows) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    own, before = primary(told, relations), [one for one in monitoring if one["measure"] == told["primary"]]
    return {
        "told": told,
        "done": done(told),
        "found": [
            *sentences(told, relations),
            *moved(told, contrasts),
            *watched(told, monitoring),
            *withheld(relations, contrasts, monitoring),
        ],
        "arms": _arms(told),
        "panels": list(_panels(told, members, relations)),
        "no_panels": f"No figure: {why(own)}.",
        "nulls": in_place(null_table(told, relations), own, what="correlation to set beside its nulls"),
        "ranks": _ranks(told),
        "matrices": matrices(told, relations),
        "many": _many(relations),
        "cosines": cosines_or_why(told),
        "contrasts": contrasts_or_why(contrasts_table(told, contrasts), contrasts),
        "monitoring": in_place(monitoring_table(told, monitoring), before, what="correlation before the answer"),
        "made": made_table(told),
        "alike": made_alike(told),
        "layers": layer_table(told),
    }


def done(told: Mapping[str, Any]) -> str:
    """What was read, in a sentence or two."""
    names = [one["name"] for one in told["vectors"]]
    trained = [one for one in told["members"] if not one["anchor"]]
    unread = f"; {plural(told['unread'], 'answer')} could not be read" if told["unread"] else ""
    left = f" Left out: {', '.join(f'{arm} ({why})' for arm, why in told['left_out'].items())}." if told["left_out"] else ""
    return (
        f"{plural(len(trained), 'trained checkpoint')} of {len({one['arm'] for one in trained})} arms and their base "
        f"were read after "
        f"every block, over {plural(told['answers'], 'answer')} to the {told['questions']} questions of "
        f"{told['probe']}{unread}, along "
        f"{plural(len(names), 'vector')} ({', '.join(names)}), {told['nulls']['random']} random ones and "
        f"{told['nulls']['shuffled']} of "
        f"each vector's own pairs with their sides tossed. Every layer was chosen on half of the questions; numbers are "
        f"from the other.{left}"
    )


def sentences(told: Mapping[str, Any], relations: Rows) -> Iterator[str]:
    """Of each vector, whether its shift goes with the run's measure, and whether random ones do as well."""
    if none := unrelated(told, relations):
        yield none
        return
    for vector in told["vectors"]:
        name, measure = vector["name"], told["primary"]
        over, inside = (verdict(row_of(relations, name, measure, "own", scope)) for scope in ("checkpoints", "within arms"))
        yield f"{name.capitalize()} and {measure}, over checkpoints: {over}; within arms: {inside}."


def verdict(one: Mapping[str, Any]) -> str:
    """A correlation with what may be said of it; one that random vectors reach is said to be so, whatever its interval."""
    if one["value"] is None:
        return f"none ({one['withheld']})"
    said = f"r {share(one['value'])} {interval_of(one)}"
    if one["p"] >= 0.05:
        return f"{said}, but random vectors do as well (rank p {chance(one['p'])}), so nothing is claimed of the trait"
    if one["low"] is None:
        return f"{said}, larger than random vectors' (rank p {chance(one['p'])}); without an interval nothing is claimed"
    if one["low"] <= 0 <= one["high"]:
        return f"{said}, larger than random vectors' (rank p {chance(one['p'])}), and the interval does not exclude 0"
    return f"{said}, larger than random vectors' (rank p {chance(one['p'])})"


def moved(told: Mapping[str, Any], contrasts: Rows) -> Iterator[str]:
    """
    How far the first contrast's arms came apart, on answers of their own and on the base's: what is state, and what is
    text.
    """
    first = [one for one in contrasts if one["vector"] == told["vectors"][0]["name"]][:3]
    first = [one for one in first if one["value"] is not None]
    if first:
        shown = [f"{three(one['value'])} {interval_of(one, digits=3)} on {READ_AT[one['place']]}" for one in first]
        ranks = ", ".join(chance(one["p"]) for one in first)
        yield (
            f"{first[0]['treated']} less {first[0]['control']}, how far they moved along {first[0]['vector']}: "
            f"{', '.join(shown)}, in "
            f"lengths of the stream (rank p {ranks})."
        )


def watched(told: Mapping[str, Any], monitoring: Rows) -> Iterator[str]:
    """Whether the first vector foretells an answer before it is given, within prompts."""
    mine = [one for one in monitoring if (one["vector"], one["measure"]) == (told["vectors"][0]["name"], told["primary"])]
    for one in mine:
        if one["scope"] == "within prompts":
            yield f"Before the answer, {one['vector']} and {one['measure']}, within prompts: {verdict(one)}."


def _arms(told: Mapping[str, Any]) -> list[dict[str, str]]:
    colours = _colours(told)
    trained = dict.fromkeys(one["arm"] for one in told["members"] if not one["anchor"])
    return [{"name": arm, "colour": HUES[int(colours[arm].rpartition("-")[2])]} for arm in trained]


def _colours(told: Mapping[str, Any]) -> Mapping[str, str]:
    arms = tuple(dict.fromkeys(one["arm"] for one in told["members"]))
    return arm_colour(arms, tuple(one["arm"] for one in told["members"] if one["anchor"]))


def _panels(told: Mapping[str, Any], members: Rows, relations: Rows) -> Iterator[Panel]:
    """The first vector at every place, then the others on answers of their own."""
    first, *others = [one["name"] for one in told["vectors"]]
    for vector, place in [*((first, place) for place in READ_AT), *((other, "own") for other in others)]:
        one = row_of(relations, vector, told["primary"], place, "checkpoints")
        if one["layer"] is None:
            continue
        drawn = _scatter(told, [row for row in members if row["place"] == place], vector=vector, layer=one["layer"])
        title = f"{vector}, on {READ_AT[place]}"
        note = f"r {share(one['value'])}, rank p {chance(one['p'])}, layer {one['layer']}"
        svg = scatter.panel(drawn, name=f"vector-{vector}-{place}".replace(" ", "-"), title=title)
        yield Panel(title=title, note=note, svg=svg)


def _scatter(told: Mapping[str, Any], members: Rows, *, vector: str, layer: int) -> scatter.Scatter:
    measured = told["behaviours"][told["primary"]]
    pairs: dict[str, list[scatter.Pair]] = {}
    base = None
    for member, who, up in zip(members, told["members"], measured, strict=True):
        across = member["along"][vector][layer]
        if across is None or up is None:
            continue
        if who["anchor"]:
            base = (100 * across, up)
        else:
            pairs.setdefault(member["arm"], []).append((100 * across, up))
    return scatter.Scatter(
        pairs=pairs,
        colours=_colours(told),
        hollow=frozenset(told["controls"]),
        base=base,
        across=f"shift along {vector}",
        up=told["primary"].replace("_", " "),
        bounded=(False, True),
    )


def _ranks(told: Mapping[str, Any]) -> str:
    least = 1 / (1 + told["nulls"]["random"])
    return (
        f"Rank p: the share of {told['nulls']['random']} random vectors, the one asked about among them, whose "
        f"correlation is at least as "
        f"large in size, each at its own best layer on the half that chooses; at least {chance(least)}. The interval "
        f"says that r is not 0; the "
        f"rank says that it has to do with the trait. Checkpoints that could not be read, or have no score, are left "
        f"out and counted."
    )


def _many(relations: Rows) -> str:
    """How many cells of the matrix are below .05, and how many would be by chance; nothing where there is no cell."""
    shown = [one for one in relations if one["place"] != "before" and one["p"] is not None]
    if not shown:
        return ""
    below = sum(one["p"] < 0.05 for one in shown)
    return (
        f"Of these {plural(len(shown), 'cell')}, {below} have a rank p below .05; by chance about "
        f"{round(0.05 * len(shown))} would. They are "
        "not corrected for their number, and none is a claim."
    )
