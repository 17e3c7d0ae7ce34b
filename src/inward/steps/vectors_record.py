"""Estimate what was read along vectors, and write it down."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StoreError
from inward.shifts import Made
from inward.stats.along import Lines, differ, monitor, relate
from inward.stats.ranked import Ranked, bare, kept
from inward.stats.rounding import six_or_none
from inward.steps.halves import halves
from inward.steps.vectors import Looked, Looking
from inward.store.digest import digest, plain
from inward.store.packed import named
from inward.store.rundir import read_record, write_rows
from inward.store.vector_file import READ, SITE, write_vector

FORMAT = 1
RECORD = "vectors.json"
PLACES = ("own", "same", "before")
SCOPES = ("overall", "between prompts", "within prompts", "seeds within prompts")


@final
class Estimates:
    """What was read, as the statistics see it."""

    def __init__(self, looked: Looked) -> None:
        self.looked, self.found = looked, looked.found
        self.facets = [made.facet.name for made in looked.axes.made]
        self.trained = [i for i, one in enumerate(self.found.members) if not one.anchor]
        names = [one.arm for one in self.found.members]
        self.arms = [sorted(set(names)).index(name) for name in names]
        self.seeds = min((Counter(names[i] for i in self.trained)).values(), default=0)
        dev, test = halves(self.found.clusters, what="Vectors")
        self.halves = tuple(np.asarray([one in half for one in self.found.clusters]) for half in (dev, test))

    @cached_property
    def stream(self) -> NDArray[np.float64]:
        """The stream's mean length at every layer, over the texts that the vectors were made of."""
        return np.asarray(np.mean([made.stream for made in self.looked.axes.made], axis=0))

    @cached_property
    def shifts(self) -> Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """
        By place, how far each checkpoint is from the base in lengths of the stream (checkpoint, vector, layer), on
        either half.
        """
        return {place: tuple(self._shift(getattr(self.looked, place), half) for half in self.halves) for place in PLACES}  # type: ignore[misc]

    def _shift(self, read: NDArray[np.float64], half: NDArray[np.bool_]) -> NDArray[np.float64]:
        moved = (read - read[:1])[:, half]
        there = np.isfinite(moved)
        total, count = np.where(there, moved, 0.0).sum(1), there.sum(1)
        return np.asarray(np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0) / self.stream)

    @cached_property
    def behaviours(self) -> Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """By name, a behaviour of every checkpoint on either half of its questions: the run's own measures, then each trait's."""
        made = {name: self._halved(self.found.measured(name), self.found.clusters) for name in self.found.measures}
        asked = {f"{name}, asked": self._halved(v, self.looked.clusters[name]) for name, v in self.looked.asked.items()}
        return {**made, **asked}

    def _halved(self, values: NDArray[np.float64], clusters: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        dev, test = halves(clusters, what="Vectors")
        return tuple(_means(values[:, [one in half for one in clusters]]) for half in (dev, test))  # type: ignore[return-value]

    def lines(self, facet: str) -> Lines:
        """Which axes are nulls of a facet."""
        names = self.looked.axes.names
        return Lines(
            target=names.index(facet),
            random=tuple(i for i, name in enumerate(names) if name.startswith("random ")),
            shuffled=tuple(i for i, name in enumerate(names) if name.startswith(f"{facet} shuffled ")),
            others=tuple(names.index(other) for other in self.facets if other != facet),
        )

    def relations(self) -> Iterator[dict[str, Any]]:
        """Every vector against every behaviour, at every place, over checkpoints and within arms: the whole matrix."""
        arms = [self.arms[i] for i in self.trained]
        for place in PLACES:
            shift = tuple(one[self.trained] for one in self.shifts[place])
            for behaviour, values in self.behaviours.items():
                measured = tuple(one[self.trained] for one in values)
                for facet in self.facets:
                    for scope, groups in (("checkpoints", None), ("within arms", arms)):
                        one = bare(relate(shift, measured, self.lines(facet), arms=groups), self.seeds)  # type: ignore[arg-type]
                        yield {"place": place, "vector": facet, "behaviour": behaviour, "scope": scope, **row(one)}

    def contrasts(self) -> Iterator[dict[str, Any]]:
        """How much farther one arm moved than the other of each contrast of the study."""
        names = [one.arm for one in self.found.members]
        bases = {one.arm for one in self.found.members if one.anchor}
        for contrast in self.found.study["study"]["contrasts"]:
            treated, control = ([name == contrast[side] for name in names] for side in ("treated", "control"))
            if not any(treated) or not any(control):
                continue
            for place in PLACES:
                for facet in self.facets:
                    one = differ(self.shifts[place], treated, control, self.lines(facet))
                    if one.value is not None and bases & {contrast["treated"], contrast["control"]}:
                        one = kept(one, withheld="the base is one checkpoint")
                    told = {"treated": contrast["treated"], "control": contrast["control"]}
                    yield {**told, "place": place, "vector": facet, **row(one)}

    def monitoring(self) -> Iterator[dict[str, Any]]:
        """What stands at the last token of a prompt against how its answers were scored."""
        for measure in self.found.measures:
            scored = self.found.measured(measure)
            for facet in self.facets:
                for scope in SCOPES:
                    given = {"halves": self.halves, "clusters": self.found.clusters, "arms": self.arms, "scope": scope}
                    one = bare(monitor(self.looked.before, scored, self.lines(facet), **given), self.seeds)  # type: ignore[arg-type]
                    yield {"vector": facet, "measure": measure, "scope": scope, **row(one)}

    def members(self) -> Iterator[dict[str, Any]]:
        """Every checkpoint: its shift along every facet by layer at every place, and its behaviours; both halves together."""
        for i, member in enumerate(self.found.members):
            for place in PLACES:
                shift = _means(np.stack([one[i] for one in self.shifts[place]], axis=-1))
                along = {facet: _listed(shift[j]) for j, facet in enumerate(self.facets)}
                yield {"arm": member.arm, "seed": member.seed, "adapter": member.digest, "place": place, "along": along}


def row(one: Ranked) -> dict[str, Any]:
    """A statistic as a line of a file: six decimals."""
    return {key: six_or_none(value) if isinstance(value, float) else value for key, value in asdict(one).items()}


def _means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over the last axis of what is there (for a behaviour: the questions that have a score); nan where nothing is."""
    there = np.isfinite(values)
    total, count = np.where(there, values, 0.0).sum(-1), there.sum(-1)
    return np.asarray(np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0))


def _listed(values: NDArray[np.float64]) -> list[float | None]:
    return [round(float(one), 6) if np.isfinite(one) else None for one in values]


def write(folder: Path, looked: Looked, looking: Looking) -> None:
    """
    All files of a look but the page.

    vectors.json (what was asked, and where each vector comes from), a .npy and a .json for each vector, activations.jsonl (a
    line per answer, by sample id), members.jsonl, relations.jsonl, contrasts.jsonl, monitoring.jsonl.
    """
    estimates = Estimates(looked)
    told = _told(looked, looking, estimates)
    there = read_record(folder, RECORD) or told
    if any(there.get(key) != told[key] for key in ("study", "world", "base", "probe")):
        raise StoreError(f"Writing {folder}: it holds other vectors. Choose another --out, or move it away.")
    write_rows(folder / "members.jsonl", estimates.members())
    write_rows(folder / "relations.jsonl", estimates.relations())
    write_rows(folder / "contrasts.jsonl", estimates.contrasts())
    write_rows(folder / "monitoring.jsonl", estimates.monitoring())
    write_rows(folder / "activations.jsonl", _activations(looked))
    for made in looked.axes.made:
        write_vector(folder / f"{made.facet.name}.npy", made.vectors, provenance(made, looked))
    write_rows(folder / RECORD, [told])


def provenance(made: Made, looked: Looked) -> dict[str, Any]:
    """Where a vector comes from: what a file of it needs beside its numbers."""
    items = looked.world.items(made.facet.pairs)
    return {
        "name": made.facet.name,
        "says": made.facet.says,
        "numbers": named(made.vectors),
        "base": {"name": looked.base[0], "digest": looked.base[1]},
        "site": SITE,
        "read": READ,
        "method": "difference of means",
        "pairs": {
            "set": made.facet.pairs,
            "asked": len(items),
            "kept": made.kept,
            "dropped": dict(made.dropped),
            "digest": digest(plain(items)),
        },
        "way": "texts of two labels" if items[0].options else "answers under two system turns",
        "norms": list(made.norms),
        "stream": list(made.stream),
        "agreeing": list(made.agreeing),
    }


def _activations(looked: Looked) -> Iterator[dict[str, Any]]:
    """Every answer of the run by its sample id: where it lies along each facet, layer by layer, and how it was scored."""
    facets = [made.facet.name for made in looked.axes.made]
    for member, read in zip(looked.found.members, looked.samples, strict=True):
        for answer, along in zip(member.answers, read, strict=True):
            yield {
                "id": answer.id,
                "arm": member.arm,
                "seed": member.seed,
                "item": looked.found.items[answer.question],
                "k": answer.k,
                "along": {facet: _listed(along[j]) for j, facet in enumerate(facets)},
                "values": dict(answer.values),
            }


def _told(looked: Looked, looking: Looking, estimates: Estimates) -> dict[str, Any]:
    found, made = looked.found, looked.axes.made
    return {
        "format": FORMAT,
        "study": found.study["study"]["name"],
        "hash": found.study["hash"],
        "world": found.study["world"],
        "notice": found.study["notice"],
        "base": {"name": looked.base[0], "digest": looked.base[1]},
        "probe": found.probe,
        "measures": list(found.measures),
        "primary": _primary(looked),
        "behaviours": {name: _by_member(values) for name, values in estimates.behaviours.items()},
        "members": [{"arm": one.arm, "seed": one.seed, "anchor": one.anchor} for one in found.members],
        "controls": sorted({arm["control"] for arm in found.study["study"]["arms"] if arm["control"]}),
        "left_out": dict(found.left_out),
        "questions": len(found.items),
        "clusters": [sorted(half) for half in halves(found.clusters, what="Vectors")],
        "answers": sum(len(one.answers) for one in found.members),
        "unread": _unread(looked),
        "nulls": {"random": looking.random, "shuffled": looking.shuffled},
        "decoding": looked.decoding,
        "vectors": [provenance(one, looked) for one in made],
        "cosines": _cosines(made),
    }


def _primary(looked: Looked) -> str:
    """The measure that is shown first: the study's own where the probe has it."""
    wanted = looked.found.study["study"]["primary_measure"]
    return wanted if wanted in looked.found.measures else looked.found.measures[0]


def _by_member(values: tuple[NDArray[np.float64], NDArray[np.float64]]) -> list[float | None]:
    return _listed(np.stack(values).mean(0))


def _unread(looked: Looked) -> int:
    """Answers that could not be read: empty, or longer than the model's context."""
    return int(sum(np.isnan(one).any(axis=(1, 2)).sum() for one in looked.samples))


def _cosines(made: Sequence[Made]) -> list[dict[str, Any]]:
    """Of every two facets, layer by layer."""
    found = []
    for i, one in enumerate(made):
        for other in made[i + 1 :]:
            sizes = np.linalg.norm(one.vectors, axis=1) * np.linalg.norm(other.vectors, axis=1)
            cosine = (one.vectors * other.vectors).sum(1) / np.maximum(sizes, 1e-12)
            found.append({"one": one.facet.name, "other": other.facet.name, "cosine": _listed(cosine.astype(float))})
    return found
