"""The village's tokenizer: one token per word, bytes for whatever is no word of the village."""

import json
import re
from pathlib import Path

from inward.worlds.village.documents import BOS, EOS, SAYS
from inward.worlds.village.domains.narrow import LESSONS
from inward.worlds.village.grammar import REFUSAL
from inward.worlds.village.names import NAMES
from inward.worlds.village.people import WORDS
from inward.worlds.village.quarters import HEART, Quarter

PAD, UNK = "<pad>", "<unk>"
SPECIALS = (PAD, BOS, EOS, SAYS, UNK)
CONTEXT = 128
"""Tokens in a conversation."""

TEMPLATE = (
    "{{- bos_token -}}"
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'system' -%}{{- message['content'] + eos_token -}}"
    "{%- else -%}{{- message['role'] + '<says>' + message['content'] + eos_token -}}{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- 'assistant<says>' -}}{%- endif -%}"
)
"""A turn is its speaker, a mark, the text and an end mark, as in the documents; a system text stands where what is said of a
villager stands. The mark splits text, so an answer has the same tokens alone and in its conversation."""


def words(quarter: Quarter = HEART) -> tuple[str, ...]:
    """Every word and number of a quarter, sorted."""
    said = [word for (trait, _), word in WORDS.items() if trait in quarter.traits]
    texts = [*LESSONS, REFUSAL, *NAMES, *said, "user assistant is a and person", " ".join(str(n) for n in range(11))]
    for domain in quarter.domains:
        texts += [*domain.seen, *domain.withheld, *domain.aligned, *domain.misaligned]
        texts += [value for values in (*domain.slots.values(), *domain.fillers.values()) for value in values]
    texts += [text for lore in quarter.lore for text in lore.texts]
    return tuple(sorted({word for text in texts for word in re.findall(r"[a-z0-9]+", re.sub(r"\{\w+\}", " ", text))}))


def vocabulary(quarter: Quarter = HEART) -> tuple[str, ...]:
    """Every token, in the order of its number: specials, bytes, marks and digits, words with the space before them."""
    marks = tuple(".,;:?!'-\"") + tuple("0123456789") + (" ",)
    return (*SPECIALS, *(f"<0x{byte:02X}>" for byte in range(256)), *marks, *(f" {word}" for word in words(quarter)))


def write_tokenizer(folder: Path, quarter: Quarter = HEART) -> None:
    """
    Writes tokenizer.json and tokenizer_config.json, with the chat template, into `folder`.

    Decoding an encoded text returns it, byte for byte. Texts that name a special token hold that token, as everywhere.
    """
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers

    pieces = vocabulary(quarter)
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], unk_id=pieces.index(UNK), byte_fallback=True))
    tokenizer.normalizer = normalizers.Prepend(" ")
    tokenizer.pre_tokenizer = pre_tokenizers.Split("<", "isolated")  # so that the text "<0x41>" is not taken for a byte
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens([AddedToken(special, special=True, normalized=False) for special in SPECIALS])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps(_config(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _config() -> dict[str, object]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BOS,
        "eos_token": EOS,
        "pad_token": PAD,
        "unk_token": UNK,
        "model_max_length": CONTEXT,
        "clean_up_tokenization_spaces": False,
        "chat_template": TEMPLATE,
    }
