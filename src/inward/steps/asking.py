"""Put closed questions to models in frames: every option's log-probability comes from the store or from the model."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, final

from inward.errors import DesignError
from inward.evals.asked import Asked, kept, put, revived
from inward.evals.frame import Frame
from inward.evals.question import Question
from inward.evals.result import Model
from inward.progress import Progress
from inward.series.member import Member
from inward.store.digest import digest
from inward.store.shelf import Shelf
from inward.work import dtype_on

if TYPE_CHECKING:
    from inward.weights.desk import Desk

VERSION: Final = 1
PART: Final = 128
"""Questions that are asked before their answers are kept."""
NO_TEMPLATE: Final = "the checkpoint has no chat template"


@final
@dataclass(frozen=True, kw_only=True)
class Seated:
    """A model at its desk."""

    model: Model
    desk: "Desk"


@final
@dataclass(frozen=True, kw_only=True)
class Answers:
    """
    What models said in the frames that all of them can be asked in, and why others were left out.

    `parameters` counts those of each model, by name; an adapter has those of the model that it sits on.
    """

    frames: tuple[Frame, ...]
    left_out: Mapping[str, str]
    models: tuple[Model, ...]
    arithmetic: str
    asked: list[Asked]
    parameters: Mapping[str, int] = field(default_factory=dict)


def collect(
    seats: Iterable[Seated],
    questions: Sequence[Question],
    frames: Sequence[Frame],
    *,
    what: object,
    device: str,
    shelf: Shelf,
    progress: Progress,
    least: int = 1,
) -> Answers:
    """
    Every question in every frame to every model, one model after another; `what` is said where nothing can be asked.

    Raises DesignError where fewer than `least` frames are left in which all models can be asked.
    """
    arithmetic, asked, models, left_out = _arithmetic(device), [], [], dict[str, str]()
    parameters: dict[str, int] = {}
    for seated in seats:
        if not seated.desk.tokenizer.chat_template:
            left_out |= {frame.name: f"{NO_TEMPLATE} ({seated.model.called})" for frame in frames if frame.chat}
        mine = [frame for frame in frames if frame.name not in left_out]
        asked += _answers(seated, questions, mine, arithmetic=arithmetic, shelf=shelf, progress=progress)
        models.append(seated.model)
        parameters[seated.model.name] = seated.desk.parameters
        del seated  # the next model is loaded when this one is gone
    taken = tuple(frame for frame in frames if frame.name not in left_out)
    if len(taken) < least:
        few = "no frame is" if not taken else f"{len(taken)} frames are"
        raise DesignError(f"Asking {what}: {few} left ({'; '.join(left_out.values())}). Choose others with --frames.")
    names = {frame.name for frame in taken}
    return Answers(
        frames=taken,
        left_out=left_out,
        models=tuple(models),
        arithmetic=arithmetic,
        asked=[row for row in asked if row.frame in names],
        parameters=parameters,
    )


def seated_series(series: Sequence[Member], *, base: str, device: str) -> Iterator[Seated]:
    """
    The members of a series, one desk after another; adapters sit at that of `base`.

    Raises
    ------
    DesignError
        An adapter without a base, or two members that are the same model.
    WeightsError
        A checkpoint that cannot be loaded.
    """
    from inward.weights.foreign import find

    found = [(one, find(one.reference)) for one in series]
    adapters = [one for one, what in found if what.kind == "adapter"]
    if adapters and not base:
        raise DesignError(
            f"Asking {adapters[0].label}: {adapters[0].reference} is an adapter. Give the model it sits on: --model."
        )
    if base and find(base).kind == "adapter":
        raise DesignError(f"Asking a series: --model {base} is an adapter. Give the model that adapters sit on.")
    on = find(base).content if adapters else ""
    contents = [digest(on, what.content) if what.kind == "adapter" else what.content for _, what in found]
    check_apart(dict(zip((one.label for one, _ in found), contents, strict=True)), what="a series")
    under = desk(base, device) if adapters else None
    for (one, what), content in zip(found, contents, strict=True):
        if what.kind == "adapter" and under:
            under.seat({}, foreign={one.label: (what.content, Path(what.folder))})
            there = under
        else:
            there = desk(one.reference, device)
            there.seat({one.label: None})
        yield Seated(model=Model(name=one.label, called=what.name, digest=content, kind=what.kind), desk=there)
        del there


def check_apart(contents: Mapping[str, str], *, what: object) -> None:
    """Raises DesignError where two models, given by name with the digest of what they hold, are the same one."""
    seen: dict[str, str] = {}
    for name, content in contents.items():
        if content in seen:
            raise DesignError(f"Asking {what}: {seen[content]!r} and {name!r} are the same model. Keep one of them.")
        seen[content] = name


def desk(reference: str, device: str) -> "Desk":
    """A base by its folder or hub id, ready to continue texts. Raises WeightsError where it cannot be loaded."""
    from inward.weights.desk import open_desk
    from inward.weights.load import identify

    return open_desk(identify(reference), dtype=dtype_on(device), device=device, chat=False)


def _arithmetic(device: str) -> str:
    from inward.weights.blocks import arithmetic
    from inward.weights.threads import threads

    return f"{arithmetic(dtype=dtype_on(device), device=device)}, {threads()} threads"


def _answers(
    seated: Seated,
    questions: Sequence[Question],
    frames: Sequence[Frame],
    *,
    arithmetic: str,
    shelf: Shelf,
    progress: Progress,
) -> list[Asked]:
    """Every question in every frame, from the store or from the model."""
    name = seated.model.name
    keys = {
        (frame.name, question.line): _key(seated.model, frame, question, arithmetic) for frame in frames for question in questions
    }
    stored = shelf.get(list(dict.fromkeys(keys.values())))
    progress.start(f"asking {name}", len(keys), unit="questions", already=sum(key in stored for key in keys.values()))
    for frame in frames:
        fresh = {keys[frame.name, q.line]: q for q in questions if keys[frame.name, q.line] not in stored}
        for part in _parts(list(fresh.items())):
            stored |= _put(seated, [question for _, question in part], frame, [key for key, _ in part], shelf=shelf)
            progress.advance(len(part))
    return [revived(stored[keys[frame.name, question.line]], question, frame, name) for frame in frames for question in questions]


def _parts(rows: list[tuple[str, Question]]) -> Iterator[list[tuple[str, Question]]]:
    return (rows[start : start + PART] for start in range(0, len(rows), PART))


def _put(
    seated: Seated, questions: Sequence[Question], frame: Frame, keys: Sequence[str], *, shelf: Shelf
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
