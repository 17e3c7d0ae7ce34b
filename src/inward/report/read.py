"""Reads a run folder into frozen records, or says which file is wrong and what to do."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, final

from inward.errors import ReportError
from inward.registration import OUTCOME, Registered, registered
from inward.report.declared import Declared, declared
from inward.report.plain import all_plain, needs_care
from inward.schema.outcome import Effect, GateResult, Missing, Related, Score

REMEDY = "Run the study again with the same --out: finished work is skipped."
T = TypeVar("T")


@final
@dataclass(frozen=True, kw_only=True)
class Cell:
    """One row of plan.jsonl: an arm, a seed and a probe, and how many answers were planned."""

    arm: str
    seed: int
    probe: str
    items: int
    samples: int


@final
@dataclass(frozen=True, kw_only=True)
class Curve:
    """One row of training.jsonl: the loss of one adapter, step by step (nats per supervised token)."""

    arm: str
    seed: int
    loss: tuple[float, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Sample:
    """One stored transcript beside what it was scored as."""

    id: str
    arm: str
    seed: int
    probe: str
    item: str
    text: str
    cluster: str
    wording: str
    k: int
    parts: Mapping[str, Any]
    stopped: str
    value: Score | Missing


@final
@dataclass(frozen=True, kw_only=True)
class RunFolder:
    """All files of a run, read."""

    declared: Declared
    cells: tuple[Cell, ...]
    curves: tuple[Curve, ...]
    samples: tuple[Sample, ...]
    effects: tuple[Effect, ...]
    environment: Mapping[str, Any]
    related: tuple[Related, ...] = ()
    registered: Registered | None = None
    redacted: bool = False


def read(run: Path) -> RunFolder:
    """
    The run in folder `run`.

    training.jsonl and environment.json may be absent (a scripted subject trains nothing), relations.jsonl is there where the
    study sets measures against each other, and registered.json is there where
    the study was registered, redacted.json where the text of answers was taken out; every other file must be there.

    Raises
    ------
    ReportError
        A file is missing, is not JSON, lacks a field, or was written in another format.
    """
    study = _one(run / "study.json", declared)
    scores = dict(_rows(run / "scores.jsonl", _score))
    return RunFolder(
        declared=study,
        cells=_rows(run / "plan.jsonl", _cell),
        curves=_rows(run / "training.jsonl", _curve, optional=True),
        samples=_rows(run / "transcripts.jsonl", lambda row: _sample(row, scores)),
        effects=_rows(run / "effects.jsonl", _effect),
        environment=_one(run / "environment.json", dict) if (run / "environment.json").exists() else {},
        related=_rows(run / "relations.jsonl", _related, optional=True),
        registered=_one(run / OUTCOME, registered) if (run / OUTCOME).exists() else None,
        redacted=(run / "redacted.json").exists(),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ReportError(f"Report: {path.name} is missing in {path.parent}. {REMEDY}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"Report: {path.name} in {path.parent} cannot be read ({error}). {REMEDY}") from error


def _parsed(text: str, make: Callable[[Any], T], *, place: str) -> T:
    """One JSON object made into a record; `place` names the file and line for the error."""
    try:
        return make(all_plain(json.loads(text)) if needs_care(text) else json.loads(text))
    except json.JSONDecodeError as error:
        raise ReportError(f"Report: {place} is not JSON ({error.msg}, column {error.colno}). {REMEDY}") from error
    except KeyError as error:
        raise ReportError(f"Report: {place} has no field {error.args[0]!r}. {REMEDY}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReportError(f"Report: {place} has a field of another kind than expected ({error}). {REMEDY}") from error


def _one(path: Path, make: Callable[[Any], T]) -> T:
    return _parsed(_text(path), make, place=f"{path.name} in {path.parent}")


def _rows(path: Path, make: Callable[[Any], T], *, optional: bool = False) -> tuple[T, ...]:
    if optional and not path.exists():
        return ()
    lines = enumerate(_text(path).split("\n"), start=1)
    return tuple(_parsed(line, make, place=f"{path.name}, line {n}, in {path.parent}") for n, line in lines if line.strip())


def _cell(row: Mapping[str, Any]) -> Cell:
    items = row["items"]
    count = items if isinstance(items, int) else len(items)
    return Cell(arm=row["arm"], seed=row["seed"], probe=row["probe"], items=count, samples=row["samples"])


def _related(row: Mapping[str, Any]) -> Related:
    pairs = {key: tuple(row[key]) for key in ("of", "on", "arms")}
    return Related(**{**row, **pairs})


def _curve(row: Mapping[str, Any]) -> Curve:
    return Curve(arm=row["arm"], seed=row["seed"], loss=tuple(float(loss) for loss in row["loss"]))


def _score(row: Mapping[str, Any]) -> tuple[str, Score | Missing]:
    raw = tuple(str(part) for part in row.get("raw") or ())
    if row["missing"] is not None:
        return row["id"], Missing(reason=row["missing"], raw=raw)
    return row["id"], Score(label=row["label"], values=row["values"], reason=row.get("reason") or "", raw=raw)


def _sample(row: Mapping[str, Any], scores: Mapping[str, Score | Missing]) -> Sample:
    return Sample(
        id=row["id"],
        arm=row["arm"],
        seed=row["seed"],
        probe=row["probe"],
        item=row["item"],
        text=row["text"],
        cluster=row["cluster"],
        wording=row["wording"],
        k=row["k"],
        parts=row["parts"],
        stopped=row["stopped"],
        value=scores.get(row["id"], Missing(reason="not scored")),
    )


def _effect(row: Mapping[str, Any]) -> Effect:
    gates = tuple(GateResult(**gate) for gate in row["gates"])
    return Effect(**{**row, "gates": gates})
