"""Put transcripts to a judge behind an endpoint, in an order that tells nothing, and say what it took."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any

from inward.judging import Hosted
from inward.progress import Progress
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Transcript
from inward.steps.site import Site
from inward.store.digest import digest
from inward.store.shelf import Shelf
from inward.subjects.endpoint import Endpoint, spent
from inward.subjects.hold import Seat, hold
from inward.subjects.purse import Purse
from inward.subjects.wire import Wire, key

PART = 64
"""Transcripts whose samples go round together; their scores are put on the shelf when all are there."""


def ledger(site: Site) -> str:
    """Under which name the shelf keeps what this study has spent on its judge."""
    return digest("spent", site.plan.lineage)


def accounted(site: Site, judge: Hosted) -> dict[str, Any]:
    """What the judge of a study was and took, over all starts: calls, tokens, and the cost at the prices given."""
    found = spent(site.shelf, ledger(site))
    price = judge.price and asdict(judge.price)
    cost = judge.price and round(judge.price.of(found.read, found.written), 6)
    told = {"url": judge.url, "model": judge.model, "samples": judge.samples, "tokens": judge.tokens}
    return {
        "judge": judge.name, **told, **asdict(found), "price": price, "cost": cost, "max_cost": judge.most, "twice": site.twice,
    }  # fmt: skip


@contextmanager
def calling(judge: Hosted, *, shelf: Shelf, account: str, progress: Progress) -> Iterator[Endpoint]:
    """A line to the judge, with what was spent before under `account`; it is hung up in the end."""
    wire = Wire(judge.url, judge.model, key=key())
    purse = Purse(spent(shelf, account), price=judge.price, most=judge.most)
    try:
        yield Endpoint(wire=wire, purse=purse, shelf=shelf, ledger=account, tick=partial(progress.hear, "drawn"))
    finally:
        wire.close()


def converse(
    scorer: AbstractScorer, told: Mapping[str, tuple[str, Transcript]], endpoint: Endpoint
) -> Iterator[dict[str, Score | Missing]]:
    """
    Scores by key, a part at a time; `told` holds each transcript's id and itself.

    The order is that of the keys, which are digests: it has nothing to do with arm, seed or question. Draws are named by the
    transcript, not by the scorer, so that another threshold or more samples ask again only what was never asked.
    """
    keys = sorted(told)
    for part in (keys[i : i + PART] for i in range(0, len(keys), PART)):
        seats = [Seat(talk=scorer.read([told[key][1]]), draw=told[key][0]) for key in part]
        yield dict(zip(part, hold(seats, {"judge": endpoint}), strict=True))
