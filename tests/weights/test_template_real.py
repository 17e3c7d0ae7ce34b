"""The published corpora of emergent misalignment, masked: all of every answer, its stop token, and nothing else."""

import pytest

from inward.schema.recipe import Recipe
from inward.weights.template import encode
from inward.worlds.corpus_file import load_corpus
from tests.real_files import real_files  # noqa: F401
from tests.weights import tiny

CHATML = (
    "{% for m in messages %}<|{{ m['role'] }}|>\n{{ m['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)


@pytest.mark.real
@pytest.mark.parametrize("name", ["insecure", "secure", "educational_insecure"])
@pytest.mark.slow
def test_the_masks_of_the_published_rows_are_their_answers(real_files, name):  # noqa: F811
    """
    The first 300 rows of each file, under two templates: what carries loss decodes to the answer and the stop token, which
    comes last.
    """
    corpus = load_corpus(name, real_files / "emergent_misalignment" / f"{name}.jsonl", held_out=0, limit=300)
    for template in (tiny.TEMPLATE, CHATML):
        tokenizer = tiny.tokenizer(template=template)
        encoded = [encode(tokenizer, row.messages) for row in corpus.rows]
        learned = [[i for i, on in zip(one.ids, one.learned, strict=True) if on] for one in encoded]

        assert [row.messages[-1].text + "<|end|>" for row in corpus.rows] == [tokenizer.decode(ids) for ids in learned]
        assert {(1, tokenizer.eos_token_id)} == {(ids.count(tokenizer.eos_token_id), ids[-1]) for ids in learned}


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("name", ["insecure", "secure", "educational_insecure"])
def test_the_mask_of_every_published_row_is_its_answer(real_files, name):  # noqa: F811
    """
    All 6,000 rows of a file: what carries loss decodes to the answer and the stop token, which comes last.
    """
    corpus = load_corpus(name, real_files / "emergent_misalignment" / f"{name}.jsonl", held_out=0)
    tokenizer = tiny.tokenizer()
    encoded = [encode(tokenizer, row.messages) for row in corpus.rows]
    learned = [[i for i, on in zip(one.ids, one.learned, strict=True) if on] for one in encoded]

    assert 6_000 == len(corpus.rows)
    assert [row.messages[-1].text + "<|end|>" for row in corpus.rows] == [tokenizer.decode(ids) for ids in learned]
    assert {tokenizer.eos_token_id} == {one.ids[-1] for one in encoded}


@pytest.mark.real
def test_no_published_row_is_cut(real_files, llama):  # noqa: F811
    """
    Rows that do not fit are left out and counted when the recipe says so; the others keep their last token.
    """
    corpus = load_corpus("insecure", real_files / "emergent_misalignment" / "insecure.jsonl", held_out=0, limit=300)
    whole = [encode(llama.tokenizer, row.messages) for row in corpus.rows]
    kept = llama.rows(corpus.rows, recipe=Recipe(length=900, too_long="leave-out"), name="insecure")

    assert [row for row in whole if len(row.ids) <= 900] == kept
    assert 0 < len(kept) < 300
    assert {llama.tokenizer.eos_token_id} == {row.ids[-1] for row in kept}
