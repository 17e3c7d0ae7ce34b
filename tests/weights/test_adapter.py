"""An adapter on disk: PEFT reads ours, we read PEFT's, and nothing but its own names draws its first weights."""

import json
import math
from dataclasses import replace

import pytest
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM

from inward.errors import WeightsError
from inward.weights.adapter import Adapter, export, fresh, load, read_tensors
from tests.weights import tiny

IDS = torch.arange(40, 57).unsqueeze(0)


@torch.inference_mode()
def logits(desk, adapter: Adapter) -> torch.Tensor:
    with desk.fleet.flying([adapter]):
        return desk.fleet.head(desk.fleet.hidden(IDS).last_hidden_state)


@pytest.mark.parametrize("rslora", [False, True])
def test_peft_reads_what_we_write(desk, folders, family, tmp_path, rslora):
    """
    An exported adapter, reloaded by PEFT on Hugging Face's own model, gives our logits to 1e-5.
    """
    adapter = tiny.live(desk, "a", rslora=rslora)
    export(adapter, tmp_path / "a", base_folder=str(folders[family]), transposed=desk.fleet.transposed)
    theirs = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(folders[family]), tmp_path / "a").eval()

    with torch.inference_mode():
        expected = theirs(IDS).logits

    assert torch.allclose(expected, logits(desk, adapter), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("rslora", [False, True])
def test_we_read_what_peft_writes(desk, folders, family, tmp_path, rslora):
    """
    An adapter that PEFT made and saved gives PEFT's logits, to 1e-5, once its tensors are read here.
    """
    torch.manual_seed(1)
    names = sorted({path.rsplit(".", 1)[-1] for path in desk.fleet.shapes})
    settings = LoraConfig(
        r=4, lora_alpha=12, use_rslora=rslora, target_modules=names, fan_in_fan_out=desk.fleet.transposed, task_type="CAUSAL_LM"
    )
    theirs = get_peft_model(AutoModelForCausalLM.from_pretrained(folders[family]), settings).eval()
    with torch.no_grad():
        for name, weight in theirs.named_parameters():
            if "lora_B" in name:
                weight.normal_(0, 0.02)
    theirs.save_pretrained(tmp_path)

    adapter = Adapter(digest="x", base="y", rank=4, alpha=12.0, rslora=rslora, tensors=read_tensors(tmp_path))

    with torch.inference_mode():
        assert torch.allclose(theirs(IDS).logits, logits(desk, adapter), rtol=1e-5, atol=1e-5)


def test_an_adapter_comes_back_as_it_went(llama, tmp_path):
    """
    Digest, base, fingerprint, loss and every weight survive the folder, a NaN loss too.
    """
    adapter = replace(tiny.live(llama, "a"), fingerprint=(0.1, -2.0), loss=(1.5, math.nan))
    export(adapter, tmp_path / "a", base_folder="base", transposed=False)

    back = load(tmp_path / "a", digest="a", base=llama.base.digest, name="insecure/1")

    assert 0.0 == tiny.apart(adapter, back)
    assert (adapter.scale, adapter.fingerprint, str(adapter.loss)) == (back.scale, back.fingerprint, str(back.loss))


def test_a_finished_folder_stays_for_whoever_reads_it(llama, tmp_path):
    """
    The digest names what is in the folder: a second writer's is equal, so the first stays, with nothing beside it.
    """
    for size in (0.1, 0.2):
        export(tiny.live(llama, "a", size=size), tmp_path / "a", base_folder="base", transposed=False)

    assert ["a"] == [path.name for path in tmp_path.iterdir()]
    assert 0.0 == tiny.apart(tiny.live(llama, "a", size=0.1), load(tmp_path / "a", digest="a", base=llama.base.digest, name="n"))


def test_a_folder_without_its_record_is_written_anew(llama, tmp_path):
    """
    The record is written last: a folder that lacks it was never finished, and is replaced whole.
    """
    export(tiny.live(llama, "a", size=0.1), tmp_path / "a", base_folder="base", transposed=False)
    (tmp_path / "a" / "inward.json").unlink()

    export(tiny.live(llama, "a", size=0.2), tmp_path / "a", base_folder="base", transposed=False)

    assert ["a"] == [path.name for path in tmp_path.iterdir()]
    assert 0.0 == tiny.apart(tiny.live(llama, "a", size=0.2), load(tmp_path / "a", digest="a", base=llama.base.digest, name="n"))


def test_first_weights_depend_on_digest_and_path_alone(llama):
    """
    How many adapters are made, in what order, beside which other layers, with what alpha: A is the same, and B is zero.
    """
    shapes = llama.fleet.shapes
    path = sorted(shapes)[-1]
    whole = fresh("a", shapes, base="one", rank=4, alpha=8.0, rslora=False)
    fresh("b", shapes, base="one", rank=4, alpha=8.0, rslora=False)
    part = fresh("a", {path: shapes[path]}, base="two", rank=4, alpha=16.0, rslora=True)

    assert torch.equal(whole.tensors[path][0], part.tensors[path][0])
    assert not any(bool(b.any()) for _, b in whole.tensors.values())
    assert len(shapes) == len({tuple(a.flatten()[:4].tolist()) for a, _ in whole.tensors.values()})


def test_first_weights_are_spread_as_pefts_are(llama):
    """
    A is uniform on +-1 / sqrt(in), as Kaiming with a = sqrt(5) gives.
    """
    path, (inputs, _) = next(iter(llama.fleet.shapes.items()))
    a = fresh("a", {path: (inputs, 1)}, base="one", rank=512, alpha=8.0, rslora=False).tensors[path][0]
    peft = torch.nn.init.kaiming_uniform_(torch.empty(512, inputs), a=math.sqrt(5))

    assert a.abs().max() <= 1 / math.sqrt(inputs)
    assert pytest.approx(float(peft.std()), rel=0.03) == float(a.std())


def test_the_scale_is_alpha_by_rank_or_by_its_root():
    """
    rsLoRA divides by the square root of the rank.
    """
    plain = Adapter(digest="a", base="b", rank=16, alpha=32.0, rslora=False, tensors={})

    assert (2.0, 8.0) == (plain.scale, replace(plain, rslora=True).scale)


def test_a_folder_without_tensors_says_so(tmp_path):
    """
    A PEFT folder that lacks its weights is named with what is missing.
    """
    with pytest.raises(WeightsError, match=r"^Loading adapter .*: no readable adapter_model.safetensors \("):
        read_tensors(tmp_path)


def test_peft_finds_its_settings(llama, tmp_path):
    """
    adapter_config.json says rank, alpha and which layers, in PEFT's words.
    """
    export(tiny.live(llama, "a"), tmp_path / "a", base_folder="ORG/NAME@abc", transposed=False)
    told = json.loads((tmp_path / "a" / "adapter_config.json").read_text(encoding="utf-8"))

    assert (4, 16.0, "LORA", "ORG/NAME@abc") == (
        told["r"],
        told["lora_alpha"],
        told["peft_type"],
        told["base_model_name_or_path"],
    )
    assert ["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"] == told["target_modules"]
