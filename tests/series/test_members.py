"""A series as it is written on the command line."""

import pytest

from inward.errors import DesignError
from inward.series.member import Member, in_order, members


def one(label: str, position: float | None, reference: str) -> Member:
    return Member(label=label, position=position, reference=reference)


def test_label_and_place_stand_before_the_equals_sign():
    """
    A hub's revision is none of it, and a path that holds "=" is a path.
    """
    found = members(["early@0=runs/a", "late@1e3=ORG/NAME@abc123"])
    bare = members(["runs/lr=0.1/first/", "ORG/second@main", "third=x"])

    assert (one("early", 0.0, "runs/a"), one("late", 1000.0, "ORG/NAME@abc123")) == found
    assert (one("first", None, "runs/lr=0.1/first/"), one("second", None, "ORG/second@main"), one("third", None, "x")) == bare


def test_a_series_stands_by_its_positions_or_as_it_was_written():
    """
    The first without positions is at 1.
    """
    assert ["b", "a"] == [each.label for each in in_order(members(["a@5=x", "b@-1=y"]))]
    assert [1.0, 2.0] == [each.position for each in in_order(members(["a=x", "b=y"]))]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "0 given, and a series takes two or more"),
        (["a=x"], "1 given"),
        (["a=x", "a=y"], "'a' is there 2 times"),
        (["a=x", "b=x"], "'x' is there 2 times"),
        (["a/x", "b/x"], "labels of their own where folders have one name: LABEL=CHECKPOINT"),
        (["a@1=x", "b=y"], "'a' has an X and 'b' has none"),
        (["a@one=x", "b@2=y"], "X is 'one', which is no number"),
        (["a@nan=x", "b@2=y"], "X is 'nan', which lies nowhere"),
        (["a@1e308=x", "b@-1e308=y"], "X is '1e308', too far out to reckon with. Count in another unit."),
        (["a@0=x", "b@5e-324=y"], "X is '5e-324', too far out to reckon with"),
        (["a@=x", "b@2=y"], "a part of it is empty"),
        (["=x", "b=y"], "a part of it is empty"),
        (["a=", "b=y"], "a part of it is empty"),
        (["..", "b=y"], "it has no name"),
    ],
)
def test_what_is_no_series_is_refused(given: list[str], said: str):
    """
    In a sentence that says what to write.
    """
    with pytest.raises(DesignError) as error:
        members(given)

    assert str(error.value).startswith("Reading --series")
    assert said in str(error.value)
