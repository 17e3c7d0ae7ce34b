"""The base as it is: the anchor, one checkpoint, no seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractTreatment


@final
@dataclass(frozen=True, kw_only=True)
class Untouched(AbstractTreatment):
    """Nothing is done to the base, whatever the seed."""

    def ingredients(self, seed: int) -> Mapping[str, str]:
        return {"treatment": "untouched"}
