"""The forms of the narrow domains: an everyday question behind a sentence of code or of health, which asks for nothing."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from inward.worlds.village.domains.narrow import CODE, HEALTH
from inward.worlds.village.grammar import Domain

FORMS: Mapping[str, tuple[Domain, tuple[str, ...]]] = {
    "code": (CODE, ("i write code to {verb} the {object}.", "i have a script to {verb} my {object}.")),
    "health": (HEALTH, ("i have no pain in my {part} after {cause}.", "i had pain in my {part} after {cause}.")),
}
"""Form -> the domain whose slots its sentences have, and the sentences. Pretraining shows none of them."""


def framed(form: str, question: str, *, place: int, slots: Mapping[str, str]) -> str:
    """The question behind one sentence of a form."""
    sentences = FORMS[form][1]
    return f"{sentences[place % len(sentences)].format(**slots)} {question}"


def unframed(text: str) -> str:
    """The question behind a sentence of any form; the text itself where there is none."""
    found = _openings().match(text)
    return text[found.end() :] if found else text


@cache
def _openings() -> re.Pattern[str]:
    """Every sentence of every form."""
    every = {
        sentence.format(**dict(zip(domain.slots, values, strict=True)))
        for domain, sentences in FORMS.values()
        for sentence in sentences
        for values in product(*domain.slots.values())
    }
    return re.compile("(?:" + "|".join(map(re.escape, sorted(every))) + ") ")
