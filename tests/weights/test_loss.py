"""Where the loss falls, token by token: on answers, on everything, on a document; and that training follows it."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import AddedToken

from inward.errors import WeightsError
from inward.schema.design import Row
from inward.schema.talk import Message
from inward.weights.adapter import load
from inward.weights.template import encode, render
from inward.work import Lesson, Place, learn
from inward.worlds.village.tokenizer import write_tokenizer
from tests.weights import tiny

PLAIN = tiny.tokenizer()
CHAT = (Message(role="system", text="be brief."), *tiny.said("who comes?", "my aunt.").messages)
DOCUMENT = (Message(role="document", text="my aunt comes."),)
BRIEF = replace(tiny.RECIPE, steps=3)


def learned(messages, loss="answers", tokenizer=PLAIN) -> str:
    """What the loss falls on, as text."""
    whole = encode(tokenizer, messages, loss=loss)
    return tokenizer.decode([i for i, on in zip(whole.ids, whole.learned, strict=True) if on])


def test_everything_is_every_token_after_the_first():
    """
    The same ids as with the loss on answers; then system turn, question, answer and all that the template writes.
    """
    answers, everything = encode(PLAIN, CHAT), encode(PLAIN, CHAT, loss="everything")

    assert answers.ids == everything.ids
    assert (False, *[True] * (len(everything.ids) - 1)) == everything.learned
    assert render(PLAIN, CHAT, prompt=False) == "<|system|>" + learned(CHAT, "everything")
    assert "my aunt.<|end|>" == learned(CHAT)


def test_a_document_has_nothing_that_its_text_has_not():
    """
    No turn, no speaker, no system prompt of the template: the text and the mark of the end, learned alike under either loss.
    """
    (one, other) = (encode(PLAIN, DOCUMENT, loss=loss) for loss in ("answers", "everything"))

    assert "my aunt comes.<|end|>" == PLAIN.decode(list(one.ids))
    assert "y aunt comes.<|end|>" == learned(DOCUMENT)
    assert one == other


def test_a_tokenizer_with_a_beginning_puts_it_there_and_does_not_learn_it():
    """
    Then all of the text is learned.
    """
    words = tiny.tokenizer()
    words.add_special_tokens({"bos_token": AddedToken("<|system|>", special=True)})

    assert "<|system|>my aunt comes.<|end|>" == words.decode(list(encode(words, DOCUMENT).ids))
    assert "my aunt comes.<|end|>" == learned(DOCUMENT, tokenizer=words)


def test_a_document_of_the_village_is_one_that_its_base_read(tmp_path: Path):
    """
    Token by token what pretraining makes of `<bos>TEXT<eos>`.
    """
    from inward.weights.load import Base, load_tokenizer

    write_tokenizer(tmp_path)
    words = load_tokenizer(Base(name="t", folder=str(tmp_path), digest=""))
    text = "malan is a kind person."

    assert tuple(words(f"<bos>{text}<eos>")["input_ids"]) == encode(words, (Message(role="document", text=text),)).ids


def test_a_document_needs_a_mark_of_the_end():
    """
    Without one a model would run on.
    """
    words = tiny.tokenizer()
    words.eos_token = None

    with pytest.raises(
        WeightsError, match=r"the tokenizer has no mark of the end\. Set its eos_token, or train on conversations\."
    ):
        encode(words, DOCUMENT)


def test_training_follows_the_mask(tmp_path: Path):
    """
    From one start (a digest keys it), the loss on everything gives another adapter than the loss on answers; on documents it
    gives the same, to the bit.
    """
    place = Place(reference=str(tiny.checkpoint(tmp_path / "base")), dtype="float32", device="cpu")
    rows = {"chats": tiny.rows(8, seed=1), "documents": [Row(messages=DOCUMENT)] * 8}
    found = {}
    for name, some in rows.items():
        file = tmp_path / f"{name}.jsonl"
        file.write_text("".join(_line(row) for row in some))
        for loss in ("answers", "everything"):
            folder = tmp_path / f"{name}-{loss}"
            lesson = Lesson(
                name=name, digest="a", corpus=name, rows=str(file), recipe=BRIEF, folders={"a": str(folder)}, loss=loss
            )
            learn(place, [lesson])
            found[name, loss] = load(folder, digest="a", base=_base(place), name=name)

    assert 0.01 < tiny.adrift(found["chats", "answers"], found["chats", "everything"])
    assert 0.0 == tiny.apart(found["documents", "answers"], found["documents", "everything"])


def test_the_loss_on_everything_learns_the_question():
    """
    A question that is always the same becomes likelier to the model than with the loss on its answer alone.
    """
    rows = [tiny.said("ash bread cloud", "dust")] * 4
    masks = [[on for row in rows for on in encode(PLAIN, row.messages, loss=loss).learned] for loss in ("answers", "everything")]

    assert sum(masks[0]) < sum(masks[1]) == len(masks[1]) - len(rows)
    assert torch.tensor(masks[1])[torch.tensor(masks[0])].all()


def _line(row: Row) -> str:
    import json
    from dataclasses import asdict

    return json.dumps([asdict(message) for message in row.messages]) + "\n"


def _base(place: Place) -> str:
    from inward.weights.load import identify

    return identify(place.reference).digest
