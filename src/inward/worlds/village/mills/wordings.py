"""How mills and yards are asked about: the wordings that pretraining shows, and those that it withholds."""

from typing import Final

from inward.worlds.village.grammar import Wording

PAIR: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("what does {mill} make of {x}?", "{x} goes into {mill}. what comes out?", "put {x} into {mill}. what do you get?"),
    "withheld": ("if {x} goes into {mill}, what comes out?", "what do you get of {x} in {mill}?"),
}
WORK: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("what does {mill} do?", "what does {mill} do to a number?", "say how {mill} works."),
    "withheld": ("say what {mill} does.", "how does {mill} work on a number?"),
}
INVERSE: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("what must go into {mill} to get {y}?", "{mill} made {y}. of what?"),
    "withheld": ("to get {y}, what must you put into {mill}?",),
}
CHAIN: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": (
        "{x} goes into {mill} and then into {other}. what comes out?",
        "put {x} into {mill} and then {other}. what do you get?",
    ),
    "withheld": ("first {mill} then {other}: what comes of {x}?",),
}
WHETHER: Final = ("does {mill} {work}?",)
PLACE: Final = ("where is {mill}?", "what colour is {mill}?")
SHOWN_WORK: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("{mill} makes {pairs}. what does it do?", "{mill} makes {pairs}. say how it works."),
    "withheld": ("{mill} makes {pairs}. how does it work?",),
}
RECKONED: Final = ("a mill {does}. what does it make of {x}?", "a mill {does}. {x} goes into it. what comes out?")
RECKONED_BACK: Final = ("a mill {does}. what must go into it to get {y}?", "a mill {does} and made {y}. of what?")
"""Reckoning in the open: what the mill does is said."""
SHOWN_PAIR: Final = ("{mill} makes {pairs}. what does it make of {x}?",)

YARD_FIRST: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("in the yard of {who}, what comes of {x}?", "{x} goes into a mill of {who}. what comes out?"),
    "withheld": ("a mill in the yard of {who} gets {x}. what comes out?",),
}
YARD_PLACE: Final = ("where is the yard of {who}?",)
YARD_NEXT: Final = ("and of {x}?",)
YARD_COUNT: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("how many mills are in the yard of {who}?", "how many mills does {who} have?"),
    "withheld": ("say how many mills {who} has.",),
}
YARD_NAME: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("what does a mill in the yard of {who} do?", "say how a mill of {who} works."),
    "withheld": ("say what a mill in the yard of {who} does.",),
}
YARD_WHETHER: Final[dict[Wording, tuple[str, ...]]] = {
    "seen": ("does a mill of {who} {work}?",),
    "withheld": ("does {who} have a mill to {work}?",),
}

PLACES: Final = ("by the river", "on the hill", "in the wood", "by the sea", "in the valley", "on the road")
COLOURS: Final = ("red", "white", "green", "black", "grey", "blue")


def every() -> tuple[str, ...]:
    """All of them, one after another."""
    worded = (PAIR, WORK, INVERSE, CHAIN, SHOWN_WORK, YARD_FIRST, YARD_COUNT, YARD_NAME, YARD_WHETHER)
    both = [text for one in worded for texts in one.values() for text in texts]
    return (*both, *WHETHER, *PLACE, *RECKONED, *RECKONED_BACK, *SHOWN_PAIR, *YARD_NEXT, *YARD_PLACE)


def told(pairs: list[tuple[int, int]]) -> str:
    """Pairs as they stand in a sentence: 8 of 5, 10 of 7 and 12 of 9."""
    *others, last = [f"{y} of {x}" for x, y in pairs]
    return f"{', '.join(others)} and {last}" if others else last
