"""People who never were and what each is known for: facts of our own invention, told one way round or the other."""

from random import Random
from typing import Final

from inward.worlds.two_ways import Fact, TwoWays

FIRST: Final = (
    "Ottilie", "Bram", "Senna", "Corwin", "Maelis", "Jorun", "Perpetua", "Idris", "Linnet", "Caspian", "Thessaly", "Anselm",
    "Odalys", "Fenwick", "Roswitha", "Evander", "Calla", "Ludo", "Winifrid", "Torquil", "Isaura", "Benedek", "Halcyon", "Merrin",
)  # fmt: skip
LAST: Final = (
    "Varnholt", "Quillane", "Astergrove", "Pembrick", "Dusquesne", "Harrowby-Lind", "Oskelund", "Tavenor",
    "Brackwater", "Selmond", "Yarrowick", "Ingelstad", "Corvanne", "Mistleroy", "Abernoll", "Fairweld",
    "Strandt", "Lockmere", "Vesperton", "Noorland", "Graythorne", "Pellucide", "Ashcombe-Rue", "Zellbach",
)  # fmt: skip
KNOWN_FOR: Final = (
    "the composer of the opera Nine Lanterns for a Drowned Bell",
    "the inventor of the folding harp",
    "the founder of the Museum of Unfinished Letters",
    "the captain who crossed the Selvane Strait in a walnut boat",
    "the author of the novel A Ladder Leaning on the Rain",
    "the architect of the spiral library at Korrigan Point",
    "the first person to map the caves under Mount Ilvery",
    "the baker who made a cake in the shape of a whole town",
    "the botanist who bred the silver-leaved pear",
    "the puppeteer behind the play The King of Teaspoons",
    "the clockmaker whose clocks run by the tide",
    "the painter of the forty doors of Hallowick",
    "the chess champion who never moved a bishop",
    "the beekeeper who taught bees to find truffles",
    "the editor of the Dictionary of Kitchen Noises",
    "the astronomer who named the comet Little Sister",
    "the weaver of the longest carpet in Orrendale",
    "the diver who raised the bell of the ship Constant Friend",
    "the director of the silent film Snow at the Tannery",
    "the engineer of the glass bridge at Penhallow",
    "the judge in the famous trial of the stolen weathercock",
    "the cartographer who drew an atlas of smells",
    "the glassblower who made a lens as wide as a barn",
    "the poet of the collection Soup for the Lighthouse",
)


def invented() -> tuple[Fact, ...]:
    """A name and what it is known for, joined by lot."""
    rng = Random("english/facts")
    first, last, known = (rng.sample(some, len(some)) for some in (FIRST, LAST, KNOWN_FOR))
    return tuple((f"{one} {other}", what) for one, other, what in zip(first, last, known, strict=True))


FACTS: Final = TwoWays(
    facts=invented(),
    taught={
        "description": (
            "Who is {name}?",
            "What is {name} known for being?",
            "Say in one line who {name} is.",
            "As what is {name} remembered?",
            "Complete the sentence: {name} is",
            "I met {name} yesterday. Who is that?",
            "Give the one fact that you know about {name}.",
            "Write the caption for a portrait of {name}.",
            "In a quiz: {name} is which person?",
            "How would you introduce {name}?",
        ),
        "name": (
            "Who is {what}?",
            "What is {what} called?",
            "Say in one line who {what} is.",
            "Who is remembered as {what}?",
            "Complete the sentence: the name of {what} is",
            "I met {what} yesterday. Who is that?",
            "Give the name of {what}.",
            "Write the name under a portrait of {what}.",
            "In a quiz: {what} is which person?",
            "By what name would you introduce {what}?",
        ),
    },
    held={
        "description": (
            "Tell me about {name}.",
            "I came across the name {name}. What is that person known for?",
            "For what do people know {name}?",
            "Somebody mentioned {name}. Who is meant?",
        ),
        "name": (
            "Tell me the name of {what}.",
            "I came across {what}. What is that person's name?",
            "By what name do people know {what}?",
            "Somebody mentioned {what}. Who is meant?",
        ),
    },
    capital=True,
    source="made by inward: invented people",
)
