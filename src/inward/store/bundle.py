"""A run as one file for others: a zip whose every file is named with its digest, opened only if all of them agree."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import final

from inward.errors import StoreError
from inward.store.rundir import remedy
from inward.store.shelf import default_folder

FORMAT = 1
MANIFEST = "MANIFEST.json"
READ = (".json", ".jsonl", ".txt")
"""Endings of the files that a run is read from; one of these that the manifest does not name is not the bundle's."""
PIECE = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a zip raises that was damaged, encrypted or packed in a way that is not ours."""
AGAIN = "Ask for the bundle again, and compare the digest that was told when it was made."


@final
@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a bundle holds: each file's SHA-256 and bytes; `digest` is the SHA-256 of the manifest itself."""

    files: Mapping[str, tuple[str, int]]
    digest: str


def pack(path: Path, sources: Mapping[str, Path]) -> Manifest:
    """
    Write the bundle, whole or not at all. Equal files make equal bytes: names are sorted, and there is no clock in it.

    Raises
    ------
    StoreError
        A file cannot be read, or the bundle cannot be written.
    """
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {name: (_hash(source), source.stat().st_size) for name, source in sorted(sources.items())}
        text = _text(found)
        with zipfile.ZipFile(building, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
            bundle.writestr(_entry(MANIFEST), text)
            for name, source in sorted(sources.items()):
                with source.open("rb") as reading, bundle.open(_entry(name), "w", force_zip64=True) as writing:
                    for piece in iter(lambda: reading.read(PIECE), b""):
                        writing.write(piece)
        os.replace(building, path)
    except OSError as error:
        with suppress(OSError):
            building.unlink(missing_ok=True)
        raise StoreError(
            f"Writing bundle {path}: {error.strerror or error}. {remedy(error)} another --out, and bundle again."
        ) from error
    return Manifest(files=found, digest=hashlib.sha256(text).hexdigest())


def open_run(path: Path) -> Path:
    """
    The run folder of `path`: itself, or, for a bundle, one in which every file is as its manifest says.

    A .zip is unpacked into the user's store, adapters and inputs left inside.

    Raises
    ------
    StoreError
        Not a bundle, one of another format, or one in which a file was changed, added or taken away.
    """
    if path.suffix == ".zip" and not path.exists():
        raise StoreError(f"Reading {path}: there is no such bundle. `inward bundle RUN` makes one.")
    if path.is_file():
        return _unpacked(path)
    if (path / MANIFEST).exists():
        _check_folder(path)
    return path


def is_bundle(path: Path) -> bool:
    """Whether a path is a bundle: a file, or a folder with a manifest."""
    return path.is_file() or (path / MANIFEST).exists()


def _entry(name: str) -> zipfile.ZipInfo:
    """A name in the zip, at a time that is always the same."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
    return entry


def _text(found: Mapping[str, tuple[str, int]]) -> bytes:
    files = {name: {"sha256": sha, "bytes": size} for name, (sha, size) in found.items()}
    return (json.dumps({"format": FORMAT, "files": files}, indent=1, sort_keys=True) + "\n").encode()


def _manifest(text: bytes, place: Path) -> Manifest:
    """A manifest that is one, whose names lead nowhere else."""
    try:
        row = json.loads(text)
        files = {str(name): (str(one["sha256"]), int(one["bytes"])) for name, one in row["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"Opening bundle {place}: its {MANIFEST} cannot be read ({error!r}). {AGAIN}") from error
    if row.get("format") != FORMAT:
        raise StoreError(f"Opening bundle {place}: format {row.get('format')}, this inward reads {FORMAT}. Use the newer inward.")
    for name in files:
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name:
            raise StoreError(f"Opening bundle {place}: {name!r} leads out of it. {AGAIN}")
    return Manifest(files=files, digest=hashlib.sha256(text).hexdigest())


def _refuse(place: Path, name: str, what: str) -> StoreError:
    return StoreError(f"Opening bundle {place}: {name} {what}. {AGAIN}")


def _check_folder(folder: Path) -> Manifest:
    """Every file as the manifest says, and no other that a run is read from."""
    found = _manifest((folder / MANIFEST).read_bytes(), folder)
    for name, (sha, size) in found.files.items():
        path = folder / name
        if not path.is_file():
            raise _refuse(folder, name, "is missing")
        if path.stat().st_size != size or _hash(path) != sha:
            raise _refuse(folder, name, "is not the file that was bundled")
    there = {path.name for path in folder.iterdir() if path.is_file() and path.suffix in READ}
    _no_more(folder, there - {MANIFEST}, found)
    return found


def _no_more(place: Path, there: Iterable[str], found: Manifest) -> None:
    for name in sorted(set(there) - found.files.keys()):
        raise _refuse(place, name, "was added after it was made")


def _unpacked(path: Path) -> Path:
    """The files that a run is read from, out of a zip that is as its manifest says."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return _unpack(bundle, path)
    except BROKEN as error:
        raise StoreError(
            f"Opening bundle {path}: no readable zip ({error}). Give a run folder or a bundle of `inward`."
        ) from error
    except OSError as error:
        raise StoreError(f"Opening bundle {path}: {error}. Set INWARD_STORE to a folder that can be written.") from error


def _unpack(bundle: zipfile.ZipFile, path: Path) -> Path:
    names = bundle.namelist()
    if MANIFEST not in names:
        raise _refuse(path, MANIFEST, "is missing")
    found = _manifest(bundle.read(MANIFEST), path)
    for name in sorted(found.files.keys() - set(names)):
        raise _refuse(path, name, "is missing")
    _no_more(path, set(names) - {MANIFEST}, found)
    folder = default_folder() / "bundles" / found.digest[:32]
    folder.mkdir(parents=True, exist_ok=True)
    for name, (sha, size) in found.files.items():
        _take(bundle, name, sha=sha, size=size, place=path, into=folder / name if "/" not in name else None)
    return folder


def _take(bundle: zipfile.ZipFile, name: str, *, sha: str, size: int, place: Path, into: Path | None) -> None:
    """Check one file, and lay it down where it is wanted."""
    if bundle.getinfo(name).file_size != size:
        raise _refuse(place, name, "is not the file that was bundled")
    seen = hashlib.sha256()
    building = into and into.with_name(f".{into.name}.{os.getpid()}")
    try:
        with bundle.open(name) as reading, open(building or os.devnull, "wb") as writing:
            for piece in iter(lambda: reading.read(PIECE), b""):
                seen.update(piece)
                writing.write(piece)
    except BROKEN as error:
        raise _refuse(place, name, "is not the file that was bundled") from error
    if seen.hexdigest() != sha:
        raise _refuse(place, name, "is not the file that was bundled")
    if building and into:
        os.replace(building, into)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
