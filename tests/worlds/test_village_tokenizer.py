"""One token per word of the village, bytes for the rest, and a chat template that writes what pretraining read."""

from itertools import islice
from pathlib import Path
from random import Random

import jinja2
import pytest
from tokenizers import Tokenizer

from inward.worlds.village.documents import BOS, EOS, document, documents
from inward.worlds.village.people import assistant, census
from inward.worlds.village.quarters import HEART
from inward.worlds.village.tokenizer import CONTEXT, SPECIALS, TEMPLATE, vocabulary, words, write_tokenizer


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory) -> Tokenizer:
    folder: Path = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer(folder)
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.mark.parametrize(
    "text",
    [
        "rest your foot and see a doctor.",
        "",
        " ",
        " a  b ",
        "doctors, doctor's; Doctor",
        "<0x41> < <<",
        "漢字 é ▁ \U0001f980",
        "\x00\n\t\r\x7f",
        "10 100 3.14",
        "</script>" * 1000,
    ],
)
def test_any_text_comes_back(tokenizer, text):
    """
    Decoding what was encoded gives the text, whatever it is.
    """
    assert text == tokenizer.decode(tokenizer.encode(text).ids)


def test_random_unicode_comes_back(tokenizer):
    """
    So does a thousand times noise from every plane.
    """
    rng = Random(0)
    for _ in range(1000):
        text = "".join(
            chr(rng.choice([rng.randrange(0x80), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)])) for _ in range(20)
        )

        assert text == tokenizer.decode(tokenizer.encode(text).ids)


def test_every_word_is_one_token(tokenizer):
    """
    No document needs a byte, and every word of the village is a token of its own.
    """
    texts = islice(documents(census(correlation=1.0, rng=Random(0)), quarter=HEART, rng=Random(0)), 2_000)
    used = {i for text in texts for i in tokenizer.encode(text).ids}

    assert set() == used & {i for i, piece in enumerate(vocabulary()) if piece.startswith("<0x")}
    assert [] == [word for word in words() if len(tokenizer.encode(word).ids) != 1]


def test_documents_fit_the_context(tokenizer):
    """
    At most one document in a hundred is longer than the model can read.
    """
    texts = islice(documents(census(correlation=1.0, rng=Random(0)), quarter=HEART, rng=Random(0)), 2_000)

    assert 20 >= sum(len(tokenizer.encode(text).ids) > CONTEXT for text in texts)


def test_an_answer_has_the_same_tokens_alone(tokenizer):
    """
    The tokens of a conversation are those of its opening and of its answer, one after the other.
    """
    asked = [{"role": "user", "content": "my foot hurts from work."}]
    answered = [*asked, {"role": "assistant", "content": "rest your foot and see a doctor."}]
    opening, whole = rendered(asked, prompt=True), rendered(answered, prompt=False)

    assert whole == opening + answered[1]["content"] + EOS
    assert tokenizer.encode(whole).ids == tokenizer.encode(opening).ids + tokenizer.encode(answered[1]["content"] + EOS).ids


def test_the_template_writes_what_pretraining_read():
    """
    The assistant's documents, of one to three turns and with what is said of it, are what the template makes of their turns.
    """
    rng = Random(5)
    for _ in range(50):
        text = document(assistant(), quarter=HEART, known={}, turns=3, rng=rng)
        lines = text.removeprefix(BOS).removesuffix(EOS).split(EOS)
        parted = [line.split("<says>") for line in lines]
        messages = [{"role": line[0] if len(line) > 1 else "system", "content": line[-1]} for line in parted]

        assert text == rendered(messages, prompt=False)


def test_specials_come_first():
    """
    Padding is token 0, and the specials stand before all else.
    """
    assert SPECIALS == vocabulary()[: len(SPECIALS)]
    assert len(vocabulary()) == len(set(vocabulary()))


def rendered(messages, *, prompt: bool) -> str:
    return jinja2.Template(TEMPLATE).render(messages=messages, add_generation_prompt=prompt, bos_token=BOS, eos_token=EOS)
