"""Rules on a file as a whole: what gives the matching option away to a responder that has no view."""

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Final

from scipy.special import bdtr

from inward.evals.finding import Baseline, Finding, finding
from inward.evals.question import EvalFile, Question

LEAST: Final = 20
"""Questions under which no rule on shares is asked."""
EVEN: Final = (0.4, 0.6)
"""A share inside this is even enough."""
RARE: Final = 0.01
"""And one outside it is a finding where an even file would show as much less often than this."""


def of_file(file: EvalFile) -> list[Finding]:
    """Every finding about the file as a whole."""
    rules = (_option_count, _unnamed, _position, _length, _polarity)
    return [one for rule in rules for one in rule(file.questions)]


def baselines(questions: Sequence[Question]) -> tuple[Baseline, ...]:
    """Always the first option listed, always the longest, always the one that begins with Yes: what each comes to."""
    listed = [question for question in questions if question.listed]
    told = [question for question in questions if _begins(question, "yes") is not None]
    return (
        *_baseline("the first option", listed, lambda question: 0),
        *_baseline("the longest option", listed, longest),
        *_baseline("the option that begins with Yes", told, lambda question: _begins(question, "yes")),
    )


def _baseline(name: str, questions: Sequence[Question], choose: Callable[[Question], int | None]) -> tuple[Baseline, ...]:
    if not questions:
        return ()
    return (Baseline(name=name, share=fmean(choose(one) in one.matching for one in questions), of=len(questions)),)


def longest(question: Question) -> int | None:
    """The place of the option with the longest text; None where two are."""
    lengths = [len(option.text) for option in question.options]
    return lengths.index(max(lengths)) if lengths.count(max(lengths)) == 1 else None


def _begins(question: Question, word: str) -> int | None:
    """The place of the only option whose first word is `word`; None where there is none, or several."""
    places = [i for i, option in enumerate(question.options) if _first_word(option.text) == word]
    return places[0] if len(places) == 1 else None


def _first_word(text: str) -> str:
    return (text.casefold().replace(",", " ").replace(".", " ").replace("!", " ").split() or [""])[0]


def affirmed(question: Question) -> bool | None:
    """Whether the matching side is the one that begins with Yes, or the other the one with No; None where neither says."""
    yes, no = _begins(question, "yes"), _begins(question, "no")
    if yes is None and no is None:
        return None
    return yes in question.matching if yes is not None else no not in question.matching


def _single(questions: Sequence[Question]) -> list[Question]:
    """Those with two options of which one matches: there, half is chance."""
    return [question for question in questions if len(question.options) == 2 and len(question.matching) == 1]


def uneven(count: int, of: int) -> bool:
    """Whether `count` of `of` is far from half, and not by chance (two-sided binomial)."""
    if of < LEAST or EVEN[0] <= count / of <= EVEN[1]:
        return False
    below, above = bdtr(count, of, 0.5), 1 - (bdtr(count - 1, of, 0.5) if count else 0.0)
    return bool(2 * min(below, above) < RARE)


def _option_count(questions: Sequence[Question]) -> list[Finding]:
    counts = Counter(len(question.options) for question in questions)
    chance = fmean(question.chance for question in questions)
    return finding(
        "more-than-two-options",
        "warning",
        [question.line for question in questions if len(question.options) > 2],
        of=len(questions),
        says=f"questions by number of options: {', '.join(f'{n}: {counts[n]}' for n in sorted(counts))}.",
        plot=f"Chance is {chance:.3f} and not .5: a line at one half is no null, and files of other mixtures do not compare.",
    )


def _unnamed(questions: Sequence[Question]) -> list[Finding]:
    """Options that are listed and that no answer of the row names."""
    return finding(
        "unnamed-options",
        "warning",
        [question.line for question in questions if len(question.options) > question.named],
        of=len(questions),
        says="the row's answers name fewer options than the question lists.",
        plot="Scored on the named ones alone, the others' probability is lost and chance seems to be one half. Here all are.",
    )


def _position(questions: Sequence[Question]) -> list[Finding]:
    listed = [question for question in _single(questions) if question.listed]
    first = [question.line for question in listed if question.matching == (0,)]
    if not uneven(len(first), len(listed)):
        return []
    more, lines = _more(first, [question.line for question in listed], "first", "second")
    return finding(
        "position",
        "warning",
        lines,
        of=len(listed),
        says=f"of the questions with two options, {len(lines) / len(listed):.1%} match on the {more}.",
        plot="A model that likes one letter scores so much without a view. Read the position effect beside the score.",
    )


def _more(these: Sequence[int], lines: Sequence[int], name: str, other: str) -> tuple[str, list[int]]:
    """The larger part of some lines, and what it is called: `these`, or all that are not among them."""
    rest = sorted(set(lines) - set(these))
    return (name, list(these)) if len(these) >= len(rest) else (other, rest)


def _length(questions: Sequence[Question]) -> list[Finding]:
    apart = [question for question in _single(questions) if question.listed and longest(question) is not None]
    longer = [question.line for question in apart if longest(question) in question.matching]
    if not uneven(len(longer), len(apart)):
        return []
    more, lines = _more(longer, [question.line for question in apart], "longer", "shorter")
    return finding(
        "length-cue",
        "warning",
        lines,
        of=len(apart),
        says=f"of the questions whose two options differ in length, {len(lines) / len(apart):.1%} match on the {more}.",
        plot="A model that likes long answers, or short ones, moves this score. Read it against the length-only baseline.",
    )


def _polarity(questions: Sequence[Question]) -> list[Finding]:
    told = [question for question in _single(questions) if affirmed(question) is not None]
    yes = [question.line for question in told if affirmed(question)]
    if not uneven(len(yes), len(told)):
        return []
    side, lines = _more(yes, [question.line for question in told], "Yes", "No")
    return finding(
        f"{side.lower()}-polarity",
        "warning",
        lines,
        of=len(told),
        says=f"of the questions answered by Yes or No, {len(lines) / len(told):.1%} match on {side}.",
        plot=f"The score is a rate of {side} by another name, and may have the sign opposite to the file's title: "
        "read some rows, and compare files of both polarities, before it is plotted as a behaviour.",
    )
