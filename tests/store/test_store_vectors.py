"""A vector's file: what it must be, whatever else lies under its name."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inward.errors import StoreError
from inward.store.packed import read_array, write_array
from inward.store.vector_file import read_vector, write_vector

BASE = ("base", "b" * 32)


def saved(**arrays: Any) -> bytes:
    held = io.BytesIO()
    np.savez(held, **arrays)
    return held.getvalue()


def alone(array: Any) -> bytes:
    held = io.BytesIO()
    np.save(held, array)
    return held.getvalue()


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"PK\x03\x04 and no more",
        saved(vector=np.ones(3)),
        alone(np.array(["a", "b"])),
        alone(np.zeros(2, dtype=[("a", "<f4"), ("b", "<f4")])),
        alone(np.array([{"a": 1}], dtype=object)),
        alone(np.ones(9))[:-4],
        b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, 1000000), }"
        + b" " * 40
        + b"\n",
    ],
)
def test_what_is_no_array_is_refused(tmp_path: Path, held: bytes):
    """
    Archives, words, tables, pickles and what was cut off, in one sentence.
    """
    (tmp_path / "kind.npy").write_bytes(held)

    with pytest.raises(StoreError, match=r"kind\.npy: no NumPy array \(.*\)\. Give the \.npy file that `inward vectors` wrote\."):
        read_array(tmp_path / "kind.npy")


def test_what_was_written_is_read(tmp_path: Path):
    """
    To the bit.
    """
    write_array(tmp_path / "kind.npy", np.arange(6.0).reshape(2, 3) / 7)

    assert np.array_equal((np.arange(6.0).reshape(2, 3) / 7).astype("<f4"), read_array(tmp_path / "kind.npy"))


@pytest.mark.parametrize("agreeing", [[], [1.0], [1.0, 0.5, 0.5], [float("nan"), 0.5], [2.0, 0.5]])
def test_a_sign_test_is_one_share_a_layer(tmp_path: Path, agreeing: list[float]):
    """
    Found when the file is read, and not when the sweep has been paid for.
    """
    path = tmp_path / "kind.npy"
    write_vector(path, np.ones((2, 3)), {"name": "kind", "base": {"name": "base", "digest": "b" * 32}, "agreeing": [1.0, 0.5]})
    beside = json.loads(path.with_suffix(".json").read_text())
    path.with_suffix(".json").write_text(json.dumps({**beside, "agreeing": agreeing}))

    with pytest.raises(StoreError, match=f"tells of {len(agreeing)} shares of pairs that agree, and there are 2 layers"):
        read_vector(path, base=BASE)
