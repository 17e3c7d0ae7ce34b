"""Ask models a file of model-written evaluations: every option's log-probability is kept, then come estimates and a page."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from inward.errors import DesignError
from inward.evals.audit import audit
from inward.evals.file import read_evals
from inward.evals.framefile import frames_of
from inward.evals.grid import grid
from inward.evals.page import page
from inward.evals.question import EvalFile
from inward.evals.result import FORMAT, Model, Result
from inward.evals.says import verdict
from inward.evals.summary import estimates
from inward.evals.wanted import FIRST, Wanted
from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.steps.asking import Seated, check_apart, collect, desk
from inward.steps.series import check_same, option_line
from inward.store.digest import digest
from inward.store.rundir import check_room, write_rows
from inward.store.shelf import Shelf, default_folder

PAGE, RECORD = "evals.html", "evals.json"


def evals(wanted: Wanted, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    The folder that holds the answers, the estimates and the page.

    Answers are kept in the store as they come: a run that was stopped goes on where it was.

    Raises
    ------
    CorpusError
        The file cannot be read, or no line of it can be asked.
    DesignError
        A frame or an arm that is none, an adapter in the place of a model, or no frame in which all models can be asked.
    WeightsError
        A checkpoint that cannot be loaded, or whose tokens straddle a frame and an answer.
    StoreError
        The folder holds other answers, or cannot be written.
    """
    file = read_evals(wanted.path)
    folder = out or Path("runs") / f"evals-{file.name}-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    shelf = Shelf(store or default_folder())
    with progress or Progress() as showing:
        found = ask(wanted, file, shelf=shelf, progress=showing)
        write(found, folder)
        for line in verdict(found):
            showing.say(line)
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def ask(wanted: Wanted, file: EvalFile, *, shelf: Shelf, progress: Progress) -> Result:
    """Every model in every frame it can be asked in, and what is estimated from that."""
    answers = collect(
        _seated(wanted),
        file.questions,
        frames_of(wanted.frames),
        what=file.path,
        device=wanted.device,
        shelf=shelf,
        progress=progress,
    )
    names = [frame.name for frame in answers.frames]
    grids = [grid(model.name, names, file.questions, answers.asked) for model in answers.models]
    return Result(
        file=file,
        audit=audit(file),
        frames=answers.frames,
        left_out=dict(answers.left_out),
        models=answers.models,
        arithmetic=answers.arithmetic,
        asked=answers.asked,
        grids=grids,
        estimates=estimates(grids, wanted.pairs),
    )


def _seated(wanted: Wanted) -> Iterator[Seated]:
    """The first model, then the others, one desk after another; adapters sit at the first one's."""
    from inward.weights.foreign import find

    base, others = find(wanted.model), {name: find(reference) for name, reference in wanted.arms.items()}
    if base.kind == "adapter":
        raise DesignError(
            f"Asking {wanted.path}: --model {wanted.model} is an adapter. Give its base, and it as --arm NAME=FOLDER."
        )
    contents = {
        name: digest(base.content, found.content) if found.kind == "adapter" else found.content for name, found in others.items()
    }
    check_apart({FIRST: base.content, **contents}, what=wanted.path)
    first = desk(wanted.model, wanted.device)
    first.seat({FIRST: None})
    yield Seated(model=Model(name=FIRST, called=first.base.name, digest=first.base.digest, kind="model"), desk=first)
    for name, found in others.items():
        model = Model(name=name, called=found.name, digest=contents[name], kind=found.kind)
        if found.kind == "adapter":
            first.seat({}, foreign={name: (found.content, Path(found.folder))})
            yield Seated(model=model, desk=first)
        else:
            other = desk(wanted.arms[name], wanted.device)
            other.seat({name: None})
            yield Seated(model=model, desk=other)
            del other


def write(found: Result, folder: Path) -> None:
    """
    evals.json, audit.jsonl, options.jsonl and statistics.jsonl; the page comes last.

    Raises
    ------
    StoreError
        The folder holds other answers than these, or cannot be written.
    """
    record = _record(found)
    check_same(folder, RECORD, record)
    texts = {question.line: question for question in found.file.questions}
    write_rows(folder / "audit.jsonl", [asdict(found.audit)])
    write_rows(folder / "options.jsonl", [option_line(row, texts[row.line]) for row in found.asked])
    write_rows(folder / "statistics.jsonl", [asdict(row) for row in found.estimates])
    write_rows(folder / RECORD, [record])


def _record(found: Result) -> dict[str, Any]:
    """What was asked of whom, and of whom the intervals speak."""
    from inward import __version__

    return {
        "format": FORMAT,
        "inward": __version__,
        "file": {"name": found.file.path.name, "digest": found.file.digest, "rows": found.file.rows},
        "not_asked": [{"line": fault.line, "kind": fault.kind, "says": fault.brief} for fault in found.file.faults],
        "frames": [asdict(frame) for frame in found.frames],
        "frames_left_out": found.left_out,
        "models": [asdict(model) for model in found.models],
        "arithmetic": found.arithmetic,
        "population": found.population,
    }
