"""Workers hand back results as they come, and their failures in a sentence."""

import os
import re
import signal
import time
from collections.abc import Iterator
from operator import truediv
from pathlib import Path

import pytest

from inward import work
from inward.crew import Crew, device
from inward.errors import DesignError, InwardError, StoreError, WeightsError
from tests.runs import inward


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2) as crew:
        yield crew


def complaint(crew: Crew, kind: type[InwardError], act, *given: object) -> str:
    with pytest.raises(kind) as caught:
        crew.one(act, *given)
    return str(caught.value)


def test_every_call_comes_back_with_its_number(crew: Crew):
    """
    Whichever is done first.
    """
    assert [(i, i / 2) for i in range(6)] == sorted(crew.each(truediv, [(i, 2) for i in range(6)]))


@pytest.mark.parametrize("processes", [0, -2])
def test_nobody_does_no_work(processes: int):
    """
    Nor is nought read as all cores.
    """
    with pytest.raises(DesignError, match=rf"Working: {processes} processes; give at least 1"):
        Crew(processes)


def test_a_sweep_by_nobody_is_refused(tmp_path: Path):
    """
    On the command line, too.
    """
    told = inward("steer", "--processes=0", f"--out={tmp_path / 'out'}")

    assert (2, "inward: Working: 0 processes; give at least 1, or leave --processes out for one per core.\n") == (
        told.code,
        told.err,
    )


def test_nothing_to_do_is_done(crew: Crew):
    """
    No call, no result, no process.
    """
    assert [] == list(crew.each(truediv, []))


def test_our_own_errors_arrive_as_they_were_raised(crew: Crew):
    """
    The sentence of the worker is the sentence of the run.
    """
    said = complaint(crew, WeightsError, work.identity, "no/such/folder")

    assert "Loading 'no/such/folder': no such folder, nor ORG/NAME@REVISION. Give one of the two." == said


def test_another_error_becomes_a_sentence(crew: Crew):
    """
    What was being done, the error, where it was raised, and that nothing is lost.
    """
    said = complaint(crew, WeightsError, truediv, 1, 0)

    remedy = r"Finished work is kept: mend the cause and run the same command again\."
    assert re.fullmatch(rf"Working \(truediv\): ZeroDivisionError: division by zero, at process\.py line [0-9]+\. {remedy}", said)


def test_a_file_that_fails_a_worker_is_the_stores_matter(crew: Crew):
    """
    A disk that is full or a right that is lacking.
    """
    said = complaint(crew, StoreError, os.listdir, "/no/such/folder")

    assert said.startswith("Working (listdir): FileNotFoundError: [Errno 2] No such file or directory: '/no/such/folder', at ")


def once_dead(mark: Path, answer: int) -> int:
    """Dies without a word the first time, and answers the second."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer


def test_a_worker_that_dies_is_replaced(tmp_path: Path):
    """
    Its call is made again by another, every call comes back once, and whoever listens is told.
    """
    heard: list[tuple[str, int]] = []
    calls = [(tmp_path / str(i), i) if i % 2 else (tmp_path, i) for i in range(6)]

    with Crew(2) as crew:
        done = sorted(crew.each(once_dead, calls, heard=lambda *what: heard.append(what)))

    assert [(i, i) for i in range(6)] == done
    assert [("replaced", 1)] * 3 == heard


def test_a_worker_that_died_while_idle_is_replaced():
    """
    Between two calls, too.
    """
    with Crew(1) as crew:
        os.kill(crew.one(os.getpid), signal.SIGKILL)
        time.sleep(0.5)

        assert 0.5 == crew.one(truediv, 1, 2)


def test_work_that_kills_every_worker_is_told():
    """
    Three deaths over one call: it is the call, or a machine too small for it, and the remedy is to start again with less.
    """
    with pytest.raises(WeightsError) as caught, Crew(1) as crew:
        crew.one(os._exit, 1)

    assert (
        "Working: 3 worker processes died over the same piece of work (killed, or out of memory). Finished work is kept: run the "
        "same command again, with --processes 1 if memory was short."
    ) == str(caught.value)


def test_each_worker_has_the_device_of_its_place():
    """
    As many workers as devices, each on its own; without devices the calls decide.
    """
    with Crew(7, devices=("cuda:0", "cuda:1")) as crew, Crew(2) as plain:
        found = {one for _, one in crew.each(settled, [()] * 2)}

        assert (2, {"cuda:0", "cuda:1"}, "") == (crew.processes, found, plain.one(settled))


def settled() -> str:
    """The device of this worker's place, after long enough for another worker to take the other call."""
    time.sleep(0.5)
    return device()
