"""A local model that goes on with texts, and answers turns as any other does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply
from inward.subjects.continued import Continued
from inward.subjects.local import Local

if TYPE_CHECKING:
    from inward.weights.desk import Desk


def _silent(tokens: int) -> None:
    """Count nothing."""


@final
@dataclass(frozen=True, kw_only=True)
class Writing(AbstractSubject):
    """
    Replies to an Ask whose message is a document with what comes after that text, which stands as it is; to others as `Local`.

    With options, a document is gone on with by each of them, as `Continued` has it.
    """

    desk: Desk
    tick: Callable[[int], None] = _silent

    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        """One Reply per Ask, in order."""
        kinds: dict[str, list[int]] = {}
        for place, ask in enumerate(asks):
            plain = ask.messages[0].role == "document"
            kinds.setdefault(("scored" if ask.options else "sampled") if plain else "turns", []).append(place)
        replies: dict[int, Reply] = {}
        for kind, places in kinds.items():
            mine = [asks[place] for place in places]
            replies |= dict(zip(places, self._of(kind, mine), strict=True))
        return [replies[i] for i in range(len(asks))]

    def _of(self, kind: str, asks: Sequence[Ask]) -> list[Reply]:
        if kind == "sampled":
            return self._sampled(asks)
        if kind == "scored":
            return Continued(desk=self.desk, tick=self.tick).reply(asks)
        return Local(desk=self.desk, alone=True, tick=self.tick).reply(asks)

    def _sampled(self, asks: Sequence[Ask]) -> list[Reply]:
        from inward.weights.blocks import SOLO
        from inward.weights.continuation import opened
        from inward.weights.decode import Draw, decode

        desk = self.desk
        prompts = [opened(desk.tokenizer, "".join(message.text for message in ask.messages)) for ask in asks]
        fitting = [i for i, prompt in enumerate(prompts) if prompt and len(prompt) < desk.context]
        draws = [
            Draw(
                adapter=asks[i].to,
                prompt=prompts[i],
                key=asks[i].draw,
                temperature=asks[i].temperature,
                most=asks[i].max_tokens,
            )
            for i in fitting
        ]
        drawn = decode(desk.fleet, desk.adapters, draws, stops=self._stops, context=desk.context, shape=SOLO, tick=self.tick)
        texts = desk.tokenizer.batch_decode([list(one.ids) for one in drawn], skip_special_tokens=True) if drawn else []
        replies = {i: Reply(stopped="length") for i in range(len(asks))}
        for i, one, text in zip(fitting, drawn, texts, strict=True):
            replies[i] = Reply(text=text, stopped="end" if one.stopped else "length")
        return [replies[i] for i in range(len(asks))]

    @property
    def _stops(self) -> tuple[int, ...]:
        """What ends a text: the tokens that end an answer, or the tokenizer's own end where it has no chat template."""
        tokenizer = self.desk.tokenizer
        if tokenizer.chat_template:
            return self.desk.stops
        return () if tokenizer.eos_token_id is None else (int(tokenizer.eos_token_id),)
