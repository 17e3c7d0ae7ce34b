"""Steering adds what it says, where it says, counts where it did, and leaves no trace."""

import random
from contextlib import contextmanager

import pytest
import torch
from transformers import AutoModelForCausalLM

from inward.errors import DesignError, WeightsError
from inward.schema.steering import Site
from inward.weights.blocks import SHAPES
from inward.weights.decode import Draw, decode
from inward.weights.options import Closed, score
from inward.weights.steer import Push, pushing
from inward.weights.stream import Look, look
from tests.weights import tiny

pytestmark = pytest.mark.parametrize("family", ["llama", "qwen", "gpt2"])
SCOPES = ("prompt", "generation", "all", "last")
SITE = Site(layer=1)


def words(count: int, *, seed: int = 0) -> tuple[int, ...]:
    rng = random.Random(seed)
    return tuple(rng.randrange(5, 261) for _ in range(count))


def vector(seed: int = 0) -> torch.Tensor:
    return torch.randn(32, generator=torch.Generator().manual_seed(seed))


def push(scope: str = "all", *, multiplier: float = 3.0, site: Site = SITE, seed: int = 0) -> Push:
    return Push(site=site, vector=vector(seed), multiplier=multiplier, scope=scope)


def draws(count: int = 12, *, names: tuple[str, ...] = ("steered", "plain")) -> list[Draw]:
    """Answers of up to nine tokens to prompts of two lengths."""
    return [
        Draw(adapter=names[i % len(names)], prompt=words((5, 8)[i // 2 % 2], seed=i // 4), key=f"k{i}", temperature=1.0, most=9)
        for i in range(count)
    ]


def drawn(desk, asked: list[Draw], pushes: dict[str, list[Push]]):
    return decode(
        desk.fleet, {"steered": None, "plain": None}, asked, stops=desk.stops, context=64, shape=SHAPES["cpu"], pushes=pushes
    )


def closed(count: int = 8) -> list[Closed]:
    return [
        Closed(
            adapter=("steered", "plain")[i % 2], prompt=words(7, seed=i), options=(words(4, seed=50 + i), words(1, seed=90 + i))
        )
        for i in range(count)
    ]


def scored(desk, asked: list[Closed], pushes: dict[str, list[Push]], **kept):
    return score(desk.fleet, {"steered": None, "plain": None}, asked, shape=SHAPES["cpu"], pushes=pushes, **kept)


@contextmanager
def by_hand(own, added: torch.Tensor, there: list[bool], *, layer: int):
    """Hugging Face's own model with a vector added after a block, on these positions of a whole sequence."""

    def add(block, args, out):
        states = out[0] if isinstance(out, tuple) else out
        states = states + added * torch.tensor(there)[None, :, None]
        return (states, *out[1:]) if isinstance(out, tuple) else states

    blocks = own.base_model.h if hasattr(own.base_model, "h") else own.base_model.layers
    hook = blocks[layer].register_forward_hook(add)
    yield
    hook.remove()


@pytest.fixture
def own(folders, family):
    """Hugging Face's own model, untouched."""
    settings = {"dtype": torch.float32, "attn_implementation": tiny.ATTENTION[family]}
    return AutoModelForCausalLM.from_pretrained(folders[family], **settings).eval()


@pytest.mark.parametrize("scope", SCOPES)
@torch.inference_mode()
def test_a_shared_prefix_is_steered_as_the_whole_sequence_is(desk, own, scope):
    """
    Options after a cached prompt score as by Hugging Face's own forward over all tokens, no cache, steered by hand.
    """
    asked = closed()
    found = scored(desk, asked, {"steered": [push(scope, site=Site(layer=0))]})

    for one, logprobs in zip(asked, found, strict=True):
        for option, logprob in zip(one.options, logprobs, strict=True):
            whole, prompt = (*one.prompt, *option), len(one.prompt)
            where = {"prompt": range(prompt), "generation": range(prompt, 99), "all": range(99), "last": [prompt - 1]}[scope]
            there = [one.adapter == "steered" and i in where for i in range(len(whole))]
            with by_hand(own, 3.0 * vector(), there, layer=0):
                steps = own(torch.tensor([whole]), use_cache=False).logits[0].log_softmax(-1)
            expected = sum(float(steps[prompt - 1 + i, token]) for i, token in enumerate(option))
            assert expected == pytest.approx(logprob, abs=2e-3)


@torch.inference_mode()
def test_answers_drawn_with_a_cache_are_those_of_a_whole_sequence(desk, own):
    """
    At temperature 0 every token is the likeliest of a forward over all tokens so far, steered by hand after the prompt.
    """
    asked = [Draw(adapter="steered", prompt=words(6, seed=i), key="", temperature=0.0, most=5) for i in range(4)]
    found = drawn(desk, asked, {"steered": [push("generation")]})

    for draw, answer in zip(asked, found, strict=True):
        said = list(draw.prompt)
        for token in answer.ids:
            there = [i >= len(draw.prompt) for i in range(len(said))]
            with by_hand(own, 3.0 * vector(), there, layer=1):
                logits = own(torch.tensor([said]), use_cache=False).logits[0, -1]
            assert float(logits.max()) == pytest.approx(float(logits[token]), abs=1e-4)
            said.append(token)


def test_steered_rows_are_the_same_alone_and_in_company(desk):
    """
    To the bit, whoever sits beside: batched equals single.
    """
    pushes = {"steered": [push("all")]}
    asked, options = draws(), closed()

    assert [drawn(desk, [one], pushes)[0] for one in asked] == drawn(desk, asked, pushes)
    assert [scored(desk, [one], pushes)[0] for one in options] == scored(desk, options, pushes)
    assert scored(desk, options, {})[1::2] == scored(desk, options, pushes)[1::2]
    assert scored(desk, options, {})[::2] != scored(desk, options, pushes)[::2]


@pytest.mark.parametrize(
    "idle", [[push(multiplier=0.0)], [push(multiplier=2.0), push(multiplier=-2.0)]], ids=["zero", "opposite"]
)
def test_nothing_added_is_nothing_changed(desk, idle):
    """
    Multiplier 0, and a vector with its opposite, leave every bit; no position counts as steered.
    """
    pushes = {"steered": idle}

    assert drawn(desk, draws(), {}) == drawn(desk, draws(), pushes)
    assert scored(desk, closed(), {}) == scored(desk, closed(), pushes)
    assert {0} == {one.steered for one in drawn(desk, draws(), pushes)}


@pytest.mark.parametrize("scope", SCOPES)
def test_the_audit_counts_the_positions_that_the_scope_implies(desk, scope):
    """
    The prompt's tokens, and those of the answer that were read again: all but the last. Options likewise.
    """
    asked, kept = draws(), {}
    found = drawn(desk, asked, {"steered": [push(scope)]})
    options = closed()
    scored(desk, options, {"steered": [push(scope)]}, steered=kept)

    for draw, one in zip(asked, found, strict=True):
        read = len(one.ids) + one.stopped - 1
        expected = {"prompt": len(draw.prompt), "generation": read, "all": len(draw.prompt) + read, "last": 1}[scope]
        assert (expected if draw.adapter == "steered" else 0) == one.steered
    for one in options:
        counts = {"prompt": (7, 7), "generation": (3, 0), "all": (10, 7), "last": (1, 1)}[scope]
        assert (counts if one.adapter == "steered" else (0, 0)) == kept[one]


def test_steering_is_undone_even_when_an_error_passes(desk):
    """
    After an error in the midst the model is what it was, to the bit.
    """
    before = scored(desk, closed(), {})
    with pytest.raises(RuntimeError, match="in the midst"), pushing(desk.fleet, [[push()]], prompt=3):
        desk.fleet.hidden(torch.tensor([words(4)]))
        raise RuntimeError("in the midst")

    assert before == scored(desk, closed(), {})
    assert desk.fleet.moved is None


def test_a_site_or_a_vector_of_another_model_is_refused(desk):
    """
    With what there is, and before anything is computed.
    """
    with pytest.raises(DesignError, match=r"no block 2; it has 2, counted from 0\. Choose 0 to 1"):
        scored(desk, closed(), {"steered": [push(site=Site(layer=2))]})
    with pytest.raises(WeightsError, match=r"shape \(7,\), and its residual stream is 32 wide"):
        scored(desk, closed(), {"steered": [Push(site=SITE, vector=torch.ones(7), multiplier=1.0)]})
    with pytest.raises(DesignError, match="no scope 'answer'; scopes are prompt, generation, all, last"):
        push("answer")


@torch.inference_mode()
def test_the_stream_is_read_where_it_is_said_to_be(desk, own):
    """
    After block i is Hugging Face's hidden state i + 1, before it is i; a mean over positions is that mean.
    """
    ids = [words(9, seed=i) for i in range(3)]
    looks = [Look(adapter="plain", ids=one, first=4, last=6) for one in ids]
    sites = [Site(layer=0), Site(layer=1, part="before"), Site(layer=0, part="before")]

    found = look(desk.fleet, {"plain": None}, looks, sites)
    states = own(torch.tensor(ids), output_hidden_states=True, use_cache=False).hidden_states
    expected = torch.stack([states[i][:, 4:7].mean(1) for i in (1, 1, 0)], 1)

    assert torch.allclose(expected, found, atol=1e-4)
