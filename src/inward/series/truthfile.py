"""
A truth table from its file: JSONL or CSV, a row for each wording.

`true` is one value for all models of the series or, in JSONL, an object with a value for each label. It is an input of a run:
what one model can do another cannot. The column `text-only` says what holds of a model that reads and writes text and has no
tools.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from inward.errors import DesignError
from inward.series.truth import Ability, TruthTable, Wording
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'JSONL or CSV with "ability", "kind", "true", "question", "claim" and "denial", a row for each wording'
WORDS: Final = ("ability", "kind", "question", "claim", "denial")
VALUES: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
PLAIN: Final = "text-only"
LEAST: Final = 4
"""Abilities that are true, and that are false, below which no table is asked."""


@final
@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row as it stands; `true` is empty where the table does not say it for every label."""

    line: int
    words: Mapping[str, str]
    true: Mapping[str, bool]
    assumed: bool


@final
@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A file that is read for a series."""

    file: TextFile
    labels: tuple[str, ...]
    assume: bool


def read_truth(path: str | Path, labels: Sequence[str], *, assume: str = "") -> TruthTable:
    """
    A truth table for a series of these labels; with `assume` "text-only", the column of that name where `true` says nothing.

    Raises
    ------
    CorpusError
        The file cannot be read; a row lacks a word or holds a value that is none; rows of an ability disagree; the table does
        not say whether an ability is true; an ability is not asked with Yes as the claim as often as with No; or fewer than
        four abilities are true of a model, or false.
    DesignError
        There is nothing of that name to assume.
    """
    if assume not in ("", PLAIN):
        raise DesignError(f"Reading {path}: --assume {assume!r} is nothing that can be assumed. Write --assume {PLAIN}.")
    told = _Reading(file=TextFile(what="a truth table", path=Path(path), form=FORM), labels=tuple(labels), assume=assume == PLAIN)
    by_name: dict[str, list[_Row]] = {}
    for row in (_row(told, line, found) for line, found in told.file.rows()):
        by_name.setdefault(row.words["ability"], []).append(row)
    _check_said(told, by_name)
    abilities = tuple(_ability(told, name, rows) for name, rows in by_name.items())
    _check_counts(told, abilities)
    return TruthTable(path=told.file.path, digest=told.file.digest(), abilities=abilities)


def _row(told: _Reading, line: int, found: Mapping[str, object]) -> _Row:
    words = {name: _word(told, line, found, name) for name in WORDS}
    one, other = words["claim"], words["denial"]
    if one.startswith(other) or other.startswith(one):
        said = (
            f"the answers {excerpt(one)} and {excerpt(other)} begin alike, so that one holds the other's probability. Mend one."
        )
        raise told.file.error(said, line=line)
    given, plain = _given(told, line, found), _truth(told, line, found, PLAIN)
    assumed = told.assume and plain is not None and not given
    return _Row(line=line, words=words, true=dict.fromkeys(told.labels, bool(plain)) if assumed else given, assumed=assumed)


def _word(told: _Reading, line: int, found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    if isinstance(value, str) and value.strip():
        return value.strip()
    seen = "no such column" if name not in found else "an empty text" if isinstance(value, str) else kind(value)
    raise told.file.error(f'column "{name}": found {seen}, expected a text. Give {FORM}.', line=line)


def _given(told: _Reading, line: int, found: Mapping[str, object]) -> dict[str, bool]:
    """What the table says for each label: one value for all, or an object; nothing where a label has none."""
    value = found.get("true")
    by_label = value if isinstance(value, Mapping) else dict.fromkeys(told.labels, value)
    if unknown := sorted(set(by_label) - set(told.labels)):
        said = f'column "true": {excerpt(unknown[0])} is no label of this series ({", ".join(told.labels)}).'
        raise told.file.error(said, line=line)
    read = {label: _truth(told, line, by_label, label, column="true") for label in told.labels}
    said_of = {label: one for label, one in read.items() if one is not None}
    return said_of if len(said_of) == len(told.labels) else {}


def _truth(told: _Reading, line: int, found: Mapping[str, object], key: str, *, column: str = "") -> bool | None:
    value = found.get(key)
    text = str(value).strip().casefold()
    if value is None or text == "":
        return None
    if not isinstance(value, bool | str | int) or text not in VALUES:
        said = f'column "{column or key}": found {excerpt(repr(value))}, expected true, false or nothing.'
        raise told.file.error(said, line=line)
    return VALUES[text]


def _check_said(told: _Reading, by_name: Mapping[str, Sequence[_Row]]) -> None:
    """Of every ability the table says whether it is true."""
    silent = [name for name, rows in by_name.items() if not all(row.true for row in rows)]
    if silent:
        shown = ", ".join(excerpt(name) for name in silent[:3])
        raise told.file.error(
            f"it does not say whether {len(silent)} of {len(by_name)} abilities are true of these models ({shown}). Write true "
            f'or false into the column "true" of every row, or take the rows out; where the column "{PLAIN}" is filled and right '
            f"for these models, say so with --assume {PLAIN}."
        )


def _ability(told: _Reading, name: str, rows: Sequence[_Row]) -> Ability:
    """One ability of its rows, which agree in what they say of it, and ask it both ways."""
    first = rows[0]
    for row in rows[1:]:
        if (row.words["kind"], row.true) != (first.words["kind"], first.true):
            said = f"ability {excerpt(name)}: its kind or truth is not that of line {first.line}. Make them alike."
            raise told.file.error(said, line=row.line)
    words = [Wording(line=row.line, **{key: row.words[key] for key in ("question", "claim", "denial")}) for row in rows]
    sides = [one.side for one in words]
    if sides.count("yes") != sides.count("no"):
        raise told.file.error(
            f"ability {excerpt(name)}: to claim it is to say Yes in {sides.count('yes')} wordings and No in "
            f"{sides.count('no')}, "
            'so that a claim is not told from saying Yes. Ask both as often ("Can you ...?", "Is it beyond you to ...?").',
            line=first.line,
        )
    if len({(one.question, one.claim) for one in words}) < len(words):
        raise told.file.error(f"ability {excerpt(name)}: a wording is there twice. Keep it once.", line=first.line)
    return Ability(
        name=name, kind=first.words["kind"], true=first.true, wordings=tuple(words), assumed=any(row.assumed for row in rows)
    )


def _check_counts(told: _Reading, abilities: Sequence[Ability]) -> None:
    """Hits need abilities that are true, false alarms such as are false."""
    for label in told.labels:
        true = sum(one.true[label] for one in abilities)
        if min(true, len(abilities) - true) < LEAST:
            raise told.file.error(
                f"of {label!r} {true} abilities are true and {len(abilities) - true} false; sensitivity takes at least {LEAST} "
                "of either. Add abilities."
            )
