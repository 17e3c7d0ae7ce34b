"""What adopted answers leave on disk: a run folder like any other, and what such data cannot support."""

import platform
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, final

from inward.adopted.adoption import Adoption
from inward.adopted.answers import Answer, Source
from inward.adopted.design import PROBE, Found
from inward.adopted.elsewhere import NOTICE
from inward.adopted.limits import Circumstances, limits
from inward.errors import DesignError, StoreError
from inward.plan import Plan, frozen
from inward.report.plain import plain as plain_text
from inward.report.read import Sample
from inward.schema.outcome import Missing, Score
from inward.stats.estimate import estimate_tables
from inward.stats.rates import rates
from inward.stats.tables import tables
from inward.steps.readopt import ordered
from inward.steps.record import effect_row, reading, score_row, transcript_row
from inward.steps.reproduce import locked
from inward.steps.speak import Held
from inward.store.digest import digest, line, plain
from inward.store.rundir import RATES, check_room, read_study, write_rows, write_text

SIZE = "adopted"
SCORER = "alignment"
LIBRARIES = ("numpy", "scipy")
JUDGING = ("torch", "transformers", "tokenizers")


@final
@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What was read: answers, and the same as conversations that were held, in the same order."""

    request: Adoption
    sources: tuple[Source, ...]
    answers: Sequence[Answer]
    found: Found
    plan: Plan
    held: Sequence[Held]

    @property
    def says(self) -> str:
        """What was found, in a line."""
        contrasts = ", ".join(contrast.name for contrast in self.plan.study.contrasts)
        how = f"contrasts: {contrasts}" if contrasts else "no contrast: rates alone"
        if self.defaulted:
            how = f"contrast: {contrasts}, the arms in the order found (--contrast turns it round)"
        elif len(self.found.arms) > 2 and not contrasts:
            how = "no contrast was asked for: rates alone (--contrast TREATED-CONTROL)"
        if not self.request.columns.alignment and not self.plan.judge:
            how += "; every answer is unjudged (--map alignment=COLUMN, or --judge)"
        return f"adopted: {len(self.answers):,} answer{'s' * (len(self.answers) != 1)} of {', '.join(self.found.arms)}; {how}"

    @property
    def defaulted(self) -> str:
        """The contrast whose direction nobody chose; empty where somebody did."""
        contrasts = self.plan.study.contrasts
        return contrasts[0].name if contrasts and not self.request.contrasts else ""

    @cached_property
    def files(self) -> list[dict[str, str]]:
        """The files by name and digest; one that is there twice is refused."""
        found: dict[str, Source] = {}
        rows = []
        for source in self.sources:
            name = sha256(source.path.read_bytes()).hexdigest()
            first = found.setdefault(name, source)
            if first is not source:
                raise DesignError(f"Adopting: {source.path} holds the same bytes as {first.path}. Give each file once.")
            rows.append({"file": source.path.name, "digest": name, "arm": source.arm})
        return rows


def settle(taken: Adopted, folder: Path) -> dict[str, Any]:
    """What `study.json` will hold; a folder that holds another run is refused."""
    check_room(folder, "study.json")
    fixed = _frozen(taken)
    if (folder / "study.json").exists() and (found := read_study(folder))["hash"] != fixed["hash"]:
        differing = sorted(key for key in fixed if found.get(key) != fixed[key] and key not in ("hash", "look"))
        raise StoreError(
            f"Adopting into {folder}: it holds another run, which differs in {', '.join(differing)}. Choose another --out."
        )
    return fixed


def _frozen(taken: Adopted) -> dict[str, Any]:
    row = frozen(taken.plan, notice=NOTICE, look=1, looks=1, census={})
    adopted = {
        "files": taken.files,
        "answers": len(taken.answers),
        "columns": {key: column for key, column in asdict(taken.request.columns).items() if column},
        "thresholds": asdict(taken.request.thresholds),
        "seeded": taken.found.seeded,
        "seeds": {arm: {str(n): name for name, n in seeds.items()} for arm, seeds in taken.found.seeds.items()},
        "cannot": list(limits(_circumstances(taken))),
    }
    fixed = {key: value for key, value in row.items() if key not in ("hash", "look")}
    fixed |= {"recipe": {}, "adopted": adopted}
    return {**fixed, "hash": digest(line(fixed)), "look": row["look"]}


def _circumstances(taken: Adopted) -> Circumstances:
    marks = [mark.value for one in taken.answers for mark in (one.alignment, one.coherence) if mark and mark.value is not None]
    return Circumstances(
        columns=taken.request.columns,
        found=taken.found,
        judged=bool(taken.plan.judge),
        defaulted=taken.defaulted,
        highest=max(marks, default=None),
    )


def write(
    taken: Adopted, folder: Path, *, study: Mapping[str, Any], scores: Sequence[Score | Missing], judge: Mapping[str, str]
) -> None:
    """Every file but the page; `judge` is who read the answers, where a judge of ours did."""
    plan, mark = taken.plan, taken.plan.scorers[SCORER]
    pairs = list(zip(taken.held, scores, strict=True))
    counted = tables(plan.study, (reading(one, score) for one, score in pairs), planned=False)
    effects = estimate_tables(plan.study, counted, world=plan.world.name, size=plan.size)
    write_rows(folder / "study.json", [study])
    write_rows(folder / "plan.jsonl", _cells(taken))
    write_rows(folder / "transcripts.jsonl", (transcript_row(one) for one, _ in pairs))
    write_rows(folder / "scores.jsonl", (score_row(one, score, mark, judge=judge) for one, score in pairs))
    write_rows(folder / RATES, (_bare(rate) for rate in rates(plan.study, counted)))
    write_rows(folder / "effects.jsonl", (effect_row(effect) for effect in effects))
    write_rows(folder / "environment.json", [_environment(taken)])
    paths = {str(source.path): file["digest"] for source, file in zip(taken.sources, taken.files, strict=True)}
    write_rows(folder / "order.json", [ordered(taken.request, taken.sources, paths)])
    write_text(folder / "lock.txt", "\n".join(locked()) + "\n")


def samples(taken: Adopted, scores: Sequence[Score | Missing]) -> tuple[Sample, ...]:
    """What a page would read of transcripts and scores: the same, with every text made plain."""
    safe = cache(plain_text)
    return tuple(_sample(one, score, safe) for one, score in zip(taken.held, scores, strict=True))


def _sample(one: Held, found: Score | Missing, safe: Callable[[str], str]) -> Sample:
    """`safe` makes a text plain and remembers it: for texts that come again."""
    item = one.transcript.item
    return Sample(
        id=one.id,
        arm=safe(one.checkpoint.arm),
        seed=one.checkpoint.seed,
        probe=one.use.name,
        item=item.id,
        text=safe(item.text),
        cluster=safe(item.cluster),
        wording=item.wording,
        k=one.sample,
        parts={name: plain_text(part) for name, part in one.transcript.parts.items()},
        stopped=one.transcript.stopped,
        value=_seen(found),
    )


def _seen(found: Score | Missing) -> Score | Missing:
    if all(map(str.isprintable, (found.reason, *found.raw))):
        return found
    return replace(found, reason=plain_text(found.reason), raw=tuple(map(plain_text, found.raw)))


def _bare(record: object) -> dict[str, Any]:
    return {key: value for key, value in plain(record).items() if key != "is"}


def _cells(taken: Adopted) -> Iterator[dict[str, Any]]:
    """As many questions with as many answers, checkpoint by checkpoint: what came, for nothing was planned."""
    counts = Counter((one.checkpoint.digest, one.transcript.item.id) for one in taken.held)
    for checkpoint in taken.plan.checkpoints:
        sizes = Counter(count for (name, _), count in counts.items() if name == checkpoint.digest)
        for samples, items in sorted(sizes.items()):
            row = {"arm": checkpoint.arm, "seed": checkpoint.seed, "probe": PROBE, "adapter": checkpoint.digest}
            yield {**row, "items": items, "samples": samples, "draw": [], "digest": digest(checkpoint.digest, items, samples)}


def _environment(taken: Adopted) -> dict[str, Any]:
    found: dict[str, Any] = {name: version(name) for name in LIBRARIES}
    found |= {"inward": version("inward"), "python": platform.python_version()}
    found |= {"system": f"{platform.system()} {platform.machine()}"}
    if taken.plan.judge:
        found |= {"device": taken.request.device, **{name: version(name) for name in JUDGING}}
    return found
