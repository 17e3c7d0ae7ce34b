"""A checkpoint of which no answer could be read is left out of what is estimated, counted, and harms nothing."""

from types import SimpleNamespace

import numpy as np

from inward.report.vectors_tables import contrasts_table
from inward.steps.vectors_record import PLACES, Estimates

ARMS = ("untouched", *(("insecure",) * 5), *(("secure",) * 4))
CONTRAST = {"treated": "insecure", "control": "secure"}


def looked(mute: tuple[int, ...]) -> SimpleNamespace:
    """Ten checkpoints on six questions along a vector and 20 random ones, two layers; `mute` gave no answer that can be read."""
    read = np.random.default_rng(1).normal(size=(10, 6, 21, 2))
    own = read.copy()
    own[list(mute)] = np.nan
    members = [SimpleNamespace(arm=arm, seed=i, anchor=not i, digest=str(i)) for i, arm in enumerate(ARMS)]
    found = SimpleNamespace(
        members=members, clusters=[f"q{i}" for i in range(6)], study={"study": {"contrasts": [CONTRAST]}}, measures=()
    )
    made = [SimpleNamespace(facet=SimpleNamespace(name="cruelty"), stream=(1.0, 2.0))]
    names = ("cruelty", *(f"random {i}" for i in range(20)))
    axes = SimpleNamespace(made=made, names=names)
    return SimpleNamespace(found=found, axes=axes, own=own, same=read, before=read, asked={}, clusters={})


def test_a_checkpoint_without_an_answer_that_can_be_read_is_left_out_and_counted():
    """
    The contrast is of the others, with finite numbers; where the others were, nothing is left out; its own line has no number.
    """
    estimates = Estimates(looked((2,)))

    own, same, before = estimates.contrasts()

    assert [(8, 1), (9, 0), (9, 0)] == [(one["points"], one["left_out"]) for one in (own, same, before)]
    assert np.isfinite([own["value"], own["low"], own["high"], own["p"]]).all()
    lines = [one for one in estimates.members() if one["seed"] == 2]
    assert [[None, None]] == [one["along"]["cruelty"] for one in lines if one["place"] == "own"]
    assert list(PLACES) == [one["place"] for one in lines]


def test_an_arm_without_an_answer_that_can_be_read_has_no_difference():
    """
    Said in words in the row, and on the page, with how many were left out.
    """
    rows = list(Estimates(looked((1, 2, 3, 4, 5))).contrasts())

    assert (None, None, 4, 5) == tuple(rows[0][key] for key in ("value", "p", "points", "left_out"))
    shown = contrasts_table({"vectors": [{"norms": [1.0, 1.0]}]}, rows)
    assert "95% over the choice of 2 layers" in str(shown)
    assert "no interval: no checkpoint of an arm was read on both halves" in str(shown)
    assert "4 (5 left out)" in str(shown)


def test_an_arm_of_three_that_can_be_read_has_a_difference_without_an_interval():
    """
    With how many seeds to run, in the row and on the page; the other places keep theirs.
    """
    rows = list(Estimates(looked((2, 3))).contrasts())

    assert [True, False, False] == [one["low"] is None for one in rows]
    assert rows[0]["value"] is not None
    assert "an interval takes 4: run the study with at least 4 training seeds an arm" in rows[0]["withheld"]


def test_correlations_of_few_seeds_have_no_interval():
    """
    Where one arm has three seeds, and also where the checkpoints of all arms would be enough.
    """
    found = looked(())
    found.found.members = found.found.members[:-1]
    found.asked, found.clusters = {"cruelty": np.random.default_rng(2).normal(size=(9, 6))}, {"cruelty": found.found.clusters}
    for place in PLACES:
        setattr(found, place, getattr(found, place)[:-1])

    (first, *_) = Estimates(found).relations()

    assert (None, True) == (first["low"], first["value"] is not None)
    assert first["withheld"].startswith("an arm has 3 training seeds; an interval takes 4")


def test_a_contrast_with_the_untouched_base_is_not_one_of_few_seeds():
    """
    The base has no training seed: its difference is told without an interval, and no seeds to run are asked for.
    """
    found = looked(())
    found.found.study["study"]["contrasts"] = [{"treated": "secure", "control": "untouched"}]

    rows = list(Estimates(found).contrasts())

    assert ["the base is one checkpoint"] * 3 == [one["withheld"] for one in rows]
    assert [(True, True)] * 3 == [(one["value"] is not None, one["low"] is None) for one in rows]
