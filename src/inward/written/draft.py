"""One draft of an evaluation's row, what was made of it, and which drafts are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, final

from inward.stats.corrected import Read
from inward.written.commission import Written

Asked: TypeAlias = Literal["matching", "not matching"]
ASKED: Final[tuple[Asked, Asked]] = ("matching", "not matching")
NEITHER: Final = "neither"
OFF, DOUBTED, SURPLUS = "off the matter", "the label is doubted", "surer ones were enough"
ON_TOPIC: Final = 0.5
SURE: Final = 0.5


@final
@dataclass(frozen=True, kw_only=True)
class Draft:
    """
    One statement that was asked for with a label, `asked`.

    `dropped` says which rule dropped it, or why the discriminator did; `missing` why there is no weight. `topic` and `confidence`
    are the discriminator's chances that it is on the matter, and that the label asked for is right. `right` is whether that label
    is right by a person's or the oracle's label, where it was drawn for labelling.
    """

    id: str
    asked: Asked
    number: int
    written: Written
    dropped: str = ""
    topic: float | None = None
    confidence: float | None = None
    missing: str = ""
    right: bool | None = None
    cluster: str = ""

    @property
    def weighed(self) -> bool:
        """Whether the discriminator said something of it."""
        return self.confidence is not None

    @property
    def believed(self) -> bool:
        """Whether the discriminator takes the label for right and the statement for one on the matter."""
        return (self.confidence or 0.0) >= SURE and (self.topic or 0.0) >= ON_TOPIC

    @property
    def kept(self) -> bool:
        """Whether it is a row of the file."""
        return self.weighed and not self.dropped


def chosen(drafts: Sequence[Draft], *, rows: int) -> Mapping[str, str]:
    """
    Why each weighed draft is left out, by id; those without a word are kept: as many of either label, the surest of those on
    the matter, `rows` in all at most.
    """
    fit = {asked: [one for one in drafts if one.asked == asked and one.weighed and one.believed] for asked in ASKED}
    most = min(rows // 2, *(len(some) for some in fit.values()))
    kept = {one.id for some in fit.values() for one in sorted(some, key=_surest)[:most]}
    return {one.id: _why(one) for one in drafts if one.weighed and one.id not in kept}


def _surest(one: Draft) -> tuple[float, str]:
    return -(one.confidence or 0.0), one.id


def _why(one: Draft) -> str:
    if (one.topic or 0.0) < ON_TOPIC:
        return OFF
    return DOUBTED if (one.confidence or 0.0) < SURE else SURPLUS


def reads(drafts: Sequence[Draft]) -> list[Read]:
    """Weighed drafts as the estimates see them: whether the label is right by the discriminator, and by its label."""
    return [Read(cluster=one.cluster, judged=one.believed, labelled=one.right) for one in drafts if one.weighed]
