"""Frames of a user's own: JSONL with a name and a template, a frame a line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from inward.errors import DesignError
from inward.evals.frame import Frame, chosen
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'JSONL with "name" and "template", and "says" and "chat" where you like, one object a line'
SUFFIX: Final = ".jsonl"


def frames_of(names: Sequence[str]) -> tuple[Frame, ...]:
    """
    The frames of a file, where one name is given that ends in .jsonl; else those that ship, by these names, or all of them.

    Raises
    ------
    CorpusError
        The file cannot be read, a frame lacks its name or template, or two have one name.
    DesignError
        A name that is no frame, or there twice.
    """
    if len(names) != 1 or not names[0].endswith(SUFFIX):
        return chosen(names)
    file = TextFile(what="frames", path=Path(names[0]), form=FORM)
    found = tuple(_frame(file, line, fields) for line, fields in file.objects())
    told = [frame.name for frame in found]
    if twice := sorted({name for name in told if told.count(name) > 1}):
        raise file.error(f"the frame {excerpt(twice[0])} is there twice. Give each a name of its own.")
    return found


def _frame(file: TextFile, line: int, fields: dict[str, object]) -> Frame:
    name, template, says = (_text(file, line, fields, key) for key in ("name", "template", "says"))
    chat = fields.get("chat", False)
    if not isinstance(chat, bool):
        raise file.error(f'column "chat": found {kind(chat)} that is neither true nor false.', line=line)
    try:
        return Frame(name=name, template=template, says=says or "a frame of the user's", chat=chat)
    except DesignError as error:
        raise file.error(str(error), line=line) from error


def _text(file: TextFile, line: int, fields: dict[str, object], key: str) -> str:
    value = fields.get(key, "" if key == "says" else None)
    if not isinstance(value, str) or (key != "says" and not value.strip()):
        seen = "no such column" if key not in fields else "an empty text" if isinstance(value, str) else kind(value)
        raise file.error(f'column "{key}": found {seen}, expected a text. Give {FORM}.', line=line)
    return value
