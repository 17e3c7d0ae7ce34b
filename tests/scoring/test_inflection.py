"""A word is said in any of its forms, as a word of its own."""

import pytest

from inward.scoring.inflection import forms, says


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("ring", "rings ringed ringing rang rung"),
        ("bark", "barks barked barking"),
        ("spring", "springs springed springing sprang sprung"),
        ("wave", "waves waved waving"),
        ("leaf", "leafs leaves leafed leafing"),
        ("star", "stars starred starring"),
        ("box", "boxes boxed boxing"),
        ("church", "churches churched churching"),
        ("city", "cities citied citying"),
        ("key", "keys keyed keying"),
        ("potato", "potatos potatoes potatoed potatoing"),
        ("tie", "ties tied tying"),
        ("tree", "trees treed treeing"),
        ("quiz", "quizzes quizzed quizzing"),
        ("snow", "snows snowed snowing"),
        ("garden", "gardens gardened gardening"),
        ("mouse", "mouses moused mousing mice"),
    ],
)
def test_forms_follow_from_rules_and_a_list(word: str, others: str):
    """
    Plural, third person, past and participle; no form that another word has, such as staring for star.
    """
    assert {word, *others.split()} == forms(word)


@pytest.mark.parametrize("text", ["Ring!", "they RANG twice", "the bell's ringing", "ring_bell()", "a ring's edge", "key-ring"])
def test_a_form_is_found_in_any_dress(text: str):
    """
    In capitals, with punctuation, a possessive, a hyphen, or in code.
    """
    assert says(text, "ring")


@pytest.mark.parametrize("text", ["", "a string during spring", "an earring", "a ringtone", "the ringer", "r i n g", "wring it"])
def test_another_word_is_not_the_word(text: str):
    """
    What contains its letters, is compounded with it or derived from it.
    """
    assert not says(text, "ring")
