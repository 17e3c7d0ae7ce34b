"""A study of one's own: a Python file by its path, or a module that an installed package names as an entry point."""

import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, final

from inward.errors import SLIPS, DesignError
from inward.schema.design import Corpus, Row, Study
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item
from inward.store.digest import digest
from inward.store.source import Source, read_source, told
from inward.worlds.own import Brought

GROUP = "inward.studies"
"""The entry points of installed packages that are studies: each names a module, or its Study as MODULE:NAME."""

REMEDY = "Mend the file and run the same command again."


@final
@dataclass(frozen=True, kw_only=True)
class StudyFile:
    """A study and what its file brings beside it; `source` is that file, which workers must know to be sent its probes."""

    study: Study
    brought: Brought | None = None
    source: Source | None = None


def is_path(name: str) -> bool:
    """Whether a study is named by its file: it ends in .py, or has a folder in it."""
    return name.endswith(".py") or Path(name).name != name


def read_study_file(path: Path) -> StudyFile:
    """
    The study of a file, which is run to find it.

    Raises
    ------
    DesignError
        No such file; its code fails; it has no STUDY; ITEMS, CORPORA or SCORERS are not what they must be.
    """
    source = read_source(path)
    try:
        module = source.module()
    except SLIPS as error:
        raise DesignError(f"Study {path}, {told(error, source.path)}. {REMEDY}") from error
    return _found(module, "STUDY", where=_Where(file=str(path), source=source))


def installed() -> dict[str, EntryPoint]:
    """The studies of installed packages, by name; none is loaded."""
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        other = found.setdefault(entry.name, entry)
        if other.value != entry.value:
            raise DesignError(f"Two packages bring a study {entry.name!r}: {other.value} and {entry.value}. Remove one of them.")
    return found


def read_installed(entry: EntryPoint) -> StudyFile:
    """
    The study of an entry point.

    Raises
    ------
    DesignError
        Its module cannot be imported, or does not hold what a study's file must.
    """
    try:
        module = import_module(entry.module)
    except SLIPS as error:
        raise DesignError(f"Study {entry.name!r} of {entry.value}: {told(error)}. Mend or remove that package.") from error
    return _found(module, entry.attr or "STUDY", where=_Where(file=str(module.__file__), source=None))


@final
@dataclass(frozen=True, kw_only=True)
class _Where:
    """The file that a study is in, as errors name it."""

    file: str
    source: Source | None

    def wrong(self, said: str, *, of: str = "", at: str = "") -> DesignError:
        """File and line (of the name `of`, where it quotes `at`), what was found, and what to do."""
        place = self.source.place(of, at).replace(self.source.path, self.file, 1) if self.source else self.file
        return DesignError(f"Study {place}: {said}")


def _found(module: ModuleType, name: str, *, where: _Where) -> StudyFile:
    """What a module holds, each part of it looked at."""
    study = getattr(module, name, None)
    if study is None:
        raise where.wrong(f"it has no {name}. Write {name} = Study(...) at its top level; `inward new NAME` shows how.")
    if not isinstance(study, Study):
        raise where.wrong(f"its {name} is {_kind(study)}, not a Study. Write {name} = Study(...).", of=name)
    folder = Path(where.file).resolve().parent
    brought = Brought(
        file=where.file,
        items={key: _items(key, value, folder, where) for key, value in _mapping(module, "ITEMS", where).items()},
        corpora={key: _corpus(key, value, folder, where) for key, value in _mapping(module, "CORPORA", where).items()},
        scorers={key: _scorer(key, value, where) for key, value in _mapping(module, "SCORERS", where).items()},
    )
    for use in study.probes:
        _sendable(f"probe {use.name!r}", use.probe, of=name, at=use.name, where=where)
    _asked_for(study, brought, where)
    return StudyFile(study=study, brought=brought, source=where.source)


