"""Bundle a finished run for others: its files, its page, its inputs, its versions, and how to run it again."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, final

from inward.errors import StoreError
from inward.registration import NAME as REGISTRATION
from inward.registration import OUTCOME
from inward.steps import readopt
from inward.steps.distance import EFFECTS
from inward.steps.distance import NAME as DISTANCE
from inward.steps.ladder import NAME as DOSE
from inward.steps.reproduce import locked, script, words
from inward.steps.variants import EFFECTS as VARIANTS
from inward.store.bundle import Manifest, is_bundle, pack
from inward.store.rundir import RATES, read_rows, read_study, write_rows, write_text
from inward.store.shelf import Shelf

FILES = (
    "study.json",
    "plan.jsonl",
    "training.jsonl",
    RATES,
    "effects.jsonl",
    DISTANCE,
    EFFECTS,
    VARIANTS,
    DOSE,
    "relations.jsonl",
    "environment.json",
    REGISTRATION,
    OUTCOME,
    "judging.json",
    "second-judge.json",
    "second-effects.jsonl",
    "judge-check.jsonl",
)
"""Files of a run that hold no text of an answer."""
BESIDE = "If it is a folder, put it beside this script under the name that the command gives it."
REDACTED = "(redacted)"
MARK = "redacted.json"
WEIGHTS = ("adapter_config.json", "adapter_model.safetensors", "inward.json")


@final
@dataclass(frozen=True, kw_only=True)
class Choice:
    """What goes into a bundle beside the run: its adapters, and whether the text of answers stays out."""

    adapters: bool = False
    redact: bool = False


def bundle(run: Path, out: Path, *, choice: Choice, shelf: Shelf) -> Manifest:
    """
    The run in a folder as one zip.

    Raises
    ------
    StoreError
        A bundle already, an adapter that is not in store, or a file that cannot be read or written.
    ReportError
        A run that is not finished.
    """
    if is_bundle(run):
        raise StoreError(f"Bundling {run}: it is a bundle already. Copy it, or bundle the run folder that it was made from.")
    study = read_study(run)
    if choice.adapters and study.get("adopted"):
        raise StoreError(f"Bundling {run}: its answers were made elsewhere, so it has no adapters. Leave --adapters out.")
    weights = dict(_adapters(run, shelf)) if choice.adapters else {}
    with TemporaryDirectory() as name:
        _lay(run, Path(name), study=study, choice=choice)
        laid = {path.relative_to(name).as_posix(): path for path in Path(name).rglob("*") if path.is_file()}
        return pack(out, laid | weights)


def _lay(run: Path, at: Path, *, study: Mapping[str, Any], choice: Choice) -> None:
    """Everything but adapters, into one folder; the page is made from what lies there."""
    from inward.report.page import write_page

    for name in FILES:
        if (run / name).exists():
            shutil.copyfile(run / name, at / name)
    write_rows(at / "transcripts.jsonl", map(_unsaid if choice.redact else dict, read_rows(run / "transcripts.jsonl")))
    write_rows(at / "scores.jsonl", map(_unsaid if choice.redact else dict, read_rows(run / "scores.jsonl")))
    if choice.redact:
        write_rows(at / MARK, [{"redacted": ["parts", "raw", "reason"]}])
    lock = run / "lock.txt"
    write_text(at / "lock.txt", lock.read_text(encoding="utf-8") if lock.exists() else "\n".join(locked()) + "\n")
    write_text(at / "reproduce.sh", _again(run, at, study=study, choice=choice, kept_lock=lock.exists()))
    write_page(at)


def _unsaid(row: Mapping[str, Any]) -> dict[str, Any]:
    """A transcript or a score without what a subject, a judge or a scorer wrote; numbers stay."""
    told = dict(row)
    told |= {"parts": _blank(row["parts"])} if "parts" in row else {}
    return told | ({"raw": [], "reason": ""} if "raw" in row else {})


def _blank(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return REDACTED
    if isinstance(value, dict):
        return {key: _blank(one) for key, one in value.items()}
    return [_blank(one) for one in value] if isinstance(value, list) else value


def _adapters(run: Path, shelf: Shelf) -> Iterator[tuple[str, Path]]:
    """Every adapter of a run, by its name in the bundle."""
    for row in read_rows(run / "training.jsonl"):
        folder = shelf.adapter(row["adapter"])
        if not (folder / "inward.json").exists():
            raise StoreError(
                f"Bundling {run}: adapter {row['adapter']} of {row['arm']}, seed {row['seed']}, is not in the store "
                f"{shelf.folder}. Run the same command again to train it, or leave --adapters out."
            )
        for name in WEIGHTS:
            yield f"adapters/{row['arm']}/{row['seed']}/{name}", folder / name


def _again(run: Path, at: Path, *, study: Mapping[str, Any], choice: Choice, kept_lock: bool) -> str:
    """reproduce.sh; the files that the order names are put beside it."""
    notes = [] if kept_lock else ["lock.txt holds the versions of the machine that made the bundle, not of the run."]
    notes += _shortfalls(run, study)
    if not (run / "order.json").exists():
        return script(["inward", "run", study["study"]["name"]], notes=[*notes, "The run keeps no order: add its options."])
    told = json.loads((run / "order.json").read_text(encoding="utf-8"))
    if told["planted"]:
        notes.append(f"Subjects were planted from Python ({told['planted']}): no command line can do it again.")
    moved, absent = _inputs(told["files"], at, leave=choice.redact)
    elsewhere = {path: Path(path).name for path in _places(told["order"]) if path not in moved}
    moved |= elsewhere
    notes += [f"Not in the bundle: the folder {name}; put it beside this file." for name in elsewhere.values()]
    notes += [f"Not in the bundle: {Path(path).name}, SHA-256 {sha}." for path, sha in absent.items()]
    command = {**told["order"], **({"registration": REGISTRATION} if (at / REGISTRATION).exists() else {})}
    write_rows(at / "order.json", [{**told, "order": _moved(told["order"], moved), "files": {}}])
    if study.get("adopted"):
        return script(readopt.words(command, moved), notes=notes, same=(RATES, "effects.jsonl"))
    return script(words(command, moved), notes=notes)


def _shortfalls(run: Path, study: Mapping[str, Any]) -> list[str]:
    """What an empty store cannot repeat."""
    if study.get("adopted"):
        return list(readopt.NOTES)
    base = f"Base: {study['base']['name']}, digest {study['base']['digest']}. {BESIDE}"
    local = read_rows(run / "order.json")[0]["order"].get("judge") if (run / "order.json").exists() else ""
    reader = [f"Judge: {local}, digest {study['judge']}. {BESIDE}"] if local else []
    judged = (
        "The judge sits behind an endpoint and is asked anew: that takes its key and its price, and its replies are sampled, so "
    )
    judged += "scores and effects will differ. The replies of this run are in scores.jsonl, unless it is redacted."
    hosted = [judged] if (run / "judging.json").exists() else []
    look = f"This run was look {study['look']} at its data: from an empty store it is look 1, and verdicts may differ."
    return [base, *reader, *hosted, *([look] if study["look"] > 1 else [])]


def _inputs(files: Mapping[str, str], at: Path, *, leave: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Where each file of an order now lies, and those that stay out with their digests: changed, gone, or left."""
    moved: dict[str, str] = {}
    absent: dict[str, str] = {}
    for number, (path, sha) in enumerate(sorted(files.items())):
        source, name = Path(path), f"inputs/{number}-{Path(path).name}"
        moved[path] = name
        if leave or not source.is_file() or sha256(source.read_bytes()).hexdigest() != sha:
            absent[path] = sha
        elif source.name != REGISTRATION:
            (at / "inputs").mkdir(exist_ok=True)
            shutil.copyfile(source, at / name)
    return moved, absent


def _places(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Every text of an order that is a folder here, or a path from the root."""
    if isinstance(value, str) and value and (Path(value).is_absolute() or (os.sep in value and Path(value).is_dir())):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _places(one)


def _moved(value: Any, moved: Mapping[str, str]) -> Any:  # noqa: ANN401
    """An order with its files where they are in the bundle: no path of the machine that made it is left."""
    if isinstance(value, str):
        return moved.get(value, value)
    if isinstance(value, dict):
        return {key: _moved(one, moved) for key, one in value.items()}
    return [_moved(one, moved) for one in value] if isinstance(value, list) else value
