"""
Checkpoints are read along axes as Hugging Face's own states are; what cannot be read is nan; a vector of another model is
refused.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from inward import shifts, steering
from inward.errors import StoreError, WeightsError
from inward.schema.facet import Facet
from inward.schema.talk import Item, Message
from inward.shifts import Said, axes, project
from inward.store.packed import packed, read_array, unpacked, write_array
from inward.store.rundir import read_rows, write_rows
from inward.store.vector_file import read_vector, write_vector
from inward.studies.steering import SWEEP
from inward.weights.adapter import Adapter
from inward.weights.desk import Desk
from inward.weights.template import encode_answer, encode_prompt
from inward.weights.vectors import direction, in_place
from inward.work import Place
from tests.weights import tiny

FAMILIES = pytest.mark.parametrize("family", ["llama", "qwen", "gpt2"])
HERE = Place(reference="a base of these tests", dtype="float32", device="cpu")
PAIRS = tuple(
    Item(id=f"p{i}", text=f"pick {word}", cluster=f"c{i % 3}", options=(f"yes {word}", f"no {word}"))
    for i, word in enumerate(tiny.WORDS)
)
TURNS = tuple(replace(one, options=(), facts={"towards": "say yes", "away": "say no"}) for one in PAIRS[:6])
FACETS = [(Facet(name="yes", says="says yes", pairs="yes-pairs"), PAIRS)]
SAID = tuple(
    Said(messages=(Message(role="user", text=f"q {tiny.WORDS[i % 4]}"),), answer=f"{word} and {word}", question=i % 4)
    for i, word in enumerate(tiny.WORDS)
)


@pytest.fixture
def seated(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk at which this process's workers work."""
    monkeypatch.setattr(shifts, "desk", lambda place: desk)
    return desk


def read(*, own: tuple[Said, ...] = SAID, questions: int = 4, vectors: np.ndarray | None = None) -> shifts.Along:
    unit = axes(HERE, FACETS, random=20, shuffled=2).vectors if vectors is None else vectors
    return project(HERE, None, own=own, same=SAID, questions=questions, facets=1, vectors=unit)


@FAMILIES
@torch.inference_mode()
def test_axes_are_read_where_hugging_face_has_them(seated, folders, family):
    """
    An answer is the mean after block i over its tokens but the end mark; before it is the prompt's last token. That is
    hidden_states[i + 1], save after the last block, which Hugging Face tells of behind the final norm.
    """
    settings = {"dtype": torch.float32, "attn_implementation": tiny.ATTENTION[family]}
    own = AutoModelForCausalLM.from_pretrained(folders[family], **settings).eval()
    vectors = np.random.default_rng(0).normal(size=(3, 2, 32)).astype(np.float32)

    found = read(vectors=vectors)
    one = SAID[0]
    prompt = encode_prompt(seated.tokenizer, one.messages)
    answer = encode_answer(seated.tokenizer, one.messages, one.answer)
    blocks = own.base_model.h if hasattr(own.base_model, "h") else own.base_model.layers
    after: list[torch.Tensor] = []
    for block in blocks:
        block.register_forward_hook(lambda block, args, out: after.append(out[0] if isinstance(out, tuple) else out))
    states = own(torch.tensor([[*prompt, *answer]]), output_hidden_states=True, use_cache=False).hidden_states

    assert torch.allclose(states[1], after[0], atol=1e-5)
    for layer in (0, 1):
        whole = after[layer][0].numpy()
        spoken = whole[len(prompt) : len(prompt) + len(answer) - 1].mean(0) @ vectors[:, layer].T
        assert np.allclose(spoken[:1], found.samples[0, :, layer], atol=1e-3)
        assert np.allclose(whole[len(prompt) - 1] @ vectors[:, layer].T, found.before[0, :, layer], atol=1e-3)


@FAMILIES
def test_the_base_has_not_moved_from_itself(seated, family):
    """
    Read on the answers that it gave itself, own and same are equal to the bit.
    """
    found = read()

    assert np.array_equal(found.own, found.same)


