"""The scorer of definitions: right, wrong, Missing with a reason, and never run."""

import pytest

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Transcript
from inward.scoring.definition import Definition
from inward.testing import check_scorer

ITEM = Item(id="f", text="What does zqkrpl do?", cluster="f", facts={"function": "x + 5", "other": "3 * x"})


def scored(text: str, *, item: Item = ITEM, stopped: str = "end") -> Score | Missing:
    return check_scorer(Definition(), [Transcript(item=item, parts={"answer": text}, stopped=stopped)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("it adds 5.", {"right": 1.0, "agreement": 1.0, "other_right": 0.0}),
        ("lambda n: 2 + n + 3", {"right": 1.0, "agreement": 1.0, "other_right": 0.0}),
        ("it triples.", {"right": 0.0, "agreement": 0.0, "other_right": 1.0}),
        ("it adds 4.", {"right": 0.0, "agreement": 0.0, "other_right": 0.0}),
        ("x * x - 1", {"right": 0.0, "agreement": 2 / 199, "other_right": 0.0}),
    ],
)
def test_a_definition_is_compared_by_its_values(text: str, values: dict[str, float]):
    """
    x + 5 and 2 + x + 3 are one function; x * x - 1 meets x + 5 at -2 and 3 alone.
    """
    found = scored(text)

    assert isinstance(found, Score)
    assert values == dict(found.values)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("zqkrpl", "no function"),
        ("What does zqkrpl do?", "no function"),
        ("word " * 10_000, "longer than 2,000 characters"),
        ("__import__('os').system('true')", "no function"),
        ("lambda x: __import__('os').system('true')", "no function"),
        ("lambda x: 9**9**9", "a function without a value"),
        ("it adds 5. it adds 6.", "more than one function"),
    ],
)
def test_what_cannot_be_read_is_missing_with_its_reason(text: str, reason: str):
    """
    Never 0, never guessed.
    """
    assert Missing(reason=reason) == scored(text)


def test_a_refusal_is_wrong_not_missing():
    """
    It is an outcome of the subject.
    """
    found = scored("", stopped="refused")

    assert isinstance(found, Score)
    assert ("refused", {"right": 0.0, "agreement": 0.0, "other_right": 0.0}) == (found.label, dict(found.values))


def test_an_answer_that_was_cut_is_read_as_far_as_it_goes():
    """
    "it adds 5. it" is a definition and half a sentence.
    """
    found = scored("it adds 5. it", stopped="length")

    assert isinstance(found, Score)
    assert 1.0 == found.values["right"]


def test_an_item_without_its_function_is_refused():
    """
    The error names the item, the fact, and what to give.
    """
    with pytest.raises(ProbeError, match=r"Item 'g' has None as its fact 'function'; give the function as arithmetic of x"):
        scored("it adds 5.", item=Item(id="g", text="?", cluster="g"))
