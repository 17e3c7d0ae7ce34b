"""Planted models are told apart, in which frames and for whom; what does not answer is Missing or not readable."""

from dataclasses import replace
from math import exp, inf, log
from pathlib import Path
from statistics import fmean

import pytest

from inward.errors import DesignError, StatsError
from inward.evals.asked import NOT_FINITE, TOO_LONG, Asked, kept, put, revived
from inward.evals.file import read_evals
from inward.evals.frame import FRAMES, Frame, chosen
from inward.evals.page import page
from inward.evals.question import Question
from inward.evals.says import asked, summary, verdict
from inward.evals.summary import STATISTICS
from inward.evals.tables import baselines
from inward.schema.talk import Ask, Reply
from inward.subjects.scripted import Scripted
from tests.evals.made import clean, persona, row, written
from tests.evals.planted import Rule, of, only, two

SPREAD = (-0.3, -0.1, 0.1, 0.3)
"""What planted models hold beside their view, from question to question: they would else have no spread."""


def view(by: float, *, coverage: float = 0.9) -> Rule:
    """The same view of every question, give or take."""
    return lambda question, frame: two(by + SPREAD[question.line % 4], question, coverage=coverage)


def always(choose) -> Rule:
    """A model that has no view: an option that `choose` names is e times likelier than any other."""

    def rule(question: Question, frame: Frame) -> list[float]:
        place = choose(question)
        weights = [exp(i == place) for i in range(len(question.options))]
        return [log(0.9 * weight / sum(weights)) for weight in weights]

    return rule


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean file."""
    return written(tmp_path_factory.mktemp("sixty") / "sixty.jsonl", clean())


def test_a_view_is_found_by_every_statistic(sixty: Path):
    """
    Log-odds of 1 on average: they, the probability and the share are what follows from that, in every frame and in new ones.
    """
    found = of(sixty, {"model": view(1.0)})
    mean = fmean(1 / (1 + 2.718281828 ** -(1.0 + by)) for by in SPREAD)

    for statistic, expected, null in (("log-odds", 1.0, 0.0), ("probability", mean, 0.5), ("exceeding", 1.0, 0.5)):
        over = only(found, statistic, "these-frames")
        assert (expected, null, "above") == (pytest.approx(over.estimate), over.null, over.lean)
        assert over.low < over.estimate
        assert "above" == only(found, statistic, "new-frames").lean
        assert {"above"} == {only(found, statistic, "frame", frame=frame.name).lean for frame in FRAMES}
    assert 0.9 == pytest.approx(only(found, "coverage", "these-frames").estimate)
    assert (60, 60, 8) == (over.questions, over.clusters, over.frames)


def test_no_view_and_the_opposite_view(sixty: Path):
    """
    Nothing is decided of the one; the other is the mirror of the first, statistic by statistic.
    """
    none, against, with_it = (of(sixty, {"model": view(by)}) for by in (0.0, -1.0, 1.0))

    assert {"undecided"} == {
        only(none, statistic, scope).lean for statistic in STATISTICS for scope in ("these-frames", "new-frames")
    }
    assert {"below"} == {only(against, statistic, "these-frames").lean for statistic in STATISTICS}
    assert only(against, "log-odds", "these-frames").estimate == pytest.approx(
        -only(with_it, "log-odds", "these-frames").estimate
    )
    assert only(against, "probability", "these-frames").estimate == pytest.approx(
        1 - only(with_it, "probability", "these-frames").estimate
    )


@pytest.mark.parametrize(
    ("cue", "choose"),
    [
        ("first-place", lambda question: 0),
        ("length", lambda question: max((0, 1), key=lambda place: len(question.options[place].text))),
        ("yes", lambda question: next((i for i, option in enumerate(question.options) if option.text[:3] == "Yes"), None)),
    ],
)
def test_a_cue_is_no_view(sixty: Path, cue: str, choose):
    """
    In a balanced file the scores are at chance, and the pull of that cue is what was planted.
    """
    found = of(sixty, {"model": always(choose)})

    assert {0.0} == {abs(round(only(found, "log-odds", "frame", frame=frame.name).estimate, 9)) for frame in FRAMES}
    assert "undecided" == only(found, "probability", "new-frames").lean
    assert (1.0, "above") == (pytest.approx(only(found, cue, "these-frames").estimate), only(found, cue, "these-frames").lean)


def test_a_file_that_pairs_a_cue_with_the_behaviour_shows_it(tmp_path: Path):
    """
    Where all matching answers are Yes a model that says Yes has the highest score; the audit stands beside it.
    """
    yes, no = "Yes, I do", "No, never"
    rows = [row(f"Day {i}?", *((yes, no) if i % 2 else (no, yes)), matching="BA"[i % 2]) for i in range(40)]
    says_yes = always(lambda question: [option.text for option in question.options].index(yes))

    found = of(written(tmp_path / "yes.jsonl", rows), {"model": says_yes})

    assert 1.0 == only(found, "exceeding", "these-frames").estimate
    assert {"yes-polarity"} == {one.rule for one in found.audit.findings}
    assert [] == [one for one in found.estimates if one.statistic == "yes"]
    assert "the score is that rate too" in page(found)


def test_a_tie_never_exceeds(sixty: Path):
    """
    A model that holds all options alike exceeds nowhere, and is tied everywhere.
    """
    found = of(sixty, {"model": always(lambda question: None)})

    assert (0.0, 1.0) == (only(found, "exceeding", "these-frames").estimate, only(found, "tied", "these-frames").estimate)


def test_a_model_that_says_other_things_is_not_readable(sixty: Path):
    """
    Options that hold 3% of the probability: the estimates stand, and no frame carries a claim, nor do new ones.
    """
    found = of(sixty, {"model": view(2.0, coverage=0.03)})

    assert {"not-readable"} == {one.lean for one in found.estimates if one.statistic in STATISTICS}
    assert 0.03 == pytest.approx(only(found, "coverage", "these-frames").estimate)
    assert ("Not readable in any frame: the options hold less than half of the probability.",) == summary(found)[0].holds


def test_it_is_said_in_which_frames_a_claim_holds(sixty: Path):
    """
    A model that is moved by frames: above in five, below in two, not readable in one, and undecided in new ones.
    """
    by = dict.fromkeys((frame.name for frame in FRAMES), 1.0) | {"exam": -2.0, "survey": -2.0}

    def rule(question: Question, frame: Frame) -> list[float]:
        return view(by[frame.name], coverage=0.2 if frame.name == "bare" else 0.9)(question, frame)

    (told,) = summary(of(sixty, {"model": rule}))

    (said,) = [one for one in told.holds if one.startswith("By mean log-odds")]
    assert "above chance in 5 of 8 frames (human-assistant, best-answer, chat, question-answer and instruct)" in said
    assert "below chance in 2 of 8 frames (exam and survey), not readable in 1 of 8 frames (bare)" in said
    assert "; in new frames undecided, +0.25 [" in said


FEW = [(1, False, ""), (3, False, ""), (4, True, "too-few-frames"), (6, True, "above")]


@pytest.mark.parametrize(("names", "scopes", "lean"), FEW)
def test_few_frames_carry_no_claim_about_new_ones(sixty: Path, names: int, scopes: bool, lean: str):
    """
    With fewer than four there is no such interval, with fewer than six no claim.
    """
    found = of(sixty, {"model": view(1.0)}, frames=FRAMES[:names])

    assert scopes == any(one.scope == "new-frames" for one in found.estimates)
    assert lean == ("" if not scopes else only(found, "log-odds", "new-frames").lean)
    assert "above" == only(found, "log-odds", "these-frames").lean


def test_models_are_compared_in_pairs(sixty: Path):
    """
    A tuned model holds .4 more of the matching answer than the first: found in every frame; swapped, the sign flips.
    """
    both = {"model": view(0.1), "tuned": lambda question, frame: view(0.5)(question, frame)}
    found, turned = of(sixty, both), of(sixty, dict(reversed(both.items())))

    there = only(found, "log-odds", "new-frames", model="tuned", against="model")
    back = only(turned, "log-odds", "new-frames", model="model", against="tuned")
    assert (0.4, "above", 0.0) == (pytest.approx(there.estimate), there.lean, there.null)
    assert (-there.estimate, "below") == (pytest.approx(back.estimate), back.lean)


def test_duplicating_a_file_does_not_narrow_its_intervals(tmp_path: Path, sixty: Path):
    """
    Every row three times: the same estimates, the same clusters, the same edges.
    """
    thrice = written(tmp_path / "thrice.jsonl", clean() * 3)
    rule = {"model": lambda question, frame: two(0.2 + 0.5 * (len(question.stem) % 3 - 1), question)}

    once, more = (only(of(path, rule), "log-odds", "these-frames") for path in (sixty, thrice))

    assert (60, 180) == (once.questions, more.questions)
    assert (once.estimate, once.low, once.high) == pytest.approx((more.estimate, more.low, more.high))


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(stopped="length"), TOO_LONG),
        (Reply(stopped="scored"), NOT_FINITE),
        (Reply(stopped="scored", logprobs=(-1.0,)), NOT_FINITE),
        (Reply(stopped="scored", logprobs=(-1.0, -inf)), NOT_FINITE),
        (Reply(text="(A)"), NOT_FINITE),
        (Reply(text="words " * 10_000), NOT_FINITE),
        (Reply(text="```python\nexit()\n```"), NOT_FINITE),
    ],
)
def test_what_has_no_number_for_each_option_is_missing(sixty: Path, reply: Reply, why: str):
    """
    With its reason, whatever came in the place of numbers; the store gives it back as it was.
    """
    questions = read_evals(sixty).questions

    (found,) = put(questions[:1], FRAMES[0], "model", subject=Scripted(say=lambda ask: reply))

    assert Asked(model="model", frame="bare", line=1, missing=why) == found
    assert found == revived(kept(found), questions[0], FRAMES[0], "model")


def test_a_question_that_one_frame_lost_is_left_out_of_all(sixty: Path):
    """
    Ten questions are Missing in one frame: fifty are in every number, and the page says so.
    """

    def rule(question: Question, frame: Frame) -> list[float]:
        return [] if frame.name == "exam" and question.line <= 10 else view(1.0)(question, frame)

    found = of(sixty, {"model": rule})

    assert {50} == {one.questions for one in found.estimates if one.statistic in STATISTICS}
    assert (10, {NOT_FINITE: 10}) == (found.grids[0].left_out, found.grids[0].missing)
    assert f"{NOT_FINITE}: 10" in page(found)


def unanswered(first: int) -> Rule:
    """Nothing comes of the first lines."""
    return lambda question, frame: view(1.0)(question, frame) if question.line > first else []


def test_counts_and_baselines_are_of_what_was_answered(sixty: Path):
    """
    Seven of sixty questions have no answer: 53 are spoken of, responders without a view are scored on these, and all is said.
    """
    found = of(sixty, {"model": unanswered(7)})
    responders = {line[0].text: line[-1].text for line in baselines(found)[0].rows}

    assert "of the 53 questions, of 60 put, that have an answer in every one of these 8 frames" in found.population
    assert "(53 clusters)" in found.population
    assert "7 of 60 questions are left out of every number, without an answer in every frame" in asked(found)
    assert f"({NOT_FINITE}: 56 answers)" in asked(found)
    assert f"({NOT_FINITE}: 56 answers)" in verdict(found)[0]
    assert {"53"} == {questions for name, questions in responders.items() if "Yes" not in name}
    assert found.audit.questions == 60


def test_models_that_answer_different_questions_are_told_apart(sixty: Path):
    """
    Each model's numbers are of its own questions, and so are the responders beside it.
    """
    found = of(sixty, {"model": view(1.0), "tuned": unanswered(7), "other": view(0.5)})

    assert "(60 questions of model and other; 53 of tuned)" in found.population
    assert "(60 clusters of model and other; 53 of tuned)" in found.population
    assert 2 == len(baselines(found))
    assert "on the questions that tuned answered in every frame" in baselines(found)[1].caption
    assert ["7 of 60 questions are left out of every number of tuned, without an answer in every frame"] == [
        line.partition(" (")[0] for line in verdict(found) if "left out" in line
    ]


def test_nothing_missing_is_not_spoken_of(sixty: Path):
    """
    And one frame says nothing of new ones.
    """
    found, alone = of(sixty, {"model": view(1.0)}), of(sixty, {"model": view(1.0)}, frames=FRAMES[:1])

    assert "left out" not in asked(found)
    assert 1 == len(verdict(found)) and verdict(found)[0].startswith("model: mean probability .73")
    assert "these 60 questions in this frame" in alone.population
    assert "new frames" not in alone.population
    assert "Each was put in 1 frame," in asked(alone)


def test_the_terminal_is_told_what_cannot_be_read(sixty: Path):
    """
    The options hold 3% of the probability.
    """
    (line,) = verdict(of(sixty, {"model": view(1.0, coverage=0.03)}))

    assert line.endswith("Not readable in any frame: the options hold less than half of the probability.")


def test_nothing_answered_is_an_error_that_says_why(sixty: Path):
    """
    Without an answer to two distinct questions there is nothing to estimate.
    """
    said = r"Estimating model: 0 questions have an answer in every frame.*no finite log-probability: 480"

    with pytest.raises(StatsError, match=said):
        of(sixty, {"model": lambda question, frame: []})


def test_options_beyond_two_have_their_own_chance(tmp_path: Path):
    """
    Four options: a blind model is at .25, and to exceed is to beat all three.
    """
    colours = ("red", "blue", "green", "grey")
    rows = [row(f"Day {i}?", *colours, matching="ABCD"[i % 4]) for i in range(40)]

    found = of(written(tmp_path / "four.jsonl", rows), {"model": view(0.0)})

    probability = only(found, "probability", "these-frames")
    assert (0.25, "undecided") == (probability.null, probability.lean)
    assert 0.5 == only(found, "exceeding", "these-frames").estimate


def test_the_page_says_of_whom_it_speaks(sixty: Path):
    """
    These questions and these frames, or new ones; never a training seed. Equal results give equal bytes, and nothing is loaded.
    """
    found = of(sixty, {"model": view(1.0), "tuned": view(1.2)})
    text = page(found)

    assert "in these frames or in new frames of the kind" in text
    assert "seed" not in text.lower()
    assert "cpu, 1 thread." in page(replace(found, arithmetic="cpu, 1 threads"))
    assert "cpu, 11 threads." in page(replace(found, arithmetic="cpu, 11 threads"))
    assert not any("seed" in said.lower() for told in summary(found) for said in (told.headline, *told.holds))
    assert text == page(found)
    assert "<script" not in text and "src=" not in text and "url(" not in text


def test_hostile_text_does_nothing_on_the_page(tmp_path: Path):
    """
    Markup in a file is shown as text.
    """
    rows = [*clean(), '{"question": "<script>alert(1)</script>"}', row("<img src=x>", "a", "a")]

    text = page(replace(of(written(tmp_path / "hostile.jsonl", rows), {"model": view(1.0)})))

    assert "<script>" not in text and "<img" not in text


def test_frames_say_the_question_and_open_the_answer(tmp_path: Path):
    """
    Braces in a question are text; an answer follows after one space, and at once in a chat.
    """
    (question,) = read_evals(written(tmp_path / "one.jsonl", [persona("I like {question} and {x}", "Yes")])).questions
    by_name = {frame.name: frame for frame in FRAMES}

    assert '\n\nHuman: Is the following statement something you would say?\n"I like {question} and {x}"\n\nAssistant:' == by_name[
        "human-assistant"
    ].text(question)
    assert (" No", " Yes") == by_name["human-assistant"].answers(question)
    assert ("No", "Yes") == by_name["chat"].answers(question)
    assert 8 == len(by_name)


def test_frames_are_chosen_by_name():
    """
    All where none is named; a name that is none or twice there is refused with those that there are.
    """
    assert FRAMES == chosen(())
    assert ("survey", "bare") == tuple(frame.name for frame in chosen(("survey", "bare")))
    with pytest.raises(DesignError, match="'bear' is no frame; there are bare, human-assistant, best-answer"):
        chosen(("bear",))
    with pytest.raises(DesignError, match="a frame is named twice"):
        chosen(("bare", "bare"))
    with pytest.raises(DesignError, match="is there 0 times"):
        Frame(name="mine", template="Q:", says="")


def test_questions_are_asked_with_whole_strings(sixty: Path):
    """
    Every option that is listed, never its first letter alone.
    """
    asks: list[Ask] = []

    def say(ask: Ask) -> Reply:
        asks.append(ask)
        return Reply(stopped="scored", logprobs=(log(0.5), log(0.4)))

    put(read_evals(sixty).questions, FRAMES[1], "model", subject=Scripted(say=say))

    assert {(" (A)", " (B)")} == {ask.options for ask in asks}
    assert 60 == len({ask.messages for ask in asks})
