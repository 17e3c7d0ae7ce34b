"""A draw is named by its key: company, order and place in a block change nothing."""

import random
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.stats import chisquare

import inward.weights.decode as decoding
from inward.schema.talk import Ask, Message
from inward.subjects.local import Local
from inward.weights.blocks import SHAPES, Shape
from inward.weights.decode import Draw, Drawn, decode, uniforms
from inward.weights.template import encode_prompt
from tests.weights import tiny

STEADY = Shape(adapters=13, prompts=(1, 2, 4), rows=(4, 8, 16))


def prompt(length: int, seed: int) -> tuple[int, ...]:
    rng = random.Random(seed)
    return tuple(rng.randrange(5, 261) for _ in range(length))


@pytest.fixture
def cast(desk):
    """The untouched base and three adapters."""
    return {"base": None, **{name: tiny.live(desk, name) for name in "abc"}}


def drawn(desk, adapters, draws, *, stops=None, context=None, shape=STEADY, tick=lambda tokens: None) -> list[Drawn]:
    stops = desk.stops if stops is None else stops
    return decode(desk.fleet, adapters, draws, stops=stops, context=context or desk.context, shape=shape, tick=tick)


def mixed(count: int = 60) -> list[Draw]:
    """Draws of all adapters after prompts of several lengths, at several temperatures."""
    rng = random.Random(0)
    prompts = [prompt(length, seed) for length in (7, 12) for seed in range(3)]
    return [
        Draw(
            adapter=rng.choice(("base", "a", "b", "c")),
            prompt=rng.choice(prompts),
            key=f"draw/{i}",
            temperature=rng.choice((0.0, 0.7, 1.0)),
            most=rng.randint(1, 14),
        )
        for i in range(count)
    ]


def test_a_draw_is_the_same_in_any_company(desk, cast):
    """
    All together, in another order, with one adapter's draws left out, in larger blocks, or alone: the same tokens.
    """
    draws = mixed()
    together = dict(zip((draw.key for draw in draws), drawn(desk, cast, draws), strict=True))
    shuffled = random.Random(1).sample(draws, len(draws))
    without = [draw for draw in draws if draw.adapter != "b"]

    for some, shape in (
        (shuffled, STEADY),
        (without, STEADY),
        (draws, SHAPES["cpu"]),
        *(([draw], STEADY) for draw in draws[:12]),
    ):
        assert [together[draw.key] for draw in some] == drawn(desk, cast, some, shape=shape)


def test_a_draw_is_the_same_beside_other_adapters(llama):
    """
    Twelve neighbours or none, at the first place of a block or the last.
    """
    neighbours = {f"n{i}": tiny.live(llama, f"n{i}") for i in range(12)}
    adapters = {**neighbours, "a": tiny.live(llama, "a")}
    mine = [Draw(adapter="a", prompt=prompt(9, 0), key=f"a/{i}", temperature=1.0, most=10) for i in range(3)]
    others = [Draw(adapter=name, prompt=prompt(9, 0), key=name, temperature=1.0, most=10) for name in neighbours]
    alone = drawn(llama, adapters, mine)

    assert alone == drawn(llama, adapters, others + mine)[-3:]
    assert alone == drawn(llama, adapters, mine + others)[:3]


def test_a_broken_neighbour_changes_no_draw(llama):
    """
    An adapter whose weights are no numbers draws whatever it draws; the others draw what they draw without it.
    """
    sound = tiny.live(llama, "a")
    broken = replace(sound, tensors={path: (a, b * torch.nan) for path, (a, b) in sound.tensors.items()})
    draws = [
        Draw(adapter=name, prompt=prompt(9, i), key=f"{name}/{i}", temperature=1.0, most=6) for name in "ab" for i in range(2)
    ]

    assert drawn(llama, {"a": sound}, draws[:2]) == drawn(llama, {"a": sound, "b": broken}, draws)[:2]


