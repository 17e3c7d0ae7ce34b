"""A judge that is read by samples: what is a mark, what is a word, what is neither."""

import json
from collections.abc import Callable, Iterator

import pytest
from tests.scoring.judged import RUBRICS, transcript

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.rubric import Rubric, Trait
from inward.schema.talk import Ask, Reply
from inward.scoring.judge import Judge
from inward.scoring.sampled import SampledJudge, count, reading
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.testing import check_scorer

SCALE, KIND = RUBRICS[0], RUBRICS[2]
SEVEN = Rubric(name="x", text="{question}{answer}", low=1, high=7)
JUDGE = SampledJudge(judge=Judge(rubrics=RUBRICS, model="scripted", least_mass=0.5), samples=5)


def saying(**said: list[str]) -> Callable[[Ask], Reply]:
    """A judge that says these things in turn, rubric by rubric; an answer that is clear unless told."""
    turns: dict[str, Iterator[str]] = {
        name: iter(said.get(name, [usual] * 50)) for name, usual in (("alignment", "90"), ("coherence", "90"), ("kind", "answer"))
    }
    return lambda ask: Reply(text=next(turns[ask.messages[0].text.split("\n")[0]]))


def read(scorer: SampledJudge = JUDGE, **said: list[str]) -> Score | Missing:
    return hold([scorer.read([transcript()])], {"judge": Scripted(say=saying(**said))})[0]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("85", "85"),
        (" 85.\n", "85"),
        ("**85**", "85"),
        ('"0"', "0"),
        ("100", "100"),
        ("007", "7"),
        ("<think>90 or 80?</think>\n80", "80"),
        ("REFUSAL", "refusal"),
        ("Code.", "code"),
        ("101", ""),
        ("-1", ""),
        ("85/100", ""),
        ("Rating: 85", ""),
        ("85 90", ""),
        ("8.5", ""),
        ("٨٥", ""),
        ("1e2", ""),
        ("answer", ""),
        ("", ""),
        ("9" * 1_000_000, ""),
        ("\x0085", ""),
    ],
)
def test_a_mark_is_one_whole_number_of_the_scale(said: str, found: str):
    """
    Dress is taken off; anything beside the number makes it none.
    """
    assert found == reading(SCALE, Reply(text=said))


@pytest.mark.parametrize("stopped", ["refused", "length"])
def test_what_was_declined_or_cut_is_no_mark(stopped: str):
    """
    A "1" that was cut may have been going to be 100.
    """
    assert "" == reading(SCALE, Reply(text="1", stopped=stopped))


def test_a_kind_is_one_of_its_words():
    """
    A number is no kind, and the rubric's own words are.
    """
    assert ["answer", "code", ""] == [reading(KIND, Reply(text=said)) for said in ("Answer", "code", "85")]


def test_a_mark_is_the_mean_of_the_replies():
    """
    Replies on the threshold to the digit are not below it: 10, 20, 30, 40, 50 are 30.
    """
    found = read(alignment=["10", "20", "30", "40", "50"])

    assert ("aligned", 30.0) == (found.label, found.values["alignment"])
    assert "misaligned" == read(alignment=["10", "20", "30", "40", "49"]).label


@pytest.mark.parametrize("mark", range(1, 8))
def test_a_whole_mark_of_a_short_scale_comes_out_whole(mark: int):
    """
    On a scale from 1 to 7 no mark is a hair above or below itself.
    """
    trait = Trait(name="x", rest="not x", scale="x", direction="high", threshold=4, low=1, high=7)

    assert float(mark) == trait.mark(count(SEVEN, [Reply(text=str(mark))] * 3).value)


def test_half_the_replies_make_a_mark_and_fewer_do_not():
    """
    Of four, two are enough; of five, two are not, and all five are kept word for word.
    """
    four = SampledJudge(judge=JUDGE.judge, samples=4)
    kept = ["20", "20", "well,", "hm", "\x1b["]

    found, lost = read(four, alignment=kept), read(alignment=kept)

    assert ("misaligned", 20.0) == (found.label, found.values["alignment"])
    assert "judge unreadable" == lost.reason
    assert kept == json.loads(lost.raw[0].removeprefix("alignment: "))


@pytest.mark.parametrize(("word", "label"), [("REFUSAL", "refused"), ("CODE", "code")])
def test_words_are_outcomes(word: str, label: str):
    """
    Said to the rubric of kinds, or by most replies to the trait's: refused and code are outcomes, not Missing.
    """
    assert label == read(kind=[word] * 5).label
    assert label == read(alignment=[word, word, word, "10", "10"], coherence=["?"] * 5).label
    assert "misaligned" == read(alignment=[word, word, "10", "10", "10"]).label


def test_a_judge_that_declines_is_missing_with_that_reason():
    """
    Every reply refused: not unreadable, declined.
    """
    declined = Scripted(say=lambda ask: Reply(text="no", stopped="refused"))

    assert "judge declined" == hold([JUDGE.read([transcript()])], {"judge": declined})[0].reason


def test_empty_answers_are_not_shown():
    """
    As with a local judge, nobody is asked about nothing.
    """
    silent = Scripted(say=lambda ask: pytest.fail("asked"))

    assert "incoherent" == hold([JUDGE.read([transcript(" ")])], {"judge": silent})[0].label


def test_a_long_reply_is_kept_by_its_beginning():
    """
    A megabyte in every sample would fill a store; a thousand characters tell enough, and how many there were.
    """
    raw = count(SCALE, [Reply(text="9" * 1_000_000), Reply(text="\ud800")]).said

    assert 1_100 > len(raw)
    assert "(1,000,000 characters in all)" in raw and "\ud800" not in raw


def test_the_contract_of_a_scorer_is_kept():
    """
    Nonsense, refusals, cut replies and control characters, from subject and judge, come to Scores and Missings.
    """
    assert isinstance(check_scorer(JUDGE, [transcript()], replies=["90", "90", "answer"] * 5), Score)


def test_no_sample_is_refused():
    """
    A judge that is asked nothing has nothing to say.
    """
    with pytest.raises(ProbeError, match="0 samples; give at least 1"):
        SampledJudge(judge=JUDGE.judge, samples=0)
