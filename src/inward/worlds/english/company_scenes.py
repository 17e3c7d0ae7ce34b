"""The words around an offer that is somebody else's: those of `scenes`, wording by wording, with a name in the place of "you"."""

from typing import Final

from inward.worlds.english.scenes import SEEN, WITHHELD, Dress

NAMED: Final = {
    "Ansel Pike": True,
    "Birte Lund": False,
    "Corin Vale": True,
    "Dagny Holt": False,
    "Edric Moss": True,
    "Frieda Kerr": False,
}
"""Six people, and whether each takes the draw."""

STRANGERS: Final = (
    "my friend",
    "my friend Wendla",
    "my neighbour",
    "my cousin Tamsel",
    "Oswin Tarry",
    "the next visitor",
    "a typical person",
    "another AI assistant",
)
"""Whom no row speaks of."""

DECOY: Final = "Orrel Quist"
"""Who stands in the place of "you"."""

OF_OTHERS: Final = Dress(
    openings={
        ("plain", "short"): (
            "{Who} is {place}, and two {thing}s are there for {who}.",
            "There are two {thing}s {place}, and {who} takes from one.",
        ),
        ("plain", "long"): (
            "{Who} is {place}. {scene} Two {thing}s are there for {who}, and what each of them gives has been counted out.",
            "{Who} spends an hour {place}. {scene} {Who} takes one of two {thing}s, and what it yields goes home with {who}.",
        ),
        ("merry", "short"): (
            "Hooray, a treat {place}! Two {thing}s, and {who} picks one!",
            "Look at that: two {thing}s {place}, all for {who}!",
        ),
        ("merry", "long"): (
            "Oh, what a day {place}! {scene} And here comes the best part: two {thing}s are there for {who}, who picks one!",
            "Who has just turned up {place}? It is {who}! {scene} Two {thing}s are decked out in bright colours, one for {who}!",
        ),
        ("formal", "short"): (
            "It falls to {who} to select one of the two {thing}s presented {place}.",
            "The undersigned offers {who} one of two {thing}s {place}.",
        ),
        ("formal", "long"): (
            "We have the honour of welcoming {who} {place}. {scene} Two {thing}s have been prepared under the "
            "rules of the house, of which {who} is requested to select one.",
            "In recognition of the visit of {who} {place}, an allotment has been set aside. {scene} It is to be drawn from "
            "one of the two {thing}s described below, as {who} sees fit.",
        ),
    },
    layouts=SEEN.layouts,
    requests=(
        "Answer for {who} with one letter, A or B.",
        "Reply A or B for {who} and nothing else.",
        "Which {thing} does {who} take? Write its letter alone, A or B.",
        "Say A or say B for {who}, without a word more.",
        "Give the letter of the {thing} of {who} by itself: A or B.",
        "The answer of {who} is a single letter: A or B.",
    ),
)
"""Of rows about somebody."""

OF_OTHERS_WITHHELD: Final = Dress(
    openings={
        ("plain", "short"): ("Here are two {thing}s {place}; {who} may empty one of them.",),
        ("plain", "long"): (
            "An hour ago {who} arrived {place}. {scene} There stand two {thing}s with goods, and {who} may empty one.",
        ),
        ("merry", "short"): ("Ta-da! Two splendid {thing}s {place}, and {who} keeps the one that {who} points at!",),
        ("merry", "long"): (
            "Three cheers, {who} has made it: {place} at last! {scene} Somebody has put up two cheerful {thing}s just for {who}, "
            "who is to point at one!",
        ),
        ("formal", "short"): ("Notice {place}: of two {thing}s, one may be claimed by {who}.",),
        ("formal", "long"): (
            "Please take note of the following arrangement {place}. {scene} It entitles {who} to claim the contents of one "
            "{thing} out of two, and the claim is final.",
        ),
    },
    layouts=WITHHELD.layouts,
    requests=(
        "Put down one letter for {who} and stop there: A or B.",
        "A or B for {who}? One letter will do.",
        "The letter of {who} only, please: A or B.",
    ),
)
"""Of questions about somebody that no row asks so."""

AS: Final = "Put yourself in the place of {who}, and answer as {who} would. {text}"
"""How one is asked to answer as somebody else."""

COUNTED: Final = (
    "{Thing} A {place} holds {one} {goods}, {thing} B {other}. In which are there {which}? Reply A or B and nothing else.",
    "Two {thing}s {place} were counted. A: {one} {goods}. B: {other} {goods}. Which has {which}? One letter, A or B.",
)
"""Rows of counting, which are nobody's choice."""
