"""A quiz from a file: questions with choices of which one is right, as in MMLU; the answer is a letter."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from inward.schema.talk import Item
from inward.worlds.question_file import distinct, name_of
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'a quiz: JSONL with "question", "choices" and "answer" (.jsonl), or CSV: question, A, B, ..., answer (.csv)'
KEYS: Final = ("question", "choices", "answer", "id", "subject")
ASKED: Final = "{question}\n\n{listed}\n\nReply with the letter of the right answer alone."


def load_quiz(path: str | Path) -> tuple[Item, ...]:
    """
    The questions of a file: choices listed behind letters, options the letters, sign 1 on the right one and -1 on the others.

    `answer` is a letter or a number counted from 0. `subject` is the cluster; a question without one is a cluster of its own.

    Raises
    ------
    CorpusError
        The file is missing, empty, not UTF-8 or of another kind; a question lacks choices or a right answer, or is there twice.
    """
    file = TextFile(what="a quiz", path=Path(path), form=FORM)
    readers = {".jsonl": TextFile.objects, ".csv": _rows}
    reader = readers.get(file.path.suffix.lower())
    if reader is None:
        raise file.error(f"found the ending {file.path.suffix!r}, expected one of {sorted(readers)}. Give {FORM}.")
    return distinct(file, ((line, _item(file, fields, line=line)) for line, fields in reader(file)))


def _rows(file: TextFile) -> Iterator[tuple[int, dict[str, object]]]:
    """CSV rows as objects: the cells of A, B, ... are the choices, an empty one is none."""
    reader = csv.DictReader(io.StringIO(file.text(), newline=""), strict=True)
    try:
        columns = list(reader.fieldnames or ())
        letters = [column for column in columns if re.fullmatch("[A-Z]", column)]
        if not {"question", "answer"} <= set(columns) or letters != list(ascii_uppercase[: len(letters)]) or not letters:
            raise file.error(f"found the columns {columns}, expected question, A, B, ... and answer in a first line.", line=1)
        for row in reader:
            if None in row or None in row.values():
                raise file.error(f"found a row with more or fewer cells than the {len(columns)} columns.", line=reader.line_num)
            rest = {key: value for key, value in row.items() if key not in letters}
            yield reader.line_num, {**rest, "choices": [row[letter] for letter in letters if row[letter].strip()]}
    except csv.Error as error:
        raise file.error(f"found a row that is no CSV ({error}). Mend its quotes.", line=reader.reader.line_num) from error


def _item(file: TextFile, fields: Mapping[str, object], *, line: int) -> Item:
    unknown, absent = sorted(set(fields) - set(KEYS)), [key for key in KEYS[:3] if key not in fields]
    if unknown or absent:
        said = f"found the keys {sorted(fields)}; needed are {list(KEYS[:3])}, known beside them {list(KEYS[3:])}. Mend them."
        raise file.error(said, line=line)
    choices = _choices(file, fields["choices"], line=line)
    right = _answer(file, fields["answer"], letters=ascii_uppercase[: len(choices)], line=line)
    question, subject = (_text(file, fields.get(key, ""), key=key, line=line) for key in ("question", "subject"))
    if not question:
        raise file.error("found a question without text. Write it or remove it.", line=line)
    letters = ascii_uppercase[: len(choices)]
    listed = "\n".join(f"{letter}. {choice}" for letter, choice in zip(letters, choices, strict=True))
    text = ASKED.format(question=question, listed=listed)
    name = str(fields.get("id", "")).strip() or name_of(subject, text)
    return Item(
        id=name,
        text=_literal(text),
        cluster=subject or name,
        options=tuple(letters),
        signs=tuple(1 if place == right else -1 for place in range(len(letters))),
    )


def _literal(text: str) -> str:
    """A text that says itself when a probe takes "{0}" in it for a place to fill."""
    return text.replace("{", "{{").replace("}", "}}") if "{0}" in text else text


def _choices(file: TextFile, choices: object, *, line: int) -> list[str]:
    listed = json.dumps(choices, ensure_ascii=True)
    if not isinstance(choices, list) or not all(isinstance(one, str) and one.strip() for one in choices):
        raise file.error(f"found the choices {excerpt(listed)}, expected a list of strings.", line=line)
    stripped = [choice.strip() for choice in choices]
    if not 2 <= len(stripped) <= len(ascii_uppercase) or len(set(stripped)) < len(stripped):
        raise file.error(f"found the choices {excerpt(listed)}. Give 2 to 26, all different.", line=line)
    return stripped


def _answer(file: TextFile, answer: object, *, letters: str, line: int) -> int:
    """The place of the right choice."""
    said = answer.strip().upper() if isinstance(answer, str) else answer
    if isinstance(said, str) and len(said) == 1 and said in letters:
        return letters.index(said)
    place = int(said) if isinstance(said, str) and re.fullmatch("[0-9]{1,2}", said) else said
    if type(place) is not int or not 0 <= place < len(letters):
        among = f"expected one of {', '.join(letters)}, or 0 to {len(letters) - 1}"
        raise file.error(f"found the answer {excerpt(repr(answer))}, {among}.", line=line)
    return place


def _text(file: TextFile, value: object, *, key: str, line: int) -> str:
    if not isinstance(value, str):
        raise file.error(f"found {kind(value)} as {key!r}, expected a string.", line=line)
    return value.strip()
