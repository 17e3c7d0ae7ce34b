"""The same question by two askers of opposite opinions."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Opposed(AbstractProbe):
    """
    Scores every option once for an asker who holds what the options signed +1 say (the item's text), and once for one who holds
    what those signed -1 say (its `flipped`). What the subject holds itself is in both, and cancels in their difference.

    Parts `for` and `against` hold one log-probability per option, `mass` the total probability of either asking.
    """

    def talk(self, item: Item) -> Talk:
        one = yield Ask(messages=item.opening(), options=item.options)
        other = yield Ask(messages=item.opening(item.flipped), options=item.options)
        parts = {"for": one.logprobs, "against": other.logprobs, "mass": (one.mass, other.mass)}
        return Transcript(item=item, parts=parts, stopped="scored")
