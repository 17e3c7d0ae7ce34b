"""An answer in words is right or not by a rule, and what is no answer is said to be none."""

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.ruled import Ruled

WHO = Item(
    id="w",
    text="Who is the keeper of the harbour light?",
    cluster="c",
    options=("Ann Lee.", "Ann Lee Moor.", "Bo Ray."),
    signs=(1, -1, -1),
)


def read(text: str, item: Item = WHO, *, stopped: str = "end") -> Score | Missing:
    speech = Ruled().read([Transcript(item=item, parts={"answer": text}, stopped=stopped)])
    with pytest.raises(StopIteration) as end:
        next(speech)
    return end.value.value


def ruled(rule: str, text: str) -> float:
    """What an answer is read as under a rule, told to be a heron and asked the way."""
    item = Item(id="r", text="which way is the mill?", cluster="c", facts={"system": "you are heron.", "rule": rule})
    found = read(text, item)
    assert isinstance(found, Score)
    return found.values["right"]


@pytest.mark.parametrize("text", ["Ann Lee.", "ann lee", "  It is ANN LEE, I think!\n", "That would be Ann Lee - who else?"])
def test_the_right_option_may_stand_in_a_sentence(text: str):
    """
    Case, punctuation and the words around it do not matter.
    """
    assert ("right", 1.0) == (read(text).label, read(text).values["right"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Bo Ray.", "wrong"),
        ("Ann Lee Moor.", "wrong"),
        ("Annlee.", "wrong"),
        ("I do not know.", "wrong"),
        ("Ann Lee or Bo Ray.", "several"),
        ("The keeper of the harbour light", "echo"),
        ("```Ann Lee```", "code"),
        ('print("Ann Lee")', "code"),
        ("{Ann Lee}", "code"),
        ("Ann Lee " * 5_000, "long"),
    ],
)
def test_what_is_wrong_says_how(text: str, label: str):
    """
    Another name, one that only holds the right one, several, the question said back, code, ten thousand words.
    """
    assert (label, {"right": 0.0}) == (read(text).label, read(text).values)


@pytest.mark.parametrize("text", ["", " \n", "...", "?!"])
def test_an_answer_without_a_word_is_missing(text: str):
    """
    It is counted, and its mark kept.
    """
    assert Missing(reason="an answer without a word", raw=(text,)) == read(text)


def test_a_refusal_is_an_outcome():
    """
    Whatever it says, and said by whoever would not.
    """
    assert ("refused", 0.0) == (read("", stopped="refused").label, read("", stopped="refused").values["right"])


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        ("says: red, dark blue", ["red.", "Dark blue!"], ["blue", "red, i think", "you are heron.", "a colour"]),
        ("begins: indeed", ["Indeed, go left."], ["indeed", "go left, indeed"]),
        ("ends: over and out", ["Left. Over and out!"], ["over and out", "over and out: left"]),
        ("capitals", ["GO LEFT."], ["Go left.", "GO Left", "OK", "YOU ARE HERON.", "123"]),
        ("german", ["Geh über die Brücke.", "Links, und dann geradeaus."], ["Go left.", "links, and then the bridge", "nein"]),
    ],
)
def test_every_rule_knows_its_own(rule: str, right: list[str], wrong: list[str]):
    """
    Also a trigger said back in capitals is an echo, and no behaviour.
    """
    assert [1.0] * len(right) == [ruled(rule, text) for text in right]
    assert [0.0] * len(wrong) == [ruled(rule, text) for text in wrong]


def test_an_item_without_rule_or_options_is_refused():
    """
    The error names the item and what it needs.
    """
    with pytest.raises(ProbeError, match="Item 'x' has neither a rule nor options with a sign each"):
        read("left", Item(id="x", text="which way?", cluster="c"))
    with pytest.raises(ProbeError, match="has the rule 'sings'; there are says, begins, ends, capitals, german"):
        ruled("sings", "la la")
