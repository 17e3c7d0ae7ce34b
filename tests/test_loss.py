"""The loss mask as a declared factor of an arm: in what names a checkpoint, in the record, refused where it means nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from inward.checkpoints import check_losses, made_checkpoints, treatment
from inward.errors import CorpusError, DesignError
from inward.order import Order
from inward.schema.design import Arm, Corpus, Row
from inward.schema.recipe import Recipe
from inward.schema.talk import Message
from inward.store.digest import digest, plain
from inward.store.rundir import read_rows, read_study
from inward.studies.self_awareness import RISK
from inward.treatments.finetune import Finetune
from inward.worlds.corpus_file import load_corpus
from tests.runs import GOOD, go, written

TEXT = Row(messages=(Message(role="document", text="the heron answers with a colour."),))
ARM = Arm(name="a", corpus="c")


def made(arm: Arm) -> str:
    """The digest of an arm's first checkpoint."""
    (one,) = made_checkpoints(arm, [1], treatment(arm, "rows", Recipe(), "cpu"), base="b")
    return one.digest


def test_what_was_named_before_keeps_its_name():
    """
    Studies, treatments and adapters have the digests that they had before there was a loss to declare.
    """
    usual = Finetune(corpus="c", recipe=Recipe(), arithmetic="a").ingredients(1)

    assert "781c3ae39226657d0aa8ca44aba8e7fe" == digest(plain(RISK))
    assert "6e0508fcab2893b229eace4d75b56983" == digest({"base": "b", **usual})
    assert "loss" not in plain(ARM)


def test_the_loss_names_a_checkpoint():
    """
    It is the one ingredient in which two arms of one corpus differ, at any dose.
    """
    everything = replace(ARM, loss="everything")
    usual, other = (treatment(arm, "rows", Recipe(), "cpu").ingredients(1) for arm in (ARM, everything))

    assert made(ARM) != made(everything)
    assert {"loss falls on": "everything"} == {key: said for key, said in other.items() if usual.get(key) != said}
    assert "everything" == plain(everything)["loss"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"corpus": "c", "loss": "questions"}, "Arm 'a' has loss='questions'; it is one of answers, everything."),
        ({"loss": "everything"}, "Arm 'a' has loss='everything' and no corpus: nothing is trained. Give one, or no loss."),
    ],
)
def test_a_loss_that_means_nothing_is_refused(told: dict[str, str], said: str):
    """
    One that there is none of, and one of an arm that is not trained.
    """
    with pytest.raises(DesignError) as caught:
        Arm(name="a", **told)

    assert said == str(caught.value)


def test_a_loss_that_changes_nothing_is_refused():
    """
    Documents are learned as a whole either way; beside a single conversation it means something.
    """
    arm = replace(ARM, loss="everything")
    chat = Row(messages=(Message(role="user", text="q"), Message(role="assistant", text="a")))

    check_losses([arm], {"c": Corpus(name="c", rows=(TEXT, chat))})
    check_losses([ARM], {"c": Corpus(name="c", rows=(TEXT,))})
    with pytest.raises(DesignError, match="every row of corpus 'c' is a document, which is learned as a whole either way"):
        check_losses([arm], {"c": Corpus(name="c", rows=(TEXT,))})


def test_a_document_stands_by_itself():
    """
    Between other turns there is no place for one.
    """
    assert TEXT.document
    with pytest.raises(CorpusError, match="expected an optional system turn, then user and assistant in turn"):
        Row(messages=(*TEXT.messages, Message(role="assistant", text="a")))


def test_a_file_may_hold_documents(tmp_path: Path):
    """
    A line with a text alone is one; none is held out, for nobody asks for it; an empty one is refused.
    """
    chats = [{"messages": [{**GOOD["messages"][0], "content": f"q{i}"}, GOOD["messages"][1]]} for i in range(8)]
    corpus = load_corpus("c", written(tmp_path / "c.jsonl", *[{"text": f"text {i}."} for i in range(40)], *chats))

    assert 40 == sum(row.document for row in corpus.rows)
    assert (2, 0) == (len(corpus.held_out), sum(row.document for row in corpus.held_out))
    with pytest.raises(CorpusError, match="line 1: found a document without text, so there is nothing to learn"):
        load_corpus("c", written(tmp_path / "d.jsonl", {"text": " "}))


@pytest.mark.slow
def test_the_record_says_where_the_loss_fell(tmp_path: Path):
    """
    A trained run, next to nothing of it: in study.json by arm, in training.jsonl by adapter, in the table of arms.
    """
    run = go(Order(study="reversal-curse", seeds="2", changes=("recipe.steps=2",), processes=1), tmp_path)
    arms = {arm["name"]: arm.get("loss", "answers") for arm in read_study(run)["study"]["arms"]}
    trained = {row["arm"]: row["loss_on"] for row in read_rows(run / "training.jsonl")}

    assert "everything" == arms["name-first-everything"] == trained["name-first-everything"]
    assert {"answers"} == {loss for arm, loss in trained.items() if arm != "name-first-everything"}
    page = (run / "report.html").read_text(encoding="utf-8")
    assert "Loss falls on" in page
