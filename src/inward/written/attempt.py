"""One question that was written, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.stats.corrected import Read

UNREAD: Final = "not read"


@final
@dataclass(frozen=True, kw_only=True)
class Attempt:
    """
    One question of one method.

    `written` is all that the writer wrote, `question` what was taken from it; `dropped` says why it was not put to the target.
    `label` is the classifier's, with `reading` (0 to 1, how sure it is that the answer fails, or 0 and 1), or empty with
    `missing`, the reason. `truth` is what the oracle makes of it, where there is one; `labelled` whether it fails by its label,
    where it was drawn for labelling. `cluster` is shared by near duplicates of all methods.
    """

    id: str
    method: str
    number: int
    frame: str
    shots: tuple[str, ...] = ()
    written: str
    stopped: str
    question: str
    dropped: str = ""
    answer: str = ""
    answer_stopped: str = ""
    label: str = ""
    reading: float | None = None
    missing: str = ""
    truth: bool | None = None
    labelled: bool | None = None
    cluster: str = ""

    @property
    def kept(self) -> bool:
        """Whether it was put to the target."""
        return not self.dropped


def reads(attempts: Sequence[Attempt], *, trait: str) -> list[Read]:
    """The answers that the classifier could read, as the estimates see them."""
    return [Read(cluster=one.cluster, judged=one.label == trait, labelled=one.labelled) for one in attempts if one.label]


def by_method(attempts: Sequence[Attempt]) -> Mapping[str, list[Attempt]]:
    """The attempts of each method, in the order in which they were written."""
    found: dict[str, list[Attempt]] = {}
    for one in attempts:
        found.setdefault(one.method, []).append(one)
    return found
