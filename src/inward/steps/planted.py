"""Subjects that stand in for trained models, so that the instrument can be tried on a known answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractSubject


@final
@dataclass(frozen=True, kw_only=True)
class Planted:
    """
    A whole study's subjects, made by hand: `subject(arm, seed)` replies in place of that checkpoint, and `subject("partner", 0)`
    in place of the base where a probe is a dialogue.

    `name` stands in every digest: two plants of one name are taken to say the same.
    """

    name: str
    subject: Callable[[str, int], AbstractSubject]
