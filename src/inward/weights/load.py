"""Load a base: a local folder named by its content, or ORG/NAME@REVISION named by its commit."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

from inward.errors import WeightsError

WEIGHT_FILES = ("*.safetensors", "*.bin")
TOO_LONG_SAID = "sequence-length-is-longer-than-the-specified-maximum"
"""What transformers warns of once: here a text that is too long is counted as missing, and nothing is indexed with it."""
TEXT_FILES = ("*.json", "*.jinja", "*.model", "*.txt")


@final
@dataclass(frozen=True, kw_only=True)
class Base:
    """
    Where a checkpoint lies and what it is.

    `digest` is a content hash of the files that the arithmetic depends on, or the commit of a hub repository.
    """

    name: str
    folder: str
    digest: str


def identify(reference: str) -> Base:
    """
    Find a checkpoint without loading it.

    Raises
    ------
    WeightsError
        No such folder; a folder without config or weights; a hub id without a pinned revision, or out of reach.
    """
    if folder := local(reference):
        return Base(name=Path(reference).expanduser().name, folder=str(folder), digest=_content(folder))
    folder = fetch(reference)
    _check(folder)
    name = reference.partition("@")[0]
    return Base(name=reference, folder=str(folder), digest=f"hub-{name}-{folder.name}")


def local(reference: str) -> Path | None:
    """The folder that a reference names, or None where there is none."""
    folder = Path(reference).expanduser()
    return folder.resolve() if folder.is_dir() else None


def fetch(reference: str) -> Path:
    """
    The folder that holds a hub repository at its pinned revision.

    Raises
    ------
    WeightsError
        It is no hub id, has no pinned revision, or is out of reach.
    """
    hub = re.fullmatch(r"([\w.-]+/[\w.-]+)(?:@([\w./-]+))?", reference)
    if not hub:
        raise WeightsError(f"Loading {reference!r}: no such folder, nor ORG/NAME@REVISION. Give one of the two.")
    if not hub[2]:
        raise WeightsError(
            f"Loading {reference!r}: a hub checkpoint needs a pinned revision, for it can change. Write {hub[1]}@COMMIT."
        )
    return _fetched(hub[1], hub[2])


def _fetched(name: str, revision: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, RepositoryNotFoundError, RevisionNotFoundError

    try:
        return Path(snapshot_download(name, revision=revision, allow_patterns=["*.safetensors", *TEXT_FILES]))
    except (RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise WeightsError(f"Loading {name}@{revision}: the hub has no such repository or revision ({error}).") from error
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise WeightsError(
            f"Loading {name}@{revision}: not in the local cache, and the hub is out of reach ({type(error).__name__}). "
            "Download it where there is a network, or give a local folder."
        ) from error


def _content(folder: Path) -> str:
    _check(folder)
    whole = hashlib.sha256()
    for path in sorted({path for pattern in (*WEIGHT_FILES, *TEXT_FILES) for path in folder.glob(pattern)}):
        if path.name in ("card.json", "README.md"):
            continue
        with path.open("rb") as file:
            whole.update(f"{path.name}:{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:32]


def _check(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        raise WeightsError(f"Loading {folder}: no config.json there. A model folder holds config.json, weights and a tokenizer.")
    if not any(path for pattern in WEIGHT_FILES for path in folder.glob(pattern)):
        names = sorted(path.name for path in folder.iterdir())[:8]
        raise WeightsError(f"Loading {folder}: no weights (*.safetensors) there, only {names}. Save the model into it first.")


def load_tokenizer(base: Base, *, chat: bool = True) -> Any:
    """The tokenizer of a base; one that cannot be read, tells no offsets or, for a `chat`, has no chat template is refused."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(base.folder)
    except (OSError, ValueError) as error:
        told = str(error).strip().splitlines()[0] if str(error) else type(error).__name__
        raise WeightsError(
            f"Loading {base.name}: no tokenizer can be read there ({told}). Save the tokenizer beside the weights."
        ) from error
    if chat and not tokenizer.chat_template:
        raise WeightsError(
            f"Loading {base.name}: its tokenizer has no chat template, so questions cannot be posed as to an assistant. "
            "Use an instruction-tuned checkpoint, or add a chat_template to its tokenizer_config.json."
        )
    if not tokenizer.is_fast:
        raise WeightsError(
            f"Loading {base.name}: its tokenizer ({type(tokenizer).__name__}) does not tell where its tokens lie in a text, so "
            "answers cannot be told from questions. Save it as a fast one, with a tokenizer.json."
        )
    tokenizer.deprecation_warnings[TOO_LONG_SAID] = True
    return tokenizer


def load_model(base: Base, *, dtype: str = "float32", device: str = "cpu") -> Any:
    """
    The model of a base, frozen, in evaluation mode.

    Raises
    ------
    WeightsError
        No such device; config or weights that cannot be read; a model that reads images or sound too.
    """
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM
    from transformers.utils.logging import disable_progress_bar

    if not re.fullmatch(r"cpu|cuda(:\d+)?", device):
        raise WeightsError(f"Loading {base.name}: the device is {device!r}. Give cpu or cuda, or cuda:1 for the second GPU.")
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise WeightsError(
            f"Loading {base.name}: the device is {device}, but torch {torch.__version__} finds no GPU. Use --device cpu, or "
            "install a torch that was built for this machine's GPU."
        )
    if device.startswith("cuda:") and int(device.removeprefix("cuda:")) >= torch.cuda.device_count():
        raise WeightsError(
            f"Loading {base.name}: there is no {device}; torch finds {torch.cuda.device_count()} GPUs, counted from cuda:0. Name "
            "one of these."
        )
    disable_progress_bar()
    try:
        settings = {"dtype": getattr(torch, dtype), "attn_implementation": _attention(base)}
        model = AutoModelForCausalLM.from_pretrained(base.folder, **settings)
    except (OSError, ValueError, SafetensorError) as error:
        raise WeightsError(
            f"Loading {base.name}: config or weights cannot be read ({error}). Save or fetch them again."
        ) from error
    model.to(device).eval().requires_grad_(False)
    return model


def _attention(base: Base) -> str:
    """
    Torch's own attention, but where a family caps its attention logits, which that cannot: Hugging Face's plain one, exactly.

    Of a model with parts beside its text there is no text model to adapt alone: refused.
    """
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig

    known = AutoConfig.from_pretrained(base.folder)
    if known.get_text_config(decoder=True) is not known:
        raise WeightsError(
            f"Loading {base.name}: a {known.model_type} reads more than text, and only text models can be trained here. Use a "
            "text-only checkpoint of the family."
        )
    kind = MODEL_FOR_CAUSAL_LM_MAPPING.get(type(known), None)
    capped = getattr(known, "attn_logit_softcapping", None) is not None
    return "eager" if capped or not getattr(kind, "_supports_sdpa", True) else "sdpa"


def config(base: Base) -> dict[str, Any]:
    """The checkpoint's config.json."""
    try:
        return dict(json.loads((Path(base.folder) / "config.json").read_text(encoding="utf-8")))
    except ValueError as error:
        raise WeightsError(f"Loading {base.name}: its config.json is not JSON ({error}).") from error
