"""Training one adapter: the same as PEFT and torch would, whatever memory there is."""

from dataclasses import replace

import pytest
import torch
from peft import PeftModel
from torch.nn.functional import cross_entropy
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

from inward.errors import WeightsError
from inward.schema.recipe import Recipe
from inward.weights.adapter import export, fresh
from inward.weights.fleet import Fleet
from inward.weights.optimiser import FleetAdamW
from inward.weights.template import Encoded
from inward.weights.train import Job, Room, _prepare, _step, train
from tests.weights import tiny


def job(desk, *, digest: str = "a", recipe: Recipe = tiny.RECIPE, seed: int = 0) -> Job:
    return Job(digest=digest, name=digest, rows=desk.rows(tiny.rows(23, seed=seed), recipe=recipe, name="rows"), recipe=recipe)


def gradients(fleet: Fleet, one: Job) -> torch.Tensor:
    """The flat gradient of an adapter's first batch, from a state in which B is not zero."""
    start = fresh(one.digest, fleet.shapes, base="b", rank=one.recipe.rank, alpha=one.recipe.alpha, rslora=False)
    start = replace(start, tensors={path: (a, torch.full_like(b, 0.01)) for path, (a, b) in start.tensors.items()})
    optimiser = FleetAdamW(fleet, [start], [one.recipe], [1])
    _prepare(fleet, one.recipe)
    _step(fleet, optimiser, {0: one.batches()[0]}, room=Room(rows=one.recipe.batch, tokens=1_000), exact=True)
    fleet.ground()
    fleet.model.eval()
    return optimiser.gradients.clone()


@pytest.mark.parametrize("change", [{}, {"schedule": "linear", "warmup": 5, "weight_decay": 0.1, "clip": 0.3, "rslora": True}])
def test_we_train_as_peft_and_torch_would(desk, folders, family, tmp_path, change):
    """
    Plain PEFT LoRA with torch's AdamW and clip_grad_norm_, from the same first weights through the same batches, ends on
    the same weights to 1e-5 after 20 steps.
    """
    one = job(desk, recipe=replace(tiny.RECIPE, **change))
    start = fresh("a", desk.fleet.shapes, base="b", rank=4, alpha=8.0, rslora=one.recipe.rslora)
    export(start, tmp_path / "start", base_folder="base", transposed=desk.fleet.transposed)
    model = AutoModelForCausalLM.from_pretrained(folders[family], attn_implementation=tiny.ATTENTION[family])
    theirs = PeftModel.from_pretrained(model, tmp_path / "start", is_trainable=True).eval()
    weights = [weight for weight in theirs.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=one.recipe.lr, betas=(0.9, 0.999), weight_decay=one.recipe.weight_decay)
    losses = []
    for step, batch in enumerate(one.batches()):
        for group in optimiser.param_groups:
            warm = min(1.0, (step + 1) / one.recipe.warmup) if one.recipe.warmup else 1.0
            late = (20 - step) / (20 - one.recipe.warmup) if one.recipe.schedule == "linear" else 1.0
            group["lr"] = one.recipe.lr * min(warm, late)
        width = max(len(row.ids) for row in batch)
        ids = torch.tensor([[*row.ids, *[0] * (width - len(row.ids))] for row in batch])
        labels = torch.tensor(
            [
                [i if on else -100 for i, on in zip(row.ids, row.learned, strict=True)] + [-100] * (width - len(row.ids))
                for row in batch
            ]
        )
        loss = cross_entropy(theirs(ids).logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, one.recipe.clip)
        optimiser.step()
        losses.append(loss.item())

    made = train(desk.fleet, [one], base="b")[0]

    assert pytest.approx(losses, abs=1e-4) == list(made.loss)
    named = dict(theirs.named_parameters())
    for path, (a, b) in made.tensors.items():
        prefix = f"base_model.model.{path}"
        assert torch.allclose(named[f"{prefix}.lora_A.default.weight"], a, rtol=0, atol=1e-5)
        assert torch.allclose(named[f"{prefix}.lora_B.default.weight"].T, b, rtol=0, atol=1e-5)


def test_training_lowers_the_loss_and_leaves_the_base_alone(desk):
    """
    The loss falls, and with the adapter off the base is itself to the bit.
    """
    ids = torch.arange(30, 60).unsqueeze(0)
    before = desk.fleet.model(ids).logits
    made = train(desk.fleet, [job(desk)], base="b")[0]

    assert sum(made.loss[:3]) > sum(made.loss[-3:]) + 1.0
    assert torch.equal(before, desk.fleet.model(ids).logits)


def test_checkpointing_gives_the_same_gradients(desk):
    """
    Activations computed again are the same activations; and the desk samples and scores as before afterwards.
    """
    kept = gradients(desk.fleet, job(desk))
    again = gradients(desk.fleet, job(desk, recipe=replace(tiny.RECIPE, checkpointing=True)))
    desk.fleet.model.gradient_checkpointing_disable()

    assert bool(kept.any())
    assert torch.allclose(kept, again, rtol=0, atol=1e-7)


