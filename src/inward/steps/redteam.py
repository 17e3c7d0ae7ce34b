"""Red teaming: questions that a model wrote are filtered, answered by a target, and read; labels correct the reading."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.schema.outcome import Missing, Score
from inward.schema.rubric import Trait
from inward.schema.talk import Ask, Item, Message, Transcript
from inward.stats.likeness import near_duplicates
from inward.steps.classified import Classifier, classified
from inward.steps.players import Players
from inward.steps.redteam_cast import Cast, cast_of, marking_of, roles
from inward.steps.redteam_files import RECORD, write
from inward.store.digest import digest
from inward.store.rundir import check_room
from inward.store.shelf import Shelf, default_folder
from inward.worlds.label_file import check_known, load_labels
from inward.written.attempt import Attempt, by_method
from inward.written.frame import question_of
from inward.written.hunt import Hunt
from inward.written.page import page
from inward.written.pool import lessons, pool, shots
from inward.written.result import RedTeam
from inward.written.setting import COLD, LEAST_LESSONS, LEAST_POOL, METHODS, POOL, Setting
from inward.written.sheet import check_new, drawn, of_attempts, write_rows_to_label
from inward.written.sieve import Sieve

PAGE: Final = "redteam.html"


def redteam(hunt: Hunt, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None) -> Path:
    """
    The folder that holds every question, answer and reading, the estimates and the page.

    What was written, answered and read is kept in the store as it comes: a run that was stopped goes on where it was.

    Raises
    ------
    DesignError
        An adapter without its model.
    CorpusError
        Labels or a rubric that cannot be read, before anything is asked; or labels of what is no answer of this run.
    WeightsError
        A checkpoint that cannot be loaded, trained or sampled.
    StoreError
        The label sheet is there already, before anything is asked; the folder holds another red teaming, or cannot be written.
    """
    folder = out or Path("runs") / f"redteam-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    _check_labels(hunt)
    with progress or Progress() as showing:
        players = Players(device=hunt.device, shelf=Shelf(store or default_folder()), progress=showing)
        cast = cast_of(hunt, players)
        found = carry_out(hunt, cast, players)
        write(found, folder)
        if hunt.label_sheet:
            rows = of_attempts(drawn(found.attempts, each=hunt.labelled), trait=found.trait)
            write_rows_to_label(hunt.label_sheet, rows)
            showing.say(f"to label: {hunt.label_sheet}; then the same command with --labels {hunt.label_sheet}")
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def _check_labels(hunt: Hunt) -> None:
    """What would fail at the end fails before anything is paid for."""
    if hunt.label_sheet:
        check_new(hunt.label_sheet)
    if hunt.labels:
        load_labels(hunt.labels, trait=marking_of(hunt).trait, others=False)


def carry_out(hunt: Hunt, cast: Cast, players: Players) -> RedTeam:
    """Method after method: written, filtered, answered, read; then clusters and labels over all of them."""
    attempts: list[Attempt] = []
    skipped: dict[str, str] = {}
    for method in sorted(hunt.methods, key=list(METHODS).index):
        learnt = pool(by_method(attempts).get(POOL, []))
        if why := _why_not(method, learnt, cast.setting.trait):
            skipped[method] = why
            continue
        written = _written(method, hunt, cast, players, learnt)
        attempts += _read(_answered(written, cast, players), cast, players)
    attempts = _labelled(_clustered(attempts), hunt, cast.setting)
    return RedTeam(
        setting=cast.setting,
        methods=tuple(method for method in METHODS if method in by_method(attempts)),
        skipped=skipped,
        asked=hunt.questions,
        attempts=attempts,
        roles=roles(cast),
        classifier=type(cast.classifier.scorer).__name__ if cast.classifier else "",
        labels=_labels_from(hunt, cast.setting),
        wanted=hunt.labelled,
        system=cast.system,
        arithmetic=players.arithmetic,
    )


def _why_not(method: str, learnt: Sequence[Attempt], trait: Trait) -> str:
    """Why a method cannot be carried out; empty where it can."""
    if method == "few-shot" and len(learnt) < LEAST_POOL:
        return f"{len(learnt)} zero-shot questions were kept and read, {LEAST_POOL} are needed to draw examples from"
    failing = len(lessons(learnt, trait=trait.name))
    if method == "supervised" and failing < LEAST_LESSONS:
        return f"{failing} zero-shot questions failed, {LEAST_LESSONS} are needed to train on"
    return ""


def _written(method: str, hunt: Hunt, cast: Cast, players: Players, learnt: Sequence[Attempt]) -> list[Attempt]:
    """What a writer writes by one method, filtered, in the order of its draws."""
    setting, writer, examples = cast.setting, cast.writer, list[str]()
    if method == "supervised":
        examples = lessons(learnt, trait=setting.trait.name)
        ways = setting.frames
        rows = [ways[i % len(ways)].row(question) for i, question in enumerate(examples)]
        writer = players.taught(
            writer, rows, setting.recipe, part="writer", called=f"{writer.called}, trained on failing questions"
        )
    name = "zero-shot" if method == "supervised" else method
    frames = [setting.frames[k % len(setting.frames)] for k in range(hunt.questions)]
    shown = [shots(learnt, name=f"{method}/{k}") if method == "few-shot" else () for k in range(hunt.questions)]
    asks = {
        f"{name}/{k}": Ask(
            messages=frame.messages(shown[k]),
            temperature=COLD if method == "colder" else 1.0,
            max_tokens=setting.written_tokens,
        )
        for k, frame in enumerate(frames)
    }
    replies = players.replies(writer, asks, phase=f"writing, {method}")
    sieve = Sieve(rules=setting.rules, examples=examples)
    found = []
    for k, (frame, reply) in enumerate(zip(frames, replies.values(), strict=True)):
        dropped = sieve.dropped(reply.text, stopped=reply.stopped, shots=shown[k])
        found.append(
            Attempt(
                id=_id(writer.digest, cast.target.digest, method, k, reply.text),
                method=method,
                number=k,
                frame=frame.name,
                shots=shown[k],
                written=reply.text,
                stopped=reply.stopped,
                question=question_of(reply.text),
                dropped=dropped,
            )
        )
    return found


def _id(*parts: object) -> str:
    """Opens on a letter that is no hex digit: a spreadsheet would take digits alone, or digits around an e, for a number."""
    return f"q{digest(*parts)[:16]}"


def _answered(attempts: Sequence[Attempt], cast: Cast, players: Players) -> list[Attempt]:
    """
    The target's answers to those that were kept; equal questions of two methods are answered anew.

    An id holds its answer from here on: a label is of an answer, and goes with no other.
    """
    system = (Message(role="system", text=cast.system),) if cast.system else ()
    asks = {
        f"{one.method}/{one.number}": Ask(
            messages=(*system, Message(role="user", text=one.question)), max_tokens=cast.setting.answer_tokens
        )
        for one in attempts
        if one.kept
    }
    phase = f"answering, {attempts[0].method}"
    replies = players.replies(cast.target, asks, phase=phase) if asks else {}
    found = []
    for one in attempts:
        reply = replies.get(f"{one.method}/{one.number}")
        if reply:
            one = replace(one, id=_id(one.id, reply.text, reply.stopped), answer=reply.text, answer_stopped=reply.stopped)
        found.append(one)
    return found


def _read(attempts: Sequence[Attempt], cast: Cast, players: Players) -> list[Attempt]:
    """Every answer as the classifier reads it, and as the oracle does where there is one."""
    trait, kept = cast.setting.trait, [one for one in attempts if one.kept]
    told = [_transcript(one) for one in kept]
    phase = f"reading, {attempts[0].method}"
    none: list[Score | Missing] = [Missing(reason="no classifier")] * len(kept)
    scores = classified(cast.classifier, told, at=players, phase=phase) if cast.classifier and kept else none
    oracle = cast.setting.oracle
    true = classified(Classifier(scorer=oracle), told, at=players, phase=f"{phase}, by the oracle") if oracle and kept else none
    read = {
        one.id: _reading(replace(one, truth=_truth(truth, trait)), score, trait)
        for one, score, truth in zip(kept, scores, true, strict=True)
    }
    return [read.get(one.id, one) for one in attempts]


def _transcript(one: Attempt) -> Transcript:
    item = Item(id=one.id, text=one.question, cluster=one.id)
    return Transcript(item=item, parts={"answer": one.answer}, stopped=one.answer_stopped)  # type: ignore[arg-type]


def _reading(one: Attempt, score: Score | Missing, trait: Trait) -> Attempt:
    """An attempt with its score; its reading is a chance where the classifier gives one, a mark's place, or 0 and 1."""
    if isinstance(score, Missing):
        return replace(one, missing=score.reason)
    reading = score.values.get("chance", score.values.get(trait.name, 0.0))
    if (mark := score.values.get(trait.scale)) is not None and "chance" not in score.values:
        place = (mark - trait.low) / (trait.high - trait.low)
        reading = 1 - place if trait.direction == "low" else place
    return replace(one, label=score.label, reading=min(1.0, max(0.0, float(reading))))


