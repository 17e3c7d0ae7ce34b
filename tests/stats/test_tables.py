"""Readings become tables, and readings that contradict each other are refused."""

from dataclasses import replace

import pytest

from inward.errors import DesignError, StatsError
from inward.schema.outcome import Missing, Score
from inward.stats.pairs import pair
from inward.stats.tables import Table, tables
from tests.stats.planted import STUDY, answer, reading


def table(*rows, arm="secure", measure="misaligned") -> Table:
    return tables(STUDY, rows)[arm, "wide", measure]


def test_samples_are_nested_in_cells():
    """
    Four answers of one seed to one question are one cell, a half.
    """
    found = table(*(reading("secure", 1, 0, sample, answer(sample % 2)) for sample in range(4)))

    assert [[0.5]] == found.means().tolist()
    assert 4 == found.planned


def test_missing_is_counted_by_reason():
    """
    Each reason apart, and none of it in the mean.
    """
    values = [answer(1.0), Missing(reason="truncated"), Missing(reason="judge declined"), Missing(reason="truncated")]
    found = table(*(reading("secure", 1, 0, sample, value) for sample, value in enumerate(values)))

    assert {"judge declined": 1, "truncated": 2} == found.missing
    assert (1.0, 0.25, 1.0) == (found.mean(), found.filled(0.0), found.filled(1.0))
    assert (3, 4) == (found.lost, found.transcripts)


def test_a_measure_that_does_not_apply_is_not_missing():
    """
    An incoherent answer has a Score; only the descriptive measure passes over it.
    """
    rows = [reading("secure", 1, 0, sample, answer(1.0, coherent=sample < 1)) for sample in range(4)]

    assert {} == table(*rows, measure="misaligned_coherent").missing
    assert [[1.0]] == table(*rows, measure="misaligned_coherent").cells.scored.tolist()
    assert [[4.0]] == table(*rows).cells.scored.tolist()


def test_sampling_noise_of_a_checkpoint():
    """
    A cell of two zeros and two ones has s2 = 1/3, a mean's variance 1/12; over two such cells, 1/24.
    """
    found = table(*(reading("secure", 1, item, sample, answer(sample % 2)) for item in range(2) for sample in range(4)))

    assert pytest.approx(1 / 24) == found.noise()


def test_items_of_one_arm_are_absent_from_the_other():
    """
    Each side is told what it was not asked, and neither keeps it.
    """
    first = table(*(reading("secure", 1, item, 0, answer(0.0)) for item in (0, 1)))
    second = table(*(reading("insecure", 1, item, 0, answer(0.0)) for item in (1, 2)), arm="insecure")
    both = pair(first, second)

    assert ("question-01",) == both.treated.items == both.control.items
    assert ("question-00", "question-02") == both.left_out
    assert {"absent": 1} == both.whole[0].missing == both.whole[1].missing


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [reading("secure", 1, 0, 0, answer(0.0))] * 2,
            "sample 0 came twice. Give each transcript one score.",
        ),
        (
            [reading("secure", 1, 0, 0, answer(0.0)), replace(reading("secure", 1, 0, 1, answer(0.0)), cluster="other")],
            "its cluster and wording are both ('domain-0', 'withheld') and ('other', 'withheld'). An item has one of each.",
        ),
        (
            [reading("secure", 1, 0, 0, Score(label="aligned", values={"refused": 0.0}))],
            "the Score has no 'misaligned', only ['refused']. Give it a value, return Missing, or declare the measure "
            "descriptive.",
        ),
        (
            [reading("secure", 1, 0, 0, answer(30.0))],
            "misaligned is 30.0, outside (0.0, 1.0). Mend the scorer or the bounds.",
        ),
        (
            [reading("secure", 1, 0, 0, answer(float("nan")))],
            "misaligned is nan, outside (0.0, 1.0). Mend the scorer or the bounds.",
        ),
    ],
)
def test_readings_that_contradict_are_refused(rows, says):
    """
    The error names the place, the values and the remedy.
    """
    with pytest.raises(StatsError) as caught:
        tables(STUDY, rows)

    assert f"Scores of probe 'wide', arm 'secure', seed 1, item 'question-00': {says}" == str(caught.value)


def test_a_probe_that_the_study_lacks_is_refused():
    """
    The study says which probes it has.
    """
    with pytest.raises(DesignError) as caught:
        tables(STUDY, [reading("secure", 1, 0, 0, answer(0.0), probe="narrow")])

    assert "Study 'planted' has no probe 'narrow'; it has ['wide']." == str(caught.value)
