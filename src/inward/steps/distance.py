"""How near every question stands to what every arm was trained on, measured and cut in two before any data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from inward.errors import DesignError
from inward.plan import Plan
from inward.schema.design import Corpus, Study
from inward.schema.talk import Item
from inward.stats.near_far import Placed
from inward.stats.overlap import GRAM, LEAK_FROM, Nearness, nearness
from inward.stats.rounding import six

VERSION = 1
NAME = "distance.jsonl"
EFFECTS = "effects_by_distance.jsonl"


@final
@dataclass(frozen=True, kw_only=True)
class Distance:
    """
    A question beside a corpus: how near it stands to what users ask there, and to what is answered.

    `cluster` and `variant` are the item's.
    """

    probe: str
    item: str
    text: str
    cluster: str
    variant: str
    corpus: str
    asked: Nearness
    answered: Nearness

    @property
    def leaked(self) -> bool:
        """Whether it stands in the corpus, word for word or nearly."""
        return self.asked.stands or self.answered.stands

    @property
    def row(self) -> dict[str, Any]:
        """The line of distance.jsonl; rows of the corpus count from 0."""
        return {
            "probe": self.probe,
            "item": self.item,
            "cluster": self.cluster,
            "variant": self.variant,
            "corpus": self.corpus,
            "distance": six(self.asked.distance),
            "words": self.asked.of,
            "asked": _told(self.asked),
            "answered": _told(self.answered),
            "leaked": self.leaked,
        }


def _told(near: Nearness) -> dict[str, Any]:
    return {"words": near.words, "contained": six(near.contained), "row": near.row}


def distances(plan: Plan) -> tuple[Distance, ...]:
    """Every question of every probe beside every corpus; held-out rows and doses are of a corpus, and are passed over."""
    asked = {use.items: plan.items[use.items] for use in plan.study.probes if use.items != "held-out"}
    plain = {name: corpus for name, corpus in plan.corpora.items() if not corpus.of}
    items = {(name, item.id): item for name, some in asked.items() for item in some}
    measured = {
        (name, *key): both
        for name, corpus in plain.items()
        for key, both in zip(items, _beside(list(items.values()), corpus), strict=True)
    }
    return tuple(
        Distance(
            probe=use.name,
            item=item.id,
            text=item.text,
            cluster=item.cluster,
            variant=item.variant,
            corpus=name,
            asked=near[0],
            answered=near[1],
        )
        for name in plain
        for use in plan.study.probes
        for item in asked.get(use.items, ())
        for near in [measured[name, use.items, item.id]]
    )


def _beside(items: Sequence[Item], corpus: Corpus) -> Iterator[tuple[Nearness, Nearness]]:
    """Each question's nearness to the turns that the model is told, and to those that it learns to say."""
    texts = [item.text for item in items]
    told, learned = (_turns(corpus, assistant=assistant) for assistant in (False, True))
    yield from zip(_near(texts, told), _near(texts, learned), strict=True)


def _turns(corpus: Corpus, *, assistant: bool) -> list[tuple[int, str]]:
    """The turns of one side, each with the place of its row; equal ones once, where they stand first."""
    first: dict[str, int] = {}
    for place, row in enumerate(corpus.rows):
        for message in row.messages:
            if (message.role in ("assistant", "document")) == assistant:
                first.setdefault(message.text, place)
    return [(place, text) for text, place in first.items()]


def _near(texts: Sequence[str], turns: Sequence[tuple[int, str]]) -> list[Nearness]:
    found = nearness(texts, [text for _, text in turns])
    return [
        Nearness(words=one.words, of=one.of, contained=one.contained, row=None if one.row is None else turns[one.row][0])
        for one in found
    ]


def declared(found: Sequence[Distance], study: Study) -> dict[str, Any] | None:
    """
    What study.json says of distance: how it is measured, where each probe is cut, what stands in a corpus. None without corpora.

    Raises
    ------
    DesignError
        A question stands in a corpus and the study refuses that.
    """
    if not found:
        return None
    leaked = [one for one in found if one.leaked]
    if leaked and study.leakage == "refuse":
        one, more = leaked[0], f", and {len(leaked) - 1} more" if len(leaked) > 1 else ""
        raise DesignError(
            f"Planning {study.name}: question {one.item!r} of probe {one.probe!r} stands in corpus {one.corpus!r}{more}, and "
            'the study refuses that. Take it out of either, or let the study say leakage="label".'
        )
    return {
        "version": VERSION,
        "of": f"1 less the share of the question's runs of {GRAM} characters in the nearest user turn",
        "near": "at most the cut, which is the median of the probe's questions",
        "leaked_from": LEAK_FROM,
        "cuts": cuts(found),
        "leaked": [{"probe": one.probe, "item": one.item, "corpus": one.corpus} for one in leaked],
    }


def uncut(found: Sequence[Distance]) -> list[Distance]:
    """Those of probes whose questions are no variants."""
    varied = {one.probe for one in found if one.variant}
    return [one for one in found if one.probe not in varied]


def cuts(found: Sequence[Distance]) -> dict[str, dict[str, float]]:
    """Corpus -> probe -> the median distance of its questions. None of a probe with variants: they say what is near."""
    grouped: dict[str, dict[str, list[float]]] = {}
    for one in uncut(found):
        grouped.setdefault(one.corpus, {}).setdefault(one.probe, []).append(six(one.asked.distance))
    return {corpus: {probe: six(float(np.median(some))) for probe, some in probes.items()} for corpus, probes in grouped.items()}


def placed(found: Sequence[Distance]) -> dict[tuple[str, str], Placed]:
    """(corpus, probe) -> its questions' distances, as they are written down, and the cut."""
    grouped: dict[tuple[str, str], dict[str, float]] = {}
    for one in uncut(found):
        grouped.setdefault((one.corpus, one.probe), {})[one.item] = six(one.asked.distance)
    ends = cuts(found)
    return {place: Placed(distance=some, cut=ends[place[0]][place[1]]) for place, some in grouped.items()}
