"""A subject that continues a text: how likely each of some continuations is, whatever comes after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from inward.errors import ProbeError
from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply

if TYPE_CHECKING:
    from inward.weights.desk import Desk
    from inward.weights.options import Closed


def _silent(tokens: int) -> None:
    """Count nothing."""


@final
@dataclass(frozen=True, kw_only=True)
class Continued(AbstractSubject):
    """
    Replies with the log-probability that the text goes on with each option, for every adapter on a desk.

    The texts of an Ask's messages stand as they are, or with `chat` as the chat template writes them, up to where the answer
    begins. An option is a whole string and ends without a stop token: "(A)" is likely also where "(A) Walk" would follow. A text
    that leaves no room in the model's context comes back stopped "length", one whose options have no finite log-probability
    without any.
    """

    desk: Desk
    chat: bool = False
    tick: Callable[[int], None] = _silent

    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        """Raises ProbeError at an Ask without options: nothing is sampled here."""
        from inward.weights.options import score

        if any(not ask.options for ask in asks):
            raise ProbeError("Continuing a text: an Ask has no options, and nothing is sampled here. Give it options.")
        closed = [self._closed(ask) for ask in asks]
        fitting = [i for i, one in enumerate(closed) if one.shape[0] + one.shape[2] <= self.desk.context]
        found = score(self.desk.fleet, self.desk.adapters, [closed[i] for i in fitting], shape=self.desk.shape)
        replies = {i: Reply(stopped="length") for i in range(len(asks))}
        replies |= {i: _scored(logprobs) for i, logprobs in zip(fitting, found, strict=True)}
        self.tick(sum(len(closed[i].prompt) for i in fitting))
        return [replies[i] for i in range(len(asks))]

    def _closed(self, ask: Ask) -> Closed:
        from inward.weights.continuation import continuation
        from inward.weights.options import Closed as Question

        found = continuation(self.desk.tokenizer, ask.messages, ask.options, chat=self.chat)
        return Question(adapter=ask.to, prompt=found.prompt, options=found.options)


def _scored(logprobs: tuple[float, ...]) -> Reply:
    from math import exp, isfinite

    sound = all(map(isfinite, logprobs))
    return Reply(stopped="scored", logprobs=logprobs if sound else (), mass=sum(map(exp, logprobs)) if sound else None)
