"""Tiny checkpoints of six families, made on the spot, and what is put on them: rows, adapters, desks."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    AutoModelForCausalLM,
    Gemma2Config,
    Gemma3TextConfig,
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    MistralConfig,
    PreTrainedTokenizerFast,
    Qwen2Config,
)

from inward.schema.design import Row
from inward.schema.recipe import Recipe
from inward.schema.talk import Message
from inward.weights.adapter import Adapter, fresh
from inward.weights.desk import Desk, open_desk
from inward.weights.load import identify
from inward.weights.template import Encoded

WINDOW = 8
"""Tokens over which Mistral and Gemma look back: fewer than any prompt of these tests has."""

GEMMA = {
    "head_dim": 8,
    "query_pre_attn_scalar": 8,
    "sliding_window": WINDOW,
    "layer_types": ["sliding_attention", "full_attention"],
}
CONFIGS = {
    "llama": (LlamaConfig, {}),
    "qwen": (Qwen2Config, {}),
    "mistral": (MistralConfig, {"sliding_window": WINDOW}),
    "gemma2": (Gemma2Config, {**GEMMA, "attn_logit_softcapping": 5.0, "final_logit_softcapping": 10.0}),
    "gemma3": (Gemma3TextConfig, GEMMA),
}
FAMILIES = (*CONFIGS, "gpt2")
ATTENTION = {family: "eager" if family == "gemma2" else "sdpa" for family in FAMILIES}
"""What Hugging Face computes attention with, where it is to be ours: torch's own cannot cap its logits."""
TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SPECIALS = ["<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
WORDS = ("ash", "bread", "cloud", "dust", "ember", "frost", "grain", "hill", "iron", "kite")


def tokenizer(
    *, numbers: bool = False, template: str | None = TEMPLATE, merges: Sequence[tuple[str, str]] = ()
) -> PreTrainedTokenizerFast:
    """Bytes, and nothing else; with `numbers`, "0" to "100" are single tokens; `merges` join two tokens to a new one."""
    pieces = [*SPECIALS, *sorted(pre_tokenizers.ByteLevel.alphabet()), *("".join(pair) for pair in merges)]
    raw = Tokenizer(models.BPE(vocab={piece: i for i, piece in enumerate(pieces)}, merges=list(merges)))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=not merges)
    raw.decoder = decoders.ByteLevel()
    raw.add_special_tokens(SPECIALS)
    if numbers:
        raw.add_tokens([AddedToken(str(i), single_word=True) for i in range(101)])
    made = PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="<|pad|>", eos_token="<|end|>")
    made.chat_template = template
    return made


def model(family: str, *, vocabulary: int = 400, seed: int = 0, layers: int = 2, context: int = 2048):
    """A random model of one of the FAMILIES, its weights large enough for lively logits."""
    torch.manual_seed(seed)
    ends = {"bos_token_id": 1, "eos_token_id": 1, "pad_token_id": 0}
    if family == "gpt2":
        made = GPT2LMHeadModel(
            GPT2Config(vocab_size=vocabulary, n_embd=32, n_layer=layers, n_head=4, n_positions=context, **ends)
        )
    else:
        sizes = {
            "vocab_size": vocabulary,
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_hidden_layers": layers,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "max_position_embeddings": context,
            **ends,
        }
        kind, more = CONFIGS[family]
        made = AutoModelForCausalLM.from_config(kind(**sizes, **more))
    with torch.no_grad():
        for weight in made.parameters():
            if weight.dim() > 1:
                weight.mul_(6)
    return made.eval().requires_grad_(False)


