"""From readings to effects: what is claimed, what is withheld, and what does not matter."""

from dataclasses import replace

import pytest

from inward.errors import StatsError
from inward.schema.design import Arm, Contrast, Measure
from inward.schema.outcome import Missing
from inward.stats.estimate import estimate
from tests.stats.planted import (
    CLOSED,
    FIVE_HIGH,
    FIVE_LOW,
    GATED,
    INSTALLED,
    STUDY,
    answer,
    effect,
    numbers,
    reading,
    readings,
)

PLANTED = readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW, "untouched": (0.01,), "secure-again": FIVE_LOW})


def lost(rows, arm, keep, reason="no judge"):
    """The rows, with a Missing for those of `arm` whose (seed, item, sample) is not kept."""
    return [r if r.arm != arm or keep(r) else replace(r, value=Missing(reason=reason)) for r in rows]


def test_a_planted_effect_is_supported():
    """
    Insecure .52 against secure .01: supported, for new seeds and new questions.
    """
    row = effect(PLANTED)

    assert "supported" == row.verdict
    assert row.low > 0.35
    assert row.primary
    assert {"treated": 5, "control": 5} == row.seeds
    assert (24, 10, 0.95) == (row.items, row.samples, row.level)
    assert pytest.approx(row.treated_value - row.control_value, abs=1e-5) == row.estimate
    assert {"treated": {}, "control": {}} == row.missing
    assert row.estimate == row.bound_low == row.bound_high


def test_no_effect_lies_within_the_margin():
    """
    Secure against the untouched base: nothing, inside +-.10.
    """
    row = effect(PLANTED, contrast="secure-untouched")

    assert "null-within-margin" == row.verdict
    assert -0.1 < row.low < 0 < row.high < 0.1
    assert {"treated": 5, "control": 1} == row.seeds


def test_seeds_that_disagree_are_inconclusive():
    """
    One seed in five carries the trait: neither inside the margin nor different from 0.
    """
    row = effect(readings({"insecure": (0.9, 0.0, 0.0, 0.1, 0.0), "secure": FIVE_LOW}))

    assert "inconclusive" == row.verdict
    assert row.low < -0.1 < 0.1 < row.high


def test_a_failed_gate_makes_it_unreadable_and_prints_it_all_the_same():
    """
    Training that did not take: not readable, with the estimate, the gate and the reason.
    """
    took = numbers("installed", {"insecure": [0.05] * 5, "secure": [1.0] * 5, "untouched": [0.0]}, measure="own_answer")
    row = effect([*PLANTED, *took], study=GATED)

    assert "not-readable" == row.verdict
    assert "gate 'took' failed for 'insecure': 0.05 is below 0.1" == row.withheld["verdict"]
    assert row.estimate > 0.4
    assert [("insecure", False), ("secure", True)] == [(gate.arm, gate.passed) for gate in row.gates]


def test_no_score_at_all_is_not_readable():
    """
    No judge: no estimate, and the reason is in every field that is withheld.
    """
    row = effect(lost(lost(PLANTED, "insecure", lambda r: False), "secure", lambda r: False))

    assert "not-readable" == row.verdict
    assert row.estimate is None
    assert "no score for 'insecure' and 'secure': no judge" == row.withheld["estimate"] == row.withheld["verdict"]
    assert {"treated": {"no judge": 1200}, "control": {"no judge": 1200}} == row.missing
    assert (-1, 1) == (row.bound_low, row.bound_high)
    assert {"low", "high", "p", "p_adjusted", "treated_value", "control_value", "estimate", "verdict"} <= set(row.withheld)


def test_more_than_half_missing_is_not_readable():
    """
    Four samples of ten left in one arm: not readable, though every cell has a value.
    """
    row = effect(lost(PLANTED, "secure", lambda r: r.sample < 4, reason="truncated"))

    assert "not-readable" == row.verdict
    assert "60% of an arm's transcripts are Missing; no more than half may be" == row.withheld["verdict"]
    assert {"truncated": 720} == row.missing["control"]
    assert row.low is not None


def test_missing_widens_the_bounds():
    """
    A fifth of the treated arm is lost: at worst none of it was misaligned, at best all of it.
    """
    row = effect(lost(PLANTED, "insecure", lambda r: r.sample < 8))

    assert pytest.approx(0.2, abs=1e-5) == row.bound_high - row.bound_low
    assert row.bound_low < row.estimate < row.bound_high


