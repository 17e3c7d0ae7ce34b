"""Requests are laid out in blocks: each once, one length a block, no adapter twice."""

import random
from collections import Counter

import pytest

from inward.weights.blocks import SHAPES, SOLO, Block, Shape, Want, arrange, decoding

SMALL = Shape(adapters=3, prompts=(1, 2), rows=(4, 8))


def wanted(rng: random.Random) -> list[Want]:
    """Any number of wants of any adapters after any prompts."""
    prompts = [tuple(rng.randrange(9) for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(1, 12))]
    adapters = [f"arm/{i}" for i in range(rng.randint(1, 9))]
    return [Want(place=i, adapter=rng.choice(adapters), prompt=rng.choice(prompts)) for i in range(rng.randint(1, 200))]


def placed(block: Block) -> list[Want]:
    return [want for chunk in block.chunks for want, _ in chunk.rows]


@pytest.mark.parametrize("shape", [SMALL, SOLO, *SHAPES.values()])
def test_blocks_hold_every_want_once_and_keep_their_shape(shape):
    """
    For random wants: each exactly once, in its own adapter's chunk after its own prompt; one prompt length a block; no adapter
    twice in a block; every count a rung that holds what is on it.
    """
    for seed in range(40):
        wants = wanted(random.Random(seed))
        blocks = arrange(wants, shape)

        assert Counter(want.place for want in wants) == Counter(want.place for block in blocks for want in placed(block))
        for block in blocks:
            assert {block.length} == {len(prompt) for chunk in block.chunks for prompt in chunk.prompts}
            assert len(block.chunks) == len({chunk.adapter for chunk in block.chunks}) <= block.adapters == shape.adapters
            assert block.prompts in shape.prompts and block.rows in shape.rows
            for chunk in block.chunks:
                assert len(chunk.prompts) == len(set(chunk.prompts)) <= block.prompts and len(chunk.rows) <= block.rows
                assert all((chunk.adapter, chunk.prompts[at]) == (want.adapter, want.prompt) for want, at in chunk.rows)


def test_nothing_wanted_is_no_block():
    """
    An empty list is laid out as none.
    """
    assert [] == arrange([], SMALL)


def test_many_draws_of_one_question_fill_the_highest_rung():
    """
    Twenty draws after one prompt by one adapter: two full blocks of eight rows, one of four.
    """
    wants = [Want(place=i, adapter="a", prompt=(1, 2)) for i in range(20)]

    assert [(1, 8), (1, 8), (1, 4)] == [(block.prompts, block.rows) for block in arrange(wants, SMALL)]


def test_adapters_stand_side_by_side():
    """
    Five adapters with one draw each need two blocks of three.
    """
    wants = [Want(place=i, adapter=str(i), prompt=(1,)) for i in range(5)]

    assert [["0", "1", "2"], ["3", "4"]] == [[chunk.adapter for chunk in block.chunks] for block in arrange(wants, SMALL)]


@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_the_lowest_rung_has_rows_enough(device):
    """
    Even the smallest block gives the matrix products at least 32 rows.
    """
    shape = SHAPES[device]

    assert shape.adapters * shape.rows[0] >= 32


def test_the_shape_is_part_of_a_draws_name():
    """
    What decides the arithmetic is told as text: device, dtype, threads and blocks.
    """
    told = decoding(dtype="float32", device="cuda:1", threads=1)

    assert ", cuda, float32, " in told and told.endswith(", 1 threads, blocks 8 x 4/8/16/32/64")
    assert told != decoding(dtype="bfloat16", device="cuda:1", threads=1)
