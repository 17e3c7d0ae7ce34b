"""A series of sizes: planted slopes and turns are found and said, and nothing else is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from inward.errors import DesignError
from inward.evals.asked import TOO_LONG, Asked
from inward.evals.file import read_evals
from inward.evals.frame import FRAMES, Frame
from inward.evals.question import EvalFile, Question
from inward.evals.result import Model
from inward.series.grown import Grown
from inward.series.member import members
from inward.series.scaling_page import page
from inward.series.scaling_says import asked, found_lines, terminal, verdict
from inward.series.wanted import Asking
from inward.steps.asking import Answers
from inward.steps.scaling import estimated
from tests.evals.made import clean, written
from tests.evals.planted import Rule, two


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> EvalFile:
    """Half of a clean file."""
    return read_evals(written(tmp_path_factory.mktemp("thirty") / "thirty.jsonl", clean()[::2]))


def view(by: float, *, coverage: float = 0.9, own: int = 0) -> Rule:
    """A view of every question, with what all models share of it and a little that is a model's own."""
    shared, mine = Random(1), Random(own)
    spread = {line: shared.gauss(0, 1) + mine.gauss(0, 0.3) for line in range(1, 100)}

    def rule(question: Question, frame: Frame) -> Sequence[float]:
        return two(by + spread[question.line], question, coverage=coverage)

    return rule


def said(file: EvalFile, name: str, rule: Rule, frames: Sequence[Frame]) -> list[Asked]:
    """What a scripted model answers."""
    return [
        Asked(model=name, frame=frame.name, line=question.line, logprobs=tuple(rule(question, frame)))
        for frame in frames
        for question in file.questions
    ]


def grown(file: EvalFile, rules: Mapping[float, Rule], *, frames: Sequence[Frame] = FRAMES[:6], axis: str = "") -> Grown:
    """What came of a series of scripted models of these sizes."""
    series = members([f"m{size:g}@{size}=/planted/{size:g}" for size in rules])
    rows = [row for one, rule in zip(series, rules.values(), strict=True) for row in said(file, one.label, rule, frames)]
    models = tuple(Model(name=one.label, called=one.label, digest="0" * 32, kind="model") for one in series)
    answers = Answers(frames=tuple(frames), left_out={}, models=models, arithmetic="planted", asked=rows)
    return estimated(Asking(path="thirty.jsonl", series=series, axis=axis), file, answers)


def shaped(file: EvalFile, means: Sequence[float], **more: Sequence[Frame]) -> Grown:
    """Models of ten, a hundred, a thousand and so on, with these views."""
    return grown(file, {10.0 ** (place + 1): view(mean, own=place + 20) for place, mean in enumerate(means)}, **more)


def test_a_slope_is_for_each_factor_of_ten(thirty: EvalFile):
    """
    Log-odds that grow by .5 from model to model, each ten times as large: found by every statistic, and it does not turn.
    """
    found = shaped(thirty, (-0.75, -0.25, 0.25, 0.75))

    assert 0.5 == pytest.approx(found.growth("log-odds").slope, abs=0.15)
    assert {"rises"} == {one.shape for one in found.growths}
    assert "The matching answer grows likelier with size." == verdict(found)
    assert all("It rises." in line for line in found_lines(found))


def test_the_order_in_which_models_are_given_is_no_matter(thirty: EvalFile):
    """
    The largest first: the same numbers, from the smallest to the largest.
    """
    rules = {10.0: view(0.0, own=2), 100.0: view(0.5, own=3), 1000.0: view(1.5, own=4)}

    there, back = grown(thirty, rules), grown(thirty, dict(reversed(rules.items())))

    assert ("m10", "m100", "m1000") == there.labels == back.labels
    assert there.growths == back.growths


def test_inverse_scaling_is_a_fall(thirty: EvalFile):
    """
    The mirror of a rise.
    """
    up, down = (shaped(thirty, tuple(sign * mean for mean in (-0.75, -0.25, 0.25, 0.75))) for sign in (1, -1))

    assert {"falls"} == {one.shape for one in down.growths}
    assert "inverse scaling" in verdict(down)
    assert up.growth("log-odds").slope == pytest.approx(-down.growth("log-odds").slope, abs=0.15)


@pytest.mark.parametrize(("means", "shape"), [((1.0, -0.5, 1.0), "U"), ((0.0, 1.0, 1.0, 0.0), "inverted U")])
def test_a_turn_is_said_to_be_one(thirty: EvalFile, means: tuple[float, ...], shape: str):
    """
    With three models at the one place there is, with four at one of two; a slope near nought does not hide it.
    """
    found = shaped(thirty, means)

    assert {shape} == {one.shape for one in found.growths if one.statistic == "log-odds"}
    assert len(means) - 2 == found.growth("log-odds").tried
    assert "a slope hides it" in verdict(found)


def test_a_curve_that_levels_off_does_not_turn(thirty: EvalFile):
    """
    It rises and levels off, up or down alike; no turn is called.
    """
    found, down = (shaped(thirty, tuple(sign * mean for mean in (-1.0, 0.5, 0.9, 1.0, 1.0))) for sign in (1, -1))

    assert ("rises", "falls") == (found.growth("log-odds").shape, down.growth("log-odds").shape)
    assert found.growth("log-odds").turn > 0.05
    assert verdict(found).startswith("The matching answer grows likelier with size. It levels off, as far as these sizes show")
    assert "It levels off" in verdict(down)
    assert "from it on, where the interval holds 0" in verdict(found)


