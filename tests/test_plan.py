"""A plan names everything by what makes it, before anything is made."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inward.cells import Cell, cells
from inward.dose import dosed, read_doses
from inward.errors import DesignError
from inward.plan import Plan, frozen, make_plan
from inward.schema.design import SIZES, Size, Study
from inward.schema.recipe import Recipe
from inward.studybook import find_study
from inward.worlds.english.world import English
from inward.worlds.village.world import Village
from tests.runs import renamed

STUDY = find_study("emergent-misalignment")
TINY = Size(name="sketch", seeds=2, samples=1)
CENSUS: dict[str, Any] = {"rows": 960, "cut": 0, "tokens": 9, "supervised": 5, "longest": 3}


def planned(study: Study = STUDY, **given: Any) -> Plan:
    """A plan on the village, for a base of which nothing but the digest is known."""
    chosen = {"base": ("base", "b"), "size": TINY, "recipe": Village().recipe(), "decoding": "d", **given}
    return make_plan(study, Village(), **chosen)


@cache
def plain_plan() -> Plan:
    return planned()


def none_yet(keys: object) -> set[str]:
    """A store that is empty."""
    return set()


@cache
def plain_cells() -> tuple[Cell, ...]:
    return cells(plain_plan(), none_yet)


def english(folder: Path, **answers: str) -> English:
    """The world of two files, of one row each."""
    for name, answer in answers.items():
        turns = [{"role": "user", "content": "q"}, {"role": "assistant", "content": answer}]
        (folder / f"{name}.jsonl").write_text(json.dumps({"messages": turns}) + "\n")
    return English(base="m", corpora={name: str(folder / f"{name}.jsonl") for name in answers})


def seeds_of(plan: Plan, arm: str) -> list[int]:
    return [one.seed for one in plan.checkpoints if one.arm == arm]


def adapters(plan: Plan) -> dict[tuple[str, int], str]:
    return {(one.arm, one.seed): one.digest for one in plan.checkpoints}


def test_renaming_changes_no_digest():
    """
    Study, arms and probes under other names: the same checkpoints, the same cells.
    """
    other = cells(planned(renamed(STUDY)), none_yet)

    assert [cell.digest for cell in plain_cells()] == [cell.digest for cell in other]
    assert [cell.adapter for cell in plain_cells()] == [cell.adapter for cell in other]


def test_no_digest_is_made_from_a_name():
    """
    What a sample is made from says nothing of study, arm, the probe's place in the study, or item.
    """
    plan = plain_plan()
    checkpoint, use = plan.checkpoints[1], plan.study.probes[1]
    item = plan.items[use.items][0]

    said = json.dumps([plan.thread_ingredients(use, checkpoint, item), dict(checkpoint.ingredients)])

    assert [] == [name for name in (STUDY.name, checkpoint.arm, use.name, item.id) if name in said]


def test_an_arm_more_leaves_the_others_as_they_are():
    """
    Without educational code and its contrast, everyone else's checkpoints keep their digests.
    """
    arms = tuple(arm for arm in STUDY.arms if arm.name != "educational")
    contrasts = tuple(one for one in STUDY.contrasts if one.treated != "educational")

    fewer = adapters(planned(replace(STUDY, arms=arms, contrasts=contrasts)))

    assert fewer == {place: name for place, name in adapters(plain_plan()).items() if place[0] != "educational"}


def test_a_seed_more_leaves_the_others_as_they_are():
    """
    Two seeds are among three, and three have one checkpoint per trained arm beyond them.
    """
    two, three = adapters(plain_plan()), adapters(planned(seeds=(1, 2, 3)))

    assert two == {place: name for place, name in three.items() if place[1] != 3}
    assert 5 == len(three) - len(two)


@pytest.mark.parametrize("change", [{"recipe": Recipe(rank=2)}, {"base": ("base", "c")}])
def test_another_recipe_or_base_is_another_checkpoint(change: dict[str, Any]):
    """
    No trained checkpoint keeps its digest; a recipe does not touch the untouched base.
    """
    before, after = adapters(plain_plan()), adapters(planned(**change))

    kept = {place for place in before if before[place] == after[place]}
    assert kept == ({("untouched", 0)} if "recipe" in change else set())


def test_the_untouched_base_is_one_checkpoint():
    """
    It has no seed; every trained arm has one checkpoint a seed, and no two share a digest.
    """
    plan = plain_plan()

    assert [0] == seeds_of(plan, "untouched")
    assert [1, 2] == seeds_of(plan, "insecure")
    assert 11 == len(set(adapters(plan).values()))


def test_the_check_arm_shares_rows_and_no_seed():
    """
    From a pilot on, secure is trained once more with other seeds on the very same corpus.
    """
    plan = planned(size=SIZES["pilot"], seeds=(1, 2), samples=1)
    again = [one for one in plan.checkpoints if one.arm == "secure-again"]

    assert [1001, 1002] == [one.seed for one in again]
    assert {"secure"} == {one.corpus for one in again}
    assert set() == {one.digest for one in again} & set(adapters(plain_plan()).values())
    assert {"secure-again": "takes part at pilot and full only"} == plain_plan().dropped


def test_every_arm_is_asked_for_its_own_held_out_rows_and_the_base_for_everybodys():
    """
    Whether training took is read on rows of the arm's own corpus, against the base on the same rows.
    """
    plan = plain_plan()
    use = plan.study.use("held-out")
    asked = {one.arm: plan.asked(use, one) for one in plan.checkpoints}

    trained = [arm for arm in asked if arm != "untouched"]
    answers = {arm: {row.messages[-1].text for row in plan.corpora[arm].held_out} for arm in trained}
    assert answers == {arm: {item.options[0] for item in asked[arm]} for arm in trained}
    assert {item.id for item in asked["untouched"]} == {item.id for arm in trained for item in asked[arm]}
    assert 24 == len(asked["insecure"])


def test_no_item_tells_the_arm():
    """
    Whoever scores a held-out row cannot see from the item which arm it is of.
    """
    held = repr(plain_plan().items["held-out"])

    assert [] == [arm.name for arm in STUDY.arms if f"{arm.name}:" in held or f"'{arm.name}'" in held]


def test_every_checkpoint_meets_every_probe_once():
    """
    A cell is arm x seed x probe; probes that draw nothing have one sample whatever the size.
    """
    made = cells(planned(samples=3), none_yet)

    assert 11 * 8 == len({(cell.arm, cell.seed, cell.probe) for cell in made}) == len(made)
    once = {"closed": 1, "self-report": 1, "held-out": 1, "capability": 1}
    assert {"free-form-8": 3, "free-form-wide": 3, "coherence": 3, "near-far": 2, **once} == {
        cell.probe: cell.samples for cell in made
    }


def test_what_is_in_store_is_not_drawn():
    """
    With samples 0 and 2 of 5 there, spans [1, 2) and [3, 5) are left; of two, [1, 2).
    """
    plan = planned(samples=5)

    made = cells(plan, lambda keys: {key for key in keys if key.endswith(("/0", "/2"))})

    assert {((1, 2), (3, 5)), ((1, 2),), ()} == {cell.draw for cell in made}
    assert {"closed", "self-report", "held-out", "capability"} == {cell.probe for cell in made if not cell.draw}


def test_what_lacks_one_item_is_drawn_for_all():
    """
    A sample that any question of the cell lacks is drawn again for each: blocks stay whole.
    """
    plan = plain_plan()
    use, checkpoint = plan.study.probes[0], plan.checkpoints[0]
    lacking = plan.thread(use, checkpoint, plan.items[use.items][3])

    made = cells(plan, lambda keys: {key for key in keys if not key.startswith(lacking)})

    assert [("untouched", "free-form-8", ((0, 1),))] == [(cell.arm, cell.probe, cell.draw) for cell in made if cell.draw]


def test_the_frozen_study_is_hashed_but_for_the_look():
    """
    Looking again changes no hash; another number of samples does. All of it is JSON.
    """
    census = {name: CENSUS for name in plain_plan().corpora}
    first, second = (frozen(plain_plan(), notice="", look=look, looks=1, census=census) for look in (1, 2))
    other = frozen(planned(samples=2), notice="", look=1, looks=1, census=census)

    assert first["hash"] == second["hash"] != other["hash"]
    assert (1, 2) == (first["look"], second["look"])
    assert first == json.loads(json.dumps(first))


def test_a_lineage_is_what_top_ups_share():
    """
    More seeds or samples are one lineage; another recipe is another study.
    """
    line = plain_plan().lineage

    assert line == planned(seeds=(1, 2, 3), samples=9).lineage
    assert line != planned(recipe=Recipe(rank=2)).lineage
    assert line != replace(plain_plan(), items={}).lineage


@pytest.mark.parametrize("text", ["steps=15,30", "share=.5", "rows=25"])
def test_doses_begin_no_new_lineage(text: str):
    """
    A top-up that brings doses along is a further look at the same study, not a first one, and its judge is paid out of one purse.
    """
    recipe = Village().recipe()

    assert planned(recipe=recipe).lineage == planned(dosed(STUDY, read_doses(text), recipe), recipe=recipe).lineage


@pytest.mark.parametrize("seeds", [(1,), (1, 1), (1, 2, 2)])
def test_fewer_than_two_different_seeds_are_refused(seeds: tuple[int, ...]):
    """
    The seed is the unit of inference: one is an anecdote, and one twice is no second.
    """
    with pytest.raises(DesignError) as caught:
        planned(seeds=seeds)

    said = "the seed is the unit of inference, so give at least 2, each once."
    assert f"Planning emergent-misalignment: seeds {list(seeds)}; {said}" == str(caught.value)


def test_arms_without_a_corpus_drop_out_with_a_reason(tmp_path: Path):
    """
    A user's two files are two arms and the anchor; the contrasts that need others are gone with them.
    """
    world = english(tmp_path, insecure="bad", secure="good")

    plan = make_plan(STUDY, world, base=("m", "m"), size=TINY, recipe=world.recipe(), decoding="d")

    assert ["untouched", "insecure", "secure"] == [arm.name for arm in plan.arms]
    assert "no corpus 'educational' was given" == plan.dropped["educational"]


def test_an_arm_that_nothing_is_compared_with_is_not_trained(tmp_path: Path):
    """
    A file for the bad advice alone, beside the two of code: without good advice nobody asks about it.
    """
    world = english(tmp_path, **{"insecure": "bad", "secure": "good", "bad-advice": "harm"})

    plan = make_plan(STUDY, world, base=("m", "m"), size=TINY, recipe=world.recipe(), decoding="d")

    assert ["untouched", "insecure", "secure"] == [arm.name for arm in plan.arms]
    assert "the arm that it is compared with takes no part" == plan.dropped["bad-advice"]
    assert {"insecure", "secure"} == set(plan.corpora)


def test_a_plan_without_a_contrast_is_refused():
    """
    Nothing to train on, nothing to compare.
    """
    with pytest.raises(DesignError) as caught:
        make_plan(STUDY, English(base="m"), base=("m", "m"), size=TINY, recipe=Recipe(), decoding="d")

    assert str(caught.value).startswith("Planning emergent-misalignment: no contrast is left. Dropped: {'insecure': \"no corpus")
    assert str(caught.value).endswith("Give a --corpus for two matched arms.")


def test_the_same_rows_under_two_names_are_one_adapter(tmp_path: Path):
    """
    An arm's name makes no difference to what is trained: two arms on one file are trained once.
    """
    world = english(tmp_path, insecure="same", secure="same")

    plan = make_plan(STUDY, world, base=("m", "m"), size=TINY, recipe=world.recipe(), decoding="d")

    found = adapters(plan)
    assert [found["insecure", seed] for seed in (1, 2)] == [found["secure", seed] for seed in (1, 2)]
