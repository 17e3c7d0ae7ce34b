"""A checkpoint made by adding a vector to the residual stream."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from inward.schema.sockets import AbstractTreatment
from inward.schema.steering import Scope, Site

VERSION = 1


@final
@dataclass(frozen=True, kw_only=True)
class Steer(AbstractTreatment):
    """
    The base with a vector, named by its `digest`, added `multiplier` times at a site, on the positions of a scope.

    There is no training seed; at multiplier 0 it is the untouched base, and so named.
    """

    digest: str
    site: Site
    multiplier: float
    scope: Scope

    def ingredients(self, seed: int) -> Mapping[str, str]:
        if self.multiplier == 0:
            return {"treatment": "untouched"}
        return {
            "treatment": f"steer {VERSION}",
            "vector": self.digest,
            "site": str(self.site),
            "multiplier": repr(self.multiplier),
            "scope": self.scope,
        }
