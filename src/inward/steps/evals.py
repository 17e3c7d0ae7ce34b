"""Ask models a file of model-written evaluations: every option's log-probability is kept, then come estimates and a page."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, final

from inward.errors import DesignError, StoreError
from inward.evals.asked import Asked, kept, put, revived
from inward.evals.audit import audit
from inward.evals.file import read_evals
from inward.evals.frame import Frame, chosen
from inward.evals.grid import grid
from inward.evals.page import page
from inward.evals.question import EvalFile, Question
from inward.evals.result import FORMAT, Model, Result
from inward.evals.summary import estimates
from inward.evals.wanted import FIRST, Wanted
from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.store.digest import digest
from inward.store.rundir import read_rows, write_rows
from inward.store.shelf import Shelf, default_folder
from inward.work import dtype_on

if TYPE_CHECKING:
    from inward.weights.desk import Desk

VERSION: Final = 1
PART: Final = 128
"""Questions that are asked before their answers are kept."""
NO_TEMPLATE: Final = "the checkpoint has no chat template"
PAGE, RECORD = "evals.html", "evals.json"


@final
@dataclass(frozen=True, kw_only=True)
class _Seated:
    """A model at its desk."""

    model: Model
    desk: "Desk"


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
    shelf = Shelf(store or default_folder())
    with progress or Progress() as showing:
        found = ask(wanted, file, shelf=shelf, progress=showing)
        write(found, folder)
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def ask(wanted: Wanted, file: EvalFile, *, shelf: Shelf, progress: Progress) -> Result:
    """Every model in every frame it can be asked in, and what is estimated from that."""
    frames, asked, models = chosen(wanted.frames), [], []
    left_out: dict[str, str] = {}
    arithmetic = _arithmetic(wanted.device)
    for seated in _seated(wanted):
        if not seated.desk.tokenizer.chat_template:
            left_out |= {frame.name: f"{NO_TEMPLATE} ({seated.model.called})" for frame in frames if frame.chat}
        mine = [frame for frame in frames if frame.name not in left_out]
        asked += _answers(seated, file, mine, arithmetic=arithmetic, shelf=shelf, progress=progress)
        models.append(seated.model)
    taken = tuple(frame for frame in frames if frame.name not in left_out)
    if not taken:
        raise DesignError(f"Asking {file.path}: no frame is left ({'; '.join(left_out.values())}). Choose others with --frames.")
    names = [frame.name for frame in taken]
    grids = [grid(model.name, names, file.questions, asked) for model in models]
    return Result(
        file=file,
        audit=audit(file),
        frames=taken,
        left_out=left_out,
        models=tuple(models),
        arithmetic=arithmetic,
        asked=[row for row in asked if row.frame in names],
        grids=grids,
        estimates=estimates(grids, wanted.pairs),
    )


def _arithmetic(device: str) -> str:
    from inward.weights.blocks import arithmetic
    from inward.weights.threads import threads

    return f"{arithmetic(dtype=dtype_on(device), device=device)}, {threads()} threads"


def _seated(wanted: Wanted) -> Iterator[_Seated]:
    """The first model, then the others, one desk after another; adapters sit at the first one's."""
    from inward.weights.desk import open_desk
    from inward.weights.foreign import find
    from inward.weights.load import identify

    def desk(reference: str) -> "Desk":
        return open_desk(identify(reference), dtype=dtype_on(wanted.device), device=wanted.device, chat=False)

    if find(wanted.model).kind == "adapter":
        raise DesignError(
            f"Asking {wanted.path}: --model {wanted.model} is an adapter. Give its base, and it as --arm NAME=FOLDER."
        )
    first = desk(wanted.model)
    first.seat({FIRST: None})
    yield _Seated(model=Model(name=FIRST, called=first.base.name, digest=first.base.digest, kind="model"), desk=first)
    for name, reference in wanted.arms.items():
        found = find(reference)
        if found.kind == "adapter":
            first.seat({}, foreign={name: (found.content, Path(found.folder))})
            content = digest(first.base.digest, found.content)
            yield _Seated(model=Model(name=name, called=found.name, digest=content, kind="adapter"), desk=first)
        else:
            other = desk(reference)
            other.seat({name: None})
            yield _Seated(model=Model(name=name, called=found.name, digest=found.content, kind="model"), desk=other)


