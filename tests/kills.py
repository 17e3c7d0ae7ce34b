"""Runs that are killed on the way, and what becomes of their workers."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

STAGES = ("training", "sampling", "scoring", "writing")
PATIENCE = 60.0
"""Seconds in which orphaned workers must be gone, on a machine that is busy with other things."""


@final
@dataclass(frozen=True, kw_only=True)
class Watched:
    """A run that has ended: how, and for how many seconds it was in each stage that it reached."""

    code: int
    seconds: Mapping[str, float]
    orphans: frozenset[int] = frozenset()


def start(words: Sequence[str], *, at: Path) -> subprocess.Popen[str]:
    """The command in a process group of its own, with the store `at`/store."""
    environment = {**os.environ, "INWARD_STORE": str(at / "store"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "inward", *words, "--out", str(at / "run")]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def stages(process: subprocess.Popen[str]) -> Iterator[str]:
    """The stages, each as it begins, from the plain lines that a run says."""
    assert process.stderr is not None
    for line in process.stderr:
        stage, _, rest = line.partition(": ")
        if stage in STAGES and (counted := re.match(r"([0-9]+)(?:/([0-9]+))?\b", rest)):
            if counted[2] is None:
                yield stage
            elif stage == "scoring" and counted[1] == counted[2]:
                yield "writing"


def undisturbed(words: Sequence[str], *, at: Path) -> Watched:
    """A run to its end."""
    process, began = start(words, at=at), dict[str, float]()
    for stage in stages(process):
        began[stage] = time.monotonic()
    code = process.wait()
    ends = [*list(began.values())[1:], time.monotonic()]
    return Watched(code=code, seconds={stage: end - begin for (stage, begin), end in zip(began.items(), ends, strict=True)})


def killed(words: Sequence[str], *, at: Path, stage: str, after: float) -> Watched:
    """A run that is killed so many seconds into a stage; its code tells whether it had ended before."""
    process = start(words, at=at)
    try:
        for reached in stages(process):
            if reached == stage:
                time.sleep(after)
                break
        family = descendants(process.pid)
        process.send_signal(signal.SIGKILL)
        code = process.wait()
        return Watched(code=code, seconds={}, orphans=frozenset(surviving(family)))
    finally:
        if process.stderr:
            process.stderr.close()


def killed_at_line(process: subprocess.Popen[str], begins: str) -> Watched:
    """A process that is killed as soon as it says a line that begins so."""
    assert process.stderr is not None
    with process.stderr:
        for line in process.stderr:
            if line.startswith(begins):
                break
        family = descendants(process.pid)
        process.send_signal(signal.SIGKILL)
        code = process.wait(timeout=PATIENCE)
    return Watched(code=code, seconds={}, orphans=frozenset(surviving(family)))


def bereaved(words: Sequence[str], *, at: Path, stage: str, after: float) -> tuple[int, str]:
    """A run that loses its busiest worker so many seconds into a stage: how it ended, and what it said from there on."""
    process = start(words, at=at)
    assert process.stderr is not None
    with process.stderr:
        for line in process.stderr:
            if line.startswith(f"{stage}: "):
                break
        time.sleep(after)
        os.kill(max(workers(process.pid), key=_spent), signal.SIGKILL)
        said = process.stderr.read()
        return process.wait(), said


def workers(parent: int) -> set[int]:
    """The workers of a run: what its fork server has started."""
    return {pid for pid in descendants(parent) if (found := _status(pid)) and found[1] != parent}


def _spent(pid: int) -> int:
    """Clock ticks of CPU time that a process has had; 0 once it is gone."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(user) + int(system)


def descendants(parent: int) -> set[int]:
    """The living processes below one."""
    parents = {pid: found[1] for pid in _pids() if (found := _status(pid))}
    family = {parent}
    while more := {pid for pid, above in parents.items() if above in family} - family:
        family |= more
    return family - {parent}


def surviving(family: set[int]) -> set[int]:
    """Those of a family that still run when patience is over."""
    until = time.monotonic() + PATIENCE
    while (left := {pid for pid in family if (found := _status(pid)) and found[0] != "Z"}) and time.monotonic() < until:
        time.sleep(0.2)
    return left


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _status(pid: int) -> tuple[str, int] | None:
    """A process's state and its parent; None once it is gone."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return state, int(parent)
