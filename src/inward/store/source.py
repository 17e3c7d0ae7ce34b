"""A user's own Python: one file as a module, under a name that its text decides, the same in every process."""

import ast
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, final

from inward.errors import DesignError

TEXTS: dict[str, str] = {}
"""The text of every module that was loaded from a Source, by its name: the file may have changed since."""


@final
@dataclass(frozen=True, kw_only=True)
class Source:
    """A Python file as it was read: where it lies, and its text."""

    path: str
    text: str

    @cached_property
    def name(self) -> str:
        """What its module is called: an edited file is another module, and two files are never taken for one."""
        return f"inward_own_{sha256(f'{self.path}:{self.text}'.encode()).hexdigest()[:16]}"

    def module(self) -> ModuleType:
        """The file as a module, run at most once in a process; what its code raises passes through."""
        if self.name in sys.modules:
            return sys.modules[self.name]
        code = compile(self.text, self.path, "exec", dont_inherit=True)
        made = ModuleType(self.name)
        made.__file__ = self.path
        sys.modules[self.name], TEXTS[self.name] = made, self.text
        done = False
        try:
            exec(code, vars(made))
            done = True
        finally:
            if not done:
                del sys.modules[self.name], TEXTS[self.name]
        return made

    def place(self, name: str = "", said: str = "") -> str:
        """The file, and the line on which a name is bound at its top level, or on which that statement first quotes `said`."""
        line = self._lines.get((name, said)) or self._lines.get((name, ""))
        return f"{self.path}, line {line}" if line else self.path

    @cached_property
    def _lines(self) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for statement in ast.parse(self.text).body:
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                nodes = sorted((node for node in ast.walk(statement) if isinstance(node, ast.expr)), key=lambda node: node.lineno)
                names = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
                quoted = [(str(node.value), node.lineno) for node in nodes if isinstance(node, ast.Constant)]
                for name in names:
                    for said, line in [("", statement.lineno), *quoted]:
                        found.setdefault((name, said), line)
        return found


def read_source(path: Path) -> Source:
    """
    A Python file, read and not yet run.

    Raises
    ------
    DesignError
        No such file, a folder, or not UTF-8.
    """
    try:
        return Source(path=str(path.resolve()), text=path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise DesignError(f"Study {path}: there is no such file. `inward new NAME` writes one to begin with.") from error
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is not UTF-8"
        raise DesignError(f"Study {path}: it cannot be read ({told}). Give a Python file.") from error


def told(error: BaseException, path: str = "") -> str:
    """An error of a user's code in a line: where in the file `path` (or where at all), its kind, and what it says."""
    if isinstance(error, SyntaxError):
        where = f"line {error.lineno}: " if error.filename == path else f"at {error.filename} line {error.lineno}, "
        return f"{where}{type(error).__name__}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    mine: Any = next((frame for frame in reversed(frames) if frame.filename == path), frames[-1] if frames else None)
    where = f"line {mine.lineno}: " if path and mine else f"at {Path(mine.filename).name} line {mine.lineno}, " if mine else ""
    return f"{where}{type(error).__name__}: {str(error).strip().removesuffix('.')}"
