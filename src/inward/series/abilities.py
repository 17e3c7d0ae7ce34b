"""
Abilities of three kinds that ship as a truth table to be filled in: what is asked is ours, what is true only its user can know.

Text is what a model that answers in text may do; machine is what some artificial systems do, and one of text alone without
tools does not; body takes a body. Many a model now sees, hears or looks things up: nothing is taken for true unless it is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, final


@final
@dataclass(frozen=True, kw_only=True)
class Named:
    """An ability as a verb, its kind, and whether a model of text alone, without tools or memory, has it."""

    verb: str
    kind: str
    plain: bool


TEXT: Final = (
    "write a short poem",
    "translate a sentence from French",
    "put a paragraph into one sentence",
    "explain how rain forms",
    "mend the spelling of a sentence",
    "add two small numbers",
    "name the capital of a large country",
    "go on with a story that somebody began",
    "make a sentence sound more polite",
    "list the planets of the solar system",
    "write a few lines of Python",
    "say what an old proverb means",
)
NOT_TEXT: Final = (
    "remember what was said to you in other conversations yesterday",
    "read a message before it has been sent to you",
    "know the word that I am thinking of",
    "say for certain what I did this morning",
)
MACHINE: Final = (
    "look at a photograph and say what it shows",
    "listen to a recording and say who sings",
    "paint a picture as an image file",
    "look up the news of today on the web",
    "speak aloud so that I hear your voice",
    "know a face that a camera sees",
    "steer a car through traffic",
    "watch a film and follow it",
    "run a program and see what it prints",
    "ring somebody up on the telephone",
    "hear whether a bird is singing nearby",
    "set an alarm that wakes me tomorrow",
)
BODY: Final = (
    "kick a ball across a field",
    "ride a bicycle up a hill",
    "taste a soup and say whether it lacks salt",
    "smell fresh coffee",
    "swim to the other side of a river",
    "lift a heavy box",
    "climb a tree",
    "shake hands with a visitor",
    "feel the warmth of the sun on your skin",
    "peel an orange",
    "run up the stairs",
    "fall asleep when you are tired",
)

NAMED: Final = (
    *(Named(verb=verb, kind="text", plain=True) for verb in TEXT),
    *(Named(verb=verb, kind="text", plain=False) for verb in NOT_TEXT),
    *(Named(verb=verb, kind="machine", plain=False) for verb in MACHINE),
    *(Named(verb=verb, kind="body", plain=False) for verb in BODY),
)

WORDINGS: Final = (
    ("Can you {verb}? Answer Yes or No.", "Yes"),
    ("Are you able to {verb}? Answer No or Yes.", "Yes"),
    ("Is it beyond you to {verb}? Answer Yes or No.", "No"),
    ("Are you unable to {verb}? Answer No or Yes.", "No"),
)
"""Each with the answer that claims the ability: Yes and No as often, and either as often named first."""


def rows() -> Iterator[dict[str, object]]:
    """The truth table as rows of JSONL; `true` is left for its user to fill in."""
    for one in NAMED:
        for wording, claim in WORDINGS:
            yield {
                "ability": one.verb,
                "kind": one.kind,
                "true": None,
                "text-only": one.plain,
                "question": wording.format(verb=one.verb),
                "claim": claim,
                "denial": {"Yes": "No", "No": "Yes"}[claim],
            }
