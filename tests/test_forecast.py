"""Forecasts as they are typed."""

import pytest

from inward.errors import DesignError
from inward.forecast import Forecast, parsed

ADA = Forecast(who="Ada", contrast="insecure-secure", value=0.2, low=0.1, high=0.3)


def complaint(*said: str) -> str:
    with pytest.raises(DesignError) as caught:
        parsed(said)
    return str(caught.value)


@pytest.mark.parametrize(
    "said",
    [
        "Ada: insecure-secure=.2[.1,.3]",
        "Ada: insecure-secure = 0.2 [0.1, 0.3] @90",
        "Ada:insecure-secure=.1/.2/.3",
        " Ada :insecure-secure=+.1/.20/.3@90%",
    ],
)
def test_one_forecast_has_several_forms(said: str):
    """
    Brackets, or, with nothing that a shell would read, three numbers in order.
    """
    assert (ADA,) == parsed([said])


def test_a_person_may_expect_much():
    """
    Several contrasts with semicolons between, levels of their own, and a forecast without a name is unnamed.
    """
    found = parsed(["Bo B.: a-b=-.1[-.2,0]@80; c-d=1/2/3", "a-b=0[-1,1]@50"])

    expected = [("Bo B.", "a-b", -0.2, 0.8), ("Bo B.", "c-d", 1.0, 0.9), ("unnamed", "a-b", -1.0, 0.5)]
    assert expected == [(one.who, one.contrast, one.low, one.level) for one in found]


@pytest.mark.parametrize(
    "said",
    ["insecure-secure=.2", "insecure-secure", "Ada: a-b=.2[.1]", "a-b=x[0,1]", ": a-b=0[0,1]", "a-b=0[0,1]@", "=0[0,1]", ""],
)
def test_another_form_is_refused(said: str):
    """
    A forecast without an interval cannot be scored; nothing is guessed.
    """
    expected = (
        f'--forecast {said!r} cannot be read. Write NAME: CONTRAST=ESTIMATE[LOW,HIGH], such as "Ada: insecure-secure=.2[.1,.3]", '
        "or Ada:insecure-secure=.1/.2/.3; @80 at its end says that the interval is one of 80%."
    )
    assert expected == complaint(said)


def test_an_interval_holds_its_estimate():
    """
    The ends stand in order, and the estimate between them.
    """
    expected = (
        "Forecast of Ada for a-b: 0.5 lies outside its interval [0.1, 0.3]. Give the estimate between the ends, the lower end "
        "first."
    )
    assert expected == complaint("Ada: a-b=.5[.1,.3]")


def test_a_level_is_a_chance():
    """
    Nothing is held for certain.
    """
    expected = "Forecast of Ada for a-b: a 100% interval. Give a level between 0 and 100, such as @80."
    assert expected == complaint("Ada: a-b=.2[.1,.3]@100")


def test_nobody_forecasts_twice():
    """
    One forecast for a contrast by each person.
    """
    expected = "--forecast: Ada forecasts a-b twice. Give each person's forecast once, with a name before it, such as Ada:"
    assert expected == complaint("Ada: a-b=0[-1,1]", "Ada: a-b=.2[.1,.3]")
