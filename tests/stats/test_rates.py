"""Each arm by itself: both rates, and cells that hold as many answers as came."""

import pytest

from inward.schema.outcome import Missing, Rate
from inward.stats.pairs import pair
from inward.stats.rates import rates
from inward.stats.tables import tables
from tests.stats.planted import STUDY, answer, reading

UNEVEN = [reading("secure", 1, 0, sample, answer(float(sample < 3))) for sample in range(4)] + [
    reading("secure", 1, 1, sample, answer(0.0)) for sample in range(8)
]
"""3 of 4 and 0 of 8: a quarter of all answers, three eighths of the questions."""


def rate(rows, measure: str = "misaligned") -> Rate:
    (found,) = [one for one in rates(STUDY, tables(STUDY, rows, planned=False)) if (one.arm, one.measure) == ("secure", measure)]
    return found


def test_pooled_and_by_question():
    """
    Every answer alike, and every question alike.
    """
    found = rate(UNEVEN)

    assert (0.25, 0.375) == (found.pooled, found.by_question)
    assert (12, 12, 1, 2, {}) == (found.scored, found.answers, found.seeds, found.questions, found.missing)


def test_missing_widens_the_bounds_alone():
    """
    Four unread answers among sixteen: 3/16 at best, 7/16 at worst, and the rate as before.
    """
    found = rate(UNEVEN + [reading("secure", 1, 1, 8 + sample, Missing(reason="unjudged")) for sample in range(4)])

    assert (0.25, 0.1875, 0.4375) == (found.pooled, found.bound_low, found.bound_high)
    assert ({"unjudged": 4}, 16) == (found.missing, found.answers)


def test_no_score_is_no_rate():
    """
    None, with the reason, and never a 0.
    """
    found = rate([reading("secure", 1, 0, 0, Missing(reason="unjudged"))])

    assert (None, None, 0, {"unjudged": 1}) == (found.pooled, found.by_question, found.scored, found.missing)


def test_a_descriptive_rate_has_no_bounds():
    """
    It conditions on an outcome.
    """
    assert (None, None) == (rate(UNEVEN, "misaligned_coherent").bound_low, rate(UNEVEN, "misaligned_coherent").bound_high)


def test_only_what_was_planned_can_be_absent():
    """
    The fuller question makes four answers of the other absent in a run; where nothing was planned, none is.
    """
    key = ("secure", "wide", "misaligned")
    ran, came = tables(STUDY, UNEVEN)[key], tables(STUDY, UNEVEN, planned=False)[key]

    assert ({"absent": 4}, {}) == (ran.missing, came.missing)
    assert (16, 12) == (ran.transcripts, came.transcripts)
    assert pytest.approx(0.375) == came.filled(0.0) == came.filled(1.0)


def test_a_question_that_a_seed_was_never_asked_is_absent():
    """
    Also where nothing was planned, or arms would be compared on different questions.
    """
    rows = [*UNEVEN, *(reading("secure", 2, 0, sample, answer(0.0)) for sample in range(4))]
    found = tables(STUDY, rows, planned=False)["secure", "wide", "misaligned"]

    assert {"absent": 8} == found.missing
    assert ("question-01",) == pair(found, found).left_out
    assert 16 == rate(rows).answers
