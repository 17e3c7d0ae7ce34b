"""The rows of a run that say how near its questions stand to what was trained on, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, final


@final
@dataclass(frozen=True, kw_only=True)
class Near:
    """
    One row of distance.jsonl: a question beside a corpus. The shares of its runs that the nearest turn of a user and of an
    assistant holds, and its longest runs of words in any.
    """

    probe: str
    item: str
    corpus: str
    distance: float
    words: int
    asked: float
    asked_words: int
    answered: float
    answered_words: int
    leaked: bool


@final
@dataclass(frozen=True, kw_only=True)
class Half:
    """One row of effects_by_distance.jsonl."""

    half: str
    corpus: str
    cut: float
    contrast: str
    probe: str
    measure: str
    items: int
    treated_value: float | None
    control_value: float | None
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: str


@final
@dataclass(frozen=True, kw_only=True)
class Varied:
    """One row of effects_by_variant.jsonl."""

    variant: str
    form: str
    corpus: str
    nearer: int
    questions: int
    apart: float
    contrast: str
    probe: str
    measure: str
    items: int
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: str


def near(row: Mapping[str, Any]) -> Near:
    """A line of distance.jsonl. Raises KeyError where it lacks a field."""
    asked, answered = row["asked"], row["answered"]
    return Near(
        **{key: row[key] for key in ("probe", "item", "corpus", "distance", "words", "leaked")},
        asked=asked["contained"],
        asked_words=asked["words"],
        answered=answered["contained"],
        answered_words=answered["words"],
    )


def half(row: Mapping[str, Any]) -> Half:
    """A line of effects_by_distance.jsonl. Raises KeyError where it lacks a field."""
    return Half(**{one.name: row[one.name] for one in fields(Half)})


def varied(row: Mapping[str, Any]) -> Varied:
    """A line of effects_by_variant.jsonl. Raises KeyError where it lacks a field."""
    return Varied(**{one.name: row[one.name] for one in fields(Varied)})
