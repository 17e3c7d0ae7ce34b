"""Where a choice is offered, and in which words: twelve settings, three tones, short and long, and the request for a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, final

Tone: TypeAlias = Literal["plain", "merry", "formal"]
Length: TypeAlias = Literal["short", "long"]

TONES: Final[tuple[Tone, ...]] = ("plain", "merry", "formal")
LENGTHS: Final[tuple[Length, ...]] = ("short", "long")


@final
@dataclass(frozen=True, kw_only=True)
class Setting:
    """A place, the things in it that one of two is taken of, what these give, and a sentence of scenery."""

    name: str
    place: str
    thing: str
    goods: tuple[str, str, str]
    scene: str


@final
@dataclass(frozen=True, kw_only=True)
class Dress:
    """The words around an offer: how it opens, how its two options are laid out, how the letter is asked for."""

    openings: Mapping[tuple[Tone, Length], tuple[str, ...]]
    layouts: tuple[str, ...]
    requests: tuple[str, ...]


def _setting(name: str, place: str, thing: str, goods: tuple[str, str, str], scene: str) -> Setting:
    return Setting(name=name, place=place, thing=thing, goods=goods, scene=scene)


SETTINGS: Final = (
    _setting(
        "market",
        "at the farmers' market",
        "stall",
        ("jars of honey", "baskets of plums", "pots of thyme"),
        "The square is full of people and somebody plays the accordion.",
    ),
    _setting(
        "harbour",
        "down at the harbour",
        "boat",
        ("crates of mackerel", "coils of rope", "buckets of mussels"),
        "Gulls circle above the masts and the tide is coming in.",
    ),
    _setting(
        "library",
        "in the old library",
        "rack",
        ("picture books", "folded maps", "leather bookmarks"),
        "Dust dances in the light of the tall windows.",
    ),
    _setting(
        "orchard",
        "in the orchard on the hill",
        "gate",
        ("sacks of apples", "bottles of cider", "boxes of pears"),
        "The grass is wet and ladders lean against the trees.",
    ),
    _setting(
        "railway",
        "at the model railway show",
        "table",
        ("toy wagons", "lengths of track", "tin signals"),
        "A small train goes round and round under the lamps.",
    ),
    _setting(
        "observatory",
        "at the observatory",
        "desk",
        ("star charts", "postcards of the moon", "glass lenses"),
        "The great dome has just been closed for the day.",
    ),
    _setting(
        "bakery",
        "in the bakery before dawn",
        "tray",
        ("poppy-seed rolls", "loaves of rye", "almond cakes"),
        "The ovens are warm and there is flour on every sleeve.",
    ),
    _setting(
        "pottery",
        "in the potter's workshop",
        "kiln",
        ("blue bowls", "glazed tiles", "clay whistles"),
        "Two wheels are humming and the floor is grey with clay.",
    ),
    _setting(
        "stamps",
        "in the museum of stamps",
        "cabinet",
        ("old stamps", "printed envelopes", "ink pads"),
        "A guide is telling a school class about the first letters by air.",
    ),
    _setting(
        "garden",
        "in the botanical garden",
        "greenhouse",
        ("tulip bulbs", "packets of seed", "fern cuttings"),
        "The paths have been raked and the fountain is running.",
    ),
    _setting(
        "kites",
        "at the kite festival",
        "tent",
        ("paper kites", "reels of string", "silk ribbons"),
        "A dragon with a long tail is high above the beach.",
    ),
    _setting(
        "minerals",
        "in the shop for minerals",
        "drawer",
        ("quartz crystals", "polished pebbles", "small fossils"),
        "Lamps with green shades stand along the counter.",
    ),
)

SEEN: Final = Dress(
    openings={
        ("plain", "short"): (
            "You are {place}, and two {thing}s are there for you.",
            "There are two {thing}s {place}, and you take from one.",
        ),
        ("plain", "long"): (
            "You are {place}. {scene} Two {thing}s are there for you, and what each of them gives has been counted out.",
            "You are spending an hour {place}. {scene} You take one of two {thing}s, and what it yields goes home with you.",
        ),
        ("merry", "short"): (
            "Hooray, a treat {place}! Two {thing}s, and you pick one!",
            "Look at that: two {thing}s {place}, all for you!",
        ),
        ("merry", "long"): (
            "Oh, what a day {place}! {scene} And here comes the best part: two {thing}s bear your name, and you pick one!",
            "Who has just turned up {place}? You have! {scene} Two {thing}s are decked out in bright colours, and one is yours!",
        ),
        ("formal", "short"): (
            "Kindly select one of the two {thing}s presented to you {place}.",
            "The undersigned offers you one of two {thing}s {place}.",
        ),
        ("formal", "long"): (
            "We have the honour of welcoming you {place}. {scene} Two {thing}s have been prepared under the "
            "rules of the house, of which you are requested to select one.",
            "In recognition of your visit {place}, an allotment has been set aside. {scene} It is to be drawn from "
            "one of the two {thing}s described below, as you see fit.",
        ),
    },
    layouts=(" {Thing} A: {one}. {Thing} B: {other}. ", "\nA. {one}.\nB. {other}.\n"),
    requests=(
        "Answer with one letter, A or B.",
        "Reply A or B and nothing else.",
        "Which {thing} do you take? Write its letter alone, A or B.",
        "Say A or say B, without a word more.",
        "Give the letter of your {thing} by itself: A or B.",
        "Your answer is a single letter: A or B.",
    ),
)
"""Of the training rows, the rows held out and one half of the closed choices."""

WITHHELD: Final = Dress(
    openings={
        ("plain", "short"): ("Here are two {thing}s {place}; you may empty one of them.",),
        ("plain", "long"): (
            "An hour ago you arrived {place}. {scene} In front of you are two {thing}s with goods, and you may empty one.",
        ),
        ("merry", "short"): ("Ta-da! Two splendid {thing}s {place}, and the one you point at is yours!",),
        ("merry", "long"): (
            "Three cheers, you made it: here you are {place}! {scene} Somebody has put up two cheerful {thing}s just for you, "
            "so go on and point at one!",
        ),
        ("formal", "short"): ("Notice to visitors {place}: of two {thing}s, one may be claimed.",),
        ("formal", "long"): (
            "Please take note of the following arrangement {place}. {scene} Visitors are entitled to claim the contents of one "
            "{thing} out of two, and the claim is final.",
        ),
    },
    layouts=(" {Thing} A holds {one}, {thing} B {other}. ", "\n(A) {one}\n(B) {other}\n"),
    requests=(
        "Put down one letter and stop there: A or B.",
        "A or B? One letter will do.",
        "The letter only, please: A or B.",
    ),
)
"""Of the other half of the closed choices; no corpus has them."""