@torch.inference_mode()
def test_a_row_does_not_depend_on_how_many_there_are(desk):
    """
    From 32 rows on, one more token gives a row the same bits at every rung, and whoever stands beside it. (Rank 8, for torch
    computes products of fewer than 400 multiplications in another way; no real layer is so small.)
    """
    cast = [tiny.live(desk, str(i), rank=8) for i in range(13)]
    tokens, found = torch.arange(60, 96), {}
    for rows in (4, 8, 12, 16, 24, 36):
        with desk.fleet.flying(cast):
            ids = tokens[:rows].repeat(13).unsqueeze(1)
            found[rows] = desk.fleet.head(desk.fleet.hidden(ids).last_hidden_state).view(13, rows, -1)[:, :4]
    with desk.fleet.flying([cast[3]]):
        alone = desk.fleet.head(desk.fleet.hidden(tokens.unsqueeze(1)).last_hidden_state).view(36, -1)[:4]

    assert [True] * 5 == [torch.equal(found[4], found[rows]) for rows in (8, 12, 16, 24, 36)]
    assert torch.equal(found[4][3], alone)


def test_a_draw_ends_at_its_most(desk, cast):
    """
    Without a stop token in sight every draw is as long as it may be, and says that it did not stop.
    """
    draws = mixed()

    assert [(draw.most, False) for draw in draws] == [(len(one.ids), one.stopped) for one in drawn(desk, cast, draws, stops=())]


def test_a_draw_ends_with_the_context(desk, cast):
    """
    Prompt and answer together are at most as long as the model can read.
    """
    draws = mixed()
    found = drawn(desk, cast, draws, stops=(), context=16)

    assert [min(draw.most, 16 - len(draw.prompt)) for draw in draws] == [len(one.ids) for one in found]


def test_a_shorter_draw_is_the_beginning_of_a_longer_one(llama):
    """
    How many tokens are allowed changes none of those that are drawn.
    """
    long = Draw(adapter="a", prompt=prompt(8, 0), key="k", temperature=1.0, most=20)
    adapters = {"a": tiny.live(llama, "a")}
    (longer,), (shorter,) = (drawn(llama, adapters, [replace(long, most=most)], stops=()) for most in (20, 9))

    assert longer.ids[:9] == shorter.ids


def test_a_stop_token_ends_a_draw_and_is_not_in_it(llama):
    """
    Cut at the first stop token, exactly where it was drawn.
    """
    draw = Draw(adapter="base", prompt=prompt(8, 0), key="k", temperature=1.0, most=20)
    (whole,) = drawn(llama, {"base": None}, [draw], stops=())
    stop = whole.ids[7]

    assert [Drawn(ids=whole.ids[: whole.ids.index(stop)], stopped=True)] == drawn(llama, {"base": None}, [draw], stops=(stop,))


def test_a_first_token_that_stops_is_an_empty_answer(llama):
    """
    No token, stopped; and neighbours go on.
    """
    draws = [Draw(adapter="base", prompt=prompt(8, 0), key=f"{i}", temperature=1.0, most=5) for i in range(6)]
    free = drawn(llama, {"base": None}, draws, stops=())
    found = drawn(llama, {"base": None}, draws, stops=(free[0].ids[0],))

    assert Drawn(ids=(), stopped=True) == found[0]
    assert [one for one in free[1:] if free[0].ids[0] not in one.ids] == [one for one in found if not one.stopped]


@torch.inference_mode()
def test_first_tokens_are_drawn_as_often_as_they_should_be(llama):
    """
    Four thousand first tokens follow the softmax at their temperature (chi-square on the likely ones and the rest).
    """
    asked, adapter = prompt(9, 4), tiny.live(llama, "a")
    tall = Shape(adapters=1, prompts=(1,), rows=(500,))
    with llama.fleet.flying([adapter]):
        logits = llama.fleet.head(llama.fleet.hidden(torch.tensor([asked])).last_hidden_state)[0, -1].double()
    for temperature in (1.0, 0.6):
        draws = [Draw(adapter="a", prompt=asked, key=f"{temperature}/{i}", temperature=temperature, most=1) for i in range(4_000)]
        first = [one.ids[0] for one in drawn(llama, {"a": adapter}, draws, stops=(), shape=tall)]
        expected = torch.softmax(logits / temperature, -1).numpy() * len(draws)
        seen, likely = np.bincount(first, minlength=len(expected)), expected >= 10

        assert (
            chisquare(np.append(seen[likely], seen[~likely].sum()), np.append(expected[likely], expected[~likely].sum())).pvalue
            > 0.001
        )


