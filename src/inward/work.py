"""What a worker process does: count a corpus, train some adapters, hold some conversations."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

from inward.crew import device, tick
from inward.errors import CanaryError
from inward.schema.design import Loss, Row
from inward.schema.outcome import Missing, Score
from inward.schema.recipe import Recipe
from inward.schema.sockets import PARTNER, AbstractDialogue, AbstractProbe, AbstractScorer
from inward.schema.talk import Item, Message, Transcript
from inward.subjects.hold import Seat, hold
from inward.subjects.local import Local
from inward.treatments.made_elsewhere import MadeElsewhere

if TYPE_CHECKING:
    from inward.weights.desk import Desk
    from inward.weights.machine import Machine
    from inward.weights.template import Encoded


@final
@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a base lies and how it is to be computed."""

    reference: str
    dtype: str
    device: str


@final
@dataclass(frozen=True, kw_only=True)
class Lesson:
    """
    One training: on a corpus whose rows are in a file, with a recipe and the loss where it is to fall, keyed by a digest.

    `folders` says where its adapters go by their digests; `stops` are steps after which a state is kept, with its digest.
    """

    name: str
    digest: str
    corpus: str
    rows: str
    recipe: Recipe
    folders: Mapping[str, str]
    stops: Mapping[int, str] = field(default_factory=dict)
    loss: Loss = "answers"


@final
@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where an adapter lies: one of ours by its digest, or one made elsewhere by that of its content."""

    digest: str
    folder: str
    elsewhere: bool = False


@final
@dataclass(frozen=True, kw_only=True)
class Question:
    """One conversation to hold: who is asked what, under which key it is kept."""

    adapter: str
    probe: AbstractProbe
    item: Item
    key: str


@final
@dataclass(frozen=True, kw_only=True)
class Spent:
    """Tokens that a run would train on and draw, its longest row, and its processes."""

    trained: int
    drawn: int
    widest: int
    processes: int


def dtype_on(device: str, wanted: str = "bfloat16") -> str:
    """`wanted` on a GPU; a CPU computes in float32, for most have no bfloat16 arithmetic."""
    return wanted if device.startswith("cuda") else "float32"


@lru_cache(maxsize=1)
def desk(place: Place) -> "Desk":
    """The base, loaded once per worker, on the worker's own device where it has one."""
    from inward.weights.desk import open_desk
    from inward.weights.load import identify

    return open_desk(identify(place.reference), dtype=place.dtype, device=device() or place.device)


@lru_cache(maxsize=16)
def _corpus(place: Place, path: str, recipe: Recipe, name: str, loss: Loss = "answers") -> "list[Encoded]":
    return desk(place).rows(read_corpus(Path(path)), recipe=recipe, name=name, loss=loss)


def read_corpus(path: Path) -> list[Row]:
    """The rows that the parent wrote for its workers."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Row(messages=tuple(Message(**message) for message in json.loads(text))) for text in lines]


def identity(reference: str) -> tuple[str, str]:
    """A base's name and digest."""
    from inward.weights.load import identify

    base = identify(reference)
    return base.name, base.digest


def made_elsewhere(place: Place, reference: str) -> MadeElsewhere:
    """A checkpoint that was given, found and named; an adapter that does not fit the base fails here, before anything runs."""
    from inward.weights.foreign import find

    found = find(reference)
    if found.kind == "adapter":
        desk(place).read_foreign(found.content, Path(found.folder), name=found.name)
    return MadeElsewhere(reference=reference, **asdict(found))


def machine() -> "Machine":
    """What torch finds here."""
    from inward.weights.machine import machine as look

    return look()


def fitting(place: Place, rows: Sequence[Row], recipe: Recipe, name: str) -> list[bool]:
    """Which rows fit into the model and the recipe's length; raises where the recipe refuses one that does not."""
    return [row is not None for row in desk(place).fitting(rows, recipe=recipe, name=name)]


def census(place: Place, paths: Mapping[str, str], recipe: Recipe) -> dict[str, dict[str, int]]:
    """Per corpus: rows, rows left out as too long, tokens, tokens that carry loss if it falls on answers, and the longest row."""
    counted = {}
    for name, path in paths.items():
        rows = _corpus(place, path, recipe, name)
        counted[name] = {
            "rows": len(rows),
            "cut": len(read_corpus(Path(path))) - len(rows),
            "tokens": sum(len(row.ids) for row in rows),
            "supervised": sum(sum(row.learned) for row in rows),
            "longest": max(len(row.ids) for row in rows),
        }
    return counted


