"""Reads a run folder into frozen records, or says which file is wrong and what to do."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, final

from inward.errors import ReportError
from inward.registration import OUTCOME, Registered, registered
from inward.report.declared import Declared, declared
from inward.report.distance_rows import Half, Near, Varied, half, near, varied
from inward.report.plain import all_plain, needs_care
from inward.schema.outcome import Effect, GateResult, Missing, Rate, Related, Score
from inward.store.rundir import RATES

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
class Slope:
    """One row of dose.jsonl: the change of a contrast per doubling of the dose."""

    contrast: str
    probe: str
    measure: str
    factor: str
    amounts: tuple[float, ...]
    slope: float | None
    low: float | None
    high: float | None
    p: float | None
    seeds: Mapping[str, int]
    items: int
    method: str
    withheld: Mapping[str, str]


@final
@dataclass(frozen=True, kw_only=True)
class RunFolder:
    """All files of a run, read."""

    declared: Declared
    cells: tuple[Cell, ...]
    curves: tuple[Curve, ...]
    samples: tuple[Sample, ...]
    effects: tuple[Effect, ...]
    rates: tuple[Rate, ...]
    environment: Mapping[str, Any]
    related: tuple[Related, ...] = ()
    registered: Registered | None = None
    redacted: bool = False
    nearness: tuple[Near, ...] = ()
    halves: tuple[Half, ...] = ()
    varied: tuple[Varied, ...] = ()
    slopes: tuple[Slope, ...] = ()
    judging: Mapping[str, Any] = field(default_factory=dict)
    second: tuple[Effect, ...] = ()
    second_judge: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Mapping[str, Any], ...] = ()


def read(run: Path, *, samples: tuple[Sample, ...] | None = None) -> RunFolder:
    """
    The run in folder `run`.

    training.jsonl, rates.jsonl and environment.json may be absent (a scripted subject trains nothing, and rates are of adopted
    answers), and registered.json is there where the study was registered, redacted.json where the text of answers was taken
    out, distance.jsonl and effects_by_distance.jsonl where an arm has a corpus, effects_by_variant.jsonl where questions have
    variants, dose.jsonl where doses were given,
    relations.jsonl where the study sets measures against each other, and
    judging.json, second-judge.json, second-effects.jsonl and judge-check.jsonl where a judge sits behind an endpoint, has a
    second beside it, or was checked. Every other file must be there. Whoever has just written transcripts and scores may
    give them as `samples`: they are then not read again.

    Raises
    ------
    ReportError
        A file is missing, is not JSON, lacks a field, or was written in another format.
    """
    study = _one(run / "study.json", declared)
    return RunFolder(
        declared=study,
        cells=_rows(run / "plan.jsonl", _cell),
        curves=_rows(run / "training.jsonl", _curve, optional=True),
        samples=_samples(run) if samples is None else samples,
        effects=_rows(run / "effects.jsonl", _effect),
        rates=_rows(run / RATES, lambda row: Rate(**row), optional=True),
        environment=_one(run / "environment.json", dict) if (run / "environment.json").exists() else {},
        related=_rows(run / "relations.jsonl", _related, optional=True),
        registered=_one(run / OUTCOME, registered) if (run / OUTCOME).exists() else None,
        redacted=(run / "redacted.json").exists(),
        nearness=_rows(run / "distance.jsonl", near, optional=True),
        halves=_rows(run / "effects_by_distance.jsonl", half, optional=True),
        varied=_rows(run / "effects_by_variant.jsonl", varied, optional=True),
        slopes=_rows(run / "dose.jsonl", _sloped, optional=True),
        judging=_one(run / "judging.json", dict) if (run / "judging.json").exists() else {},
        second=_rows(run / "second-effects.jsonl", _effect, optional=True),
        second_judge=_one(run / "second-judge.json", dict) if (run / "second-judge.json").exists() else {},
        checks=_rows(run / "judge-check.jsonl", dict, optional=True),
    )


def _samples(run: Path) -> tuple[Sample, ...]:
    scores = dict(_rows(run / "scores.jsonl", _score))
    return _rows(run / "transcripts.jsonl", lambda row: _sample(row, scores))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ReportError(f"Report: {path.name} is missing in {path.parent}. {REMEDY}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"Report: {path.name} in {path.parent} cannot be read ({error}). {REMEDY}") from error


def _parsed(text: str, make: Callable[[Any], T], *, path: Path, line: int = 0) -> T:
    """One JSON object made into a record; `line` counts from 1, and is 0 where the object is the whole file."""
    try:
        return make(all_plain(json.loads(text)) if needs_care(text) else json.loads(text))
    except json.JSONDecodeError as error:
        raise ReportError(f"Report: {_place(path, line)} is not JSON ({error.msg}, column {error.colno}). {REMEDY}") from error
    except KeyError as error:
        raise ReportError(f"Report: {_place(path, line)} has no field {error.args[0]!r}. {REMEDY}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReportError(
            f"Report: {_place(path, line)} has a field of another kind than expected ({error}). {REMEDY}"
        ) from error


def _place(path: Path, line: int) -> str:
    """A file and its line, as errors name them."""
    return f"{path.name}{f', line {line},' if line else ''} in {path.parent}"


def _one(path: Path, make: Callable[[Any], T]) -> T:
    return _parsed(_text(path), make, path=path)


def _rows(path: Path, make: Callable[[Any], T], *, optional: bool = False) -> tuple[T, ...]:
    if optional and not path.exists():
        return ()
    lines = enumerate(_text(path).split("\n"), start=1)
    return tuple(_parsed(line, make, path=path, line=n) for n, line in lines if line.strip())


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


def _sloped(row: Mapping[str, Any]) -> Slope:
    return Slope(**{**{one.name: row[one.name] for one in fields(Slope)}, "amounts": tuple(row["amounts"])})


def _effect(row: Mapping[str, Any]) -> Effect:
    gates = tuple(GateResult(**gate) for gate in row["gates"])
    return Effect(**{**row, "gates": gates})