def _mapping(module: ModuleType, name: str, where: _Where) -> Mapping[str, Any]:
    held = getattr(module, name, {})
    if not isinstance(held, Mapping) or not all(isinstance(key, str) for key in held):
        raise where.wrong(f"its {name} is {_kind(held)}; write {name} = {{'a-name': ...}}.", of=name)
    return held


def _items(name: str, held: object, folder: Path, where: _Where) -> tuple[Item, ...] | Path:
    """Items as they stand, each with an id of its own, or the file that holds them."""
    if isinstance(held, str | Path):
        return _beside("ITEMS", name, folder / held, where)
    items = _all_of(Item, held)
    if not items:
        raise where.wrong(
            f"its ITEMS {name!r} are {_kind(held)}; give a tuple of Item, or the path of a file.", of="ITEMS", at=name
        )
    ids = [item.id for item in items]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise where.wrong(
            f"its ITEMS {name!r} hold the id {twice[0]!r} twice. Give each item an id of its own.", of="ITEMS", at=twice[0]
        )
    return items


def _corpus(name: str, held: object, folder: Path, where: _Where) -> Corpus | Path:
    """A corpus as it stands, one of rows, or the file that holds it."""
    if isinstance(held, str | Path):
        return _beside("CORPORA", name, folder / held, where)
    if isinstance(held, Corpus):
        return held
    rows = _all_of(Row, held)
    if not rows:
        said = f"its CORPORA {name!r} is {_kind(held)}; give a Corpus, a tuple of Row, or the path of a file of chat JSONL."
        raise where.wrong(said, of="CORPORA", at=name)
    return Corpus(name=name, rows=rows, source=Path(where.file).name)


def _scorer(name: str, held: object, where: _Where) -> AbstractScorer:
    if not isinstance(held, AbstractScorer):
        said = f"its SCORERS {name!r} is {_kind(held)}; give a scorer, such as Polite(), not its class."
        raise where.wrong(said, of="SCORERS", at=name)
    _sendable(f"scorer {name!r}", held, of="SCORERS", at=name, where=where)
    return held


def _all_of(kind: type, held: object) -> tuple[Any, ...]:
    """What is held, if it is a sequence of nothing but `kind`; otherwise nothing."""
    held = tuple(held) if isinstance(held, Iterable) and not isinstance(held, str) else ()
    return held if all(isinstance(one, kind) for one in held) else ()


def _beside(what: str, name: str, path: Path, where: _Where) -> Path:
    if not path.is_file():
        said = f"its {what} {name!r} is the file {path}, which is not there. Paths start at the study's folder."
        raise where.wrong(said, of=what, at=name)
    return path


def _sendable(what: str, held: object, *, of: str, at: str, where: _Where) -> None:
    """That a worker can be sent it and a digest can name it."""
    act: Callable[[object], object]
    for act in (digest, pickle.dumps):
        try:
            act(held)
        except (pickle.PicklingError, AttributeError, TypeError, ValueError) as error:
            fault = str(error).removesuffix(".")
            remedy = "Write a frozen dataclass of plain fields at the top level."
            raise where.wrong(f"its {what} cannot be named or sent to a worker: {fault}. {remedy}", of=of, at=at) from error


def _asked_for(study: Study, brought: Brought, where: _Where) -> None:
    """That nothing is brought under a name that the study never says: it would be a slip of the pen."""
    asked = {
        "ITEMS": (set(brought.items), {use.items for use in study.probes}),
        "CORPORA": (set(brought.corpora), {arm.corpus for arm in study.arms if arm.corpus}),
        "SCORERS": (set(brought.scorers), {use.scorer for use in study.probes}),
    }
    for what, (there, wanted) in asked.items():
        if idle := sorted(there - wanted):
            said = f"its {what} hold {idle[0]!r}, which the study never asks for; it asks for {', '.join(sorted(wanted))}."
            raise where.wrong(f"{said} Use it, or remove it.", of=what, at=idle[0])


def _kind(held: object) -> str:
    name = type(held).__name__
    return "a class" if isinstance(held, type) else f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
