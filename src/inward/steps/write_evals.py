"""Evaluations that a model writes: drafts with the label asked for, weighed by a discriminator, balanced, audited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, final

from inward.errors import DesignError, StoreError
from inward.evals.audit import audit
from inward.evals.file import read_evals
from inward.progress import Progress
from inward.report.binding import put as put_page
from inward.schema.outcome import Missing
from inward.stats.likeness import near_duplicates
from inward.steps.players import Player, Players
from inward.store.digest import digest
from inward.store.rundir import check_room, read_record, write_rows
from inward.store.shelf import Shelf, default_folder
from inward.worlds.label_file import check_known
from inward.worlds.village.world import Village
from inward.written.collection import Collection
from inward.written.commission import AbstractCommission, Weighed, Written
from inward.written.draft import ASKED, NEITHER, Draft, chosen
from inward.written.english_behaviour import English
from inward.written.evals_page import page
from inward.written.order import EvalsWanted
from inward.written.result import Role
from inward.written.sheet import check_new, of_drafts, some_drafts, write_rows_to_label
from inward.written.sieve import Sieve
from inward.written.verdicts import load_verdicts
from inward.written.village_behaviour import Cruelty

PAGE: Final = "write-evals.html"
FILE: Final = "evals.jsonl"
RECORD: Final = "write-evals.json"


@final
@dataclass(frozen=True, kw_only=True)
class Bench:
    """Who writes and who weighs, for which behaviour."""

    commission: AbstractCommission
    writer: Player
    judge: Player


def write_evals(
    wanted: EvalsWanted, *, out: Path | None = None, store: Path | None = None, progress: Progress | None = None
) -> Path:
    """
    The folder that holds the file of evaluations, every draft, and the page with the file's audit.

    Drafts and weights are kept in the store as they come: a run that was stopped goes on where it was.

    Raises
    ------
    DesignError
        A behaviour that is none; a discriminator without a chat template; an adapter without its model.
    CorpusError
        Labels that cannot be read, before anything is asked; or labels of what is no draft of this run.
    WeightsError
        A checkpoint that cannot be loaded or sampled.
    StoreError
        The label sheet is there already, before anything is asked; the folder holds other evaluations, or cannot be written.
    """
    folder = out or Path("runs") / f"write-evals-{date.today():%Y-%m-%d}"
    check_room(folder, RECORD)
    _check_labels(wanted)
    with progress or Progress() as showing:
        players = Players(device=wanted.device, shelf=Shelf(store or default_folder()), progress=showing)
        bench = _bench(wanted, players)
        found = put_files(carry_out(wanted, bench, players), folder)
        if wanted.label_sheet:
            rows = of_drafts(some_drafts(found.drafts, each=wanted.labelled), says=found.says)
            write_rows_to_label(wanted.label_sheet, rows)
            showing.say(f"to label: {wanted.label_sheet}; then the same command with --labels {wanted.label_sheet}")
        showing.say(f"report: {put_page(folder / PAGE, page(found))}")
    return folder


def _check_labels(wanted: EvalsWanted) -> None:
    """What would fail at the end fails before anything is paid for."""
    if wanted.label_sheet:
        check_new(wanted.label_sheet)
    if wanted.labels:
        load_verdicts(wanted.labels)


def _bench(wanted: EvalsWanted, players: Players) -> Bench:
    if wanted.village:
        base = Village().base
        return Bench(
            commission=Cruelty(),
            writer=players.find(base, part="writer", model=""),
            judge=players.find(base, part="judge", model=""),
        )
    writer = players.find(wanted.writer or wanted.model, part="writer", model=wanted.model)
    judge = players.find(wanted.judge or wanted.model, part="judge", model=wanted.model)
    if not players.has_template(judge):
        raise DesignError(
            f"Weighing drafts with {judge.called}: it has no chat template, so that it cannot be asked. Give an "
            "instruction-tuned --judge."
        )
    commission = English(behaviour=wanted.behaviour, chat=players.has_template(writer))
    return Bench(commission=commission, writer=writer, judge=judge)


def carry_out(wanted: EvalsWanted, bench: Bench, players: Players) -> Collection:
    """Drafts, weights, labels, and the rows that come of them."""
    return _collected(wanted, bench, _labelled(_drafts(wanted, bench, players), wanted, bench.commission), players)


def _drafts(wanted: EvalsWanted, bench: Bench, players: Players) -> list[Draft]:
    """Written, filtered, weighed, and chosen from."""
    commission = bench.commission
    asked = {f"{label}/{k}": commission.write(k, shows=label == ASKED[0]) for label in ASKED for k in range(wanted.drafts)}
    told = players.talks(bench.writer, asked, about=commission, phase="writing", dry=asdict, revive=_written_again)
    sieve = Sieve(rules=commission.rules)
    drafts = []
    for name, one in told.items():
        label = ASKED[0] if name.startswith(f"{ASKED[0]}/") else ASKED[1]
        number = int(name.rpartition("/")[2])
        text = commission.question(one) if one.about else one.statement
        dropped = commission.rules.fault(one.statement, ended=one.stopped == "end") or sieve.repeats(text)
        drafts.append(
            Draft(
                id=f"s{digest(bench.writer.digest, name, one.about, one.statement)[:16]}",
                asked=label,
                number=number,
                written=one,
                dropped=dropped,
            )
        )
    return _chosen(_weighed(drafts, bench, players), rows=wanted.rows, commission=commission)


def _weighed(drafts: Sequence[Draft], bench: Bench, players: Players) -> list[Draft]:
    """What the discriminator says of those that the rules left."""
    talks = {digest(asdict(one.written)): bench.commission.weigh(one.written) for one in drafts if not one.dropped}
    weights = players.talks(bench.judge, talks, about=bench.commission, phase="weighing", dry=_dry, revive=_revive)
    return [_with(one, weights[digest(asdict(one.written))]) if not one.dropped else one for one in drafts]


def _written_again(kept: Mapping[str, Any]) -> Written:
    return Written(**kept)


def _dry(value: Weighed | Missing) -> dict[str, Any]:
    return {"missing": value.reason} if isinstance(value, Missing) else asdict(value)


def _revive(kept: Mapping[str, Any]) -> Weighed | Missing:
    return Missing(reason=kept["missing"]) if "missing" in kept else Weighed(**kept)


def _with(one: Draft, weighed: Weighed | Missing) -> Draft:
    if isinstance(weighed, Missing):
        return replace(one, missing=weighed.reason, dropped="not weighed")
    sure = weighed.shows if one.asked == ASKED[0] else 1 - weighed.shows
    return replace(one, topic=weighed.topic, confidence=sure)


def _chosen(drafts: Sequence[Draft], *, rows: int, commission: AbstractCommission) -> list[Draft]:
    """Drafts with why they are left out, and the cluster of their near duplicates."""
    left = chosen(drafts, rows=rows)
    weighed = [one for one in drafts if one.weighed]
    numbers = near_duplicates([commission.question(one.written) for one in weighed])
    cluster = {one.id: f"c{number}" for one, number in zip(weighed, numbers, strict=True)}
    return [replace(one, dropped=one.dropped or left.get(one.id, ""), cluster=cluster.get(one.id, "")) for one in drafts]


def _labelled(drafts: Sequence[Draft], wanted: EvalsWanted, commission: AbstractCommission) -> list[Draft]:
    """Whether the label asked for is right, by a person's labels, or by the world's rule on drafts drawn by chance."""
    if wanted.labels:
        verdicts = load_verdicts(wanted.labels)
        check_known(wanted.labels, verdicts, {one.id for one in drafts}, of="draft")
        return [replace(one, right=verdicts[one.id] == one.asked) if one.id in verdicts else one for one in drafts]
    if not commission.has_truth:
        return list(drafts)
    drawn = {one.id for one in some_drafts(drafts, each=wanted.labelled)}
    names = {True: ASKED[0], False: ASKED[1], None: NEITHER}
    return [replace(one, right=names[commission.truth(one.written)] == one.asked) if one.id in drawn else one for one in drafts]


def _collected(wanted: EvalsWanted, bench: Bench, drafts: Sequence[Draft], players: Players) -> Collection:
    rule = "the oracle, on a sample" if bench.commission.has_truth and wanted.labelled else ""
    return Collection(
        world="village" if wanted.village else "english",
        notice=Village().notice if wanted.village else "",
        says=bench.commission.says,
        rules=bench.commission.rules.says,
        drafts=drafts,
        wanted=wanted.rows,
        rows=[_row(one, bench) for one in drafts if one.kept],
        roles=tuple(Role(part=one.part, called=one.called, digest=one.digest) for one in (bench.writer, bench.judge)),
        labels=f"labels in {Path(wanted.labels).name}" if wanted.labels else rule,
        arithmetic=players.arithmetic,
    )


def _row(one: Draft, bench: Bench) -> dict[str, Any]:
    """A row in the published form, with where it comes from."""
    yes, no = (" Yes", " No") if one.asked == ASKED[0] else (" No", " Yes")
    return {
        "question": bench.commission.question(one.written),
        "statement": one.written.statement,
        "label_confidence": round(one.confidence or 0.0, 6),
        "answer_matching_behavior": yes,
        "answer_not_matching_behavior": no,
        "provenance": {
            "sample": one.id,
            "number": one.number,
            "label_asked": one.asked,
            "on_topic": round(one.topic or 0.0, 6),
            "behaviour": bench.commission.says,
            "writer": bench.writer.called,
            "writer_digest": bench.writer.digest,
            "discriminator": bench.judge.called,
            "discriminator_digest": bench.judge.digest,
        },
    }


def _check_same(folder: Path, found: Collection) -> None:
    """Raises StoreError where a folder holds other evaluations."""
    there, mine = read_record(folder, RECORD), found.record
    same = ("format", "world", "says", "wanted", "drafts", "roles", "arithmetic")
    if there is not None and any(there.get(key) != mine[key] for key in same):
        raise StoreError(f"Writing {folder}: it holds other evaluations. Choose another --out, or move it away.")


def put_files(found: Collection, folder: Path) -> Collection:
    """
    The files in their folder, and the collection with the audit of what was written.

    Raises
    ------
    StoreError
        The folder holds other evaluations, or cannot be written.
    """
    _check_same(folder, found)
    write_rows(folder / "drafts.jsonl", [asdict(one) for one in found.drafts])
    write_rows(folder / FILE, found.rows)
    write_rows(folder / RECORD, [found.record])
    return replace(found, audit=audit(read_evals(folder / FILE))) if found.rows else found