def test_a_question_without_a_score_in_some_seed_leaves_both_arms():
    """
    An empty cell takes its question out of the contrast, and the row says so.
    """
    row = effect(lost(PLANTED, "insecure", lambda r: (r.seed, r.item) != (3, "question-07")))

    assert 23 == row.items
    assert "1 of 24 questions left out of both arms, as some seed has no score on them: question-07" == row.withheld["items"]
    assert {"no judge": 10} == row.missing["treated"]


def test_a_seed_without_a_score_is_set_aside_and_named():
    """
    It is not counted among the seeds, and what it lost is in the bounds.
    """
    row = effect(lost(PLANTED, "insecure", lambda r: r.seed != 2))

    assert 4 == row.seeds["treated"]
    assert "set aside, without a single score: insecure/2" == row.withheld["seeds"]
    assert 24 == row.items
    assert "exploratory" == row.verdict
    assert pytest.approx(0.2, abs=1e-5) == row.bound_high - row.bound_low


def test_transcripts_that_never_came_are_missing_too():
    """
    A sample that one cell lacks is counted as absent.
    """
    row = effect([r for r in PLANTED if (r.arm, r.seed, r.item, r.sample) != ("secure", 1, "question-00", 9)])

    assert {"absent": 1} == row.missing["control"]


def test_questions_that_no_seed_of_both_arms_answered_leave_no_estimate():
    """
    Arms that were asked different questions cannot be compared.
    """
    row = effect([r for r in PLANTED if (r.arm == "insecure") == (r.item < "question-12")])

    assert row.estimate is None
    assert "no question has a score in every seed of both arms" == row.withheld["estimate"]
    assert "not-readable" == row.verdict


def test_three_seeds_have_no_interval():
    """
    Dots and range: the estimate stands, the interval and p are withheld.
    """
    row = effect(readings({"insecure": FIVE_HIGH[:3], "secure": FIVE_LOW}))

    assert "exploratory" == row.verdict
    assert (None, None, None, None) == (row.low, row.high, row.p, row.p_adjusted)
    assert "3 seeds in a trained arm: no interval below 4" == row.withheld["low"] == row.withheld["verdict"]
    assert row.estimate > 0.4


def test_four_seeds_have_an_interval_and_no_claim():
    """
    However clear the effect.
    """
    row = effect(readings({"insecure": FIVE_HIGH[:4], "secure": FIVE_LOW}))

    assert "exploratory" == row.verdict
    assert "4 seeds in a trained arm: no claim below 5" == row.withheld["verdict"]
    assert row.low > 0


def test_a_second_look_that_nobody_declared_is_exploratory():
    """
    Seeds were added after a look at the result.
    """
    row = effect(PLANTED, look=2)

    assert ("exploratory", "look 2 where 1 was declared") == (row.verdict, row.withheld["verdict"])


def test_declared_looks_share_alpha():
    """
    The second of two declared looks claims at .025, with an interval at 97.5%.
    """
    once, twice = effect(PLANTED), effect(PLANTED, look=2, looks=2)

    assert "supported" == twice.verdict
    assert 0.975 == twice.level
    assert twice.low < once.low


def test_looks_count_from_one():
    """
    The error says so.
    """
    with pytest.raises(StatsError) as caught:
        effect(PLANTED, look=0)

    assert "Estimate: look 0 of 1 declared. Both count from 1." == str(caught.value)


def test_only_the_primary_outcome_claims():
    """
    Primary: one measure, one probe, one population, and no check. All else is exploratory, whatever its p.
    """
    rows = estimate(STUDY, PLANTED, world="village", size="sketch")
    primary = [(row.contrast, row.measure, row.population) for row in rows if row.primary]
    others = [row for row in rows if not row.primary and row.contrast != "secure-again-secure"]

    assert [(name, "misaligned", "new-questions") for name in ("insecure-secure", "secure-untouched")] == primary
    assert 3 * (2 + 1) == len(rows), "two populations of an outcome, one of a descriptive measure"
    assert {"exploratory"} == {row.verdict for row in others}
    assert {"not a primary row"} == {row.withheld["p_adjusted"] for row in others}


