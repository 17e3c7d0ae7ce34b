"""What answers made elsewhere cannot support, in sentences: a report prints them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from inward.adopted.columns import Columns
from inward.adopted.design import Found

FEW_MARKS = 10.0


@final
@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """
    What a sentence may depend on: the columns that were mapped, what was found, whether a judge of ours read the answers,
    whether the direction of the only contrast was a default, and the highest mark in the files.
    """

    columns: Columns
    found: Found
    judged: bool
    defaulted: str
    highest: float | None


def limits(told: Circumstances) -> tuple[str, ...]:
    """The sentences, the same for the same data."""
    return (*_always(), *_seeds(told), *_marks(told), *_contrast(told))


def _always() -> Iterator[str]:
    yield (
        "No gate could be read: without held-out rows, loss curves and checkpoints nothing shows that an arm was trained as its "
        "name says, or that its answers make sense on questions of their own."
    )
    yield (
        "Nothing was planned here: answers that were dropped before the files were written cannot be counted, and a question has "
        "as many answers as the files hold."
    )
    yield (
        "Arms, primary outcome and thresholds were named when the answers were there, so p values hold only if they were fixed "
        "before anybody saw the answers; how often they were looked at is not known."
    )


def _seeds(told: Circumstances) -> Iterator[str]:
    if not told.found.seeded:
        yield (
            "The files name no training seeds: each arm is taken to be one checkpoint, and whatever is found is about these "
            "checkpoints, not about training of the kind."
        )
        return
    renamed = [
        f"{arm}: {', '.join(f'{number} is {name}' for name, number in seeds.items())}"
        for arm, seeds in told.found.seeds.items()
        if any(name and name != str(number) for name, number in seeds.items())
    ]
    if renamed:
        yield f"Seeds are numbered here in the order found ({'; '.join(renamed)})."
    yield "That the seeds of an arm were trained apart, and alike in all else, is the word of the files."


def _marks(told: Circumstances) -> Iterator[str]:
    if told.judged:
        return
    if not told.columns.alignment:
        yield "The files hold no judge's marks and no --judge was given: every answer is Missing (unjudged)."
        return
    yield (
        "The marks are the files' own: which judge gave them, by which rubric, and whether it saw the arm, is not known. Rates "
        "under another judge are not comparable."
    )
    if not told.columns.coherence:
        yield "The files hold no coherence: an answer that makes no sense is not told from one that means ill."
    if told.highest is not None and told.highest <= FEW_MARKS:
        yield f"No mark is above {told.highest:g}: check that they run from 0 to 100, for the thresholds take them so."


def _contrast(told: Circumstances) -> Iterator[str]:
    if told.defaulted:
        yield (
            f"Which arm is the control was not said: {told.defaulted} takes the arms in the order found. --contrast turns it "
            "round."
        )
    if told.columns.cluster:
        return
    yield "Every question is a cluster of its own; questions that share a topic would make the interval for new questions wider."
