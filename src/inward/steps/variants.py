"""Which questions are variants of one another, and whether a form does stand nearer to a corpus: measured before any data."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from statistics import fmean
from typing import Any

from inward.errors import DesignError
from inward.plan import Plan
from inward.schema.talk import FAR, Item
from inward.stats.rounding import six
from inward.stats.variants import Form
from inward.steps.distance import Distance

EFFECTS = "effects_by_variant.jsonl"
LEAST = 0.05
"""By so much less distance, at least, a question in a form stands nearer than in plain words."""


def check_variants(plan: Plan) -> None:
    """
    Every variant has a partner.

    Raises
    ------
    DesignError
        A question is asked in some form and not in plain words, or the other way round.
    """
    for use in plan.study.probes:
        for question, items in _questions(plan.items[use.items]).items():
            kinds = {item.variant for item in items}
            if FAR in kinds and len(kinds) > 1:
                continue
            lacks = 'none in a form (variant "near")' if FAR in kinds else f'none in plain words (variant "{FAR}")'
            raise DesignError(
                f"Planning {plan.study.name}: question {items[0].id!r} of probe {use.name!r} is the variant "
                f"{items[0].variant!r} in cluster {question!r}, and that has {lacks}. Variants of one question share its "
                "cluster: write its partner, or leave variant out."
            )


def _questions(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Cluster -> its variants, where it has any."""
    varied = sorted((item for item in items if item.variant), key=lambda item: item.cluster)
    return {name: list(some) for name, some in groupby(varied, key=lambda item: item.cluster)}


def forms(found: Sequence[Distance]) -> dict[tuple[str, str], tuple[Form, ...]]:
    """(corpus, probe) -> the forms that its questions are asked in, with how much nearer to the corpus they stand there."""
    grouped: dict[tuple[str, str], list[Distance]] = {}
    for one in found:
        if one.variant:
            grouped.setdefault((one.corpus, one.probe), []).append(one)
    return {place: tuple(_forms(some)) for place, some in grouped.items()}


def _forms(found: Sequence[Distance]) -> Iterator[Form]:
    for name in dict.fromkeys(one.variant for one in found if one.variant != FAR):
        near = {one.item: one.cluster for one in found if one.variant == name}
        far = {one.item: one.cluster for one in found if one.variant == FAR and one.cluster in near.values()}
        means = [_means(found, items) for items in (near, far)]
        apart = [means[1][question] - means[0][question] for question in means[0]]
        yield Form(name=name, near=near, far=far, nearer=sum(one >= LEAST for one in apart), apart=six(fmean(apart)))


def _means(found: Sequence[Distance], items: Mapping[str, str]) -> dict[str, float]:
    """Question -> the mean distance of its variants among `items`."""
    distance = {one.item: one.asked.distance for one in found}
    return {
        question: fmean(distance[item] for item, of in items.items() if of == question)
        for question in dict.fromkeys(items.values())
    }


def told(found: Sequence[Distance]) -> dict[str, Any]:
    """What study.json says of variants: of every form, by corpus, how many questions stand nearer in it; nothing without."""
    rows = [
        {
            "probe": probe,
            "corpus": corpus,
            "form": form.name,
            "questions": form.questions,
            "nearer": form.nearer,
            "apart": form.apart,
        }
        for (corpus, probe), some in forms(found).items()
        for form in some
    ]
    return {"variants": {"nearer_from": LEAST, "forms": rows}} if rows else {}