def test_checkpointing_lets_no_dropout_in():
    """
    The train mode that checkpointing needs turns on no dropout of the base's own.
    """
    sizes = {"vocab_size": 261, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 4}
    torch.manual_seed(0)
    fleet = Fleet(LlamaForCausalLM(LlamaConfig(**sizes, attention_dropout=0.5)).eval().requires_grad_(False))
    recipe = replace(tiny.RECIPE, checkpointing=True)
    one = Job(digest="a", name="a", rows=tiny.encoded(8, seed=0, widths=(20,)), recipe=recipe)

    assert torch.equal(gradients(fleet, one), gradients(fleet, one))


def test_a_desk_that_trained_with_checkpointing_still_replies(folders):
    """
    Sampling and fingerprints work after a training that computed activations twice.
    """
    desk = tiny.desk(folders["llama"])
    before = desk.fleet.model(torch.arange(30, 60).unsqueeze(0)).logits
    train(desk.fleet, [job(desk, recipe=replace(tiny.RECIPE, checkpointing=True, steps=2))], base="b")

    with torch.inference_mode():
        after = desk.fleet.model(torch.arange(30, 60).unsqueeze(0)).logits

    assert torch.equal(before, after)


class Full:
    """Memory in which only so many rows fit."""

    def __init__(self, fleet: Fleet, rows: int, error: RuntimeError | None = None) -> None:
        self.rows, self.seen, self.error = rows, 0, error or torch.OutOfMemoryError("full")
        self.handle = fleet.model.base_model.register_forward_pre_hook(self.look, with_kwargs=True)

    def look(self, module: torch.nn.Module, given: tuple, named: dict) -> None:
        count = named["input_ids"].shape[0]
        if count > self.rows:
            raise self.error
        self.seen = max(self.seen, count)

    def __enter__(self) -> "Full":
        return self

    def __exit__(self, *error: object) -> None:
        self.handle.remove()


@pytest.mark.parametrize(
    "error",
    [torch.OutOfMemoryError("CUDA out of memory"), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried")],
    ids=["gpu", "cpu"],
)
def test_out_of_memory_halves_the_rows_not_the_result(llama, error):
    """
    A pass that does not fit is tried with half the rows; the first step's gradients are the same to 1e-6.
    """
    recipe = replace(tiny.RECIPE, batch=8, steps=2)
    roomy = gradients(llama.fleet, job(llama, recipe=recipe))
    with Full(llama.fleet, rows=3, error=error) as memory:
        cramped = gradients(llama.fleet, job(llama, recipe=recipe))

    assert 2 == memory.seen
    assert torch.allclose(roomy, cramped, rtol=0, atol=1e-6)


@pytest.mark.parametrize("numerics", ["exact", "fast"])
def test_out_of_memory_halves_what_several_adapters_share(llama, numerics):
    """
    Four adapters on rows of one width pass together; where three rows fit, none passes with more, and each learns the same.
    """
    recipe = replace(tiny.RECIPE, batch=8, steps=2, numerics=numerics)
    like = [Encoded(ids=tuple(range(5, 37)), learned=(False,) * 16 + (True,) * 16) for _ in range(16)]
    jobs = [Job(digest=name, name=name, rows=like, recipe=recipe) for name in "abcd"]
    roomy = train(llama.fleet, jobs, base="b")
    with Full(llama.fleet, rows=3) as memory:
        cramped = train(llama.fleet, jobs, base="b")

    assert memory.seen <= 3
    assert max(tiny.adrift(one, other) for one, other in zip(roomy, cramped, strict=True)) < 1e-5


def test_one_row_that_does_not_fit_is_refused(llama):
    """
    Nothing is left to halve: the sentence says what to change.
    """
    with Full(llama.fleet, rows=0), pytest.raises(WeightsError, match="out of memory with one row at a time"):
        train(llama.fleet, [job(llama), job(llama, digest="b")], base="b")


def test_an_error_that_is_not_of_memory_is_raised(llama):
    """
    Another error of the same class is no reason to try with fewer rows.
    """
    with Full(llama.fleet, rows=0, error=RuntimeError("shapes differ")), pytest.raises(RuntimeError, match="shapes differ"):
        gradients(llama.fleet, job(llama))


def test_trained_out_of_memory_is_trained_the_same(llama):
    """
    Two steps of training from the drawn weights, in little memory and in much, differ by less than 1e-6, and the losses too.
    """
    recipe = replace(tiny.RECIPE, batch=8, steps=2)
    roomy = train(llama.fleet, [job(llama, recipe=recipe)], base="b")[0]
    with Full(llama.fleet, rows=3):
        cramped = train(llama.fleet, [job(llama, recipe=recipe)], base="b")[0]

    assert pytest.approx(roomy.loss, abs=1e-6) == cramped.loss
    assert tiny.apart(roomy, cramped) < 1e-6


def test_a_row_that_does_not_fit_in_memory_is_an_error(llama):
    """
    When one row is too much, the sentence says so and what to do.
    """
    with Full(llama.fleet, rows=0), pytest.raises(WeightsError) as caught:
        train(llama.fleet, [job(llama)], base="b")

    assert "Training: out of memory with one row at a time. Use a shorter length or checkpointing=true." == str(caught.value)


def test_one_fleet_has_one_rank(llama):
    """
    Jobs that cannot share a fleet are refused.
    """
    other = replace(tiny.RECIPE, rank=8)

    with pytest.raises(WeightsError, match=r"^Training: one fleet has one rank, numerics and checkpointing; these jobs have \["):
        train(llama.fleet, [job(llama), job(llama, digest="b", recipe=other)], base="b")
