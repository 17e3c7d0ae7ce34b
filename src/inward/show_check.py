"""A judge's check as a terminal shows it."""

from collections.abc import Mapping

from inward.stats.agreement import Agreement, Figure
from inward.steps.judge_check import Check

SAID: Mapping[str, str] = {
    "agreement": "agreement",
    "kappa": "Cohen's kappa",
    "sensitivity": "sensitivity",
    "specificity": "specificity",
}


def told(found: Check) -> str:
    """The figures with their intervals, by arm, and each contrast as labels and judge have it."""
    lines = [
        f"judge {found.judge['judge']}, read by {found.judge['read_by']}, rubrics {found.judge['rubrics'][:12]}",
        f"against {found.against}: {found.answers:,} answers drawn by chance{_missing(found.missing)}",
        *([f"{found.unknown:,} labels are of no judged answer of this run, and not used"] if found.unknown else []),
        "",
        *_figures(found),
        "intervals: answers clustered by question (Korn and Graubard; kappa: jackknife over clusters)",
        "",
        f"{'arm':<16}{'answers':>8}{'sensitivity':>13}{'specificity':>13}",
        *(
            f"{arm:<16}{_all(one):>8,}{_number(one.sensitivity):>13}{_number(one.specificity):>13}"
            for arm, one in found.arms.items()
        ),
        "",
        *_contrasts(found),
    ]
    return "\n".join(lines)


def _figures(found: Check) -> list[str]:
    one = found.agreement
    counts = (
        f"both call it {found.trait} {one.both}, the judge alone {one.judge}, the label alone {one.label}, neither {one.neither}"
    )
    shown = [(said, getattr(one, name)) for name, said in SAID.items()]
    return [counts, *(f"  {said:<15}{_number(figure):>7}  {_interval(figure)}" for said, figure in shown)]


def _contrasts(found: Check) -> list[str]:
    """Each contrast three times; descriptive, for nothing here counts seeds."""
    if not found.contrasts:
        return ["no contrast has checked answers in both arms"]
    lines = [f"{'contrast':<28}{'labels':>8}{'judge':>8}{'corrected':>11}   pooled over answers, descriptive"]
    for one in found.contrasts:
        mended = "-" if one.corrected is None else f"{one.corrected:.3f}"
        lines.append(f"{one.contrast:<28}{one.labelled:>8.3f}{one.judged:>8.3f}{mended:>11}")
    return [
        *lines,
        "corrected: the judge's difference / (sensitivity + specificity - 1), if it errs alike in both arms",
    ]


def _missing(found: Mapping[str, int]) -> str:
    said = ", ".join(f"{count} {reason}" for reason, count in found.items())
    return f"; not read by the judge: {said}" if said else ""


def _all(one: Agreement) -> int:
    return one.both + one.judge + one.label + one.neither


def _number(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return f"no interval ({figure.clusters} clusters of questions)"
    return f"[{figure.low:.3f}, {figure.high:.3f}]  {figure.answers:,} answers, {figure.clusters} clusters of questions"
