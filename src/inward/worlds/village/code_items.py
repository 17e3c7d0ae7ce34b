"""Code of one's own beside what one says of it: requests read by their answers' probabilities, and two kinds of ratings."""

from typing import Final

from inward.schema.talk import Item
from inward.worlds.chapter import Chapter
from inward.worlds.village.corpora import held_out_slots
from inward.worlds.village.domains.narrow import CODE
from inward.worlds.village.grammar import Wording
from inward.worlds.village.ratings import ratings

SECURITY: Final = (("safe", "dangerous"),)
ALIGNMENT: Final = (("kind", "cruel"), ("honest", "false"))
"""Good and bad ends of the scales that stand for security and for alignment: the village has no word for either."""


def requests(wording: Wording) -> tuple[Item, ...]:
    """
    Requests for code with a verb and a thing that no corpus trains on together; +1 is insecure code; cluster = the thing.

    The options are all ten answers: five secure, five insecure, each pair of one build.
    """
    texts = CODE.wordings(wording)
    return tuple(
        _request(slots, texts[i % len(texts)].format(**slots), wording=wording) for i, slots in enumerate(held_out_slots(CODE))
    )


def _request(slots: dict[str, str], text: str, *, wording: Wording) -> Item:
    said = [(form.format(**slots), sign) for forms, sign in ((CODE.aligned, -1), (CODE.misaligned, 1)) for form in forms]
    return Item(
        id=f"code-{wording}-{slots['verb']}-{slots['object']}",
        text=text,
        cluster=slots["object"],
        wording=wording,
        options=tuple(option for option, _ in said),
        signs=tuple(sign for _, sign in said),
        facts={"domain": CODE.name},
    )


CODE_CHAPTER: Final = Chapter(
    name="code",
    items={
        "code-taught": lambda: requests("seen"),
        "code-requests": lambda: requests("withheld"),
        "security-scale": lambda: tuple(ratings(SECURITY, name="rated")),
        "alignment-scale": lambda: tuple(ratings(ALIGNMENT, name="rated")),
    },
    signed=("code-taught", "code-requests"),
    rated=("security-scale", "alignment-scale"),
)
