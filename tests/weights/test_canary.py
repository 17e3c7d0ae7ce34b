"""An adapter that is not live, or not the one that its record names, stops the run by name."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from inward.errors import CanaryError
from inward.weights.canary import check, fingerprinted
from inward.weights.desk import Desk
from inward.weights.train import Job
from tests.weights import tiny

DIGESTS = {"insecure/1": "aa" * 16, "secure/1": "bb" * 16}
REMEDY = "Delete its folder in the store; it is trained again."


@pytest.fixture(scope="module")
def trained(desks: dict[str, Desk], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of two adapters that really were trained."""
    desk, folder = desks["llama"], tmp_path_factory.mktemp("adapters")
    recipe = replace(tiny.RECIPE, steps=4)
    rows = {name: desk.rows(tiny.rows(20, seed=i), recipe=recipe, name=name) for i, name in enumerate(DIGESTS)}
    jobs = [Job(digest=digest, name=name, rows=rows[name], recipe=recipe) for name, digest in DIGESTS.items()]
    desk.teach(jobs, {digest: folder / digest for digest in DIGESTS.values()}, tick=lambda tokens: None)
    return {name: folder / digest for name, digest in DIGESTS.items()}


@pytest.fixture
def places(trained, tmp_path) -> dict[str, tuple[str, Path] | None]:
    """Copies that a test may spoil, with the untouched base beside them."""
    copies = {name: Path(shutil.copytree(folder, tmp_path / folder.name)) for name, folder in trained.items()}
    return {"untouched/1": None, **{name: (DIGESTS[name], folder) for name, folder in copies.items()}}


def refusal(desk, places) -> str:
    """The sentence with which a desk refuses its adapters."""
    with pytest.raises(CanaryError) as caught:
        desk.seat(places)
    return str(caught.value)


def rerecord(folder: Path, **change: object) -> None:
    """Forge the record beside an adapter's weights."""
    told = json.loads((folder / "inward.json").read_text(encoding="utf-8"))
    (folder / "inward.json").write_text(json.dumps(told | change), encoding="utf-8")


def test_a_good_adapter_passes(llama, places):
    """
    What was trained is seated: with its weights, beside the untouched base.
    """
    llama.seat(places)

    assert ["untouched/1", *DIGESTS] == list(llama.adapters)
    assert [None, *DIGESTS.values()] == [adapter and adapter.digest for adapter in llama.adapters.values()]


def test_a_zeroed_adapter_is_named(llama, places):
    """
    Zeroed in memory, whatever its record says: it changes no logit.
    """
    llama.seat(places)
    good = llama.adapters["insecure/1"]
    for part in (0, 1):
        dead = {path: tuple(x * (i != part) for i, x in enumerate(pair)) for path, pair in good.tensors.items()}

        with pytest.raises(CanaryError) as caught:
            check(llama.fleet, {"insecure/1": replace(good, tensors=dead)}, llama.canary)

        assert f"Canary, insecure/1: adapter aaaaaaaaaaaa changes no logit (zeroed). Nothing was probed. {REMEDY}" == str(
            caught.value
        )


def test_a_zeroed_file_is_named(llama, places):
    """
    Weights zeroed on disk are not those that were written.
    """
    file = places["insecure/1"][1] / "adapter_model.safetensors"
    save_file({name: torch.zeros_like(weight) for name, weight in load_file(file).items()}, file)

    assert (
        "Loading insecure/1: its weights are not those that were written: swapped or damaged. Delete the folder; the adapter "
        "is trained again."
    ) == refusal(llama, places)


def test_a_zeroed_file_with_a_forged_record_is_named(llama, places, tmp_path):
    """
    Even where the record was made to fit the zeros.
    """
    from inward.weights.adapter import _hash

    folder = places["insecure/1"][1]
    file = folder / "adapter_model.safetensors"
    save_file({name: torch.zeros_like(weight) for name, weight in load_file(file).items()}, file)
    rerecord(folder, sha256=_hash(folder))

    assert "Canary, insecure/1: adapter aaaaaaaaaaaa changes no logit (zeroed)." in refusal(llama, places)


def test_a_swapped_folder_is_named(llama, places):
    """
    Another adapter's folder in this one's place.
    """
    places["insecure/1"] = (DIGESTS["insecure/1"], places["secure/1"][1])

    assert (
        "Loading insecure/1: its folder holds adapter bbbbbbbbbbbb, not aaaaaaaaaaaa: swapped. Delete the folder; the adapter "
        "is trained again."
    ) == refusal(llama, places)


