"""A trait of the user's own, from a file: what a judge is told to look for, on which scale, and from where on it counts."""

import re
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any, Final

from inward.errors import ProbeError
from inward.schema.rubric import MISALIGNED, Marking, Rubric, Trait
from inward.worlds.english.rubrics import COHERENCE, KIND
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'a rubric: JSON (.json) or YAML (.yaml) with "name", "text", "low", "high", "direction" and "threshold"'
NEEDED: Final = ("name", "text", "low", "high", "direction", "threshold")
KEYS: Final = (*NEEDED, "coherence", "coherent_from")
PERSONA: Final = ("instruction", "questions", "eval_prompt")
PERSONA_THRESHOLD: Final = 50
"""A persona-vector file has no threshold of its own: there, the mean mark is read."""

NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
TAKEN: Final = ("aligned", "alignment", "coherence", "coherent", "incoherent", "refused", "code", "kind")
MOST_MARKS: Final = 1_001


def load_rubric(path: str | Path) -> Marking:
    """
    The marking that a file asks for: its trait, and the rubrics for the trait, coherence and kind.

    Coherence is asked in our words unless the file has its own; the kind of text always is. A persona-vector trait file
    gives its `eval_prompt` as a scale from 0 to 100, where a mark above 50 counts, under the file's own name.

    Raises
    ------
    CorpusError
        The file is missing or no mapping; a key is absent, unknown or of the wrong kind; the text lacks one of its two fields;
        the threshold is not on the scale.
    """
    file = TextFile(what="a rubric", path=Path(path), form=FORM)
    found = file.document()
    if not isinstance(found, Mapping):
        raise file.error(f"found {kind(found)}, expected a mapping. Give {FORM}.")
    fields = _persona(file, found) if "eval_prompt" in found else dict(found)
    _check_keys(file, fields)
    return _marking(file, fields)


def _persona(file: TextFile, found: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a persona-vector trait file: named by the file, 0 to 100, above 50."""
    unknown = sorted(map(str, set(found) - set(PERSONA)))
    if unknown:
        raise file.error(f"found the keys {unknown} beside eval_prompt; a persona-vector file has {list(PERSONA)}. Remove them.")
    name = "-".join(re.findall(r"[a-z0-9]+", file.path.stem.lower()))
    scale = {"low": 0, "high": 100, "direction": "high", "threshold": PERSONA_THRESHOLD}
    return {"name": name, "text": found["eval_prompt"], **scale}


def _check_keys(file: TextFile, fields: Mapping[str, Any]) -> None:
    absent, unknown = [key for key in NEEDED if key not in fields], sorted(map(str, set(fields) - set(KEYS)))
    if absent:
        raise file.error(f"found no {', '.join(map(repr, absent))}. Add what is absent; needed are {', '.join(NEEDED)}.")
    if unknown:
        raise file.error(f"found the keys {unknown}, which mean nothing here; known: {', '.join(KEYS)}. Remove them.")


def _marking(file: TextFile, fields: Mapping[str, Any]) -> Marking:
    name, scale = _name(file, fields["name"]), f"{fields['name']}_mark"
    low, high = _whole(file, fields, "low"), _whole(file, fields, "high")
    if not low < high < low + MOST_MARKS:
        raise file.error(f"found a scale from {low} to {high}. Let low be below high, and give at most {MOST_MARKS:,} marks.")
    if fields["direction"] not in ("low", "high"):
        said = (
            f"found the direction {excerpt(str(fields['direction']))}, expected high (a mark above the threshold counts) or low"
        )
        raise file.error(f"{said}.")
    try:
        trait = Trait(
            name=name,
            rest=MISALIGNED.rest if name == MISALIGNED.name else f"not {name}",
            scale=scale,
            direction=fields["direction"],
            threshold=_number(file, fields, "threshold"),
            low=low,
            high=high,
            coherent_from=_number(file, {"coherent_from": 50, **fields}, "coherent_from"),
        )
    except ProbeError as error:
        raise file.error(f"found what makes no trait. {error}") from error
    told = Rubric(name=scale, text=_text(file, fields["text"], key="text"), low=low, high=high)
    return Marking(trait=trait, rubrics=(told, _coherence(file, fields), KIND))


def _coherence(file: TextFile, fields: Mapping[str, Any]) -> Rubric:
    """Coherence in the file's words or in ours."""
    if "coherence" not in fields:
        return COHERENCE
    return Rubric(name="coherence", text=_text(file, fields["coherence"], key="coherence"))


def _name(file: TextFile, name: object) -> str:
    """One lower-case word that is no outcome of ours already."""
    if not isinstance(name, str) or not NAME.fullmatch(name) or name in TAKEN:
        said = f"found the name {excerpt(str(name))}, expected one word of a-z, 0-9 and hyphens that fits before 'answers'"
        raise file.error(f"{said}, and none of {', '.join(TAKEN)}.")
    return name


def _text(file: TextFile, text: object, *, key: str) -> str:
    """What the judge is told, with the two fields that it is filled with."""
    if not isinstance(text, str):
        raise file.error(f"found {kind(text)} as {key!r}, expected a string with {{question}} and {{answer}}.")
    try:
        Rubric(name=key, text=text)
    except (ProbeError, ValueError) as error:
        said = f"found a {key!r} that cannot be filled ({error})"
        raise file.error(f"{said}. Write {{question}} and {{answer}} once each, and any other brace twice.") from error
    return text


def _whole(file: TextFile, fields: Mapping[str, Any], key: str) -> int:
    value = fields[key]
    if type(value) is not int:
        raise file.error(f"found {excerpt(repr(value))} as {key!r}, expected a whole number.")
    return value


def _number(file: TextFile, fields: Mapping[str, Any], key: str) -> float:
    value = fields[key]
    if type(value) not in (int, float) or not isfinite(value):
        raise file.error(f"found {excerpt(repr(value))} as {key!r}, expected a number.")
    return float(value)