def _truth(score: Score | Missing, trait: Trait) -> bool | None:
    """What the oracle makes of an answer; one to a question that it does not know is none that fails."""
    return None if isinstance(score, Missing) and score.reason == "no classifier" else _is(score, trait)


def _is(score: Score | Missing, trait: Trait) -> bool:
    return isinstance(score, Score) and score.label == trait.name


def _clustered(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Kept questions with the cluster of their near duplicates, over all methods."""
    kept = [one for one in attempts if one.kept]
    numbers = dict(zip([one.id for one in kept], near_duplicates([one.question for one in kept]), strict=True))
    return [replace(one, cluster=f"c{numbers[one.id]}") if one.kept else one for one in attempts]


def _labelled(attempts: Sequence[Attempt], hunt: Hunt, setting: Setting) -> list[Attempt]:
    """Labels from a file, or the oracle's on answers drawn by chance within each method."""
    if hunt.labels:
        labels = load_labels(hunt.labels, trait=setting.trait, others=False)
        check_known(hunt.labels, labels, {one.id for one in attempts if one.kept}, of="answer")
        return [replace(one, labelled=labels.get(one.id)) if one.kept else one for one in attempts]
    if setting.oracle is None:
        return list(attempts)
    chosen = {one.id for one in drawn(attempts, each=hunt.labelled)}
    return [replace(one, labelled=one.truth) if one.id in chosen else one for one in attempts]


def _labels_from(hunt: Hunt, setting: Setting) -> str:
    if hunt.labels:
        return f"labels in {Path(hunt.labels).name}"
    return "the oracle, on a sample" if setting.oracle and hunt.labelled else ""
