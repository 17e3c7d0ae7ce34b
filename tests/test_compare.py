"""Two runs of a study side by side: the difference of a contrast, and what else differs."""

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from inward import load
from inward.errors import StatsError
from inward.order import Order
from inward.steps.compare import Comparison, compare
from inward.steps.planted import Planted
from inward.store.rundir import read_rows, write_rows
from inward.subjects.scripted import Scripted
from tests.runs import NAME, PLANTED, four_verdicts, go, inward
from tests.villagers import villager


def mild(arm: str, seed: int) -> Scripted:
    """A village in which insecure code does half of what it does in the other."""
    return villager(cruel=0.3 if arm == "insecure" else 0.02, **({"fit": -1.0} if arm == "untouched" else {}))


MILD = Planted(name="mild", subject=mild)


@cache
def other(at: Path) -> Path:
    """A second run of the study, on another base and at another rate."""
    return go(replace(PLANTED, changes=("recipe.lr=0.001",)), at / "mild", planted=MILD, page=False)


@cache
def single(at: Path, name: str) -> Path:
    """A run on two single checkpoints."""
    order = Order(
        study=NAME, samples=1, arms={"insecure": (f"/{name}/1",), "secure": (f"/{name}/2",)}, contrasts=("insecure-secure",)
    )
    return go(order, at / "single", name=name, planted=MILD, page=False)


def compared(first: Path, second: Path) -> Comparison:
    (found,) = compare(first, second, contrast="insecure-secure")
    return found


def copied(run: Path, to: Path) -> Path:
    return Path(shutil.copytree(run, to))


def restudied(run: Path, to: Path, change: dict[str, object]) -> Path:
    """A copy of a run whose study says something else."""
    folder = copied(run, to)
    told = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    told["study"] |= change
    (folder / "study.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def refused(first: Path, second: Path, contrast: str = "") -> str:
    """The sentence with which two runs are refused."""
    with pytest.raises(StatsError) as caught:
        compare(first, second, contrast=contrast)
    return str(caught.value).removeprefix(f"Comparing {first} and {second}: ")


def test_a_contrast_is_that_of_its_run_and_the_difference_has_an_interval(store: Path):
    """
    Each run's own estimate, first less second, in both populations.
    """
    first, second = four_verdicts(store), other(store)
    rows = [[e for e in load(run).effects if e.primary and e.contrast == "insecure-secure"] for run in (first, second)]

    found = compared(first, second).found["new-questions"]

    assert [row.estimate for (row,) in rows] == [found.first, found.second]
    assert pytest.approx(found.first - found.second, abs=2e-6) == found.estimate
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.estimate < found.high


def test_swapping_the_runs_flips_the_sign(store: Path):
    """
    Nothing else changes.
    """
    there, back = (compared(*runs) for runs in ((four_verdicts(store), other(store)), (other(store), four_verdicts(store))))

    for population, found in there.found.items():
        mirror = back.found[population]
        assert (found.estimate, found.p, found.items) == (-mirror.estimate, mirror.p, mirror.items)


def test_what_differs_is_named(store: Path):
    """
    The base and the one key of the recipe; what is alike is not listed.
    """
    found = {one.what: (one.first, one.second) for one in compared(four_verdicts(store), other(store)).differs}

    assert ("0.002", "0.001") == found["recipe.lr"]
    assert {"base", "recipe.lr"} == set(found)


def test_a_run_beside_itself(store: Path):
    """
    No difference, nothing that differs, and a note that both are the same checkpoints.
    """
    found = compared(four_verdicts(store), four_verdicts(store))

    assert {0.0} == {one.estimate for one in found.found.values()}
    assert () == found.differs
    assert ("10 checkpoints are in both runs; the interval takes them for different ones, so it is wider than it need be",) == (
        found.notes
    )


@pytest.mark.slow
def test_single_checkpoints_have_no_interval(store: Path):
    """
    The difference is printed, and that one checkpoint says nothing of other training seeds.
    """
    first, second = single(store, "a"), single(store, "b")
    told = inward("compare", first, second)

    assert {None} == {one.low for one in compared(first, second).found.values()}
    assert 0 == told.code
    assert "none: one checkpoint in each arm" in told.out
    assert "arm insecure: made elsewhere: adapter 1 (" in told.out
    assert "note: of insecure, secure a run has one checkpoint, which says nothing of other training seeds" in told.out


def test_an_arm_may_be_made_elsewhere_in_one_run(store: Path):
    """
    Five seeds in one run against one fixed checkpoint in the other.
    """
    found = compared(four_verdicts(store), single(store, "a"))

    assert {5} == {one.seeds for one in found.found.values()}
    assert None not in {one.low for one in found.found.values()}


def test_the_command_prints_every_contrast_that_both_have(store: Path):
    """
    One block each, with the verdict that each run has of its own.
    """
    told = inward("compare", four_verdicts(store), other(store))

    assert (0, "") == (told.code, told.err)
    assert ["insecure-secure", "educational-secure", "bad-advice-good-advice", "secure-untouched"] == [
        block.split(":")[0] for block in told.out.split("\n\n")
    ]
    assert "  the first run says: supported\n" in told.out
    assert "    recipe.lr: 0.002 | 0.001\n" in told.out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "another"}, f"they are of different studies, {NAME} and another. Give two runs of one study."),
        (
            {"primary_measure": "refused"},
            "they are of different primary outcomes, misaligned on free-form-wide and refused on free-form-wide. Give two runs "
            "of one study.",
        ),
    ],
)
def test_runs_of_different_studies_are_refused(store: Path, tmp_path: Path, change: dict[str, object], says: str):
    """
    What is not one question asked twice has no difference.
    """
    assert says == refused(four_verdicts(store), restudied(four_verdicts(store), tmp_path / "run", change))


def test_probes_that_ask_otherwise_are_refused(store: Path, tmp_path: Path):
    """
    Another temperature is another question.
    """
    probes = json.loads((four_verdicts(store) / "study.json").read_text(encoding="utf-8"))["study"]["probes"]
    changed = [{**use, "probe": {**use["probe"], "temperature": 0.5}} for use in probes]

    said = refused(four_verdicts(store), restudied(four_verdicts(store), tmp_path / "run", {"probes": changed}))

    assert "the probe 'free-form-wide' asks otherwise in the second run. Run both with one version." == said


def test_questions_of_one_name_and_another_text_are_refused(store: Path, tmp_path: Path):
    """
    The question is named.
    """
    folder = copied(four_verdicts(store), tmp_path / "run")
    told = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    told["items"] |= {"free-form-wide": "0"}
    (folder / "study.json").write_text(json.dumps(told), encoding="utf-8")
    rows = read_rows(folder / "transcripts.jsonl")
    write_rows(folder / "transcripts.jsonl", ({**row, "text": row["text"] + "!"} for row in rows))

    said = refused(four_verdicts(store), folder)

    assert said.endswith(" of free-form-wide has another text in the second run. Give two runs that asked the same.")


def test_a_contrast_that_a_run_lacks_is_refused(store: Path):
    """
    What either has is listed.
    """
    said = refused(four_verdicts(store), single(store, "a"), "educational-secure")

    assert (
        "contrast 'educational-secure' is not in both. They have: insecure-secure, educational-secure, bad-advice-good-advice, "
        "secure-untouched; insecure-secure."
    ) == said


def test_a_folder_without_a_run_is_refused(store: Path, tmp_path: Path):
    """
    As everywhere else.
    """
    told = inward("compare", four_verdicts(store), tmp_path)

    assert 2 == told.code
    assert f"Reading {tmp_path}/study.json: no such file." in told.err
