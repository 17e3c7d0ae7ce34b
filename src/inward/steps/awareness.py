"""Ask a series of models what they can do, against a truth table: sensitivity and criterion of each, and along the series."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from inward.errors import DesignError
from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.series.aware import FORMAT, ORDER, Aware
from inward.series.claims import claims
from inward.series.detection import along, levels
from inward.series.member import Member, in_order
from inward.series.page import page
from inward.series.says import left_out, verdict
from inward.series.truth import TruthTable
from inward.series.truthfile import read_truth
from inward.series.wanted import Asking
from inward.steps.asking import Answers, collect, seated_series
from inward.steps.series import check_same, option_line
from inward.store.rundir import check_room, write_rows
from inward.store.shelf import Shelf, default_folder

PAGE, RECORD = "awareness.html", "awareness.json"


def awareness(asking: Asking, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    The folder that holds the answers, the numbers and the page. A run that was stopped goes on where it was.

    Raises
    ------
    CorpusError
        The truth table cannot be read, or does not say what is true.
    DesignError
        Positions that are all alike, fewer than six frames, an adapter without its base, or a model twice.
    WeightsError
        A checkpoint that cannot be loaded, or whose tokens straddle a frame and an answer.
    StatsError
        Answers are missing of too many abilities.
    StoreError
        The folder holds other answers, or cannot be written.
    """
    _check_apart(asking.series)
    frames = asking.enough_frames()
    table = read_truth(asking.path, asking.labels, assume=asking.assume)
    folder = out or Path("runs") / f"awareness-{table.name}-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    shelf = Shelf(store or default_folder())
    with progress or Progress() as showing:
        answers = collect(
            seated_series(asking.series, base=asking.base, device=asking.device),
            table.questions,
            frames,
            what=table.path,
            device=asking.device,
            shelf=shelf,
            progress=showing,
            least=6,
        )
        found = estimated(asking, table, answers)
        write(found, folder)
        for line in (*left_out(found), verdict(found)):
            showing.say(line)
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def _check_apart(series: Sequence[Member]) -> None:
    """At least two positions differ, where there are any."""
    at = series[0].position if len({one.position for one in series}) == 1 else None
    if at is not None:
        raise DesignError(
            f"Asking a series: all of {', '.join(one.label for one in series)} stand at X = {at:g}, so that no "
            "line goes along it. Give places that differ: LABEL@X=CHECKPOINT; or none, for the order given."
        )


def estimated(asking: Asking, table: TruthTable, answers: Answers) -> Aware:
    """What answers come to, the series in the order of its positions."""
    series = in_order(asking.series)
    names = [frame.name for frame in answers.frames]
    read = claims(table, [one.label for one in series], names, answers.asked)
    positions = tuple(one.position or 0.0 for one in series)
    return Aware(
        table=table,
        axis=asking.axis or ("X" if asking.series[0].position is not None else ORDER),
        positions=positions,
        margin=asking.margin,
        models=tuple(next(model for model in answers.models if model.name == one.label) for one in series),
        frames=answers.frames,
        left_out=dict(answers.left_out),
        arithmetic=answers.arithmetic,
        asked=[row for one in series for row in answers.asked if row.model == one.label],
        claims=read,
        levels=list(levels(read)),
        along=list(along(read, positions, margin=asking.margin)),
    )


def write(found: Aware, folder: Path) -> None:
    """
    options.jsonl, levels.jsonl, along.jsonl and awareness.json; the page comes last.

    Raises StoreError where the folder holds other answers than these, or cannot be written.
    """
    record = _record(found)
    check_same(folder, RECORD, record)
    questions = {question.line: question for question in found.table.questions}
    write_rows(folder / "options.jsonl", [option_line(row, questions[row.line]) for row in found.asked])
    write_rows(folder / "levels.jsonl", [asdict(row) for row in found.levels])
    write_rows(folder / "along.jsonl", [asdict(row) for row in found.along])
    write_rows(folder / RECORD, [record])


def _record(found: Aware) -> dict[str, Any]:
    """What was asked of whom, what was held to be true, and of whom the intervals speak."""
    from inward import __version__

    return {
        "format": FORMAT,
        "inward": __version__,
        "file": {"name": found.table.path.name, "digest": found.table.digest},
        "truth": [
            {"ability": one.name, "kind": one.kind, "true": dict(one.true), "assumed": one.assumed}
            for one in found.table.abilities
        ],
        "series": [
            {**asdict(model), "position": position} for model, position in zip(found.models, found.positions, strict=True)
        ],
        "axis": found.axis,
        "margin": found.margin,
        "frames": [asdict(frame) for frame in found.frames],
        "frames_left_out": found.left_out,
        "abilities_left_out": list(found.claims.left_out),
        "arithmetic": found.arithmetic,
        "population": found.population,
    }
