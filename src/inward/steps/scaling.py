"""Ask a series of models of several sizes a file: the statistics of each, their slope on size, and whether the series turns."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from inward.errors import DesignError
from inward.evals.audit import audit
from inward.evals.framefile import frames_of
from inward.evals.grid import grid
from inward.evals.prize import read_closed
from inward.evals.question import EvalFile
from inward.evals.result import Result
from inward.evals.summary import estimates
from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.series import scaling_says as says
from inward.series.grown import FORMAT, PARAMETERS, Grown
from inward.series.growth import growths, shared
from inward.series.member import Member
from inward.series.scaling_page import page
from inward.series.wanted import Asking
from inward.steps.asking import Answers, collect, seated_series
from inward.steps.series import check_same, option_line
from inward.store.rundir import check_room, write_rows
from inward.store.shelf import Shelf, default_folder

PAGE, RECORD = "scaling.html", "scaling.json"


def scaling(asking: Asking, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    The folder that holds the answers, the numbers and the page. A run that was stopped goes on where it was.

    Raises
    ------
    CorpusError
        The file cannot be read, or no line of it can be asked.
    DesignError
        Sizes that are none or all alike, a frame that is none, an adapter without its base, or a model twice.
    WeightsError
        A checkpoint that cannot be loaded, or whose tokens straddle a frame and an answer.
    StatsError
        Fewer than two distinct questions that every model has an answer to.
    StoreError
        The folder holds other answers, or cannot be written.
    """
    _check_sizes({one.label: one.position for one in asking.series if one.position is not None})
    file, frames = read_closed(asking.path), frames_of(asking.frames)
    folder = out or Path("runs") / f"scaling-{file.name}-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    shelf = Shelf(store or default_folder())
    with progress or Progress() as showing:
        seats = seated_series(asking.series, base=asking.base, device=asking.device)
        answers = collect(seats, file.questions, frames, what=file.path, device=asking.device, shelf=shelf, progress=showing)
        found = estimated(asking, file, answers)
        write(found, folder)
        for line in says.terminal(found):
            showing.say(line)
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def estimated(asking: Asking, file: EvalFile, answers: Answers) -> Grown:
    """What answers come to, from the smallest model to the largest."""
    placed = [_placed(one, answers.parameters) for one in asking.series]
    sizes = {one.label: one.position or 0.0 for one in placed}
    _check_sizes(sizes)
    order = sorted(sizes, key=lambda label: sizes[label])
    names = [frame.name for frame in answers.frames]
    grids = shared([grid(label, names, file.questions, answers.asked) for label in order])
    rows = estimates(grids, [])
    found = list(growths(grids, [sizes[label] for label in order]))
    models = {model.name: model for model in answers.models}
    return Grown(
        result=Result(
            file=file,
            audit=audit(file),
            frames=answers.frames,
            left_out=dict(answers.left_out),
            models=tuple(models[label] for label in order),
            arithmetic=answers.arithmetic,
            asked=[row for label in order for row in answers.asked if row.model == label],
            grids=grids,
            estimates=rows,
        ),
        axis=asking.axis or ("X" if asking.series[0].position is not None else PARAMETERS),
        sizes=tuple(sizes[label] for label in order),
        growths=[growth for growth, _ in found],
        turns=[turn for _, some in found for turn in some],
    )


def _placed(one: Member, parameters: Mapping[str, int]) -> Member:
    """A member at its size: as it was written, else by counting its parameters."""
    return one if one.position is not None else replace(one, position=float(parameters[one.label]))


def _check_sizes(sizes: Mapping[str, float]) -> None:
    """Sizes lie above nought, and at least two differ."""
    if wrong := [label for label, size in sizes.items() if size <= 0]:
        raise DesignError(f"Asking a series: the size of {wrong[0]!r} is {sizes[wrong[0]]:g}; give sizes above 0, in one unit.")
    if sizes and len(set(sizes.values())) < 2:
        raise DesignError(
            f"Asking a series: all of {', '.join(sizes)} have size {next(iter(sizes.values())):g}, so that nothing goes with "
            "it. Give models of other sizes, or other sizes of these: LABEL@X=CHECKPOINT."
        )


def write(found: Grown, folder: Path) -> None:
    """
    audit.jsonl, options.jsonl, statistics.jsonl, growth.jsonl, turns.jsonl and scaling.json; the page comes last.

    Raises StoreError where the folder holds other answers than these, or cannot be written.
    """
    record, result = _record(found), found.result
    check_same(folder, RECORD, record)
    questions = {question.line: question for question in result.file.questions}
    write_rows(folder / "audit.jsonl", [asdict(result.audit)])
    write_rows(folder / "options.jsonl", [option_line(row, questions[row.line]) for row in result.asked])
    write_rows(folder / "statistics.jsonl", [asdict(row) for row in result.estimates])
    write_rows(folder / "growth.jsonl", [asdict(row) for row in found.growths])
    write_rows(folder / "turns.jsonl", [asdict(row) for row in found.turns])
    write_rows(folder / RECORD, [record])


def _record(found: Grown) -> dict[str, Any]:
    """What was asked of whom, and of whom the intervals speak."""
    from inward import __version__

    result = found.result
    return {
        "format": FORMAT,
        "inward": __version__,
        "file": {"name": result.file.path.name, "digest": result.file.digest, "rows": result.file.rows},
        "not_asked": [{"line": fault.line, "kind": fault.kind, "says": fault.brief} for fault in result.file.faults],
        "series": [{**asdict(model), "position": size} for model, size in zip(result.models, found.sizes, strict=True)],
        "axis": found.axis,
        "frames": [asdict(frame) for frame in result.frames],
        "frames_left_out": result.left_out,
        "arithmetic": result.arithmetic,
        "population": found.population,
    }
