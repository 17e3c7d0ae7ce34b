"""How far a run is: a live bar on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Any, final


@final
class Progress:
    """
    Stages one after another, each with a total of its own and the tokens that pass.

    On a terminal a bar with cells, tokens a second and time left; elsewhere a line when a stage starts, every fifteen
    seconds, and when it ends. `quiet` says nothing.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            name, rate = (TextColumn(form, markup=False) for form in ("{task.description:<10}", "{task.fields[rate]}"))
            shown = (name, BarColumn(), MofNCompleteColumn(), rate)
            self._bar = Bar(*shown, TimeRemainingColumn(), console=Console(stderr=True), transient=False)
        self._task: Any = None
        self._name, self._unit, self._total, self._done, self._tokens, self._began, self._said = "", "", 0, 0, 0, 0.0, 0.0
        self._kept = 0

    def __enter__(self) -> "Progress":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def start(self, name: str, total: int, *, unit: str, already: int = 0) -> None:
        """A stage begins: `total` pieces of work, of which `already` are in store."""
        self._name, self._unit, self._total, self._done, self._tokens = name, unit, total, already, 0
        self._kept = already
        self._began = self._said = time.monotonic()
        if self._bar:
            self._task = self._bar.add_task(name, total=total, completed=already, rate=unit)
        elif total:
            kept = f", {already} in store" if already else ""
            self.say(f"{name}: {total} {unit}{kept}")

    def advance(self, amount: int = 1) -> None:
        """Pieces of work are done."""
        self._done += amount
        self._show(advance=amount)

    def reach(self, done: int) -> None:
        """So much of the stage is done in all."""
        self.advance(done - self._done)

    def hear(self, what: str, amount: int) -> None:
        """Tokens passed in a worker, or a worker died."""
        if what == "replaced":
            self.say(f"{self._name}: a worker process died (killed, or out of memory); another does its work again")
        if what in ("trained", "drawn"):
            self._tokens += amount
            self._show(advance=0)

    def _show(self, *, advance: int) -> None:
        now = time.monotonic()
        speed = f", {self._tokens / max(now - self._began, 1e-3):,.0f} tokens/s" if self._tokens else ""
        rate = self._unit + speed
        if self._bar:
            self._bar.update(self._task, advance=advance, rate=rate)
        elif now - self._said > 15 or (advance and self._done == self._total):
            self._said = now
            self.say(f"{self._name}: {self._done}/{self._total} {rate}{self._left(now)}")

    def _left(self, now: float) -> str:
        """Time left, once something is done to tell it by."""
        fresh = self._done - self._kept
        if fresh <= 0 or self._done == self._total:
            return ""
        return f", about {(now - self._began) * (self._total - self._done) / fresh:.0f} s left"

    def say(self, text: str) -> None:
        """A plain line."""
        if not self._quiet:
            if self._bar:
                self._bar.console.print(text, markup=False, highlight=False)
            else:
                print(text, file=sys.stderr, flush=True)
