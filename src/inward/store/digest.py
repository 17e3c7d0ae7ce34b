"""Name a thing by what made it."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from inward.store.reach import known_as

ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain(value: Any) -> Any:  # noqa: ANN401
    """
    A record as JSON-ready data.

    A record keeps what its class is known as, so that two kinds with equal fields differ, and a kind that was edited. A field
    marked "unsaid" (see `schema.design`) is left out while it has its default.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = [field for field in dataclasses.fields(value) if field.compare and not _unsaid(field, value)]
        fields = {field.name: plain(getattr(value, field.name)) for field in said}
        return {"is": known_as(type(value)), **fields}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in value}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"Naming a {type(value).__name__}: a digest covers records, mappings, sequences and plain values only.")


def _unsaid(field: dataclasses.Field[Any], value: Any) -> bool:  # noqa: ANN401
    return bool(field.metadata.get("unsaid")) and getattr(value, field.name) == field.default


def line(value: Any) -> str:  # noqa: ANN401
    """One line of JSON, the same for equal values: keys sorted, no spaces, no NaN, ASCII."""
    return ENCODER.encode(value)


def digest(*parts: Any) -> str:  # noqa: ANN401
    """32 hexadecimal digits that stand for these values."""
    return hashlib.sha256(line([plain(part) for part in parts]).encode()).hexdigest()[:32]
