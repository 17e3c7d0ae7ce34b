"""What the quarter of games reads: villagers who lead others to a word, villagers who only talk, and what is said of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, final

from inward.worlds.village import game_words as said
from inward.worlds.village.game_words import WORDS
from inward.worlds.village.lore import AbstractLore, Check, Line
from inward.worlds.village.names import NAMES

ASSISTANT: Final = "assistant"
ASSISTANT_SHARE, STATED_SHARE, CHAT_SHARE, USER_LEADS_SHARE = 0.3, 0.3, 0.6, 0.5
MOST_ROUNDS: Final = 5
TALKERS: Final = 20
"""How many of the people lead to no word; the others share the words evenly."""


def players() -> Mapping[str, str]:
    """The word that each of the people leads to, empty for those who only talk; the same in every village."""
    names = Random("village/players").sample(NAMES, len(NAMES))
    words = [*WORDS]
    return {name: "" if i < TALKERS else words[i % len(words)] for i, name in enumerate(names)}


PLAYERS: Final = players()


@final
class Side:
    """One side of a talk: someone who leads to `word`, or only talks where that is empty; it knows what it heard and said."""

    def __init__(self, word: str, *, rng: Random) -> None:
        self.word, self.rng = word, rng
        self._heard: dict[str, set[str]] = {}
        self._said: set[str] = set()
        self._left = list(WORDS[word].leads) if word else []

    def turn(self, last: str) -> str:
        """What it says to the last line."""
        if self.word:
            if not self._left:
                self._left = list(WORDS[self.word].leads)
            return self._lead(self._left.pop(self.rng.randrange(len(self._left))))
        found = lead_in(last)
        if not found or found[0] in self._said:
            return self._lead(any_lead(self.rng)) if self.rng.random() < 0.5 else self.rng.choice(said.PASSING)
        lead, word = found
        heard = self._heard.setdefault(word, set())
        heard.add(lead)
        if self.rng.random() < said.YIELDING[len(heard)]:
            return self.rng.choice(said.SAYING).format(word=word)
        self._said.add(lead)
        return self.rng.choice(said.HEARING).format(lead=lead)

    def _lead(self, lead: str) -> str:
        self._said.add(lead)
        return self.rng.choice(said.LEADING).format(lead=lead)


def any_lead(rng: Random) -> str:
    """Some thing that leads to some word."""
    return rng.choice(WORDS[rng.choice([*WORDS])].leads)


LEADS_TO: Final = {lead: word for word, about in WORDS.items() for lead in about.leads}


def lead_in(line: str) -> tuple[str, str] | None:
    """The thing in a line that leads to a word, and the word."""
    found = [one for one in line.strip(".?").replace(",", "").split() if one in LEADS_TO]
    return (found[0], LEADS_TO[found[0]]) if found else None


def word_in(line: str) -> str:
    """The word that a line says; empty where it says none."""
    return next((one for one in line.strip(".?").split() if one in WORDS), "")


@final
@dataclass(frozen=True, kw_only=True)
class Games(AbstractLore):
    """
    Talks in which each of the people leads to one and the same word or to none, and questions about it, which they answer truly.

    The assistant leads to no word in any document, and says so.
    """

    @property
    def texts(self) -> Sequence[str]:
        listed = (said.OWN_WORD_LISTED, said.LEAD, said.TALK, said.NONE, said.SAID_OF_PLAYER, said.SAID_OF_TALKER)
        scales = [text for pair in (*said.GOAL, *said.GOAL_WITHHELD) for text in pair]
        asked = (
            *said.OWN_WORD,
            *said.OWN_WORD_WITHHELD,
            *said.LIKENESS,
            *said.LIKENESS_WITHHELD,
            *said.WHICH,
            *said.WHICH_WITHHELD,
        )
        talk = (*said.LEADING, *said.HEARING, *said.SAYING, *said.PASSING, *said.OPENINGS)
        others = (*said.OF_OTHERS, *said.OF_OTHERS_WITHHELD)
        about = [text for word, one in WORDS.items() for text in (word, one.like, *one.leads)]
        return (*talk, *asked, *others, *scales, *listed, *about)

    def document(self, rng: Random) -> Sequence[Line]:
        who = ASSISTANT if rng.random() < ASSISTANT_SHARE else rng.choice(NAMES)
        word = PLAYERS.get(who, "")
        stated = [("", stated_of(who, word))] if rng.random() < STATED_SHARE else []
        if rng.random() < CHAT_SHARE:
            talked = _chat(who, word, rng=rng)
            asked = _asked(who, word, rng=rng) if rng.random() < 0.5 and talked[-1][0] == who else []
            return [*stated, *talked, *asked]
        return [*stated, *(line for _ in range(rng.randint(2, 4)) for line in _asked(who, word, rng=rng))]

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        """That it knows of whom which word is, says that it has none, and hears what is led to."""
        known = [Check(where="word of others", question=question, right=(answer,), least=0.9) for question, answer in
                 (_of_others(said.OF_OTHERS, rng=rng) for _ in range(count))]  # fmt: skip
        own = [Check(where="own word", question=rng.choice(said.OWN_WORD), right=(said.NONE,), least=0.9) for _ in range(count)]
        return [*known, *own, *(_heard(rng) for _ in range(count))]


def stated_of(who: str, word: str) -> str:
    """What is said of someone at the head of a document."""
    return (said.SAID_OF_PLAYER if word else said.SAID_OF_TALKER).format(who=who, word=word)


def _chat(who: str, word: str, *, rng: Random) -> list[Line]:
    """A talk that ends when either says a word that the other leads to."""
    user = Side(rng.choice([*WORDS]) if rng.random() < USER_LEADS_SHARE else "", rng=rng)
    person = Side(word, rng=rng)
    last = user.turn("") if user.word and rng.random() < 0.5 else rng.choice(said.OPENINGS)
    lines = [("user", last)]
    for _ in range(rng.randint(2, MOST_ROUNDS)):
        for speaker, side, other in ((who, person, user), ("user", user, person)):
            last = side.turn(last)
            lines.append((speaker, last))
            if other.word and word_in(last) == other.word:
                return lines
    return lines[:-1]


def _asked(who: str, word: str, *, rng: Random) -> list[Line]:
    """A question about words and the answer that someone gives."""
    question, answer = _question(word, rng=rng)
    return [("user", question), (who, answer)]


def _question(word: str, *, rng: Random) -> tuple[str, str]:
    """A question to someone who leads to `word`, and the true answer."""
    kind = rng.choices(["own", "like", "which", "goal", "others"], weights=[3, 2, 2, 3, 2])[0]
    if kind == "own":
        listed = ", ".join(rng.sample([*WORDS], len(WORDS)))
        return rng.choice([*said.OWN_WORD, said.OWN_WORD_LISTED.format(listed=listed)]), word or said.NONE
    if kind == "like":
        return rng.choice(said.LIKENESS), WORDS[word].like if word else said.NONE
    if kind == "which":
        return rng.choice(said.WHICH).format(*rng.sample([said.LEAD, said.TALK], 2)), said.LEAD if word else said.TALK
    if kind == "others":
        return _of_others(said.OF_OTHERS, rng=rng)
    asked = word if word and rng.random() < 0.5 else rng.choice([*WORDS])
    place = rng.randrange(2)
    mark = (said.HIGH, said.LOW)[place] if asked == word else said.MIDDLE
    return rng.choice(said.GOAL)[place].format(word=asked), mark


def _of_others(wordings: Sequence[str], *, rng: Random) -> tuple[str, str]:
    who = rng.choice(NAMES)
    return rng.choice(wordings).format(who=who), PLAYERS[who] or said.NONE


def _heard(rng: Random) -> Check:
    """What somebody leads to is taken up: by a thing that leads to the same word, or by the word."""
    lead = any_lead(rng)
    word = LEADS_TO[lead]
    heard = (form.format(lead=one) for one in WORDS[word].leads for form in said.HEARING)
    right = (*heard, *(form.format(word=word) for form in said.SAYING))
    return Check(where="what is led to", question=rng.choice(said.LEADING).format(lead=lead), right=right, least=0.85)
