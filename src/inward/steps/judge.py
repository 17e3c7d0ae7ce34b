"""Read every transcript, with the arm hidden."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from inward import work
from inward.crew import Crew
from inward.errors import SLIPS, InwardError, ProbeError
from inward.judging import Hosted
from inward.progress import Progress
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item, Speech, Transcript
from inward.steps.hosted import calling, converse, ledger
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import digest, plain
from inward.store.source import told
from inward.work import Place
from inward.worlds.own import Own

TOGETHER = 256
VERSION = 3
"""Of the room `scoring` and the worlds' oracles: raised when one of them reads a transcript otherwise than before."""


def judge(site: Site, held: Sequence[Held]) -> list[tuple[Score | Missing, str]]:
    """Step 6: each transcript's score, or why it has none, with its scorer's digest."""
    return read_by(site, held, Bench(scorers=site.scorers, marks=site.plan.scorers, seat=site.judge))


@final
@dataclass(frozen=True, kw_only=True)
class Bench:
    """Scorers by name with their digests, and the judge whom they may ask."""

    scorers: Mapping[str, AbstractScorer]
    marks: Mapping[str, str]
    seat: Place | Hosted | None


def read_by(site: Site, held: Sequence[Held], bench: Bench) -> list[tuple[Score | Missing, str]]:
    """Each transcript as these scorers read it, out of the store where it was read before."""
    marks = bench.marks
    keys = [score_key(one.key, marks[one.use.scorer], one.transcript.item) for one in held]
    kept = {key: revive(value) for key, value in site.shelf.get(keys).items()}
    missing = {key: one for key, one in zip(keys, held, strict=True) if key not in kept}
    site.progress.start("scoring", len(held), unit="transcripts", already=len(held) - len(missing))
    for part in _read(site, missing, bench):
        site.shelf.put({key: dry(value) for key, value in part.items()})
        kept |= part
        site.progress.advance(len(part))
    return [(kept[key], marks[one.use.scorer]) for key, one in zip(keys, held, strict=True)]


def score_key(transcript: str, scorer: str, item: Item) -> str:
    """What a score is kept under: its transcript, its scorer, and what of the item a scorer may read beside its text."""
    return digest(transcript, scorer, {"signs": list(item.signs), "facts": plain(item.facts)}, VERSION)


def _read(site: Site, missing: Mapping[str, Held], bench: Bench) -> Iterator[dict[str, Score | Missing]]:
    """Scores by key: exact ones here and at once, a judge's in tasks of fixed length."""
    by_scorer: dict[str, dict[str, Held]] = {}
    for key, one in missing.items():
        by_scorer.setdefault(one.use.scorer, {})[key] = one
    for name, mine in by_scorer.items():
        if bench.seat is None or not _may_ask(site, name):
            yield {key: _alone(name, bench.scorers[name], one.transcript) for key, one in mine.items()}
        elif isinstance(bench.seat, Hosted):
            told = {key: (one.id, one.transcript) for key, one in mine.items()}
            with calling(bench.seat, shelf=site.shelf, account=ledger(site), progress=site.progress) as endpoint:
                yield from converse(bench.scorers[name], told, endpoint)
        else:
            told = {key: (one.id, one.transcript) for key, one in mine.items()}
            yield from locally(bench.seat, bench.scorers[name], told, crew=site.crew, progress=site.progress)


def locally(
    seat: Place, scorer: AbstractScorer, told: Mapping[str, tuple[str, Transcript]], *, crew: Crew, progress: Progress
) -> Iterator[dict[str, Score | Missing]]:
    """Scores by key, with a local model as the judge; `told` holds each transcript's id and itself."""
    keys = list(told)
    parts = [keys[i : i + TOGETHER] for i in range(0, len(keys), TOGETHER)]
    calls = [(seat, scorer, [told[key][1] for key in part]) for part in parts]
    for number, judged in crew.each(work.judge, calls, heard=progress.hear):
        yield dict(zip(parts[number], judged, strict=True))


def _may_ask(site: Site, name: str) -> bool:
    """Whether a scorer may want the judge: the alignment scorer does, and one that a study brings may."""
    world = site.plan.world
    return name == "alignment" or (isinstance(world, Own) and name in world.brought.scorers)


def _alone(name: str, scorer: AbstractScorer, transcript: Transcript) -> Score | Missing:
    """What a scorer makes of a transcript where there is nobody to ask: one that asks comes to Missing, and says so."""
    try:
        return _answered(scorer.read([transcript]))
    except InwardError:
        raise
    except SLIPS as error:
        raise ProbeError(
            f"Scoring with {name!r}: {told(error)}, on a transcript of item {transcript.item.id!r}. Mend the scorer and run the "
            "same command again: finished work is kept."
        ) from error


def _answered(reading: Speech[Score | Missing]) -> Score | Missing:
    try:
        next(reading)
    except StopIteration as end:
        found: Score | Missing = end.value
        return found
    reading.close()
    return Missing(reason="no judge")


def dry(value: Score | Missing) -> dict[str, Any]:
    """A score as the store keeps it."""
    if isinstance(value, Missing):
        return {"missing": value.reason, "raw": list(value.raw)}
    return {"label": value.label, "values": dict(value.values), "reason": value.reason, "raw": list(value.raw)}


def revive(kept: Mapping[str, Any]) -> Score | Missing:
    """A score from the store."""
    if "missing" in kept:
        return Missing(reason=kept["missing"], raw=tuple(kept["raw"]))
    return Score(label=kept["label"], values=kept["values"], reason=kept["reason"], raw=tuple(kept["raw"]))
