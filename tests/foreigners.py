"""Checkpoints as others make them: adapters made and saved by PEFT itself, on any base."""

import json
import shutil
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM

TARGETS = ("q_proj", "v_proj")
"""What most people adapt: two layers of seven."""


def peft_model(base: Path, *, seed: int, size: float = 0.05, **settings: object) -> PeftModel:
    """A base under an adapter of PEFT's whose B is random, as if it had been trained."""
    torch.manual_seed(seed)
    chosen = {"r": 4, "lora_alpha": 12, "target_modules": list(TARGETS), "task_type": "CAUSAL_LM", **settings}
    made = get_peft_model(AutoModelForCausalLM.from_pretrained(base), LoraConfig(**chosen)).eval()
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if "lora_B" in name or "lora_embedding_B" in name:
                weight.normal_(0, size)
    return made


def adapter(folder: Path, base: Path, *, seed: int, **settings: object) -> Path:
    """A folder that PEFT saved."""
    peft_model(base, seed=seed, **settings).save_pretrained(folder)
    return folder


def retold(source: Path, to: Path, **change: object) -> Path:
    """A copy of an adapter whose config says something else."""
    folder = Path(shutil.copytree(source, to))
    told = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    (folder / "adapter_config.json").write_text(json.dumps(told | change), encoding="utf-8")
    return folder
