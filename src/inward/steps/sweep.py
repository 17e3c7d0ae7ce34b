"""A sweep from its pairs to its page: vectors, the choice of a layer, every multiplier of every line, slopes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inward.crew import Crew, cores
from inward.errors import StoreError, WeightsError
from inward.posing import scorer
from inward.progress import Progress
from inward.schema.outcome import Score
from inward.schema.sockets import AbstractWorld
from inward.schema.steering import Site
from inward.schema.sweep import Panel, Sweep
from inward.schema.talk import Transcript
from inward.stats.curves import Curves
from inward.steering import Made, families
from inward.steps.bench import Bench, Steering
from inward.steps.halves import halves
from inward.steps.steered_base import world_of
from inward.store.digest import digest, line, plain
from inward.store.rundir import check_room, read_record, write_rows
from inward.store.shelf import Shelf, default_folder
from inward.store.vector_file import READ, SITE, read_vector, write_vector
from inward.subjects.hold import hold

FORMAT = 1
RECORD = "sweep.json"


def steer(request: Steering, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    Carry out a sweep, or go on with it where it stopped; the run's folder.

    Raises
    ------
    DesignError
        No such layer; a world without pairs or questions for a panel; a base of the village that has not read what is asked.
    WeightsError
        The base cannot be loaded or steered, or answers nothing of a panel unsteered; the vector is another model's.
    StoreError
        The vector that is given cannot be read; the folder holds another sweep, or cannot be written.
    """
    from inward.report.sweep import headline, write_sweep

    sweep = request.sweep
    folder = out or Path("runs") / f"{sweep.name}-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    world = world_of(request)
    with progress or Progress() as showing, Crew(cores() if request.processes is None else request.processes) as crew:
        bench = Bench(request, world, crew, Shelf(store or default_folder()), showing)
        given = read_vector(request.vector, base=(bench.base_name, bench.base)) if request.vector else None
        made = crew.one(families, bench.place, sweep, world.items(sweep.pairs), world.items(sweep.unrelated), given)
        asked = world.items(_panel(sweep, sweep.chooser).items)
        development, test = halves((item.cluster for item in asked), what="Steering")
        _ask_unsteered(bench, made)
        layers = _layers(bench, made, development)
        curves = _curves(bench, made, layers, test)
        _write(folder, bench, made, curves)
        showing.say(f"report: {write_sweep(folder)}")
        showing.say(headline(folder))
    return folder


def _panel(sweep: Sweep, name: str) -> Panel:
    return next(panel for panel in sweep.panels if panel.name == name)


def _ask_unsteered(bench: Bench, made: Made) -> None:
    """
    Every question to the untouched model first: it takes moments, and choosing a layer takes minutes.

    Raises WeightsError where it gives none of the answers of a panel.
    """
    asked = [(panel, item) for panel in bench.request.sweep.asked.values() for item in bench.world.items(panel.items)]
    held = bench.hold({"untouched": (made.families[0], 0, 0.0)}, asked, phase="asking unsteered")
    for panel in bench.request.sweep.panels:
        mine = [i for i, (other, _) in enumerate(asked) if (other.items, other.scorer) == (panel.items, panel.scorer)]
        read = _reader(bench.world, panel)
        _check_answered(bench, panel, np.asarray([read(held["untouched", i]) for i in mine]))


def _check_answered(bench: Bench, panel: Panel, values: NDArray[np.float64]) -> None:
    """Raises WeightsError where an unsteered model has no number on any question of a panel."""
    if not np.isfinite(values).any():
        raise WeightsError(
            f"Steering {bench.base_name}: unsteered, it gives none of the answers of panel {panel.name!r}, so there is nothing "
            "to steer from. Take a checkpoint that answers these questions."
        )


def _layers(bench: Bench, made: Made, development: set[str]) -> tuple[int, ...]:
    """
    For each line the layer at which the chooser's measure rises most from -chosen_at to +chosen_at, on the development half.

    Nulls choose as the vector does: the best of as many layers.
    """
    sweep, count = bench.request.sweep, len(made.norms)
    if bench.request.layer is not None:
        Site(layer=bench.request.layer).check(count, model=bench.base_name)
        return (bench.request.layer,) * len(made.families)
    panel = _panel(sweep, sweep.chooser)
    asked = [(panel, item) for item in bench.world.items(panel.items) if item.cluster in development]
    lanes = {
        f"{family.name}/{layer}/{sign:+d}": (family, layer, sign * sweep.chosen_at)
        for family in made.families
        for layer in range(count)
        for sign in (-1, 1)
    }
    held = bench.hold(lanes, asked, phase="choosing layers")
    read = _reader(bench.world, panel)
    found = {name: np.asarray([read(held[name, i]) for i in range(len(asked))]) for name in lanes}
    ways = [[(f"{one.name}/{i}/+1", f"{one.name}/{i}/-1") for i in range(count)] for one in made.families]
    rises = np.asarray([[found[up] - found[down] for up, down in each] for each in ways])
    read_at = np.isfinite(rises).any(-1)
    if not read_at[0].any():
        raise WeightsError(
            f"Steering {bench.base_name}: under the vector it gives none of the answers of panel {panel.name!r} at any layer, so "
            "none can be chosen. Take a checkpoint that answers these questions, or fix one with --layer."
        )
    means = np.nanmean(np.where(read_at[..., None], rises, -1.0), axis=-1)
    return tuple(int(layer) for layer in means.argmax(1))


