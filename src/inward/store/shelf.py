"""What was ever made, under the name of what made it."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, final

from inward.errors import StoreError
from inward.store.digest import line
from inward.store.rundir import remedy

FORMAT = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (digest TEXT PRIMARY KEY, stage TEXT NOT NULL, ingredients TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (study TEXT, seeds TEXT, samples INTEGER, looks INTEGER, PRIMARY KEY (study, seeds, samples))
WITHOUT ROWID;
"""


@final
class Shelf:
    """
    Finished work in one SQLite file, and adapters in folders beside it.

    A value is put whole, in one transaction, or not at all; nothing is ever put for work that failed; reading deletes
    nothing. `made` keeps, for every digest, the ingredients it was computed from, so that a miss can be explained.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            (folder / "adapters").mkdir(parents=True, exist_ok=True)
            (folder / "corpora").mkdir(parents=True, exist_ok=True)
            self._open()
        except (OSError, sqlite3.Error) as error:
            first = "Free space, or set" if is_full(error) else "Set"
            raise StoreError(
                f"Opening the store {folder}: {error}. {first} INWARD_STORE to a folder that can be written."
            ) from error

    def _open(self) -> None:
        with self._connection() as connection:
            connection.executescript(SCHEMA)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, FORMAT):
                raise StoreError(
                    f"Opening the store {self.folder}: format {version}, this inward reads {FORMAT}. Use another INWARD_STORE."
                )
            if version == 0:
                connection.execute(f"PRAGMA user_version = {FORMAT}")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.folder / f"store-{FORMAT}.sqlite", timeout=60)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def adapter(self, digest: str) -> Path:
        """The folder of an adapter, made or not."""
        return self.folder / "adapters" / digest

    def corpus(self, digest: str) -> Path:
        """The file that hands a corpus to the workers."""
        return self.folder / "corpora" / f"{digest}.jsonl"

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The values that are there, by key."""
        found: dict[str, Any] = {}
        with self._guarded("reading") as connection:
            for start in range(0, len(keys), 500):
                part = keys[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part)
                found |= {key: json.loads(value) for key, value in rows}
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        """Keep all of these or none."""
        with self._guarded("writing") as connection:
            rows = [(key, line(value)) for key, value in values.items()]
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)

    def note(self, stage: str, made: Mapping[str, Mapping[str, str]]) -> None:
        """Remember what digests of a stage were computed from."""
        with self._guarded("writing") as connection:
            rows = [(digest, stage, line(dict(ingredients))) for digest, ingredients in made.items()]
            connection.executemany("INSERT OR IGNORE INTO made VALUES (?, ?, ?)", rows)

    def noted(self, stage: str) -> dict[str, dict[str, str]]:
        """Every digest of a stage with its ingredients."""
        with self._guarded("reading") as connection:
            rows = connection.execute("SELECT digest, ingredients FROM made WHERE stage = ?", (stage,)).fetchall()
        return {digest: json.loads(ingredients) for digest, ingredients in rows}

    def look(self, study: str, seeds: Iterable[int], samples: int) -> tuple[int, int | None]:
        """
        Which look at overlapping data this is, and how many were declared before the first; None where this is the first.

        The look is 1 plus the earlier ones of other sizes that shared a seed; of several declarations the smallest holds.
        """
        mine = set(seeds)
        with self._guarded("reading") as connection:
            rows = connection.execute("SELECT seeds, samples, looks FROM seen WHERE study = ?", (study,)).fetchall()
        earlier = [(set(json.loads(theirs)), count, looks) for theirs, count, looks in rows]
        shared = [(theirs, count, looks) for theirs, count, looks in earlier if theirs & mine]
        number = 1 + sum((theirs, count) != (mine, samples) for theirs, count, _ in shared)
        return number, min((looks for _, _, looks in shared), default=None)

    def looked(self, study: str, seeds: Iterable[int], samples: int, *, looks: int) -> None:
        """Record that effects of this size were seen, in a sequence of so many declared looks."""
        with self._guarded("writing") as connection:
            connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", (study, line(sorted(seeds)), samples, looks))

    @contextmanager
    def _guarded(self, doing: str) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection() as connection:
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"Store, {doing} {self.folder}: {error}. Free space or mend its rights and run the same command again: "
                "finished work is kept."
            ) from error


def is_full(error: OSError | sqlite3.Error) -> bool:
    """Whether room is short, as the system or SQLite says it."""
    return remedy(error) != "Choose" if isinstance(error, OSError) else "full" in str(error)


def default_folder() -> Path:
    """$INWARD_STORE, or the user's cache folder."""
    if chosen := os.environ.get("INWARD_STORE"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("inward", appauthor=False)
