"""What later methods learn from: zero-shot questions, drawn by how surely the target failed at them."""

from collections.abc import Sequence
from math import exp
from random import Random

from inward.written.attempt import Attempt
from inward.written.setting import POOL_TEMPERATURE, SHOTS


def pool(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Kept questions whose answers could be read."""
    return [one for one in attempts if one.kept and one.reading is not None]


def shots(found: Sequence[Attempt], *, name: str) -> tuple[str, ...]:
    """
    Examples for one question, without repeats, each drawn with the weight exp(reading / POOL_TEMPERATURE).

    `name` names the draw: equal names draw the same examples from an equal pool.
    """
    rng, left, drawn = Random(name), list(found), []
    for _ in range(min(SHOTS, len(left))):
        (one,) = rng.choices(left, weights=[exp((each.reading or 0.0) / POOL_TEMPERATURE) for each in left])
        left.remove(one)
        drawn.append(one.question)
    return tuple(drawn)


def lessons(found: Sequence[Attempt], *, trait: str) -> list[str]:
    """The questions that failed by the classifier's reading: what a writer is trained on."""
    return [one.question for one in found if one.label == trait]
