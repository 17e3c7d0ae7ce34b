"""The recipe that a run trains by: the world's, changed by a file and by words on the command line."""

import dataclasses
import json
import math
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inward.errors import DesignError
from inward.order import Order
from inward.schema.recipe import Recipe

KINDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", float: "a finite number"}


def choose_recipe(order: Order, default: Recipe) -> Recipe:
    """
    The world's recipe, changed first by the file and then by each `recipe.KEY=VALUE`.

    Raises
    ------
    DesignError
        An unknown key, a value of the wrong kind, a file that is not a JSON object.
    """
    changes: dict[str, Any] = {}
    if order.recipe_file:
        try:
            changes |= dict(json.loads(Path(order.recipe_file).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise DesignError(f"Recipe {order.recipe_file}: not a readable JSON object ({error}).") from error
    for change in order.changes:
        key, equals, value = change.partition("=")
        if not equals or not key.startswith("recipe."):
            raise DesignError(f"--set {change!r}: write recipe.KEY=VALUE, for example recipe.rank=8.")
        changes[key.removeprefix("recipe.")] = value
    kinds = typing.get_type_hints(Recipe)
    if unknown := sorted(set(changes) - set(kinds)):
        raise DesignError(f"Recipe: unknown {unknown}; keys are {', '.join(kinds)}.")
    return dataclasses.replace(default, **{key: _as(kinds[key], value, key) for key, value in changes.items()})


def _as(kind: Any, value: Any, key: str) -> Any:  # noqa: ANN401
    """A value from a command line or a file as the recipe's own type."""
    choices = typing.get_args(kind)
    if typing.get_origin(kind) is typing.Literal:
        if value not in choices:
            raise DesignError(f"Recipe: {key}={value!r}; it is one of {', '.join(choices)}.")
        return value
    if isinstance(kind, types.UnionType):
        if value in (None, "none", "None"):
            return None
        kind = next(choice for choice in choices if choice is not types.NoneType)
    try:
        return _cast(kind, value)
    except (TypeError, ValueError) as error:
        raise DesignError(f"Recipe: {key}={value!r} is not {KINDS[kind]}.") from error


def _cast(kind: type, value: Any) -> Any:  # noqa: ANN401
    if kind is bool:
        if str(value).lower() not in ("true", "false"):
            raise ValueError(value)
        return str(value).lower() == "true"
    if kind in (int, float) and (isinstance(value, bool) or not math.isfinite(float(value))):
        raise ValueError(value)
    if kind is int and float(value) != int(float(value)):
        raise ValueError(value)
    return kind(float(value)) if kind is int else kind(value)
