"""Why was finished work not used again? The ingredients that differ from the nearest thing in store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

from inward.steps.settle import freeze, threads
from inward.steps.site import Site

SHOWN = 60


@final
@dataclass(frozen=True, kw_only=True)
class Miss:
    """How many things of a stage are not in store for one and the same reason."""

    stage: str
    count: int
    reason: str


def why_miss(site: Site) -> list[Miss]:
    """Every reason for which adapters would be trained and answers drawn, most frequent first; empty when all is in store."""
    freeze(site)
    plan, shelf = site.plan, site.shelf
    adapters = {c.digest: c.ingredients for c in plan.checkpoints if c.trained}
    absent = {name: made for name, made in adapters.items() if not (shelf.adapter(name) / "inward.json").exists()}
    misses = _reasons("adapter", absent, {k: v for k, v in shelf.noted("adapter").items() if shelf.adapter(k).exists()})
    asked, counts = threads(plan), _counts(site)
    kept = shelf.get([f"{name}/{k}" for name, count in counts.items() for k in range(count)])
    have = Counter(key.split("/")[0] for key in kept)
    new = {name: made for name, made in asked.items() if not have[name]}
    more = sum(0 < have[name] < counts[name] for name in asked)
    noted = {name: made for name, made in shelf.noted("thread").items() if name not in new}
    misses += _reasons("answers to a question", new, noted, alike="question")
    return misses + ([Miss(stage="answers to a question", count=more, reason="more samples than are in store")] if more else [])


def _counts(site: Site) -> dict[str, int]:
    """Samples that the plan asks of each thread."""
    plan = site.plan
    return {
        plan.thread(use, checkpoint, item): plan.count(use)
        for checkpoint in plan.checkpoints
        for use in plan.study.probes
        for item in plan.asked(use, checkpoint)
    }


def _reasons(
    stage: str, absent: Mapping[str, Mapping[str, str]], noted: Mapping[str, Mapping[str, str]], *, alike: str = ""
) -> list[Miss]:
    """Each thing is held against those that share its field `alike`: stores are large, and nothing else is near."""
    near: dict[str, list[Mapping[str, str]]] = {}
    for other in noted.values():
        near.setdefault(other.get(alike, ""), []).append(other)
    nothing = f"differs in {alike}" if noted else "nothing of the kind is in store"
    counted = Counter(_reason(made, near.get(made.get(alike, ""), []), nothing=nothing) for made in absent.values())
    return [Miss(stage=stage, count=count, reason=reason) for reason, count in counted.most_common()]


def _reason(made: Mapping[str, str], noted: Sequence[Mapping[str, str]], *, nothing: str) -> str:
    """The fields in which the nearest noted ingredients differ; values are shown when short."""
    if not noted:
        return nothing
    nearest = min(noted, key=lambda other: sum(made.get(k) != other.get(k) for k in {*made, *other}))
    differing = sorted(k for k in {*made, *nearest} if made.get(k) != nearest.get(k))
    if not differing:
        return "was named before, but its work was never finished"
    return "differs in " + "; ".join(_difference(key, made, nearest) for key in differing)


def _difference(key: str, made: Mapping[str, str], nearest: Mapping[str, str]) -> str:
    wanted, found = made.get(key, "absent"), nearest.get(key, "absent")
    if key in ("seed",) or len(wanted) + len(found) > SHOWN:
        return key
    return f"{key} (wanted {wanted}, in store {found})"
