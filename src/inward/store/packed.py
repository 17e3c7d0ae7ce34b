"""Arrays in the store and in files: float32, as text or as NumPy's own format, whole or not at all."""

import base64
import hashlib
import io
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inward.errors import StoreError
from inward.store.rundir import remedy


def packed(array: NDArray[Any]) -> dict[str, Any]:
    """An array as JSON-ready data, to the bit: its shape, and its float32 numbers in base 64."""
    numbers = np.ascontiguousarray(array, dtype="<f4")
    return {"shape": list(numbers.shape), "float32": base64.b64encode(numbers.tobytes()).decode()}


def unpacked(told: dict[str, Any]) -> NDArray[np.float64]:
    """An array that `packed` made, in float64."""
    numbers = np.frombuffer(base64.b64decode(told["float32"]), dtype="<f4")
    return numbers.reshape(told["shape"]).astype(np.float64)


def named(array: NDArray[Any]) -> str:
    """32 hexadecimal digits that stand for an array's numbers in float32."""
    return hashlib.sha256(np.ascontiguousarray(array, dtype="<f4").tobytes()).hexdigest()[:32]


def write_array(path: Path, array: NDArray[Any]) -> None:
    """An array in a .npy file, put in its place in one move. Raises StoreError where it cannot be written."""
    held = io.BytesIO()
    np.save(held, np.ascontiguousarray(array, dtype="<f4"), allow_pickle=False)
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with building.open("wb") as file:
            file.write(held.getvalue())
            file.flush()
            os.fsync(file.fileno())
        os.replace(building, path)
    except OSError as error:
        with suppress(OSError):
            building.unlink(missing_ok=True)
        raise StoreError(f"Writing {path}: {error.strerror or error}. {remedy(error)} another --out.") from error


def read_array(path: Path) -> NDArray[np.float32]:
    """The float32 array of a .npy file of ours. Raises StoreError where there is none."""
    try:
        with path.open("rb") as file:
            return np.asarray(np.lib.format.read_array(file, allow_pickle=False), dtype=np.float32)
    except (OSError, ValueError, TypeError, EOFError, MemoryError) as error:
        raise StoreError(f"Reading {path}: no NumPy array ({error}). Give the .npy file that `inward vectors` wrote.") from error
