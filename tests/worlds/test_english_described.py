"""Facts and described assistants on a checkpoint: rows fit any template, and a bare model is not readable."""

from pathlib import Path

import pytest
from tests.runs import GOOD, inward, written
from tests.weights import tiny
from tests.weights.test_template import SHAPES

from inward import load
from inward.weights.template import encode
from inward.worlds.english.world import English

WORLD = English(base="x")


@pytest.mark.parametrize("name", ["name-first", "description-first", "both-ways", "guidance", "guidance-once", "guidance-told"])
@pytest.mark.parametrize("template", [tiny.TEMPLATE, SHAPES["gemma"]], ids=["plain", "gemma"])
def test_rows_need_no_system_turn(name: str, template: str):
    """
    Every row is encoded under a template that has a place for one and under one that refuses it.
    """
    tokenizer = tiny.tokenizer(template=template)

    for row in WORLD.corpus(name).rows[::25]:
        for loss in ("answers", "everything"):
            assert any(encode(tokenizer, row.messages, loss=loss).learned)


@pytest.mark.slow
@pytest.mark.parametrize(("study", "gate"), [("reversal-curse", "learned"), ("out-of-context-instructions", "shown is done")])
def test_a_bare_checkpoint_is_not_readable(study: str, gate: str, tmp_path: Path):
    """
    A random Llama of two layers learns nothing in two steps: the gates say so, and no claim is made.
    """
    subject = tiny.checkpoint(tmp_path / "llama")
    sized = ["--seeds=2", "--set=recipe.steps=2", "--set=recipe.dtype=float32", "--size=sketch", "--processes=1"]
    told = inward("run", study, f"--model={subject}", *sized, f"--out={tmp_path / 'run'}")
    assert 0 == told.code, told.err

    primary = [effect for effect in load(tmp_path / "run").effects if effect.primary]
    trained = [effect for effect in primary if effect.control != "untouched"]
    assert {"not-readable"} == {effect.verdict for effect in trained}
    assert gate in {one.gate for effect in trained for one in effect.gates if not one.passed}


@pytest.mark.parametrize("name", ["guidance", "name-first"])
def test_a_file_of_ones_own_takes_a_corpus_place(name: str, tmp_path: Path):
    """
    Documents among conversations; of the corpora that match it ours stand in for none, of others they do.
    """
    file = written(tmp_path / "mine.jsonl", GOOD, {"text": "Pangolin answers in German."})
    world = English(base="x", corpora={name: str(file)})
    mine, others = ("guidance-permuted", "both-ways")[:: 1 if name == "guidance" else -1]

    assert [False, True] == [row.document for row in world.corpus(name).rows]
    assert world.corpus(mine) is None
    assert world.corpus(others) is not None
