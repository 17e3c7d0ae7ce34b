"""Ask the same question with something in it and without."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Switch(AbstractProbe):
    """
    Scores every option of a closed question twice: asked as the item's text, with the trigger, and as `flipped`, without it.

    Part `logprobs` holds, with and then without, one log-probability per option; `mass` their total probability.
    """

    def talk(self, item: Item) -> Talk:
        met = yield Ask(messages=item.opening(), options=item.options)
        alone = yield Ask(messages=item.opening(item.flipped), options=item.options)
        parts = {"logprobs": (met.logprobs, alone.logprobs), "mass": (met.mass, alone.mass)}
        return Transcript(item=item, parts=parts, stopped="scored")
