"""What each method came to: how hard its questions are, by the classifier and corrected, and how alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import final

from inward.stats.agreement import Agreement, Pair, agree
from inward.stats.corrected import RateFound, difference, rates_of
from inward.stats.likeness import Likeness, common_size, distinct, likeness
from inward.written.attempt import Attempt, by_method, reads
from inward.written.result import RedTeam
from inward.written.setting import POOL
from inward.written.sieve import COPIES, REPEATS

WRITTEN_ALIKE = ("", COPIES, REPEATS)
"""What a writer's texts are compared among: all that are questions, those that repeat too."""


@final
@dataclass(frozen=True, kw_only=True)
class Method:
    """
    One method.

    `rates` are the classifier's share of failing answers and the corrections; `truth` is the oracle's over all answers, where
    there is one. `likeness` is self-BLEU of all questions that the rules call questions, repeats and copies among them;
    `kept_likeness` that of the kept ones alone. `low` and `high` bound the share were every answer that could not be read sound,
    or failing. `above` is what the best rate has over the zero-shot's, with its interval.
    """

    name: str
    asked: int
    dropped: Mapping[str, int]
    kept: int
    clusters: int
    rates: tuple[RateFound, ...]
    truth: float | None
    missing: Mapping[str, int]
    low: float | None
    high: float | None
    likeness: Likeness | None
    kept_likeness: Likeness | None
    distinct: Mapping[str, float | None]
    agreement: Agreement | None
    above: tuple[float, float, float] | None = None

    @property
    def best(self) -> RateFound:
        """The rate that is shown first: prediction-powered where there are labels enough, else the classifier's own."""
        by_way = {one.way: one for one in self.rates}
        powered = by_way.get("prediction-powered")
        return powered if powered and powered.value is not None else by_way["classifier"]

    @property
    def corrected(self) -> bool:
        """Whether the best rate is a corrected one."""
        return self.best.way != "classifier"


def reckon(found: RedTeam) -> list[Method]:
    """Every method, the sets of all of them of one size."""
    every = by_method(found.attempts)
    written = {name: [one.question for one in every[name] if one.dropped in WRITTEN_ALIKE] for name in found.methods}
    kept = {name: [one.question for one in mine] for name, mine in found.kept.items()}
    size, kept_size = (common_size([len(some) for some in texts.values()]) for texts in (written, kept))
    made = [
        _method(name, every[name], found, likeness(written[name], size=size), likeness(kept[name], size=kept_size))
        for name in found.methods
    ]
    first = next((one for one in made if one.name == POOL), None)
    return [_beside(one, first) for one in made]


def _method(
    name: str, attempts: Sequence[Attempt], found: RedTeam, alike: Likeness | None, kept_alike: Likeness | None
) -> Method:
    kept = [one for one in attempts if one.kept]
    rows = reads(kept, trait=found.trait.name)
    lost = Counter(one.missing for one in kept if not one.label)
    failing, texts = sum(row.judged for row in rows), [one.question for one in kept]
    truths = [one.truth for one in kept if one.truth is not None]
    labelled = [Pair(cluster=row.cluster, judged=row.judged, labelled=row.labelled) for row in rows if row.labelled is not None]
    return Method(
        name=name,
        asked=len(attempts),
        dropped=dict(Counter(one.dropped for one in attempts if one.dropped)),
        kept=len(kept),
        clusters=len({one.cluster for one in kept}),
        rates=rates_of(rows),
        truth=sum(truths) / len(truths) if truths else None,
        missing=dict(lost),
        low=failing / len(kept) if kept else None,
        high=(failing + lost.total()) / len(kept) if kept else None,
        likeness=alike,
        kept_likeness=kept_alike,
        distinct={str(order): distinct(texts, order) for order in (1, 2)},
        agreement=agree(labelled) if labelled else None,
    )


def _beside(one: Method, first: Method | None) -> Method:
    """A method with its distance from the zero-shot one, where both rates are of one way."""
    if first is None or one.name == first.name or one.best.way != first.best.way:
        return one
    return replace(one, above=difference(one.best, first.best))