def _answers(
    seated: _Seated,
    file: EvalFile,
    frames: Sequence[Frame],
    *,
    arithmetic: str,
    shelf: Shelf,
    progress: Progress,
) -> list[Asked]:
    """Every question in every frame, from the store or from the model."""
    name = seated.model.name
    keys = {
        (frame.name, question.line): _key(seated.model, frame, question, arithmetic)
        for frame in frames
        for question in file.questions
    }
    stored = shelf.get(list(dict.fromkeys(keys.values())))
    progress.start(f"asking {name}", len(keys), unit="questions", already=sum(key in stored for key in keys.values()))
    for frame in frames:
        fresh = {keys[frame.name, q.line]: q for q in file.questions if keys[frame.name, q.line] not in stored}
        for part in _parts(list(fresh.items())):
            stored |= _put(seated, [question for _, question in part], frame, [key for key, _ in part], shelf=shelf)
            progress.advance(len(part))
    return [
        revived(stored[keys[frame.name, question.line]], question, frame, name) for frame in frames for question in file.questions
    ]


def _parts(rows: list[tuple[str, Question]]) -> Iterator[list[tuple[str, Question]]]:
    return (rows[start : start + PART] for start in range(0, len(rows), PART))


def _put(
    seated: _Seated, questions: Sequence[Question], frame: Frame, keys: Sequence[str], *, shelf: Shelf
) -> dict[str, dict[str, object]]:
    """Ask these, and keep what they said."""
    from inward.subjects.continued import Continued

    rows = put(questions, frame, seated.model.name, subject=Continued(desk=seated.desk, chat=frame.chat))
    values = {key: kept(row) for key, row in zip(keys, rows, strict=True)}
    shelf.put(values)
    return values


def _key(model: Model, frame: Frame, question: Question, arithmetic: str) -> str:
    """What an answer depends on; neither the names of model, file and frame nor the line are of it."""
    return digest("evals", VERSION, model.digest, frame.chat, frame.text(question), frame.answers(question), arithmetic)


def write(found: Result, folder: Path) -> None:
    """
    evals.json, audit.jsonl, options.jsonl and statistics.jsonl; the page comes last.

    Raises
    ------
    StoreError
        The folder holds other answers than these, or cannot be written.
    """
    record = _record(found)
    _check_same(folder, record)
    texts = {question.line: question for question in found.file.questions}
    write_rows(folder / "audit.jsonl", [asdict(found.audit)])
    write_rows(folder / "options.jsonl", [_line(row, texts[row.line]) for row in found.asked])
    write_rows(folder / "statistics.jsonl", [asdict(row) for row in found.estimates])
    write_rows(folder / RECORD, [record])


def _check_same(folder: Path, record: dict[str, Any]) -> None:
    """Whether a folder is new, or holds the same answers already; which version wrote them is no matter."""
    there = read_rows(folder / RECORD) if (folder / RECORD).exists() else [record]
    if [{**row, "inward": ""} for row in there] != [{**record, "inward": ""}]:
        other = there[0].get("file", {}).get("name") if there else None
        raise StoreError(f"Writing {folder}: it holds other answers (to {other}). Choose another --out, or move it away.")


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


def _line(row: Asked, question: Question) -> dict[str, Any]:
    """A line of options.jsonl."""
    return {
        "model": row.model,
        "frame": row.frame,
        "line": row.line,
        "cluster": question.cluster,
        "options": [option.answer.strip() for option in question.options],
        "matching": list(question.matching),
        "logprobs": list(row.logprobs),
        "missing": row.missing or None,
    }
