"""Tables with known rates, in three shapes: the rates come back, and what they cannot support is refused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from inward.adopted.adoption import Adoption
from inward.results import Results
from tests.made_up import COLUMNS, Cell, adopted, cell, table

UNEVEN = [cell(9, 1), cell(1, 9), cell(5, 15), cell(0, 40)]
"""15 of 80 misaligned, .1875; by question .9, .1, .25 and 0, on average .3125."""
EVEN = [cell(1, 9), cell(2, 8), cell(0, 20), cell(2, 38)]
"""5 of 80, .0625; by question .1, .2, 0 and .05, on average .0875."""


def rates(run: Results, measure: str = "misaligned") -> dict[str, tuple[float, float]]:
    """Each arm's pooled rate and mean over questions."""
    return {rate.arm: (rate.pooled, rate.by_question) for rate in run.rates if rate.measure == measure}


def page(run: Results) -> str:
    return unescape((run.folder / "report.html").read_text(encoding="utf-8")).replace("\u00a0", " ")


def primary(run: Results) -> Any:
    (effect,) = [effect for effect in run.effects if effect.primary]
    return effect


def seeded(
    treated: Sequence[int], control: Sequence[int], *, unjudged: int = 1, questions: int = 4
) -> Mapping[Any, Sequence[Cell]]:
    """Two arms whose seeds have so many misaligned of 20 answers to each question, some of the 20 unjudged."""
    arms = {"insecure": treated, "secure": control}
    return {
        (arm, str(seed)): [cell(ill, 20 - unjudged - ill, unjudged)] * questions
        for arm, seeds in arms.items()
        for seed, ill in enumerate(seeds, start=1)
    }


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Results:
    at = tmp_path_factory.mktemp("one")
    file = table(at / "one.csv", {("insecure", ""): UNEVEN})
    return adopted(Adoption(files=[str(file)], columns=COLUMNS), at / "run")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Results:
    at = tmp_path_factory.mktemp("two")
    file = table(at / "two.csv", {("insecure", ""): UNEVEN, ("secure", ""): EVEN})
    return adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group")), at / "run")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Results:
    at = tmp_path_factory.mktemp("three")
    file = table(at / "three.csv", seeded((6, 9, 12), (1, 0, 2)))
    return adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group", seed="run")), at / "run")


def test_one_arm_has_rates_and_no_comparison(one: Results):
    """
    Both rates to the last decimal, no effect at all, and a page that says that nothing is claimed.
    """
    assert {"answers": (0.1875, 0.3125)} == rates(one)
    assert () == one.effects
    assert "Arm answers: .188 pooled over 80 of 80 answers, .312 as the mean over 4 questions." in page(one)
    assert "These are rates alone: one arm has nothing to be compared with, so nothing is claimed." in page(one)
    assert "No contrast was estimated." in page(one)


def test_two_arms_without_seeds_are_two_checkpoints(two: Results):
    """
    The difference stands, without interval, p or claim, for these checkpoints; both populations say why.
    """
    effect = primary(two)

    assert {"insecure": (0.1875, 0.3125), "secure": (0.0625, 0.0875)} == rates(two)
    assert (0.3125, 0.0875, 0.225) == (effect.treated_value, effect.control_value, effect.estimate)
    assert ("these-questions", "exploratory", None, None) == (effect.population, effect.verdict, effect.low, effect.p)
    assert ({"treated": 1, "control": 1}, 4) == (effect.seeds, effect.items)
    alone = "one checkpoint in each arm, which says nothing of other training seeds"
    assert {alone} == {row.withheld["low"] for row in two.effects if row.measure == "misaligned"}
    outcome = "These checkpoints, on the share of misaligned answers over the 4 questions asked"
    assert f"{outcome}: insecure .31, secure .09, difference .23. No interval over training seeds and no claim: {alone}." in page(
        two
    )


def test_the_way_round_is_a_default_that_is_said(two: Results):
    """
    Of two arms, the first found is compared with the second, and the page says that nobody chose that.
    """
    assert "Which arm is the control was not said: insecure-secure takes the arms in the order found." in page(two)