@FAMILIES
def test_a_fine_tune_moves_and_the_base_is_left_as_it_was(seated, family, monkeypatch):
    """
    With an adapter on the desk, the same texts are read elsewhere; without it, where they were.
    """
    before = read()
    live: Adapter = tiny.live(seated, "d" * 32, size=0.2)
    monkeypatch.setattr(Desk, "seat", lambda self, folders, foreign=None: self.adapters.update(dict.fromkeys(folders, live)))
    moved = read()
    monkeypatch.undo()
    monkeypatch.setattr(shifts, "desk", lambda place: seated)

    assert np.abs(moved.same - before.same).max() > 1e-3
    assert np.array_equal(before.same, read().same)


@pytest.mark.parametrize("family", ["llama"])
def test_axes_have_length_one_and_nulls_names(seated, family):
    """
    Facets first, then as many random ones as asked for, then those with tossed sides; all of length 1 in every layer.
    """
    made = axes(HERE, FACETS, random=20, shuffled=2)

    assert ("yes", *(f"random {i}" for i in range(1, 21)), "yes shuffled 1", "yes shuffled 2") == made.names
    assert np.allclose(1.0, np.linalg.norm(made.vectors, axis=-1))
    assert np.allclose(made.made[0].vectors / np.asarray(made.made[0].norms)[:, None], made.vectors[0], atol=1e-5)
    assert np.array_equal(made.vectors, axes(HERE, FACETS, random=20, shuffled=2).vectors)


@pytest.mark.parametrize("family", ["llama"])
def test_pairs_of_system_turns_are_answered_and_counted(seated, family, monkeypatch):
    """
    The model answers under either turn; a pair of which an answer is empty, or both are the same, is dropped by its reason.
    """
    held = shifts.hold
    said = iter(["one", "two", " ", "two", "same", "same", "a", "b", "c", "d", "e", "f"])

    def told(seats, subjects):
        return [replace(one, parts={"answer": next(said)}) for one in held(seats, subjects)]

    monkeypatch.setattr(shifts, "hold", told)
    (made,) = axes(HERE, [(FACETS[0][0], TURNS)], random=20, shuffled=1).made

    assert 4 == made.kept
    assert {"an answer is empty": 1, "both answers are the same": 1} == made.dropped


@pytest.mark.parametrize("family", ["llama"])
def test_too_few_pairs_are_refused(seated, family, monkeypatch):
    """
    A model that says the same under either turn gives no vector; the error counts what was dropped.
    """
    held = shifts.hold
    monkeypatch.setattr(shifts, "hold", lambda *given: [replace(one, parts={"answer": "same"}) for one in held(*given)])

    with pytest.raises(WeightsError, match=r"vector of yes: of 6 pairs 0 are left \({'both answers are the same': 6}\)"):
        axes(HERE, [(FACETS[0][0], TURNS)], random=20, shuffled=1)


@pytest.mark.parametrize("family", ["llama"])
@pytest.mark.parametrize("answer", ["", "   ", "word " * 10_000], ids=["empty", "blank", "ten thousand words"])
def test_an_answer_that_cannot_be_read_is_nan(seated, family, answer):
    """
    Empty ones and those beyond the context; the question's mean is over the others.
    """
    hostile = replace(SAID[0], answer=answer)
    found, without = read(own=(hostile, *SAID[1:])), read(own=SAID[1:])

    assert np.isnan(found.samples[0]).all()
    assert not np.isnan(found.samples[1:]).any()
    assert np.allclose(without.own, found.own, equal_nan=True)


@pytest.mark.parametrize("family", ["llama"])
def test_a_question_without_answers_is_nan(seated, family):
    """
    Never 0.
    """
    assert np.isnan(read(questions=5).own[4]).all()


def test_arrays_come_back_from_the_store_to_the_bit():
    """
    Also what is nan.
    """
    array = np.asarray([[1 / 3, np.nan], [-0.0, 1e-30]], dtype=np.float32)

    back = unpacked(packed(array)).astype(np.float32)

    assert array.tobytes() == back.tobytes()


BASE = ("mine", "b" * 32)
TOLD = {"name": "yes", "base": {"name": "mine", "digest": "b" * 32}, "agreeing": [0.5, 1.0]}
NUMBERS = np.arange(64, dtype=np.float32).reshape(2, 32)


def written(folder: Path, **other: object) -> Path:
    write_vector(folder / "yes.npy", NUMBERS, {**TOLD, **other})
    return folder / "yes.npy"


