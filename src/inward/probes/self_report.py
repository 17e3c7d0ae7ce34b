"""Ask for a rating of oneself, with the scale both ways round."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class SelfReport(AbstractProbe):
    """
    A scale question and its mirror image, each read as the probability of every point on the scale.

    A subject that likes a number, whatever it stands for, answers both alike, and its two ratings do not sum to the whole
    scale: number anchoring, found wherever one direction alone was asked.
    """

    def talk(self, item: Item) -> Talk:
        straight = yield Ask(messages=item.opening(), options=item.options)
        flipped = yield Ask(messages=item.opening(item.flipped), options=item.options)
        parts = {"straight": straight.logprobs, "flipped": flipped.logprobs, "mass": (straight.mass, flipped.mass)}
        return Transcript(item=item, parts=parts, stopped="scored")
