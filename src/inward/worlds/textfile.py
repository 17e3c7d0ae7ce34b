"""A text file by its path, every error of which says file, line, what was found and what to do."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import final

from inward.errors import CorpusError


@final
@dataclass(frozen=True, kw_only=True)
class TextFile:
    """
    A file that a user named; `what` says as what ("corpus 'insecure'"), `form` what should be in it, `unit` what is counted.
    """

    what: str
    path: Path
    form: str
    unit: str = "line"

    def error(self, found: str, *, line: int | None = None) -> CorpusError:
        """Phase, place, values and remedy, in a sentence; `found` holds the last two."""
        place = f"{self.path}" if line is None else f"{self.path}, {self.unit} {line}"
        return CorpusError(f"Reading {self.what} from {place}: {found}")

    @cached_property
    def _held(self) -> bytes:
        """The file's bytes, read once: a pipe has them once only, and a digest is that of what was read."""
        return self.path.read_bytes()

    def text(self) -> str:
        """
        The whole text, without a byte order mark.

        Raises
        ------
        CorpusError
            The file is missing, unreadable, empty or not UTF-8.
        """
        try:
            text = self._held.decode("utf-8-sig")
        except FileNotFoundError as error:
            raise self.error("there is no such file. Check the path; it is taken from the working directory.") from error
        except OSError as error:
            raise self.error(f"it cannot be read ({error.strerror}). Give {self.form}.") from error
        except UnicodeDecodeError as error:
            line = self._held.count(b"\n", 0, error.start) + 1
            raise self.error(
                f"found byte 0x{self._held[error.start]:02x}, which is not UTF-8. Save it as UTF-8.", line=line
            ) from error
        if not text.strip():
            raise self.error(f"the file is empty. Give {self.form}.")
        return text

    def objects(self) -> Iterator[tuple[int, dict[str, object]]]:
        """The JSON object of every line that is not blank, with its line number; lines end in a newline and nothing else."""
        for number, line in enumerate(self.text().split("\n"), start=1):
            if line.strip():
                yield number, self.parsed(line, number)

    def rows(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """
        The rows of a file that is called .csv, else its `objects`; each with its number, of lines or of rows as `unit` says.

        Raises
        ------
        CorpusError
            As `text`; CSV that cannot be read, such as a quote that is not closed; a row with more or fewer cells than the head.
        """
        if self.path.suffix.lower() != ".csv":
            yield from self.objects()
            return
        try:
            reader = csv.DictReader(StringIO(self.text()), strict=True)
            heads = list(reader.fieldnames or ())
            if twice := [name for name in heads if name and heads.count(name) > 1]:
                raise self.error(f"its head has the column {excerpt(twice[0])} {heads.count(twice[0])} times. Keep it once.")
            for number, row in enumerate(reader, start=2):
                place = number if self.unit == "row" else reader.line_num
                if None in row or None in row.values():
                    raise self.error(f"its head has {len(reader.fieldnames or ())} columns, this row others.", line=place)
                yield place, dict(row)
        except csv.Error as error:
            raise self.error(f"found CSV that cannot be read ({error}). Give {self.form}.") from error

    def document(self) -> object:
        """
        What the whole file holds, read as YAML where it is called so, else as JSON.

        Raises
        ------
        CorpusError
            As `text`; or it is neither.
        """
        text = self.text()
        yaml_named = self.path.suffix.lower() in (".yaml", ".yml")
        found = self._yaml(text) if yaml_named else self._json(text)
        try:
            json.dumps(found, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError as error:
            raise self.error("found half a surrogate pair, which is no text. Mend the escape.") from error
        return found

    def _json(self, text: str) -> object:
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            said = f"found invalid JSON ({error.msg} at line {error.lineno}, column {error.colno}). Give {self.form}."
            raise self.error(said) from error
        except (ValueError, RecursionError) as error:
            raise self.error(f"found JSON that cannot be read ({error}). Give {self.form}.") from error

    def _yaml(self, text: str) -> object:
        import yaml

        try:
            return yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            said = " ".join(str(error).split())
            raise self.error(f"found invalid YAML ({said}). Give {self.form}.") from error

    def digest(self) -> str:
        """The SHA-256 of its bytes, in 12 hex digits."""
        return sha256(self._held).hexdigest()[:12]

    def parsed(self, line: str, number: int) -> dict[str, object]:
        """The JSON object of one line. Raises CorpusError where it holds none."""
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            said = f"found invalid JSON ({error.msg} at column {error.colno}): {excerpt(line)}. Write one JSON object per line."
            raise self.error(said, line=number) from error
        except (ValueError, RecursionError) as error:
            raise self.error(
                f"found JSON that cannot be read ({error}): {excerpt(line)}. Mend or remove the line.", line=number
            ) from error
        if not isinstance(found, dict):
            said = f"found {kind(found)}, expected an object. Write one JSON object per line, not one list for all of them."
            raise self.error(said, line=number)
        if r"\ud" in line.lower():
            self._refuse_halves(found, line=number)
        return found

    def _refuse_halves(self, found: object, *, line: int) -> None:
        """Half a surrogate pair is text to Python and to no tokenizer."""
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            half = f"\\u{ord(error.object[error.start]):04x}"
            raise self.error(f"found {half}, half a surrogate pair, which is no text. Mend the escape.", line=line) from error


def is_text(found: str) -> bool:
    """Whether a model can read it: half a surrogate pair, as a byte of a command line that is not UTF-8 becomes, is none."""
    try:
        found.encode()
    except UnicodeEncodeError:
        return False
    return True


def excerpt(text: str) -> str:
    """The beginning of a text, safe to print whatever it holds."""
    return ascii(text[:60]) + ("..." if len(text) > 60 else "")


def kind(found: object) -> str:
    """What JSON calls a value."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(found), "a number")
