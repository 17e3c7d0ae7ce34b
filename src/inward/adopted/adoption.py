"""Answers made elsewhere, as a user asks to have them adopted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import final

from inward.adopted.columns import Columns
from inward.adopted.thresholds import Thresholds
from inward.errors import DesignError
from inward.schema.outcome import Population


@final
@dataclass(frozen=True, kw_only=True)
class Adoption:
    """
    One adoption: files as FILE or ARM=FILE, which column holds what, what is compared, and who judges.

    `untouched` arms are one checkpoint as it is, with no training seed; without a `judge` the marks are the files' own.

    Raises
    ------
    DesignError
        No file, a judge beside marks, no process, or an unknown device.
    """

    files: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    contrasts: Sequence[str] = ()
    untouched: Sequence[str] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    population: Population = "these-questions"
    judge: str = ""
    name: str = "adopted"
    device: str = "cpu"
    processes: int | None = None

    def __post_init__(self) -> None:
        if not self.files:
            raise DesignError("Adopting: no file is given. Write FILE or ARM=FILE, once or more.")
        if self.judge and self.columns.alignment:
            raise DesignError(
                f"Adopting: --judge, and marks in the column {self.columns.alignment!r}. Leave alignment and coherence out of "
                "--map to have every answer judged anew: two judges in one comparison cannot be told from a difference."
            )
        if self.population not in ("these-questions", "new-questions"):
            raise DesignError(f"Adopting: --population {self.population!r}; it is these-questions or new-questions.")
        if self.processes is not None and self.processes < 1:
            raise DesignError(f"Adopting: {self.processes} processes; give at least 1, or leave it out for one per core.")
        if not re.fullmatch(r"cpu|cuda(:[0-9]+)?", self.device):
            raise DesignError(f"Adopting: no device {self.device!r}; give cpu, cuda, or cuda:N.")
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", self.name):
            raise DesignError(f"Adopting: --name {self.name!r}; give letters, digits, dots, hyphens and underscores.")
