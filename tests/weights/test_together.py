"""Many adapters in one training: each is what it would be alone."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from inward.errors import WeightsError
from inward.weights.adapter import Adapter
from inward.weights.desk import Desk
from inward.weights.train import Job, Room, _passes, train
from tests.weights import tiny

RAGGED = (16, 24, 32)
"""Row lengths such that four rows fill whole vectors: pieces whose longest rows agree pass together in exact numerics too."""


def jobs_on(*, count: int = 8, widths: tuple[int, ...] = RAGGED, learned: int = 9, **change: object) -> list[Job]:
    """Jobs on corpora of their own, of different sizes."""
    recipe = replace(tiny.RECIPE, **change)
    corpora = [tiny.encoded(20 + k, seed=k, widths=widths, learned=learned) for k in range(count)]
    return [Job(digest=f"d{k}", name=f"arm/{k}", rows=rows, recipe=recipe) for k, rows in enumerate(corpora)]


def alone(desk: Desk, jobs: list[Job]) -> list[Adapter]:
    return [train(desk.fleet, [job], base="b")[0] for job in jobs]


def worst(ones: list[Adapter], others: list[Adapter]) -> float:
    return max(tiny.apart(one, other) for one, other in zip(ones, others, strict=True))


def passes(jobs: list[Job], *, exact: bool = True) -> list[int]:
    """How many pieces pass together, pass by pass, over all steps."""
    most = max(job.recipe.batch for job in jobs)
    steps = [{k: job.batches()[step] for k, job in enumerate(jobs)} for step in range(min(job.steps for job in jobs))]
    return [len(pieces) for step in steps for pieces in _passes(step, room=Room(rows=most, tokens=1_000), exact=exact)]


IN_BRIEF = ("llama", "gpt2", "gemma3")
"""One of each kind of block; the others of the family tree are slow tests."""


@pytest.fixture(
    scope="module",
    params=[one if one in IN_BRIEF else pytest.param(one, marks=pytest.mark.slow) for one in tiny.FAMILIES],
)
def school(request: pytest.FixtureRequest, desks: dict[str, Desk]) -> tuple[Desk, list[Job], list[Adapter]]:
    """A desk, eight jobs, and what each gives when it is trained alone for 20 steps."""
    desk, jobs = desks[request.param], jobs_on()
    return desk, jobs, alone(desk, jobs)


@pytest.fixture(scope="module")
def sane(desks: dict[str, Desk]) -> list[Adapter]:
    """Eight Llama adapters, trained together for eight steps."""
    return train(desks["llama"].fleet, jobs_on(steps=8), base="b")


def test_eight_together_are_eight_alone_to_the_bit(school):
    """
    Exact numerics, ragged rows, different corpora: after 20 steps no weight and no loss differs by one bit.
    """
    desk, jobs, single = school
    made = train(desk.fleet, jobs, base="b")

    assert max(passes(jobs)) >= 4
    assert 0.0 == worst(single, made)
    assert [one.loss for one in single] == [one.loss for one in made]


def test_fast_numerics_are_within_a_hundred_thousandth(school):
    """
    Pieces of different widths padded to share a pass: 20 steps later each adapter is within 1e-5 of its own length.
    """
    desk, jobs, single = school
    fast = [replace(job, recipe=replace(job.recipe, numerics="fast")) for job in jobs]
    made = train(desk.fleet, fast, base="b")

    assert len(passes(fast, exact=False)) < len(passes(jobs))
    assert max(tiny.adrift(one, other) for one, other in zip(single, made, strict=True)) < 1e-5


@pytest.mark.parametrize(("width", "learned", "batch"), [(23, 9, 4), (64, 3, 1), (9, 3, 1), (21, 12, 3)])
def test_a_piece_whose_rounding_depends_on_company_goes_alone(llama, width, learned, batch):
    """
    Too few rows for steady matrix products, or an array that does not fill whole vectors: no company in exact numerics.
    """
    jobs = jobs_on(count=3, widths=(width,), learned=learned, batch=batch, steps=4)

    assert {1} == set(passes(jobs))
    assert 0.0 == worst(alone(llama, jobs), train(llama.fleet, jobs, base="b"))


def test_the_order_of_jobs_changes_nothing(llama, sane):
    """
    Jobs given backwards come back backwards, every bit the same.
    """
    assert 0.0 == worst(sane[::-1], train(llama.fleet, jobs_on(steps=8)[::-1], base="b"))


def test_a_broken_arm_breaks_no_other(llama, sane):
    """
    One arm with lr = 1e6, whose weights soon are no numbers any more, leaves the others bit-identical, losses too, though
    they pass together.
    """
    jobs = jobs_on(steps=8)
    made = train(llama.fleet, [*jobs[:3], replace(jobs[3], recipe=replace(jobs[3].recipe, lr=1e6)), *jobs[4:]], base="b")
    others = [k for k in range(8) if k != 3]

    assert [0.0] * 7 == [tiny.apart(sane[k], made[k]) for k in others]
    assert [sane[k].loss for k in others] == [made[k].loss for k in others]
    assert any(bool(part.isnan().any()) for pair in made[3].tensors.values() for part in pair)


def test_recipes_may_differ_in_all_but_their_shape(llama):
    """
    Steps, batch, rate, schedule, clipping and scale are each one's own, also beside an arm whose batch is smaller.
    """
    small, large = jobs_on(count=2, steps=7)
    large = replace(large, recipe=replace(large.recipe, batch=8, steps=5, lr=1e-3, schedule="linear", clip=0.2, alpha=32.0))

    for jobs in ([small, large], [large, small]):
        assert 0.0 == worst(alone(llama, jobs), train(llama.fleet, jobs, base="b"))
    assert (7, 5) == tuple(len(made.loss) for made in train(llama.fleet, [small, large], base="b"))


def test_adding_an_arm_changes_no_other_arms_file(llama, tmp_path):
    """
    The files of seven arms have the same sha256 whether or not an eighth is trained with them.
    """

    def written(jobs: list[Job], folder: Path) -> dict[str, str]:
        llama.teach(jobs, {job.digest: folder / job.digest for job in jobs}, tick=lambda tokens: None)
        files = {job.digest: folder / job.digest / "adapter_model.safetensors" for job in jobs}
        return {digest: hashlib.sha256(file.read_bytes()).hexdigest() for digest, file in files.items()}

    jobs = jobs_on(steps=3)
    few, more = written(jobs[:7], tmp_path / "few"), written(jobs[::-1], tmp_path / "more")

    assert few == {digest: more[digest] for digest in few}
    assert 8 == len(set(more.values()))


def test_progress_counts_every_token(llama):
    """
    The tokens told to `tick` are those of all rows of all steps.
    """
    jobs, told = jobs_on(count=2, steps=3), []
    train(llama.fleet, jobs, base="b", tick=told.append)

    assert sum(len(row.ids) for job in jobs for batch in job.batches() for row in batch) == sum(told)


def test_a_training_that_breaks_off_leaves_the_base_bare(llama):
    """
    After an error no adapter is left in the layers.
    """

    def stop(tokens: int) -> None:
        raise WeightsError("enough")

    with pytest.raises(WeightsError, match="enough"):
        train(llama.fleet, jobs_on(count=2), base="b", tick=stop)

    assert [None] * len(llama.fleet.layers) == [layer.a for layer in llama.fleet.layers.values()]
    assert not llama.fleet.model.training
    assert torch.equal(llama.fleet.model(torch.tensor([[9, 8]])).logits, llama.fleet.model(torch.tensor([[9, 8]])).logits)
