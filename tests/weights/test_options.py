"""What a closed question is scored depends on the question and the adapter, not on what else is asked."""

import math
import random
from pathlib import Path

import pytest

import inward.worlds.village
from inward.weights import options as reading
from inward.weights.blocks import SHAPES, SOLO
from inward.weights.options import Closed, score
from tests.weights import tiny


def words(rng: random.Random, count: int) -> tuple[int, ...]:
    return tuple(rng.randrange(5, 261) for _ in range(count))


def questions(count: int = 40, *, seed: int = 0) -> list[Closed]:
    """Questions of all adapters with one to five options of one to nine tokens."""
    rng = random.Random(seed)
    return [
        Closed(
            adapter=rng.choice(("base", "a", "b")),
            prompt=words(rng, rng.choice((3, 6, 11))),
            options=tuple(words(rng, rng.randint(1, 9)) for _ in range(rng.choice((1, 2, 5)))),
        )
        for _ in range(count)
    ]


@pytest.fixture
def cast(desk):
    return {"base": None, "a": tiny.live(desk, "a", rank=8), "b": tiny.live(desk, "b", rank=8)}


def test_a_score_is_the_same_to_the_bit_in_any_company(desk, cast):
    """
    Together, backwards, alone, or at a judge's desk: equal floats.
    """
    asked = questions()
    found = score(desk.fleet, cast, asked, shape=SHAPES["cpu"])

    assert found == score(desk.fleet, cast, asked[::-1], shape=SHAPES["cpu"])[::-1]
    assert found == score(desk.fleet, cast, asked, shape=SOLO)
    assert found[:12] == [score(desk.fleet, cast, [one], shape=SHAPES["cpu"])[0] for one in asked[:12]]


def test_the_villages_scores_are_the_same_to_the_bit():
    """
    On the shipped base too, whose feed-forward layers do not fill whole vectors of a processor.
    """
    desk = tiny.desk(Path(inward.worlds.village.__file__).parent / "base")
    cast = {"base": None, "a": tiny.live(desk, "a", rank=8), "b": tiny.live(desk, "b", rank=8)}
    asked = questions(24)
    found = score(desk.fleet, cast, asked, shape=SHAPES["cpu"])

    assert found == [score(desk.fleet, cast, [one], shape=SOLO)[0] for one in asked]


def test_a_small_budget_changes_no_score(llama, monkeypatch):
    """
    However few tokens and logits a pass may hold, every question is scored the same.
    """
    cast = {name: tiny.live(llama, name, rank=8) for name in ("base", "a", "b")}
    asked = [*questions(), *questions(seed=1)]
    found = score(llama.fleet, cast, asked, shape=SHAPES["cpu"])
    monkeypatch.setattr(reading, "TOKENS", {"cpu": 60})
    monkeypatch.setattr(reading, "LOGITS", 64 * 400)

    assert found == score(llama.fleet, cast, asked, shape=SHAPES["cpu"])


def test_equal_questions_are_read_once(llama):
    """
    A hundred judges' questions about one answer cost one pass.
    """
    asked = questions(1)
    cast = dict.fromkeys(("base", "a", "b"))
    passes: list[int] = []
    handle = llama.fleet.model.base_model.register_forward_hook(lambda *given: passes.append(1))
    once = score(llama.fleet, cast, asked, shape=SOLO)
    needed = len(passes)
    many = score(llama.fleet, cast, asked * 100, shape=SOLO)
    handle.remove()

    assert once * 100 == many
    assert 2 * needed == len(passes)


def test_the_order_of_options_is_kept(llama):
    """
    Options the other way round have their log-probabilities the other way round.
    """
    rng = random.Random(0)
    options = tuple(words(rng, n) for n in (2, 5, 1))
    there, back = (Closed(adapter="base", prompt=words(random.Random(1), 7), options=some) for some in (options, options[::-1]))
    found = score(llama.fleet, {"base": None}, [there, back], shape=SOLO)

    assert found[0] == found[1][::-1]


def test_options_of_one_token_are_a_softmax(llama):
    """
    All tokens of the vocabulary, one each: their probabilities sum to one.
    """
    vocabulary = tuple((token,) for token in range(len(llama.tokenizer)))
    closed = Closed(adapter="base", prompt=(7, 8, 9), options=vocabulary)
    found = score(llama.fleet, {"base": None}, [closed], shape=SOLO)[0]

    assert pytest.approx(1.0, abs=1e-5) == sum(map(math.exp, found))


def test_options_may_fill_the_context_to_its_end(tmp_path):
    """
    Prompt and longest option together as long as the model can read: every position there is, and no more.
    """
    for family in tiny.FAMILIES:
        desk = tiny.desk(tiny.checkpoint(tmp_path / family, family, context=64))
        rng = random.Random(0)
        closed = Closed(adapter="base", prompt=words(rng, 50), options=(words(rng, 14), words(rng, 2)))

        assert 2 == len(score(desk.fleet, {"base": None}, [closed], shape=SOLO)[0])


def test_nothing_asked_is_nothing_scored(llama):
    """
    No questions, no scores, no error.
    """
    assert [] == score(llama.fleet, {}, [], shape=SOLO)
