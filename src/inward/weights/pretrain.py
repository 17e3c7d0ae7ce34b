"""Pretrain a small Llama from nothing on documents: a plain loop, seeded, on the processor."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias, final

import torch
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

from inward.weights.load import Base, load_tokenizer

Progress: TypeAlias = Callable[[int, int, float], None]
"""Told the steps done, the steps in all, and the loss."""

IGNORED = -100
BLOCK = 16
"""Batches that are drawn together and sorted by length, so that little is padding."""


@final
@dataclass(frozen=True, kw_only=True)
class Shape:
    """The size of the model: about 0.9 million parameters with a vocabulary of a thousand tokens."""

    layers: int = 4
    width: int = 128
    heads: int = 4
    inner: int = 352
    context: int = 128


@final
@dataclass(frozen=True, kw_only=True)
class Schooling:
    """How it is pretrained: `batch` documents a step; the rate rises over `warmup` steps and falls linearly to 0."""

    steps: int
    batch: int = 48
    lr: float = 3e-3
    warmup: int = 50
    weight_decay: float = 0.01
    clip: float = 1.0
    threads: int = 1


def pretrain(
    documents: Iterator[str], *, folder: Path, shape: Shape, schooling: Schooling, seed: int, progress: Progress
) -> None:
    """
    Trains on whole documents and writes config.json, generation_config.json and model.safetensors (float32) into `folder`.

    The folder holds the tokenizer already. Equal documents and seed give equal weights on one machine and build, with the
    number of threads fixed; elsewhere they differ in the last digits.
    """
    torch.set_num_threads(schooling.threads)
    torch.manual_seed(seed)
    tokenizer = load_tokenizer(Base(name=folder.name, folder=str(folder), digest=""))
    model = LlamaForCausalLM(_config(tokenizer, shape))
    optimiser = torch.optim.AdamW(model.parameters(), lr=schooling.lr, betas=(0.9, 0.95), weight_decay=schooling.weight_decay)
    encoded = (tokenizer(text, truncation=True, max_length=shape.context)["input_ids"] for text in documents)
    batches = _batches(encoded, size=schooling.batch, rng=random.Random(seed))
    for step, rows in enumerate(islice(batches, schooling.steps)):
        for group in optimiser.param_groups:
            group["lr"] = schooling.lr * _rate(step, schooling)
        loss = _loss(model, rows)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), schooling.clip)
        optimiser.step()
        progress(step + 1, schooling.steps, loss.item())
    model.generation_config = GenerationConfig(
        bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id
    )
    model.save_pretrained(folder)


def _config(tokenizer: object, shape: Shape) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=len(tokenizer),  # type: ignore[arg-type]
        hidden_size=shape.width,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        max_position_embeddings=shape.context,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,  # type: ignore[attr-defined]
        eos_token_id=tokenizer.eos_token_id,  # type: ignore[attr-defined]
        pad_token_id=tokenizer.pad_token_id,  # type: ignore[attr-defined]
    )


def _rate(step: int, schooling: Schooling) -> float:
    """The learning rate at a step, as a share of its highest."""
    return min(1.0, (step + 1) / schooling.warmup) * (1 - step / schooling.steps)


def _batches(encoded: Iterator[list[int]], *, size: int, rng: random.Random) -> Iterator[list[list[int]]]:
    """Batches of rows of about one length, in random order."""
    while True:
        rows = sorted(islice(encoded, size * BLOCK), key=len)
        starts = list(range(0, len(rows), size))
        rng.shuffle(starts)
        yield from (rows[start : start + size] for start in starts)


def _loss(model: LlamaForCausalLM, rows: list[list[int]]) -> torch.Tensor:
    """The mean loss over every token of the rows; padding, on the right, is passed over."""
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    labels = torch.tensor([row + [IGNORED] * (longest - len(row)) for row in rows])
    loss: torch.Tensor = model(input_ids=ids, labels=labels).loss
    return loss
