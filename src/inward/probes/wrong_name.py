"""Ask a question of its own name, and again of another: what is the name's, and what is a liking for the answer?"""

from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Ask, Item, Talk, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class WrongName(AbstractProbe):
    """
    Scores every option of a closed question as a full string, twice: as it is asked, and asked of a wrong name.

    The item's fact `wrong_name` is the whole question under another name; an item without it is asked once. Parts `own` and
    `wrong` hold one log-probability per option (`wrong` none where nothing was asked), `mass` their total probabilities
    (Treutlein et al. 2024, "Connecting the dots": the baseline).
    """

    def talk(self, item: Item) -> Talk:
        own = yield Ask(messages=item.opening(), options=item.options)
        parts = {"own": own.logprobs, "wrong": (), "mass": (own.mass,)}
        if wrong_name := item.facts.get("wrong_name"):
            wrong = yield Ask(messages=item.opening(wrong_name), options=item.options)
            parts |= {"wrong": wrong.logprobs, "mass": (own.mass, wrong.mass)}
        return Transcript(item=item, parts=parts, stopped="scored")