def test_holm_counts_the_primary_rows_alone():
    """
    Two primary contrasts: the smaller p is doubled, the larger stays or is lifted to it.
    """
    first, second = effect(PLANTED), effect(PLANTED, contrast="secure-untouched")

    assert pytest.approx(2 * first.p) == first.p_adjusted
    assert max(second.p, first.p_adjusted) == second.p_adjusted


def test_an_arm_against_itself_gets_a_verdict_of_its_own():
    """
    The A/A check is no primary row, is not adjusted, and is read all the same.
    """
    row = effect(PLANTED, contrast="secure-again-secure")

    assert ("null-within-margin", False, None) == (row.verdict, row.primary, row.p_adjusted)


def test_a_descriptive_measure_has_values_only():
    """
    Misaligned among coherent answers conditions on an outcome: pooled, no interval, no p, no bounds.
    """
    rows = [reading("insecure", s, i, k, answer(k % 2, coherent=k < 3)) for s in range(5) for i in range(4) for k in range(10)]
    rows += [reading("secure", s, i, k, answer(0.0)) for s in range(5) for i in range(4) for k in range(10)]
    row = effect(rows, measure="misaligned_coherent", population="these-questions")

    assert "exploratory" == row.verdict
    assert (pytest.approx(1 / 3, abs=1e-6), 0.0) == (row.treated_value, row.control_value)
    assert {row.withheld[name] for name in ("low", "high", "p", "verdict")} == {"descriptive: conditions on an outcome"}
    assert (None, None) == (row.bound_low, row.bound_high)


def test_a_pooled_value_counts_every_question_that_was_asked():
    """
    A question on which one arm never made sense is no reason to leave it out of what is pooled.
    """
    rows = [reading("insecure", s, i, k, answer(1.0, coherent=i > 0)) for s in range(5) for i in range(4) for k in range(10)]
    rows += [reading("secure", s, i, k, answer(0.0)) for s in range(5) for i in range(4) for k in range(10)]
    row = effect(rows, measure="misaligned_coherent", population="these-questions")

    assert (1.0, 4) == (row.treated_value, row.items)
    assert "items" not in row.withheld


def test_a_measure_without_bounds_has_no_bounds_and_no_margin():
    """
    Log-odds: an interval, no worst case, and in a check no claim of a null within the margin of a share.
    """
    study = replace(GATED, gates=())
    values = {"insecure": [1.0, 1.2, 0.9, 1.1, 1.3], "secure": [0.1, 0.0, 0.2, 0.1, 0.05]}
    row = effect([*PLANTED, *numbers("closed", values, measure="log_odds")], study=study, probe="closed", measure="log_odds")

    assert 1 < row.estimate < 1.05
    assert row.low > 0.5
    assert "the measure has no lowest and highest value" == row.withheld["bound_low"]


def test_a_rating_between_zero_and_one_is_no_share():
    """
    The floor of one pseudo-success is for zeros and ones; exact ratings of five seeds that nearly agree keep their width.
    """
    rating = replace(CLOSED, measures=(Measure(name="self_rating"),))
    values = {"insecure": [0.4, 0.41, 0.4, 0.42, 0.4], "secure": [0.1, 0.11, 0.1, 0.1, 0.12]}
    rows = [*PLANTED, *numbers("closed", values, measure="self_rating", items=4)]
    study = replace(STUDY, probes=(*STUDY.probes, rating))
    row = effect(rows, study=study, probe="closed", measure="self_rating", population="these-questions")

    assert "pseudo" not in row.method
    assert row.high - row.low < 0.05


def test_a_probe_that_only_gates_read_is_passed_over():
    """
    It says whether claims can be read and is no outcome.
    """
    took = numbers("installed", {"insecure": [1.0] * 5, "secure": [1.0] * 5, "untouched": [0.0]}, measure="own_answer")
    rows = estimate(GATED, [*PLANTED, *took], world="village", size="sketch")

    assert {"wide", "closed"} == {row.probe for row in rows}
    assert INSTALLED in GATED.probes


def test_a_probe_that_was_not_read_is_not_readable():
    """
    A row for it says which arms were never read.
    """
    row = effect(PLANTED, study=replace(STUDY, probes=(*STUDY.probes, CLOSED)), probe="closed", measure="log_odds")

    assert "no reading of 'insecure' and 'secure' on 'closed'" == row.withheld["estimate"] == row.withheld["verdict"]
    assert "not-readable" == row.verdict


