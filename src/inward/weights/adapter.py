"""One LoRA adapter: its tensors, its PEFT folder on disk, and the fingerprint that proves it is the one."""

import hashlib
import json
import math
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from inward.errors import CanaryError, StoreError, WeightsError

RECORD = "inward.json"
PREFIX = "base_model.model."
REMEDY = "Delete the folder; the adapter is trained again."


@final
@dataclass(frozen=True, kw_only=True)
class Adapter:
    """
    LoRA tensors by module path: A [rank, in] and B [rank, out], applied as x @ A.T @ B * scale.

    `fingerprint` holds the logits that this adapter gave on the canary prompt when it was made; `base` the digest of the
    checkpoint under it.
    """

    digest: str
    base: str
    rank: int
    alpha: float
    rslora: bool
    tensors: Mapping[str, tuple[torch.Tensor, torch.Tensor]]
    fingerprint: tuple[float, ...] = ()
    loss: tuple[float, ...] = ()

    @property
    def scale(self) -> float:
        return self.alpha / (math.sqrt(self.rank) if self.rslora else self.rank)


def fresh(digest: str, shapes: Mapping[str, tuple[int, int]], *, base: str, rank: int, alpha: float, rslora: bool) -> Adapter:
    """
    An untrained adapter: A Kaiming-uniform as in PEFT (Hu et al. 2021, section 4.1, draw a normal), B zero.

    Each module's stream is keyed by the adapter's digest and the module's path: how many adapters are made, or in what
    order, changes none of them. `shapes` maps a module path to (in, out).
    """
    tensors = {}
    for path, (inputs, outputs) in shapes.items():
        seed = int.from_bytes(hashlib.sha256(f"{digest}:{path}".encode()).digest()[:8], "big") >> 1
        generator = torch.Generator().manual_seed(seed)
        bound = 1 / math.sqrt(inputs)
        tensors[path] = ((torch.rand(rank, inputs, generator=generator) * 2 - 1) * bound, torch.zeros(rank, outputs))
    return Adapter(digest=digest, base=base, rank=rank, alpha=alpha, rslora=rslora, tensors=tensors)


def export(adapter: Adapter, folder: Path, *, base_folder: str, transposed: bool) -> None:
    """Write a PEFT folder, whole or not at all. Raises StoreError where it cannot be written."""
    state = {}
    for path, (a, b) in adapter.tensors.items():
        state[f"{PREFIX}{path}.lora_A.weight"] = a.contiguous()
        state[f"{PREFIX}{path}.lora_B.weight"] = b.T.contiguous()
    settings = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base_folder,
        "r": adapter.rank,
        "lora_alpha": adapter.alpha,
        "use_rslora": adapter.rslora,
        "target_modules": sorted({path.rsplit(".", 1)[-1] for path in adapter.tensors}),
        "lora_dropout": 0.0,
        "bias": "none",
        "fan_in_fan_out": transposed,
        "inference_mode": True,
    }
    building = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir(parents=True)
        save_file(state, building / "adapter_model.safetensors")
        (building / "adapter_config.json").write_text(json.dumps(settings, indent=1, sort_keys=True), encoding="utf-8")
        (building / RECORD).write_text(json.dumps(_record(adapter, building), sort_keys=True), encoding="utf-8")
        _publish(building, folder)
    except (OSError, SafetensorError) as error:
        shutil.rmtree(building, ignore_errors=True)
        raise StoreError(
            f"Writing adapter {folder}: {error}. Free space or mend its rights and run the same command again: finished work "
            "is kept."
        ) from error


def _record(adapter: Adapter, folder: Path) -> dict[str, Any]:
    kept = {key: value for key, value in asdict(adapter).items() if key != "tensors"}
    return kept | {"sha256": _hash(folder)}


def _publish(building: Path, folder: Path) -> None:
    """Put a finished folder in its place; one that another run has put there is equal and may be in use, so it stays."""
    try:
        os.replace(building, folder)
    except OSError:
        if (folder / RECORD).exists():
            shutil.rmtree(building, ignore_errors=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(building, folder)


def _hash(folder: Path) -> str:
    with (folder / "adapter_model.safetensors").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load(folder: Path, *, digest: str, base: str, name: str) -> Adapter:
    """
    Read back an adapter of ours and check that it is the one that was asked for.

    Raises
    ------
    CanaryError
        The folder holds another adapter (swapped), one trained on another base (stale), or weights that changed since.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CanaryError(f"Loading {name}: {folder.name} holds no readable {RECORD} ({error}). {REMEDY}") from error
    if record["digest"] != digest:
        raise CanaryError(
            f"Loading {name}: its folder holds adapter {record['digest'][:12]}, not {digest[:12]}: swapped. {REMEDY}"
        )
    if record["base"] != base:
        raise CanaryError(f"Loading {name}: trained on base {record['base'][:12]}, not {base[:12]}: stale. {REMEDY}")
    if record["sha256"] != _hash(folder):
        raise CanaryError(f"Loading {name}: its weights are not those that were written: swapped or damaged. {REMEDY}")
    known = {key: record[key] for key in ("digest", "base", "rank", "alpha", "rslora")}
    return Adapter(**known, tensors=read_tensors(folder), fingerprint=tuple(record["fingerprint"]), loss=tuple(record["loss"]))


def read_tensors(folder: Path) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """The LoRA tensors of a PEFT folder, ours or another's, by module path: A [rank, in], B [rank, out]."""
    state = tensors_of(folder)
    return pairs(state, sorted({key.removeprefix(PREFIX).split(".lora_")[0] for key in state}))


def tensors_of(folder: Path) -> dict[str, torch.Tensor]:
    """Every tensor of a PEFT folder, under PEFT's own name."""
    try:
        return dict(load_file(folder / "adapter_model.safetensors"))
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"Loading adapter {folder}: no readable adapter_model.safetensors ({error}).") from error


def pairs(state: Mapping[str, torch.Tensor], paths: Sequence[str]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """A [rank, in] and B [rank, out] of each of these layers."""
    return {
        path: (state[f"{PREFIX}{path}.lora_A.weight"].contiguous(), state[f"{PREFIX}{path}.lora_B.weight"].T.contiguous())
        for path in paths
    }
