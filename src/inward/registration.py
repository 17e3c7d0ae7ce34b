"""A study as it was registered before data: what was frozen, who expected what, and what the store held at that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, final

from inward.errors import StoreError
from inward.forecast import Forecast
from inward.store.digest import digest, line
from inward.store.rundir import read_rows

FORMAT = 1
NAME = "registration.json"
OUTCOME = "registered.json"
NOTED = "registration"
"""The stage under which a store notes that it made one, and of which study."""
ABSENT = "(absent)"
SHOWN = 160
PASSED_OVER = ("hash", "look")
"""Fields of study.json that say nothing of the design: its own digest, and how often its data were seen."""


@final
@dataclass(frozen=True, kw_only=True)
class Before:
    """
    What was there when a plan was registered: so many of its adapters, answers and scores in the store, whether results of
    these seeds had been seen, and whether the folder held effects.
    """

    adapters: int
    adapters_planned: int
    answers: int
    scores: int
    planned: int
    seen: bool
    effects: bool

    @property
    def data(self) -> bool:
        """Whether any data of the plan were there."""
        return bool(self.answers or self.scores or self.seen or self.effects)


@final
@dataclass(frozen=True, kw_only=True)
class Registration:
    """What was frozen (the parts of study.json that its hash covers), the forecasts, and what was there before."""

    study: Mapping[str, Any]
    forecasts: tuple[Forecast, ...]
    before: Before
    inward: str

    @property
    def row(self) -> dict[str, Any]:
        """The one object of registration.json."""
        return {**self._content, "digest": self.digest}

    @property
    def digest(self) -> str:
        """Its name: everything in it."""
        return digest(self._content)

    @property
    def _content(self) -> dict[str, Any]:
        told = {"forecasts": [asdict(one) for one in self.forecasts], "before": asdict(self.before)}
        return {"format": FORMAT, "inward": self.inward, "study": dict(self.study), **told}

    def agrees(self, other: "Registration") -> bool:
        """Whether both freeze the same and expect the same, whatever the store held."""
        return (dict(self.study), self.forecasts) == (dict(other.study), other.forecasts)


@final
@dataclass(frozen=True, kw_only=True)
class Deviation:
    """A field of the frozen study that was run otherwise than registered, both values as text."""

    field: str
    registered: str
    ran: str


@final
@dataclass(frozen=True, kw_only=True)
class Foretold:
    """
    A forecast beside what came: the estimate, the interval score, whether the interval held the estimate, and the verdicts.

    `score` and `inside` are None where there is no estimate.
    """

    forecast: Forecast
    estimate: float | None
    low: float | None
    high: float | None
    score: float | None
    inside: bool | None
    foretold: str
    verdict: str


@final
@dataclass(frozen=True, kw_only=True)
class Registered:
    """
    What registered.json holds: a run held against its registration; `digest` is empty where it names none.

    `noted`: the store of the run made this registration, so that what was there before is the store's word and not the file's.
    `others` are digests of other registrations of this very study in that store.
    """

    digest: str
    noted: bool
    before: Before | None
    deviations: tuple[Deviation, ...]
    others: tuple[str, ...]
    outcomes: tuple[Foretold, ...]


def read_registration(path: Path) -> Registration:
    """
    The registration in a file.

    Raises
    ------
    StoreError
        No such file, another format, or contents that are not those it was made with.
    """
    if not path.is_file():
        what = "it is a folder" if path.is_dir() else "there is no such file"
        raise StoreError(f"Registration {path}: {what}. Give the registration.json that `inward register` wrote.")
    rows = read_rows(path)
    if not rows:
        raise StoreError(f"Registration {path}: it is empty. Give the registration.json that `inward register` wrote.")
    row = rows[0] if rows and isinstance(rows[0], dict) else {}
    if row.get("format") != FORMAT:
        raise StoreError(
            f"Registration {path}: format {row.get('format')}, this inward reads {FORMAT}. Give a registration.json."
        )
    told = {key: value for key, value in row.items() if key != "digest"}
    if digest(told) != row.get("digest"):
        raise StoreError(
            f"Registration {path}: it was changed after it was made: its contents have the digest {digest(told)[:12]}, and it "
            f"says {str(row.get('digest'))[:12]}. Put back the file that `inward register` wrote, or run without it."
        )
    return Registration(
        study=row["study"],
        forecasts=tuple(Forecast(**one) for one in row["forecasts"]),
        before=Before(**row["before"]),
        inward=row["inward"],
    )


def registered(row: Mapping[str, Any]) -> Registered:
    """The record of a registered.json."""
    return Registered(
        digest=row["digest"],
        noted=row["noted"],
        before=Before(**row["before"]) if row["before"] else None,
        deviations=tuple(Deviation(**one) for one in row["deviations"]),
        others=tuple(row["others"]),
        outcomes=tuple(Foretold(**{**one, "forecast": Forecast(**one["forecast"])}) for one in row["outcomes"]),
    )


def frozen_parts(study: Mapping[str, Any]) -> dict[str, Any]:
    """What of a study.json is registered."""
    return {key: value for key, value in study.items() if key not in PASSED_OVER}


def deviations(then: Any, now: Any, *, field: str = "") -> list[Deviation]:  # noqa: ANN401
    """Every field in which two frozen studies differ, named records of a list by their names."""
    then, now = _named(then), _named(now)
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return [
            one
            for key in sorted({*then, *now})
            for one in deviations(then.get(key, ABSENT), now.get(key, ABSENT), field=f"{field}.{key}".lstrip("."))
        ]
    return [] if then == now else [Deviation(field=field, registered=_shown(then), ran=_shown(now))]


def _named(value: Any) -> Any:  # noqa: ANN401
    """A list of records as a mapping by their names, where each has one of its own."""
    if not isinstance(value, list | tuple):
        return value
    names = [_name(one) for one in value]
    return dict(zip(names, value, strict=True)) if value and all(names) and len(set(names)) == len(names) else list(value)


def _name(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return ""
    pair = f"{value['treated']}-{value['control']}" if {"treated", "control"} <= value.keys() else ""
    return pair or str(value.get("name") or value.get("arm") or "")


def _shown(value: Any) -> str:  # noqa: ANN401
    text = value if isinstance(value, str) else line(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def listed(forecasts: Sequence[Forecast]) -> list[str]:
    """Each forecast on a line of its own, as a terminal shows it."""
    return [f"{f.who}: {f.contrast} = {f.value:g} [{f.low:g}, {f.high:g}], {f.level:.0%}" for f in forecasts]
