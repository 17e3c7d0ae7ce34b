"""Ask the question; keep the answer."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Freeform(AbstractProbe):
    """One question, one sampled answer, in the subject's own words (Betley et al. 2025, section 4.1)."""

    temperature: float = 1.0
    max_tokens: int = 512

    def talk(self, item: Item) -> Talk:
        reply = yield Ask(messages=item.opening(), temperature=self.temperature, max_tokens=self.max_tokens)
        return Transcript(item=item, parts={"answer": reply.text}, stopped=reply.stopped)
