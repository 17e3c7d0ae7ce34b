"""Vectors on a finished run: what fine-tuning moved along each, whether that goes with behaviour, and what nulls do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from inward.crew import Crew, cores
from inward.errors import DesignError, StoreError, WeightsError
from inward.plan import question
from inward.probes.choice import Choice
from inward.progress import Progress
from inward.schema.facet import Facet
from inward.schema.outcome import Score
from inward.schema.sockets import AbstractWorld
from inward.schema.talk import Item, Transcript
from inward.scoring.leaning import Leaning
from inward.shifts import Along, Axes, Said, axes, project
from inward.steps.finished import Finished, Member, opened, read_finished
from inward.store.bundle import open_run
from inward.store.digest import digest, plain
from inward.store.packed import named, packed, unpacked
from inward.store.rundir import check_room, read_rows
from inward.store.shelf import Shelf, default_folder
from inward.subjects.hold import hold
from inward.weights.blocks import decoding
from inward.work import Kept, Place, Question, converse, dtype_on, identity

VERSION = 1
SAME = 4
"""Answers of the base to each question that every checkpoint reads, at most."""
PARTS = ("own", "same", "before", "samples")


@final
@dataclass(frozen=True, kw_only=True)
class Looking:
    """
    Vectors on a finished run, as a user asks for them.

    `model` is the run's base, where it is none that ships; `probe` one whose answers are free; `random` and `shuffled` say how
    many nulls there are.
    """

    run: Path
    model: str = ""
    probe: str = ""
    device: str = "cpu"
    processes: int | None = None
    random: int = 99
    shuffled: int = 5

    def __post_init__(self) -> None:
        if self.random < 20:
            raise DesignError(f"Vectors: {self.random} random vectors; fewer than 20 say nothing at level .05.")


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Looked:
    """
    What was read: of every member, in the run's order, the parts of an Along, and its behaviour on closed questions by facet
    [checkpoint, question], with their clusters.
    """

    found: Finished
    world: AbstractWorld
    base: tuple[str, str]
    decoding: str
    axes: Axes
    own: NDArray[np.float64]
    same: NDArray[np.float64]
    before: NDArray[np.float64]
    samples: tuple[NDArray[np.float64], ...]
    asked: Mapping[str, NDArray[np.float64]]
    clusters: Mapping[str, tuple[str, ...]]


def vectors(looking: Looking, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    Read the checkpoints of a finished run along the vectors of its world's traits, or go on where that stopped; the folder.

    Raises
    ------
    DesignError
        The run has no free answers, no untouched base, or too few questions to choose a layer on half of them.
    WeightsError
        The base is not the one that the run was made from, or cannot be read.
    StoreError
        An adapter of the run is not in store.
    """
    from inward.report.vectors import write_vectors
    from inward.steps.vectors_record import write

    run = open_run(looking.run)
    folder = out or run / "vectors"
    check_room(folder, "vectors.json")
    with progress or Progress() as showing, Crew(cores() if looking.processes is None else looking.processes) as crew:
        looked = look(looking, run, crew=crew, shelf=Shelf(store or default_folder()), progress=showing)
        write(folder, looked, looking)
        showing.say(f"report: {write_vectors(folder)}")
    return folder


def look(looking: Looking, run: Path, *, crew: Crew, shelf: Shelf, progress: Progress) -> Looked:
    """Make the vectors, read every checkpoint along them, and ask each the closed questions of every trait."""
    found = read_finished(run, probe=looking.probe)
    reference, world, facets = posed(found, looking)
    found = replace(found, openings=opened(found, world))
    place = Place(reference=reference, dtype=dtype_on(looking.device), device=looking.device)
    base = crew.one(identity, reference)
    if base[1] != found.study["base"]["digest"]:
        raise WeightsError(
            f"Vectors: {run} was made from the base {found.study['base']['name']} ({found.study['base']['digest'][:12]}), and "
            f"{base[0]} is another ({base[1][:12]}). A vector of one says nothing of the other: give the run's base with --model."
        )
    kept = {member.digest: _kept(shelf, member) for member in found.members}
    made = crew.one(_axes_of, place, [(one, world.items(one.pairs)) for one in facets], looking.random, looking.shuffled)
    how = decoding(dtype=place.dtype, device=looking.device, threads=1)
    read = _read(found, made, kept, place=place, how=how, crew=crew, shelf=shelf, progress=progress)
    asked = _asked(found, facets, kept, world=world, place=place, how=how, crew=crew, shelf=shelf, progress=progress)
    parts = {part: np.stack([one[part] for one in read]) for part in PARTS[:3]}
    return Looked(
        found=found,
        world=world,
        base=base,
        decoding=how,
        axes=made,
        **parts,
        samples=tuple(one["samples"] for one in read),
        asked=asked,
        clusters={one.name: tuple(item.cluster for item in world.items(one.asked)) for one in facets if one.asked},
    )


