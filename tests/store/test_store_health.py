"""A look at the store says what is sound, what is broken and what to do, and changes nothing."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.runs import snapshot

from inward.store import health
from inward.store.health import Finding, store_health
from inward.store.shelf import Shelf


def found(folder: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in store_health(folder)}


def adapter(folder: Path, digest: str, *, record: str = "", weights: bytes = b"x") -> Path:
    """An adapter's folder, as a run leaves it unless told otherwise."""
    place = folder / "adapters" / digest
    place.mkdir(parents=True)
    (place / "inward.json").write_text(record or json.dumps({"digest": digest}))
    (place / "adapter_model.safetensors").write_bytes(weights)
    return place


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A store with two transcripts and an adapter."""
    Shelf(tmp_path / "store").put({"a": 1, "b": 2})
    adapter(tmp_path / "store", "abc")
    return tmp_path / "store"


def test_a_sound_store_is_counted_and_left_as_it_is(kept: Path):
    """
    All is well, and no byte has changed.
    """
    before = snapshot(kept)
    findings = found(kept)

    assert {"ok"} == {finding.state for finding in findings.values()}
    assert "2 transcripts and scores, sound" == findings["store file"].said
    assert "1, each with its record" == findings["adapters"].said
    assert before == snapshot(kept)


def test_a_store_that_is_not_there_is_no_fault_and_is_not_made(tmp_path: Path):
    """
    The first run makes it; looking does not.
    """
    findings = found(tmp_path / "none" / "store")

    assert ["store", "disk"] == list(findings)
    assert f"{tmp_path}/none/store is not there yet; the first run makes it" == findings["store"].said
    assert [] == list(tmp_path.iterdir())


def test_a_store_that_cannot_be_written_is_broken(tmp_path: Path):
    """
    Here a file stands in its place.
    """
    (tmp_path / "store").write_text("")

    finding = found(tmp_path / "store")["store"]

    assert ("broken", f"{tmp_path}/store cannot be written") == (finding.state, finding.said)
    assert "Mend its rights, or set INWARD_STORE to another folder." == finding.remedy


def test_a_file_that_is_no_database_is_broken(kept: Path):
    """
    With what SQLite says of it, and what to do.
    """
    (kept / "store-1.sqlite").write_text("junk" * 1000)

    finding = found(kept)["store file"]

    assert ("broken", "store-1.sqlite cannot be read (file is not a database)") == (finding.state, finding.said)
    assert f"Move store-1.sqlite out of {kept}: what it held is made again." == finding.remedy


def test_damaged_pages_are_found(kept: Path):
    """
    A file that opens, and whose pages do not agree.
    """
    Shelf(kept).put({f"key {i}": "word " * 50 for i in range(500)})
    path = kept / "store-1.sqlite"
    whole = bytearray(path.read_bytes())
    whole[40_000:48_000] = bytes(8_000)
    path.write_bytes(whole)

    finding = found(kept)["store file"]

    assert "broken" == finding.state
    assert "damaged" in finding.said or "malformed" in finding.said


def test_another_format_is_named(kept: Path):
    """
    A store of a later version is left alone.
    """
    with sqlite3.connect(kept / "store-1.sqlite") as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()

    finding = found(kept)["store file"]

    assert ("broken", "store-1.sqlite has format 9, this inward reads 1") == (finding.state, finding.said)
    assert "Set INWARD_STORE to another folder." == finding.remedy


def test_adapters_that_cannot_be_read_are_counted_and_named(kept: Path):
    """
    Each with its fault, three of them by name.
    """
    adapter(kept, "b1", record="{")
    adapter(kept, "b2", record='{"digest": "other"}')
    adapter(kept, "b3", weights=b"")
    (adapter(kept, "b4") / "inward.json").unlink()

    finding = found(kept)["adapters"]

    assert (
        "4 of 5 cannot be read: b1 (its record is no JSON of ours); b2 (its record names another adapter); b3 (its weights are "
        "empty) and 1 more"
    ) == finding.said
    assert ("broken", f"Delete these folders in {kept}/adapters: they are trained again.") == (finding.state, finding.remedy)


def test_weights_that_are_gone_are_named(kept: Path):
    """
    A record without its weights.
    """
    (adapter(kept, "b") / "adapter_model.safetensors").unlink()

    assert "1 of 2 cannot be read: b (no adapter_model.safetensors)" == found(kept)["adapters"].said


def test_an_adapter_begun_is_worth_knowing(kept: Path):
    """
    A run that was stopped, or one that is under way: nobody can tell from here, so nothing is broken.
    """
    (kept / "adapters" / ".abd.17").mkdir()

    finding = found(kept)["adapters"]

    assert ("note", "1 finished, 1 begun by a run that was stopped or is under way") == (finding.state, finding.said)


def test_a_full_disk_is_told_before_it_is_full(kept: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Less than is needed to end a run is broken.
    """
    monkeypatch.setattr(health, "LEAST_FREE", shutil.disk_usage(kept).total + 1)

    finding = found(kept)["disk"]

    assert ("broken", "Free some, or set INWARD_STORE to a folder on another disk.") == (finding.state, finding.remedy)
