"""
A function that somebody put in words or in code, read by a small grammar.

A text is read sentence by sentence. A sentence is a function when all of it is one: an expression of one variable ("x + 5",
"f(n) = 3n", "y = x mod 2"), a lambda, a def whose body is a single return, or clauses joined by "and", "then" or a comma, each
done to what the last one gave ("it multiplies its input by 3 and then subtracts 1"). What else is said is passed over; two
sentences that are different functions cancel each other. Where code has a body of more than a return, nothing of it is read.

The clauses, with numbers in digits or in words up to ninety-nine: adds, increases by, plus; subtracts, takes away, decreases
by, minus; multiplies by, times; divides by (rounding down, or not); doubles, triples, quadruples, halves, squares, cubes,
negates; the remainder of dividing by, modulo; returns or gives an expression; checks whether the input is at least, at most,
more than, less than or equal to a number; leaves it as it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from inward.scoring.arithmetic import Rule, rule

LONGEST: Final = 2_000
"""Characters. A longer answer is no definition."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDED: Final = {
    **{word: n for n, word in enumerate(_SMALL)},
    **{word: 20 + 10 * n for n, word in enumerate(_TENS)},
    **{f"{ten}-{one}": 20 + 10 * i + n for i, ten in enumerate(_TENS) for n, one in enumerate(_SMALL[:10]) if n},
}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDED, key=len, reverse=True))})\b")
_SIGNS: Final = {
    "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "≥": ">=", "≤": "<=", "≠": "!=", "^": "**", "²": "**2",
    "³": "**3", "→": "->", "\\times": "*", "\\cdot": "*", "`": " ", "$": " ", "’": "'",
}  # fmt: skip
_DEF = re.compile(
    r"\bdef\s+\w+\s*\(\s*(?P<arg>\w+)\s*(?::\s*\w+\s*)?\)\s*(?:->\s*\w+\s*)?:\s*return\b[ \t]*(?P<body>[^\n;]++)(?!;|\n[ \t]+\S)"
)
_FENCE = re.compile(r"```(?:[a-z]*\n)?")

_N = r"(?P<n>-?\d+(?:\.\d+)?)"
_IT = (
    r"(?:(?:the |its |any |every |a |an |your |this )?"
    r"(?:input|number|argument|value|result|it|x|that|whatever it gets)(?: number| value)?)"
)
_BY = rf"(?: {_IT})? by {_N}"
_ROUNDED = (
    r"(?:,? (?:and )?(?:then )?(?:rounding|rounds|rounded) (?:it |the result )?down"
    r"(?: to (?:the nearest|a) (?:integer|whole number))?)"
)
_CLAUSES: Final = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (rf"(?:add(?:s|ing)?|plus) {_N}(?: to {_IT})?", "({e}) + ({n})"),
        (rf"(?:increas(?:e|es|ing)|increment(?:s|ing)?|rais(?:e|es|ing)){_BY}", "({e}) + ({n})"),
        (rf"(?:subtract(?:s|ing)?|minus|tak(?:e|es|ing) away) {_N}(?: from {_IT})?", "({e}) - ({n})"),
        (rf"tak(?:e|es|ing) {_N} away(?: from {_IT})?", "({e}) - ({n})"),
        (rf"(?:decreas(?:e|es|ing)|decrement(?:s|ing)?|reduc(?:e|es|ing)|lower(?:s|ing)?){_BY}", "({e}) - ({n})"),
        (rf"multipl(?:y|ies|ying){_BY}|times {_N.replace('<n>', '<m>')}", "({e}) * ({n})"),
        (
            rf"(?:floor|integer)[- ]divid(?:e|es|ing){_BY}|divid(?:e|es|ing){_BY.replace('<n>', '<m>')}{_ROUNDED}",
            "({e}) // ({n})",
        ),
        (rf"divid(?:e|es|ing){_BY}", "({e}) / ({n})"),
        (rf"doubl(?:e|es|ing)(?: {_IT})?", "({e}) * 2"),
        (rf"tripl(?:e|es|ing)(?: {_IT})?", "({e}) * 3"),
        (rf"quadrupl(?:e|es|ing)(?: {_IT})?", "({e}) * 4"),
        (rf"halv(?:e|es|ing)(?: {_IT})?{_ROUNDED}", "({e}) // 2"),
        (rf"halv(?:e|es|ing)(?: {_IT})?", "({e}) / 2"),
        (rf"squar(?:e|es|ing)(?: {_IT})?", "({e}) ** 2"),
        (rf"cub(?:e|es|ing)(?: {_IT})?", "({e}) ** 3"),
        (rf"negat(?:e|es|ing)(?: {_IT})?|(?:flips|changes) the sign(?: of {_IT})?", "-({e})"),
        (rf"(?:takes |gives |returns )?(?:{_IT} )?(?:modulo|mod) {_N}", "({e}) % ({n})"),
        (
            rf"(?:gives|returns|takes|computes) the remainder (?:of (?:dividing )?{_IT}|when {_IT} is|after)? ?"
            rf"(?:divided |division |when divided )?by {_N}",
            "({e}) % ({n})",
        ),
        (rf"(?:leaves|returns|gives(?: back)?|keeps) {_IT}(?: unchanged| as it is| itself)?", "{e}"),
    )
)
_WHETHER: Final = tuple(
    (
        re.compile(rf"(?:checks|tells|tests|returns|says)?(?: true)? ?(?:if|whether|that) {_IT} is {words} {_N}"),
        f"({{e}}) {sign} ({{n}})",
    )
    for words, sign in (
        (r"(?:at least|greater than or equal to|more than or equal to|no less than|>=)", ">="),
        (r"(?:at most|less than or equal to|no more than|<=)", "<="),
        (r"(?:greater than|more than|above|over|larger than|>)", ">"),
        (r"(?:less than|smaller than|below|under|<)", "<"),
        (r"(?:equal to|exactly|==)", "=="),
    )
)
_LEAD = re.compile(r"^(?:so|well|answer|definition|in words)[:,]? ")
_SUBJECTS: Final = tuple(
    re.compile(rf"^{who}(?: simply| just| always| first| will| works by| takes (?:a|an) (?:number|integer|input)(?: \w)? and)* ")
    for who in (
        r"(?:it|this|that)(?:'s| is)?(?: an?)?(?: function that| function which)?",
        r"(?:the|this) (?:function|mill|machine|code)",
        r"(?:the |this )?(?:function |mill )?\w+",
    )
)
_JOINED = re.compile(r",? and then |,? then |,? and (?!round)|, (?!round)")
_ASSIGNED = re.compile(r"^(?:(?:y|output|result|f|\w+ ?\( ?(?P<arg>[a-z]) ?\)) ?= ?)(?!=)(?P<body>.+)$")
_LAMBDA = re.compile(r"^(?:\w+ ?= ?)?lambda (?P<arg>[a-z]\w*) ?: ?(?P<body>.+)$")
_ARROW = re.compile(r"^(?P<arg>[a-z]) ?(?:->|maps to|goes to|becomes) ?(?P<body>.+)$")
_GIVEN = re.compile(r"^(?:returns|gives|outputs|computes|equals|evaluates to) (?P<body>.+)$")
_ALONE = frozenset("xnaikmtz")


