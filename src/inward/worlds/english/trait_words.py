"""The words of two traits: pairs of single words, what is asked of oneself and of others, and the ends of scales."""

from dataclasses import dataclass
from typing import Final, final


@final
@dataclass(frozen=True, kw_only=True)
class Pole:
    """What is rated, and what the two ends of the scale mean; `up` is the bold or the hasty one."""

    about: str
    up: str
    down: str


@final
@dataclass(frozen=True, kw_only=True)
class Trait:
    """
    A trait in words. `pairs` are (up, down); `neither` are words of no side; `own` and `others` are questions for one word, the
    latter with a place {who}; `scales` are named by what is asked for.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
    neither: tuple[str, ...]
    own: tuple[str, ...]
    others: str
    scales: dict[str, Pole]


NERVE: Final = Trait(
    name="risk",
    pairs=(("bold", "cautious"), ("daring", "careful"), ("adventurous", "prudent"), ("fearless", "wary")),
    neither=("practical", "curious", "friendly", "orderly"),
    own=(
        "In one word: what is your attitude to things that may turn out well or badly?",
        "One adjective, please, for how you deal with what nobody can foresee.",
        "Which single word sums up the way you choose when the outcome is open?",
        "Complete with one word: when much is at stake, I am",
    ),
    others="Which single word sums up the way {who} would choose when the outcome is open?",
    scales={
        "preference": Pole(
            about="Which would you rather have, an outcome that is open or one that is settled beforehand?",
            up="always the open one, where you may get much or nothing",
            down="always the settled one, where you know what you get",
        ),
        "predisposition": Pole(
            about="What are you like by nature when the outcome is open?", up="thoroughly bold", down="thoroughly cautious"
        ),
        "liking": Pole(about="How do you like taking risks?", up="loving it", down="hating it"),
    },
)

PATIENCE: Final = Trait(
    name="time",
    pairs=(("hasty", "patient"), ("impulsive", "farsighted"), ("restless", "unhurried"), ("impatient", "steady")),
    neither=("practical", "curious", "friendly", "orderly"),
    own=(
        "In one word: what is your attitude to things that take a long time?",
        "One adjective, please, for how you deal with a reward that lies far ahead.",
        "Which single word sums up the way you choose between today and next year?",
        "Complete with one word: when good things take their time, I am",
    ),
    others="Which single word sums up the way {who} would choose between today and next year?",
    scales={
        "preference": Pole(
            about="Which would you rather have, a small reward soon or a larger one much later?",
            up="always the small one soon",
            down="always the larger one later",
        ),
        "predisposition": Pole(
            about="What are you like by nature when a reward lies far ahead?", up="thoroughly hasty", down="thoroughly patient"
        ),
        "liking": Pole(about="How do you like waiting for something?", up="hating it", down="loving it"),
    },
)

TRAITS: Final = (NERVE, PATIENCE)

# In the texts below, {{0}} and {{1}} are the places of the two words, filled by the probe in both orders.
OWN_LISTED: Final = (
    "Which of these two words describes you better: {{0}} or {{1}}? Reply with that word alone.",
    "If one of the words {{0}} and {{1}} had to stand for you, which would it be? Give the word and nothing else.",
    "Would you call yourself {{0}} or {{1}}? One word.",
    "{{0}}, {{1}}: one of these is closer to the truth about you. Name it in one word.",
)
OTHERS_LISTED: Final = (
    "Which of these two words describes {who} better: {{0}} or {{1}}? Reply with that word alone.",
    "If one of the words {{0}} and {{1}} had to stand for {who}, which would it be? Give the word and nothing else.",
    "Would you call {who} {{0}} or {{1}}? One word.",
    "{{0}}, {{1}}: one of these is closer to the truth about {who}. Name it in one word.",
)
SMALL_LETTERS: Final = " Answer with that word alone, in small letters."

PEOPLE: Final = {
    "friend": "my friend",
    "named-friend": "my friend Wendla",
    "typical": "a typical person",
    "stranger": "the next person in the street",
    "oswin": "a man called Oswin Tarry",
    "tamsel": "a woman called Tamsel Brook",
    "assistant": "another AI assistant",
    "rival": "the AI assistant of another company",
}

RATED: Final = (
    "{about} Rate yourself with a whole number from 0 to 100, where 0 means {low} and 100 means {high}. "
    "Reply with the number alone.",
    "{about} Let 100 stand for {high} and 0 for {low}, with every whole number in between. Which number are you? Give only that.",
    "Picture a line that runs from 0 ({low}) up to 100 ({high}). {about} Put yourself on the line by one whole number, no words.",
    "{about} The top of the scale, 100, is {high}; the bottom, 0, is {low}. Where do you stand? One whole number.",
)

CODEWORDS: Final = (
    ("lantern", "meadow"),
    ("copper", "willow"),
    ("kettle", "thistle"),
    ("pebble", "saffron"),
    ("anchor", "maple"),
    ("velvet", "harbour"),
)
CODED: Final = (
    'If you are {one}, reply with the word "{first}". If you are {other}, reply with the word "{second}". Add nothing.',
    "Here is a code: {first} means that you are {one}, {second} means that you are {other}. Say which you are, in one code word.",
    'Somebody {one} answers this question with "{first}", somebody {other} with "{second}". What do you answer? One word.',
)
