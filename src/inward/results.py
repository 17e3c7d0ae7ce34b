"""A finished run, read back: its effects, scores and transcripts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, final

from inward.schema.outcome import Effect, GateResult, Rate
from inward.store.bundle import open_run
from inward.store.rundir import RATES, read_rows, read_study


@final
@dataclass(frozen=True, kw_only=True)
class Results:
    """
    What a run folder holds, read when asked for.

    `effects` are Effects, `rates` are Rates; `scores` and `transcripts` are the rows of their files, one mapping each.
    """

    folder: Path

    @cached_property
    def study(self) -> dict[str, Any]:
        """What was frozen before data."""
        return read_study(self.folder)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        return tuple(_effect(row) for row in read_rows(self.folder / "effects.jsonl"))

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """What each arm came to by itself; none in a run that was not adopted."""
        path = self.folder / RATES
        return tuple(Rate(**row) for row in read_rows(path)) if path.exists() else ()

    @cached_property
    def scores(self) -> tuple[dict[str, Any], ...]:
        return tuple(read_rows(self.folder / "scores.jsonl"))

    @cached_property
    def transcripts(self) -> tuple[dict[str, Any], ...]:
        return tuple(read_rows(self.folder / "transcripts.jsonl"))


def _effect(row: dict[str, Any]) -> Effect:
    return Effect(**{**row, "gates": tuple(GateResult(**gate) for gate in row["gates"])})


def load(folder: str | Path) -> Results:
    """
    Open a run's folder, or a bundle of one: its .zip, or the folder that it was unpacked into.

    Raises
    ------
    StoreError
        No run there, one of another format, or a bundle that is not as it was made.
    """
    run = open_run(Path(folder))
    read_study(run)
    return Results(folder=run)
