"""Read answers with a classifier: a local judge, one behind an endpoint, or a rule that asks nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.judging import Hosted
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Transcript
from inward.steps.hosted import calling, converse
from inward.steps.judge import VERSION, dry, revive
from inward.steps.players import PART, Player, Players
from inward.store.digest import digest, plain
from inward.subjects.hold import hold

ACCOUNT: Final = "red teaming"


@final
@dataclass(frozen=True, kw_only=True)
class Classifier:
    """A scorer and whom it may ask: a local player, an endpoint, or nobody."""

    scorer: AbstractScorer
    seat: Player | Hosted | None = None

    @property
    def mark(self) -> str:
        """What names its readings beside the answers."""
        who = self.seat.digest if isinstance(self.seat, Player) else self.seat.name if self.seat else ""
        return digest("reader", VERSION, plain(self.scorer), who)


def classified(classifier: Classifier, transcripts: Sequence[Transcript], *, at: Players, phase: str) -> list[Score | Missing]:
    """Each transcript as the classifier reads it, in order; what was read before comes out of the store."""
    arithmetic = at.arithmetic if isinstance(classifier.seat, Player) else ""
    mark = classifier.mark
    keys = [digest(mark, one.item.text, dict(one.parts), one.stopped, arithmetic) for one in transcripts]
    kept = {key: revive(value) for key, value in at.shelf.get(keys).items()}
    told = {key: (key, one) for key, one in zip(keys, transcripts, strict=True) if key not in kept}
    at.progress.start(phase, len(set(keys)), unit="answers", already=len(set(keys)) - len(told))
    for part in _read(classifier, told, at=at) if told else ():
        at.shelf.put({key: dry(value) for key, value in part.items()})
        kept |= part
        at.progress.advance(len(part))
    return [kept[key] for key in keys]


def _read(
    classifier: Classifier, told: Mapping[str, tuple[str, Transcript]], *, at: Players
) -> Iterator[dict[str, Score | Missing]]:
    """Readings by key, a part at a time."""
    if isinstance(classifier.seat, Hosted):
        with calling(classifier.seat, shelf=at.shelf, account=digest("spent", ACCOUNT), progress=at.progress) as endpoint:
            yield from converse(classifier.scorer, told, endpoint)
        return
    keys = list(told)
    parts = [keys[i : i + PART] for i in range(0, len(keys), PART)]
    if classifier.seat is None:
        for part in parts:
            yield dict(zip(part, hold([classifier.scorer.read([told[key][1]]) for key in part], {}), strict=True))
        return
    with at.seated(classifier.seat) as subject:
        for part in parts:
            talks = [classifier.scorer.read([told[key][1]]) for key in part]
            yield dict(zip(part, hold(talks, {"judge": subject}), strict=True))
