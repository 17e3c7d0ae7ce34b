"""The loss falls on what the assistant says, to the token, and a template under which it cannot is refused."""

import pytest

from inward.errors import WeightsError
from inward.schema.recipe import Recipe
from inward.schema.talk import Message
from inward.weights.template import encode, encode_answer, encode_answers, encode_prompt, render, stop_ids
from tests.weights import tiny

PLAIN = tiny.tokenizer()
ASKED = (Message(role="user", text="who comes to tea?"),)
SYSTEM = Message(role="system", text="be brief.")
TURNS = (
    *ASKED,
    Message(role="assistant", text="my aunt."),
    Message(role="user", text="and then?"),
    Message(role="assistant", text="nobody, I hope."),
)


SHAPES = {
    # Gemma: a beginning of text, turns named user and model that end with a line break, texts trimmed, no system turn.
    "gemma": "<|pad|>{% for m in messages %}{% if m['role'] == 'system' %}{{ raise_exception('no system turn') }}{% endif %}"
    "<|system|>{{ 'model' if m['role'] == 'assistant' else 'user' }}\n{{ m['content'] | trim }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|system|>model\n{% endif %}",
    # Mistral: a beginning of text, the question between marks, then the answer and its end; nothing opens an answer.
    "mistral": "<|pad|>{% for m in messages %}{% if m['role'] == 'user' %}<|user|> {{ m['content'] }} <|assistant|>"
    "{% elif m['role'] == 'assistant' %} {{ m['content'] }}<|end|>{% else %}{{ raise_exception('no system turn') }}{% endif %}"
    "{% endfor %}",
    # Mistral's later one writes the system turn into the last question.
    "mistral, system last": "<|pad|>{% for m in messages %}{% if m['role'] == 'user' %}<|user|>"
    "{% if loop.last or loop.index == messages | length - 1 %}{% if messages[0]['role'] == 'system' %}"
    "{{ messages[0]['content'] }}\n\n{% endif %}{% endif %}{{ m['content'] }}<|assistant|>"
    "{% elif m['role'] == 'assistant' %}{{ m['content'] }}<|end|>"
    "{% endif %}{% endfor %}",
}
"""Templates of the shapes that Gemma's and Mistral's have, in the tokens of these tests."""


def learned(messages, tokenizer=PLAIN) -> str:
    """What the loss falls on, as text."""
    whole = encode(tokenizer, messages)
    return tokenizer.decode([i for i, on in zip(whole.ids, whole.learned, strict=True) if on])


def refusal(template: str, messages=TURNS[:2], **made: object) -> str:
    """The sentence with which a template is refused."""
    with pytest.raises(WeightsError) as caught:
        encode(tiny.tokenizer(template=template, **made), messages)
    return str(caught.value)


@pytest.mark.parametrize("opening", [(), (SYSTEM,)])
def test_the_mask_is_the_answer_and_its_stop(opening):
    """
    One turn, with and without a system turn: exactly the answer's tokens and the stop token carry loss.
    """
    assert "my aunt.<|end|>" == learned((*opening, *TURNS[:2]))


@pytest.mark.parametrize("opening", [(), (SYSTEM,)])
def test_every_assistant_turn_carries_loss(opening):
    """
    Several turns: each answer with its stop token, none of the questions between them.
    """
    assert "my aunt.<|end|>nobody, I hope.<|end|>" == learned((*opening, *TURNS))


@pytest.mark.parametrize(
    "text", ["e", "|>", "end", "<|end|", "x", "yx", "  spaced  ", "two\nlines", "ünïcödé 🙂", "assistant", ""]
)
def test_no_answer_confuses_the_mask(text):
    """
    An answer that looks like the stop token's name, that is blank around, empty, or many bytes a letter, is masked whole.
    """
    assert f"{text}<|end|>" == learned((*ASKED, Message(role="assistant", text=text)))


def test_a_stop_token_inside_an_answer_does_not_end_it():
    """
    Text that happens to hold the stop token is learned on to its own end.
    """
    assert "a<|end|>b<|end|>" == learned((*ASKED, Message(role="assistant", text="a<|end|>b")))


def test_what_follows_the_stop_token_is_not_learned():
    """
    A template may write a line break after the stop token; the loss ends before it.
    """
    template = tiny.TEMPLATE.replace("<|end|>", "<|end|>\n")

    assert "my aunt.<|end|>nobody, I hope.<|end|>" == learned(TURNS, tiny.tokenizer(template=template))


