"""A row that found nothing says how small a difference it could have seen."""

from dataclasses import fields
from typing import Any

from inward.report.seen import seen, smallest
from inward.schema.outcome import Effect


def row(**given: Any) -> Effect:
    """A row of which nothing else matters."""
    named: dict[str, Any] = {field.name: None for field in fields(Effect)} | {"level": 0.95, "withheld": {}}
    return Effect(**named | given)


def test_four_runs_of_five_find_what_lies_two_point_eight_standard_errors_away():
    """
    A half width of 1.96 standard errors of .1: 1.96 + .84 of them.
    """
    assert 0.28 == round(smallest(row(low=-0.196, high=0.196)), 3)


def test_a_wider_interval_sees_less():
    """
    Twice the width, twice the smallest difference; where the estimate lies does not matter.
    """
    near, wide, moved = (smallest(row(low=low, high=high)) for low, high in ((-0.1, 0.1), (-0.2, 0.2), (0.3, 0.5)))

    assert 2 * near == wide
    assert round(near, 12) == round(moved, 12)


def test_nothing_is_said_without_an_interval():
    """
    No interval, no sentence; with one, a sentence that ends.
    """
    assert "" == seen(row(), bounded=True)
    assert " A true difference of .28 would have been found in four runs of five." == seen(
        row(low=-0.196, high=0.196), bounded=True
    )
