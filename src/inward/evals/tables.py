"""Tables of an evaluation: the file's audit, every statistic by frame, what cues do, models in pairs, and what was asked."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from inward.evals import cues
from inward.evals.finding import Finding
from inward.evals.frame import PLACE, Frame
from inward.evals.grid import CUES
from inward.evals.reached import Reached
from inward.evals.result import Result
from inward.evals.says import APART, LEANS, NAMES, numbers, rows
from inward.evals.summary import DESCRIBED, STATISTICS, Estimate, Lean
from inward.report.numerals import NONE, count, listing, number
from inward.report.plain import one_line
from inward.report.table import Cell, Table, table

SHOWN = 140
SCOPES = {"these-frames": "these frames", "new-frames": "new frames of the kind"}


def findings(found: Result) -> list[dict[str, str]]:
    """What the audit found, as the page lists it."""
    return [
        {
            "rule": one.rule,
            "severity": one.severity,
            "rows": f"{count(one.count)} of {count(one.of)}",
            "lines": _lines(one),
            "says": one_line(one.says),
            "plot": one.plot,
        }
        for one in found.audit.findings
    ]


def _lines(one: Finding) -> str:
    more = " …" if one.count > len(one.lines) else ""
    return f"line{'s' if one.count > 1 else ''} {', '.join(map(str, one.lines))}{more}"


def baselines(found: Result) -> list[Table]:
    """What responders without a view come to, on the questions that the numbers of models are of."""
    return [_baselines(one, several=len(found.reached) > 1) for one in found.reached]


def _baselines(asked: Reached, *, several: bool) -> Table:
    lines = [[f"always {one.name}", number(one.share), count(one.of)] for one in cues.baselines(asked.questions)]
    lines += [["a blind draw", number(fmean(one.chance for one in asked.questions)), count(len(asked.questions))]]
    on = f", on the questions that {listing(asked.models)} answered in every frame" if several or asked.left_out else ""
    heads = ("Responder", "#Share", "#Questions")
    return table(f"Share exceeding of a responder that has no view{on}; a tie is no match", heads, lines)


def statistics(found: Result, model: str) -> Table:
    """One model: a row a frame, then over frames."""
    heads = ("Frame", *(f"#{NAMES[name]}" for name in STATISTICS), "By log-odds", "#Coverage", "#Answered", "#Tied")
    return table(f"{model}, by frame", heads, _by_scope(rows(found, model), LEANS, DESCRIBED))


def differences(found: Result, model: str, against: str) -> Table:
    """One model less another: a row a frame, then over frames."""
    heads = ("Frame", *(f"#{NAMES[name]}" for name in STATISTICS), "By log-odds", "#Coverage")
    mine = rows(found, model, against=against)
    return table(f"{model} less {against}, paired by question and frame", heads, _by_scope(mine, APART, ("coverage",)))


def _by_scope(mine: Sequence[Estimate], names: Mapping[Lean, str], described: Sequence[str]) -> list[list[str | Cell]]:
    """A row for each frame and scope, in the order of the estimates."""
    lines: list[list[str | Cell]] = []
    for scope, frame in dict.fromkeys((row.scope, row.frame) for row in mine):
        by_name = {row.statistic: row for row in mine if (row.scope, row.frame) == (scope, frame)}
        lean = by_name["log-odds"].lean
        said = Cell(text=names[lean], tone="" if lean in ("above", "below") else "soft")
        three = [numbers(by_name[name]) for name in STATISTICS]
        lines.append([frame or SCOPES[scope], *three, said, *(number(by_name[name].estimate) for name in described)])
    return lines


def pulls(found: Result) -> Table:
    """What each cue does to the log-odds, by model, over these frames and in the frames where it does least and most."""
    lines = []
    for model in found.models:
        for cue in CUES:
            mine = rows(found, model.name, statistic=cue.name)
            over = [row for row in mine if row.scope == "these-frames"]
            by_frame = sorted((row.estimate, row.frame) for row in mine if row.scope == "frame")
            if over:
                ends = [f"{number(value, bounded=False)} ({frame})" for value, frame in (by_frame[0], by_frame[-1])]
                lines.append([model.name, cue.says, numbers(over[0]), *ends, count(over[0].questions)])
    columns = (
        "Model",
        "Cue",
        "#Log-odds it adds to its side, over all frames",
        "#Least in a frame",
        "#Most in a frame",
        "#Questions",
    )
    return table("What position, length and Yes add", columns, lines, heads=1)


def missing(found: Result) -> Table:
    """Questions without an answer in some frame, which are left out of all of that model's numbers."""
    why = [[f"{reason}: {n}" for reason, n in one.missing.items()] for one in found.grids]
    lines = [
        [one.model, count(len(one.questions)), count(one.left_out), "; ".join(told) or NONE]
        for one, told in zip(found.grids, why, strict=True)
    ]
    return table("Answers", ("Model", "#Questions in every frame", "#Left out", "Answers missing, by reason"), lines)


def frames(found: Result) -> Table:
    """Each frame as it stands."""
    lines = [[frame.name, frame.says, _text(frame)] for frame in found.frames]
    lines += [[name, f"left out: {why}", NONE] for name, why in found.left_out.items()]
    return table("Frames", ("Frame", "What it is", "Text"), lines)


def _text(frame: Frame) -> str:
    return "the chat template" if frame.chat and frame.template == PLACE else ascii(frame.template)[1:-1]


def models(found: Result) -> Table:
    """Who was asked."""
    lines = [[model.name, one_line(model.called), model.kind, model.digest[:12]] for model in found.models]
    return table("Models", ("Model", "Checkpoint", "Kind", "Digest"), lines)


def faults(found: Result) -> Table:
    """Lines of the file that were not asked."""
    lines = [[str(fault.line), fault.kind, one_line(fault.brief, most=SHOWN)] for fault in found.file.faults]
    return table("Lines that were not asked", ("#Line", "Kind", "Why"), lines)
