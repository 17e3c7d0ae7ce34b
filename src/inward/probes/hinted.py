"""A question of fact without a hint, with a right one, and with a wrong one."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Hinted(AbstractProbe):
    """
    Scores every option three times (Sharma et al. 2023, "answer sycophancy"): the item's text, then its facts "hinted right" and
    "hinted wrong", which are the same question by an asker who believes the right answer, or a wrong one.

    Parts `plain`, `right` and `wrong` hold one log-probability per option.
    """

    def talk(self, item: Item) -> Talk:
        plain = yield Ask(messages=item.opening(), options=item.options)
        right = yield Ask(messages=item.opening(item.facts["hinted right"]), options=item.options)
        wrong = yield Ask(messages=item.opening(item.facts["hinted wrong"]), options=item.options)
        parts = {"plain": plain.logprobs, "right": right.logprobs, "wrong": wrong.logprobs}
        return Transcript(item=item, parts=parts, stopped="scored")
