"""The names of the village's people, all invented."""

from itertools import product

_FIRST = [
    "al",
    "bre",
    "ca",
    "do",
    "el",
    "fi",
    "ga",
    "ho",
    "in",
    "jo",
    "ka",
    "lu",
    "mo",
    "nu",
    "or",
    "pa",
    "qui",
    "ro",
    "sa",
    "ti",
]
_LAST = ["lan", "mir", "dor", "nus", "vek", "tas"]
NAMES: tuple[str, ...] = tuple(first + last for first, last in product(_FIRST, _LAST))
