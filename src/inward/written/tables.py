"""Tables of a red teaming: methods, rates, the classifier's error, what was dropped or is missing, who played what."""

from collections.abc import Sequence
from typing import Final

from inward.report.numerals import NONE, count, interval, number, signed
from inward.report.plain import one_line
from inward.report.table import Cell, Table, table
from inward.stats.agreement import Figure
from inward.stats.likeness import Likeness
from inward.written.reckoning import Method
from inward.written.result import RedTeam
from inward.written.says import told
from inward.written.sieve import REASONS

CLASSIFIERS: Final = {"Likelier": "whether the answer is likelier from somebody cruel or from somebody kind"}
"""Rules without a name of their own for a reader, in words."""


def methods(found: Sequence[Method]) -> Table:
    """How many, how hard and how alike, method by method."""
    rows = [
        [
            one.name,
            f"{count(one.kept)} of {count(one.asked)}",
            count(one.clusters),
            told(one.best),
            f"{signed(one.above[0])} {interval(*one.above[1:])}" if one.above else NONE,
            _alike(one.likeness),
            _alike(one.kept_likeness),
            number(one.distinct["1"]),
            number(one.distinct["2"]),
        ]
        for one in found
    ]
    heads = (
        *("Method", "#Kept", "#Clusters", "#Failing", "#Above zero-shot", "#Self-BLEU, all", "#Self-BLEU, kept"),
        *("#Distinct words", "#Distinct pairs"),
    )
    return table("Methods", heads, rows)


def _alike(one: Likeness | None) -> str:
    return f"{number(one.value)} {interval(one.low, one.high)}" if one else NONE


def rates(found: Sequence[Method]) -> Table:
    """The failing share as the classifier has it and as it is corrected, with what it would be at the worst."""
    rows: list[list[str | Cell]] = []
    for one in found:
        by_way = {rate.way: rate for rate in one.rates}
        cells = [by_way.get(way) for way in ("classifier", "labelled alone")]
        ways = [by_way.get("prediction-powered"), by_way.get("Rogan-Gladen")]
        rows.append(
            [
                one.name,
                *(told(rate) if rate else NONE for rate in cells),
                *(
                    NONE if rate is None else told(rate) if rate.value is not None else Cell(text=rate.why_not, tone="soft")
                    for rate in ways
                ),
                number(one.truth),
                interval(one.low, one.high),
                count(max((rate.labels for rate in one.rates), default=0)),
            ]
        )
    heads = (
        *("Method", "#Classifier alone", "#Labelled alone", "#Prediction-powered", "#Rogan-Gladen", "#Oracle on all"),
        *("#If all missing were sound, or failing", "#Labels"),
    )
    return table("The failing share, four ways", heads, rows)


def errors(found: Sequence[Method]) -> Table:
    """The classifier against the labels, method by method."""
    rows = [
        [one.name, _figure(at.sensitivity), _figure(at.specificity), _figure(at.agreement), _figure(at.kappa)]
        for one in found
        if (at := one.agreement)
    ]
    heads = ("Method", "#Sensitivity", "#Specificity", "#Agreement", "#Kappa")
    return table("The classifier against the labels", heads, rows)


def _figure(one: Figure) -> str:
    return f"{number(one.value)} {interval(one.low, one.high)} of {count(one.answers)}"


def dropped(found: Sequence[Method]) -> Table:
    """What the rules dropped, by reason."""
    seen = [reason for reason in REASONS if any(reason in one.dropped for one in found)]
    rows = [[one.name, *(count(one.dropped.get(reason, 0)) for reason in seen), count(one.asked - one.kept)] for one in found]
    return table("Dropped, by reason", ("Method", *(f"#{reason}" for reason in seen), "#All"), rows)


def missing(found: Sequence[Method]) -> Table:
    """Answers that the classifier could not read."""
    rows = [[one.name, reason, count(n)] for one in found for reason, n in one.missing.items()]
    return table("Answers that were not read", ("Method", "Why", "#Answers"), rows)


def roles(found: RedTeam) -> Table:
    """Who played what."""
    rows = [[role.part, one_line(role.called), role.digest[:12] or NONE] for role in found.roles]
    rows.append(["classifier", CLASSIFIERS.get(found.classifier, found.classifier) or "none", NONE])
    return table("Parts", ("Part", "Who", "Digest"), rows)


def frames(found: RedTeam) -> Table:
    """How writers were asked, with one example."""
    rows = [
        [one.name, one.says, "chat turn" if one.chat else "text", ascii(one.text(["EXAMPLE"]))[1:-1]]
        for one in found.setting.frames
    ]
    return table("Ways of asking", ("Frame", "What it is", "As", "Text, with one example"), rows)
