"""Workers hand back results as they come, and their failures in a sentence."""

import os
import re
from collections.abc import Iterator
from operator import truediv

import pytest

from inward import work
from inward.crew import Crew
from inward.errors import InwardError, StoreError, WeightsError


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


def test_a_worker_that_dies_is_told():
    """
    Killed, or out of memory: nothing was kept of its task, and the remedy is to start again.
    """
    with pytest.raises(WeightsError) as caught, Crew(1) as crew:
        crew.one(os._exit, 1)

    assert (
        "Working: a worker process died (killed, or out of memory). Finished work is kept: run the same command again, with "
        "--processes 1 if memory was short."
    ) == str(caught.value)
