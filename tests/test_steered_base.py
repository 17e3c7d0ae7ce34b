"""A sweep is refused before anything is loaded where its base, or that of its vector, has not read what it asks."""

import json
from pathlib import Path

import numpy as np
import pytest

from inward.errors import DesignError, WeightsError
from inward.progress import Progress
from inward.steps.bench import Steering
from inward.steps.steered_base import world_of
from inward.steps.sweep import _ask_unsteered
from inward.store.vector_file import write_vector
from inward.studies.steering import SWEEP
from inward.worlds.village.quarters import COURT, HEART, QUARTERS
from inward.worlds.village.whose import quarter_in, quarter_of
from tests.runs import inward


def vector_of(digest: str, path: Path, *, name: str = "base") -> Path:
    """A vector's file that says it was made from a base with that digest."""
    told = {"name": "cruelty", "base": {"name": name, "digest": digest}, "agreeing": [1.0] * 4}
    write_vector(path, np.ones((4, 128), dtype=np.float32), told)
    return path


def digest_of(folder: Path) -> str:
    return json.loads((folder / "card.json").read_text(encoding="utf-8"))["weights"]


def test_every_base_that_ships_is_known_by_its_card_and_by_its_digest(tmp_path: Path):
    """
    An identity over all quarters; a folder without a card, or with another's, is no base of the village.
    """
    assert list(QUARTERS.values()) == [quarter_in(one.base) for one in QUARTERS.values()]
    assert list(QUARTERS.values()) == [quarter_of(digest_of(one.base)) for one in QUARTERS.values()]
    (tmp_path / "card.json").write_text('{"license": "mit"}')
    assert [None, None, None] == [quarter_in(tmp_path), quarter_in(tmp_path / "none"), quarter_of("c" * 32)]


@pytest.mark.parametrize("model", ["", str(HEART.base), "somebody/real@1"])
def test_a_vector_of_another_quarter_is_refused_with_what_to_do(model: str, tmp_path: Path):
    """
    Before the model is looked for: which base it sits on, which base the questions need, and what to do instead.
    """
    path = vector_of(digest_of(HEART.base), tmp_path / "cruelty.npy")

    with pytest.raises(DesignError) as caught:
        world_of(Steering(sweep=SWEEP, model=model, vector=path))

    said = str(caught.value)
    assert "cruelty.npy sits on base (3ceb797ec4b1), the village's base of the quarter of the heart" in said
    assert "asks what only a base of the quarter of the court has read" in said
    assert "Leave --model and --vector out" in said


@pytest.mark.parametrize("world", ["", "village"])
def test_a_base_of_another_quarter_is_refused_whatever_world_is_said(world: str):
    """
    It is not asked English questions for minutes.
    """
    with pytest.raises(DesignError, match="is a base of the village's quarter of the heart"):
        world_of(Steering(sweep=SWEEP, model=str(HEART.base), world=world))


def test_the_commands_refusal_is_one_sentence_and_leaves_nothing(tmp_path: Path):
    """
    With the code of a wrong request.
    """
    told = inward("steer", "--model", HEART.base, "--out", tmp_path / "sweep")

    assert (2, "") == (told.code, told.out)
    assert "is a base of the village's quarter of the heart" in told.err
    assert not (tmp_path / "sweep").exists()


def test_what_fits_is_taken(tmp_path: Path):
    """
    The court's base is the village's, with its world named or not; a vector that it made fits it; another folder is English.
    """
    path = vector_of(digest_of(COURT.base), tmp_path / "vector.npy", name="base-court")
    asked = [
        Steering(sweep=SWEEP),
        Steering(sweep=SWEEP, vector=path),
        Steering(sweep=SWEEP, model=str(COURT.base), vector=path),
        Steering(sweep=SWEEP, model=str(tmp_path)),
    ]

    assert ["village", "village", "village", "english"] == [world_of(one).name for one in asked]
    assert str(COURT.base) == world_of(asked[2]).base


class Mute:
    """Where a sweep works, with a model that gives none of the answers; it counts how often it was asked, and by which lanes."""

    def __init__(self) -> None:
        self.request, self.world = Steering(sweep=SWEEP), world_of(Steering(sweep=SWEEP))
        self.base_name, self.lanes, self.progress = "mute", [], Progress(quiet=True)

    def hold(self, lanes: dict, asked: list, *, phase: str) -> dict:
        from inward.schema.talk import Transcript

        self.lanes += list(lanes)
        silent = {part: () for part in ("for", "against", "scores", "plain", "right", "wrong", "mass", "answer")}
        return {("untouched", i): Transcript(item=item, parts=silent, stopped="end") for i, (_, item) in enumerate(asked)}


def test_a_model_that_answers_nothing_is_refused_before_any_layer_is_tried():
    """
    One lane is asked, the untouched one, and the panel is named.
    """
    bench, made = Mute(), type("Made", (), {"families": (None,)})()

    with pytest.raises(WeightsError, match="mute: unsteered, it gives none of the answers of panel 'sycophancy, mean'"):
        _ask_unsteered(bench, made)

    assert ["untouched"] == bench.lanes
