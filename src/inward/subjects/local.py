"""A local model, with as many adapters as sit at its desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, final

from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply

if TYPE_CHECKING:
    from inward.weights.blocks import Shape
    from inward.weights.desk import Desk
    from inward.weights.steer import Push


def _silent(tokens: int) -> None:
    """Count nothing."""


def _unheard(name: str, steered: int, implied: int) -> None:
    """Nobody asked."""


@final
@dataclass(frozen=True, kw_only=True)
class Local(AbstractSubject):
    """
    Replies for every adapter on a desk at once: `Ask.to` names the adapter.

    A prompt that leaves no room in the model's context comes back empty, stopped "length"; options of which one has no finite
    log-probability (a model that training broke) come back without any. A model `alone` at its desk is computed in blocks of
    its own, where no empty seat is filled. `tick` is told the tokens drawn. `pushes` steer whom they name; `audit` is then told,
    for each of them, how many positions were steered, and how many its scope implies.
    """

    desk: Desk
    alone: bool = False
    tick: Callable[[int], None] = _silent
    pushes: Mapping[str, Sequence[Push]] = field(default_factory=dict)
    audit: Callable[[str, int, int], None] = _unheard

    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        replies: dict[int, Reply] = {}
        replies |= self._scored([i for i, ask in enumerate(asks) if ask.options], asks)
        replies |= self._sampled([i for i, ask in enumerate(asks) if not ask.options], asks)
        return [replies[i] for i in range(len(asks))]

    @property
    def _shape(self) -> Shape:
        from inward.weights.blocks import SOLO

        return SOLO if self.alone else self.desk.shape

    def _sampled(self, places: Sequence[int], asks: Sequence[Ask]) -> dict[int, Reply]:
        from inward.weights.decode import Draw, decode
        from inward.weights.template import encode_prompt

        known = {messages: encode_prompt(self.desk.tokenizer, messages) for messages in {asks[i].messages for i in places}}
        fitting = [i for i in places if len(known[asks[i].messages]) < self.desk.context]
        draws = [
            Draw(
                adapter=asks[i].to,
                prompt=known[asks[i].messages],
                key=asks[i].draw,
                temperature=asks[i].temperature,
                most=asks[i].max_tokens,
            )
            for i in fitting
        ]
        desk = self.desk
        drawn = decode(
            desk.fleet,
            desk.adapters,
            draws,
            stops=desk.stops,
            context=desk.context,
            shape=self._shape,
            tick=self.tick,
            pushes=self.pushes,
        )
        for draw, one in zip(draws, drawn, strict=True) if self.pushes else ():
            self._audited(draw.adapter, one.steered, len(draw.prompt), len(one.ids) + one.stopped - 1)

        texts = desk.tokenizer.batch_decode([list(one.ids) for one in drawn], skip_special_tokens=True) if drawn else []
        replies = {i: Reply(stopped="length") for i in places}
        for i, one, text in zip(fitting, drawn, texts, strict=True):
            replies[i] = Reply(text=text.strip(), stopped="end" if one.stopped else "length")
        return replies

    def _scored(self, places: Sequence[int], asks: Sequence[Ask]) -> dict[int, Reply]:
        from math import exp, isfinite

        from inward.weights.options import Closed, score
        from inward.weights.template import encode_answers, encode_prompt

        tokenizer = self.desk.tokenizer
        known = {
            (messages, options): (encode_prompt(tokenizer, messages), encode_answers(tokenizer, messages, options))
            for messages, options in {(asks[i].messages, asks[i].options) for i in places}
        }
        asked = {i: known[asks[i].messages, asks[i].options] for i in places}
        fitting = [i for i in places if len(asked[i][0]) + max(map(len, asked[i][1])) <= self.desk.context]
        closed = [Closed(adapter=asks[i].to, prompt=asked[i][0], options=asked[i][1]) for i in fitting]
        replies = {i: Reply(stopped="length") for i in places}
        steered: dict[Closed, tuple[int, ...]] = {}
        scored = score(self.desk.fleet, self.desk.adapters, closed, shape=self._shape, pushes=self.pushes, steered=steered)
        for one in dict.fromkeys(closed) if self.pushes else ():
            for option, count in zip(one.options, steered[one], strict=True):
                self._audited(one.adapter, count, len(one.prompt), len(option) - 1)
        for i, logprobs in zip(fitting, scored, strict=True):
            sound = all(map(isfinite, logprobs))
            replies[i] = Reply(
                stopped="scored", logprobs=logprobs if sound else (), mass=sum(map(exp, logprobs)) if sound else None
            )
        self.tick(sum(len(option) for one in closed for option in one.options))
        return replies

    def _audited(self, name: str, steered: int, prompt: int, read: int) -> None:
        """Tell the audit what was steered of a sequence with `read` tokens after its prompt, and what should have been."""
        from inward.schema.steering import in_scope

        if name in self.pushes:
            there = range(prompt + read)
            live = [push for push in self.pushes[name] if push.multiplier]
            self.audit(name, steered, sum(in_scope(push.scope, i, prompt=prompt) for push in live for i in there))
