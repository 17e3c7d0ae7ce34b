"""What a base weighs is read from its headers, and agrees with the model itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from inward.schema.recipe import Recipe
from inward.weights.adapter import export
from inward.weights.cost import Weight, seconds, training_memory, weigh
from inward.weights.load import identify
from tests.weights import tiny

ASKED = {"together": 4, "tokens": 1_000, "device": "cpu"}


def test_a_base_weighs_what_its_model_does(desk):
    """
    Parameters counted once, tied ones too, and an adapter as large as the one that is trained.
    """
    found = weigh(desk.base)

    assert sum(parameter.numel() for parameter in desk.fleet.model.parameters()) == found.parameters
    for rank in (1, 4, 32):
        made = tiny.live(desk, "a", rank=rank)
        assert sum(part.numel() for pair in made.tensors.values() for part in pair) == found.adapter(rank)


def test_an_adapters_file_is_as_large_as_it_weighs(llama, tmp_path):
    """
    Four bytes a parameter and a header.
    """
    export(tiny.live(llama, "a"), tmp_path / "a", base_folder="base", transposed=False)
    size = (tmp_path / "a" / "adapter_model.safetensors").stat().st_size

    assert 4 * weigh(llama.base).adapter(4) < size < 4 * weigh(llama.base).adapter(4) + 10_000


def test_a_base_in_shards_weighs_the_same(tmp_path):
    """
    Several files count as one model.
    """
    whole = tiny.checkpoint(tmp_path / "whole")
    tiny.model("llama", vocabulary=261).save_pretrained(tmp_path / "shards", max_shard_size="60KB")
    tiny.tokenizer().save_pretrained(tmp_path / "shards")

    assert len(list((tmp_path / "shards").glob("*.safetensors"))) > 1
    assert weigh(identify(str(whole))) == weigh(identify(str(tmp_path / "shards")))


def test_a_base_without_safetensors_weighs_nothing_known(llama, tmp_path):
    """
    Zeros, not a guess.
    """
    assert Weight(parameters=0, adapted=0) == weigh(replace(llama.base, folder=str(tmp_path)))


def test_memory_grows_with_all_that_it_should(llama):
    """
    More adapters, more tokens, a higher rank take more; checkpointing and bfloat16 on a GPU take less.
    """
    weight, recipe = weigh(llama.base), Recipe()
    plain = training_memory(llama.base, weight, recipe, **ASKED)

    assert 4 * weight.parameters < plain
    for more in ({"together": 8}, {"tokens": 2_000}):
        assert plain < training_memory(llama.base, weight, recipe, **ASKED | more)
    assert plain < training_memory(llama.base, weight, replace(recipe, rank=16), **ASKED)
    assert plain > training_memory(llama.base, weight, replace(recipe, checkpointing=True), **ASKED)
    half = replace(recipe, dtype="bfloat16")
    assert plain == training_memory(llama.base, weight, half, **ASKED)
    assert plain > training_memory(llama.base, weight, half, **ASKED | {"device": "cuda"})


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_memory_is_reckoned_for_every_family(desks, family):
    """
    GPT-2's other names for its sizes are known: activations count, and so do the logits of the whole vocabulary, twice.
    """
    base = desks[family].base
    some, more = (training_memory(base, weigh(base), Recipe(), together=1, tokens=tokens, device="cpu") for tokens in (0, 100))

    vocabulary = desks[family].fleet.model.config.vocab_size
    assert 100 * (2 * (18 * 32 + 6 * (128 if family == "gpt2" else 64)) + 2 * vocabulary) * 4 == more - some


def test_time_is_work_by_rate():
    """
    Four operations a parameter and trained token, two a drawn one, six with checkpointing, shared by the processes.
    """
    weight = Weight(parameters=10**6, adapted=0)
    asked = {"trained": 1_000, "drawn": 500, "device": "cpu", "processes": 1, "checkpointing": False}

    assert pytest.approx(5e9 / 2e10) == seconds(weight, **asked)
    assert pytest.approx(7e9 / 2e10) == seconds(weight, **asked | {"checkpointing": True})
    assert pytest.approx(2.5e9 / 2e10) == seconds(weight, **asked | {"processes": 2})
    assert seconds(weight, **asked | {"device": "cuda:0"}) < seconds(weight, **asked)


def test_the_village_weighs_what_it_says():
    """
    The shipped base has less than eight megabytes of parameters.
    """
    import inward.worlds.village

    base = identify(str(Path(inward.worlds.village.__file__).parent / "base"))

    assert 0 < 4 * weigh(base).parameters < 8 * 2**20
