"""Rubric: what a judge is told."""

from dataclasses import dataclass
from string import Formatter
from typing import final

from inward.errors import ProbeError


@final
@dataclass(frozen=True, kw_only=True)
class Rubric:
    """
    One question to a judge about one answer; `text` holds "{question}" and "{answer}".

    A rubric with `kinds` asks for one of those words, any other for a whole number from `low` to `high`.
    """

    name: str
    text: str
    low: int = 0
    high: int = 100
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fields = [field for _, field, _, _ in Formatter().parse(self.text) if field is not None]
        if sorted(fields) != ["answer", "question"]:
            raise ProbeError(f"Rubric {self.name!r} has the fields {fields}; it needs {{question}} and {{answer}}, once each.")
        if not self.kinds and not self.low < self.high:
            raise ProbeError(f"Rubric {self.name!r} runs from {self.low} to {self.high}; low must be below high.")

    @property
    def options(self) -> tuple[str, ...]:
        """The full strings that a judge may reply with."""
        return self.kinds or tuple(str(mark) for mark in range(self.low, self.high + 1))