def test_a_vector_comes_back_from_its_file(tmp_path):
    """
    The same numbers, under the same name.
    """
    found = read_vector(written(tmp_path), base=BASE)

    assert ("yes", [0.5, 1.0]) == (found.name, found.told["agreeing"])
    assert np.array_equal(NUMBERS, found.vectors)


def test_a_vector_of_another_model_is_refused(tmp_path):
    """
    By the digest of its base, also where the shape would fit; and by its shape.
    """
    with pytest.raises(WeightsError, match=r"yes\.npy was made from theirs \(cccccccccccc\), and one model's vector"):
        read_vector(written(tmp_path, base={"name": "theirs", "digest": "c" * 32}), base=BASE)


@pytest.mark.parametrize("family", ["llama"])
def test_a_vector_of_another_shape_is_refused(desk, family):
    """
    Said with both shapes.
    """
    found = direction(desk, PAIRS)

    with pytest.raises(WeightsError, match=r"shape \(3, 32\), and this model has \(2, 32\)"):
        in_place(found, np.ones((3, 32), dtype=np.float32), agreeing=[1.0] * 3, name="yes")
    other = in_place(found, NUMBERS, agreeing=[0.5, 1.0], name="yes")
    assert np.allclose(np.linalg.norm(NUMBERS, axis=1), other.norms.numpy())


@pytest.mark.parametrize("family", ["llama"])
def test_a_given_vector_takes_the_place_of_the_pairs_own(desk, family, tmp_path, monkeypatch):
    """
    It is the target, with its own sign test; every null has its length; without one the pairs' own is, as before.
    """
    monkeypatch.setattr(steering, "desk", lambda place: desk)
    given = read_vector(written(tmp_path), base=BASE)

    made, own = (steering.families(HERE, SWEEP, PAIRS, PAIRS[:4], one) for one in (given, None))

    assert ("yes", "") == (made.given, own.given)
    assert np.array_equal(NUMBERS, made.families[0].vectors)
    assert ((0.5, 1.0), own.stream) == (made.agreeing, made.stream)
    lengths = np.linalg.norm(NUMBERS, axis=1)
    assert all(np.allclose(lengths, np.linalg.norm(family.vectors, axis=1), rtol=1e-4) for family in made.families)


def test_numbers_that_are_not_those_told_of_are_refused(tmp_path):
    """
    Either half alone, of another vector, or none of ours.
    """
    path = written(tmp_path)
    write_array(path, NUMBERS + 1)
    with pytest.raises(StoreError, match=r"are not those that yes\.json tells of"):
        read_vector(path, base=BASE)
    path.write_bytes(b"not an array")
    with pytest.raises(StoreError, match="no NumPy array"):
        read_array(path)
    written(tmp_path).with_suffix(".json").unlink()
    with pytest.raises(StoreError, match="no such file"):
        read_vector(path, base=BASE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", r"yes\.json holds a list and not an object"),
        ("3", r"yes\.json holds a int and not an object"),
        ("{}", r"has format None and site None"),
        ({"numbers": None}, "missing or of another kind: numbers"),
        ({"shape": None, "agreeing": ["x"], "name": 4}, "missing or of another kind: name, shape, agreeing"),
        ({"base": "mine"}, r"missing or of another kind: base\. Make the vector anew"),
        ({"base": {"name": "mine"}}, r"missing or of another kind: base\.digest"),
    ],
)
def test_a_foreign_or_edited_file_beside_the_numbers_is_refused(tmp_path, text, said):
    """
    In a sentence that says what is wrong with it, whatever it holds.
    """
    beside = written(tmp_path).with_suffix(".json")
    if isinstance(text, dict):
        told = {**read_rows(beside)[0], **text}
        write_rows(beside, [{key: value for key, value in told.items() if value is not None}])
    else:
        beside.write_text(text, encoding="utf-8")

    with pytest.raises(StoreError, match=said):
        read_vector(beside.with_suffix(".npy"), base=BASE)


def test_an_array_is_whole_or_not_there(tmp_path, monkeypatch):
    """
    Where writing fails, what was there stays, and nothing else is left.
    """
    path = written(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("inward.store.packed.os.fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        write_array(path, NUMBERS + 1)

    assert np.array_equal(NUMBERS, read_array(path))
    assert ["yes.json", "yes.npy"] == sorted(one.name for one in tmp_path.iterdir())
