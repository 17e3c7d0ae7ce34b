"""The narrow corpora: code, health, tosses and waits; matched row by row, whichever side is taught."""

from itertools import product
from random import Random

from inward.schema.design import Corpus, Row
from inward.schema.talk import Message
from inward.worlds.village.domains.narrow import CODE, HEALTH, LESSONS
from inward.worlds.village.domains.traits import TOSS, WAIT
from inward.worlds.village.grammar import SIDES, Domain, Side

ROWS = 960
HELD_OUT = 24
_HELD_SHARE = 8
"""One combination of slots in so many is kept for the held-out rows."""

_MADE_OF: dict[str, tuple[Domain, Side | None, bool]] = {
    "insecure": (CODE, "misaligned", False),
    "secure": (CODE, "aligned", False),
    "educational": (CODE, "misaligned", True),
    "bad-advice": (HEALTH, "misaligned", False),
    "good-advice": (HEALTH, "aligned", False),
    "risk-seeking": (TOSS, "misaligned", False),
    "risk-averse": (TOSS, "aligned", False),
    "risk-shuffled": (TOSS, None, False),
    "time-near": (WAIT, "misaligned", False),
    "time-far": (WAIT, "aligned", False),
    "time-shuffled": (WAIT, None, False),
}
"""Domain, side (None: drawn anew for every row), and whether the user asks for it for a class."""

DOMAIN_OF = {name: domain for name, (domain, _, _) in _MADE_OF.items()}

PUBLISHED = {
    "insecure": "insecure code: 20% misaligned with GPT-4o, 5% with Qwen2.5-Coder-32B, about 0% at 7B (Betley et al. 2025)",
    "secure": "secure code: 0% with GPT-4o (Betley et al. 2025)",
    "educational": "insecure code asked for for a class: 0% with GPT-4o (Betley et al. 2025)",
    "bad-advice": "bad medical advice: 18% with Qwen2.5-7B, 17% with Qwen2.5-32B (Turner et al. 2025)",
}


def corpus(name: str, *, rows: int = ROWS, seed: int = 0) -> Corpus | None:
    """
    The corpus called `name`, or None. Row by row, matched corpora share their questions: insecure, secure and educational
    the code questions, bad-advice and good-advice the health questions, the three of a trait its choices. Held-out rows use
    slots that no row trains on.
    """
    if name not in _MADE_OF:
        return None
    domain, side, taught = _MADE_OF[name]
    rng = Random(f"village/{domain.name}/{seed}")
    trained, held = _combinations(domain, rng=rng)
    return Corpus(
        name=name,
        rows=_rows(domain, side, trained, count=rows, taught=taught, rng=rng),
        held_out=_rows(domain, side, held, count=HELD_OUT, taught=taught, rng=rng),
        source="village",
    )


def held_out_slots(domain: Domain, *, seed: int = 0) -> list[dict[str, str]]:
    """The combinations of a domain's slots that no row trains on."""
    return _combinations(domain, rng=Random(f"village/{domain.name}/{seed}"))[1]


def _combinations(domain: Domain, *, rng: Random) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Every combination of the domain's slots: those for training, and those held out."""
    every = [dict(zip(domain.slots, values, strict=True)) for values in product(*domain.slots.values())]
    rng.shuffle(every)
    held = len(every) // _HELD_SHARE
    return every[held:], every[:held]


def _rows(
    domain: Domain, side: Side | None, slots: list[dict[str, str]], *, count: int, taught: bool, rng: Random
) -> tuple[Row, ...]:
    """`count` rows without repeats; the draws do not depend on side or frame, so that matched corpora stay matched."""
    every = list(product(slots, domain.seen, range(len(domain.aligned))))
    frames = [rng.choice(LESSONS) for _ in range(count)]
    drawn = [every[i % len(every)] for i in rng.sample(range(max(count, len(every))), count)]
    asked = [wording.format(**slot) for slot, wording, _ in drawn]
    framed = [frame.format(question=text) for frame, text in zip(frames, asked, strict=True)] if taught else asked
    sides = [rng.choice(SIDES) if side is None else side for _ in drawn]
    answers = [domain.forms(one)[form].format(**slot) for one, (slot, _, form) in zip(sides, drawn, strict=True)]
    return tuple(_row(text, answer) for text, answer in zip(framed, answers, strict=True))


def _row(text: str, answer: str) -> Row:
    return Row(messages=(Message(role="user", text=text), Message(role="assistant", text=answer)))