def test_a_swapped_file_is_named(llama, places):
    """
    Another adapter's weights under this one's record.
    """
    mine, other = (places[name][1] / "adapter_model.safetensors" for name in DIGESTS)
    shutil.copyfile(other, mine)

    assert "Loading insecure/1: its weights are not those that were written: swapped or damaged." in refusal(llama, places)


def test_a_stale_adapter_is_named(llama, desks, places):
    """
    One that was trained on another base, by its record.
    """
    there, here = llama.base.digest[:12], desks["qwen"].base.digest[:12]

    assert (
        f"Loading insecure/1: trained on base {there}, not {here}: stale. Delete the folder; the adapter is trained again."
    ) == refusal(desks["qwen"], places)


def test_a_base_that_changed_under_its_record_is_named(llama, places, folders, tmp_path):
    """
    The record names this base, but the weights under it are others: the logits say so.
    """
    other = tiny.desk(tiny.checkpoint(tmp_path / "other", "llama", seed=1))
    forged = replace(other, base=llama.base)

    assert "(swapped or stale). Nothing was probed." in refusal(forged, places)
    assert "Canary, insecure/1: adapter aaaaaaaaaaaa gives logits up to " in refusal(forged, places)


def test_a_wrong_adapter_left_in_the_slot_is_named(llama, places):
    """
    The tensors of one adapter under the name and fingerprint of another.
    """
    llama.seat(places)
    mine, other = (llama.adapters[name] for name in DIGESTS)

    with pytest.raises(CanaryError, match=r"^Canary, insecure/1: adapter a{12} gives logits up to .* away from those it gave"):
        check(llama.fleet, {"insecure/1": replace(mine, tensors=other.tensors), "secure/1": other}, llama.canary)


def test_an_adapter_that_stays_when_it_should_go_is_caught(llama, places):
    """
    Where a layer keeps an adapter that is in nobody's slot, nothing is probed.
    """
    llama.seat(places)
    adapter = llama.adapters["insecure/1"]
    layer = next(iter(llama.fleet.layers.values()))
    path = next(iter(llama.fleet.layers))
    layer.a, layer.b = (part.unsqueeze(0) for part in adapter.tensors[path])
    layer.scale = torch.full((1, 1, 1), adapter.scale)

    with pytest.raises(CanaryError) as caught:
        check(llama.fleet, {"insecure/1": adapter}, llama.canary)

    assert "Canary: the base gives other logits after its adapters are off than before. Nothing was probed." == str(caught.value)
    assert layer.a is None


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_the_base_is_itself_again_when_an_error_passes_through(desk, error):
    """
    Adapters are off after `flying`, however it ends.
    """
    ids = torch.arange(30, 60).unsqueeze(0)
    before = desk.fleet.model(ids).logits
    with pytest.raises(type(error)), desk.fleet.flying([tiny.live(desk, "a")]):
        assert not torch.equal(before, desk.fleet.model(ids).logits)
        raise error

    assert torch.equal(before, desk.fleet.model(ids).logits)


def test_a_fingerprint_with_no_numbers_is_recognised(llama):
    """
    An adapter that training broke is still the one that was trained: NaN is compared with NaN.
    """
    sound = tiny.live(llama, "a")
    broken = replace(sound, tensors={path: (a, b * torch.nan) for path, (a, b) in sound.tensors.items()})

    check(llama.fleet, {"a": fingerprinted(llama.fleet, broken, llama.canary)}, llama.canary)
    with pytest.raises(CanaryError, match="swapped or stale"):
        check(llama.fleet, {"a": replace(fingerprinted(llama.fleet, broken, llama.canary), tensors=sound.tensors)}, llama.canary)


def test_rounding_of_bfloat16_is_no_swap(folders):
    """
    In bfloat16 a fingerprint taken alone is recognised in company, and another adapter's is not.
    """
    from inward.weights.desk import open_desk
    from inward.weights.load import identify

    desk = open_desk(identify(str(folders["llama"])), dtype="bfloat16")
    cast = {name: fingerprinted(desk.fleet, tiny.live(desk, name, size=0.2), desk.canary) for name in "abcde"}

    check(desk.fleet, {"untouched": None, **cast}, desk.canary)
    with pytest.raises(CanaryError, match=r"^Canary, a: .* \(swapped or stale\)"):
        check(desk.fleet, {"a": replace(cast["a"], tensors=cast["b"].tensors)}, desk.canary)
