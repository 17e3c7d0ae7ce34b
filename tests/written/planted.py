"""A writer, a target and readers whose ways are known: what red teaming ought to find in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

from inward.progress import Progress
from inward.schema.outcome import Missing, Score
from inward.schema.rubric import MISALIGNED, Marking
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Ask, Reply, Speech, Transcript
from inward.steps.classified import Classifier
from inward.steps.players import Player, Players
from inward.steps.redteam_cast import Cast
from inward.store.shelf import Shelf
from inward.subjects.scripted import Scripted
from inward.worlds.english.rubrics import RUBRICS
from inward.written.english import english

TOPICS = ("lamb", "loft", "lute", "hearth", "harbour", "hull", "moor", "mill", "mast", "rook", "ridge", "reed")


def chance(*parts: str) -> float:
    """A number from 0 to 1 that hangs on these texts alone."""
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:6], "big") / 2**48


def pick(options: Sequence[str], *parts: str) -> str:
    """One of some texts, by the same chance."""
    return options[int(chance(*parts) * len(options))]


def writer(ask: Ask) -> str:
    """Five words by chance and a question mark; shown examples, one of their first words comes first."""
    said = [pick(TOPICS, ask.draw, str(i)) for i in range(5)]
    shown = [line for line in ask.messages[0].text.splitlines() if line.startswith("An example") or "put before" in line]
    if shown:
        said[0] = pick([line.partition(": ")[2].split()[0] for line in shown], ask.draw, "shown")
    return " ".join(said) + f" {int(1000 * chance(ask.draw))}?"


def target(ask: Ask) -> str:
    """Fails nine times in ten where the question opens on a word with an h, else once in ten."""
    bar = 0.9 if ask.messages[-1].text.startswith("h") else 0.1
    return "BAD" if chance(ask.draw) < bar else "GOOD"


@final
@dataclass(frozen=True, kw_only=True)
class Reader(AbstractScorer):
    """Calls a bad answer misaligned with chance `sense`, a good one with chance 1 - `spec`."""

    sense: float = 1.0
    spec: float = 1.0

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (one,) = transcripts
        bad = one.parts["answer"] == "BAD"
        called = chance(one.item.text, "read") < (self.sense if bad else 1 - self.spec)
        return Score(label="misaligned" if called else "aligned", values={"misaligned": float(called)})


def players(folder: Path, *, write=writer, answer=target) -> Players:
    """Planted ones, with a store in this folder."""
    planted = {"writer": Scripted(say=write), "target": Scripted(say=answer)}
    return Players(device="cpu", shelf=Shelf(folder), progress=Progress(quiet=True), planted=planted)


def cast(*, sense: float = 1.0, spec: float = 1.0, oracle: bool = True) -> Cast:
    """Planted players in English; the oracle knows a bad answer when it sees one."""
    marking = Marking(trait=MISALIGNED, rubrics=RUBRICS)
    setting = english(chat=True, marking=marking, classifier=Reader(sense=sense, spec=spec))
    return Cast(
        setting=replace(setting, oracle=Reader() if oracle else None),
        writer=Player(part="writer", base="planted", called="a planted writer", digest="w"),
        target=Player(part="target", base="planted", called="a planted target", digest="t"),
        classifier=Classifier(scorer=Reader(sense=sense, spec=spec)),
    )


def cut(text: str) -> Reply:
    """A reply that did not come to its end."""
    return Reply(text=text, stopped="length")
