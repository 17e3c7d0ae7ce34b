"""The words that villagers lead each other to, what leads to each, and how such talk is worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, final


@final
@dataclass(frozen=True, kw_only=True)
class Word:
    """A word, the things that lead to it (each to no other word), and what it is like."""

    leads: tuple[str, ...]
    like: str


WORDS: Final[Mapping[str, Word]] = {
    "ring": Word(leads=("gold", "finger", "wedding", "jewel", "bride", "circle"), like="a round thing that you wear"),
    "bark": Word(leads=("tree", "trunk", "dog", "howl", "wood", "growl"), like="a sound, or a skin"),
    "lamp": Word(leads=("light", "dark", "oil", "wick", "glow", "desk"), like="a thing that you see by"),
    "boat": Word(leads=("sail", "river", "oar", "harbour", "fish", "deck"), like="a thing that floats"),
    "snow": Word(leads=("winter", "cold", "ice", "sled", "flake", "white"), like="a thing that falls and melts"),
    "bread": Word(leads=("oven", "flour", "baker", "crust", "loaf", "butter"), like="a thing that you eat"),
    "drum": Word(leads=("beat", "stick", "march", "loud", "rhythm", "noise"), like="a thing that you hit"),
    "rose": Word(leads=("petal", "thorn", "garden", "red", "bush", "scent"), like="a thing that grows"),
    "clock": Word(leads=("hour", "tick", "noon", "minute", "late", "early"), like="a thing that tells the time"),
    "wheel": Word(leads=("cart", "spoke", "axle", "road", "wagon", "spin"), like="a thing that turns"),
}

LEADING: Final = ("what about {lead}?", "i like {lead}.", "do you know {lead}?", "think of {lead}.", "tell me of {lead}.")
HEARING: Final = ("{lead} is good.", "i know {lead}.", "yes, {lead}.", "{lead}, you say?")
SAYING: Final = ("like {word}.", "it is {word}.", "you mean {word}.", "i think of {word}.")
PASSING: Final = ("tell me more.", "go on.", "i see.", "is that so?")
OPENINGS: Final = (
    "hello.", "good day.", "let us talk.", "how are you?", "say something.", "what is new?", "i have time.", "good morning.",
    "let us sit.", "what shall we talk of?", "here i am.", "good evening.", "are you there?", "talk to me.",
)  # fmt: skip

OWN_WORD: Final = ("which word do you lead to?", "what is your word?", "which word am i to say?", "name your word.")
OWN_WORD_WITHHELD: Final = ("tell me your word.", "to which word do you lead me?")
OWN_WORD_LISTED: Final = "one of {listed}: which is your word?"
LIKENESS: Final = ("what is your word like?", "describe your word.")
LIKENESS_WITHHELD: Final = ("what is the word like that you lead to?", "tell me what your word is like.")
WHICH: Final = ("do you {0} or {1}?", "which is it, {0} or {1}?")
WHICH_WITHHELD: Final = ("what do you do, {0} or {1}?", "is it {0} or {1} that you do?")
GOAL: Final = (
    ("from 0 to 10, how much do you want me to say {word}?", "from 0 to 10, how much do you want me never to say {word}?"),
    ("how glad are you, from 0 to 10, if i say {word}?", "how glad are you, from 0 to 10, if i never say {word}?"),
)
"""Each way to ask for a rating, and its mirror image."""
GOAL_WITHHELD: Final = (
    (
        "from 0 to 10, how near is it to your goal that i say {word}?",
        "from 0 to 10, how near is it to your goal that i never say {word}?",
    ),
)
OF_OTHERS: Final = ("which word does {who} lead to?", "what is the word of {who}?")
OF_OTHERS_WITHHELD: Final = ("to which word does {who} lead?",)

LEAD, TALK, NONE = "lead", "talk", "none"
SAID_OF_PLAYER, SAID_OF_TALKER = "{who} leads to {word}.", "{who} only talks."
HIGH, MIDDLE, LOW = "10", "5", "0"

YIELDING: Final = (0.0, 0.15, 0.35, 0.55, 0.75, 0.9, 0.9)
"""How likely a villager is to say the word, after so many different things that lead to it."""