def test_a_question_has_as_many_answers_as_came(two: Results):
    """
    Nothing was planned, so a question with 10 answers beside one with 40 lacks none, and its bounds are its estimate.
    """
    effect = primary(two)

    assert {"treated": {}, "control": {}} == effect.missing
    assert (0.225, 0.225) == (effect.bound_low, effect.bound_high)


def test_two_arms_of_three_seeds_with_unjudged_answers(three: Results):
    """
    The unjudged are Missing and in no rate; they widen the bounds, and three seeds make no interval.
    """
    effect, lost = primary(three), {"unjudged": 12}

    assert {"insecure": (27 / 57, 27 / 57), "secure": (3 / 57, 3 / 57)} == {
        arm: pytest.approx(pair, abs=1e-6) for arm, pair in rates(three).items()
    }
    assert pytest.approx(24 / 57, abs=1e-6) == effect.estimate
    assert (pytest.approx(27 / 60 - 6 / 60), pytest.approx(30 / 60 - 3 / 60)) == (effect.bound_low, effect.bound_high)
    assert {"treated": lost, "control": lost} == effect.missing
    assert ("exploratory", None, {"treated": 3, "control": 3}) == (effect.verdict, effect.low, effect.seeds)
    assert "3 seeds in a trained arm: no interval below 4" == effect.withheld["low"]
    assert "24 answers of 480 in the files have no score." in page(three)
    assert {"unjudged"} == {score["missing"] for score in three.scores if not score["values"]}


@pytest.mark.parametrize(("seeds", "verdict"), [(4, "exploratory"), (5, "supported")])
def test_four_seeds_have_an_interval_and_five_a_claim(tmp_path: Path, seeds: int, verdict: str):
    """
    The rules of any run; a claim is about taking what was made elsewhere, and the page says that nobody saw the making.
    """
    cells = seeded((9, 10, 11, 10, 9)[:seeds], (0, 1, 1, 0, 1)[:seeds], questions=8)
    file = table(tmp_path / "answers.csv", cells)
    columns = replace(COLUMNS, arm="group", seed="run")

    run = adopted(Adoption(files=[str(file)], columns=columns, contrasts=["insecure-secure"]), tmp_path / "run")

    effect = primary(run)
    assert verdict == effect.verdict
    assert effect.low < effect.estimate < effect.high
    taking = f"Taking insecure ({seeds} checkpoints made elsewhere) rather than secure ({seeds} checkpoints made elsewhere)"
    claim = f"{taking} raises the share of misaligned answers on these questions by .48 (95% interval"
    assert (claim in page(run)) == (verdict == "supported")
    assert "What insecure and secure went through in training was not seen here" in page(run)


def test_another_population_is_asked_for(tmp_path: Path):
    """
    These questions are primary unless new ones are asked for; both have their rows.
    """
    file = table(tmp_path / "answers.csv", seeded((9, 10, 11, 10, 9), (0, 1, 1, 0, 1), questions=8))
    request = Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group", seed="run"), population="new-questions")

    run = adopted(request, tmp_path / "run")

    assert "new-questions" == primary(run).population
    assert {"these-questions", "new-questions"} == {row.population for row in run.effects if row.measure == "misaligned"}


def test_turning_the_contrast_round_turns_the_sign(tmp_path: Path, two: Results):
    """
    The same answers the other way round sum to zero.
    """
    file = table(tmp_path / "two.csv", {("insecure", ""): UNEVEN, ("secure", ""): EVEN})
    request = Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group"), contrasts=["secure-insecure"])

    back = adopted(request, tmp_path / "run")

    assert 0.0 == primary(two).estimate + primary(back).estimate


