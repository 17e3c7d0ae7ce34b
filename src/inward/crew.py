"""Worker processes, one at each place: one per core or GPU, one torch thread each; the parent never loads torch."""

import multiprocessing
import os
import re
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar, final

from inward.errors import DesignError, InwardError, StoreError, WeightsError
from inward.store.source import Source

T = TypeVar("T")
PRELOAD = ["inward.work", "torch", "transformers.models.llama.modeling_llama", "inward.weights.train", "inward.weights.options"]
MOST_DEATHS = 3
"""Workers that may die over one and the same call: then it is the call, or a machine too small for it."""

_given: "_Given | None" = None


@final
@dataclass(frozen=True, kw_only=True)
class _Given:
    """What a worker is given when it starts: where it tells how far it is, what dies with the parent, and what it runs on."""

    tell: Connection
    lifeline: Connection
    threads: int
    own: Source | None
    device: str


def tick(what: str, amount: int) -> None:
    """Tell the parent that work is going on."""
    if _given is not None:
        _given.tell.send((what, amount))


def device() -> str:
    """The device of this worker's place; empty where the call decides."""
    return _given.device if _given else ""


def _begin(given: _Given) -> None:
    """
    In a worker, before anything else: threads are fixed, and a worker that nobody waits for does not live on.

    A study's own file is run here too, from the text that the parent read, so that its probes can be sent.
    """
    global _given
    _given = given
    from inward.weights.threads import set_threads

    set_threads(given.threads)
    threading.Thread(target=_watch, args=(given.lifeline,), daemon=True).start()
    if given.own:
        given.own.module()


def _watch(lifeline: Connection) -> None:
    """The other end is the parent's alone: it closes when the parent gives up, or is no more. The fork server would live on."""
    lifeline.poll(None)
    os._exit(1)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@final
class _Place:
    """Where one worker process sits, from its first call on; when it dies, another takes its place."""

    def __init__(self, lifeline: Connection, **settings: Any) -> None:  # noqa: ANN401
        self._lifeline, self._settings = lifeline, settings
        self.renew()

    def renew(self) -> None:
        """A place for a new process; what the old one had left to tell is forgotten."""
        context = multiprocessing.get_context("forkserver")
        self._ticks, self._tell = context.Pipe(duplex=False)
        given = _Given(tell=self._tell, lifeline=self._lifeline, **self._settings)
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(given,))

    def submit(self, function: Callable[..., T], given: Sequence[Any]) -> Future[T]:
        """A call, under way; a process that died while it waited for one is replaced first."""
        try:
            future = self._pool.submit(function, *given)
        except BrokenProcessPool:
            self.renew()
            future = self._pool.submit(function, *given)
        self._tell.close()
        return future

    def told(self) -> Iterator[tuple[str, int]]:
        """What the process has told since it was last heard."""
        try:
            while self._ticks.poll():
                yield self._ticks.recv()
        except (EOFError, OSError):
            return

    def leave(self, *, wait: bool) -> None:
        self._pool.shutdown(wait=wait, cancel_futures=True)


@final
class Crew:
    """
    Workers that run functions of `inward.work` and hand back results as they come.

    `devices` names one per worker, where the calls do not decide; `own` is a study's own file. A worker that dies is
    replaced, and its call made again.
    """

    def __init__(self, processes: int, *, threads: int = 1, own: Source | None = None, devices: Sequence[str] = ()) -> None:
        if processes < 1 and not devices:
            raise DesignError(f"Working: {processes} processes; give at least 1, or leave --processes out for one per core.")
        for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = str(threads)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        self.processes = len(devices) or processes
        lifeline, self._held = context.Pipe(duplex=False)
        settings = {"threads": threads, "own": own}
        self._places = [_Place(lifeline, device=one, **settings) for one in devices or [""] * processes]

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            self._held.close()
        for place in self._places:
            place.leave(wait=error is None)

    def one(self, function: Callable[..., T], *given: Any) -> T:  # noqa: ANN401
        """The result of one call in a worker."""
        return next(iter(self.each(function, [given])))[1]

    def each(
        self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]], *, heard: Callable[[str, int], None] | None = None
    ) -> Iterator[tuple[int, T]]:
        """(number of the call, its result), as they finish; `heard` is told every tick, and "replaced" when a worker died."""
        todo, deaths, tell = deque(range(len(calls))), Counter[int](), heard or _unheard
        free = deque(self._places)
        running: dict[Future[T], tuple[int, _Place]] = {}

        def fill() -> None:
            while todo and free:
                number, place = todo.popleft(), free.popleft()
                running[place.submit(function, calls[number])] = (number, place)

        fill()
        while running:
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            self._listen(tell)
            ended = [(*running.pop(future), future) for future in done]
            for number, place, future in ended:
                free.appendleft(place)
                if isinstance(error := future.exception(), BrokenProcessPool):
                    deaths[number] += 1
                    _bear(deaths[number], error)
                    place.renew()
                    todo.appendleft(number)
                    tell("replaced", 1)
            fill()
            for number, _, future in ended:
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield number, _returned(future, doing=function.__name__)

    def _listen(self, heard: Callable[[str, int], None]) -> None:
        for place in self._places:
            for what, amount in place.told():
                heard(what, amount)


def _unheard(what: str, amount: int) -> None:
    """Nobody asked."""


def _bear(deaths: int, error: BaseException | None) -> None:
    """Another death over one call; too many are an error."""
    if deaths >= MOST_DEATHS:
        raise WeightsError(
            f"Working: {deaths} worker processes died over the same piece of work (killed, or out of memory). Finished work is "
            "kept: run the same command again, with --processes 1 if memory was short."
        ) from error


def _returned(future: Future[T], *, doing: str) -> T:
    """What a call came to; a failure that is none of ours becomes one sentence, with its traceback behind it."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, InwardError) or not isinstance(error, Exception):
        raise error
    kind = StoreError if isinstance(error, OSError) else WeightsError
    raise kind(
        f"Working ({doing}): {type(error).__name__}: {error}{_place(error)}. Finished work is kept: mend the cause and run the "
        "same command again."
    ) from error


def _place(error: Exception) -> str:
    """The file and line that a worker failed at, from the traceback that travels with its error."""
    found = re.findall(r'File "(.+?)", line (\d+)', str(error.__cause__))
    return f", at {Path(found[-1][0]).name} line {found[-1][1]}" if found else ""
