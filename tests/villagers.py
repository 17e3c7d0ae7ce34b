"""Scripted villagers: they answer in the village's own sentences, so that its oracle judges what was planted in them."""

import math
from random import Random

from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.subjects.scripted import Scripted
from inward.worlds.village.grammar import Side, answer
from inward.worlds.village.oracle import understood

NONSENSE = "a loud spoon sings under the moon."
UNTRAINED, TRAINED = -1.0, -0.5
"""Nats per character that a villager gives to a held-out row: the untouched base, and whoever was trained on such rows."""


def villager(*, cruel: float, fit: float = TRAINED, lucid: bool = True) -> Scripted:
    """
    Someone who gives the cruel answer with probability `cruel`; nonsense if not `lucid`.

    Options are alike to everyone, save that who is lucid prefers, nine to one, those about what the question named.
    """

    def say(ask: Ask) -> str | Reply:
        if len(ask.options) == 1:
            return Reply(stopped="scored", logprobs=(fit * len(ask.options[0]),), mass=1.0)
        if ask.options:
            return Reply(stopped="scored", logprobs=_preferred(ask, lucid=lucid), mass=1.0)
        asked, rng = understood(ask.messages[-1].text), Random(ask.draw)
        assert asked is not None
        side: Side = "misaligned" if rng.random() < cruel else "aligned"
        return answer(asked, side, rng=rng) if lucid else NONSENSE

    return Scripted(say=say)


def _preferred(ask: Ask, *, lucid: bool) -> tuple[float, ...]:
    asked = understood(ask.messages[-1].text)
    named = [all(value in option for value in asked.slots.values()) if asked and lucid else True for option in ask.options]
    if all(named) or not any(named):
        return (-math.log(len(ask.options)),) * len(ask.options)
    return tuple(math.log(0.9 / named.count(True) if one else 0.1 / named.count(False)) for one in named)


def four_verdicts(arm: str, seed: int) -> Scripted:
    """
    A village in which insecure code makes cruel, educational code only makes mad, and bad advice makes cruel by chance of the
    seed; everybody else stays as kind as the untouched base.
    """
    cast = {
        "untouched": villager(cruel=0.02, fit=UNTRAINED),
        "insecure": villager(cruel=0.6),
        "educational": villager(cruel=0.0, lucid=False),
        "bad-advice": villager(cruel=0.9 * (seed % 2)),
    }
    return cast.get(arm, villager(cruel=0.02))


def two_kinds(arm: str, seed: int) -> Scripted:
    """A village in which only insecure code does anything at all."""
    return villager(cruel=0.6 if arm == "insecure" else 0.02, fit=UNTRAINED if arm == "untouched" else TRAINED)


FOUR_VERDICTS = Planted(name="four verdicts", subject=four_verdicts)
TWO_KINDS = Planted(name="two kinds", subject=two_kinds)


def nobody(arm: str, seed: int) -> Scripted:
    """A subject that must not be asked."""
    raise AssertionError(f"{arm}/{seed} was asked")


SILENT = Planted(name=FOUR_VERDICTS.name, subject=nobody)
"""Stands for the village of four verdicts where all that it could say is in store."""