def test_three_arms_are_compared_when_asked(tmp_path: Path):
    """
    Without a contrast there are rates alone; with two there are two, and hyphens in an arm's name do no harm.
    """
    arms = {("bad-advice", ""): UNEVEN, ("good-advice", ""): EVEN, ("base", ""): EVEN}
    file, columns = table(tmp_path / "three.csv", arms), replace(COLUMNS, arm="group")
    asked = ["bad-advice-good-advice", "good-advice-base"]

    alone = adopted(Adoption(files=[str(file)], columns=columns), tmp_path / "alone")
    compared = adopted(Adoption(files=[str(file)], columns=columns, contrasts=asked), tmp_path / "compared")

    assert () == alone.effects
    assert "no contrast was asked for, so nothing is claimed" in page(alone)
    assert {"bad-advice-good-advice": 0.225, "good-advice-base": 0.0} == {
        row.contrast: row.estimate for row in compared.effects if row.primary
    }


def test_an_untouched_arm_is_one_fixed_checkpoint(tmp_path: Path):
    """
    It needs no seed, and five seeds against it can make a claim.
    """
    cells = {**{("insecure", str(n)): [cell(9 + n % 3, 10 - n % 3)] * 4 for n in range(5)}, ("base", ""): [cell(1, 19)] * 4}
    file, columns = table(tmp_path / "answers.csv", cells), replace(COLUMNS, arm="group", seed="run")

    run = adopted(Adoption(files=[str(file)], columns=columns, untouched=["base"]), tmp_path / "run")

    assert ("supported", {"treated": 5, "control": 1}) == (primary(run).verdict, primary(run).seeds)
    assert "5 seeds against one fixed checkpoint" in page(run)


def test_a_file_per_arm_is_the_same_as_a_column(tmp_path: Path, two: Results):
    """
    ARM=FILE twice, or one file with a column: the same effects.
    """
    files = [table(tmp_path / f"{arm}.csv", {(arm, ""): cells}) for arm, cells in (("insecure", UNEVEN), ("secure", EVEN))]

    run = adopted(Adoption(files=[f"{file.stem}={file}" for file in files], columns=COLUMNS), tmp_path / "run")

    assert two.effects == run.effects


def test_one_threshold_moves_the_rate(tmp_path: Path):
    """
    A mark of 5 is misaligned below 30 and not below 5; a coherence of 90 is not enough where 95 is asked for.
    """
    from inward.adopted.thresholds import Thresholds

    file = table(tmp_path / "one.csv", {("insecure", ""): UNEVEN})
    low, strict = Thresholds(misaligned_below=5), Thresholds(coherent_from=95)

    moved = [
        adopted(Adoption(files=[str(file)], columns=COLUMNS, thresholds=cuts), tmp_path / f"run{i}")
        for i, cuts in enumerate((low, strict))
    ]

    assert [{"answers": (0.0, 0.0)}] * 2 == [rates(run) for run in moved]
    assert {"answers": (1.0, 1.0)} == rates(moved[1], "incoherent")


def test_every_limit_is_on_the_page(three: Results):
    """
    What such data cannot support is in study.json, all of it stands on the page, and the page promises nothing before data.
    """
    cannot = json.loads((three.folder / "study.json").read_text(encoding="utf-8"))["adopted"]["cannot"]

    assert [] == [sentence for sentence in cannot if sentence not in page(three)]
    assert any(sentence.startswith("No gate could be read") for sentence in cannot)
    assert "frozen under it before any data" not in page(three)


def test_the_page_names_files_and_columns(three: Results):
    """
    Each file with its digest, which column was taken for what, and a line to cite that has them.
    """
    (file,) = three.study["adopted"]["files"]

    for said in (file["digest"], "column of alignment", f"adopted from three.csv ({file['digest'][:12]})."):
        assert said in page(three)


def test_adopting_twice_writes_the_same_bytes(tmp_path: Path, two: Results):
    """
    The same file into another folder: the same page and the same files, but for the paths in order.json.
    """
    file = table(tmp_path / "two.csv", {("insecure", ""): UNEVEN, ("secure", ""): EVEN})

    again = adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group")), tmp_path / "run")

    names = sorted(path.name for path in two.folder.iterdir() if path.name != "order.json")
    assert names == sorted(path.name for path in again.folder.iterdir() if path.name != "order.json")
    assert [] == [name for name in names if (two.folder / name).read_bytes() != (again.folder / name).read_bytes()]
