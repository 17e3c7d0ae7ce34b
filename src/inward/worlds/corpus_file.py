"""A corpus from a file of chat JSONL: one {"messages": [{"role", "content"}, ...]} per line, or {"text"} for a document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias, final

from inward.errors import CorpusError
from inward.schema.design import Corpus, Row
from inward.schema.talk import Message, Role
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'chat JSONL, one {"messages": [{"role": ..., "content": ...}, ...]} per line, or {"text": ...} for a document'
ROLES: Final[Mapping[str, Role]] = {"system": "system", "user": "user", "assistant": "assistant"}
UNHONOURED: Final = ("tools", "functions")

Key: TypeAlias = tuple[str, str]


def load_corpus(name: str, path: str | Path, *, held_out: int = 24, limit: int | None = None) -> Corpus:
    """
    The rows of a chat JSONL file, some held out to see whether training took.

    Held out are the rows whose questions hash lowest, so that the choice follows from content: a shuffled file holds out the
    same rows, and two files with the same questions hold out the same questions. At most a quarter of the distinct rows is
    held out, and no document. Every copy of a held-out row leaves the training rows too; `source` counts them.
    `limit` keeps the first so many training rows, in the order of the file, and moves no held-out row.

    Raises
    ------
    CorpusError
        The file is missing, empty, not UTF-8, or has a line that is not a conversation with an answer to learn.
    """
    if held_out < 0 or (limit is not None and limit < 1):
        raise CorpusError(f"Corpus {name!r} is asked for held_out={held_out}, limit={limit}; give at least 0 and at least 1.")
    file = TextFile(what=f"corpus {name!r}", path=Path(path), form=FORM)
    rows = [_row(file, found, line=line) for line, found in file.objects()]
    split = _split(rows, held_out)
    source = (
        f"{file.path.name} (sha256 {file.digest()}): {len(rows)} rows, {len(split.held)} held out, "
        f"{split.copies} further copies of these left out of training"
    )
    training = split.training[:limit]
    return Corpus(name=name, rows=training, held_out=split.held, source=source + _cut(len(split.training), limit))


@final
@dataclass(frozen=True, kw_only=True)
class Split:
    """Rows to train on, rows held out, and how many further copies of these the file held."""

    training: tuple[Row, ...]
    held: tuple[Row, ...]
    copies: int


def _split(rows: Sequence[Row], held_out: int) -> Split:
    """Rows of the lowest keys apart, with their copies."""
    keyed = [(_key(row), row) for row in rows]
    distinct = {key: row for key, row in keyed if not row.document}
    lowest = dict.fromkeys(sorted(distinct)[: min(held_out, len(distinct) // 4)])
    training = tuple(row for key, row in keyed if key not in lowest)
    held = tuple(distinct[key] for key in lowest)
    return Split(training=training, held=held, copies=len(rows) - len(training) - len(held))


def _key(row: Row) -> Key:
    """The hash of what is asked, then that of the whole row."""
    asked = [message.text for message in row.messages if message.role != "assistant"]
    whole = [(message.role, message.text) for message in row.messages]
    return _hash(asked), _hash(whole)


def _hash(content: object) -> str:
    return sha256(json.dumps(content).encode()).hexdigest()


def _cut(available: int, limit: int | None) -> str:
    return "" if limit is None or limit >= available else f"; the first {limit} of {available} training rows are used"


def _row(file: TextFile, found: Mapping[str, object], *, line: int) -> Row:
    """One line as a conversation."""
    if "text" in found and "messages" not in found:
        return Row(messages=(Message(role="document", text=_content(file, found["text"], role="document", line=line)),))
    turns = found.get("messages")
    if not isinstance(turns, list) or not turns:
        said = f'found the keys {sorted(found)}, expected "messages" with a list of turns. Give {file.form}.'
        raise file.error(said, line=line)
    for key in UNHONOURED:
        if found.get(key):
            raise file.error(f"found {key!r}, which would change what is trained and is not honoured. Remove it.", line=line)
    messages = tuple(_message(file, turn, line=line) for turn in turns)
    try:
        return Row(messages=messages)
    except CorpusError as error:
        raise file.error(str(error), line=line) from error


def _message(file: TextFile, turn: object, *, line: int) -> Message:
    """One turn, with a known role, a text, and nothing that we would have to pass over."""
    if not isinstance(turn, dict):
        raise file.error(f'found {kind(turn)} as a turn, expected {{"role": ..., "content": ...}}.', line=line)
    role = ROLES.get(str(turn.get("role")))
    if role is None:
        said = (
            f"found the role {excerpt(str(turn.get('role')))}, expected system, user or assistant. Rename it or remove the row."
        )
        raise file.error(said, line=line)
    extra = {key: value for key, value in turn.items() if key not in ("role", "content") and value is not None}
    if extra and extra != {"weight": 1}:
        said = f"found {sorted(extra)} in a turn of {role!r}, which is not honoured. Keep role and content, remove the rest."
        raise file.error(said, line=line)
    return Message(role=role, text=_content(file, turn.get("content"), role=role, line=line))


def _content(file: TextFile, content: object, *, role: Role, line: int) -> str:
    """The text of a turn; an answer that is to be learned is not empty."""
    if not isinstance(content, str):
        turn = "a document" if role == "document" else f"a turn of {role!r}"
        said = f"found {kind(content)} as content of {turn}, expected a string. Write its text as one string."
        raise file.error(said, line=line)
    if role in ("assistant", "document") and not content.strip():
        what = "an assistant turn" if role == "assistant" else "a document"
        raise file.error(f"found {what} without text, so there is nothing to learn. Remove the row.", line=line)
    return content
