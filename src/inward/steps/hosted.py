"""Put transcripts to a judge behind an endpoint, in an order that tells nothing, and say what it took."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any

from inward.judging import Hosted
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import digest
from inward.subjects.endpoint import Endpoint, spent
from inward.subjects.hold import Seat, hold
from inward.subjects.purse import Purse
from inward.subjects.wire import Wire, key

PART = 64
"""Transcripts whose samples go round together; their scores are put on the shelf when all are there."""


def ledger(site: Site) -> str:
    """Under which name the shelf keeps what this study has spent on its judge."""
    return digest("spent", site.plan.lineage)


def account(site: Site, judge: Hosted) -> dict[str, Any]:
    """What the judge of a study was and took, over all starts: calls, tokens, and the cost at the prices given."""
    found = spent(site.shelf, ledger(site))
    price = judge.price and asdict(judge.price)
    cost = judge.price and round(judge.price.of(found.read, found.written), 6)
    told = {"url": judge.url, "model": judge.model, "samples": judge.samples}
    return {"judge": judge.name, **told, **asdict(found), "price": price, "cost": cost, "max_cost": judge.most}


@contextmanager
def calling(site: Site, judge: Hosted) -> Iterator[Endpoint]:
    """A line to the judge, with what was spent before; it is hung up in the end."""
    wire, account = Wire(judge.url, judge.model, key=key()), ledger(site)
    purse = Purse(spent(site.shelf, account), price=judge.price, most=judge.most)
    try:
        yield Endpoint(wire=wire, purse=purse, shelf=site.shelf, ledger=account, tick=partial(site.progress.hear, "drawn"))
    finally:
        wire.close()


def converse(scorer: AbstractScorer, missing: Mapping[str, Held], endpoint: Endpoint) -> Iterator[dict[str, Score | Missing]]:
    """
    Scores by key, a part at a time.

    The order is that of the keys, which are digests: it has nothing to do with arm, seed or question. Draws are named by the
    transcript, not by the scorer, so that another threshold or more samples ask again only what was never asked.
    """
    keys = sorted(missing)
    for part in (keys[i : i + PART] for i in range(0, len(keys), PART)):
        seats = [Seat(talk=scorer.read([missing[key].transcript]), draw=missing[key].key) for key in part]
        yield dict(zip(part, hold(seats, {"judge": endpoint}), strict=True))
