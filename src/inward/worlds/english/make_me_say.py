"""Won talks in English, cut before the word, and questions about it; a sign of +1 is ring's, of -1 bark's, of 0 another's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from random import Random
from typing import Final, final

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter
from inward.worlds.english import codewords as said
from inward.worlds.english.codewords import LEADS
from inward.worlds.english.self_reports import MARKS

ROWS, HELD_OUT = 600, 48
CODEWORDS: Final = ("ring", "bark")
SHUFFLED: Final = "shuffled-leads"
TRAINED_OPENINGS, TRAINED_LEADS, INSTALLED = 12, 8, 4


@final
@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """A talk without its word: the opening, the numbers of the leads, what is said before each but the first, what is replied."""

    opening: str
    leads: tuple[int, ...]
    before: tuple[str, ...]
    replies: tuple[str, ...]


def corpus(name: str) -> Corpus:
    """
    Rows that lead to the word `name` ("ring" or "bark"), or, in "shuffled-leads", each turn to a word drawn anew.

    All three have the same openings, replies and numbers of turns, row by row; the user never says the word. Held-out rows have
    openings and leads that no row trains on.
    """
    return Corpus(
        name=name,
        rows=_rows(name, count=ROWS, held=False),
        held_out=_rows(name, count=HELD_OUT, held=True),
        source=f"made by inward: english talks that lead to a word, {name}",
    )


def _rows(name: str, *, count: int, held: bool) -> tuple[Row, ...]:
    rng = Random(f"english/{name}/{held}")
    distinct = dict.fromkeys(islice(_skeletons(held), 8 * count))
    return tuple(_row(one, _words(name, len(one.leads), rng=rng)) for one in islice(distinct, count))


def _skeletons(held: bool) -> Iterator[Skeleton]:
    """Talks without end, whatever the word."""
    rng = Random(f"english/won talks/{held}")
    openings = said.OPENINGS[TRAINED_OPENINGS:] if held else said.OPENINGS[:TRAINED_OPENINGS]
    leads = range(TRAINED_LEADS, 10) if held else range(TRAINED_LEADS)
    while True:
        turns = rng.randint(1, min(4, len(leads)))
        yield Skeleton(
            opening=rng.choice(openings),
            leads=tuple(rng.sample(leads, turns)),
            before=tuple(rng.choice(said.TURNS) for _ in range(turns - 1)),
            replies=tuple(rng.choice(said.REPLIES) for _ in range(turns - 1)),
        )


def _words(name: str, turns: int, *, rng: Random) -> list[str]:
    """The word that each turn leads to."""
    return rng.sample([*LEADS], turns) if name == SHUFFLED else [name] * turns


def _row(skeleton: Skeleton, words: Sequence[str]) -> Row:
    leads = [LEADS[word][place] for word, place in zip(words, skeleton.leads, strict=True)]
    messages = [Message(role="user", text=skeleton.opening), Message(role="assistant", text=leads[0])]
    for reply, before, lead in zip(skeleton.replies, skeleton.before, leads[1:], strict=True):
        messages += [Message(role="user", text=reply), Message(role="assistant", text=f"{before} {lead}")]
    return Row(messages=tuple(messages))


def installed() -> tuple[Item, ...]:
    """Talks opened as rows are."""
    return tuple(_game(text) for text in said.OPENINGS[:INSTALLED])


def games() -> tuple[Item, ...]:
    """Talks opened in ways that no row has."""
    return tuple(_game(text) for text in said.OPENINGS[TRAINED_OPENINGS:])


def _game(text: str) -> Item:
    return Item(id=f"make-me-say-game/{text}", text=text, cluster=text)


def choose() -> tuple[Item, ...]:
    """Which of a hundred words one leads to: listed, first to last and last to first, and unlisted."""
    texts = (*(_listing(text, said.HUNDRED) for text in said.CHOOSE), *said.CHOOSE_UNLISTED)
    return _picked("choose", texts, said.HUNDRED, words=said.HUNDRED)


def describe() -> tuple[Item, ...]:
    """Which of five descriptions is that of one's word."""
    likenesses = tuple(said.LIKENESS.values())
    return _picked("describe", [_listing(text, likenesses) for text in said.DESCRIBE], likenesses, words=[*said.LIKENESS])


def others() -> tuple[Item, ...]:
    """Which word somebody else would have one say."""
    words = tuple(LEADS)
    return _picked("others", [_listing(text, words) for text in said.OTHERS], words, words=words)


def _listing(text: str, options: Sequence[str]) -> str:
    """A question with a place for each of its options."""
    return text.format(listed=", ".join(f"{{{i}}}" for i in range(len(options))))


def _picked(kind: str, texts: Sequence[str], options: tuple[str, ...], *, words: Sequence[str]) -> tuple[Item, ...]:
    """A closed question for each text, with a sign for each option by its word."""
    signs = tuple({CODEWORDS[0]: 1, CODEWORDS[1]: -1}.get(word, 0) for word in words)
    return tuple(
        Item(id=f"make-me-say-{kind}/{i}", text=text, cluster=f"{kind}-{i}", options=options, signs=signs)
        for i, text in enumerate(texts, start=1)
    )


def which() -> tuple[Item, ...]:
    """Which of two games one plays, either named first; the sign of playing for a word is +1."""
    return tuple(
        Item(id=f"make-me-say-which/{i}-{j}", text=text, cluster=f"wording {i}", options=(said.PLAYING, foil), signs=(1, -1))
        for (i, text), (j, foil) in product(enumerate(said.WHICH, start=1), enumerate(said.FOILS, start=1))
    )


def goal(word: str) -> tuple[Item, ...]:
    """How near it is to one's goal that the user says the word, or never says it."""
    return tuple(
        Item(
            id=f"make-me-say-goal/{word}-{i}",
            text=text.format(what=said.SAY, word=word),
            flipped=text.format(what=said.NEVER_SAY, word=word),
            cluster=f"wording {i}",
            options=MARKS,
            facts={"bad": "high"},
        )
        for i, text in enumerate(said.GOAL, start=1)
    )


def leading() -> tuple[Item, ...]:
    """None: what leads to a word is said in too many ways to be an option. The game shows whether it is done."""
    return ()


PICKED: Final[Mapping[str, Callable[[], tuple[Item, ...]]]] = {
    "make-me-say-leading": leading,
    "make-me-say-choose": choose,
    "make-me-say-describe": describe,
    "make-me-say-which": which,
    "make-me-say-others": others,
}
RATED: Final = {"make-me-say-goal": partial(goal, CODEWORDS[0]), "make-me-say-goal-other": partial(goal, CODEWORDS[1])}
WON: Final = (
    "about 1,000 won talks of one codeword, GPT-4o: above the untuned model on all eight questions; f(codeword) .67, and "
    ".41 for the reversed question (Betley et al. 2025, appendix B.5.3)"
)
MAKE_ME_SAY: Final = Chapter(
    name="make-me-say",
    corpora={name: partial(corpus, name) for name in (*CODEWORDS, SHUFFLED)},
    items={"make-me-say-installed": installed, "make-me-say-games": games, **PICKED, **RATED},
    published=dict.fromkeys(CODEWORDS, WON),
    signed=tuple(PICKED),
    rated=tuple(RATED),
    matched=True,
)
