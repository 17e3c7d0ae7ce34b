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
    that its class got later stands in it only where it is not at its default: what was named before keeps its name.
    """
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value) if _stands(field, value)}
        return {"is": known_as(type(value)), **fields}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in value}
    raise TypeError(f"Naming a {type(value).__name__}: a digest covers records, mappings, sequences and plain values only.")


def _stands(field: dataclasses.Field[Any], value: object) -> bool:
    later = bool(field.metadata.get("later"))
    return field.compare and not (later and getattr(value, field.name) == field.default)


def line(value: Any) -> str:  # noqa: ANN401
    """One line of JSON, the same for equal values: keys sorted, no spaces, no NaN, ASCII."""
    return ENCODER.encode(value)


def digest(*parts: Any) -> str:  # noqa: ANN401
    """32 hexadecimal digits that stand for these values."""
    return hashlib.sha256(line([plain(part) for part in parts]).encode()).hexdigest()[:32]
