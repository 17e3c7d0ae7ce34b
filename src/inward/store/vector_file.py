"""A vector in a file: its numbers, layer by layer, and beside them where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from inward.errors import StoreError, WeightsError
from inward.store.packed import named, read_array, write_array
from inward.store.rundir import read_rows, write_rows

FORMAT = 1
TOLD = {"name": str, "numbers": str, "shape": list, "base": dict, "agreeing": list}
"""What a vector's .json must hold beside its format and its site, and as what."""
SITE = "after block i, counted from 0: hidden_states[i + 1] of Hugging Face, for the last block before the final norm"
READ = "mean over the answer's own tokens, its end mark left out"


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class VectorFile:
    """A trait's vector after every block [layer, dim]; `told` says what it was made of and where, by which base."""

    name: str
    vectors: NDArray[np.float32]
    told: Mapping[str, Any]


def write_vector(path: Path, vectors: NDArray[np.float32], told: Mapping[str, Any]) -> None:
    """
    NAME.npy, and NAME.json beside it: `told` with the digest and the shape of the numbers and the convention of layers.

    The numbers are written first: a file without its own other half is refused when it is read.
    """
    write_array(path, vectors)
    fixed = {"format": FORMAT, "site": SITE, "read": READ, "numbers": named(vectors), "shape": list(vectors.shape)}
    write_rows(path.with_suffix(".json"), [{**told, **fixed}])


def read_vector(path: Path, *, base: tuple[str, str]) -> VectorFile:
    """
    A vector's file, for the base (name, digest) that it is to be added to.

    Raises
    ------
    StoreError
        Either half is missing, of another version or not of ours, or the two are not of one vector.
    WeightsError
        It is a vector of another model, or holds numbers that are not finite.
    """
    vectors, told = read_array(path), _told(path)
    if told["numbers"] != named(vectors) or told["shape"] != list(vectors.shape) or vectors.ndim != 2:
        raise StoreError(
            f"Reading {path}: its numbers ({named(vectors)[:12]}, shape {vectors.shape}) are not those that "
            f"{path.with_suffix('.json').name} tells of ({told['numbers'][:12]}, shape {told['shape']}). Give both "
            f"files of one vector."
        )
    if len(told["agreeing"]) != len(vectors) or not all(0 <= one <= 1 for one in told["agreeing"]):
        raise StoreError(
            f"Reading {path}: {path.with_suffix('.json').name} tells of {len(told['agreeing'])} shares of pairs that agree, and "
            f"there are {len(vectors)} layers, each with a share from 0 to 1. Make the vector anew."
        )
    if told["base"]["digest"] != base[1]:
        raise WeightsError(
            f"Steering {base[0]} ({base[1][:12]}): the vector {path.name} was made from {told['base']['name']} "
            f"({told['base']['digest'][:12]}), and one model's vector is no direction in another. Make one from this model."
        )
    if not np.isfinite(vectors).all():
        raise WeightsError(f"Steering {base[0]}: the vector {path.name} holds numbers that are not finite. Make it anew.")
    return VectorFile(name=told["name"], vectors=vectors, told=told)


def base_of(path: Path) -> tuple[str, str]:
    """Name and digest of the base that a vector was made from. Raises StoreError where either half cannot be read."""
    read_array(path)
    base = _told(path)["base"]
    return base["name"], base["digest"]


def _told(path: Path) -> dict[str, Any]:
    """What stands beside a vector, with everything that is asked of it. Raises StoreError where it is not such a file."""
    (told, *_), beside = read_rows(path.with_suffix(".json")) or [{}], path.with_suffix(".json").name
    anew = "Make the vector anew with `inward vectors` or `inward steer`."
    if not isinstance(told, dict):
        raise StoreError(f"Reading {path}: {beside} holds a {type(told).__name__} and not an object. {anew}")
    if told.get("format") != FORMAT or told.get("site") != SITE:
        raise StoreError(
            f"Reading {path}: {beside} has format {told.get('format')} and site {told.get('site')!r}; this inward reads format "
            f"{FORMAT}, {SITE!r}. {anew}"
        )
    wrong = [key for key, kind in TOLD.items() if not isinstance(told.get(key), kind)]
    base = told["base"] if "base" not in wrong else {"name": "", "digest": ""}
    if "agreeing" not in wrong and not all(isinstance(one, int | float) for one in told["agreeing"]):
        wrong.append("agreeing")
    wrong += [f"base.{key}" for key in ("name", "digest") if not isinstance(base.get(key), str)]
    if wrong:
        raise StoreError(f"Reading {path}: in {beside} these are missing or of another kind: {', '.join(wrong)}. {anew}")
    return told
