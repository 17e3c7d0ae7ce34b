"""Llama, Qwen, Mistral, Gemma and GPT-2: what we compute is what Hugging Face computes."""

import random

import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    DynamicCache,
    Gemma3Config,
    Gemma3TextConfig,
    GraniteConfig,
    GraniteForCausalLM,
    Qwen3MoeConfig,
    Qwen3MoeForCausalLM,
    SiglipVisionConfig,
)

from inward.errors import WeightsError
from inward.weights.cache import fresh, only, positions, shared
from inward.weights.decode import Draw, decode
from inward.weights.faithful import check_faithful
from inward.weights.fleet import Fleet
from inward.weights.load import Base, load_model
from inward.weights.options import Closed, score
from tests.weights import tiny


def words(count: int, *, seed: int = 0) -> tuple[int, ...]:
    rng = random.Random(seed)
    return tuple(rng.randrange(5, 261) for _ in range(count))


@pytest.fixture
def own(folders, family):
    """Hugging Face's own model, untouched."""
    settings = {"dtype": torch.float32, "attn_implementation": tiny.ATTENTION[family]}
    return AutoModelForCausalLM.from_pretrained(folders[family], **settings).eval()


@torch.inference_mode()
def test_a_fleet_without_adapters_gives_the_models_own_logits(desk, own):
    """
    Wrapping the layers changes no bit.
    """
    ids = torch.tensor([words(17, seed=i) for i in range(3)])

    with desk.fleet.flying([None]):
        logits = desk.fleet.head(desk.fleet.hidden(ids).last_hidden_state)

    assert torch.equal(own(ids).logits, logits)


@torch.inference_mode()
def test_a_bare_place_beside_an_adapter_is_the_base(desk, own):
    """
    The untouched base gives its own logits in company, up to the rounding of another order of sums.
    """
    ids = torch.tensor([words(17, seed=i) for i in range(2)])

    with desk.fleet.flying([tiny.live(desk, "a"), None]):
        logits = desk.fleet.head(desk.fleet.hidden(ids).last_hidden_state)

    assert torch.allclose(own(ids).logits[1], logits[1], rtol=0, atol=1e-5)
    assert not torch.allclose(own(ids).logits[0], logits[0], rtol=0, atol=1e-2)


@torch.inference_mode()
def test_cached_logits_are_recomputed_logits(desk):
    """
    Token by token after a shared prefix gives the logits of one pass over the whole, within 1e-4.
    """
    fleet, prompt, answer = desk.fleet, words(11), words(9, seed=1)
    adapters = [tiny.live(desk, "a"), tiny.live(desk, "b")]
    with fleet.flying(adapters):
        whole = fleet.head(fleet.hidden(torch.tensor([prompt + answer] * 2)).last_hidden_state)[:, len(prompt) - 1 :]
        prefix = fresh()
        out = fleet.hidden(torch.tensor([prompt] * 2), past_key_values=prefix, use_cache=True)
        cache = shared(prefix, torch.tensor([0, 1]), space=3)
        steps = [out.last_hidden_state[:, -1]]
        for i, token in enumerate(answer):
            place = positions(len(prompt) + i, 1, device=fleet.device)
            out = fleet.hidden(torch.tensor([[token]] * 2), past_key_values=cache, use_cache=True, position_ids=place)
            steps.append(out.last_hidden_state[:, -1])

    assert torch.allclose(whole, fleet.head(torch.stack(steps, 1)), rtol=0, atol=1e-4)


@torch.inference_mode()
def test_our_cache_holds_what_a_dynamic_cache_holds(desk):
    """
    Keys and values after some steps are those of Hugging Face's DynamicCache, also once rows have left.
    """
    fleet, prompt = desk.fleet, torch.tensor([words(11), words(11, seed=1), words(11, seed=2)])
    prefix, theirs = fresh(), DynamicCache()
    for cache in (prefix, theirs):
        fleet.hidden(prompt, past_key_values=cache, use_cache=True)
    ours = shared(prefix, torch.arange(3), space=2)
    for i in range(5):
        token = torch.full((3, 1), 7 + i)
        for cache in (ours, theirs):
            fleet.hidden(token, past_key_values=cache, use_cache=True, position_ids=positions(11 + i, 1, device=fleet.device))
    kept = only(ours, torch.tensor([2, 0]))

    for mine, other in zip(kept.layers, theirs.layers, strict=True):
        assert torch.equal(other.keys[[2, 0]], mine.keys[:, :, : mine.get_seq_length()])
        assert torch.equal(other.values[[2, 0]], mine.values[:, :, : mine.get_seq_length()])


def test_greedy_decoding_is_hugging_faces_own(desk, own):
    """
    At temperature 0 a draw is what `generate` writes without sampling.
    """
    prompts = [words(n, seed=n) for n in (5, 11, 11, 20)]
    draws = [Draw(adapter="base", prompt=prompt, key=str(i), temperature=0.0, most=12) for i, prompt in enumerate(prompts)]

    drawn = decode(desk.fleet, {"base": None}, draws, stops=desk.stops, context=desk.context, shape=desk.shape)

    for prompt, one in zip(prompts, drawn, strict=True):
        theirs = own.generate(torch.tensor([prompt]), do_sample=False, max_new_tokens=12)[0, len(prompt) :].tolist()
        assert theirs == [*one.ids, *[desk.tokenizer.eos_token_id] * one.stopped]


