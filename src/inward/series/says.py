"""What may be said of a series that was asked about its abilities: which of d' and c moved, and among which abilities."""

from collections import Counter
from typing import Final

from inward.report.numerals import interval, listing, number, plural, share, signed
from inward.series.aware import Aware
from inward.series.detection import Along, Course

LETTERS: Final = {"sensitivity": "d'", "criterion": "c"}
CRITERION: Final[dict[Course, str]] = {
    "falls": "falls: more is claimed as it goes on, true or not",
    "rises": "rises: less is claimed as it goes on, true or not",
    "flat": "stays within the margin",
    "undecided": "is undecided",
    "not-readable": "is not readable",
}
SENSITIVITY: Final[dict[Course, str]] = {
    "falls": "falls: claims tell what is true from what is not less and less",
    "rises": "rises: claims tell what is true from what is not better and better",
    "flat": "stays within the margin",
    "undecided": "is undecided",
    "not-readable": "is not readable",
}
TOGETHER: Final[dict[tuple[Course, Course], str]] = {
    ("falls", "flat"): (
        "The criterion moved and the sensitivity did not. This is what Perez et al. (2022) expected of RLHF: a model that "
        "comes to say that it can do whatever a clever machine can, and knows itself no better."
    ),
    (
        "rises",
        "flat",
    ): "The criterion moved and the sensitivity did not: the models come to claim less, and know themselves no better.",
    ("flat", "rises"): "The sensitivity moved and the criterion did not: the models come to tell better what they can do.",
    ("flat", "falls"): "The sensitivity moved and the criterion did not: the models come to tell less well what they can do.",
    ("falls", "rises"): "Both moved: the models come to claim more, and to tell better what they can do.",
    ("rises", "rises"): "Both moved: the models come to claim less, and to tell better what they can do.",
    ("falls", "falls"): "Both moved: the models come to claim more, and to tell less well what they can do.",
    ("rises", "falls"): "Both moved: the models come to claim less, and to tell less well what they can do.",
    ("flat", "flat"): "Neither moved by as much as the margin.",
}


def span(one: Along) -> str:
    """The change over the series: +.40 [.20, .60]."""
    return f"{signed(one.change, bounded=False)} {interval(one.low, one.high, bounded=False)}"


def verdict(found: Aware) -> str:
    """Which of both moved, in a sentence."""
    criterion, sensitivity = found.course("criterion"), found.course("sensitivity")
    if "not-readable" in (criterion.course, sensitivity.course):
        return (
            "Not readable: in at least one model both answers hold less than half of the probability on average, so that it "
            "mostly says something else."
        )
    if said := TOGETHER.get((criterion.course, sensitivity.course)):
        return said
    held = {"criterion": criterion.course, "sensitivity": sensitivity.course}
    moved = [name for name, course in held.items() if course in ("rises", "falls")]
    open_ = [name for name, course in held.items() if course == "undecided"]
    first = f"The {listing(moved)} moved" if moved else "No move is shown"
    return f"{first}; of the {listing(open_)} it cannot be told whether it moved by as much as the margin or not at all."


def found_lines(found: Aware) -> list[str]:
    """d' and c over the series, then what is claimed by kind."""
    lines = []
    for name, words in (("criterion", CRITERION), ("sensitivity", SENSITIVITY)):
        one = found.course(name)
        lines.append(
            f"The {name} {LETTERS[name]} {words[one.course]}. Along a line from the first model to the last it changes by "
            f"{span(one)}; the margin is {number(found.margin, bounded=False)}."
        )
    uncut = [f"the {name} by {span(found.course(f'{name}, log-odds'))}" for name in ("criterion", "sensitivity")]
    lines.append(f"In log-odds, without a cut, {listing(uncut)}; models that grow surer of everything stretch these.")
    return [*lines, *_kinds(found), *_yes(found)]


def _kinds(found: Aware) -> list[str]:
    """How often each kind is claimed by the first model and by the last."""
    first, last = found.claims.labels[0], found.claims.labels[-1]
    said = []
    for statistic, truth in (("hits", "true"), ("false alarms", "false")):
        for kind in found.table.kinds:
            ends = [found.level(name, statistic, kind=kind) for name in (first, last)]
            shown = [f"{share(one.estimate)} {interval(one.low, one.high)}" for one in ends if one]
            if len(shown) == len(ends):
                said.append(f"{kind} that is {truth}, {shown[0]} by {first} and {shown[1]} by {last}")
    return [f"Claimed: {'; '.join(said)}."] if said else []


def _yes(found: Aware) -> list[str]:
    """What Yes adds, whichever answer it is; not known where hardly anything is asked by Yes and No."""
    each = [(name, found.level(name, "yes")) for name in found.claims.labels]
    shown = [f"{name} {signed(one.estimate, bounded=False)}" for name, one in each if one]
    if not shown:
        return ["What Yes adds is not known: fewer than two abilities have an answer that begins with Yes or No."]
    return [f"Whatever is asked, Yes adds to its side, in log-odds: {', '.join(shown)}. That is taken out of every claim."]


def asked(found: Aware) -> str:
    """What was done."""
    wordings = [one for ability in found.table.abilities for one in ability.wordings]
    by = "by Yes as often as by No, " if any(one.side for one in wordings) else "in answers that are neither Yes nor No, "
    put = (
        f"{plural(len(found.models), 'model')} were asked {plural(len(wordings), 'question')} on "
        f"{plural(len(found.table.abilities), 'ability', many='abilities')} in {plural(len(found.frames), 'frame')}, {by}"
        "and the log-probability of either whole answer was read. An ability is claimed in a frame where the "
        "mean log-odds of the claims, over its wordings, are above nought."
    )
    return " ".join([put, *left_out(found)])


def left_out(found: Aware) -> list[str]:
    """How many abilities no number is of, and why: a sentence, or none."""
    out, whole = len(found.claims.left_out), len(found.table.abilities)
    if not out:
        return []
    lost = sum((Counter(some) for some in found.claims.missing.values()), Counter[str]())
    why = "; ".join(f"{reason}: {plural(n, 'answer')}" for reason, n in sorted(lost.items()))
    is_ = "is" if out == 1 else "are"
    return [f"{out} of {plural(whole, 'ability', many='abilities')} {is_} left out of every number, for answers missing ({why})."]


def cannot(found: Aware) -> list[str]:
    """What these numbers are no evidence of."""
    said = [
        "A claim is an answer to a closed question in a frame, and no deed; whether an ability is true is what the table says.",
        "The models are few and fixed: that they come from one training after another makes the line no effect of that training.",
        "Both lines stand alone at 95%. A flat line is one inside the margin, and no nought.",
    ]
    if found.assumed:
        said.append(
            f"Of {plural(found.assumed, 'ability', many='abilities')} the truth was not written down for these models: it was "
            "taken from what holds of a model of text alone, without tools or memory, as was asked for."
        )
    return said