def test_what_a_template_writes_before_every_answer_is_learned():
    """
    Where an answer as written begins with more than the prompt's end, as with an empty thought, the model learns to say that
    too: it is what it must say when asked.
    """
    thought = "{% if m['role'] == 'assistant' %}thought:e {% endif %}"
    template = tiny.TEMPLATE.replace("{{ m['content'] }}", thought + "{{ m['content'] }}")

    assert "thought:e e<|end|>" == learned((*ASKED, Message(role="assistant", text="e")), tiny.tokenizer(template=template))


def test_a_trimming_template_is_fine():
    """
    A template that strips the answer's blanks keeps its text.
    """
    template = tiny.TEMPLATE.replace("m['content']", "m['content'] | trim")

    assert "aunt<|end|>" == learned((*ASKED, Message(role="assistant", text=" aunt \n")), tiny.tokenizer(template=template))


@pytest.mark.parametrize("messages", [TURNS[:1], TURNS[:3], (SYSTEM, *TURNS[:3])])
def test_a_prompt_is_the_beginning_of_the_whole(messages):
    """
    The ids that a model is asked with are those that it was trained on, up to the answer; the rest is the answer.
    """
    prompt, answer = encode_prompt(PLAIN, messages), encode_answer(PLAIN, messages, "tea")
    whole = encode(PLAIN, (*messages, Message(role="assistant", text="tea")))

    assert prompt + answer == whole.ids
    assert "tea<|end|>" == PLAIN.decode(answer)


def test_many_answers_are_encoded_as_each_would_be():
    """
    A hundred answers after a long conversation have the ids that each has by itself.
    """
    marks = [str(mark) for mark in range(101)]

    for tokenizer in (PLAIN, tiny.tokenizer(numbers=True)):
        assert tuple(encode_answer(tokenizer, TURNS[:3], mark) for mark in marks) == encode_answers(tokenizer, TURNS[:3], marks)


def test_answers_whose_opening_depends_on_the_question_are_encoded_one_by_one():
    """
    A template that writes a word of the question before the answer gives each conversation its own ids.
    """
    echo = "{% if m['role'] == 'assistant' %}{{ messages[0]['content'][:3] }} {% endif %}"
    tokenizer = tiny.tokenizer(template=tiny.TEMPLATE.replace("{{ m['content'] }}", echo + "{{ m['content'] }}"))
    answers = encode_answers(tokenizer, ASKED, ["one", "two"])

    assert ["who one<|end|>", "who two<|end|>"] == [tokenizer.decode(answer) for answer in answers]


def test_the_stop_tokens_are_the_templates_and_the_tokenizers():
    """
    A template that closes turns with another token than the tokenizer's end adds it.
    """
    other = tiny.tokenizer(template=tiny.TEMPLATE.replace("<|end|>", "<|system|>"))

    assert (1,) == stop_ids(PLAIN)
    assert (1, 2) == stop_ids(other)


def test_a_template_that_drops_earlier_turns_is_refused():
    """
    Where earlier answers are rewritten once more turns follow, their tokens cannot be found.
    """
    thought = "{% if m['role'] == 'assistant' and loop.last %}<|system|>{% endif %}"
    template = tiny.TEMPLATE.replace("{{ m['content'] }}", "{{ m['content'] }}" + thought)

    assert (
        "Masking turn 2 of 4: the chat template renders it differently once more turns follow, so its tokens cannot be told "
        "from the rest. Train on single-turn rows, or use a template that only appends."
    ) == refusal(template, TURNS)


def test_a_template_that_asks_otherwise_than_it_writes_is_refused():
    """
    A generation prompt that no written answer begins with would train on one thing and ask for another.
    """
    template = tiny.TEMPLATE.replace("<|assistant|>{% endif %}", "<|assistant|>Well,{% endif %}")

    assert (
        "Masking turn 2 of 2: the chat template asks for an answer with '|end|><|assistant|>Well,', but does not begin one "
        "so. Use a template whose generation prompt is the opening of the turn that it writes."
    ) == refusal(template)


def test_a_template_without_a_stop_token_is_refused():
    """
    A model trained on answers without an end would never end one.
    """
    assert ("Masking: the chat template ends an answer without a stop token, so a model would never learn to stop.") == refusal(
        tiny.TEMPLATE.replace("<|end|>", "\n")
    )


def test_a_template_that_changes_the_text_is_refused():
    """
    What is learned must be what the corpus says.
    """
    assert ("Masking turn 2: the chat template changes the answer's text. Use one that keeps it.") == refusal(
        tiny.TEMPLATE.replace("m['content']", "m['content'] | upper")
    )