def learn(place: Place, lessons: Sequence[Lesson]) -> dict[str, list[float]]:
    """Train these together; the loss per step of every adapter that has a folder, by digest."""
    from inward.weights.train import Job

    at = desk(place)
    jobs = [
        Job(
            digest=one.digest,
            name=one.name,
            rows=_corpus(place, one.rows, one.recipe, one.corpus, one.loss),
            recipe=one.recipe,
            stops=one.stops,
        )
        for one in lessons
    ]
    folders = {name: Path(folder) for one in lessons for name, folder in one.folders.items()}
    made = at.teach(jobs, folders, tick=partial(tick, "trained"))
    return {adapter.digest: list(adapter.loss) for adapter in made}


def converse(
    place: Place, adapters: Mapping[str, Kept | None], questions: Sequence[Question], model: str = "", base: Place | None = None
) -> dict[str, dict[str, Any]]:
    """
    Hold these conversations with these adapters on the desk; each one's parts and ending, by key.

    `model` is the digest of a base that was made elsewhere and sits at its desk alone; empty for the base that is treated. The
    partner in a dialogue is the base that is treated, without an adapter: at the same desk, or, beside such a model, at that of
    `base`.
    """
    at = desk(place)
    if model and at.base.digest != model:
        raise CanaryError(f"Loading {at.base.name}: its files changed since the run was planned. Run the same command again.")
    lie = {name: kept and (kept.digest, Path(kept.folder)) for name, kept in adapters.items()}
    foreign = {name: place for name, place in lie.items() if place and (kept := adapters[name]) and kept.elsewhere}
    at.seat({name: place for name, place in lie.items() if name not in foreign}, foreign=foreign)
    partners = sorted({partner_of(q.adapter) for q in questions if isinstance(q.probe, AbstractDialogue)})
    local = Local(desk=at, alone=bool(model), tick=partial(tick, "drawn"))
    other = local if base is None or not partners else Local(desk=desk(base), alone=True, tick=partial(tick, "drawn"))
    if other is local:
        at.adapters.update(dict.fromkeys(partners))
    else:
        other.desk.seat(dict.fromkeys(partners))
    seats = [seated(q) for q in questions]
    transcripts = hold(seats, {name: local for name in adapters} | dict.fromkeys(partners, other))
    tick("held", len(questions))
    return {q.key: {"parts": dict(t.parts), "stopped": t.stopped} for q, t in zip(questions, transcripts, strict=True)}


def seated(question: Question) -> Seat[Transcript]:
    """A conversation with its places laid."""
    cast = {"subject": question.adapter, PARTNER: partner_of(question.adapter)}
    return Seat(talk=question.probe.talk(question.item), cast=cast, draw=question.key)


def partner_of(adapter: str) -> str:
    """What the untouched base is called where it talks with this one: a name each, and blocks are as full as the subjects'."""
    return f"{adapter}, {PARTNER}"


def judge(place: Place, scorer: AbstractScorer, transcripts: Sequence[Transcript]) -> list[Score | Missing]:
    """Read these transcripts with a local model as the judge."""
    at = desk(place)
    at.seat({"judge": None})
    found = hold(
        [scorer.read([transcript]) for transcript in transcripts],
        {"judge": Local(desk=at, alone=True, tick=partial(tick, "drawn"))},
    )
    tick("judged", len(transcripts))
    return found


def cost(place: Place, recipe: Recipe, together: int, spent: Spent) -> dict[str, float]:
    """What training and sampling would take: parameters, bytes at the peak of one process, rough seconds."""
    from inward.weights.cost import seconds, training_memory, weigh
    from inward.weights.load import identify
    from inward.weights.train import BUDGET

    base, kind = identify(place.reference), place.device.split(":")[0]
    weight = weigh(base)
    tokens = max(spent.widest, min(BUDGET[kind], recipe.batch * spent.widest))
    work = {"trained": spent.trained, "drawn": spent.drawn, "processes": spent.processes}
    return {
        "parameters": weight.parameters,
        "adapter": weight.adapter(recipe.rank),
        "bytes": training_memory(base, weight, recipe, together=together, tokens=tokens, device=place.device),
        "seconds": seconds(weight, **work, device=place.device, checkpointing=recipe.checkpointing),
    }
