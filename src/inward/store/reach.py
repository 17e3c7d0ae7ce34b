"""What a class of a user's own is made of: its source, and everything of its own package that this reaches."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import TypeAlias

from inward.store.source import TEXTS

Place: TypeAlias = tuple[str, str]
"""A module and a name at its top level; the name "*" is all of it."""


@cache
def known_as(kind: type) -> str:
    """
    What a class is called in digests.

    Ours by their bare name: their rooms have versions. Any other by its name and a hash of the statements that it is made of,
    so that one that was edited is another, while a comment, another line of the file or the file's name changes nothing.
    """
    if kind.__module__.partition(".")[0] == "inward":
        return kind.__name__
    made = reach(kind.__module__, kind.__qualname__.partition(".")[0])
    if not made:
        return f"{kind.__module__}.{kind.__qualname__}"
    return f"{kind.__qualname__} {sha256(made.encode()).hexdigest()[:16]}"


def reach(module: str, name: str) -> str:
    """
    The statements of a module that bind `name` or change it, and those that they reach in turn, as normalised Python.

    Imports of the module's own package are followed; of any other package the import alone counts. Empty where no source
    can be read.
    """
    root, todo, seen = module.partition(".")[0], [(module, name)], set[Place]()
    found: set[str] = set()
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        for statement in _statements(*place):
            found.add(ast.unparse(statement))
            todo += _reached(statement, place[0], root)
    return "\n".join(sorted(found))


def _statements(module: str, name: str) -> Iterator[ast.stmt]:
    """
    The statements at the top level of a module that bind a name; one that binds nothing changes what it mentions.

    Of an import only what binds the name: another one in the same statement is no part of it.
    """
    for statement in _body(module):
        bound = _bound(statement)
        if name == "*":
            yield statement
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            yield from (_only(statement, alias) for alias in statement.names if _binding(alias) in (name, "*"))
        elif name in bound or (not bound and not isinstance(statement, ast.Assert) and name in _mentioned(statement)):
            yield statement


def _body(module: str) -> tuple[ast.stmt, ...]:
    """A module's statements, without its docstring; none where its source cannot be read."""
    try:
        return _parsed(TEXTS.get(module) or inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):
        return ()


@cache
def _parsed(text: str) -> tuple[ast.stmt, ...]:
    body = ast.parse(text).body
    opening = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return tuple(body[1:] if opening else body)


def _binding(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _only(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> ast.stmt:
    """An import of one thing alone."""
    if isinstance(statement, ast.Import):
        return ast.Import(names=[alias])
    return ast.ImportFrom(module=statement.module, names=[alias], level=statement.level)


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement binds, inside blocks such as `if` and `try` too."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {_binding(alias) for alias in statement.names}
    blocks = [part for part in ast.iter_child_nodes(statement) if isinstance(part, ast.excepthandler)]
    inner = [part for node in (statement, *blocks) for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt)]
    stored = (node.id for node in _names(statement) if isinstance(node.ctx, ast.Store))
    return {name for part in inner for name in _bound(part)}.union(stored)


def _names(statement: ast.stmt) -> Iterator[ast.Name]:
    return (node for node in ast.walk(statement) if isinstance(node, ast.Name))


def _mentioned(statement: ast.stmt) -> set[str]:
    return {node.id for node in _names(statement)}


def _reached(statement: ast.stmt, module: str, root: str) -> list[Place]:
    """Where what a statement names is bound: in the same module, or in another of its package."""
    places = [(module, name) for name in _mentioned(statement)]
    for node in ast.walk(statement):
        if isinstance(node, ast.ImportFrom):
            origin = _origin(node, module)
            places += [(origin, alias.name) for alias in node.names]
            places += [(f"{origin}.{alias.name}", "*") for alias in node.names]
        elif isinstance(node, ast.Import):
            places += [(alias.name, "*") for alias in node.names]
    return [place for place in places if place[0].partition(".")[0] == root]


def _origin(statement: ast.ImportFrom, module: str) -> str:
    """The module that a `from ... import` names, made absolute."""
    if not statement.level:
        return statement.module or ""
    package = getattr(sys.modules.get(module), "__package__", None) or ""
    above = package.split(".")[: len(package.split(".")) - statement.level + 1]
    return ".".join([*above, statement.module or ""]).rstrip(".")
