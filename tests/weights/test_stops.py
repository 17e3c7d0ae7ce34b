"""States along one training: to the bit what training for so many steps gives, and only at a constant rate."""

from dataclasses import replace

import pytest

from inward.weights.train import Job, train
from tests.weights import tiny
from tests.weights.test_together import jobs_on


def steps(job: Job, count: int) -> Job:
    """The same job, keyed alike, for so many steps."""
    return replace(job, recipe=replace(job.recipe, steps=count), stops={})


@pytest.mark.parametrize("change", [{}, {"warmup": 3, "weight_decay": 0.1}], ids=["plain", "warm-up and decay"])
def test_a_state_on_the_way_is_a_shorter_training_to_the_bit(desks, change):
    """
    Kept after 3, 5 and all 8 steps, together with another job: no weight and no loss differs by one bit from training that long.
    """
    desk = desks["llama"]
    first, second = jobs_on(count=2, steps=8, **change)
    stopped = replace(first, stops={3: "three", 5: "five", 8: "eight"})
    made = {one.digest: one for one in train(desk.fleet, [stopped, second], base="b")}

    assert ["d0", "d1", "three", "five", "eight"] == list(made)
    for name, count in (("three", 3), ("five", 5), ("eight", 8)):
        (alone,) = train(desk.fleet, [steps(first, count)], base="b")
        assert 0.0 == tiny.apart(alone, made[name])
        assert alone.loss == made[name].loss


def test_keeping_states_changes_nothing(desks):
    """
    The end of a training is the same to the bit, whatever was kept on its way.
    """
    desk = desks["llama"]
    (job,) = jobs_on(count=1, steps=6)
    kept, plain = (train(desk.fleet, [one], base="b")[0] for one in (replace(job, stops={2: "two"}), job))

    assert 0.0 == tiny.apart(plain, kept)


def test_at_a_falling_rate_a_state_is_no_shorter_training(desks):
    """
    Under a linear schedule each step's rate depends on how many follow: this is why such doses are trained apart.
    """
    desk = desks["llama"]
    (job,) = jobs_on(count=1, steps=8, schedule="linear")
    made = train(desk.fleet, [replace(job, stops={4: "four"})], base="b")

    assert 0.0 < tiny.apart(made[1], train(desk.fleet, [steps(job, 4)], base="b")[0])
