"""Worker processes: one per core, one torch thread each; the parent never loads torch."""

import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty
from typing import Any, TypeVar, final

from inward.errors import InwardError, StoreError, WeightsError
from inward.store.source import Source

T = TypeVar("T")
PRELOAD = ["inward.work", "torch", "transformers.models.llama.modeling_llama", "inward.weights.train", "inward.weights.options"]
_ticks: Any = None


def tick(what: str, amount: int) -> None:
    """Tell the parent that work is going on."""
    if _ticks is not None:
        _ticks.put((what, amount))


def _begin(ticks: Any, lifeline: Connection, threads: int, own: Source | None) -> None:  # noqa: ANN401
    """
    In a worker, before anything else: threads are fixed, and a worker that nobody waits for does not live on.

    A study's own file is run here too, from the text that the parent read, so that its probes can be sent.
    """
    global _ticks
    _ticks = ticks
    import torch

    torch.set_num_threads(threads)
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()
    if own:
        own.module()


def _watch(lifeline: Connection) -> None:
    """The other end is the parent's alone: it closes when the parent gives up, or is no more. The fork server would live on."""
    lifeline.poll(None)
    os._exit(1)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@final
class Crew:
    """A pool that runs functions of `inward.work` and hands back results as they come; `own` is a study's own file."""

    def __init__(self, processes: int, *, threads: int = 1, own: Source | None = None) -> None:
        for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = str(threads)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        self.processes = processes
        self._ticks = context.Queue()
        lifeline, self._held = context.Pipe(duplex=False)
        given = (self._ticks, lifeline, threads, own)
        self._pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=given)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            self._held.close()
        self._pool.shutdown(wait=error is None, cancel_futures=True)

    def one(self, function: Callable[..., T], *given: Any) -> T:  # noqa: ANN401
        """The result of one call in a worker."""
        return next(iter(self.each(function, [given])))[1]

    def each(
        self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]], *, heard: Callable[[str, int], None] | None = None
    ) -> Iterator[tuple[int, T]]:
        """(number of the call, its result), as they finish; `heard` is told every tick."""
        waiting: dict[Future[T], int] = {self._pool.submit(function, *given): i for i, given in enumerate(calls)}
        while waiting:
            done, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
            self._listen(heard)
            for future in done:
                yield waiting.pop(future), _returned(future, doing=function.__name__)

    def _listen(self, heard: Callable[[str, int], None] | None) -> None:
        while True:
            try:
                what, amount = self._ticks.get_nowait()
            except Empty:
                return
            if heard:
                heard(what, amount)


def _returned(future: Future[T], *, doing: str) -> T:
    """What a call came to; a failure that is none of ours becomes one sentence, with its traceback behind it."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, InwardError) or not isinstance(error, Exception):
        raise error
    if isinstance(error, BrokenProcessPool):
        raise WeightsError(
            "Working: a worker process died (killed, or out of memory). Finished work is kept: run the same command "
            "again, with --processes 1 if memory was short."
        ) from error
    kind = StoreError if isinstance(error, OSError) else WeightsError
    raise kind(
        f"Working ({doing}): {type(error).__name__}: {error}{_place(error)}. Finished work is kept: mend the cause and run the "
        "same command again."
    ) from error


def _place(error: Exception) -> str:
    """The file and line that a worker failed at, from the traceback that travels with its error."""
    found = re.findall(r'File "(.+?)", line (\d+)', str(error.__cause__))
    return f", at {Path(found[-1][0]).name} line {found[-1][1]}" if found else ""
