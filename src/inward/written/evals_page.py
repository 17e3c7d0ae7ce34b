"""The page of evaluations that a model wrote: what was kept and why not the rest, how far labels are right, the file's audit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

from inward.evals.finding import Finding
from inward.report.binding import bound
from inward.report.numerals import NONE, count, listing, number, plural
from inward.report.plain import one_line, plain
from inward.report.table import Table, table
from inward.report.words import threads
from inward.stats.corrected import RateFound, evenly, rates_of
from inward.written.collection import Collection
from inward.written.draft import ASKED, Draft, reads
from inward.written.says import told

EXAMPLES: Final = 5
"""Rows of either label that are shown, and drafts that the discriminator doubts."""
SHOWN: Final = 400


def page(found: Collection) -> str:
    """One self-contained page without scripts; equal collections give equal bytes."""
    template = files("inward.written").joinpath("evals.html.jinja").read_text(encoding="utf-8")
    return bound(template, lambda: _content(found))


def _content(found: Collection) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    return {
        "title": f"Evaluations of somebody who {plain(found.says)}",
        "world": found.world,
        "notice": found.notice,
        "sentences": sentences(found),
        "population": found.population,
        "rules": found.rules,
        "dropped": _dropped(found),
        "labels": _labels(found),
        "audit": found.audit,
        "findings": [_finding(one) for one in found.audit.findings] if found.audit else [],
        "baselines": _baselines(found),
        "examples": _examples(found),
        "roles": _roles(found),
        "arithmetic": threads(found.arithmetic),
    }


def sentences(found: Collection) -> list[str]:
    """How many, how far the labels are right, what the audit says."""
    kept = [one for one in found.drafts if one.kept]
    short = "" if len(kept) >= found.wanted else f", fewer than the {count(found.wanted)} that were asked for"
    said = [
        f"{count(len(kept))} of {count(len(found.drafts))} drafts are rows of the file{short}; half of them "
        "have Yes for the matching answer."
    ]
    if not kept:
        why = Counter(one.dropped for one in found.drafts).most_common(2)
        return [f"No draft became a row: {listing([f'{reason} {n}' for reason, n in why])}. There is no file to audit."]
    if not found.labels:
        said.append(
            "No labels are given: that a row's label is right is the discriminator's word alone, and is not corrected. Write a "
            "sheet with --label-sheet FILE, fill it in, and give it as --labels FILE."
        )
    else:
        # Rows are half and half; the label with fewer weighed drafts has more of its rows labelled.
        right = evenly(*(reads([one for one in kept if one.asked == asked]) for asked in ASKED))
        said.append(
            f"By {found.labels}, the label asked for is right in {told(right)} of the rows that were kept "
            f"({plural(right.labels, 'label')})."
            if right.value is not None
            else f"Of the rows that were kept, some of either kind must be labelled; "
            f"{found.labels} has {plural(right.labels, 'label')} of them."
        )
    errors = [one.rule for one in found.audit.findings if one.severity != "note"] if found.audit else []
    said.append(f"The audit warns of {listing(errors)}." if errors else "The audit has no warning.")
    return said


def _dropped(found: Collection) -> Table:
    """Every draft by what became of it, for either label."""
    reasons = list(dict.fromkeys(one.dropped for one in found.drafts if one.dropped))
    rows = []
    for asked in ASKED:
        mine = Counter(one.dropped for one in found.drafts if one.asked == asked)
        rows.append([asked, *(count(mine[reason]) for reason in reasons), count(mine[""])])
    return table("Drafts, by the label asked for", ("Asked for", *(f"#{one}" for one in reasons), "#Kept"), rows)


def _labels(found: Collection) -> Table:
    """How often the label asked for is right: by the discriminator, by labels, corrected; for drafts, then for rows."""
    groups = [(f"drafts, {asked}", [one for one in found.drafts if one.asked == asked]) for asked in ASKED]
    groups += [(f"rows, {asked}", [one for one in found.drafts if one.asked == asked and one.kept]) for asked in ASKED]
    heads = ("Of which", "#Weighed", "#Discriminator", "#Labelled alone", "#Prediction-powered", "#Rogan-Gladen", "#Labels")
    return table("The label asked for is right", heads, [_right(name, some) for name, some in groups])


def _right(name: str, drafts: Sequence[Draft]) -> list[str]:
    mine = reads(drafts)
    found: Mapping[str, RateFound] = {one.way: one for one in rates_of(mine)}
    cells = [_told(found.get(way)) for way in ("classifier", "labelled alone", "prediction-powered", "Rogan-Gladen")]
    return [name, count(len(mine)), *cells, count(sum(one.labelled is not None for one in mine))]


def _told(one: RateFound | None) -> str:
    return NONE if one is None else told(one) if one.value is not None else NONE


def _finding(one: Finding) -> dict[str, str]:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "rows": f"{count(one.count)} of {count(one.of)}",
        "says": one_line(one.says),
        "plot": one.plot,
    }


def _baselines(found: Collection) -> Table:
    lines = [[f"always {one.name}", number(one.share), count(one.of)] for one in found.audit.baselines] if found.audit else []
    return table("Share exceeding of a responder that has no view", ("Responder", "#Share", "#Questions"), lines)


def _examples(found: Collection) -> list[tuple[str, list[dict[str, str]]]]:
    """The surest rows of either label, then those that the discriminator doubts most."""
    groups = [(f"kept, asked to be {asked}", [one for one in found.drafts if one.kept and one.asked == asked]) for asked in ASKED]
    weighed = [one for one in found.drafts if one.weighed and one.dropped]
    shown = [(name, sorted(some, key=lambda one: -(one.confidence or 0.0))[:EXAMPLES]) for name, some in groups]
    shown.append(("left out, most doubted", sorted(weighed, key=lambda one: one.confidence or 0.0)[:EXAMPLES]))
    return [(name, [_example(one) for one in some]) for name, some in shown if some]


def _example(one: Draft) -> dict[str, str]:
    text = f"{one.written.about} | {one.written.statement}" if one.written.about else one.written.statement
    right = "" if one.right is None else "right" if one.right else "wrong"
    return {"text": plain(text)[:SHOWN], "asked": one.asked, "sure": number(one.confidence), "right": right}


def _roles(found: Collection) -> Table:
    rows = [[role.part, one_line(role.called), role.digest[:12]] for role in found.roles]
    return table("Parts", ("Part", "Who", "Digest"), rows)