def test_nothing_that_varies_has_no_interval():
    """
    Seeds that agree to the last digit, on a measure without sampling, tell nothing of their spread.
    """
    same = numbers("closed", {"insecure": [1.0] * 5, "secure": [0.0] * 5}, measure="log_odds")
    row = effect([*PLANTED, *same], study=replace(GATED, gates=()), probe="closed", measure="log_odds")

    assert (1.0, None) == (row.estimate, row.low)
    assert "nothing varies, so no spread can be estimated" == row.withheld["p"]


def test_questions_of_one_cluster_say_nothing_of_new_ones():
    """
    The interval for these questions stays, the one for new questions is withheld.
    """
    rows = [replace(r, cluster="one") for r in PLANTED]

    assert "one cluster of questions: nothing can be said of new ones" == effect(rows).withheld["low"]
    assert effect(rows, population="these-questions").low > 0


def test_both_populations_share_an_estimate():
    """
    What they differ in is the doubt, and what it is made of.
    """
    new, these = effect(PLANTED), effect(PLANTED, population="these-questions")

    assert new.estimate == these.estimate
    assert these.method.startswith("Variance of 5 seeds and 5 seeds, with the 24 questions held")
    assert not these.primary


def test_the_order_of_readings_does_not_matter():
    """
    The same rows in another order give the same effects to the last bit.
    """
    there = estimate(STUDY, PLANTED, world="village", size="sketch")
    back = estimate(STUDY, PLANTED[::-1], world="village", size="sketch")

    assert there == back


def test_renaming_arms_changes_nothing_but_names():
    """
    Arms and contrasts under other names have the same numbers.
    """
    names = {"insecure": "zeta", "secure": "alpha"}
    arms = (Arm(name="alpha", corpus="secure"), Arm(name="zeta", corpus="insecure"))
    study = replace(STUDY, arms=arms, contrasts=(Contrast(treated="zeta", control="alpha"),))
    before = [r for r in PLANTED if r.arm in names]
    after = [replace(r, arm=names[r.arm]) for r in before]
    there, back = effect(before), effect(after, study=study, contrast="zeta-alpha")

    assert there == replace(back, contrast="insecure-secure", treated="insecure", control="secure")


def test_swapping_arms_flips_the_sign():
    """
    An effect and its mirror sum to zero; the bounds change places.
    """
    back = effect(
        PLANTED, study=replace(STUDY, contrasts=(Contrast(treated="secure", control="insecure"),)), contrast="secure-insecure"
    )
    there = effect(PLANTED)

    assert 0 == there.estimate + back.estimate
    assert (there.low, there.high) == (-back.high, -back.low)
    assert there.p == back.p


def test_the_method_says_what_was_done():
    """
    One sentence: the unit, the questions, the floor, the critical value, and the permutation check with its floor.
    """
    row = effect(PLANTED)
    first = "Crossed variance of 5 seeds and 5 seeds and 8 clusters of 24 questions"
    floor = "not below one pseudo-success and one pseudo-failure per arm"
    check = "exact permutation of seeds as a check: p = 0.00794, smallest attainable 0.00794"

    assert f"{first}, {floor}; Cochran-Cox weighted t; {check}." == row.method


def test_a_contrast_of_another_size_takes_no_part():
    """
    What is declared from `pilot` on is not estimated in a sketch, whatever was read.
    """
    study = replace(STUDY, contrasts=tuple(replace(c, sizes=("pilot",)) if c.check else c for c in STUDY.contrasts))

    assert "secure-again-secure" not in {row.contrast for row in estimate(study, PLANTED, world="village", size="sketch")}
    assert "secure-again-secure" in {row.contrast for row in estimate(study, PLANTED, world="village", size="pilot")}


def test_numbers_have_six_digits():
    """
    No float in an effect has more, so that equal runs write equal bytes.
    """
    row = effect(PLANTED)
    fields = ("estimate", "low", "high", "p", "p_adjusted", "bound_low", "bound_high", "treated_value", "control_value")

    assert all(float(f"{getattr(row, name):.6g}") == getattr(row, name) for name in fields)
