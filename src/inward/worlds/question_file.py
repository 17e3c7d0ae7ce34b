"""Questions from a file: paragraphs under category headings, JSONL, CSV, llmcomp's YAML, a persona-vector trait."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, final

from inward.schema.talk import Item
from inward.worlds.foreign_questions import llmcomp, persona
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = (
    'questions: paragraphs (.txt, .md), JSONL with "id" and "text" (.jsonl), CSV with a column "text" (.csv), llmcomp\'s YAML '
    "(.yaml) or a persona-vector trait (.json)"
)
CATEGORY: Final = re.compile(r"#{1,6}\s*category:\s*(.*)", re.IGNORECASE)
WORD: Final = re.compile(r"[a-z0-9]+")
FORM_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADING: Final = re.compile(r"#{1,6}\s.*")
KEYS: Final = ("id", "text", "cluster", "wording", "options", "signs", "flipped", "facts", "variant")
COLUMNS: Final = ("id", "text", "cluster")
UNITS: Final = {".json": "question", ".yaml": "paraphrase", ".yml": "paraphrase"}


@final
@dataclass(frozen=True, kw_only=True)
class Found:
    """One question as its file has it, and the line that it begins on."""

    line: int
    fields: Mapping[str, object]


def load_questions(path: str | Path, *, rated: bool = False) -> tuple[Item, ...]:
    """
    The questions of a file, in its order.

    In a text file, a question is a run of lines without a blank line between them, and "### Category: NAME" names the cluster
    of those that follow; a question that holds a blank line goes into a JSONL or CSV file. A question without an id is named
    by its first words and its hash, never by its place. One without a cluster is a cluster of its own. Of llmcomp's YAML the
    free-form questions are read, or its ratings where `rated`; of a persona-vector trait (JSON) its questions.

    Raises
    ------
    CorpusError
        The file is missing, empty, not UTF-8 or of another kind; a question is empty, or is there twice.
    """
    file = TextFile(what="questions", path=Path(path), form=FORM)
    readers: Mapping[str, Callable[[TextFile], Iterable[Found]]] = {
        ".txt": _paragraphs,
        ".md": _paragraphs,
        ".jsonl": _json,
        ".csv": _csv,
        ".json": lambda file: _foreign(persona(file)),
        ".yaml": lambda file: _foreign(llmcomp(file, rated=rated)),
        ".yml": lambda file: _foreign(llmcomp(file, rated=rated)),
    }
    ending = file.path.suffix.lower()
    reader = readers.get(ending)
    file = replace(file, unit=UNITS.get(ending, file.unit))
    if reader is None:
        raise file.error(f"found the ending {file.path.suffix!r}, expected one of {sorted(readers)}. Give {FORM}.")
    return distinct(file, ((found.line, _item(file, found)) for found in reader(file)))


def distinct(file: TextFile, items: Iterable[tuple[int, Item]]) -> tuple[Item, ...]:
    """The items, none of which shares its id or its text, with the options that this lists, with another."""
    lines: dict[tuple[str, str], int] = {}
    kept: list[Item] = []
    for line, item in items:
        for what, value in (("text", _shown(item)), ("id", item.id)):
            first = lines.setdefault((what, value), line)
            if first != line:
                raise file.error(
                    f"found the {what} {excerpt(value)} of {file.unit} {first} again. Keep one of the two.", line=line
                )
        kept.append(item)
    if not kept:
        raise file.error(f"found no question. Give {FORM}.")
    return tuple(kept)


def _shown(item: Item) -> str:
    """The text with the options in the places that it has for them: one wording may list several pairs."""
    shown = item.text
    for place, option in enumerate(item.options[:2]):
        shown = shown.replace(f"{{{place}}}", option)
    return shown


def _paragraphs(file: TextFile) -> Iterator[Found]:
    """Runs of lines, each under the last heading before it."""
    cluster, begun, lines = "", 0, list[str]()
    for number, line in enumerate([*file.text().split("\n"), ""], start=1):
        heading = CATEGORY.fullmatch(line.strip())
        if heading is None and HEADING.match(line):
            said = (
                f'found the heading {excerpt(line)}, expected "### Category: NAME". Rename it, or put such a question into JSONL.'
            )
            raise file.error(said, line=number)
        if line.strip() and heading is None:
            begun, lines = (begun or number), [*lines, line.rstrip("\r")]
            continue
        if lines:
            yield Found(line=begun, fields={"text": "\n".join(lines), "cluster": cluster})
        begun, lines = 0, []
        if heading is not None:
            cluster = heading[1].strip()


def _foreign(found: Iterable[tuple[int, dict[str, object]]]) -> Iterator[Found]:
    """What another tool's file holds, by number."""
    return (Found(line=number, fields=fields) for number, fields in found)


def _json(file: TextFile) -> Iterator[Found]:
    for line, fields in file.objects():
        for key in ("id", "text"):
            if key not in fields:
                raise file.error(f"found the keys {sorted(fields)}, but no {key!r}. Add it.", line=line)
        yield Found(line=line, fields=fields)