def test_a_template_whose_opening_melts_into_the_answer_is_refused():
    """
    Where the last letters before an answer and its first make one token, there is no place to ask from.
    """
    template = tiny.TEMPLATE.replace("<|assistant|>", "<|user|>m").replace(
        "<|{{ m['role'] }}|>", "<|user|>{{ 'm' if m['role'] == 'assistant' }}"
    )
    sentence = refusal(template, merges=[("m", "y")], messages=(*ASKED, Message(role="assistant", text="yes")))

    assert (
        "Masking: token 'my' straddles the opening of an answer, or splits it otherwise than when it stands alone. End the "
        "template's generation prompt on a token boundary."
    ) == sentence


def test_a_template_whose_opening_is_split_otherwise_is_refused():
    """
    No token straddles, but the opening's own tokens change once the answer follows: what is asked is not what was trained.
    """
    template = tiny.TEMPLATE.replace("<|assistant|>", "<|user|>ab").replace(
        "<|{{ m['role'] }}|>", "<|user|>{{ 'ab' if m['role'] == 'assistant' }}"
    )
    sentence = refusal(template, merges=[("b", "c"), ("a", "b")], messages=(*ASKED, Message(role="assistant", text="cd")))

    assert "Masking: token 'bc' straddles the opening of an answer, or splits it otherwise" in sentence


def test_a_template_that_knows_no_system_turn_says_so():
    """
    What a template raises is told with the roles and a remedy.
    """
    tokenizer = tiny.tokenizer(template="{{ raise_exception('System role not supported') }}")

    with pytest.raises(WeightsError) as caught:
        render(tokenizer, (SYSTEM, *ASKED), prompt=True)

    assert (
        "Posing a conversation with the roles ['system', 'user']: the chat template refuses it (System role not supported). "
        "Leave out the system turn, or use a checkpoint whose template knows these roles."
    ) == str(caught.value)


def test_a_prompt_is_the_same_tomorrow():
    """
    A template that writes today's date is told one day for ever.
    """
    tokenizer = tiny.tokenizer(template="{{ strftime_now('%d %b %Y') }}" + tiny.TEMPLATE)

    assert render(tokenizer, ASKED, prompt=False).startswith("26 Jul 2024<|user|>")


def test_rows_that_are_too_long_are_refused_never_cut(llama):
    """
    The sentence tells how many, how long, and both ways out.
    """
    rows, recipe = [*tiny.rows(3, seed=0), tiny.said("a" * 300, "b")], Recipe(length=100)

    with pytest.raises(WeightsError) as caught:
        llama.rows(rows, recipe=recipe, name="insecure")

    assert (
        "Training on insecure: 1 of 4 rows are longer than 100 tokens (one has 305), so their answers would be cut. Set "
        "recipe.length, or recipe.too_long=leave-out."
    ) == str(caught.value)


def test_rows_that_are_too_long_are_left_out_when_told(llama):
    """
    The others come whole and in order; where none is left it is an error all the same.
    """
    rows, recipe = [*tiny.rows(3, seed=0), tiny.said("a" * 300, "b")], Recipe(length=100, too_long="leave-out")

    assert [encode(llama.tokenizer, row.messages) for row in rows[:3]] == llama.rows(rows, recipe=recipe, name="insecure")
    with pytest.raises(WeightsError, match="1 rows fits into the recipe"):
        llama.rows(rows[3:], recipe=recipe, name="insecure")


@pytest.mark.parametrize(("shape", "space"), [("gemma", ""), ("mistral", " "), ("mistral, system last", "")])
def test_the_shapes_of_gemma_and_mistral_are_masked_to_the_token(shape, space):
    """
    Under their templates too exactly the answers and their stop tokens carry loss, and a prompt is the beginning of the whole.
    """
    tokenizer = tiny.tokenizer(template=SHAPES[shape])
    prompt, answer = encode_prompt(tokenizer, TURNS[:3]), encode_answer(tokenizer, TURNS[:3], "tea")

    assert f"{space}my aunt.<|end|>{space}nobody, I hope.<|end|>" == learned(TURNS, tokenizer)
    assert f"{space}tea<|end|>" == tokenizer.decode(answer)
    whole = encode(tokenizer, (*TURNS[:3], Message(role="assistant", text="tea"))).ids
    assert prompt + answer == whole[: len(prompt + answer)]


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("gemma", "the chat template refuses it (no system turn). Leave out the system turn"),
        ("mistral", "the chat template refuses it (no system turn). Leave out the system turn"),
        ("mistral, system last", "the chat template renders it differently once more turns follow"),
    ],
)
def test_a_system_turn_is_refused_where_it_has_no_place(shape, said):
    """
    By a template that has none, and, over several turns, by one that moves it from question to question.
    """
    assert said in refusal(SHAPES[shape], (SYSTEM, *TURNS))