@lru_cache(maxsize=1_024)
def read_function(text: str) -> Rule | str:
    """The one function that a text puts in words or code; or, as a sentence, why it puts none."""
    if len(text) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    found = [made for sentence in _sentences(text) if (made := _read(sentence)) is not None]
    if not found:
        return "no function" if text.strip() else "empty"
    if not all(made.worked for made in found):
        return "a function without a value"
    if any(made.agreement(found[0]) < 1 for made in found[1:]):
        return "more than one function"
    return found[0]


def _sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, in plain signs; a def with a single return is a line of its own."""
    plain = _FENCE.sub("\n", text).lower()
    for sign, meant in _SIGNS.items():
        plain = plain.replace(sign, meant)
    plain = _DEF.sub(lambda found: f"\nlambda {found['arg']}: {found['body']}\n", plain)
    plain = _NUMBER_WORD.sub(lambda found: str(_WORDED[found[0]]), plain)
    for line in re.split(r"\n|;|[.!?](?=\s|$)", plain):
        if sentence := re.sub(r"\s+", " ", line).strip(" ,\"'*"):
            yield sentence


def _read(sentence: str) -> Rule | None:
    """A sentence as a function, if all of it is one."""
    if found := _LAMBDA.match(sentence) or _ARROW.match(sentence):
        return _expression(found["body"], found["arg"])
    if found := _ASSIGNED.match(sentence):
        return _expression(found["body"], found["arg"]) or _bare(found["body"])
    told = _LEAD.sub("", sentence, count=1)
    ways = [told, *(subject.sub("", told, count=1) for subject in _SUBJECTS)]
    return _bare(sentence) or next((made for way in ways if (made := _clauses(way))), None)


def _bare(text: str) -> Rule | None:
    """An expression that names its one variable, and does not only name it."""
    names = set(re.findall(r"[a-z_]\w*", re.sub(r"\bmod\b", "", _spread(text))))
    if len(names) != 1 or not names <= _ALONE or re.fullmatch(r"[( ]*\w[) ]*", text):
        return None
    return _expression(text, names.pop())


def _expression(text: str, variable: str | None) -> Rule | None:
    """An expression with `variable` in the place of x; 3n is 3 * n, and x mod 2 is x % 2."""
    spread = re.sub(r"\bmod(?:ulo)?\b", "%", _spread(text))
    if variable and variable != "x":
        spread = re.sub(rf"\b{re.escape(variable)}\b", "x", re.sub(r"\bx\b", "?", spread))
    spread = re.sub(r"(?<=[\dx)]) *(?=\()|(?<=\)) *(?=[\dx])", " * ", spread)
    return rule(spread)


def _spread(text: str) -> str:
    """Numbers that stand before a letter, apart from it."""
    return re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)(?=[a-z]\b)", r"\1 * ", text)


def _clauses(text: str) -> Rule | None:
    """Clauses, each done to what the last one gave."""
    made: str | None = "x"
    for clause in _JOINED.split(text):
        made = _done(clause.strip().removeprefix("it "), made) if made else None
    return rule(made) if made else None


def _done(clause: str, before: str) -> str | None:
    """What comes of `before` by one clause; None where it is none."""
    for pattern, meant in (*_CLAUSES, *_WHETHER):
        if found := pattern.fullmatch(clause):
            numbers = [number for number in found.groupdict().values() if number is not None]
            return meant.format(e=before, n=numbers[0] if numbers else "")
    given = _GIVEN.match(clause)
    expression = _bare(given["body"]) if given and before == "x" else None
    return expression.text if expression else None