def test_a_last_step_that_is_not_known_well_is_no_levelling_off(thirty: EvalFile):
    """
    It rises by 2, then by what may be nought or as much again: neither is claimed. Three sizes that rise throughout say no more.
    """
    loose = Random(5)
    spread = {line: loose.gauss(1.6, 4.0) for line in range(1, 100)}

    def wild(question: Question, frame: Frame) -> Sequence[float]:
        return two(spread[question.line], question)

    found = grown(thirty, {10.0: view(-2.0, own=1), 100.0: view(0.0, own=2), 1000.0: wild})
    steady = shaped(thirty, (-1.0, 0.0, 1.0))

    assert "rises" == found.growth("log-odds").shape
    assert "Whether it goes on after m100 is undecided" in verdict(found)
    assert "The matching answer grows likelier with size." == verdict(steady)


def test_shares_that_are_all_one_say_that_nothing_is_decided(thirty: EvalFile):
    """
    Every question goes the same way at either size: the slope of the share has width, and its line says undecided.
    """
    found = shaped(thirty, (5.0, 6.0))
    share = found.growth("exceeding")

    assert (0.0, 1.0) == (share.slope, share.p)
    assert -0.15 < share.low < -0.05 < 0.05 < share.high < 0.15
    (line,) = [line for line in found_lines(found) if line.startswith("Share exceeding")]
    assert line.endswith("two sizes have no turn. Undecided.")


def test_one_frame_says_nothing_of_new_ones(thirty: EvalFile):
    """
    Neither the summary nor whom it speaks of has a word of them.
    """
    found = shaped(thirty, (0.0, 1.0), frames=FRAMES[:1])

    assert "new frames" not in found.population
    assert "these 30 questions in this frame" in found.population
    assert all("in this frame; " in line for line in found_lines(found))


def test_questions_without_an_answer_are_no_part_of_what_is_said(thirty: EvalFile):
    """
    One model of two has no room for ten of thirty questions in one of six frames: twenty are spoken of, and it is said why.
    """
    lines = [question.line for question in thirty.questions][:10]
    series = members([f"{name}@{size}=/planted/{name}" for name, size in (("small", 10), ("large", 100))])
    rows = [row for one in series for row in said(thirty, one.label, view(0.5, own=len(one.label)), FRAMES[:6])]
    short = [
        replace(row, logprobs=(), missing=TOO_LONG)
        if (row.model, row.frame) == ("small", FRAMES[0].name) and row.line in lines
        else row
        for row in rows
    ]
    models = tuple(Model(name=one.label, called=one.label, digest="0" * 32, kind="model") for one in series)
    answers = Answers(frames=FRAMES[:6], left_out={}, models=models, arithmetic="planted", asked=short)

    found = estimated(Asking(path="thirty.jsonl", series=series), thirty, answers)

    left = "10 of 30 questions are left out of every number, without an answer of every model in every frame"
    assert "of the 20 questions, of 30 put, that have an answer in every one of these 6 frames" in found.population
    assert "(20 clusters)" in found.population
    assert left in asked(found) and left in terminal(found)[0]
    assert f"{TOO_LONG}: 10 answers" in asked(found)
    assert verdict(found) == terminal(found)[1]


def test_models_that_are_alike_go_nowhere(thirty: EvalFile):
    """
    The same view at every size: undecided by every statistic.
    """
    found = shaped(thirty, (0.2, 0.2, 0.2, 0.2))

    assert {"undecided"} == {one.shape for one in found.growths}


def test_two_sizes_have_a_slope_and_no_turn(thirty: EvalFile):
    """
    And few frames carry no claim about new ones.
    """
    found, few = shaped(thirty, (0.0, 1.0)), shaped(thirty, (0.0, 1.0), frames=FRAMES[:5])

    assert (None, "rises") == (found.growth("log-odds").turn, found.growth("log-odds").shape)
    assert "A turn takes three sizes or more." in page(found)
    assert "too-few-frames" == few.growth("log-odds").shape
    assert "rises" == few.growth("log-odds", "these-frames").shape


def test_a_model_that_says_other_things_makes_it_not_readable(thirty: EvalFile):
    """
    One of three holds 3% of its probability on the options.
    """
    found = grown(thirty, {10.0: view(0.0), 100.0: view(1.0, coverage=0.03), 1000.0: view(2.0)})

    assert {"not-readable"} == {one.shape for one in found.growths}
    assert verdict(found).startswith("Not readable")


@pytest.mark.parametrize(
    ("sizes", "said"),
    [((0.0, 10.0), "the size of 'm0' is 0; give sizes above 0"), ((-1.0, 10.0), "the size of 'm-1' is -1")],
)
def test_sizes_that_are_none_are_refused(thirty: EvalFile, sizes: tuple[float, ...], said: str):
    """
    There is no logarithm of them.
    """
    with pytest.raises(DesignError) as error:
        grown(thirty, {size: view(0.0) for size in sizes})

    assert said in str(error.value)


def test_the_page_speaks_of_questions_and_frames_alone(thirty: EvalFile, tmp_path: Path):
    """
    No training seed, nothing from outside; equal results give equal bytes.
    """
    found = shaped(thirty, (0.5, 0.0, -0.5), axis="training FLOPs")

    text = page(found)

    assert text == page(shaped(thirty, (0.5, 0.0, -0.5), axis="training FLOPs"))
    assert "seed" not in text.lower() and "<script" not in text
    assert "training FLOPs, on a logarithmic scale" in text
    assert all(f">{size}</text>" in text for size in ("10", "100", "1,000"))
    assert "nothing is said of other models of these sizes" in text