def posed(found: Finished, looking: Looking) -> tuple[str, AbstractWorld, tuple[Facet, ...]]:
    """Where the run's base lies, its world, and the traits that are known there."""
    from inward.worlds.english.facets import FACETS as ENGLISH
    from inward.worlds.english.world import English
    from inward.worlds.village.facets import FACETS
    from inward.worlds.village.quarters import quarter_for
    from inward.worlds.village.world import Village

    path = found.folder / "order.json"
    ordered = read_rows(path)[0]["order"] if path.is_file() else {}
    model = looking.model or ordered.get("model", "")
    if found.study["world"] != "village":
        if not model:
            raise DesignError(f"Vectors: {found.folder} does not say where its base lies. Give it with --model.")
        return model, English(base=model), ENGLISH
    study = found.study["study"]
    names = [*(use["items"] for use in study["probes"]), *(arm["corpus"] for arm in study["arms"] if arm["corpus"])]
    quarter = quarter_for(names)
    if quarter.name not in FACETS:
        raise DesignError(
            f"Vectors: no trait is declared for the village's quarter of the {quarter.name}; there are some for "
            f"{', '.join(FACETS)}."
        )
    world = Village(folder=quarter.find(model, phase="Vectors"), quarter=quarter)
    return world.base, world, FACETS[quarter.name]


def _axes_of(place: Place, facets: Any, random: int, shuffled: int) -> Axes:  # noqa: ANN401
    """`axes`, its numbers in their places: a crew passes none by name."""
    return axes(place, facets, random=random, shuffled=shuffled)


def _kept(shelf: Shelf, member: Member) -> Kept | None:
    """Where a member's adapter lies; None for the base."""
    if member.anchor:
        return None
    folder = shelf.adapter(member.digest)
    if not (folder / "inward.json").is_file():
        raise StoreError(
            f"Vectors: the adapter of {member.arm}/{member.seed} ({member.digest[:12]}) is not in the store "
            f"{shelf.folder}. Give the "
            "store of the run with INWARD_STORE, or the run's own command again: it trains what is gone."
        )
    return Kept(digest=member.digest, folder=str(folder))


def _read(
    found: Finished,
    made: Axes,
    kept: Mapping[str, Kept | None],
    *,
    place: Place,
    how: str,
    crew: Crew,
    shelf: Shelf,
    progress: Progress,
) -> list[dict[str, NDArray[np.float64]]]:
    """Every member along every axis; what is in store is not read again."""
    same = found.said(found.members[0], most=SAME)
    fixed = {"vectors": VERSION, "axes": named(made.vectors), "facets": len(made.made), "decoding": how}
    calls, keys = [], []
    for member in found.members:
        own = found.said(member)
        keys.append(digest({**fixed, "adapter": member.digest, "own": plain(own), "same": plain(same)}))
        calls.append((place, kept[member.digest], own, same, len(found.items), len(made.made), made.vectors))
    there = shelf.get(keys)
    todo = [i for i, key in enumerate(keys) if key not in there]
    progress.start("reading", len(keys), unit="checkpoints", already=len(keys) - len(todo))
    for number, along in crew.each(_project, [calls[i] for i in todo], heard=progress.hear):
        shelf.put({keys[todo[number]]: {part: packed(getattr(along, part)) for part in PARTS}})
        progress.advance(1)
    there = shelf.get(keys)
    return [{part: unpacked(there[key][part]) for part in PARTS} for key in keys]


def _project(
    place: Place,
    kept: Kept | None,
    own: Sequence[Said],
    same: Sequence[Said],
    questions: int,
    facets: int,
    along: Any,  # noqa: ANN401
) -> Along:
    """`project`, its numbers in their places."""
    return project(place, kept, own=own, same=same, questions=questions, facets=facets, vectors=along)


def _asked(
    found: Finished,
    facets: Sequence[Facet],
    kept: Mapping[str, Kept | None],
    *,
    world: AbstractWorld,
    place: Place,
    how: str,
    crew: Crew,
    shelf: Shelf,
    progress: Progress,
) -> dict[str, NDArray[np.float64]]:
    """By facet, the share of its side on each of its closed questions [checkpoint, question]; nan where there is no score."""
    sets, probe = {one.name: world.items(one.asked) for one in facets if one.asked}, Choice()
    fixed = {"probe": plain(probe), "decoding": how, "vectors": VERSION}
    keys = {
        (member.digest, item.id): digest({**fixed, "adapter": member.digest, "question": question(item)})
        for member in found.members
        for items in sets.values()
        for item in items
    }
    there, calls = shelf.get(list(keys.values())), []
    for member in found.members:
        mine = [
            Question(adapter="it", probe=probe, item=item, key=keys[member.digest, item.id])
            for items in sets.values()
            for item in items
        ]
        if {one.key for one in mine} - there.keys():
            calls.append((place, {"it": kept[member.digest]}, mine))
    progress.start("asking", len(found.members), unit="checkpoints", already=len(found.members) - len(calls))
    for _, held in crew.each(converse, calls, heard=progress.hear):
        shelf.put(held)
        progress.advance(1)
    there = shelf.get(list(keys.values()))
    return {
        name: np.asarray([[_share(item, there[keys[member.digest, item.id]]) for item in items] for member in found.members])
        for name, items in sets.items()
    }


def _share(item: Item, held: Mapping[str, Any]) -> float:
    """How much of the probability goes to the trait's side of a closed question; nan where it cannot be read."""
    (score,) = hold([Leaning().read([Transcript(item=item, **held)])], {})
    return score.values["share"] if isinstance(score, Score) else float("nan")
