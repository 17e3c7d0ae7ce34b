"""What a page says of answers that were made elsewhere, where a run of ours would speak of training and planning."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inward.report import words
from inward.report.declared import Declared
from inward.report.elsewhere import came
from inward.report.numerals import NONE, count, listing, number, plural
from inward.report.read import RunFolder
from inward.report.table import Cell, Table, table
from inward.schema.outcome import Rate

DIGITS = 3


def trained(declared: Declared) -> str:
    """The first sentence: where the answers came from."""
    files = [str(file["file"]) for file in declared.adopted["files"]]
    named = listing(files) if len(files) < 6 else f"{count(len(files))} files"
    answers = plural(int(declared.adopted["answers"]), "answer")
    return f"Nothing was trained here. {answers} made elsewhere {_was(declared)} adopted from {named}: {_arms(declared)}."


def asked(declared: Declared, questions: int) -> str:
    """The second sentence: what they answer, and what is read off them."""
    outcome = words.measure(declared.primary_measure, declared.says)
    cuts = declared.adopted["thresholds"]
    rule = f"alignment below {cuts['misaligned_below']:g}"
    if declared.judge or "coherence" in declared.adopted["columns"]:
        rule += f", coherence from {cuts['coherent_from']:g}"
    whose = "a judge of ours" if declared.judge else "the files' own marks"
    return f"They answer {plural(questions, 'question')}; the primary outcome is {outcome} ({rule}, by {whose})."


def found(run: RunFolder) -> tuple[str, ...]:
    """Both rates of each arm, and why there is no comparison where there is none."""
    rates = [rate for rate in run.rates if rate.measure == run.declared.primary_measure]
    said = [_rate(rate, run.declared) for rate in rates]
    if not run.declared.contrasts:
        why = "one arm has nothing to be compared with" if len(run.declared.arms) == 1 else "no contrast was asked for"
        said.append(f"These are rates alone: {why}, so nothing is claimed.")
    return tuple(said)


def cannot(declared: Declared) -> Iterable[str]:
    """What answers alone never show, in short; the whole list stands under Deviations."""
    yield "No gate could be read and nothing was registered before the answers were there: see Deviations."


def sizes(declared: Declared) -> str:
    """How much there is, in a sentence."""
    return f"Adopted answers: {_arms(declared)}, up to {plural(declared.samples, 'answer')} of a checkpoint to a question."


def rates(run: RunFolder) -> Table:
    """Every arm by itself: both rates, their bounds, and the answers they rest on."""
    rows: list[Sequence[str | Cell]] = [
        [
            rate.arm,
            rate.measure.replace("_", " "),
            _three(rate.pooled, rate, run.declared),
            _three(rate.by_question, rate, run.declared),
            f"{_three(rate.bound_low, rate, run.declared)} to {_three(rate.bound_high, rate, run.declared)}"
            if rate.bound_low is not None
            else NONE,
            count(rate.scored),
            count(rate.answers),
            count(rate.questions),
            count(rate.seeds),
        ]
        for rate in run.rates
    ]
    heads = ("Arm", "Measure", "#Pooled over answers", "#Mean over questions", "#Worst and best", "#Scored", "#Answers")
    return table("Each arm by itself", (*heads, "#Questions", "#Checkpoints"), rows, heads=2)


def files(declared: Declared) -> Table:
    """Each file, the arm that it was said to be, and its bytes' digest."""
    rows = [[str(one["file"]), one["arm"] or NONE, str(one["digest"])] for one in declared.adopted.get("files", ())]
    return table("Files", ("File", "Arm, if the file is one", "SHA-256"), rows)


def reading(declared: Declared) -> Mapping[str, Any]:
    """Which columns were taken for what, and where marks became labels."""
    columns = {f"column of {key}": column for key, column in declared.adopted["columns"].items()}
    return {**columns, **declared.adopted["thresholds"]}


def citation(declared: Declared, program: str, *, run: str) -> str:
    """The adopted answers in one line that another can check."""
    named = listing([f"{one['file']} ({str(one['digest'])[:12]})" for one in declared.adopted["files"]])
    return f"{words.title(declared.name)}, run {run}: {program}, answers made elsewhere, adopted from {named}."


def _rate(rate: Rate, declared: Declared) -> str:
    if rate.pooled is None:
        lost = listing(sorted(rate.missing)) or "it applies to none"
        return f"Arm {rate.arm}: no rate, for none of {plural(rate.answers, 'answer')} has a score ({lost})."
    pooled, mean = (_three(value, rate, declared) for value in (rate.pooled, rate.by_question))
    scored = f"{count(rate.scored)} of {plural(rate.answers, 'answer')}"
    return f"Arm {rate.arm}: {pooled} pooled over {scored}, {mean} as the mean over {plural(rate.questions, 'question')}."


def _three(value: float | None, rate: Rate, declared: Declared) -> str:
    """A share to the third decimal, another measure to the second."""
    if value is None:
        return NONE
    probe = declared.probe[rate.probe]
    bounded = any(measure.bounds is not None for measure in probe.measures if measure.name == rate.measure)
    return f"{value:.{DIGITS}f}".removeprefix("0") if bounded and value < 1 else number(value, bounded=bounded)


def _arms(declared: Declared) -> str:
    """Arms with the number of their checkpoints."""
    return listing([came(arm) if arm.elsewhere else f"{arm.name} (one fixed checkpoint)" for arm in declared.arms])


def _was(declared: Declared) -> str:
    return "was" if declared.adopted["answers"] == 1 else "were"
