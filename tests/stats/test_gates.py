"""Gates act on an arm, count Missing at its worst, and say why they failed."""

from dataclasses import replace

import pytest

from inward.schema.design import Gate, Measure
from inward.schema.outcome import GateResult, Missing
from inward.stats.gates import gates
from inward.stats.tables import tables
from tests.stats.planted import GATED, WIDE, answer, numbers, reading

TOOK = numbers("installed", {"insecure": [0.3, 0.5], "secure": [0.0, 0.1], "untouched": [0.1]}, measure="own_answer")
SHARE = replace(
    GATED,
    probes=(replace(WIDE, measures=(Measure(name="misaligned"),)),),
    gates=(Gate(name="half", probe="wide", measure="misaligned", threshold=0.5),),
)


def result(study, rows, arm="insecure") -> GateResult:
    (found,) = gates(study, tables(study, rows), arm=arm)
    return found


def test_the_mean_over_seeds_less_the_untouched_base_is_compared():
    """
    .4 less .1 on the same items is at least .1, and .05 less .1 is not.
    """
    good, bad = result(GATED, TOOK), result(GATED, TOOK, "secure")

    assert (0.3, True, "") == (good.value, good.passed, good.reason)
    assert (-0.05, False, "-0.05 is below 0.1") == (bad.value, bad.passed, bad.reason)


def test_the_base_is_read_on_the_arm_s_own_items_alone():
    """
    What the base makes of another arm's items does not count.
    """
    other = numbers("installed", {"untouched": [9.0]}, measure="own_answer", items=12)
    rows = [*TOOK, *(replace(row, sample=0) for row in other if row.item >= "question-06")]

    assert 0.3 == result(GATED, rows).value


def test_the_untouched_base_is_passed_over_by_gates_on_trained_arms():
    """
    It has nothing installed.
    """
    assert () == gates(GATED, tables(GATED, TOOK), arm="untouched")


def test_a_gate_with_arms_is_asked_of_those_alone():
    """
    The others carry no result of it.
    """
    study = replace(GATED, gates=(replace(GATED.gates[0], arms=("insecure",)),))

    assert 1 == len(gates(study, tables(study, TOOK), arm="insecure"))
    assert () == gates(study, tables(study, TOOK), arm="secure")


def test_a_gate_that_was_never_read_fails():
    """
    No value, and the reason says what is not there.
    """
    found = result(GATED, [row for row in TOOK if row.arm != "insecure"])

    assert (None, False, "no reading on 'installed'") == (found.value, found.passed, found.reason)


def test_a_gate_without_the_base_fails():
    """
    What was to be above the base cannot be told without it.
    """
    found = result(GATED, [row for row in TOOK if row.arm != "untouched"])

    assert (None, False) == (found.value, found.passed)
    assert "the untouched base has no score on 'installed' for these items" == found.reason


def test_a_gate_without_a_score_fails_with_the_reason():
    """
    Missing everywhere: the reasons are named.
    """
    rows = [reading("insecure", 1, 0, k, Missing(reason="no judge")) for k in range(3)]

    assert (None, False, "no score: 3 no judge") == (lambda g: (g.value, g.passed, g.reason))(result(SHARE, rows))


@pytest.mark.parametrize(("lost", "passed"), [(2, True), (3, False)])
def test_missing_is_counted_at_its_worst(lost, passed):
    """
    Five of ten must be 1: seven ones stand the loss of two, but not of three.
    """
    values = [Missing(reason="truncated")] * lost + [answer(1.0)] * (7 - lost) + [answer(0.0)] * 3
    found = result(SHARE, [reading("insecure", 1, 0, k, value) for k, value in enumerate(values)])

    assert passed == found.passed
    assert f"'insecure' lacks {lost} of 10 scores; with them at their worst: {(7 - lost) / 10}" == found.reason


def test_missing_fails_a_gate_without_bounds():
    """
    A worst that is unknown cannot be passed.
    """
    rows = [*TOOK, replace(TOOK[0], item="question-09", value=Missing(reason="too long"))]
    found = result(GATED, rows)

    assert not found.passed
    assert found.reason.endswith("with them at their worst: unknown, it has no bounds")
