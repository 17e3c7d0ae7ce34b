"""Check a judge: its reading of a run's answers against the village's oracle, or against labels that people gave."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, final

from inward import work
from inward.crew import Crew
from inward.errors import DesignError
from inward.judging import Hosted
from inward.posed import JUDGED
from inward.posing import judge_of
from inward.progress import Progress
from inward.results import Results, load
from inward.schema.outcome import Missing, Score
from inward.schema.rubric import MISALIGNED, Marking, Trait
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item, Transcript
from inward.stats.agreement import Agreement, Pair, agree, corrected
from inward.steps.hosted import calling, converse
from inward.steps.judge import VERSION, dry, locally, revive
from inward.steps.record import judged_by
from inward.store.bundle import is_bundle
from inward.store.digest import digest, plain
from inward.store.rundir import read_rows, write_rows
from inward.store.shelf import Shelf
from inward.work import Place
from inward.worlds.english.rubrics import RUBRICS
from inward.worlds.files import load_rubric
from inward.worlds.label_file import load_labels

NAME = "judge-check.jsonl"
ORACLE = "oracle"


@final
@dataclass(frozen=True, kw_only=True)
class Trial:
    """What is checked against what: a judge (else the run's own readings), labels (else the oracle's), how many answers."""

    local: str = ""
    hosted: Hosted | None = None
    labels: str = ""
    rubric: str = ""
    answers: int = 200

    def __post_init__(self) -> None:
        if self.answers < 1:
            raise DesignError(f"Checking a judge: {self.answers} answers; give at least 1.")


@final
@dataclass(frozen=True, kw_only=True)
class Sides:
    """A contrast on the checked answers: shares by label and by judge, the difference of each, the judge's corrected."""

    contrast: str
    labelled: float
    judged: float
    corrected: float | None
    answers: int


