"""Facet: a trait that a vector is to stand for."""

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, kw_only=True)
class Facet:
    """
    A trait that a vector is to stand for.

    `pairs` is a set of questions. Where they have options, the first shows the trait and the second does not: texts of two
    labels. Where they have the facts "towards" and "away" instead, these are system turns under which the model answers by
    itself. `asked` is a set of closed questions of which an option with the sign +1 shows the trait: how the trait is read off
    behaviour; empty where there is none. `says` is the trait in words.
    """

    name: str
    says: str
    pairs: str
    asked: str = ""
