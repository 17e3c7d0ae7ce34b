"""The base that ships is what its card says, and building it again starts from nothing but a seed."""

import json

import pytest

from inward.errors import StoreError, WorldError
from inward.worlds.village.build import build
from inward.worlds.village.card import Line, check, measured, read_card
from inward.worlds.village.quarters import QUARTERS, Quarter
from inward.worlds.village.tokenizer import vocabulary
from inward.worlds.village.world import Village

BASE = Village().folder
SHIPPED = {name: quarter for name, quarter in QUARTERS.items() if quarter.ships}
BOTH = pytest.mark.parametrize("quarter", SHIPPED.values(), ids=SHIPPED.keys())


@BOTH
def test_the_base_is_complete(quarter: Quarter):
    """
    In Hugging Face's format, with tokenizer, chat template and card; no adapter, no transcript.
    """
    expected = {
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "card.json",
    }

    assert expected == {path.name for path in quarter.base.iterdir()}


@BOTH
def test_the_base_is_small(quarter: Quarter):
    """
    At most 4 MB each.
    """
    assert 4_000_000 >= sum(path.stat().st_size for path in quarter.base.iterdir())


@BOTH
def test_the_base_reads_the_villages_words(quarter: Quarter):
    """
    The tokenizer that ships is the one that the grammar makes today.
    """
    shipped = json.loads((quarter.base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]

    assert list(vocabulary(quarter)) == [piece for piece, _ in shipped]


@BOTH
def test_every_line_of_the_card_holds(quarter: Quarter):
    """
    The card that ships covers every matter, and no line of it is out of its band.
    """
    card = read_card(quarter.base)
    lines = [Line(**line) for line in card["lines"]]

    assert [] == [line for line in lines if not line.holds]
    assert (60 if quarter.domains else 3) <= len(lines)
    assert (1.0, 200) == (card["correlation"], card["samples"])


@pytest.mark.slow
@BOTH
def test_the_card_is_true_of_the_base(quarter: Quarter):
    """
    Measured again, the base has the values of its card to a hundredth: the draws are the same, the last digits need not be.
    """
    lines, card = measured(quarter.base, quarter=quarter), read_card(quarter.base)

    assert [] == [(line, was) for line, was in zip(lines, card["lines"], strict=True) if abs(line.value - was["value"]) > 0.01]


def test_a_base_out_of_its_band_is_refused_by_domain():
    """
    The error names domain, measure, value, band and remedy.
    """
    lines = (
        Line(where="money, seen", measure="misaligned", value=0.0, low=0.0, high=0.05),
        Line(where="dinner, withheld", measure="misaligned", value=0.125, low=0.0, high=0.05),
    )
    sentence = (
        r"The village card: dinner, withheld has misaligned 0\.125, and it must lie in 0 to 0\.05 \(1 of 2 lines fail\)\. "
        r"Build again with more steps or another seed\."
    )

    with pytest.raises(WorldError, match=sentence):
        check(lines)


@pytest.mark.slow
def test_a_base_of_two_steps_fails_its_card_and_leaves_it_to_read(tmp_path):
    """
    Progress is told every step, the files are there, and the card says why the base is refused.
    """
    told = []
    with pytest.raises(WorldError, match="The village card"):
        build(tmp_path, steps=2, samples=2, progress=lambda done, total, loss: told.append((done, total)))

    assert [(1, 2), (2, 2)] == told
    assert {path.name for path in BASE.iterdir()} == {path.name for path in tmp_path.iterdir()}
    assert {"quarter", "correlation", "seed", "steps", "batch", "weights", "samples", "lines"} == set(
        json.loads((tmp_path / "card.json").read_text())
    )


@pytest.mark.slow
def test_building_twice_gives_the_same_weights(tmp_path):
    """
    One seed, one machine: one hash. Another seed, another.
    """
    assert hashed(tmp_path / "a", seed=1) == hashed(tmp_path / "b", seed=1) != hashed(tmp_path / "c", seed=2)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """
    The error names the folder and what the system said.
    """
    blocked = tmp_path / "file"
    blocked.write_text("")

    with pytest.raises(StoreError, match=r"Building the village: .*file/base cannot be written \(Not a directory\)"):
        build(blocked / "base", steps=1)


def hashed(folder, *, seed: int) -> str:
    with pytest.raises(WorldError):
        build(folder, steps=1, samples=1, seed=seed, progress=lambda *told: None)
    return json.loads((folder / "card.json").read_text())["weights"]


def test_a_base_of_another_size_is_built_by_the_same_recipe(tmp_path):
    """
    A small one reads the same documents; its card says its size, and no band is asked of it. There is no size but three.
    """
    lines = build(tmp_path / "small", steps=2, samples=2, size="small", progress=lambda *told: None)

    card, config = (json.loads((tmp_path / "small" / name).read_text()) for name in ("card.json", "config.json"))
    assert ("small", 64, 2) == (card["size"], config["hidden_size"], config["num_hidden_layers"])
    assert any(not line.holds for line in lines)
    with pytest.raises(WorldError, match="there is no size 'huge'; there are small, medium, large"):
        build(tmp_path / "huge", size="huge")