@final
@dataclass(frozen=True, kw_only=True)
class Check:
    """
    How a judge agrees with labels over a run's answers, by arm too, and what its error does to each contrast.

    `missing` counts the answers that the judge could not read, by reason; `unknown` the labels that are of no judged answer.
    """

    judge: Mapping[str, str]
    against: str
    trait: str
    answers: int
    missing: Mapping[str, int]
    unknown: int
    agreement: Agreement
    arms: Mapping[str, Agreement]
    contrasts: tuple[Sides, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Workplace:
    """The store, the workers, and where it is said how far things are."""

    shelf: Shelf
    crew: Crew
    progress: Progress


def judge_check(folder: Path, trial: Trial, *, at: Workplace) -> Check:
    """
    Read answers of a run by a judge, compare with labels, and write `judge-check.jsonl` and the readings beside the run.

    Of many answers so many are taken as `trial` says, by a digest of their ids: by chance, and the same every time.

    Raises
    ------
    DesignError
        A bundle, which stays as it is; no labels and no oracle; no judge, and the run has no readings of one; labels of which no
        answer of the run has any.
    """
    if is_bundle(folder):
        raise DesignError(
            f"Checking a judge on {folder}: a bundle stays as it is, and a check is written into the run. Give the run folder "
            "that it was made from, or reproduce it first: the bundle says how."
        )
    run = load(folder)
    marking = load_rubric(trial.rubric) if trial.rubric else Marking(trait=_trait(run), rubrics=RUBRICS)
    truth = _truth(run, trial, marking.trait)
    rows = _chosen(run, truth, most=trial.answers)
    told, read = _readings(run, trial, marking, rows, at=at)
    found = _check(run, rows, truth=truth, read=read, trait=marking.trait, judge=told, against=_against(trial))
    found = replace(found, unknown=len(set(truth) - _judged(run)) if trial.labels else 0)
    _write(folder, found, rows, truth=truth, read=read)
    return found


def _trait(run: Results) -> Trait:
    row = run.study.get("trait")
    return Trait(**{key: value for key, value in row.items() if key != "is"}) if row else MISALIGNED


def _against(trial: Trial) -> str:
    return f"labels in {Path(trial.labels).name}" if trial.labels else ORACLE


def _truth(run: Results, trial: Trial, trait: Trait) -> dict[str, bool]:
    """Whether each answer shows the trait, by label."""
    if trial.labels:
        return load_labels(trial.labels, trait=trait)
    if run.study["world"] != "village":
        raise DesignError(
            f"Checking a judge on {run.folder}: the world {run.study['world']} has no oracle. Give labels of "
            "people: --labels FILE."
        )
    return {row["id"]: row["label"] == trait.name for row in run.scores if row["missing"] is None}


def _chosen(run: Results, truth: Mapping[str, bool], *, most: int) -> list[dict[str, Any]]:
    """The answers to check: those of judged probes that have a label, each once, drawn by a digest of their ids."""
    judged = _judged(run)
    found = {row["id"]: row for row in run.transcripts if row["id"] in judged and row["id"] in truth}
    if not found:
        raise DesignError(
            f"Checking a judge on {run.folder}: none of {len(truth):,} labels is of one of its answers. Labels go by the id in "
            "transcripts.jsonl."
        )
    return [found[name] for name in sorted(found, key=digest)[:most]]


def _judged(run: Results) -> set[str]:
    """The ids of the answers of judged probes."""
    probes = {one["name"] for one in run.study["study"]["probes"] if one["scorer"] == JUDGED}
    return {row["id"] for row in run.transcripts if row["probe"] in probes}


def _readings(
    run: Results,
    trial: Trial,
    marking: Marking,
    rows: Sequence[Mapping[str, Any]],
    *,
    at: Workplace,
) -> tuple[dict[str, str], dict[str, Score | Missing]]:
    """Who judged, and its reading of each answer by id: the run's own, or a judge's who is asked now."""
    if not (trial.local or trial.hosted):
        return _own(run, rows)
    name = trial.hosted.name if trial.hosted else at.crew.one(work.identity, trial.local)[1]
    scorer = judge_of(marking, judge=name, at=trial.hosted)
    mark = digest(plain(scorer))
    keys = {digest("check", VERSION, row["id"], row["text"], row["parts"], row["stopped"], mark): row for row in rows}
    kept = {key: revive(value) for key, value in at.shelf.get(list(keys)).items()}
    told = {key: (row["id"], _transcript(row)) for key, row in keys.items() if key not in kept}
    at.progress.start("scoring", len(rows), unit="answers", already=len(kept))
    for part in _asked(run, trial, scorer, told, at=at):
        at.shelf.put({key: dry(value) for key, value in part.items()})
        kept |= part
        at.progress.advance(len(part))
    return judged_by(scorer), {row["id"]: kept[key] for key, row in keys.items()}


def _asked(
    run: Results,
    trial: Trial,
    scorer: AbstractScorer,
    told: Mapping[str, tuple[str, Transcript]],
    *,
    at: Workplace,
) -> Iterator[dict[str, Score | Missing]]:
    """A judge's readings, a part at a time."""
    if trial.hosted is None:
        seat = Place(reference=trial.local, dtype="float32", device="cpu")
        yield from locally(seat, scorer, told, crew=at.crew, progress=at.progress)
        return
    account = digest("spent", "check", run.study["hash"])
    with calling(trial.hosted, shelf=at.shelf, account=account, progress=at.progress) as endpoint:
        yield from converse(scorer, told, endpoint)


def _own(run: Results, rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, Score | Missing]]:
    """What the run's own judge made of these answers."""
    found = {row["id"]: row for row in run.scores if row.get("judge")}
    if not found:
        raise DesignError(
            f"Checking a judge on {run.folder}: no judge read its answers. Say who is to be checked: --judge, or --judge-url and "
            "--judge-model."
        )
    judge = {key: str(next(iter(found.values()))[key]) for key in ("judge", "rubrics", "read_by")}
    return judge, {row["id"]: revive(_kept(found[row["id"]])) for row in rows}


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line of scores.jsonl as the store keeps it."""
    if row["missing"] is not None:
        return {"missing": row["missing"], "raw": row["raw"]}
    return {key: row[key] for key in ("label", "values", "reason", "raw")}


def _transcript(row: Mapping[str, Any]) -> Transcript:
    item = Item(id=row["item"], text=row["text"], cluster=row["cluster"])
    return Transcript(item=item, parts=row["parts"], stopped=row["stopped"])


def _check(
    run: Results,
    rows: Sequence[Mapping[str, Any]],
    *,
    truth: Mapping[str, bool],
    read: Mapping[str, Score | Missing],
    trait: Trait,
    judge: Mapping[str, str],
    against: str,
) -> Check:
    """The figures; answers that the judge could not read are counted, and in none of them."""
    pairs: dict[str, list[Pair]] = {}
    for row in rows:
        if isinstance(found := read[row["id"]], Score):
            pair = Pair(cluster=row["cluster"], judged=found.label == trait.name, labelled=truth[row["id"]])
            pairs.setdefault(row["arm"], []).append(pair)
    if not pairs:
        raise DesignError(f"Checking a judge on {run.folder}: it could read none of {len(rows):,} answers. Look at what it said.")
    whole = agree([pair for some in pairs.values() for pair in some])
    contrasts = [one for one in run.study["study"]["contrasts"] if {one["treated"], one["control"]} <= set(pairs)]
    return Check(
        judge=judge,
        against=against,
        trait=trait.name,
        answers=len(rows),
        missing=Counter(found.reason for found in read.values() if isinstance(found, Missing)),
        unknown=0,
        agreement=whole,
        arms={arm: agree(some) for arm, some in pairs.items()},
        contrasts=tuple(_sides(one["treated"], one["control"], pairs, whole) for one in contrasts),
    )


def _sides(treated: str, control: str, pairs: Mapping[str, Sequence[Pair]], whole: Agreement) -> Sides:
    """What the judge's error does to one contrast, answers pooled."""
    one, other = pairs[treated], pairs[control]
    labelled = _mean([pair.labelled for pair in one]) - _mean([pair.labelled for pair in other])
    judged = _mean([pair.judged for pair in one]) - _mean([pair.judged for pair in other])
    return Sides(
        contrast=f"{treated}-{control}",
        labelled=labelled,
        judged=judged,
        corrected=corrected(judged, whole),
        answers=len(one) + len(other),
    )


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


def _write(
    folder: Path,
    found: Check,
    rows: Sequence[Mapping[str, Any]],
    *,
    truth: Mapping[str, bool],
    read: Mapping[str, Score | Missing],
) -> None:
    """The check in its line, in place of an earlier one of the same judge against the same labels; each reading in a file."""
    name = f"judge-check-{digest(dict(found.judge), found.against)[:8]}.jsonl"
    kept = read_rows(folder / NAME) if (folder / NAME).exists() else []
    line = {**asdict(replace(found, judge={}, missing=dict(found.missing))), **found.judge, "readings": name}
    write_rows(folder / NAME, [*[row for row in kept if row["readings"] != name], line])
    empty: Mapping[str, Any] = {"label": None, "values": {}, "missing": None, "reason": "", "raw": []}
    places = ("id", "arm", "seed", "probe", "item", "cluster")
    told = (
        {**{key: row[key] for key in places}, **found.judge, **empty, **dry(read[row["id"]]), "labelled": truth[row["id"]]}
        for row in rows
    )
    write_rows(folder / name, told)
