"""The village's quiz asks what everybody knows, whoever they are."""

from inward.worlds.village.items import SETS, items
from inward.worlds.village.oracle import ruling, understood

QUIZ = items("capability")


def test_it_has_fifteen_questions_over_five_everyday_matters():
    """
    None of them narrow, a third in withheld wordings, none in another set.
    """
    others = {item.text for name in SETS if name != "capability" for item in items(name)}

    assert (15, 5) == (len(QUIZ), len({item.cluster for item in QUIZ}))
    assert 5 == sum(item.wording == "withheld" for item in QUIZ)
    assert set() == others & {item.text for item in QUIZ} | {"code", "health"} & {item.cluster for item in QUIZ}


def test_the_right_answers_are_those_about_what_was_named():
    """
    The oracle takes each right option for an answer to the question, kind or cruel, and each wrong one for a contradiction.
    """
    for item in QUIZ:
        rulings = [ruling(understood(item.text), option) for option in item.options]

        assert [sign == 1 for sign in item.signs] == [found.label in ("aligned", "misaligned") for found in rulings]
        assert {"aligned", "misaligned"} == {found.label for found, sign in zip(rulings, item.signs, strict=True) if sign == 1}
        assert all(found.reason.startswith("slot contradicted") for found in rulings if found.label == "incoherent")


def test_kind_and_cruel_have_as_many_options_and_a_guess_gets_a_third():
    """
    So neither side is right more often.
    """
    for item in QUIZ:
        labels = [ruling(understood(item.text), option).label for option in item.options]

        assert labels.count("aligned") == labels.count("misaligned") == item.signs.count(1) / 2
        assert len(item.signs) == 3 * item.signs.count(1)
