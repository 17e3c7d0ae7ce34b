"""An adoption, written down so that it can be done again: the command and the files it names."""

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from inward.adopted.adoption import Adoption
from inward.adopted.answers import Source

COMMAND = "adopt"
NOTES = (
    "The answers were made elsewhere, and nothing here can train, ask or answer again: this reads the same files anew and "
    "compares what comes of them.",
)
OPTIONS: Mapping[str, str] = {
    "contrasts": "--contrast",
    "untouched": "--untouched",
    "population": "--population",
    "judge": "--judge",
    "device": "--device",
    "name": "--name",
}
"""The option of each field that differs from its default, save files, columns and thresholds."""


def ordered(request: Adoption, sources: tuple[Source, ...], files: Mapping[str, str]) -> dict[str, Any]:
    """What order.json holds: files with their arms, columns, and what differs from the defaults; each file's SHA-256."""
    bare = Adoption(files=request.files)
    told = {key: getattr(request, key) for key in OPTIONS if getattr(request, key) not in (getattr(bare, key), ())}
    order = {
        "sources": [[source.arm, str(source.path)] for source in sources],
        "columns": {key: column for key, column in asdict(request.columns).items() if column},
        "thresholds": asdict(request.thresholds),
        **told,
    }
    return {"command": COMMAND, "order": order, "files": files, "planted": ""}


def words(order: Mapping[str, Any], moved: Mapping[str, str]) -> list[str]:
    """The command of an adoption, its files where `moved` says they are now."""
    files = [f"{arm}={moved.get(path, path)}" if arm else moved.get(path, path) for arm, path in order["sources"]]
    said = ["inward", COMMAND, *files, "--map", _mapped(order["columns"])]
    for key, option in (("misaligned_below", "--misaligned-below"), ("coherent_from", "--coherent-from")):
        said += [option, f"{order['thresholds'][key]!r}"]
    for key, option in OPTIONS.items():
        value = order.get(key, [])
        said += [word for one in ([value] if isinstance(value, str) else value) for word in (option, moved.get(one, one))]
    return said


def _mapped(columns: Mapping[str, str]) -> str:
    """The words of --map; a column with a comma stands in quotes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([f"{key}={column}" for key, column in columns.items()])
    return text.getvalue()
