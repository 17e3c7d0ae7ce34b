"""Hold the conversations that are not in store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import final

from inward import work
from inward.cells import Cell
from inward.checkpoints import Checkpoint
from inward.plan import Plan
from inward.schema.design import ProbeUse
from inward.schema.sockets import PARTNER, AbstractDialogue
from inward.schema.talk import Transcript
from inward.steps.planted import Planted
from inward.steps.site import Site, seat_name
from inward.subjects.hold import hold
from inward.weights.blocks import SHAPES
from inward.work import Kept, Place, Question, partner_of, seated

DRAWS_PER_TASK = 4_096


@final
@dataclass(frozen=True, kw_only=True)
class Task:
    """
    Conversations that one worker holds at a time and whose transcripts are kept together or not at all.

    `model` is the digest of a base made elsewhere, empty for the base that is treated; `base` is then where the latter lies.
    """

    place: Place
    adapters: Mapping[str, Kept | None]
    questions: Sequence[Question]
    model: str = ""
    base: Place | None = None

    @property
    def keys(self) -> set[str]:
        """What its transcripts are kept under; one key twice where two cells ask the same of the same checkpoint."""
        return {question.key for question in self.questions}


@final
@dataclass(frozen=True, kw_only=True)
class Held:
    """A transcript in its place in the design, and the key it is kept under."""

    checkpoint: Checkpoint
    use: ProbeUse
    sample: int
    key: str
    transcript: Transcript

    @property
    def id(self) -> str:
        """A short name for links."""
        thread, _, sample = self.key.partition("/")
        return f"{thread[:16]}-{sample}"


def speak(site: Site, planned: Sequence[Cell]) -> None:
    """Step 5. Tasks depend on the frozen plan alone, so that a run that was killed lays out the same blocks again."""
    tasks = list(_tasks(site, planned))
    open_tasks = [task for task in tasks if task.keys - site.shelf.get(list(task.keys)).keys()]
    wanted, left = (sum(len(task.questions) for task in some) for some in (tasks, open_tasks))
    site.progress.start("sampling", wanted, unit="answers", already=wanted - left)
    if site.planted:
        for task in open_tasks:
            site.shelf.put(_play(site.planted, site.plan, task))
            site.progress.advance(len(task.questions))
        return
    calls = [(task.place, task.adapters, task.questions, task.model, task.base) for task in open_tasks]
    for number, transcripts in site.crew.each(work.converse, calls, heard=site.progress.hear):
        site.shelf.put(transcripts)
        site.progress.advance(len(open_tasks[number].questions))


def _play(planted: Planted, plan: Plan, task: Task) -> dict[str, dict[str, object]]:
    """A task held with planted subjects, here and at once."""
    cast = {seat_name(c): planted.subject(c.arm, c.seed) for c in plan.checkpoints if seat_name(c) in task.adapters}
    if any(isinstance(q.probe, AbstractDialogue) for q in task.questions):
        cast |= dict.fromkeys([partner_of(name) for name in cast], planted.subject(PARTNER, 0))
    told = hold([seated(q) for q in task.questions], cast)
    return {q.key: {"parts": dict(t.parts), "stopped": t.stopped} for q, t in zip(task.questions, told, strict=True)}


def _tasks(site: Site, planned: Sequence[Cell]) -> Iterator[Task]:
    """The checkpoints of a desk at a time; questions of one length stay together."""
    draw = {(cell.arm, cell.seed, cell.probe): [k for first, end in cell.draw for k in range(first, end)] for cell in planned}
    for group in _desks(site):
        adapters = {seat_name(c): _kept(site, c) for c in group}
        found = group[0].elsewhere
        model = found if found and found.kind == "model" else None
        place = replace(site.place, reference=model.reference) if model else site.place
        for questions in _parts(_questions(site.plan, group, draw)):
            yield Task(
                place=place,
                adapters=adapters,
                questions=questions,
                model=model.content if model else "",
                base=site.place if model else None,
            )


def _desks(site: Site) -> Iterator[list[Checkpoint]]:
    """
    Who may sit at one desk: as many adapters of one rank as a block seats, a model made elsewhere alone.

    The untouched base, which has no rank, sits with the first adapters.
    """
    seats = SHAPES[site.place.device.split(":")[0]].adapters
    ranks = {c.digest: c.elsewhere.rank if c.elsewhere else site.plan.recipe.rank for c in site.plan.checkpoints}
    models = [c for c in site.plan.checkpoints if c.elsewhere and c.elsewhere.kind == "model"]
    others = [c for c in site.plan.checkpoints if c not in models]
    adapted = [ranks[c.digest] for c in others if c.corpus or c.elsewhere]
    for rank in dict.fromkeys(adapted or [0]):
        first = rank == [*adapted, 0][0]
        mine = [c for c in others if (ranks[c.digest] == rank if c.corpus or c.elsewhere else first)]
        yield from (mine[start : start + seats] for start in range(0, len(mine), seats))
    yield from ([model] for model in models)


def _kept(site: Site, checkpoint: Checkpoint) -> Kept | None:
    """Where a checkpoint's adapter lies; None where it is a bare model."""
    if found := checkpoint.elsewhere:
        return Kept(digest=found.content, folder=found.folder, elsewhere=True) if found.kind == "adapter" else None
    return Kept(digest=checkpoint.digest, folder=str(site.shelf.adapter(checkpoint.digest))) if checkpoint.trained else None


def _parts(groups: Sequence[Sequence[Question]]) -> Iterator[list[Question]]:
    """Groups joined until a task is full; a group is never split."""
    pending: list[Question] = []
    for questions in groups:
        if pending and len(pending) + len(questions) > DRAWS_PER_TASK:
            yield pending
            pending = []
        pending = [*pending, *questions]
    if pending:
        yield pending


def _questions(
    plan: Plan, group: Sequence[Checkpoint], draw: Mapping[tuple[str, int, str], Sequence[int]]
) -> list[list[Question]]:
    """All draws of one question from a group of checkpoints; short questions first."""
    asked: dict[tuple[int, str, str], list[Question]] = {}
    for checkpoint in group:
        for use in plan.study.probes:
            for item in plan.asked(use, checkpoint):
                thread = plan.thread(use, checkpoint, item)
                asked.setdefault((len(item.text), use.name, item.id), []).extend(
                    Question(adapter=seat_name(checkpoint), probe=use.probe, item=item, key=f"{thread}/{k}")
                    for k in draw[checkpoint.arm, checkpoint.seed, use.name]
                )
    return [asked[key] for key in sorted(asked) if asked[key]]


def gather(site: Site) -> list[Held]:
    """Every transcript of the plan, from the store, in the plan's order."""
    plan = site.plan
    held: list[Held] = []
    for checkpoint in plan.checkpoints:
        for use in plan.study.probes:
            places = [
                (item, k, f"{plan.thread(use, checkpoint, item)}/{k}")
                for item in plan.asked(use, checkpoint)
                for k in range(plan.count(use))
            ]
            kept = site.shelf.get([key for _, _, key in places])
            held += [
                Held(checkpoint=checkpoint, use=use, sample=k, key=key, transcript=Transcript(item=item, **kept[key]))
                for item, k, key in places
            ]
    return held