def _csv(file: TextFile) -> Iterator[Found]:
    """The rows below a header; a quoted cell may run over several lines."""
    reader = csv.DictReader(io.StringIO(file.text(), newline=""), strict=True)
    try:
        columns = list(reader.fieldnames or ())
        if "text" not in columns or not set(columns) <= set(COLUMNS):
            raise file.error(f"found the columns {columns}, expected text and, if wanted, id and cluster.", line=1)
        for row in reader:
            if None in row or None in row.values():
                raise file.error(f"found a row with more or fewer cells than the {len(columns)} columns.", line=reader.line_num)
            yield Found(line=reader.line_num, fields=row)
    except csv.Error as error:
        raise file.error(f"found a row that is no CSV ({error}). Mend its quotes.", line=reader.reader.line_num) from error


def _item(file: TextFile, found: Found) -> Item:
    """One question as an Item, its cluster and its id given where its file gives none."""
    unknown = sorted(set(found.fields) - set(KEYS))
    if unknown:
        raise file.error(f"found the keys {unknown}, which mean nothing here; known: {list(KEYS)}. Remove them.", line=found.line)
    text = _text(file, found, "text")
    if not text:
        raise file.error("found a question without text. Write it or remove it.", line=found.line)
    cluster = _text(file, found, "cluster")
    name = _text(file, found, "id") or name_of(cluster, text)
    options, signs = _options(file, found), _signs(file, found)
    if signs and len(signs) != len(options):
        raise file.error(f"found {len(options)} options and {len(signs)} signs. Give a sign to each option.", line=found.line)
    _fillable(file, text, options, line=found.line)
    return Item(
        id=name, text=text, cluster=cluster or name, wording=_wording(file, found), options=options, signs=signs,
        flipped=_text(file, found, "flipped"), facts=_facts(file, found), variant=_variant(file, found),
    )  # fmt: skip


def _text(file: TextFile, found: Found, key: str) -> str:
    """A text field, without space around it; empty where it is absent."""
    value = found.fields.get(key, "")
    if key == "id" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        raise file.error(f"found {kind(value)} as {key!r}, expected a string.", line=found.line)
    return value.strip()


def _options(file: TextFile, found: Found) -> tuple[str, ...]:
    options = found.fields.get("options", [])
    if not isinstance(options, list) or not all(isinstance(option, str) and option.strip() for option in options):
        raise file.error("found options that are not a list of strings. Write out each answer in full.", line=found.line)
    if len(options) == 1 or len(set(options)) < len(options):
        raise file.error(f"found the options {options}. Give at least two, all different.", line=found.line)
    return tuple(options)


def _signs(file: TextFile, found: Found) -> tuple[int, ...]:
    signs = found.fields.get("signs", [])
    if not isinstance(signs, list) or not all(type(sign) is int and sign in (-1, 0, 1) for sign in signs):
        raise file.error(
            f"found the signs {signs!r}, expected a list of 1, 0 and -1 (1: the trait that is measured).", line=found.line
        )
    return tuple(signs)


def _facts(file: TextFile, found: Found) -> dict[str, str]:
    facts = found.fields.get("facts", {})
    if not isinstance(facts, dict) or not all(isinstance(fact, str) for fact in facts.values()):
        raise file.error(f"found the facts {excerpt(repr(facts))}, expected an object of strings.", line=found.line)
    return facts


def _wording(file: TextFile, found: Found) -> Literal["seen", "withheld"]:
    wording = _text(file, found, "wording") or "seen"
    if wording not in ("seen", "withheld"):
        raise file.error(f"found the wording {excerpt(wording)}, expected seen or withheld.", line=found.line)
    return "withheld" if wording == "withheld" else "seen"


def _variant(file: TextFile, found: Found) -> str:
    """A word; whose partner it is, its cluster says."""
    variant = _text(file, found, "variant")
    if variant and not FORM_NAME.fullmatch(variant):
        said = 'expected "far" for plain words, or a form such as "near": small letters, digits and hyphens'
        raise file.error(f"found the variant {excerpt(variant)}, {said}.", line=found.line)
    if variant and not _text(file, found, "cluster"):
        raise file.error("found a variant without a cluster, which its partner shares. Give both the same.", line=found.line)
    return variant


def _fillable(file: TextFile, text: str, options: tuple[str, ...], *, line: int) -> None:
    """A closed question that lists its options by {0} and {1} can be filled with them; in any other, braces are text."""
    if not options or "{0}" not in text:
        return
    try:
        text.format(*options)
    except (IndexError, KeyError, ValueError, AttributeError) as error:
        said = f"found a text with {{0}} that its {len(options)} options do not fill ({error}). Mend its braces."
        raise file.error(said, line=line) from error


def name_of(cluster: str, text: str) -> str:
    """A readable name that follows from the question alone."""
    place = "-".join(WORD.findall(cluster.lower()))
    words = "-".join([*WORD.findall(text.lower())[:5], sha256(text.encode()).hexdigest()[:6]])
    return f"{place}/{words}" if place else words
