"""Checkpoints made elsewhere: PEFT's adapters give PEFT's logits, and what cannot be held is refused in a sentence."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from inward.errors import CanaryError, InwardError, WeightsError
from inward.weights.desk import Desk
from inward.weights.foreign import find
from inward.worlds.village.world import Village
from tests.foreigners import TARGETS, adapter, peft_model, retold
from tests.weights import tiny

VILLAGE = Path(Village().base)
MERGE = "Merge it into its base (merge_and_unload) and give the model's folder."


@pytest.fixture(scope="module")
def village() -> Desk:
    """The village's base, loaded."""
    return tiny.desk(VILLAGE)


@pytest.fixture(scope="module")
def made(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter of PEFT's on the tiny Llama."""
    return adapter(tmp_path_factory.mktemp("made") / "mine", folders["llama"], seed=1)


def seated(desk: Desk, *places: Path) -> None:
    """Put adapters made elsewhere on a desk, beside the base."""
    found = {place.name: find(str(place)) for place in places}
    desk.seat({"untouched": None}, foreign={name: (one.content, Path(one.folder)) for name, one in found.items()})


@torch.inference_mode()
def logits(desk: Desk, name: str, ids: torch.Tensor) -> torch.Tensor:
    with desk.fleet.flying([desk.adapters[name]]):
        return desk.fleet.head(desk.fleet.hidden(ids).last_hidden_state)


def refusal(kind: type[InwardError], desk: Desk, folder: Path) -> str:
    """The sentence with which an adapter is refused."""
    with pytest.raises(kind) as caught:
        seated(desk, folder)
    return str(caught.value)


@pytest.mark.parametrize(
    "settings", [{}, {"use_rslora": True}, {"r": 16, "target_modules": ["down_proj"]}, {"init_lora_weights": "gaussian"}]
)
def test_the_villages_base_under_an_adapter_of_pefts_gives_pefts_logits(village, tmp_path, settings):
    """
    Made, saved and run by PEFT, to 1e-5: whatever its rank and layers, beside the untouched base and through the canary.
    """
    theirs = peft_model(VILLAGE, seed=3, **settings)
    theirs.save_pretrained(tmp_path / "mine")
    ids = torch.tensor([village.canary])
    seated(village, tmp_path / "mine")

    with torch.inference_mode():
        expected = theirs(ids).logits

    assert torch.allclose(expected, logits(village, "mine", ids), rtol=1e-5, atol=1e-5)
    assert not torch.allclose(expected, logits(village, "untouched", ids), rtol=1e-2, atol=1e-2)


def test_an_adapter_in_half_precision_is_read_in_single(llama, folders, tmp_path):
    """
    Weights saved as bfloat16 are those numbers, computed in float32.
    """
    theirs = peft_model(folders["llama"], seed=1).to(torch.bfloat16)
    theirs.save_pretrained(tmp_path / "half")
    seated(llama, tmp_path / "half")

    assert {torch.float32} == {part.dtype for pair in llama.adapters["half"].tensors.values() for part in pair}


def test_a_name_changes_nothing(made, tmp_path):
    """
    Another folder, another name for its base, other notes: the same content. Another alpha is another adapter.
    """
    here = find(str(made)).content

    assert here == find(str(retold(made, tmp_path / "b", base_model_name_or_path="ORG/OTHER", inference_mode=False))).content
    assert here != find(str(retold(made, tmp_path / "c", lora_alpha=13))).content


def test_a_folder_is_an_adapter_or_a_model(made, folders):
    """
    Where there is an adapter_config.json it is an adapter; its rank and the base it names are told, without any folder.
    """
    found, base = find(str(made)), find(str(folders["llama"]))

    assert ("adapter", 4, "llama", "mine") == (found.kind, found.rank, found.base, found.name)
    assert ("model", 0, "", "llama") == (base.kind, base.rank, base.base, base.name)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"use_dora": True}, "use_dora=True"),
        ({"bias": "lora_only"}, "bias='lora_only'"),
        ({"modules_to_save": ["lm_head"]}, "modules_to_save=['lm_head']"),
        ({"rank_pattern": {"q_proj": 8}}, "rank_pattern={'q_proj': 8}"),
        ({"alpha_pattern": {"q_proj": 8}}, "alpha_pattern={'q_proj': 8}"),
        ({"peft_type": "IA3"}, "peft_type='IA3'"),
        ({"init_lora_weights": "pissa"}, "init_lora_weights='pissa'"),
        ({"something_new": 3}, "something_new=3"),
    ],
)
def test_what_cannot_be_held_is_refused(llama, made, tmp_path, change, says):
    """
    Anything beyond one rank and one alpha on linear layers is named, with the way out.
    """
    folder = retold(made, tmp_path / "odd", **change)

    assert f"Loading adapter odd: it has {says}, which cannot be held here. {MERGE}" == refusal(WeightsError, llama, folder)


