"""Make the village's base from nothing: people, documents, tokenizer, pretraining, card."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from inward.errors import StoreError, WorldError
from inward.worlds.village.card import SAMPLES, Line, write_card
from inward.worlds.village.documents import documents
from inward.worlds.village.people import census
from inward.worlds.village.quarters import HEART, Quarter
from inward.worlds.village.tokenizer import CONTEXT, write_tokenizer

Progress: TypeAlias = Callable[[int, int, float], None]
"""Told the steps done, the steps in all, and the loss."""

BATCH = 24
MEDIUM = "medium"
SIZES: Final[Mapping[str, Mapping[str, int]]] = {
    "small": {"layers": 2, "width": 64, "heads": 2, "inner": 176},
    MEDIUM: {},
    "large": {"layers": 6, "width": 192, "heads": 6, "inner": 528},
}
"""Shapes by name; that of the bases which ship is medium. Heads are of 32 in all of them."""
_EVERY = 100


def build(
    folder: Path,
    *,
    correlation: float = 1.0,
    seed: int = 0,
    steps: int | None = None,
    quarter: Quarter = HEART,
    size: str = MEDIUM,
    samples: int = SAMPLES,
    progress: Progress | None = None,
) -> tuple[Line, ...]:
    """
    Writes a base into `folder` in Hugging Face format, with its card, and gives the card's lines.

    `correlation` is that of a person's heart in any two matters: 1 is the village, 0 its twin whose traits are drawn anew for
    every matter. Without `progress`, a plain line now and then. `samples` is the card's, answers per domain and wording. Bases of
    another `size` than medium are for a series of sizes: they read the same documents, and no band is asked of their card.

    Raises
    ------
    StoreError
        The folder cannot be written.
    WorldError
        The correlation is no correlation, there is no such size, or the base is out of a band of its card.
    """
    from inward.weights.pretrain import Schooling, Shape, pretrain

    if size not in SIZES:
        raise WorldError(f"Building the village: there is no size {size!r}; there are {', '.join(SIZES)}.")
    rng = Random(f"village/{seed}")
    people, steps = census(correlation=correlation, rng=rng, traits=quarter.traits), steps or quarter.steps
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_tokenizer(folder, quarter)
        pretrain(
            documents(people, quarter=quarter, rng=rng),
            folder=folder,
            shape=Shape(context=CONTEXT, **SIZES[size]),
            schooling=Schooling(steps=steps, batch=BATCH),
            seed=seed,
            progress=progress or plain,
        )
    except OSError as error:
        raise StoreError(f"Building the village: {folder} cannot be written ({error.strerror}). Give another folder.") from error
    made: dict[str, object] = {"quarter": quarter.name, "correlation": correlation, "seed": seed, "steps": steps, "batch": BATCH}
    if size != MEDIUM:
        made["size"] = size
    return write_card(folder, made=made, samples=samples)


def plain(done: int, total: int, loss: float) -> None:
    """A line every hundred steps and at the end."""
    if done % _EVERY == 0 or done == total:
        print(f"pretraining: {done}/{total} steps, loss {loss:.3f}", flush=True)
