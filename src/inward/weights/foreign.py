"""A checkpoint that was trained elsewhere: what it is, what names it, and an adapter of PEFT's read as one of ours."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, final

import torch

from inward.errors import CanaryError, WeightsError
from inward.weights.adapter import PREFIX, Adapter, pairs, tensors_of
from inward.weights.load import fetch, identify, local

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"

HARMLESS: Final = (
    *("alpha_pattern", "auto_mapping", "base_model_name_or_path", "bias", "corda_config", "ensure_weight_tying", "eva_config"),
    *("exclude_modules", "fan_in_fan_out", "inference_mode", "init_lora_weights", "layers_pattern", "layers_to_transform"),
    *("lora_alpha", "lora_dropout", "megatron_core", "peft_type", "peft_version", "qalora_group_size", "r", "rank_pattern"),
    *("revision", "runtime_config", "target_modules", "task_type", "use_rslora"),
)
"""PEFT's settings that are read here or matter to training and loading alone; another may change the arithmetic."""

BASE_KEPT: Final = (True, False, None, "gaussian", "orthogonal", "eva")
"""First weights that leave the base's own as they are."""


@final
@dataclass(frozen=True, kw_only=True)
class Found:
    """
    A checkpoint, found and named by its content.

    `rank` is an adapter's, 0 for a model; `base` is what its config says that it was trained on.
    """

    name: str
    folder: str
    content: str
    kind: Literal["adapter", "model"]
    rank: int = 0
    base: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Settings:
    """What of an adapter_config.json decides the arithmetic, and the base that it names."""

    rank: int
    alpha: float
    rslora: bool
    base: str


def find(reference: str) -> Found:
    """
    What lies at a folder or ORG/NAME@REVISION: an adapter where there is an adapter_config.json, else a model.

    Raises
    ------
    WeightsError
        Nothing is there, a hub id has no pinned revision, or it is an adapter that cannot be held here.
    """
    folder = local(reference) or fetch(reference)
    name = Path(reference).expanduser().name if local(reference) else reference
    if not (folder / CONFIG).is_file():
        base = identify(reference)
        return Found(name=base.name, folder=base.folder, content=base.digest, kind="model")
    told = settings(folder, name=name)
    content = _content(folder, told, name=name)
    return Found(name=name, folder=str(folder), content=content, kind="adapter", rank=told.rank, base=told.base)


def settings(folder: Path, *, name: str) -> Settings:
    """An adapter's settings; one that is more than low-rank matrices on linear layers is refused."""
    try:
        told = dict(json.loads((folder / CONFIG).read_text(encoding="utf-8")))
        found = Settings(
            rank=int(told["r"]),
            alpha=float(told["lora_alpha"]),
            rslora=bool(told.get("use_rslora")),
            base=_called(str(told.get("base_model_name_or_path") or "")),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WeightsError(
            f"Loading adapter {name}: no readable {CONFIG} with r and lora_alpha ({type(error).__name__}: {error}). Save it "
            "again with PEFT."
        ) from error
    if beyond := _beyond(told):
        raise WeightsError(
            f"Loading adapter {name}: it has {', '.join(beyond)}, which cannot be held here. Merge it into its base "
            "(merge_and_unload) and give the model's folder."
        )
    return found


def _called(base: str) -> str:
    """What a base is called: ORG/NAME, or the name of its folder, for where that lay on some machine is no matter."""
    return base if re.fullmatch(r"[\w.-]+/[\w.-]+", base) else Path(base).name


def _beyond(told: Mapping[str, Any]) -> list[str]:
    """The settings that ask for more than a plain LoRA with one rank and one alpha."""
    beyond = [f"{key}={told[key]!r}" for key in sorted(set(told) - set(HARMLESS)) if told[key]]
    beyond += [f"{key}={told[key]!r}" for key in ("alpha_pattern", "rank_pattern") if told.get(key)]
    if told.get("peft_type", "LORA") != "LORA":
        beyond.append(f"peft_type={told['peft_type']!r}")
    if told.get("bias", "none") != "none":
        beyond.append(f"bias={told['bias']!r}")
    if told.get("init_lora_weights") not in BASE_KEPT:
        beyond.append(f"init_lora_weights={told['init_lora_weights']!r}")
    return beyond


def _content(folder: Path, told: Settings, *, name: str) -> str:
    """The digest of what an adapter computes: its weights and its scale. The name of its base is none of it."""
    try:
        with (folder / WEIGHTS).open("rb") as file:
            weights = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        there = sorted(path.name for path in folder.iterdir())[:8]
        raise WeightsError(
            f"Loading adapter {name}: no {WEIGHTS} there, only {there}. Save it with safe_serialization=True."
        ) from error
    return hashlib.sha256(f"{weights} {told.rank} {told.alpha} {told.rslora}".encode()).hexdigest()[:32]


def read(folder: Path, *, content: str, base: str, name: str, shapes: Mapping[str, tuple[int, int]]) -> Adapter:
    """
    An adapter of PEFT's as one of ours: float32, and with zeros on the layers that it leaves alone.

    `shapes` maps each layer of the base that can be adapted to (in, out).

    Raises
    ------
    WeightsError
        Its tensors are of another kind, or of another base.
    CanaryError
        It is no longer what it was when the run was planned.
    """
    told = settings(folder, name=name)
    if _content(folder, told, name=name) != content:
        raise CanaryError(f"Loading {name}: its files changed since the run was planned. Run the same command again.")
    state = tensors_of(folder)
    paths = _paths(state, name=name)
    fitting = {path: (torch.Size((told.rank, i)), torch.Size((told.rank, o))) for path, (i, o) in shapes.items()}
    tensors = {path: (a.float(), b.float()) for path, (a, b) in pairs(state, paths).items()}
    for path, (a, b) in tensors.items():
        if (a.shape, b.shape) != fitting.get(path):
            inputs, outputs = shapes.get(path, (0, 0))
            here = f"is {inputs} to {outputs}" if path in shapes else "is not there or cannot carry one"
            raise WeightsError(
                f"Loading {name}: it is an adapter of another base: its {path} goes from {a.shape[1]} to {b.shape[1]} with rank "
                f"{a.shape[0]}, and in this base that layer {here}. Give its own base with --model."
            )
    whole = {path: tensors.get(path, (torch.zeros(a), torch.zeros(b))) for path, (a, b) in fitting.items()}
    return Adapter(digest=content, base=base, rank=told.rank, alpha=told.alpha, rslora=told.rslora, tensors=whole)


def _paths(state: Mapping[str, torch.Tensor], *, name: str) -> list[str]:
    """The layers that an adapter's tensors are for; tensors that are no low-rank pair are refused."""
    ends = (".lora_A.weight", ".lora_B.weight")
    paths = sorted({key.removeprefix(PREFIX).removesuffix(end) for key in state for end in ends if key.endswith(end)})
    wanted = {f"{PREFIX}{path}{end}" for path in paths for end in ends}
    if odd := sorted(wanted ^ set(state)):
        raise WeightsError(
            f"Loading {name}: {odd[0]} is not one of a pair of low-rank matrices. Only plain LoRA on linear layers can be held; "
            "merge it into its base (merge_and_unload) and give the model's folder."
        )
    if not paths:
        raise WeightsError(f"Loading {name}: it holds no tensors. Save it again with PEFT.")
    return paths
