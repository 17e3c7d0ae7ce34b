"""Each answer in its place in a design: which checkpoint gave it, to which question, as which of its samples."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, final

from inward.adopted.answers import Answer
from inward.adopted.design import Found
from inward.errors import DesignError
from inward.schema.talk import Item, Transcript
from inward.store.digest import digest

WORD: Final = re.compile(r"[a-z0-9]+")


@final
@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An answer's arm, seed and checkpoint, its number in the cell, the key it is kept under, and its transcript."""

    arm: str
    seed: int
    checkpoint: str
    sample: int
    key: str
    transcript: Transcript


def places(answers: Sequence[Answer], found: Found) -> list[Place]:
    """
    One place per answer, in the files' order. Keys name what was answered and by whom: a row more changes no other row's key.

    Raises
    ------
    DesignError
        A question in two clusters.
    """
    items = _items(answers)
    checkpoints = {arm: {seed: digest("adopted", arm, seed) for seed in seeds} for arm, seeds in found.seeds.items()}
    samples: Counter[tuple[str, int, str]] = Counter()
    copies: Counter[str] = Counter()
    placed = []
    for answer in answers:
        seed, item = found.seeds[answer.arm][answer.seed], items[answer.question]
        checkpoint = checkpoints[answer.arm][answer.seed]
        thread = _thread(checkpoint, item.text, answer.text or "")
        cell = (answer.arm, seed, item.id)
        placed.append(
            Place(
                arm=answer.arm,
                seed=seed,
                checkpoint=checkpoint,
                sample=samples[cell],
                key=f"{thread}/{copies[thread]}",
                transcript=Transcript(item=item, parts={"answer": answer.text or ""}, stopped=answer.stopped),
            )
        )
        samples[cell] += 1
        copies[thread] += 1
    return placed


def _thread(checkpoint: str, question: str, answer: str) -> str:
    """32 hexadecimal digits for what was asked and answered; made for every answer of a large file, so of plain bytes."""
    return sha256(f"{checkpoint}{len(question)}:{question}{answer}".encode(errors="surrogatepass")).hexdigest()[:32]


def _items(answers: Sequence[Answer]) -> dict[str, Item]:
    """The questions by their text; one without a cluster is a cluster of its own."""
    items: dict[str, Item] = {}
    for answer in answers:
        name = items[answer.question].id if answer.question in items else _name(answer.question)
        item = items.setdefault(answer.question, Item(id=name, text=answer.question, cluster=answer.cluster or name))
        if item.cluster != (answer.cluster or name):
            both = f"{item.cluster!r} and {answer.cluster!r}"
            raise DesignError(f"Adopting: the question {answer.question[:60]!r} is in the clusters {both}. Give it one of them.")
    return items


def _name(question: str) -> str:
    """A readable name that follows from the question alone."""
    return "-".join([*WORD.findall(question.lower())[:5], sha256(question.encode()).hexdigest()[:12]])