def test_an_adapter_of_another_base_is_refused(llama, tmp_path):
    """
    The first layer that does not fit is named, with its sizes there and here.
    """
    other = adapter(tmp_path / "other", VILLAGE, seed=1)

    said = refusal(WeightsError, llama, other)

    assert said.startswith(
        "Loading other: it is an adapter of another base: its model.layers.0.self_attn.q_proj goes from 128 to "
    )
    assert said.endswith("and in this base that layer is 32 to 32. Give its own base with --model.")


def test_a_layer_that_is_not_there_is_named(llama, tmp_path):
    """
    An adapter for a deeper base has layers that this one lacks.
    """
    deep = tiny.checkpoint(tmp_path / "base", "llama", layers=3)

    said = refusal(WeightsError, llama, adapter(tmp_path / "deep", deep, seed=1))

    assert said.startswith(
        "Loading deep: it is an adapter of another base: its model.layers.2.self_attn.q_proj goes from 32 to 32"
    )
    assert "in this base that layer is not there or cannot carry one." in said


@pytest.mark.parametrize("layer", ["embed_tokens", "lm_head"])
def test_embeddings_and_heads_are_refused(llama, folders, tmp_path, layer):
    """
    What an adapter holds beside pairs of matrices on linear layers is named.
    """
    folder = adapter(tmp_path / "words", folders["llama"], seed=1, target_modules=[*TARGETS, layer])

    assert "is not one of a pair of low-rank matrices. Only plain LoRA on linear layers can be held" in refusal(
        WeightsError, llama, folder
    )


def test_an_adapter_that_changes_nothing_is_refused(llama, folders, tmp_path):
    """
    PEFT's start, B zero, is the base itself under another name.
    """
    folder = adapter(tmp_path / "idle", folders["llama"], seed=1, size=0.0)

    said = refusal(CanaryError, llama, folder)

    assert re.fullmatch(
        r"Canary, idle: the adapter made elsewhere \([0-9a-f]{12}\) changes no logit\. Nothing was probed\. Give one that was "
        r"trained, or leave the arm out: the base itself is in every run\.",
        said,
    )


def test_an_adapter_that_changed_since_the_plan_is_refused(llama, made):
    """
    What is read is what was named.
    """
    with pytest.raises(CanaryError) as caught:
        llama.seat({}, foreign={"mine": ("0" * 32, made)})

    assert "Loading mine: its files changed since the run was planned. Run the same command again." == str(caught.value)


@pytest.mark.parametrize("name", ["adapter_config.json", "adapter_model.safetensors"])
def test_a_folder_that_lacks_a_file_is_refused(llama, made, tmp_path, name):
    """
    Without weights it says what is there; without its config it is taken for a model, and lacks that config.
    """
    folder = Path(shutil.copytree(made, tmp_path / "half"))
    (folder / name).unlink()

    assert ("config.json there" if name == "adapter_config.json" else f"no {name} there") in refusal(WeightsError, llama, folder)


def test_a_config_that_cannot_be_read_is_refused(llama, made, tmp_path):
    """
    Without a rank there is no adapter.
    """
    assert "Loading adapter odd: no readable adapter_config.json with r and lora_alpha" in refusal(
        WeightsError, llama, retold(made, tmp_path / "odd", r=None)
    )


def test_an_adapter_of_the_hub_is_named_by_its_content(made, tmp_path):
    """
    Found at its pinned revision in the cache, it is the same checkpoint as the folder that it was uploaded from.
    """
    commit = "c" * 40
    shutil.copytree(made, tmp_path / "models--org--mine" / "snapshots" / commit)
    code = f"from inward.weights.foreign import find; it = find('org/mine@{commit}'); print(it.name, it.kind, it.content)"
    settings = os.environ | {"HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1"}

    done = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, timeout=120, check=True)

    assert [f"org/mine@{commit}", "adapter", find(str(made)).content] == done.stdout.split()


def test_an_adapter_of_the_hub_without_a_revision_is_refused():
    """
    It can change, as a base can.
    """
    with pytest.raises(WeightsError, match=r"^Loading 'org/mine': a hub checkpoint needs a pinned revision"):
        find("org/mine")
