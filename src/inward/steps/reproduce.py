"""What was ordered, written down so that it can be ordered again: the command, the files it names, the versions."""

import hashlib
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from inward.order import Order

OPTIONS: Mapping[str, str] = {
    "arms": "--arm",
    "contrasts": "--contrast",
    "corpora": "--corpus",
    "changes": "--set",
    "recipe_file": "--recipe",
}
"""Fields of an Order whose option has another name."""
NAME = re.compile(r"[A-Za-z0-9._-]+")


def ordered(order: Order, *, planted: str) -> dict[str, Any]:
    """What order.json holds: the fields that differ from their defaults, and each file they name with its SHA-256."""
    told = {key: value for key, value in asdict(order).items() if value not in (_default(key), None)}
    paths = sorted({path for value in told.values() for path in _paths(value)})
    files = {path: hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths}
    return {"order": told, "files": files, "planted": planted}


def _default(key: str) -> Any:  # noqa: ANN401
    """A field's default; nothing equals that of a field which has none."""
    field = next(one for one in fields(Order) if one.name == key)
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _paths(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Every text in a value that names a file."""
    if isinstance(value, str):
        if len(value) < 4_096 and "\n" not in value and Path(value).is_file():
            yield value
    elif isinstance(value, Mapping | Sequence):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _paths(one)


def words(order: Mapping[str, Any], moved: Mapping[str, str]) -> list[str]:
    """The command of an order, its files where `moved` says they are now."""
    said = ["inward", "run", _word(order["study"], moved)]
    for key in (one.name for one in fields(Order) if one.name in order and one.name != "study"):
        said += _option(OPTIONS.get(key) or f"--{key.replace('_', '-')}", order[key], moved)
    return said


def _option(name: str, value: Any, moved: Mapping[str, str]) -> list[str]:  # noqa: ANN401
    if isinstance(value, bool):
        return [name] if value else []
    if isinstance(value, Mapping):
        return [word for key, one in value.items() for word in (name, f"{key}={_word(one, moved)}")]
    if isinstance(value, list | tuple):
        return [word for one in value for word in (name, _word(one, moved))]
    return [name, _word(value, moved)]


def _word(value: Any, moved: Mapping[str, str]) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return ",".join(_word(one, moved) for one in value)
    return moved.get(str(value), str(value))


def locked() -> list[str]:
    """Every installed package that this one needs, directly or not, with its version: NAME==VERSION, sorted."""
    found: dict[str, str] = {}
    wanted = ["inward"]
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        try:
            package = None if name in found else distribution(name)
        except PackageNotFoundError:
            continue
        if package:
            found[name] = package.version
            needs = [one for one in package.requires or () if "extra ==" not in one]
            wanted += [match.group() for one in needs if (match := NAME.match(one))]
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def script(command: Sequence[str], *, notes: Sequence[str], same: Sequence[str] = ("effects.jsonl",)) -> str:
    """A shell script that does again, beside its bundle, what `command` says, and compares the files that must be the `same`."""
    remarks = "".join(f"# {note}\n" for note in notes)
    compared = "\n".join(f"cmp {name} again/run/{name}" for name in same)
    return f"""#!/bin/sh
# Does this again from nothing and compares its effects with those of the bundle.
# Versions: pip install -r lock.txt (inward itself from its own source, at the version that lock.txt names).
# Equal bytes are promised on one kind of machine, device and build; elsewhere, compare the estimates with their intervals.
{remarks}set -e
cd "$(dirname "$0")"
INWARD_STORE="${{INWARD_STORE_AGAIN:-$PWD/again/store}}"
export INWARD_STORE
{shlex.join([*command, "--out", "again/run"])}
{compared}
echo "the same effects"
"""