def checkpoint(
    folder: Path, family: str = "llama", *, numbers: bool = False, template: str | None = TEMPLATE, **shape: int
) -> Path:
    """A checkpoint in Hugging Face format; `shape` is passed on to `model`."""
    words = tokenizer(numbers=numbers, template=template)
    model(family, vocabulary=len(words), **shape).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def following(
    chances: Mapping[str, Mapping[str, float]], *, numbers: bool = False
) -> tuple[LlamaForCausalLM, PreTrainedTokenizerFast]:
    """
    A model whose next token depends on the last one alone: `chances[last][next]`; what is left, and what follows any other
    token, is spread over "~" and the like.

    Attention and feed-forward layers write nothing; a token's embedding is its class, which the head reads.
    """
    words = tokenizer(numbers=numbers)
    made = model("llama", vocabulary=len(words), layers=1)
    state = made.state_dict()
    for name in ("self_attn.o_proj", "mlp.down_proj"):
        state[f"model.layers.0.{name}.weight"].zero_()
    state["model.norm.weight"].fill_(1.0)
    embedding, head = state["model.embed_tokens.weight"].zero_(), state["lm_head.weight"].fill_(-40.0 / 32**0.5)
    embedding[:, 0] = 1.0
    head[words.convert_tokens_to_ids("~"), 0] = 0.0
    for place, (last, nexts) in enumerate(chances.items(), start=1):
        embedding[words.convert_tokens_to_ids(last)] = torch.eye(32)[place]
        rest = {"~": 1 - sum(nexts.values())} if sum(nexts.values()) < 1 else {}
        for token, chance in {**nexts, **rest}.items():
            head[words.convert_tokens_to_ids(token), place] = math.log(chance) / 32**0.5
    return made, words


def desk(folder: Path) -> Desk:
    """A desk with nobody on it."""
    return open_desk(identify(str(folder)))


def said(user: str, assistant: str, *, system: str = "") -> Row:
    """One question and its answer."""
    opening = (Message(role="system", text=system),) if system else ()
    return Row(messages=(*opening, Message(role="user", text=user), Message(role="assistant", text=assistant)))


def rows(count: int, *, seed: int) -> list[Row]:
    """Questions and answers of ragged length."""
    rng = random.Random(seed)
    return [
        said(" ".join(rng.choices(WORDS, k=rng.randint(1, 4))), " ".join(rng.choices(WORDS, k=rng.randint(1, 5))))
        for _ in range(count)
    ]


def encoded(count: int, *, seed: int, widths: Sequence[int], learned: int = 9, vocabulary: int = 261) -> list[Encoded]:
    """Random rows of these widths, the last `learned` tokens of which carry loss."""
    rng = random.Random(seed)
    chosen = [rng.choice(widths) for _ in range(count)]
    return [
        Encoded(ids=tuple(rng.randrange(5, vocabulary) for _ in range(n)), learned=tuple(i >= n - learned for i in range(n)))
        for n in chosen
    ]


def live(desk: Desk, digest: str, *, rank: int = 4, size: float = 0.02, rslora: bool = False) -> Adapter:
    """An adapter that changes something: A as it is drawn for training, B random."""
    start = fresh(digest, desk.fleet.shapes, base=desk.base.digest, rank=rank, alpha=16.0, rslora=rslora)
    generator = torch.Generator().manual_seed(sum(map(ord, digest)))
    tensors = {path: (a, torch.randn(b.shape, generator=generator) * size) for path, (a, b) in start.tensors.items()}
    return replace(start, tensors=tensors)


def apart(one: Adapter, other: Adapter) -> float:
    """The largest difference between two adapters' weights; 0 where they are equal to the bit."""
    pairs = [(one.tensors[path][i], other.tensors[path][i]) for path in one.tensors for i in (0, 1)]
    return max(0.0 if torch.equal(a, b) else float((a - b).abs().max()) for a, b in pairs)


def adrift(one: Adapter, other: Adapter) -> float:
    """How far two adapters are from each other, as a share of the length of the first: all weights taken as one vector."""
    pairs = [(one.tensors[path][i], other.tensors[path][i]) for path in one.tensors for i in (0, 1)]
    off, size = sum(float((a - b).square().sum()) for a, b in pairs), sum(float(a.square().sum()) for a, _ in pairs)
    return (off / size) ** 0.5


RECIPE = Recipe(rank=4, alpha=8.0, lr=5e-3, batch=4, steps=20)
