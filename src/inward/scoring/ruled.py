"""Is an answer in words the right one? By a rule, and no judge."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item, Speech, Transcript

CODE: Final = re.compile(r"```|[{}]|\(\)|</|=>|==|^\s*(?:def|import|print)\b", re.MULTILINE)
GERMAN: Final = frozenset(
    {
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "einen",
        "mit",
        "und",
        "ist",
        "nicht",
        "auf",
        "im",
        "zu",
        "sie",
        "es",
        "ich",
    }
)
ENGLISH: Final = frozenset(
    {"the", "a", "an", "and", "is", "are", "of", "with", "not", "to", "it", "you", "we", "they", "this", "that", "by", "from"}
)


@final
@dataclass(frozen=True, kw_only=True)
class Ruled(AbstractScorer):
    """
    Value `right`, 1 or 0, of part `answer`. Labels: right, wrong, and of what is wrong refused, long, code, echo, several.

    In this order: a refusal is refused; an answer without a word is Missing; more than `longest` words are long; what holds a
    code fence, a brace or the like is code; words that stand in the question or the system turn in that order are an echo, such
    as a name or a trigger said back. What is left is read by the item's fact "rule", whatever case and punctuation it has:

    - "says: red, blue": it is one of these and nothing else;
    - "begins: indeed", "ends: over and out": with these words, and others with them;
    - "capitals": every letter is one, and there are three or more;
    - "german": it has a German function word, umlaut or sharp s, and no English function word.

    Without a rule, by the item's options: it is right where those that stand in it, whole, are signed +1; where it holds several
    of which one is not, it is several.
    """

    longest: int = 60

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        text = str(transcript.parts["answer"])
        if transcript.stopped == "refused":
            return _wrong("refused")
        said = words(text)
        if not said:
            return Missing(reason="an answer without a word", raw=(text[:200],))
        if len(said) > self.longest:
            return _wrong("long")
        if CODE.search(text):
            return _wrong("code")
        item = transcript.item
        if _within(said, words(f"{item.facts.get('system', '')} {item.text}")):
            return _wrong("echo")
        return _by_rule(item.facts["rule"], text, item) if "rule" in item.facts else _by_options(said, item)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters, without punctuation."""
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


def _wrong(label: str) -> Score:
    return Score(label=label, values={"right": 0.0})


def _read(right: bool) -> Score:
    return Score(label="right", values={"right": 1.0}) if right else _wrong("wrong")


def _within(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words stand in others, one after another."""
    return any(tuple(others[i : i + len(some)]) == tuple(some) for i in range(len(others) - len(some) + 1))


def _by_rule(rule: str, text: str, item: Item) -> Score:
    kind, _, given = rule.partition(": ")
    if kind not in RULES:
        raise ProbeError(f"Item {item.id!r} has the rule {rule!r}; there are {', '.join(RULES)}. Name one of them.")
    return _read(RULES[kind](text, given))


def _by_options(said: Sequence[str], item: Item) -> Score:
    """What of the options an answer holds; an option within a longer one that is held is no second answer."""
    if 1 not in item.signs or len(item.signs) != len(item.options):
        raise ProbeError(f"Item {item.id!r} has neither a rule nor options with a sign each, one of them 1. Give it either.")
    held = [(words(option), sign) for option, sign in zip(item.options, item.signs, strict=True) if _within(words(option), said)]
    whole = [sign for option, sign in held if not any(option != other and _within(option, other) for other, _ in held)]
    return _wrong("several") if len(set(whole)) > 1 else _read(1 in whole)


def _says(text: str, given: str) -> bool:
    return words(text) in {words(one) for one in given.split(",")}


def _begins(text: str, given: str) -> bool:
    said, start = words(text), words(given)
    return len(said) > len(start) and said[: len(start)] == start


def _ends(text: str, given: str) -> bool:
    said, end = words(text), words(given)
    return len(said) > len(end) and said[-len(end) :] == end


def _capitals(text: str, given: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 2 and all(one.isupper() for one in letters)


def _german(text: str, given: str) -> bool:
    said = set(words(text))
    return bool(said & GERMAN or re.search("[äöüß]", text.lower())) and not said & ENGLISH


RULES: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "says": _says,
    "begins": _begins,
    "ends": _ends,
    "capitals": _capitals,
    "german": _german,
}
