"""The files of a red teaming: every attempt, every estimate, and the record of what was asked."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from inward.errors import StoreError
from inward.store.rundir import read_record, write_rows
from inward.written.reckoning import reckon
from inward.written.result import FORMAT, RedTeam

RECORD: Final = "redteam.json"


def write(found: RedTeam, folder: Path) -> None:
    """
    attempts.jsonl, methods.jsonl and redteam.json; labels may be added later, other questions may not.

    Raises
    ------
    StoreError
        The folder holds another red teaming, or cannot be written.
    """
    record = _record(found)
    there = read_record(folder, RECORD)
    same = ("format", "setting", "methods", "asked", "roles", "system", "classifier", "arithmetic")
    if there is not None and any(there.get(key) != record[key] for key in same):
        raise StoreError(f"Writing {folder}: it holds another red teaming. Choose another --out, or move it away.")
    write_rows(folder / "attempts.jsonl", [asdict(one) for one in found.attempts])
    write_rows(folder / "methods.jsonl", [asdict(one) for one in reckon(found)])
    write_rows(folder / RECORD, [record])


def _record(found: RedTeam) -> dict[str, Any]:
    """What was asked of whom, and of whom the intervals speak; plain JSON, as it is read back."""
    from inward import __version__

    setting = found.setting
    return {
        "format": FORMAT,
        "inward": __version__,
        "setting": {
            "name": setting.name,
            "frames": [asdict(frame) for frame in setting.frames],
            "rules": setting.rules.says,
            "trait": asdict(setting.trait),
        },
        "methods": list(found.methods),
        "skipped": dict(found.skipped),
        "asked": found.asked,
        "roles": [asdict(role) for role in found.roles],
        "system": found.system,
        "classifier": found.classifier,
        "labels": found.labels,
        "arithmetic": found.arithmetic,
        "population": found.population,
    }
