"""The tables of vectors on a finished run: nulls, the whole matrix, contrasts, monitoring, and where the vectors come from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from inward.report.numerals import NONE, chance, count, interval, number, share
from inward.report.table import Cell, Table, table

Rows: TypeAlias = Sequence[Mapping[str, Any]]
READ_AT: Final = {
    "own": "its own answers",
    "same": "the base's answers",
    "before": "the last token of the prompt",
}
"""Where the stream was read, in words."""


def row_of(rows: Rows, vector: str, behaviour: str, place: str, scope: str) -> Mapping[str, Any]:
    wanted = (vector, behaviour, place, scope)
    return next(one for one in rows if (one["vector"], one["behaviour"], one["place"], one["scope"]) == wanted)


def null_table(told: Mapping[str, Any], relations: Rows) -> Table:
    """Each vector's correlation with the run's measure at every place, beside what its nulls reach."""
    rows = [
        [
            one["vector"],
            READ_AT[one["place"]],
            one["scope"],
            str(one["layer"]),
            _r(one),
            interval_of(one),
            chance(one["p"]),
            _r(one, "random_middle"),
            _r(one, "random_high"),
            _r(one, "shuffled"),
            _r(one, "others"),
            _points(one),
        ]
        for one in relations
        if one["behaviour"] == told["primary"] and one["value"] is not None
    ]
    heads = (
        "Vector", "Read on", "Over", "#Layer", "#r", "#95% interval", "#Rank p", "#Random, middle", "#Random, 95 of 100",
        "#Shuffled, largest", "#Other traits, largest", "#Checkpoints",
    )  # fmt: skip
    return table(f"With {told['primary']}, beside the sizes that nulls reach{over_choice(told)}", heads, rows, heads=3)


def matrix(told: Mapping[str, Any], relations: Rows, place: str, scope: str) -> Table:
    """Vectors down, behaviours across: r and its rank p, toned where the rank is below .05."""
    behaviours = list(dict.fromkeys(one["behaviour"] for one in relations))
    rows = []
    for vector in told["vectors"]:
        cells = [row_of(relations, vector["name"], behaviour, place, scope) for behaviour in behaviours]
        rows.append([Cell(text=vector["name"]), *(_entry(one) for one in cells)])
    heads = ("Vector", *(f"#{name}" for name in behaviours))
    return table(f"r (rank p), on {READ_AT[place]}, {'over ' * (scope == 'checkpoints')}{scope}", heads, rows)


def _entry(one: Mapping[str, Any]) -> Cell:
    if one["value"] is None:
        return Cell(text=NONE, tone="soft")
    return Cell(text=f"{share(one['value'])} ({chance(one['p'])})", tone="good" if one["p"] < 0.05 else "soft")


def cosines(told: Mapping[str, Any]) -> Table:
    layers = range(len(told["vectors"][0]["norms"]))
    rows = [[f"{one['one']} and {one['other']}", *(share(one["cosine"][i]) for i in layers)] for one in told["cosines"]]
    return table("Cosines of the vectors, by layer", ("Vectors", *(f"#{i}" for i in layers)), rows)


def over_choice(told: Mapping[str, Any]) -> str:
    """What the intervals allow for: any of the layers might have been the largest."""
    layers = len(told["vectors"][0]["norms"])
    return f"; intervals are 95% over the choice of {layers} layers" if layers > 1 else ""


def contrasts_table(told: Mapping[str, Any], contrasts: Rows) -> Table:
    rows = [
        [
            f"{one['treated']} - {one['control']}",
            one["vector"],
            READ_AT[one["place"]],
            NONE if one["layer"] is None else str(one["layer"]),
            NONE if one["value"] is None else three(one["value"]),
            interval_of(one, digits=3),
            chance(one["p"]),
            NONE if one["random_high"] is None else three(one["random_high"]),
            _points(one),
        ]
        for one in contrasts
    ]
    heads = (
        "Contrast", "Vector", "Read on", "#Layer", "#Difference", "#95% interval", "#Rank p", "#Random, 95 of 100",
        "#Checkpoints",
    )  # fmt: skip
    title = "Difference of shifts, in lengths of the stream; the interval is over training seeds"
    return table(title + over_choice(told), heads, rows, heads=3)


def _points(one: Mapping[str, Any]) -> str:
    """How many checkpoints a number is of, and how many were left out."""
    return count(one["points"]) + (f" ({one['left_out']} left out)" if one["left_out"] else "")


def monitoring_table(told: Mapping[str, Any], monitoring: Rows) -> Table:
    rows = [
        [
            one["vector"],
            one["scope"],
            str(one["layer"]) if one["layer"] is not None else NONE,
            _r(one),
            interval_of(one),
            chance(one["p"]),
            _r(one, "random_high"),
            count(one["points"]),
        ]
        for one in monitoring
        if one["measure"] == told["primary"]
    ]
    heads = ("Vector", "Over", "#Layer", "#r", "#95% interval", "#Rank p", "#Random, 95 of 100", "#Points")
    return table(f"With {told['primary']}{over_choice(told)}", heads, rows, heads=2)


def made_table(told: Mapping[str, Any]) -> Table:
    """Where every vector comes from; what all of them share is said by `made_alike`."""
    rows = []
    for one in told["vectors"]:
        pairs = one["pairs"]
        dropped = ", ".join(f"{why}: {n}" for why, n in pairs["dropped"].items()) or "none"
        share_dropped = share(1 - pairs["kept"] / pairs["asked"]) if pairs["asked"] else NONE
        kept = f"{pairs['kept']} of {pairs['asked']}"
        rows.append([one["name"], one["says"], one["way"], kept, f"{share_dropped} ({dropped})", one["numbers"][:12]])
    heads = ("Vector", "Stands for what", "Made of", "#Pairs kept", "Dropped", "Numbers")
    return table("Where the vectors come from", heads, rows)


def made_alike(told: Mapping[str, Any]) -> str:
    """What holds of every vector: its base, its site, and where it was read."""
    one = told["vectors"][0]
    base = f"{one['base']['name']} ({one['base']['digest'][:12]})"
    return f"Every vector was made from the base {base}. Site: {one['site']}. Read at: {one['read']}."


def layer_table(told: Mapping[str, Any]) -> Table:
    """Every vector at every layer: lengths, and the sign test."""
    rows = [
        [one["name"], str(i), number(norm, bounded=False), number(stream, bounded=False), share(agreeing)]
        for one in told["vectors"]
        for i, (norm, stream, agreeing) in enumerate(zip(one["norms"], one["stream"], one["agreeing"], strict=True))
    ]
    heads = ("Vector", "#Layer", "#Its length", "#The stream's", "#Pairs that agree")
    return table(
        "By layer: a pair agrees that lies on the side of a vector which its own cluster had no part in", heads, rows, heads=2
    )


def _r(one: Mapping[str, Any], key: str = "value") -> str:
    return NONE if one[key] is None else share(one[key])


def three(value: float) -> str:
    return share(value, digits=3)


def interval_of(one: Mapping[str, Any], *, digits: int = 2) -> str:
    """The interval, or why there is none; where more seeds would give one, the page says so once."""
    if one["low"] is None and ": run " in one["withheld"]:
        return "(withheld)" if one["value"] is not None else NONE
    if one["low"] is None:
        return f"(no interval: {one['withheld']})" if one["withheld"] else NONE
    return (
        interval(one["low"], one["high"]) if digits == 2 else f"[{share(one['low'], digits=3)}, {share(one['high'], digits=3)}]"
    )