def _curves(bench: Bench, made: Made, layers: Sequence[int], test: set[str]) -> Curves:
    """Every question of every panel at every multiplier of every line; of the chooser's questions the test half."""
    sweep, chooser = bench.request.sweep, _panel(bench.request.sweep, bench.request.sweep.chooser)
    asked = [
        (panel, item)
        for panel in sweep.asked.values()
        for item in bench.world.items(panel.items)
        if panel.items != chooser.items or item.cluster in test
    ]
    pushed = [one for one in sweep.multipliers if one]
    lanes = {
        f"{family.name}/{multiplier:g}": (family, layer, multiplier)
        for family, layer in zip(made.families, layers, strict=True)
        for multiplier in pushed
    }
    lanes["untouched"] = (made.families[0], layers[0], 0.0)
    held = bench.hold(lanes, asked, phase="steering")
    values, clusters, lost = {}, {}, {}
    for panel in sweep.panels:
        mine = [i for i, (other, _) in enumerate(asked) if (other.items, other.scorer) == (panel.items, panel.scorer)]
        read = _reader(bench.world, panel)
        at = {name: [read(held[name, i]) for i in mine] for name in lanes}
        there = np.isfinite(at["untouched"])
        _check_answered(bench, panel, np.asarray(at["untouched"]))
        rows = [[at[f"{family.name}/{one:g}" if one else "untouched"] for one in sweep.multipliers] for family in made.families]
        found = np.asarray(rows)
        lost[panel.name] = int(np.isnan(found[0]).sum())
        found = np.where(np.isnan(found), np.asarray(at["untouched"]), found)
        values[panel.name] = found[..., there]
        mine = [i for i, kept in zip(mine, there, strict=True) if kept]
        names = [asked[i][1].cluster for i in mine]
        clusters[panel.name] = tuple(sorted(set(names)).index(name) for name in names)
    return Curves(
        sweep=sweep,
        lines=tuple(family.name for family in made.families),
        layers=tuple(layers),
        values=values,
        clusters=clusters,
        lost=lost,
    )


def _reader(world: AbstractWorld, panel: Panel) -> Callable[[Transcript], float]:
    """What reads one conversation to the panel's number; nan where there is none."""
    one = scorer(world, panel.scorer, judge="")

    def read(transcript: Transcript) -> float:
        (score,) = hold([one.read([transcript])], {})
        return score.values[panel.measure] if isinstance(score, Score) else float("nan")

    return read


def _write(folder: Path, bench: Bench, made: Made, curves: Curves) -> None:
    """sweep.json (what was asked and what the vector is), curves.jsonl, slopes.jsonl, and the vector's numbers; over no other."""
    sweep, layer = bench.request.sweep, curves.layers[0]
    data = digest(plain(bench.world.items(sweep.pairs)))
    told = {
        "format": FORMAT,
        "sweep": plain(sweep),
        "world": bench.world.name,
        "notice": bench.world.notice,
        "base": {"name": bench.base_name, "digest": bench.base},
        "decoding": bench.decoding,
        "vector": {
            "digest": made.families[0].digests[layer],
            "site": asdict(Site(layer=layer)),
            "convention": SITE,
            "read": READ,
            "given": made.given,
            "pairs": {"set": sweep.pairs, "count": made.pairs, "digest": data},
            "norm": made.norms[layer],
            "stream": made.stream[layer],
            "agreeing": made.agreeing[layer],
            "chosen": bench.request.layer is None,
        },
        "layers": [
            {"layer": i, "norm": norm, "stream": stream, "agreeing": agreeing}
            for i, (norm, stream, agreeing) in enumerate(zip(made.norms, made.stream, made.agreeing, strict=True))
        ],
        "lines": [{"line": name, "layer": at} for name, at in zip(curves.lines, curves.layers, strict=True)],
        "range": [sweep.multipliers[i] for i in curves.range],
        "steered": bench.steered,
        "lost": dict(curves.lost),
    }
    rows = [
        {
            "panel": panel,
            "line": name,
            "multiplier": multiplier,
            "values": values[i, j].tolist(),
            "mean": float(values[i, j].mean()),
        }
        for panel, values in curves.values.items()
        for i, name in enumerate(curves.lines)
        for j, multiplier in enumerate(sweep.multipliers)
    ]
    fitted = [
        {"panel": panel, "line": name, **asdict(curves.slope(panel, i))}
        for panel in curves.values
        for i, name in enumerate(curves.lines)
    ]
    check_same(folder, told)
    write_rows(folder / "curves.jsonl", rows)
    write_rows(folder / "slopes.jsonl", fitted)
    write_vector(folder / "vector.npy", made.families[0].vectors, _provenance(bench, made, data))
    write_rows(folder / RECORD, [told])


def check_same(folder: Path, told: Mapping[str, Any]) -> None:
    """Raises StoreError where a folder holds another sweep than the one that is told of."""
    there = read_record(folder, RECORD)
    if there is not None and there != json.loads(line(told)):
        raise StoreError(f"Writing {folder}: it holds another sweep. Choose another --out, or move it away.")


def _provenance(bench: Bench, made: Made, data: str) -> dict[str, Any]:
    """What the file of the vector needs beside its numbers."""
    return {
        "name": made.given or bench.request.sweep.pairs,
        "base": {"name": bench.base_name, "digest": bench.base},
        "method": "difference of means",
        "pairs": {"set": bench.request.sweep.pairs, "asked": made.pairs, "kept": made.pairs, "digest": data},
        "norms": list(made.norms),
        "stream": list(made.stream),
        "agreeing": list(made.agreeing),
    }
