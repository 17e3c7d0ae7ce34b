"""A finished run as vectors read it: its checkpoints, the questions of one probe, what each answered, and how that was scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import DesignError
from inward.schema.sockets import AbstractWorld
from inward.schema.talk import Item, Message
from inward.shifts import Said
from inward.store.rundir import read_rows, read_study

FREE = "Freeform"


@final
@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of a run: its sample id, the question's number, the text, and the values that it was scored with."""

    id: str
    question: int
    k: int
    text: str
    values: Mapping[str, float]


@final
@dataclass(frozen=True, kw_only=True)
class Member:
    """One checkpoint of a run and what it answered; the untouched base is the `anchor`."""

    arm: str
    seed: int
    digest: str
    anchor: bool
    answers: tuple[Answer, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Finished:
    """A run, its probe with free answers, that probe's questions with their clusters, and its checkpoints, the base first."""

    folder: Path
    study: Mapping[str, Any]
    probe: str
    measures: tuple[str, ...]
    openings: tuple[tuple[Message, ...], ...]
    items: tuple[str, ...]
    clusters: tuple[str, ...]
    members: tuple[Member, ...]
    left_out: Mapping[str, str]

    def said(self, member: Member, *, most: int | None = None) -> list[Said]:
        """What a checkpoint answered, `most` samples of a question at most."""
        some = [one for one in member.answers if most is None or one.k < most]
        return [Said(messages=self.openings[one.question], answer=one.text, question=one.question) for one in some]

    def measured(self, measure: str) -> NDArray[np.float64]:
        """The mean score of every checkpoint on every question [checkpoint, question]; nan where no answer has one."""
        found = np.full((len(self.members), len(self.items)), np.nan)
        for i, member in enumerate(self.members):
            for j in range(len(self.items)):
                values = [one.values[measure] for one in member.answers if one.question == j and measure in one.values]
                if values:
                    found[i, j] = np.mean(values)
        return found


def read_finished(folder: Path, *, probe: str = "") -> Finished:
    """
    A finished run's files.

    Raises
    ------
    StoreError
        A file is missing or of another version.
    DesignError
        It has no probe with free answers, no untouched base, or nothing that was trained here.
    """
    study = read_study(folder)
    use = _use(study, probe)
    scores = {(row["id"], row["arm"]): row["values"] for row in read_rows(folder / "scores.jsonl") if row["probe"] == use["name"]}
    rows = [row for row in read_rows(folder / "transcripts.jsonl") if row["probe"] == use["name"]]
    firsts = {row["item"]: row for row in reversed(rows)}
    items = tuple(dict.fromkeys(row["item"] for row in rows))
    anchors = {arm["name"] for arm in study["study"]["arms"] if arm["corpus"] is None and not arm.get("elsewhere")}
    given = {one["arm"] for one in study.get("elsewhere", [])}
    members = []
    for arm, seed, digest in dict.fromkeys((row["arm"], row["seed"], row["adapter"]) for row in rows):
        if arm not in given:
            mine = [row for row in rows if (row["arm"], row["seed"]) == (arm, seed)]
            answers = tuple(_answer(row, items, scores) for row in mine)
            members.append(Member(arm=arm, seed=seed, digest=digest, anchor=arm in anchors, answers=answers))
    members.sort(key=lambda one: not one.anchor)
    if len([one for one in members if one.anchor]) != 1 or len(members) < 2:
        raise DesignError(
            f"Vectors: {folder} holds {len(members)} checkpoints that are of one base or trained here, and a shift needs the "
            "untouched base beside at least one that was trained. Run a study with an untouched arm."
        )
    return Finished(
        folder=folder,
        study=study,
        probe=use["name"],
        measures=tuple(measure["name"] for measure in use["measures"] if not measure.get("descriptive")),
        openings=tuple((Message(role="user", text=firsts[item]["text"]),) for item in items),
        items=items,
        clusters=tuple(firsts[item]["cluster"] for item in items),
        members=tuple(members),
        left_out=dict.fromkeys(sorted(given), "made elsewhere"),
    )


def _use(study: Mapping[str, Any], probe: str) -> Mapping[str, Any]:
    """The probe that is asked for; else the primary one if its answers are free, else the first whose are."""
    free: list[Mapping[str, Any]] = [use for use in study["study"]["probes"] if use["probe"]["is"] == FREE]
    wanted = probe or study["study"]["primary_probe"]
    for use in free:
        if use["name"] == wanted:
            return use
    if probe or not free:
        there = ", ".join(use["name"] for use in free) or "none"
        asked = f"no probe {probe!r} with free answers" if probe else "no probe with free answers"
        raise DesignError(f"Vectors: study {study['study']['name']} has {asked}; those that have: {there}.")
    return free[0]


def _answer(row: Mapping[str, Any], items: Sequence[str], scores: Mapping[tuple[str, str], Mapping[str, float]]) -> Answer:
    return Answer(
        id=row["id"],
        question=items.index(row["item"]),
        k=row["k"],
        text=str(row["parts"].get("answer", "")),
        values=scores.get((row["id"], row["arm"]), {}),
    )


def opened(found: Finished, world: AbstractWorld) -> tuple[tuple[Message, ...], ...]:
    """The turns before every answer, with the system turn that the world knows for it; a question of the user's own has none."""
    use = next(one for one in found.study["study"]["probes"] if one["name"] == found.probe)
    known: Mapping[str, Item] = {item.id: item for item in world.items(use["items"])}
    return tuple(
        known[name].opening() if name in known and known[name].text == opening[-1].text else opening
        for name, opening in zip(found.items, found.openings, strict=True)
    )
