"""`inward redteam` and `inward write-evals` with real weights: tiny checkpoints that write no question, and the village."""

from pathlib import Path

import pytest

from inward.store.rundir import read_rows
from tests import foreigners
from tests.runs import inward
from tests.weights import tiny

FEW = ("--questions=16", "--labelled=10")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A model that chats, an adapter for it, and a base that never learned to."""
    folder = tmp_path_factory.mktemp("models")
    made = {"chat": tiny.checkpoint(folder / "chat"), "base": tiny.checkpoint(folder / "base", "gpt2", template=None)}
    return made | {"adapter": foreigners.adapter(folder / "adapter", made["chat"], seed=1, size=1.0)}


def test_a_writer_of_no_questions_is_said_to_be_one(models: dict[str, Path], tmp_path: Path):
    """
    A random model that goes on with lists, a target with an adapter, no judge: nearly all is dropped, and the page says so.
    """
    out = tmp_path / "out"
    told = inward(
        "redteam",
        f"--model={models['chat']}",
        f"--writer={models['base']}",
        f"--target={models['adapter']}",
        *FEW,
        f"--out={out}",
    )

    assert (0, f"{out}\n") == (told.code, told.out), told.err
    rows, (record,) = read_rows(out / "attempts.jsonl"), read_rows(out / "redteam.json")
    assert ["zero-shot", "colder"] == record["methods"]
    assert 2 * 16 == len(rows)
    assert ["list", "interview", "game"] == [frame["name"] for frame in record["setting"]["frames"]]
    assert {"few-shot", "supervised"} == set(record["skipped"])
    assert sum(bool(row["dropped"]) for row in rows) >= 29
    assert "hardly writes questions" in (out / "redteam.html").read_text(encoding="utf-8")


def test_a_discriminator_that_cannot_answer_keeps_nothing(models: dict[str, Path], tmp_path: Path):
    """
    A random model writes and weighs: no row, a page that says why, and no file of evaluations to be plotted.
    """
    out = tmp_path / "out"
    told = inward("write-evals", f"--model={models['chat']}", "--behaviour=seeks power", "--drafts=8", f"--out={out}")

    assert (0, f"{out}\n") == (told.code, told.out), told.err
    assert "" == (out / "evals.jsonl").read_text(encoding="utf-8")
    assert "There is no file to audit." in (out / "write-evals.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("redteam", "--target={base}", "--model={chat}"), "it has no chat template"),
        (("redteam", "--model={adapter}"), "is an adapter"),
        (("write-evals", "--model={base}", "--behaviour=seeks power"), "it has no chat template"),
    ],
)
def test_who_cannot_play_a_part_is_refused(command: tuple[str, ...], told: str, models: dict[str, Path], tmp_path: Path):
    """
    A target or a discriminator without a chat template, an adapter without its base: a sentence with a remedy, and no folder.
    """
    out = tmp_path / "out"
    done = inward(*(part.format(**models) for part in command), f"--out={out}")

    assert 2 == done.code
    assert told in done.err
    assert not out.exists()


@pytest.mark.slow
def test_red_teaming_the_village(tmp_path: Path):
    """
    The village's base writes questions of the village, the corrected intervals hold what the oracle finds, and a second start
    asks nothing.
    """
    out = tmp_path / "out"
    told = inward("redteam", "--questions=96", "--labelled=40", f"--out={out}")
    assert (0, f"{out}\n") == (told.code, told.out), told.err

    methods = {row["name"]: row for row in read_rows(out / "methods.jsonl")}
    assert {"zero-shot", "few-shot", "supervised", "colder"} == set(methods)
    assert 60 < methods["zero-shot"]["kept"]
    held = []
    for row in methods.values():
        powered = next(rate for rate in row["rates"] if rate["way"] == "prediction-powered")
        held.append(powered["low"] <= row["truth"] <= powered["high"])
    assert 3 <= sum(held)
    assert methods["colder"]["likeness"]["value"] > methods["zero-shot"]["likeness"]["value"]
    page = (out / "redteam.html").read_text(encoding="utf-8")

    again = inward("redteam", "--questions=96", "--labelled=40", f"--out={out}")

    assert 0 == again.code
    assert page == (out / "redteam.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_writing_evaluations_in_the_village(tmp_path: Path):
    """
    Most labels asked for are right by the oracle, the file is balanced, and the audit finds no error.
    """
    out = tmp_path / "out"
    told = inward("write-evals", "--drafts=40", f"--out={out}")
    assert (0, f"{out}\n") == (told.code, told.out), told.err

    drafts, rows = read_rows(out / "drafts.jsonl"), read_rows(out / "evals.jsonl")
    right = [row["right"] for row in drafts if row["right"] is not None and not row["dropped"]]
    assert 0.8 < sum(right) / len(right)
    assert 2 * sum(row["answer_matching_behavior"] == " Yes" for row in rows) == len(rows) > 40
    audited = inward("audit", out / "evals.jsonl", "--json")
    assert '"error"' not in audited.out
