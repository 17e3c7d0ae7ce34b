"""How likely is each answer? Exact log-probabilities, nothing sampled."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Choice(AbstractProbe):
    """
    Scores every option of a closed question as a full string.

    A question whose text holds "{0}" and "{1}" lists its options, and is asked in both orders: what the subject owes to
    the place of an option cancels in the mean. One that lists none is asked once. Part `logprobs` holds, per asking, one
    log-probability per option in the item's own order; `mass` their total probability.
    """

    def talk(self, item: Item) -> Talk:
        orders = [item.options, item.options[::-1]] if "{0}" in item.text else [item.options]
        asked: list[tuple[float, ...]] = []
        mass: list[float | None] = []
        for shown in orders:
            text = item.text.format(*shown) if "{0}" in item.text else item.text
            reply = yield Ask(messages=item.opening(text), options=item.options)
            asked.append(reply.logprobs)
            mass.append(reply.mass)
        return Transcript(item=item, parts={"logprobs": tuple(asked), "mass": tuple(mass)}, stopped="scored")
