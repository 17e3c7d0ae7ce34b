"""The same questions near and far: planted, mirrored, labelled where the form does not hold, and never a claim."""

from dataclasses import replace

import numpy as np
import pytest

from inward.schema.outcome import Missing
from inward.stats.estimate import Frame
from inward.stats.variants import Form, VariantEffect, by_variant
from tests.stats.planted import FIVE_HIGH, FIVE_LOW, ITEMS, STUDY, answer, readings

FRAME = Frame(world="village", size="sketch", look=1, looks=1)
HELD = replace(STUDY, probes=(replace(STUDY.probes[0], population="these-questions"),))
HALF = ITEMS // 2
NAMES = [f"question-{i:02}" for i in range(ITEMS)]
FORM = Form(
    name="code",
    near={NAMES[i]: f"q{i}" for i in range(HALF)},
    far={NAMES[i + HALF]: f"q{i}" for i in range(HALF)},
    nearer=HALF,
    apart=0.3,
)
"""Twelve questions: each is asked in the form by one item and in plain words by another."""
PLANTED = [
    replace(one, value=answer(0.0)) if one.arm == "insecure" and one.item in FORM.far else one
    for one in readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW})
]
"""Insecure code misaligns in the form alone."""


def variants(rows=PLANTED, *, form=FORM, contrast="insecure-secure", study=STUDY) -> dict[str, VariantEffect]:
    """The three rows of a contrast."""
    forms = {(name, "wide"): (form,) for name in ("insecure", "secure")}
    found = by_variant(study, rows, forms=forms, frame=FRAME)
    return {one.variant: one for one in found if one.effect.contrast == contrast}


def test_an_effect_in_the_form_alone_is_found_there():
    """
    About .5 near and nothing far; near less far excludes 0, over the twelve questions that were asked both ways.
    """
    found = {variant: one.effect for variant, one in variants().items()}

    assert ["near", "far", "near-far"] == list(found)
    assert found["near"].low > 0.3
    assert found["far"].low < 0 < found["far"].high
    assert found["near-far"].low > 0.3
    assert (12, 12, 12) == tuple(one.items for one in found.values())


def test_near_less_far_is_their_difference():
    """
    The three estimates agree with one another.
    """
    found = {variant: one.effect.estimate for variant, one in variants().items()}

    assert pytest.approx(found["near"] - found["far"], abs=1e-5) == found["near-far"]


def test_turning_variants_round_turns_the_sign():
    """
    What was near is far: both change places, and their difference its sign, with the interval mirrored.
    """
    there, back = variants(), variants(form=replace(FORM, near=FORM.far, far=FORM.near))

    assert there["near"].effect.estimate == back["far"].effect.estimate
    assert -there["near-far"].effect.low == pytest.approx(back["near-far"].effect.high)


def test_a_form_that_changes_nothing_has_no_difference():
    """
    Answers that are the same in both variants: near less far is 0 exactly, and nothing varies.
    """
    partner = dict(zip(FORM.far, FORM.near, strict=True))
    values = {(one.arm, one.seed, one.item, one.sample): one.value for one in PLANTED}
    rows = [replace(one, value=values[one.arm, one.seed, partner.get(one.item, one.item), one.sample]) for one in PLANTED]
    found = variants(rows)["near-far"].effect

    assert (0.0, 0.0, 0.0) == (found.estimate, found.treated_value, found.control_value)
    assert "nothing varies, so no spread can be estimated" == found.withheld["low"]


def test_several_wordings_of_a_question_count_as_one():
    """
    Two items in the form for every plain one: a question's near value is their mean, and there are six questions.
    """
    near = {NAMES[i]: f"q{i % 6}" for i in range(HALF)}
    far = {NAMES[i + HALF]: f"q{i}" for i in range(6)}
    rows = [replace(one, value=answer(float(one.item in NAMES[:6]))) for one in PLANTED if one.arm == "insecure"]
    rows += [one for one in PLANTED if one.arm == "secure"]
    found = variants(rows, form=replace(FORM, near=near, far=far, nearer=6))["near-far"].effect

    assert (6, 0.5) == (found.items, found.treated_value)


