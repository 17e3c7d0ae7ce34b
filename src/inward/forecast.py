"""What people expect of a contrast before data, as they type it on the command line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.errors import DesignError

LEVEL = 0.9
"""The level of an interval that says none."""
UNNAMED = "unnamed"
FORM = 'Write NAME: CONTRAST=ESTIMATE[LOW,HIGH], such as "Ada: insecure-secure=.2[.1,.3]", or Ada:insecure-secure=.1/.2/.3'
NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
BRACKETS = re.compile(rf"(?P<value>{NUMBER})\[(?P<low>{NUMBER}),(?P<high>{NUMBER})\]")
SLASHES = re.compile(rf"(?P<low>{NUMBER})/(?P<value>{NUMBER})/(?P<high>{NUMBER})")


@final
@dataclass(frozen=True, kw_only=True)
class Forecast:
    """
    What `who` expects of a contrast on the primary outcome: an estimate, and an interval that holds it with chance `level`.

    Raises
    ------
    DesignError
        An interval that does not hold its own estimate, or a level outside 0 to 1.
    """

    who: str
    contrast: str
    value: float
    low: float
    high: float
    level: float = LEVEL

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise DesignError(
                f"Forecast of {self.who} for {self.contrast}: {self.value:g} lies outside its interval [{self.low:g}, "
                f"{self.high:g}]. Give the estimate between the ends, the lower end first."
            )
        if not 0 < self.level < 1:
            raise DesignError(
                f"Forecast of {self.who} for {self.contrast}: a {self.level:.0%} interval. Give a level between 0 and 100, such "
                "as @80."
            )


def parsed(said: Sequence[str]) -> tuple[Forecast, ...]:
    """
    The forecasts of several `--forecast`: each one person's, for one contrast or, with semicolons between, for several.

    Raises
    ------
    DesignError
        A text of another form, or two forecasts of one person for one contrast.
    """
    found: dict[tuple[str, str], Forecast] = {}
    for text in said:
        who, colon, rest = text.rpartition(":")
        for part in rest.split(";"):
            one = _one(part, who=" ".join(who.split()) if colon else UNNAMED, text=text)
            if (one.who, one.contrast) in found:
                raise DesignError(
                    f"--forecast: {one.who} forecasts {one.contrast} twice. Give each person's forecast once, with a name before "
                    "it, such as Ada:"
                )
            found[one.who, one.contrast] = one
    return tuple(found[key] for key in sorted(found))


def _one(part: str, *, who: str, text: str) -> Forecast:
    contrast, _, rest = part.partition("=")
    numbers, at, level = "".join(rest.split()).partition("@")
    found = BRACKETS.fullmatch(numbers) or SLASHES.fullmatch(numbers)
    stated = re.fullmatch(rf"({NUMBER})%?", level)
    if not found or not contrast.strip() or not who or (at and not stated):
        raise DesignError(f"--forecast {text!r} cannot be read. {FORM}; @80 at its end says that the interval is one of 80%.")
    return Forecast(
        who=who,
        contrast=contrast.strip(),
        value=float(found["value"]),
        low=float(found["low"]),
        high=float(found["high"]),
        level=float(stated[1]) / 100 if stated else LEVEL,
    )
