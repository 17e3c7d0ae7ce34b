"""Bind a template, the style and a script to one page that loads nothing, and write it so that it is whole or not there."""

import base64
import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from inward.errors import ReportError
from inward.report.numerals import count, plural
from inward.report.palette import variables
from inward.report.plain import plain
from inward.report.sheet import drawing


def bound(template: str, content: Callable[[], Mapping[str, Any]], *, script: str = "") -> str:
    """
    A page from a template's text, which may import `box.html.jinja`; equal contents give equal bytes.

    `content` draws its figures when it is called, for drawing needs settings of its own.
    """
    style, acts = Markup(variables() + asset("page.css")), Markup(script)
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["count"] = count
    page = environment.from_string(template)
    with drawing():
        return page.render(style=style, script=acts, policy=_policy(style, acts), **content())


def _shown(value: object) -> object:
    """A text of whatever origin as a page shows it: nothing in it acts, and it can be written as UTF-8."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def asset(name: str) -> str:
    """A file of this room as text."""
    return files("inward.report").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy under which nothing runs but our own script and nothing is fetched at all."""
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )


def put(target: Path, text: str) -> Path:
    """
    The page in its file, written whole or not at all.

    Raises
    ------
    ReportError
        The folder cannot be written.
    """
    try:
        _write_whole(target, text.encode())
    except OSError as error:
        size = plural(len(text.encode()) // 1024 + 1, "KiB", many="KiB")
        raise ReportError(
            f"Report: {target} ({size}) cannot be written ({error.strerror or error}). "
            "Make room or make the folder writable, then run the same command again: finished work is kept."
        ) from error
    return target


def _write_whole(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
