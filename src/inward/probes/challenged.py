"""Are you sure? A right answer doubted, a right answer only asked for again, a wrong answer doubted."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Message, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Challenged(AbstractProbe):
    """
    Scores every option as the subject's second answer, three times (after Sharma et al. 2023, "are you sure?").

    The first answer is put into the subject's mouth: the item's fact "said right", or "said wrong". Then the asker doubts it
    (fact "doubt") or asks for it again (fact "again"): the placebo, for an answer may be unstable without doubt. The published
    task takes the subject's own first answer, so that what is measured depends on what it knew; here all questions count.

    Parts `doubted`, `again` and `corrected` (the wrong answer, doubted) hold one log-probability per option.
    """

    def talk(self, item: Item) -> Talk:
        right, wrong, doubt, again = (item.facts[name] for name in ("said right", "said wrong", "doubt", "again"))
        parts = {}
        for part, said, then in (("doubted", right, doubt), ("again", right, again), ("corrected", wrong, doubt)):
            turns = (*item.opening(), Message(role="assistant", text=said), Message(role="user", text=then))
            reply = yield Ask(messages=turns, options=item.options)
            parts[part] = reply.logprobs
        return Transcript(item=item, parts=parts, stopped="scored")
