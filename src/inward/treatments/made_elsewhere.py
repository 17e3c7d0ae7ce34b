"""A checkpoint that was trained elsewhere and is taken as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

from inward.schema.sockets import AbstractTreatment

VERSION = 1

Kind: TypeAlias = Literal["adapter", "model"]


@final
@dataclass(frozen=True, kw_only=True)
class MadeElsewhere(AbstractTreatment):
    """
    Nothing is trained: an adapter for the base, or a model that takes the base's place.

    `content` is the digest of what its files hold, and the only thing that names it; `reference` is how it was given, `name`
    what to call it, `folder` where it lies. `rank` is an adapter's, 0 for a model; `base` is what its own config says that it
    was trained on, which is a label and not checked.
    """

    reference: str
    name: str
    folder: str
    content: str
    kind: Kind
    rank: int = 0
    base: str = ""

    def ingredients(self, seed: int) -> Mapping[str, str]:
        return {"treatment": f"made elsewhere {VERSION}, {self.kind}", "content": self.content}
