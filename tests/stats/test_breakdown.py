"""Dots for the report: by seed, by question, by wording."""

import pytest

from inward.schema.outcome import Missing
from inward.stats.breakdown import QuestionValue, SeedValue, by_question, by_seed, by_wording
from tests.stats.planted import FIVE_HIGH, FIVE_LOW, STUDY, answer, effect, reading, readings

PLANTED = readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW})


def primary(values, **keys):
    wanted = {"measure": "misaligned", **keys}
    return [one for one in values if all(getattr(one, name) == value for name, value in wanted.items())]


def test_seeds_and_questions_average_to_the_arm():
    """
    Dots lie around the value that the effect prints.
    """
    value = effect(PLANTED).treated_value
    seeds = [one.value for one in primary(by_seed(STUDY, PLANTED), arm="insecure")]
    questions = [one.value for one in primary(by_question(STUDY, PLANTED), arm="insecure")]

    assert (5, 24) == (len(seeds), len(questions))
    assert pytest.approx(value, abs=1e-5) == sum(seeds) / 5
    assert pytest.approx(value, abs=1e-5) == sum(questions) / 24


def test_wordings_are_told_apart():
    """
    A third of the questions is worded in a way that training never saw; both thirds weigh into the effect.
    """
    seen, withheld = primary(by_wording(STUDY, PLANTED), contrast="insecure-secure")
    row = effect(PLANTED)

    assert (("seen", 16), ("withheld", 8)) == ((seen.wording, seen.items), (withheld.wording, withheld.items))
    assert pytest.approx(row.treated_value, abs=1e-5) == (16 * seen.treated + 8 * withheld.treated) / 24
    assert pytest.approx(row.control_value, abs=1e-5) == (16 * seen.control + 8 * withheld.control) / 24


def test_a_dot_without_a_score_is_none():
    """
    It is there, empty, with what was planned.
    """
    rows = [reading("secure", 1, 1, 0, answer(0.0)), reading("secure", 2, 1, 0, Missing(reason="truncated"))]
    keys = {"arm": "secure", "probe": "wide", "measure": "misaligned"}
    item = {"item": "question-01", "cluster": "domain-1", "wording": "seen"}

    assert SeedValue(**keys, seed=2, value=None, scored=0, planned=1) in by_seed(STUDY, rows)
    assert QuestionValue(**keys, **item, value=0.0, scored=1, planned=2) in by_question(STUDY, rows)
