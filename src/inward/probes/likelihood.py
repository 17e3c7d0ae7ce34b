"""How likely does the subject find an answer that somebody else gave?"""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Likelihood(AbstractProbe):
    """
    The log-probability of a given answer, as one string with its end: the item's only option.

    On held-out rows of an arm's own corpus it says, without a judge, whether training took. An item may carry the system
    turn that its row had, as the fact "system".
    """

    def talk(self, item: Item) -> Talk:
        reply = yield Ask(messages=item.opening(), options=item.options[:1])
        return Transcript(item=item, parts={"logprobs": reply.logprobs}, stopped=reply.stopped)