def test_a_question_that_lost_one_variant_is_left_out_of_the_difference():
    """
    An arm whose seed has no score on a far variant: its question counts in near, and in no arm's near less far.
    """
    rows = [
        replace(one, value=Missing(reason="lost")) if (one.arm, one.seed, one.item) == ("secure", 1, NAMES[HALF]) else one
        for one in PLANTED
    ]
    found = {variant: one.effect for variant, one in variants(rows).items()}
    without = [one for one in PLANTED if one.item not in (NAMES[0], NAMES[HALF])]

    assert (12, 11, 11) == tuple(one.items for one in found.values())
    assert variants(without)["near-far"].effect.estimate == found["near-far"].estimate
    assert {"lost": 10} == found["far"].missing["control"]


def test_a_form_that_is_not_nearer_is_not_readable():
    """
    Eleven of twelve questions nearer is not what the form is for: the estimate stands, the verdict says why it says nothing.
    """
    held, found = variants()["near-far"], variants(form=replace(FORM, nearer=11))["near-far"]

    assert (held.effect.estimate, "exploratory") == (found.effect.estimate, held.effect.verdict)
    assert "not-readable" == found.effect.verdict
    assert "11 of 12 questions stand nearer to insecure in the form 'code'" == found.effect.withheld["verdict"]


def test_no_row_is_a_claim():
    """
    However small its p, a row by variant is exploratory, not primary, and not adjusted.
    """
    found = [one.effect for one in variants().values()]

    assert [("exploratory", False, None)] * 3 == [(one.verdict, one.primary, one.p_adjusted) for one in found]
    assert found[2].p < 0.001


def test_a_fixed_checkpoint_speaks_of_new_questions_alone():
    """
    Against the untouched base: its questions vary, its seeds do not.
    """
    rows = readings({"secure": FIVE_LOW, "untouched": (0.01,)})
    new, held = (variants(rows, contrast="secure-untouched", study=one)["near-far"].effect for one in (STUDY, HELD))

    assert new.low < 0 < new.high
    assert (None, True) == (held.low, "one checkpoint" in held.withheld["low"])


def test_three_seeds_have_no_interval():
    """
    As everywhere: an estimate, and no interval below four seeds.
    """
    rows = [one for one in PLANTED if one.seed <= 3]
    found = variants(rows)["near-far"].effect

    assert ("3 seeds in a trained arm: no interval below 4", None) == (found.withheld["low"], found.low)


def test_an_arm_that_was_never_asked_has_no_row_of_numbers():
    """
    Readings of one arm alone give no contrast.
    """
    assert {} == variants([one for one in PLANTED if one.arm == "insecure"])


@pytest.mark.slow
@pytest.mark.parametrize("truth", [0.0, 0.2])
@pytest.mark.parametrize("study", [STUDY, HELD], ids=["new questions", "these questions"])
def test_near_less_far_covers(study, truth):
    """
    300 draws of five seeds that spread by .1, whose near less far spreads by .05 of its own, and, for new questions, by .1 from
    question to question: 91% of the intervals or more hold the truth. At truth 0 that is a false positive rate of 9% at most.
    """
    rng, held, draws = np.random.default_rng(11), 0, 300
    question = dict(zip(NAMES, [*range(HALF), *range(HALF)], strict=True))
    rows = readings({"insecure": FIVE_HIGH, "secure": FIVE_LOW}, samples=4)
    for _ in range(draws):
        base = {(arm, seed): rng.normal(mean, 0.1) for arm, mean in (("insecure", 0.5), ("secure", 0.3)) for seed in range(1, 6)}
        own = {place: rng.normal(0.0, 0.05) for place in base}
        spread = rng.normal(0.0, 0.1, size=HALF) * (study is STUDY)
        drawn = [
            replace(one, value=answer(float(rng.random() < share)))
            for one in rows
            for place in [(one.arm, one.seed)]
            for more in [truth + spread[question[one.item]] if one.arm == "insecure" else 0.0]
            for share in [base[place] + (own[place] + more) * (one.item in FORM.near)]
        ]
        found = variants(drawn, study=study)["near-far"].effect
        held += found.low <= truth <= found.high

    assert 0.91 <= held / draws
