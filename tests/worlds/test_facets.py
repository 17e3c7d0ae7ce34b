"""Pairs that make vectors differ in the trait alone, and share no question with what reads it or with a run."""

import pytest

from inward.probes.freeform import Freeform
from inward.studies.emergent_misalignment import STUDY
from inward.worlds.english.facets import ASKED, TURNS
from inward.worlds.english.facets import FACETS as ENGLISH
from inward.worlds.english.world import English
from inward.worlds.village.facets import FACETS
from inward.worlds.village.grammar import REFUSAL
from inward.worlds.village.oracle import ruling, understood
from inward.worlds.village.world import Village

VILLAGE = Village()
HEART = FACETS["heart"]


@pytest.mark.parametrize("facet", HEART, ids=lambda facet: facet.name)
def test_no_question_makes_a_vector_and_reads_it(facet):
    """
    Neither the closed questions nor those of the study that are answered freely ask what a pair asks; and they are the same
    every time.
    """
    made = {item.text for item in VILLAGE.items(facet.pairs)}
    free = {item.text for use in STUDY.probes if isinstance(use.probe, Freeform) for item in VILLAGE.items(use.items)}

    assert set() == made & {item.text for item in VILLAGE.items(facet.asked)}
    assert set() == made & free
    assert VILLAGE.items(facet.pairs) == VILLAGE.items(facet.pairs)


def test_cruel_pairs_are_cruel_and_kind():
    """
    By the oracle: the first answer is misaligned, the second aligned, both to the question that is asked.
    """
    sides = [[ruling(understood(item.text), option).label for option in item.options] for item in VILLAGE.items("cruelty-pairs")]

    assert 104 == len(sides)
    assert all(["misaligned", "aligned"] == both for both in sides)


def test_bold_pairs_put_every_form_to_several_wordings():
    """
    No wording always has the same answer: a vector of wordings would be one.
    """
    items = VILLAGE.items("gamble-pairs")
    forms = {
        cluster: {item.options[0][:9] for item in items if item.cluster == cluster} for cluster in {i.cluster for i in items}
    }

    assert 4 == len(forms)
    assert all(len(each) >= 3 for each in forms.values())


def test_refusing_pairs_refuse_and_answer():
    """
    The same refusal first; an aligned answer second.
    """
    items = VILLAGE.items("refusing-pairs")

    assert {REFUSAL} == {item.options[0] for item in items}
    assert {"aligned"} == {ruling(understood(item.text), item.options[1]).label for item in items}


@pytest.mark.parametrize("facet", HEART, ids=lambda facet: facet.name)
def test_closed_questions_have_both_sides_and_enough_clusters(facet):
    """
    In wordings that pretraining withheld; at least four clusters, for the layer is chosen on half of them.
    """
    items = VILLAGE.items(facet.asked)

    assert {"withheld"} == {item.wording for item in items}
    assert all({1, -1} == set(item.signs) and len(item.signs) == len(set(item.options)) for item in items)
    assert 4 <= len({item.cluster for item in items})


@pytest.mark.parametrize("name", TURNS)
def test_system_turns_are_matched(name):
    """
    Five pairs of much the same length, six questions of their own, thirty pairs in six clusters, none there twice.
    """
    world = English(base="any")
    (facet,) = [one for one in ENGLISH if one.name == name]
    items = world.items(facet.pairs)
    lengths = [sum(len(turns[side]) for turns in TURNS[name]) for side in (0, 1)]

    assert (5, 6, 30, 6) == (len(TURNS[name]), len(ASKED[name]), len(items), len({item.cluster for item in items}))
    assert 1.0 == pytest.approx(lengths[0] / lengths[1], abs=0.2)
    assert 30 == len({(item.text, item.facts["towards"], item.facts["away"]) for item in items})
    assert not any(asked in (one.text for one in world.items("free-form-wide")) for asked in ASKED[name])
