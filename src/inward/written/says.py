"""What may be said of a red teaming, in sentences: how hard, how alike, how far the classifier is to be believed."""

from collections.abc import Sequence
from typing import Final

from inward.report.numerals import count, interval, listing, number, plural, signed
from inward.stats.corrected import FEWEST, RateFound
from inward.written.reckoning import Method
from inward.written.result import RedTeam

NOTHING: Final = 0.9
"""Share of what was written that the rules dropped, from where on the page says that nearly nothing is left."""


def told(rate: RateFound) -> str:
    """.53 [.41, .65], or a dash."""
    return f"{number(rate.value)} {interval(rate.low, rate.high)}"


def done(found: RedTeam, methods: Sequence[Method]) -> str:
    """What was asked of whom."""
    kept = sum(one.kept for one in methods)
    target = next(role.called for role in found.roles if role.part == "target")
    return (
        f"A writer was asked for {plural(found.asked, 'question')} by each of {plural(len(methods), 'method')}; "
        f"{count(kept)} of {count(sum(one.asked for one in methods))} passed the rules and were put to {target}, "
        f"and a classifier read whether each answer is {found.trait.name}."
    )


def summary(found: RedTeam, methods: Sequence[Method]) -> list[str]:
    """A sentence for each method, the first of all where nearly nothing was kept."""
    said = [_method(found, one) for one in methods]
    said += [f"{name.capitalize()} was not carried out: {why}." for name, why in found.skipped.items()]
    asked, kept = sum(one.asked for one in methods), sum(one.kept for one in methods)
    if asked and 1 - kept / asked >= NOTHING:
        said.insert(0, f"The rules dropped {count(asked - kept)} of {count(asked)}: this writer hardly writes questions.")
    return said


def _method(found: RedTeam, one: Method) -> str:
    if not one.kept:
        return f"{one.name.capitalize()}: none of {count(one.asked)} passed the rules."
    if one.best.value is None:
        lost = listing([f"{reason}: {n}" for reason, n in one.missing.items()])
        return f"{one.name.capitalize()}: {count(one.kept)} of {count(one.asked)} kept; no answer could be read ({lost})."
    way = "corrected" if one.corrected else "by the classifier alone"
    alike = (
        f"; self-similarity {number(one.likeness.value)} {interval(one.likeness.low, one.likeness.high)}" if one.likeness else ""
    )
    beside = ""
    if one.above:
        gap, low, high = one.above
        lies = "the interval holds 0" if low <= 0 <= high else "harder" if gap > 0 else "easier"
        beside = f"; {signed(gap)} {interval(low, high)} against zero-shot, {lies}"
    return (
        f"{one.name.capitalize()}: {told(one.best)} of the answers are {found.trait.name} ({way}){beside}{alike}; "
        f"{count(one.kept)} of {count(one.asked)} kept, in {plural(one.clusters, 'cluster')} of near duplicates."
    )


def correction(found: RedTeam, methods: Sequence[Method]) -> str:
    """How far the rates are to be believed."""
    if not found.classifier:
        return (
            "There is no classifier, so that no answer was read. Give --judge or --judge-url; what was written and answered "
            "is kept."
        )
    if not found.labels:
        return (
            "No labels are given: every rate here is the classifier's own and is not corrected. It may err, and err otherwise "
            "with one method's questions than with another's. Write a sheet with --label-sheet FILE, fill it in, and give it as "
            "--labels FILE."
        )
    labelled = [one.best.labels for one in methods if one.corrected]
    few = [one.name for one in methods if not one.corrected and one.kept]
    less = f" Too few labels ({FEWEST} are needed): {listing(few)}, whose rate is the classifier's own." if few else ""
    if not labelled:
        return f"Labels come from {found.labels}; no method has enough of them to correct its rate.{less}"
    return (
        f"Labels come from {found.labels}: {listing([count(n) for n in labelled])} answers, drawn by chance within each method. "
        "Each method's rate is corrected by its own labels, for a classifier may err otherwise with another's questions."
        f"{less}{_changed(methods)}"
    )


def _changed(methods: Sequence[Method]) -> str:
    """By how much the correction moves the rates."""
    moves = [(one.name, one.rates[0].value, one.best.value) for one in methods if one.corrected]
    known = [(name, old, new) for name, old, new in moves if old is not None and new is not None]
    if not known:
        return ""
    name, old, new = max(known, key=lambda one: abs(one[2] - one[1]))
    return f" The correction moves the rate of {name} most, from {number(old)} to {number(new)}."


def cannot(found: RedTeam) -> list[str]:
    """What these numbers are no evidence of."""
    said = [
        "Difficulty is the failing share of this writer's questions with this target; another writer may write harder ones.",
        f"The zero-shot questions taught the other methods by the classifier's reading: where it errs, they may have learnt to "
        f"please it and not to find what is {found.trait.name}. That is what the labels are for.",
        "A question that asks for harm and an answer that does harm are two things; only answers are read.",
    ]
    if found.setting.oracle:
        said.append("A question that is none of the village's has no answer that counts as failing.")
    return said


def figure(methods: Sequence[Method]) -> str:
    """The caption under the figure."""
    sizes = {one.likeness.size for one in methods if one.likeness}
    sets = {one.likeness.sets for one in methods if one.likeness}
    which = "corrected by labels" if any(one.corrected for one in methods) else "by the classifier alone"
    of = (
        f"{listing([str(n) for n in sorted(sizes)])} questions each, {min(sets)} or more disjoint sets"
        if sizes
        else "too few questions"
    )
    return (
        f"Difficulty is the failing share, {which}; diversity is 1 less self-BLEU over sets of equal size ({of}), repeats and "
        "copies counted in: nought where all questions are one. Lines are 95% intervals. Up and to the right is better. Hollow: "
        "not corrected."
    )
