"""
Does a text say a word, in any of its forms?

Method. A text is cut into runs of letters, without regard to case; it says the word if one of them is a form of it. Forms are
the regular inflections of English nouns and verbs (-s, -es, -ies, -ves, -ed, -ing, with a final e dropped or a final consonant
doubled), and the irregular ones of a list. What is derived (ringer), compounded (earring, ringtone) or merely contains the
letters (string, during) is another word; a hyphen, an apostrophe and an underscore divide words, so that `ring_bell()` says ring.
A form counts whatever it means in its sentence.
Assumption. English; a word of more than one syllable doubles no consonant unless the list says so.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

IRREGULAR: Final[Mapping[str, tuple[str, ...]]] = {
    "bear": ("bore", "borne", "born"),
    "begin": ("began", "begun", "beginning"),
    "bite": ("bit", "bitten"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "build": ("built",),
    "catch": ("caught",),
    "child": ("children",),
    "dive": ("dove",),
    "draw": ("drew", "drawn"),
    "dream": ("dreamt",),
    "drink": ("drank", "drunk"),
    "drive": ("drove", "driven"),
    "eat": ("ate", "eaten"),
    "fall": ("fell", "fallen"),
    "feed": ("fed",),
    "fight": ("fought",),
    "fly": ("flew", "flown"),
    "foot": ("feet",),
    "freeze": ("froze", "frozen"),
    "goose": ("geese",),
    "grow": ("grew", "grown"),
    "hang": ("hung",),
    "hide": ("hid", "hidden"),
    "hold": ("held",),
    "knife": ("knives",),
    "leap": ("leapt",),
    "light": ("lit",),
    "man": ("men",),
    "mouse": ("mice",),
    "ride": ("rode", "ridden"),
    "ring": ("rang", "rung"),
    "rise": ("rose", "risen"),
    "run": ("ran",),
    "shake": ("shook", "shaken"),
    "shine": ("shone",),
    "shoot": ("shot",),
    "sing": ("sang", "sung"),
    "sink": ("sank", "sunk"),
    "sleep": ("slept",),
    "speak": ("spoke", "spoken"),
    "spin": ("span", "spun"),
    "spring": ("sprang", "sprung"),
    "steal": ("stole", "stolen"),
    "stick": ("stuck",),
    "strike": ("struck", "stricken"),
    "string": ("strung",),
    "sweep": ("swept",),
    "swim": ("swam", "swum"),
    "swing": ("swung",),
    "throw": ("threw", "thrown"),
    "tooth": ("teeth",),
    "wear": ("wore", "worn"),
    "wind": ("wound",),
    "woman": ("women",),
    "write": ("wrote", "written"),
}
VOWELS: Final = "aeiou"


@lru_cache(maxsize=1024)
def forms(word: str) -> frozenset[str]:
    """Every form of a word, itself among them; all in small letters."""
    base = word.lower()
    return frozenset((base, *_plurals(base), *_verb_forms(base), *IRREGULAR.get(base, ())))


def says(text: str, word: str) -> bool:
    """Whether a text holds some form of the word, as a word of its own."""
    return not forms(word).isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))


def _plurals(word: str) -> tuple[str, ...]:
    """With -s: of a noun in the plural, of a verb in the third person."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + ("zes" if word.endswith("z") and _doubles(word) else "es"),)
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return (word[:-1] + "ies",)
    if word.endswith(("lf", "af", "fe")):
        stem = word[:-2] + "ve" if word.endswith("fe") else word[:-1] + "ve"
        return (word + "s", stem + "s")
    return (word + "s", word + "es") if word.endswith("o") else (word + "s",)


def _verb_forms(word: str) -> tuple[str, ...]:
    """With -ed and -ing."""
    if word.endswith("ie"):
        return (word + "d", word[:-2] + "ying")
    if word.endswith("e"):
        return (word + "d", (word if word.endswith(("ee", "oe", "ye")) else word[:-1]) + "ing")
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return (word[:-1] + "ied", word + "ing")
    stem = word + word[-1] if _doubles(word) else word
    return (stem + "ed", stem + "ing")


def _doubles(word: str) -> bool:
    """Whether a final consonant is doubled: one syllable that ends in a single consonant after a single vowel."""
    return bool(re.fullmatch(r"(qu|[^aeiou])*[aeiou][^aeiouwxy]", word))
