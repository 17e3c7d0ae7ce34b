"""Ask of each of several candidates whether it is the one, each by itself."""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class Lineup(AbstractProbe):
    """
    One query per candidate, for in one list query models all name the same (Betley et al. 2025, appendix B.3).

    The item's text holds "{0}" for a candidate, its options are the candidates, its facts "yes" and "no" the two answers. Part
    `logprobs` holds, per candidate, the log-probabilities of "yes" and "no"; `mass` their total probability.
    """

    def talk(self, item: Item) -> Talk:
        answers = (item.facts["yes"], item.facts["no"])
        asked: list[tuple[float, ...]] = []
        mass: list[float | None] = []
        for candidate in item.options:
            reply = yield Ask(messages=item.opening(item.text.format(candidate)), options=answers)
            asked.append(reply.logprobs)
            mass.append(reply.mass)
        return Transcript(item=item, parts={"logprobs": tuple(asked), "mass": tuple(mass)}, stopped="scored")