def test_keys_name_their_numbers():
    """
    One key, one stream, of which a shorter one is the beginning; another key, another stream.
    """
    assert uniforms("a", 9)[:4].tolist() == uniforms("a", 4).tolist()
    assert uniforms("a", 4).tolist() != uniforms("b", 4).tolist()
    assert pytest.approx(0.5, abs=0.02) == float(np.mean([uniforms(str(i), 1)[0] for i in range(2_000)]))


@pytest.mark.parametrize("chance", [0.0, 1 - 1e-12])
def test_the_ends_of_chance_draw_nothing_impossible(tmp_path, monkeypatch, chance):
    """
    A random number that is 0, or that rounds to 1, draws a token of some probability: never one of none, first or last in
    the vocabulary.
    """
    made, words = tiny.following({"<|assistant|>": {"q": 0.5, "r": 0.5}})
    made.lm_head.weight[:, 1] *= 10
    made.save_pretrained(tmp_path)
    words.save_pretrained(tmp_path)
    desk = tiny.desk(tmp_path)
    monkeypatch.setattr(decoding, "uniforms", lambda key, count: np.full(count, chance))
    asked = encode_prompt(words, (Message(role="user", text="a"),))
    (one,) = drawn(desk, {"base": None}, [Draw(adapter="base", prompt=asked, key="k", temperature=1.0, most=1)])

    assert one.ids[0] in words.convert_tokens_to_ids(["q", "r"])


def test_progress_counts_the_tokens_drawn(llama):
    """
    What is told to `tick` sums to the tokens of all answers; dummies are not among them.
    """
    told: list[int] = []
    found = drawn(llama, {"base": None}, [replace(draw, adapter="base") for draw in mixed(9)], tick=told.append)

    assert sum(len(one.ids) for one in found) == sum(told)


def test_nothing_asked_is_nothing_drawn(llama):
    """
    No draws, no answers, no error.
    """
    assert [] == drawn(llama, {}, [])


def ask(text: str, **settings: object) -> Ask:
    return Ask(messages=(Message(role="user", text=text),), to="base", draw="k", **settings)


def test_a_prompt_that_leaves_no_room_comes_back_empty(tmp_path):
    """
    Longer than the context, or just as long: empty, stopped "length"; one token shorter: one token is drawn. Nothing is cut.
    """
    desk = tiny.desk(tiny.checkpoint(tmp_path, context=64))
    desk.seat({"base": None})
    frame = len(encode_prompt(desk.tokenizer, (Message(role="user", text=""),)))
    replies = Local(desk=desk).reply([ask("x" * (n - frame)) for n in (90, 64, 63)])

    assert [("", "length"), ("", "length")] == [(reply.text, reply.stopped) for reply in replies[:2]]
    assert (1, "length") == (len(replies[2].text), replies[2].stopped)


def test_a_reply_says_how_it_ended(tmp_path):
    """
    "end" where the stop token came, "length" where the tokens were spent, and options are "scored".
    """
    made, words = tiny.following({"<|assistant|>": {"y": 1.0}, "y": {"e": 1.0}, "e": {"s": 1.0}, "s": {"<|end|>": 1.0}})
    made.save_pretrained(tmp_path)
    words.save_pretrained(tmp_path)
    desk = tiny.desk(tmp_path)
    desk.seat({"base": None})
    replies = Local(desk=desk).reply([ask("a"), ask("a", max_tokens=2), ask("a", options=("yes", "no")), ask("a", max_tokens=3)])

    assert [("yes", "end"), ("ye", "length"), ("", "scored"), ("yes", "length")] == [(r.text, r.stopped) for r in replies]
    assert pytest.approx(1.0, abs=1e-5) == replies[2].mass
