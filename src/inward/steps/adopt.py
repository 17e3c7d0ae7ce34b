"""Answers made elsewhere become a run folder: the same scores, statistics and page as a run of ours."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

from inward.adopted import design
from inward.adopted.adoption import Adoption
from inward.adopted.answers import Answer, Reader, read_sources
from inward.adopted.elsewhere import Elsewhere
from inward.adopted.places import places
from inward.checkpoints import Checkpoint
from inward.crew import Crew, cores
from inward.plan import Plan
from inward.progress import Progress
from inward.schema.design import Study
from inward.schema.outcome import Missing, Score
from inward.schema.recipe import Recipe
from inward.scoring.judge import Judge
from inward.steps.adopted import SCORER, SIZE, Adopted, samples, settle, write
from inward.steps.judge import judge
from inward.steps.record import judged_by
from inward.steps.site import Site
from inward.steps.speak import Held
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf, default_folder
from inward.work import Place, identity
from inward.worlds.english.rubrics import RUBRICS

NO_ANSWER = Missing(reason="no answer")


def adopt(request: Adoption, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    Read the files, judge them where that was asked for, and write a run folder with its page; the folder.

    Raises
    ------
    CorpusError
        A file that cannot be read as answers.
    DesignError
        Arms, seeds or contrasts that do not fit the answers.
    StoreError
        The folder holds another run, or cannot be written.
    """
    from inward.report.page import write_page

    folder = out or Path("runs") / f"{request.name}-{date.today():%Y-%m-%d}"
    with (
        _many_records(),
        progress or Progress() as showing,
        Crew(_processes(request)) if request.judge else nullcontext() as crew,
    ):
        model = crew.one(identity, request.judge)[1] if crew else ""
        taken = take(request, model=model)
        study = settle(taken, folder)
        showing.say(taken.says)
        scores = _judged(taken, crew, showing, store=store) if crew else _given(taken)
        told = judged_by(_judge(request, model)) if model else {}
        write(taken, folder, study=study, scores=scores, judge=told)
        showing.say(f"report: {write_page(folder, samples=samples(taken, scores))}")
    return folder


@contextmanager
def _many_records() -> Iterator[None]:
    """No looking for cycles among the many records that live to the end: it would take a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def take(request: Adoption, *, model: str = "") -> Adopted:
    """The files as a study, a plan and conversations in their places; `model` is the judge's digest, if there is one."""
    columns, reader = request.columns, Reader(columns=request.columns)
    sources = read_sources(request.files, columns)
    answers = [answer for source in sources for answer in reader.answers(source)]
    found = design.find(answers, seeded=bool(columns.seed), untouched=request.untouched)
    kinds = bool(model) or any(answer.alignment.kind or (answer.coherence and answer.coherence.kind) for answer in answers)
    study = design.study(
        request.name,
        found,
        design.contrasts(request.contrasts, found.arms),
        measures=design.measures(coherence=bool(columns.coherence) or not columns.alignment, labels=kinds),
        untouched=request.untouched,
        population=request.population,
    )
    held = _held(answers, study, found)
    plan = _plan(request, study, held, model=model)
    return Adopted(request=request, sources=sources, answers=answers, found=found, plan=plan, held=held)


def _held(answers: Sequence[Answer], study: Study, found: design.Found) -> list[Held]:
    """Each answer as a conversation that was held."""
    checkpoints: dict[str, Checkpoint] = {}
    held = []
    for place in places(answers, found):
        made = checkpoints.get(place.checkpoint) or Checkpoint(
            arm=place.arm, seed=place.seed, digest=place.checkpoint, corpus=None, ingredients={}
        )
        checkpoints[place.checkpoint] = made
        held.append(Held(checkpoint=made, use=study.probes[0], sample=place.sample, key=place.key, transcript=place.transcript))
    return held


def _plan(request: Adoption, study: Study, held: Sequence[Held], *, model: str) -> Plan:
    """What stands where a plan would: everything that the files fix."""
    items = tuple({one.transcript.item.id: one.transcript.item for one in held}.values())
    scorer = plain(_judge(request, model)) if model else ["marks", plain(request.thresholds)]
    return Plan(
        study=study,
        world=Elsewhere(asked=items),
        base_name="elsewhere",
        base_digest=digest("\n".join(one.key for one in held)),
        recipe=Recipe(),
        size=SIZE,
        seeds=(),
        samples=1 + max(one.sample for one in held),
        arms=study.arms,
        dropped={},
        corpora={},
        decoding="",
        judge=model,
        scorers={SCORER: digest(scorer)},
        checkpoints=tuple({one.checkpoint.digest: one.checkpoint for one in held}.values()),
        items={design.PROBE: items},
        trait=request.thresholds.trait(coherence=bool(request.columns.coherence or model)),
    )


def _judge(request: Adoption, model: str) -> Judge:
    return Judge(rubrics=RUBRICS, model=model, trait=request.thresholds.trait(coherence=True))


def _given(taken: Adopted) -> list[Score | Missing]:
    """The files' own marks as scores, each with the judge's cells word for word."""
    read = taken.request.thresholds.read
    return [
        NO_ANSWER if answer.text is None else read(answer.alignment, answer.coherence, raw=answer.marks)
        for answer in taken.answers
    ]


def _judged(taken: Adopted, crew: Crew, progress: Progress, *, store: Path | None) -> list[Score | Missing]:
    """Every answer read by a judge of ours, as in a run; an answer that never came is Missing and not shown to it."""
    request = taken.request
    dtype = "bfloat16" if request.device.startswith("cuda") else "float32"
    place = Place(reference=request.judge, dtype=dtype, device=request.device)
    site = Site(
        plan=taken.plan,
        scorers={SCORER: _judge(request, taken.plan.judge)},
        shelf=Shelf(store or default_folder()),
        crew=crew,
        place=place,
        judge=place,
        progress=progress,
    )
    there = [one for one, answer in zip(taken.held, taken.answers, strict=True) if answer.text is not None]
    found = iter(judge(site, there))
    return [NO_ANSWER if answer.text is None else next(found)[0] for answer in taken.answers]


def _processes(request: Adoption) -> int:
    if request.processes is not None:
        return request.processes
    return 1 if request.device.startswith("cuda") else cores()
