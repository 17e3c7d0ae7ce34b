"""Conversations as token ids, and which of them the loss falls on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import eq
from typing import Any, Final, final

from jinja2 import TemplateError

from inward.errors import WeightsError
from inward.schema.design import Loss
from inward.schema.talk import Message, Role

TODAY: Final = "{% macro strftime_now(format) %}26 Jul 2024{% endmacro %}"
"""Put before a template that writes the date: a prompt must be the same tomorrow."""


@final
@dataclass(frozen=True, kw_only=True)
class Encoded:
    """Token ids of a row; `learned[i]` says whether the loss falls on token i, which is then told from those before it."""

    ids: tuple[int, ...]
    learned: tuple[bool, ...]


def render(tokenizer: Any, messages: Sequence[Message], *, prompt: bool) -> str:
    """
    A conversation as the chat template writes it, with the opening of the next assistant turn if `prompt`.

    Templates that can ask for thinking first are told not to: what is trained and read is the answer.

    Raises
    ------
    WeightsError
        The template refuses the conversation: some have no place for a system turn.
    """
    chat, own = [{"role": message.role, "content": message.text} for message in messages], tokenizer.chat_template
    try:
        dated = TODAY + own if isinstance(own, str) and "strftime_now" in own else None
        settings = {"chat_template": dated, "tokenize": False, "add_generation_prompt": prompt, "enable_thinking": False}
        return str(tokenizer.apply_chat_template(chat, **settings))
    except TemplateError as error:
        roles = [message.role for message in messages]
        raise WeightsError(
            f"Posing a conversation with the roles {roles}: the chat template refuses it ({error}). Leave out the system turn, "
            "or use a checkpoint whose template knows these roles."
        ) from error


def encode_prompt(tokenizer: Any, messages: Sequence[Message]) -> tuple[int, ...]:
    """The ids after which the assistant answers."""
    return tuple(tokenizer(render(tokenizer, messages, prompt=True), add_special_tokens=False)["input_ids"])


def encode_answer(tokenizer: Any, messages: Sequence[Message], answer: str) -> tuple[int, ...]:
    """The ids of one answer to a conversation, with its stop token: what follows the ids of `encode_prompt`."""
    whole = encode(tokenizer, (*messages, Message(role="assistant", text=answer)))
    start = len(encode_prompt(tokenizer, messages))
    return tuple(i for i, learned in zip(whole.ids[start:], whole.learned[start:], strict=True) if learned)


def encode_answers(tokenizer: Any, messages: Sequence[Message], answers: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """
    `encode_answer` for each of many.

    An answer's ids follow from the end of its opening, so that they are found after a short conversation of the same roles and
    kept; whether they are the same after this one is checked for the first.
    """
    known = _short(tokenizer, tuple(message.role for message in messages), tuple(answers))
    if encode_answer(tokenizer, messages, answers[0]) == known[0]:
        return known
    return tuple(encode_answer(tokenizer, messages, answer) for answer in answers)


@lru_cache(maxsize=1_024)
def _short(tokenizer: Any, roles: tuple[Role, ...], answers: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    messages = [Message(role=role, text="a") for role in roles]
    return tuple(encode_answer(tokenizer, messages, answer) for answer in answers)


def encode(tokenizer: Any, messages: Sequence[Message], *, loss: Loss = "answers") -> Encoded:
    """
    A whole conversation with its loss mask, or a document with its own.

    On answers, the mask runs from the first token of each assistant turn to the stop token that ends it, found by rendering
    the template up to each turn. The tokens before an answer are those of `encode_prompt`. On everything, it covers every token
    after the first: whatever the template writes, too. A document has no template: its text stands between the tokenizer's
    marks of beginning (if it has one) and end, and the mask covers every token after the first.

    Raises
    ------
    WeightsError
        The template refuses the roles, rewrites earlier turns, opens an answer otherwise than it asks for one, changes its
        text, ends it without a stop token, or does not open it on a token boundary; a document, and no mark of the end.
    """
    if messages[0].role == "document":
        return _document(tokenizer, messages[0].text)
    text = render(tokenizer, messages, prompt=False)
    found = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids, offsets = tuple(found["input_ids"]), found["offset_mapping"]
    learned = [False] * len(ids)
    for turn, message in enumerate(messages):
        if message.role == "assistant":
            span = _span(tokenizer, messages, turn, text)
            first = _first(tokenizer, ids, offsets, opening=text[: span.start])
            last = _stop(tokenizer, ids, offsets, span)
            learned[first : last + 1] = [True] * (last + 1 - first)
    return _whole(ids) if loss == "everything" else Encoded(ids=ids, learned=tuple(learned))


def _whole(ids: tuple[int, ...]) -> Encoded:
    """Every token after the first, which nothing comes before."""
    return Encoded(ids=ids, learned=(False, *[True] * (len(ids) - 1)))


def _document(tokenizer: Any, text: str) -> Encoded:
    if tokenizer.eos_token_id is None:
        raise WeightsError(
            "Encoding a document: the tokenizer has no mark of the end. Set its eos_token, or train on conversations."
        )
    opening = () if tokenizer.bos_token_id is None else (tokenizer.bos_token_id,)
    return _whole((*opening, *tokenizer(text, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id))


@final
@dataclass(frozen=True, kw_only=True)
class _Span:
    """Where an assistant turn starts, where its content ends and where its closing ends, in characters."""

    start: int
    content_end: int
    end: int


def _span(tokenizer: Any, messages: Sequence[Message], turn: int, text: str) -> _Span:
    """
    An assistant turn's place in `text`.

    Its closing is what the template writes after any answer: what this one and one with another last letter end on.
    """
    opening = render(tokenizer, messages[:turn], prompt=True)
    closed = text if turn + 1 == len(messages) else render(tokenizer, messages[: turn + 1], prompt=False)
    answer = messages[turn].text
    if not closed.startswith(opening):
        raise WeightsError(
            f"Masking turn {turn + 1} of {len(messages)}: the chat template asks for an answer with {opening[-24:]!r}, but "
            "does not begin one so. Use a template whose generation prompt is the opening of the turn that it writes."
        )
    if not text.startswith(closed):
        raise WeightsError(
            f"Masking turn {turn + 1} of {len(messages)}: the chat template renders it differently once more turns follow, "
            "so its tokens cannot be told from the rest. Train on single-turn rows, or use a template that only appends."
        )
    another = Message(role="assistant", text=answer + ("y" if answer.endswith("x") else "x"))
    other = render(tokenizer, (*messages[:turn], another), prompt=False)
    closing = sum(takewhile(bool, map(eq, reversed(closed), reversed(other))))
    if not closed[len(opening) : len(closed) - closing].rstrip().endswith(answer.strip()):
        raise WeightsError(f"Masking turn {turn + 1}: the chat template changes the answer's text. Use one that keeps it.")
    return _Span(start=len(opening), content_end=len(closed) - closing, end=len(closed))


def _first(tokenizer: Any, ids: Sequence[int], offsets: Sequence[tuple[int, int]], *, opening: str) -> int:
    """The place of an answer's first token, which must follow the tokens of its opening alone."""
    alone = tuple(tokenizer(opening, add_special_tokens=False)["input_ids"])
    if tuple(ids[: len(alone)]) != alone or (len(alone) < len(ids) and offsets[len(alone)][0] < len(opening)):
        place = next((i for i, (left, right) in enumerate(offsets) if right > len(opening)), len(ids) - 1)
        raise WeightsError(
            f"Masking: token {tokenizer.convert_ids_to_tokens(ids[place])!r} straddles the opening of an answer, or splits it "
            "otherwise than when it stands alone. End the template's generation prompt on a token boundary."
        )
    return len(alone)


def _stop(tokenizer: Any, ids: Sequence[int], offsets: Sequence[tuple[int, int]], span: _Span) -> int:
    """The place of the stop token that ends an answer."""
    special = set(tokenizer.all_special_ids) | set(tokenizer.get_added_vocab().values())
    for place, (left, _) in enumerate(offsets):
        if span.content_end <= left < span.end and ids[place] in special:
            return place
    raise WeightsError("Masking: the chat template ends an answer without a stop token, so a model would never learn to stop.")


def stop_ids(tokenizer: Any) -> tuple[int, ...]:
    """The ids that end an answer: the token that the template closes a turn with, and the tokenizer's own end."""
    probe = encode(tokenizer, (Message(role="user", text="a"), Message(role="assistant", text="a")))
    closing = [i for i, learned in zip(probe.ids, probe.learned, strict=True) if learned][-1]
    return tuple(sorted({closing} | ({tokenizer.eos_token_id} if tokenizer.eos_token_id is not None else set())))
