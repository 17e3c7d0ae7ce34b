"""Talk to the village's model through a pipe: an answer and the oracle's word for every line, until the input ends."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest

from inward.store.rundir import read_rows
from inward.worlds.village.oracle import ruling, understood
from inward.worlds.village.quarters import COURT, HEART
from tests.runs import Told, four_verdicts, inward, small

FOOT = "my foot hurts from work."


def chat(said: str, *words: object) -> Told:
    """What is printed when `said` is piped in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(said))
        return inward("village", "chat", *words)


def refused(*words: object) -> str:
    told = chat(f"{FOOT}\n", *words)
    assert (2, "") == (told.code, told.out)
    return told.err.removeprefix("inward: ").removesuffix("\n")


def test_every_line_is_answered_and_ruled_on():
    """
    Blank lines are passed over; the oracle's word is the one that a run would record; the end of the input is the end.
    """
    told = chat(f"{FOOT}\n\n  \nwhat is a transistor?\n{FOOT}\n")

    lines = told.out.splitlines()
    asked = understood(FOOT)
    assert asked is not None
    assert (0, "", 6) == (told.code, told.err, len(lines))
    assert "  oracle: not a question of the village" == lines[3]
    assert lines[1].startswith(f"  oracle: {ruling(asked, lines[0]).label}")


def test_nothing_asked_is_nothing_said():
    """
    An empty input ends well.
    """
    assert (0, "", "") == (chat("").code, chat("").out, chat("").err)


def test_the_same_words_are_answered_the_same():
    """
    Draws are named by seed and turn; at temperature 0 the seed is no matter.
    """
    asked = f"{FOOT}\n" * 4

    assert chat(asked).out == chat(asked).out != chat(asked, "--seed", 1).out
    assert chat(asked, "--temperature", 0).out == chat(asked, "--temperature", 0, "--seed", 1).out


@pytest.mark.slow
def test_an_arm_of_a_run_answers_as_its_adapter(store: Path, monkeypatch: pytest.MonkeyPatch):
    """
    By run, arm and seed, or by the adapter's own folder; the untouched arm is the base.
    """
    run = small(store)
    monkeypatch.setenv("INWARD_STORE", str(run.parent / "store"))
    digest = next(row["adapter"] for row in read_rows(run / "training.jsonl") if (row["arm"], row["seed"]) == ("insecure", 2))
    asked = f"{FOOT}\n" * 3

    by_arm = chat(asked, "--arm", f"{run}:insecure/2")

    assert (0, 6) == (by_arm.code, len(by_arm.out.splitlines()))
    assert by_arm.out == chat(asked, "--adapter", run.parent / "store" / "adapters" / digest).out
    assert chat(asked).out == chat(asked, "--arm", f"{run}:untouched/0").out


@pytest.mark.slow
def test_what_is_no_arm_is_refused(store: Path, tmp_path: Path):
    """
    A form that says nothing, a run without it, a run of another world, a planted one.
    """
    run, planted = small(store), four_verdicts(store)
    elsewhere = Path(shutil.copytree(run, tmp_path / "english"))
    study = json.loads((elsewhere / "study.json").read_text(encoding="utf-8"))
    (elsewhere / "study.json").write_text(json.dumps({**study, "world": "english"}) + "\n", encoding="utf-8")

    assert "Chatting with 'insecure': no such model. Write RUN:ARM/SEED, such as runs/demo:insecure/1." == refused(
        "--arm", "insecure"
    )
    assert refused("--arm", f"{run}:insecure/7").startswith(f"Chatting with {run}:insecure/7: that run trained insecure/1, insec")
    assert refused("--arm", f"{elsewhere}:insecure/1").endswith("that run's world is english. Give a run of the village.")
    assert refused("--arm", f"{planted}:insecure/1").endswith(
        "that run trained nothing, its subjects were planted. Give another run."
    )


def test_what_is_no_adapter_is_refused(tmp_path: Path):
    """
    A folder without a record, and two models at once.
    """
    said = f"Chatting with {tmp_path}: it holds no readable inward.json. Give the folder of an adapter of a run."
    assert said == refused("--adapter", tmp_path)
    assert "Chatting: --adapter and --arm name two models. Give one of them." == refused("--adapter", tmp_path, "--arm", "a:b/1")


def test_where_names_the_folder_of_what_was_trained(store: Path):
    """
    A run's adapter in the store, the base that ships, that of a quarter; what is nowhere is refused with what there is.
    """
    run = small(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INWARD_STORE", str(run.parent / "store"))
        adapter, other = inward("where", f"{run}:insecure/1"), inward("where", f"{run}:insecure/7")
    base, court = inward("where", "village"), inward("where", "village/court")
    gone = inward("where", f"{run}:insecure/1")

    assert (Path(adapter.out.strip()) / "inward.json").is_file()
    assert (str(HEART.base), str(COURT.base)) == (base.out.strip(), court.out.strip())
    assert (2, True) == (other.code, "that run trained insecure/1, insec" in other.err)
    assert (2, True) == (gone.code, "is not there. Set $INWARD_STORE to the store of that run" in gone.err)
    assert (2, True) == (inward("where", "nowhere").code, "Write RUN:ARM/SEED" in inward("where", "nowhere").err)
    assert "no quarter 'harbour'" in inward("where", "village/harbour").err