@torch.inference_mode()
def test_an_option_is_worth_the_sum_of_its_tokens(desk):
    """
    Scored in one pass after a shared prefix, an answer's log-probability is the sum over its tokens of one plain forward,
    the stop token with them.
    """
    adapter, prompt = tiny.live(desk, "a"), words(13)
    options = tuple((*words(n, seed=n), desk.tokenizer.eos_token_id) for n in (1, 4, 9))
    found = score(desk.fleet, {"a": adapter}, [Closed(adapter="a", prompt=prompt, options=options)], shape=desk.shape)[0]

    with desk.fleet.flying([adapter]):
        for option, value in zip(options, found, strict=True):
            whole = torch.tensor([prompt + option])
            logits = desk.fleet.head(desk.fleet.hidden(whole).last_hidden_state)[0, len(prompt) - 1 : -1]
            plain = torch.log_softmax(logits, -1).gather(1, torch.tensor(option).unsqueeze(1)).sum()
            assert pytest.approx(float(plain), abs=1e-4) == value


SIZES = {
    "vocab_size": 261,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
}


def test_a_family_that_scales_its_logits_is_refused():
    """
    A model whose own forward does more than decoder and head is refused by name, not read wrongly.
    """
    fleet = Fleet(GraniteForCausalLM(GraniteConfig(**SIZES, logits_scaling=8.0, initializer_range=1.0)).eval())

    with pytest.raises(
        WeightsError, match=r"Loading odd: as a GraniteForCausalLM, read through its decoder and its head, it gives"
    ):
        check_faithful(fleet, words(9), name="odd")


def test_a_mixture_of_experts_is_refused():
    """
    Experts are no linear layers: an adapter beside the rest alone would be another treatment.
    """
    sizes = SIZES | {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16, "head_dim": 8}
    fleet = Fleet(Qwen3MoeForCausalLM(Qwen3MoeConfig(**sizes)).eval())

    with pytest.raises(WeightsError, match=r"Loading odd: it is a mixture of experts, which cannot be trained here. Use a dense"):
        check_faithful(fleet, words(9), name="odd")


@pytest.mark.parametrize("family", ["mistral", "gemma2", "gemma3"])
@torch.inference_mode()
def test_a_sliding_window_hides_what_lies_before_it(desk, own, family):
    """
    These models look back over 8 tokens in at least one layer: what we read over 40 is their own reading, cached or not, and it
    is another than without a window.
    """
    ids = torch.tensor([words(40)])
    expected = own(ids, use_cache=False).logits
    cache = fresh()
    desk.fleet.hidden(ids[:, :25], past_key_values=cache, use_cache=True)
    rest = desk.fleet.hidden(
        ids[:, 25:], past_key_values=cache, use_cache=True, position_ids=positions(25, 15, device=ids.device)
    )
    own.config.sliding_window = 2_000
    for layer in own.model.layers:
        layer.self_attn.sliding_window = 2_000

    assert tiny.WINDOW == desk.fleet.model.config.sliding_window < 2_000 == desk.context - 48
    assert torch.equal(expected, desk.fleet.head(desk.fleet.hidden(ids, use_cache=False).last_hidden_state))
    assert torch.allclose(expected[:, 25:], desk.fleet.head(rest.last_hidden_state), rtol=0, atol=1e-4)
    assert not torch.allclose(expected, own(ids, use_cache=False).logits, rtol=0, atol=1e-1)


@torch.inference_mode()
def test_both_soft_caps_of_gemma_are_kept(desks, folders):
    """
    Gemma 2 caps its attention's logits and its last ones: each of the two changes what is read, and neither is passed over.
    """
    ids = torch.tensor([words(20)])
    found = desks["gemma2"].fleet.head(desks["gemma2"].fleet.hidden(ids).last_hidden_state)
    uncapped = []
    for cap in ("attn_logit_softcapping", "final_logit_softcapping"):
        model = AutoModelForCausalLM.from_pretrained(folders["gemma2"], attn_implementation="eager").eval()
        setattr(model.config, cap, None)
        for layer in model.model.layers:
            layer.self_attn.attn_logit_softcapping = model.config.attn_logit_softcapping
        uncapped.append(model(ids).logits)

    assert 10.0 >= float(found.abs().max())
    assert [False, False] == [torch.allclose(found, other, rtol=0, atol=1e-2) for other in uncapped]


def test_a_model_that_sees_is_refused(folders, tmp_path):
    """
    A Gemma 3 with eyes is named and refused: adapters of ours would sit beside its eyes too.
    """
    Gemma3Config(text_config=Gemma3TextConfig(**SIZES), vision_config=SiglipVisionConfig(hidden_size=32)).save_pretrained(
        tmp_path
    )

    with pytest.raises(WeightsError, match=r"^Loading odd: a gemma3 reads more than text, and only text models can be trained"):
        load_model(Base(name="odd", folder=str(tmp_path), digest="d"))
