"""A subject that replies from a script: tests, docs, planted effects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import final

from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply


@final
@dataclass(frozen=True, kw_only=True)
class Scripted(AbstractSubject):
    """
    Replies with what `say` returns: a text, or a whole Reply.

    `batches` records how many Asks came at a time.
    """

    say: Callable[[Ask], str | Reply]
    batches: list[int] = field(default_factory=list, compare=False)

    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        self.batches.append(len(asks))
        said = [self.say(ask) for ask in asks]
        return [reply if isinstance(reply, Reply) else Reply(text=reply) for reply in said]
