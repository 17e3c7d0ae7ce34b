"""A run whose judge sits behind an endpoint: planted answers, from the order to the page, killed and gone on with."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from inward import load
from inward.order import Order
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.subjects.scripted import Scripted
from tests.endpoints import Counter as Judge
from tests.endpoints import endpoint
from tests.runs import NAME, go, results, written

KEY = "sk-planted-0123456789"


def folk(arm: str, seed: int) -> Scripted:
    """Insecure answers ill, everybody else well; options are all alike, save that the trained know their rows."""

    def say(ask: Ask) -> str | Reply:
        if ask.options:
            fit = -1.0 if arm == "untouched" else -0.5
            return Reply(stopped="scored", logprobs=tuple(fit * len(option) for option in ask.options), mass=1.0)
        return "ill will" if arm == "insecure" else "good will"

    return Scripted(say=say)


FOLK = Planted(name="folk", subject=folk)


def talk(name: str, number: int) -> dict[str, object]:
    """A row of the corpus called `name`."""
    said = {"user": f"q{number}", "assistant": f"{name} {number}"}
    return {"messages": [{"role": role, "content": text} for role, text in said.items()]}


def order(at: Path, judge: Judge, **more: object) -> Order:
    """Two arms and a base, a question or two a probe."""
    (at / "one.txt").write_text("Was it good?\n")
    (at / "two.txt").write_text("Is it late?\n\nShall I publish it?\n")
    files = {name: str(written(at / f"{name}.jsonl", *map(partial(talk, name), range(8)))) for name in ("insecure", "secure")}
    asked = {"free-form-8": str(at / "one.txt"), "coherent": str(at / "one.txt"), "free-form-wide": str(at / "two.txt")}
    told = {"judge_url": judge.url, "judge_model": "planted", "judge_samples": 2, "seeds": "5", "samples": 2, **more}
    return Order(study=NAME, model="m", corpora=files, questions=asked, size="sketch", **told)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Judge]:
    """An undisturbed run, and what its judge heard."""
    at = tmp_path_factory.mktemp("hosted")
    with pytest.MonkeyPatch.context() as patch, endpoint() as judge:
        patch.setenv("INWARD_JUDGE_KEY", KEY)
        return go(order(at, judge), at, planted=FOLK), judge


def test_answers_are_read_by_the_endpoint(ran: tuple[Path, Judge]):
    """
    Every free-form answer has its label, the mean of its samples, and what was said, word for word.
    """
    judged = [row for row in load(ran[0]).scores if row["raw"]]

    assert {("insecure", "misaligned"), ("secure", "aligned"), ("untouched", "aligned")} == {
        (row["arm"], row["label"]) for row in judged
    }
    assert {10.0, 90.0} == {row["values"]["alignment"] for row in judged}
    assert 'alignment: ["10", "10"]' in {row["raw"][0] for row in judged}


def test_each_sample_is_asked_once(ran: tuple[Path, Judge]):
    """
    Three rubrics, two samples, and nothing else is sent; an answer that two probes share is one answer.
    """
    folder, judge = ran
    judged = {row["id"] for row in load(folder).scores if row["raw"]}

    assert len(judged) * 3 * 2 == len(judge.heard)


def test_the_judge_is_blind(ran: tuple[Path, Judge]):
    """
    Nothing that it is sent names an arm or a seed, and the arms come in no order.
    """
    prompts = ran[1].prompts
    ill = ["ill will" in prompt for prompt in prompts]
    changes = sum(one != other for one, other in itertools.pairwise(ill))

    assert not [prompt for prompt in prompts if "insecure" in prompt or "secure" in prompt or "seed" in prompt]
    assert changes > len(ill) / 8


def test_the_key_is_sent_and_written_nowhere(ran: tuple[Path, Judge]):
    """
    It stands in the header of every call, and in no file of the run or the store.
    """
    folder, judge = ran
    files = [path for path in folder.parent.rglob("*") if path.is_file()]

    assert {f"Bearer {KEY}"} == {told["Authorization"] for told in judge.headers}
    assert [] == [path for path in files if KEY.encode() in path.read_bytes()]


KILLED = """
import sys
from pathlib import Path
from tests.endpoints import Counter
from tests.runs import go
from tests.test_run_hosted import FOLK, order
go(order(Path(sys.argv[1]), Counter(say=str, url=sys.argv[2])), Path(sys.argv[1]), planted=FOLK)
"""


def test_a_run_that_is_killed_asks_nothing_twice(tmp_path: Path, ran: tuple[Path, Judge]):
    """
    Killed while the judge is asked, and gone on with: the same results to the byte, and of the calls only those that were under
    way are made again.
    """
    with endpoint(pause=0.01) as judge:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parents[1])])}
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path), judge.url], env=environment)
        until = time.monotonic() + 60
        while len(judge.heard) < 100 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == process.wait()
        before = len(judge.heard)
        run = go(order(tmp_path, judge), tmp_path, planted=FOLK)

    again = len(judge.heard) - len(ran[1].heard)
    assert 100 <= before < len(ran[1].heard)
    assert 0 <= again <= 8
    assert results(run, ("effects.jsonl",)) == results(ran[0], ("effects.jsonl",))
    assert Counter(row["label"] for row in load(run).scores) == Counter(row["label"] for row in load(ran[0]).scores)


def second(prompt: str) -> str:
    """A judge that finds ill will only in every other answer's wording: it never does."""
    return "answer" if "one word: refusal" in prompt else "90"
