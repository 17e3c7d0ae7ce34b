"""A checkpoint is found, named by its content, and refused with a sentence when something of it is missing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from inward.errors import WeightsError
from inward.weights.load import Base, config, identify, load_model, load_tokenizer
from tests.weights import tiny

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def folder(folders, tmp_path) -> Path:
    """A checkpoint that a test may spoil."""
    return Path(shutil.copytree(folders["llama"], tmp_path / "tiny"))


def refusal(reference: str | Path) -> str:
    """The sentence with which a reference is refused."""
    with pytest.raises(WeightsError) as caught:
        identify(str(reference))
    return str(caught.value)


def test_a_text_that_is_too_long_draws_no_warning_of_another_s(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """
    transformers says once that a text is longer than a model reads and "will result in indexing errors"; here it is Missing.
    """
    tokenizer = load_tokenizer(identify(str(folder)))
    tokenizer.model_max_length = 3
    said: list[str] = []
    monkeypatch.setattr("transformers.tokenization_utils_base.logger.warning", lambda text, *more: said.append(text))

    assert 3 < len(tokenizer("a b c d e f g h i j")["input_ids"])
    assert [] == said


def test_a_name_that_is_no_folder_and_no_hub_id_is_refused():
    """
    Neither a folder nor ORG/NAME@REVISION.
    """
    assert "Loading 'nowhere': no such folder, nor ORG/NAME@REVISION. Give one of the two." == refusal("nowhere")
    assert "Loading './no/such/folder': no such folder, nor" in refusal("./no/such/folder")


def test_a_hub_id_without_a_revision_is_refused():
    """
    What can change under a study must be pinned.
    """
    assert ("Loading 'org/name': a hub checkpoint needs a pinned revision, for it can change. Write org/name@COMMIT.") == refusal(
        "org/name"
    )


def test_a_folder_without_config_is_refused(folder):
    """
    The sentence says what a model folder holds.
    """
    (folder / "config.json").unlink()

    assert (f"Loading {folder}: no config.json there. A model folder holds config.json, weights and a tokenizer.") == refusal(
        folder
    )


def test_a_folder_without_weights_is_refused(folder):
    """
    The sentence says what there is instead.
    """
    (folder / "model.safetensors").unlink()

    assert refusal(folder).startswith(
        f"Loading {folder}: no weights (*.safetensors) there, only ['chat_template.jinja', 'config.json', "
    )
    assert refusal(folder).endswith("Save the model into it first.")


def test_a_file_is_no_folder(tmp_path):
    """
    A path to a weights file is refused as neither folder nor hub id.
    """
    (tmp_path / "model.safetensors").write_bytes(b"")

    assert "no such folder, nor ORG/NAME@REVISION" in refusal(tmp_path / "model.safetensors")


def test_a_tokenizer_without_a_chat_template_is_refused(tmp_path):
    """
    Questions could not be posed as to an assistant.
    """
    base = identify(str(tiny.checkpoint(tmp_path / "plain", template=None)))

    with pytest.raises(WeightsError) as caught:
        load_tokenizer(base)

    assert (
        "Loading plain: its tokenizer has no chat template, so questions cannot be posed as to an assistant. Use an "
        "instruction-tuned checkpoint, or add a chat_template to its tokenizer_config.json."
    ) == str(caught.value)


def test_a_folder_without_a_tokenizer_is_refused(folder):
    """
    The sentence says what is missing.
    """
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        (folder / name).unlink(missing_ok=True)

    with pytest.raises(WeightsError, match=r"^Loading tiny: no tokenizer can be read there \(.*Save the tokenizer beside"):
        load_tokenizer(identify(str(folder)))


def test_damaged_weights_are_refused(folder):
    """
    A file that is cut short is told from one that is not there.
    """
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(WeightsError, match=r"^Loading tiny: config or weights cannot be read \("):
        load_model(identify(str(folder)))


def test_a_config_that_is_no_json_is_refused(folder):
    """
    The sentence names the file.
    """
    (folder / "config.json").write_text("{", encoding="utf-8")

    with pytest.raises(WeightsError, match=r"^Loading tiny: its config.json is not JSON \("):
        config(Base(name="tiny", folder=str(folder), digest=""))


def test_the_digest_follows_the_content(folder):
    """
    Another weight, template or setting, another digest; another README, card or place, the same.
    """
    before = identify(str(folder)).digest
    (folder / "README.md").write_text("words", encoding="utf-8")
    (folder / "card.json").write_text("{}", encoding="utf-8")
    moved = Path(shutil.copytree(folder, folder.with_name("moved")))
    state = load_file(folder / "model.safetensors")

    assert (before, before) == (identify(str(folder)).digest, identify(str(moved)).digest)

    state["model.norm.weight"][0] += 1
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    told = json.loads((moved / "config.json").read_text(encoding="utf-8"))
    (moved / "config.json").write_text(json.dumps(told | {"rms_norm_eps": 1e-4}), encoding="utf-8")

    assert 3 == len({before, identify(str(folder)).digest, identify(str(moved)).digest})


def test_a_model_is_loaded_frozen(folder):
    """
    In evaluation mode, in the dtype that was asked for, no parameter to train.
    """
    model = load_model(identify(str(folder)), dtype="bfloat16")

    assert (False, torch.bfloat16) == (model.training, model.dtype)
    assert not any(parameter.requires_grad for parameter in model.parameters())


def test_a_gpu_that_is_not_there_is_told(folder):
    """
    No traceback from deep within torch.
    """
    if torch.cuda.is_available():
        pytest.skip("There is a GPU.")

    with pytest.raises(WeightsError, match=r"^Loading tiny: the device is cuda, but torch .* finds no GPU. Use --device cpu"):
        load_model(identify(str(folder)), device="cuda")


def offline(cache: Path, *references: str) -> list[list[str]]:
    """Name, digest and folder of hub checkpoints, found in a process without a network; or the sentence of the refusal."""
    code = (
        "import json, sys\n"
        "from inward.errors import WeightsError\n"
        "from inward.weights.load import identify\n"
        "for reference in sys.argv[1:]:\n"
        "    try:\n"
        "        base = identify(reference)\n"
        "        print(json.dumps([base.name, base.digest, base.folder]))\n"
        "    except WeightsError as error:\n"
        "        print(json.dumps([str(error)]))\n"
    )
    settings = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", code, *references]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_hub_checkpoint_in_the_cache_loads_offline(folder, tmp_path):
    """
    ORG/NAME@main and ORG/NAME@COMMIT are one checkpoint, named by its commit; one that is neither in the cache nor in reach
    is refused with both ways out.
    """
    place = tmp_path / "hub" / "models--org--name"
    shutil.copytree(folder, place / "snapshots" / COMMIT)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    main, pinned, other = offline(tmp_path / "hub", "org/name@main", f"org/name@{COMMIT}", "org/other@main")

    assert ["org/name@main", f"hub-org/name-{COMMIT}", str(place / "snapshots" / COMMIT)] == main
    assert [f"org/name@{COMMIT}", *main[1:]] == pinned
    assert [
        "Loading org/other@main: not in the local cache, and the hub is out of reach (LocalEntryNotFoundError). Download it "
        "where there is a network, or give a local folder."
    ] == other

    base = Base(name=main[0], digest=main[1], folder=main[2])
    assert len(load_tokenizer(base)) == load_model(base).config.vocab_size
