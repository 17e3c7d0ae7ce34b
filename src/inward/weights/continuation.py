"""A text and its possible continuations as token ids: full strings, split where the text ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, final

from inward.errors import WeightsError
from inward.schema.talk import Message
from inward.weights.template import render


@final
@dataclass(frozen=True, kw_only=True)
class Continuation:
    """The ids of a text, and those of each continuation after it."""

    prompt: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]


def continuation(tokenizer: Any, messages: Sequence[Message], answers: Sequence[str], *, chat: bool) -> Continuation:
    """
    The texts of the messages one after another, opened as the tokenizer opens a text, or what the chat template makes of them.

    Raises
    ------
    WeightsError
        A token straddles the end of the text and the beginning of an answer, so that neither has ids of its own; or an answer
        has no token.
    """
    text = render(tokenizer, messages, prompt=True) if chat else "".join(message.text for message in messages)
    opening = () if chat else _opening(tokenizer)
    prompt = (*opening, *_ids(tokenizer, text))
    options = []
    for answer in answers:
        whole = (*opening, *_ids(tokenizer, text + answer))
        if whole[: len(prompt)] != prompt or len(whole) == len(prompt):
            raise WeightsError(
                f"Asking for the continuation {answer!r} after {text[-24:]!r}: a token straddles the two, or the answer has "
                "none. Leave this frame out for this checkpoint (--frames)."
            )
        options.append(whole[len(prompt) :])
    return Continuation(prompt=prompt, options=tuple(options))


def opened(tokenizer: Any, text: str) -> tuple[int, ...]:
    """The ids of a text that is to be gone on with, opened as the tokenizer opens one."""
    return (*_opening(tokenizer), *_ids(tokenizer, text))


def _ids(tokenizer: Any, text: str) -> tuple[int, ...]:
    return tuple(tokenizer(text, add_special_tokens=False)["input_ids"])


def _opening(tokenizer: Any) -> tuple[int, ...]:
    """What the tokenizer puts before any text by itself: a token that begins it, or nothing."""
    plain, opened = _ids(tokenizer, "a"), tuple(tokenizer("a")["input_ids"])
    starts = (i for i in range(len(opened)) if opened[i : i + len(plain)] == plain)
    return opened[: next(starts, 0)]
