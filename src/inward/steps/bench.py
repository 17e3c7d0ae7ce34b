"""Where a sweep works: the crew, the store, the place, and how its questions are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from inward.crew import Crew
from inward.plan import question
from inward.progress import Progress
from inward.schema.sockets import AbstractWorld
from inward.schema.steering import Site
from inward.schema.sweep import Panel, Sweep
from inward.schema.talk import Item, Transcript
from inward.steering import Family, Lane, converse_steered
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf
from inward.treatments.steer import Steer
from inward.weights.blocks import SHAPES, decoding
from inward.work import Place, Question, dtype_on, identity


@final
@dataclass(frozen=True, kw_only=True)
class Steering:
    """
    A sweep, as a user asks for it.

    `model` is the base to steer, without it the village's; where it is one of the village's too, `world` says so. `layer` fixes
    the layer that is otherwise chosen on the development half. `vector` is the file of one that was made before, from the same
    model: it is steered with in the place of that of the sweep's pairs, of whose activations the nulls are still made.
    """

    sweep: Sweep
    model: str = ""
    world: str = ""
    layer: int | None = None
    vector: Path | None = None
    device: str = "cpu"
    processes: int | None = None


@final
class Bench:
    """Where a sweep works: the crew, the store, the place, and how its questions are kept."""

    def __init__(self, request: Steering, world: AbstractWorld, crew: Crew, shelf: Shelf, progress: Progress) -> None:
        dtype = dtype_on(request.device)
        self.place = Place(reference=world.base, dtype=dtype, device=request.device)
        self.base_name, self.base = crew.one(identity, world.base)
        self.request, self.world, self.crew, self.shelf, self.progress = request, world, crew, shelf, progress
        self.decoding = decoding(dtype=dtype, device=request.device, threads=1)
        self.steered: dict[str, int] = {}

    def checkpoint(self, family: Family, layer: int, multiplier: float) -> str:
        """The digest of a steered base."""
        scope = self.request.sweep.scope
        made = Steer(digest=family.digests[layer], site=Site(layer=layer), multiplier=multiplier, scope=scope)
        return digest({"base": self.base, **made.ingredients(0)})

    def hold(
        self, lanes: Mapping[str, tuple[Family, int, float]], asked: Sequence[tuple[Panel, Item]], *, phase: str
    ) -> dict[tuple[str, int], Transcript]:
        """Every question to every lane, by lane and the question's number; what is in store is not asked again."""
        names = {name: self.checkpoint(*lane) for name, lane in lanes.items()}
        posed = [{"decoding": self.decoding, "probe": plain(panel.probe), "question": question(item)} for panel, item in asked]
        keys = {(name, i): digest({"adapter": made, **one}) for name, made in names.items() for i, one in enumerate(posed)}
        self.progress.start(phase, len(keys), unit="answers", already=0)
        groups = self._groups(list(lanes))
        calls = []
        for group in groups:
            mine = {keys[name, i] for name in group for i in range(len(asked))}
            if mine - self.shelf.get(list(mine)).keys():
                calls.append(self._call({name: lanes[name] for name in group}, asked, keys))
        for _, (held, counted) in self.crew.each(converse_steered, calls, heard=self.progress.hear):
            self.shelf.put({**held, **{f"steered/{names[name]}/{phase}": count for name, count in counted.items()}})
            self.progress.advance(len(held))
        kept = self.shelf.get(list(keys.values()))
        audits = self.shelf.get([f"steered/{made}/{phase}" for made in names.values()])
        self.steered |= {name: audits[f"steered/{made}/{phase}"] for name, made in names.items()}
        return {(name, i): Transcript(item=asked[i][1], **kept[key]) for (name, i), key in keys.items()}

    def _groups(self, names: Sequence[str]) -> list[Sequence[str]]:
        size = SHAPES[self.place.device.split(":")[0]].adapters
        return [names[start : start + size] for start in range(0, len(names), size)]

    def _call(
        self,
        lanes: Mapping[str, tuple[Family, int, float]],
        asked: Sequence[tuple[Panel, Item]],
        keys: Mapping[tuple[str, int], str],
    ) -> tuple[Place, dict[str, Lane], list[Question]]:
        scope = self.request.sweep.scope
        given = {
            name: Lane(site=Site(layer=layer), vector=family.vectors[layer], multiplier=multiplier, scope=scope)
            for name, (family, layer, multiplier) in lanes.items()
        }
        questions = [
            Question(adapter=name, probe=panel.probe, item=item, key=keys[name, i])
            for i, (panel, item) in enumerate(asked)
            for name in lanes
        ]
        return self.place, given, questions
