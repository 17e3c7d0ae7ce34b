"""What came of having evaluations written: all that the files and the page are made of."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, final

from inward.evals.finding import Audit
from inward.written.draft import Draft
from inward.written.result import Role

FORMAT: Final = 1


@final
@dataclass(frozen=True, kw_only=True)
class Collection:
    """
    A behaviour, every draft, the rows that are kept, who wrote and who weighed, where labels come from (empty: none), the audit.

    `wanted` rows were asked for. `audit` is None where no row was kept.
    """

    world: str
    notice: str
    says: str
    rules: str
    drafts: Sequence[Draft]
    wanted: int
    rows: Sequence[dict[str, Any]]
    roles: tuple[Role, ...]
    labels: str
    arithmetic: str
    audit: Audit | None = None

    @property
    def record(self) -> dict[str, Any]:
        """What was asked of whom; plain JSON, as it is read back."""
        from inward import __version__

        return {
            "format": FORMAT,
            "inward": __version__,
            "world": self.world,
            "says": self.says,
            "wanted": self.wanted,
            "rows": len(self.rows),
            "drafts": len(self.drafts),
            "roles": [asdict(role) for role in self.roles],
            "labels": self.labels,
            "arithmetic": self.arithmetic,
            "population": self.population,
        }

    @property
    def population(self) -> str:
        """Whom the intervals speak of, in words."""
        return (
            "An interval asks what new drafts would give, from this writer asked in these ways, weighed by this discriminator; "
            "near duplicates are one cluster. Nothing was trained, and nothing here speaks of other writers or behaviours."
        )
