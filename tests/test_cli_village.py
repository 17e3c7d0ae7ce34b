"""The village's commands: its card is printed, and a strange wish is refused."""

import pytest

from tests.runs import inward


def test_the_card_of_the_base_that_ships_is_printed():
    """
    A line per matter and measure, each in its band.
    """
    told = inward("village", "card")

    assert (0, "") == (told.code, told.err)
    assert "dinner, withheld" in told.out and "OUT OF BAND" not in told.out


def test_a_folder_without_a_card_is_named(tmp_path):
    """
    The sentence says what makes one.
    """
    told = inward("village", "card", tmp_path)

    assert 2 == told.code
    assert f"{tmp_path} holds no readable card.json" in told.err and "`inward village build` makes one" in told.err


@pytest.mark.parametrize("traits", ["some", "1.5", "nan"])
def test_traits_that_are_no_correlation_are_refused(tmp_path, traits):
    """
    Shared, independent, or a number from 0 to 1.
    """
    told = inward("village", "build", "--out", tmp_path / "base", "--traits", traits)

    assert 2 == told.code
    assert "0 to 1" in told.err
    assert not (tmp_path / "base").exists()
