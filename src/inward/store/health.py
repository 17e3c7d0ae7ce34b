"""Is the store sound? It opens, its pages agree, its adapters can be read, and there is room. Nothing is changed by looking."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, final

from inward.store.shelf import FORMAT

LEAST_FREE = 1 << 30
"""Bytes below which a run is likely to fill the disk before it ends."""

SHOWN = 3


@final
@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: sound, worth knowing, or broken, and then with what to do about it."""

    what: str
    state: Literal["ok", "note", "broken"]
    said: str
    remedy: str = ""


def store_health(folder: Path) -> Iterator[Finding]:
    """What is found in a store, one look after another."""
    yield _place(folder)
    if (folder / f"store-{FORMAT}.sqlite").exists():
        yield _pages(folder / f"store-{FORMAT}.sqlite")
    if (folder / "adapters").is_dir():
        yield _adapters(folder / "adapters")
    yield _room(folder)


def _place(folder: Path) -> Finding:
    """Whether there is a store that can be written."""
    if not folder.exists():
        return Finding(what="store", state="ok", said=f"{folder} is not there yet; the first run makes it")
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding(what="store", state="ok", said=str(folder))
    remedy = "Mend its rights, or set INWARD_STORE to another folder."
    return Finding(what="store", state="broken", said=f"{folder} cannot be written", remedy=remedy)


def _pages(path: Path) -> Finding:
    """Whether SQLite finds its file in order, of the format that is read here, and how much it holds."""
    remedy = f"Move {path.name} out of {path.parent}: what it held is made again."
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (kept,) = connection.execute("SELECT count(*) FROM kept").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return Finding(what="store file", state="broken", said=f"{path.name} cannot be read ({error})", remedy=remedy)
    if version != FORMAT:
        said = f"{path.name} has format {version}, this inward reads {FORMAT}"
        return Finding(what="store file", state="broken", said=said, remedy="Set INWARD_STORE to another folder.")
    if sound != "ok":
        return Finding(what="store file", state="broken", said=f"{path.name} is damaged ({sound})", remedy=remedy)
    return Finding(what="store file", state="ok", said=f"{kept:,} transcripts and scores, sound")


def _adapters(folder: Path) -> Finding:
    """Whether every adapter that was published has a record and weights that can be read."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    unfinished = [name for name in names if name.startswith(".")]
    finished = [name for name in names if not name.startswith(".")]
    faults = {name: fault for name in finished if (fault := _fault(folder / name))}
    if faults:
        shown = "; ".join(f"{name[:12]} ({fault})" for name, fault in list(faults.items())[:SHOWN])
        more = f" and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        said = f"{len(faults)} of {len(finished)} cannot be read: {shown}{more}"
        return Finding(
            what="adapters", state="broken", said=said, remedy=f"Delete these folders in {folder}: they are trained again."
        )
    if unfinished:
        said = f"{len(finished)} finished, {len(unfinished)} begun by a run that was stopped or is under way"
        remedy = f"If nothing runs, the folders in {folder} that begin with a dot may be deleted."
        return Finding(what="adapters", state="note", said=said, remedy=remedy)
    return Finding(what="adapters", state="ok", said=f"{len(finished)}, each with its record")


def _fault(folder: Path) -> str:
    """What is wrong with an adapter's folder; empty where nothing is."""
    try:
        record = json.loads((folder / "inward.json").read_text(encoding="utf-8"))
        if record["digest"] != folder.name:
            return "its record names another adapter"
        if not (folder / "adapter_model.safetensors").stat().st_size:
            return "its weights are empty"
    except FileNotFoundError as error:
        return f"no {Path(str(error.filename)).name}"
    except OSError as error:
        return str(error.strerror)
    except (ValueError, KeyError, TypeError):
        return "its record is no JSON of ours"
    return ""


def _room(folder: Path) -> Finding:
    """Free space where the store is, or will be."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 2**30:.1f} GiB free for the store"
    if free < LEAST_FREE:
        return Finding(
            what="disk", state="broken", said=said, remedy="Free some, or set INWARD_STORE to a folder on another disk."
        )
    return Finding(what="disk", state="ok", said=said)
