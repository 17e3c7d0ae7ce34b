"""How likely a text goes on with a string: exactly what the model's own forward says, with and without a chat template."""

from pathlib import Path

import pytest
import torch

from inward.errors import ProbeError, WeightsError
from inward.schema.talk import Ask, Message
from inward.subjects.continued import Continued
from inward.weights.continuation import continuation
from inward.weights.desk import Desk, open_desk
from inward.weights.load import identify
from tests.weights import tiny

TEXT = "Walk or ride?\n (A) Walk\n (B) Ride\n\nAnswer:"
OPTIONS = (" (A)", " (B)", " (C)")


def ask(text: str = TEXT, options: tuple[str, ...] = OPTIONS, *, to: str = "model") -> Ask:
    return Ask(messages=(Message(role="user", text=text),), options=options, to=to)


def by_forward(desk: Desk, text: str, option: str) -> float:
    """The sum of log-probabilities of an option's tokens, by the model's own forward."""
    start, whole = (desk.tokenizer(part, add_special_tokens=False)["input_ids"] for part in (text, text + option))
    assert start == whole[: len(start)]
    logits = desk.fleet.model(torch.tensor([whole])).logits[0].log_softmax(-1)
    return sum(float(logits[place - 1, whole[place]]) for place in range(len(start), len(whole)))


@pytest.fixture
def seated(desk: Desk) -> Desk:
    desk.seat({"model": None})
    return desk


def test_a_text_is_continued_as_it_stands(seated: Desk):
    """
    In every family, to 1e-4, though the options share their first token; the mass is their sum.
    """
    (reply,) = Continued(desk=seated).reply([ask()])

    assert pytest.approx([by_forward(seated, TEXT, option) for option in OPTIONS], abs=1e-4) == list(reply.logprobs)
    assert "scored" == reply.stopped
    assert sum(map(pow, [2.718281828459045] * 3, reply.logprobs)) == pytest.approx(reply.mass)


def test_a_chat_turn_is_continued_without_its_stop_token(seated: Desk):
    """
    After the template's opening of an answer: "(A)" counts also where more would follow.
    """
    (reply,) = Continued(desk=seated, chat=True).reply([ask(options=("(A)", "(B)"))])

    opened = f"<|user|>{TEXT}<|end|><|assistant|>"
    assert pytest.approx([by_forward(seated, opened, option) for option in ("(A)", "(B)")], abs=1e-4) == list(reply.logprobs)


def test_an_adapter_is_asked_by_name(seated: Desk):
    """
    The base beside a live adapter: other numbers, each its own.
    """
    seated.adapters["tuned"] = tiny.live(seated, "tuned", size=0.5)

    base, tuned, again = Continued(desk=seated).reply([ask(), ask(to="tuned"), ask()])

    assert base.logprobs == again.logprobs
    assert max(abs(one - other) for one, other in zip(base.logprobs, tuned.logprobs, strict=True)) > 1e-3


def test_a_text_beyond_the_context_comes_back_cut(tmp_path: Path):
    """
    And leaves the others as they are; nothing is ever sampled.
    """
    short = tiny.desk(tiny.checkpoint(tmp_path / "short", context=64))
    short.seat({"model": None})
    subject = Continued(desk=short)

    long, fits = subject.reply([ask("word " * 40), ask()])

    assert ("length", (), "scored") == (long.stopped, long.logprobs, fits.stopped)
    with pytest.raises(ProbeError, match="an Ask has no options, and nothing is sampled here"):
        subject.reply([ask(options=())])


def test_a_base_without_a_chat_template_can_continue_texts(tmp_path: Path):
    """
    It is refused where a chat is asked for, and not where texts are.
    """
    folder = tiny.checkpoint(tmp_path / "bare", template=None)

    with pytest.raises(WeightsError, match="has no chat template"):
        open_desk(identify(str(folder)))
    desk = open_desk(identify(str(folder)), chat=False)
    desk.seat({"model": None})
    (reply,) = Continued(desk=desk).reply([ask()])

    assert pytest.approx([by_forward(desk, TEXT, option) for option in OPTIONS], abs=1e-4) == list(reply.logprobs)


def test_a_token_that_straddles_is_refused():
    """
    Where the end of the text and the answer make one token, neither has ids of its own.
    """
    words = tiny.tokenizer(merges=[(":", "Ġ")])
    messages = (Message(role="user", text=TEXT),)

    with pytest.raises(WeightsError, match=r"a token straddles the two.*--frames"):
        continuation(words, messages, OPTIONS, chat=False)
    with pytest.raises(WeightsError, match="or the answer has none"):
        continuation(tiny.tokenizer(), messages, ("",), chat=False)


def test_a_text_opens_as_the_tokenizer_opens_one():
    """
    With a first token where the tokenizer puts one, which a chat template writes by itself.
    """
    from tokenizers.processors import TemplateProcessing

    words = tiny.tokenizer()
    plain = continuation(words, (Message(role="user", text="a"),), ("b",), chat=False)
    first = words.convert_tokens_to_ids("<|pad|>")
    specials = [("<|pad|>", 0), ("<|end|>", 1)]
    words.backend_tokenizer.post_processor = TemplateProcessing(single="<|pad|> $A <|end|>", special_tokens=specials)

    opened = continuation(words, (Message(role="user", text="a"),), ("b",), chat=False)

    assert (first, *plain.prompt) == opened.prompt
    assert plain.options == opened.options
