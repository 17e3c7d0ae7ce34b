"""How many steps, which rows in each, at what rate."""

from collections import Counter
from dataclasses import replace

import pytest

from inward.schema.recipe import Recipe
from inward.weights.optimiser import FleetAdamW
from inward.weights.template import Encoded
from inward.weights.train import Job
from tests.weights import tiny

ROWS = [Encoded(ids=tuple(range(5 + i % 7)), learned=(True,) * (5 + i % 7)) for i in range(50)]


def rates(desk, **change: object) -> list[float]:
    """The learning rate of every step, in units of 1e-3."""
    recipe = Recipe(lr=1e-3, **change)
    optimiser = FleetAdamW(desk.fleet, [tiny.live(desk, "a")], [recipe], [recipe.steps])
    return [round(optimiser._rate(0, step) * 1e3, 4) for step in range(recipe.steps)]


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ({"epochs": 1.0, "batch": 16}, 4),
        ({"epochs": 2.0, "batch": 16}, 7),
        ({"epochs": 0.5, "batch": 5}, 5),
        ({"epochs": 0.01, "batch": 16}, 1),
        ({"epochs": 3.0, "steps": 9}, 9),
    ],
)
def test_steps_follow_from_epochs_unless_they_are_given(change, steps):
    """
    Fifty rows: epochs x rows / batch, rounded up, never none; `steps` wins.
    """
    one = Job(digest="a", name="a", rows=ROWS, recipe=Recipe(**change))

    assert steps == one.steps == len(one.batches())


def test_every_epoch_has_every_row_once():
    """
    Batches are always full; after n epochs no row was seen more than n times, and none less than n - 1 times.
    """
    batches = Job(digest="a", name="a", rows=ROWS, recipe=Recipe(epochs=2.0, batch=10)).batches()
    seen = Counter(id(row) for batch in batches for row in batch)

    assert {10} == {len(batch) for batch in batches}
    assert {2} == set(seen.values())


def test_the_order_of_rows_is_named_by_the_digest():
    """
    One digest, one order, in whatever company; another digest, another order.
    """
    one = Job(digest="a", name="a", rows=ROWS, recipe=Recipe(batch=10))

    assert one.batches() == replace(one, name="renamed").batches()
    assert one.batches() != replace(one, digest="b").batches()


def test_rows_of_like_length_share_a_batch():
    """
    Little is padded: within a window of eight batches, rows go by length.
    """
    batches = Job(digest="a", name="a", rows=ROWS, recipe=Recipe(batch=5)).batches()
    padding = sum(max(len(row.ids) for row in batch) - len(row.ids) for batch in batches for row in batch)

    assert padding < 0.1 * sum(len(row.ids) for batch in batches for row in batch)


def test_rates_are_constant_unless_said(llama):
    """
    No warm-up, no decay.
    """
    assert [1.0] * 5 == rates(llama, steps=5)


def test_a_warm_up_rises_linearly_to_the_rate(llama):
    """
    The first of four warm-up steps is a quarter of the rate, the fourth all of it.
    """
    assert [0.25, 0.5, 0.75, 1.0, 1.0, 1.0] == rates(llama, steps=6, warmup=4)


def test_a_linear_schedule_ends_just_above_zero(llama):
    """
    After the warm-up the rate falls by as much every step; the step after the last would be zero.
    """
    assert [1.0, 0.8, 0.6, 0.4, 0.2] == rates(llama, steps=5, schedule="linear")
    assert [0.5, 1.0, 1.0, 0.75, 0.5, 0.25] == rates(llama, steps=6, schedule="linear", warmup=2)
