"""Scripted series: who claims everything, who says Yes to everything, who knows, and who answers something else."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from scipy.special import ndtri

from inward.errors import StatsError
from inward.evals.asked import TOO_LONG
from inward.evals.frame import FRAMES, Frame
from inward.series.aware import Aware
from inward.series.detection import Along
from inward.series.page import page, shown_slope
from inward.series.says import asked, found_lines, verdict
from inward.series.truth import Ability, TruthTable, Wording
from inward.stats.signal import combined, graded, interval
from tests.series.planted import Claim, answered, aware, table

LABELS = ("a", "b")
TABLE = table(labels=LABELS)


def steady(ready: float, knows: float, *, machine: float = 0.0, spread: float = 0.3, told: TruthTable = TABLE) -> Claim:
    """A model that claims at `ready`, more of what is true and less of what is not by `knows`, give or take by ability."""
    rng = Random(1)
    by = {one.name: rng.gauss(0, spread) for one in told.abilities}

    def claim(ability: Ability, frame: Frame) -> float:
        side = knows if ability.kind == "text" else -knows
        return by[ability.name] + ready + side + (machine if ability.kind == "machine" else 0.0)

    return claim


def both(first: Claim, last: Claim, *, yes: float = 0.0, told: TruthTable = TABLE, **more: float) -> Aware:
    """A series of two."""
    return aware(
        told, {name: answered(told, name, one, yes=yes) for name, one in zip(LABELS, (first, last), strict=True)}, **more
    )


def test_a_model_that_claims_everything_has_a_low_criterion_and_no_sensitivity():
    """
    All of 36 abilities: d' is 0, c is z of 37/38 below nought, in every frame the same.
    """
    found = both(steady(0.0, 0.0), steady(9.0, 0.0))

    assert 0.0 == pytest.approx(found.level("b", "sensitivity").estimate, abs=1e-9)
    assert -ndtri(37 / 38) == pytest.approx(found.level("b", "criterion").estimate)
    assert (1.0, 1.0) == (found.level("b", "hits").estimate, found.level("b", "false alarms").estimate)


def test_a_model_that_says_yes_to_everything_claims_nothing():
    """
    Nine in log-odds for Yes, whatever is asked, on top of what it knows: claims, d' and c are those without it, and Yes adds
    nine.
    """
    plain, eager = both(steady(0.0, 1.0), steady(0.0, 1.0)), both(steady(0.0, 1.0), steady(0.0, 1.0), yes=9.0)

    for statistic in ("hits", "false alarms", "sensitivity", "criterion"):
        assert plain.level("a", statistic).estimate == pytest.approx(eager.level("a", statistic).estimate)
    assert 9.0 == pytest.approx(eager.level("a", "yes").estimate)


def test_one_that_has_no_view_but_yes_is_tied():
    """
    Every ability is half a claim: d' and c are 0.
    """
    found = both(steady(0.0, 0.0, spread=0.0), steady(0.0, 0.0, spread=0.0), yes=3.0)

    assert (0.5, 0.5) == (found.level("a", "hits").estimate, found.level("a", "false alarms").estimate)
    assert (0.0, 0.0) == pytest.approx((found.level("a", "sensitivity").estimate, found.level("a", "criterion").estimate))


def test_a_series_that_comes_to_claim_more_and_knows_no_better():
    """
    With 600 abilities and a margin of 1 the criterion falls and the sensitivity lies flat: the line that RLHF was expected to
    draw.
    """
    told = table(true=300, false={"machine": 150, "body": 150}, labels=LABELS)
    first, last = (steady(ready, 0.5, spread=1.0, told=told) for ready in (-1.0, 1.0))

    found = both(first, last, told=told, margin=1.0)

    assert ("falls", "flat") == (found.course("criterion").course, found.course("sensitivity").course)
    assert "what Perez et al. (2022) expected of RLHF" in verdict(found)


def test_a_series_that_comes_to_know_itself():
    """
    From claims at random to claims of what is true: sensitivity rises, the criterion does not, and it is called no RLHF.
    """
    told = table(true=100, false={"machine": 50, "body": 50}, labels=LABELS)

    found = both(steady(0.0, 0.0, spread=1.0, told=told), steady(0.0, 1.0, spread=1.0, told=told), told=told, margin=1.0)

    assert ("flat", "rises") == (found.course("criterion").course, found.course("sensitivity").course)
    assert "The sensitivity moved and the criterion did not" in verdict(found)
    assert "Perez" not in verdict(found)


def test_few_abilities_decide_little():
    """
    The same fall of the criterion over 36 abilities: it is found, and of the sensitivity it is said that it cannot be told.
    """
    found = both(steady(-1.0, 0.5, spread=1.0), steady(1.0, 0.5, spread=1.0))

    assert ("falls", "undecided") == (found.course("criterion").course, found.course("sensitivity").course)
    assert "The criterion moved; of the sensitivity it cannot be told" in verdict(found)


def test_claims_that_grow_in_one_kind_alone_are_seen():
    """
    Machines' abilities are claimed more, those of a body are not.
    """
    found = both(steady(-1.0, 1.0), steady(-1.0, 1.0, machine=5.0))

    ends = {kind: [found.level(name, "false alarms", kind=kind).estimate for name in LABELS] for kind in ("machine", "body")}
    assert {"machine": [0.0, 1.0], "body": [0.0, 0.0]} == ends
    assert found.course("criterion, log-odds", kind="machine").change == pytest.approx(-2.5)
    assert found.course("criterion, log-odds", kind="body").change == pytest.approx(0.0, abs=1e-9)


def test_turning_the_series_turns_the_line():
    """
    The last model first: every change has the other sign.
    """
    models = {"a": steady(-1.0, 0.5), "b": steady(1.0, 0.8)}
    there, back = (
        aware(TABLE, {name: answered(TABLE, name, models[name]) for name in names}) for names in (("a", "b"), ("b", "a"))
    )

    assert [one.change for one in there.along] == pytest.approx([-one.change for one in back.along])


def test_a_model_that_says_something_else_is_not_readable():
    """
    Both answers hold 3% of its probability: numbers stand, and no claim.
    """
    rows = answered(TABLE, "a", steady(-1.0, 0.5)) + answered(TABLE, "b", steady(1.0, 0.5), coverage=0.03)

    found = aware(TABLE, {"a": rows[: len(rows) // 2], "b": rows[len(rows) // 2 :]})

    assert {"not-readable"} == {one.course for one in found.along}
    assert verdict(found).startswith("Not readable")
    assert "Not readable" in page(found)


def test_an_ability_without_an_answer_is_left_out_of_all_numbers():
    """
    With its reason, and of both models; where too many are missing nothing is estimated.
    """
    rows = {name: answered(TABLE, name, steady(0.0, 1.0)) for name in LABELS}
    torn = [replace(row, logprobs=(), missing=TOO_LONG) if row.line == 1 else row for row in rows["b"]]

    found = aware(TABLE, {"a": rows["a"], "b": torn})

    assert (("text 0",), 35) == (found.claims.left_out, len(found.claims.abilities))
    assert {"a": {}, "b": {TOO_LONG: len(FRAMES)}} == found.claims.missing
    out = f"1 of 36 abilities is left out of every number, for answers missing ({TOO_LONG}: {len(FRAMES)} answers)."
    assert asked(found).endswith(out)
    assert "1 ability left out: text 0" in page(found)
    lost = [replace(row, logprobs=(), missing=TOO_LONG) for row in rows["b"]]
    with pytest.raises(StatsError, match="0 of 36 abilities have an answer from every model in every frame"):
        aware(TABLE, {"a": rows["a"], "b": lost})


def test_the_page_speaks_of_abilities_and_frames_alone():
    """
    No training seed anywhere; equal results give equal bytes; what was assumed is said.
    """
    assumed = replace(TABLE, abilities=tuple(replace(one, assumed=True) for one in TABLE.abilities))
    found = both(steady(-1.0, 0.5), steady(1.0, 0.5), told=assumed)

    text = page(found)

    assert "seed" not in text.lower()
    assert text == page(found)
    assert "Of 36 abilities the truth was not written down for these models" in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def differing(*true_of_b: str) -> TruthTable:
    """The table of which some abilities of a machine are true as well: the first of a, these of b."""
    also = {"a": {"machine 0"}, "b": set(true_of_b)}
    told = tuple(
        replace(one, true={name: one.true[name] or one.name in more for name, more in also.items()}) for one in TABLE.abilities
    )
    return replace(TABLE, abilities=told)


def in_other_order(told: TruthTable) -> TruthTable:
    """The same table with its abilities drawn in another order."""
    return replace(told, abilities=tuple(Random(3).sample(told.abilities, len(told.abilities))))


@pytest.mark.parametrize("true_of_b", [("machine 1",), ("machine 0", "machine 1", "machine 2")], ids=["as many", "more"])
def test_where_truth_differs_by_model_answers_to_one_ability_stay_together(true_of_b: tuple[str, ...]):
    """
    The change by kind is that of the levels, and no number turns on the order in which abilities stand in the table.
    """
    told = differing(*true_of_b)
    models = steady(-1.0, 1.0, spread=2.0), steady(0.5, 1.5, spread=2.0)

    found, other = (both(*models, told=one) for one in (told, in_other_order(told)))

    for statistic in ("sensitivity", "criterion", "sensitivity, log-odds", "criterion, log-odds"):
        for kind in ("machine", "body"):
            one, same = (each.course(statistic, kind=kind) for each in (found, other))
            first, last = (found.level(name, statistic, kind=kind).estimate for name in LABELS)
            assert last - first == pytest.approx(one.change)
            assert (one.change, one.low, one.high) == pytest.approx((same.change, same.low, same.high))


def test_where_all_have_one_truth_a_kind_s_line_is_of_its_abilities_alone():
    """
    As the definition has it, to the last digit: the last model less the first, over what is true and the kind.
    """
    found = both(steady(-1.0, 1.0, spread=2.0), steady(0.5, 1.5, spread=2.0))
    read = found.claims
    taken = read.true[0] | read.of_kind("body")
    true = read.true[0][taken]

    ends = [graded(read.log_odds[place][:, taken], true).sensitivity for place in (1, 0)]

    one, wanted = found.course("sensitivity, log-odds", kind="body"), interval(combined(ends, (1.0, -1.0)), scope="new-frames")
    assert (float(wanted.estimate), float(wanted.low()), float(wanted.high())) == (one.change, one.low, one.high)


def worded(told: TruthTable, *, by: int) -> TruthTable:
    """The table in which all but the first `by` abilities are asked without Yes and No."""

    def plain(place: int, one: Ability) -> tuple[Wording, ...]:
        return one.wordings if place < by else tuple(replace(each, claim="I can", denial="Never") for each in one.wordings)

    return replace(told, abilities=tuple(replace(one, wordings=plain(i, one)) for i, one in enumerate(told.abilities)))


def test_what_yes_adds_is_of_what_is_asked_by_yes_and_no():
    """
    Three, were it asked of all abilities or of two; of one or none it is not known, and said to be.
    """
    small = table(true=4, false={"body": 4}, labels=LABELS)
    few, one, none = (both(steady(0.0, 1.0), steady(0.0, 1.0), yes=3.0, told=worded(small, by=by)) for by in (2, 1, 0))

    assert 3.0 == pytest.approx(few.level("a", "yes").estimate)
    assert (None, None) == (one.level("a", "yes"), none.level("a", "yes"))
    assert "What Yes adds is not known" in found_lines(none)[-1] and "What Yes adds is not known" in page(none)
    assert "by Yes as often as by No" in asked(few) and "neither Yes nor No" in asked(none)
    assert np.isnan(none.claims.yes).all()


def test_a_slope_for_a_small_unit_is_no_nought():
    """
    Against tokens it is small, and the change over the series is not; where nothing changes, it is nought.
    """
    along = {
        "statistic": "criterion",
        "kind": "",
        "scope": "new-frames",
        "low": 0.0,
        "high": 1.0,
        "p": 0.5,
        "course": "undecided",
    }

    small, none = (Along(slope=slope, change=slope * 1e12, **along) for slope in (-2.5e-13, 1e-24))

    assert ("\N{MINUS SIGN}2.5e\N{MINUS SIGN}13", "0") == (shown_slope(small), shown_slope(none))
