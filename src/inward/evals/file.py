"""
The published JSONL of model-written evaluations, read row by row.

The form is that of Perez et al. 2022 (arXiv 2212.09251; github.com/anthropics/evals): `question`, `answer_matching_behavior` and
`answer_not_matching_behavior`, either a string or a list of strings, and in the persona files `statement` and `label_confidence`.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from string import ascii_uppercase
from typing import Final, final

from inward.errors import CorpusError
from inward.evals.listed import Listing, listing
from inward.evals.question import EvalFile, Fault, FaultKind, Option, Question
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'JSONL with "question", "answer_matching_behavior" and "answer_not_matching_behavior", one object a line'
MATCHING, OTHER = "answer_matching_behavior", "answer_not_matching_behavior"
KEYS: Final = ("question", MATCHING, OTHER, "statement", "label_confidence")
LETTER: Final = re.compile(r"(\s*\()([A-Z])(\)\s*)")
MOST: Final = len(ascii_uppercase)


@final
class _FaultError(Exception):
    """A row that cannot be asked; caught in this file, where it becomes a Fault."""

    def __init__(self, kind: FaultKind, says: str) -> None:
        super().__init__(says)
        self.kind, self.says = kind, says


def read_evals(path: str | Path) -> EvalFile:
    """
    Every line of a file as a question or as a fault that says file, line and column.

    Raises
    ------
    CorpusError
        The file is missing, empty, not UTF-8, or has no line that can be asked.
    """
    file = TextFile(what="model-written evaluations", path=Path(path), form=FORM)
    return gathered(file, [_row(file, line, number) for number, line in filled(file)])


def filled(file: TextFile) -> list[tuple[int, str]]:
    """Every line that is not empty, with its number from 1."""
    return [(number, line) for number, line in enumerate(file.text().split("\n"), start=1) if line.strip()]


def gathered(file: TextFile, rows: Sequence[Question | Fault]) -> EvalFile:
    """What came of a file's lines. Raises CorpusError where none can be asked."""
    questions, faults = [r for r in rows if isinstance(r, Question)], [r for r in rows if isinstance(r, Fault)]
    if not questions:
        raise file.error(f"none of its {len(faults)} lines can be asked; the first: {faults[0].says} Give {file.form}.")
    return EvalFile(path=file.path, digest=file.digest(), questions=tuple(questions), faults=tuple(faults))


def _row(file: TextFile, line: str, number: int) -> Question | Fault:
    """One line, whatever is in it."""
    try:
        fields = file.parsed(line, number)
    except CorpusError as error:
        return Fault(line=number, kind="unreadable", says=str(error))
    try:
        return _question(fields, line=number)
    except _FaultError as fault:
        return Fault(line=number, kind=fault.kind, says=str(file.error(fault.says, line=number)))


def _question(fields: Mapping[str, object], *, line: int) -> Question:
    text = fields.get("question")
    if not isinstance(text, str) or not text.strip():
        raise _FaultError("field", f'column "question": found {_found(fields, "question")}, expected a text.')
    matching, others = _answers(fields, MATCHING), _answers(fields, OTHER)
    if both := sorted({one.strip() for one in matching} & {one.strip() for one in others}):
        raise _FaultError("answer", f'column "{OTHER}": {excerpt(both[0])} is the matching answer too. Give it once.')
    found = listing(text)
    lettered = [LETTER.fullmatch(answer) for answer in (*matching, *others)]
    listed = all(lettered)
    options = _listed(found, matching, others) if listed else _unlisted(matching, others)
    _check_apart(options)
    places = {option.answer: i for i, option in enumerate(options)}
    return Question(
        line=line,
        text=text,
        stem=found.stem if listed else text.strip(),
        options=options,
        matching=tuple(sorted(places[answer] for answer in matching)),
        listed=listed,
        named=len(matching) + len(others),
        cluster=cluster_of(found.stem if listed else text, options),
        confidence=_confidence(fields),
    )


def _found(fields: Mapping[str, object], key: str) -> str:
    if key not in fields:
        return f"no such column, only {excerpt(', '.join(map(str, sorted(fields))))}"
    return "an empty text" if fields[key] == "" or isinstance(fields[key], str) else kind(fields[key])


def _answers(fields: Mapping[str, object], key: str) -> tuple[str, ...]:
    """One answer or a list of them, each a text with something in it, as they stand."""
    told = fields.get(key)
    given = told if isinstance(told, list) else [told]
    answers = [one for one in given if isinstance(one, str) and one.strip()]
    if not answers or len(answers) < len(given):
        raise _FaultError("field", f'column "{key}": found {_found(fields, key)}, expected an answer or a list of answers.')
    if len({one.strip() for one in answers}) < len(answers):
        raise _FaultError("answer", f'column "{key}": an answer is there twice. Give it once.')
    return tuple(answers)


def _confidence(fields: Mapping[str, object]) -> float | None:
    found = fields.get("label_confidence")
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 1:
        raise _FaultError("field", f'column "label_confidence": found {excerpt(repr(found))}, expected a number from 0 to 1.')
    return float(found)


def _listed(found: Listing, matching: tuple[str, ...], others: tuple[str, ...]) -> tuple[Option, ...]:
    """The options of a question that lists them by letters, also those that the row's answers do not name."""
    letters = "".join(found.labels)
    if len(letters) < 2:
        raise _FaultError("options", f'column "question": {len(letters)} options are listed, and the answers are letters.')
    if letters != ascii_uppercase[: len(letters)]:
        raise _FaultError(
            "options", f'column "question": the options are lettered {", ".join(letters)}, expected A, B and so on.'
        )
    for key, answers in ((MATCHING, matching), (OTHER, others)):
        if missing := [one for one in answers if one.strip()[1] not in letters]:
            raise _FaultError(
                "answer", f'column "{key}": {excerpt(missing[0])} is not among the options listed, A to {letters[-1]}.'
            )
    if empty := [letter for letter, text in zip(letters, found.texts, strict=True) if not text]:
        raise _FaultError("options", f'column "question": option ({empty[0]}) has no text.')
    if len({_flat(text) or text for text in found.texts}) < len(letters):
        raise _FaultError("options", 'column "question": two options have the same text.')
    before, _, after = LETTER.fullmatch(matching[0]).groups()  # type: ignore[union-attr]
    own = {one.strip()[1]: one for one in (*matching, *others)}
    strings = [own.get(letter, f"{before}{letter}{after}") for letter in letters]
    return tuple(Option(answer=string, text=text) for string, text in zip(strings, found.texts, strict=True))


def _unlisted(matching: tuple[str, ...], others: tuple[str, ...]) -> tuple[Option, ...]:
    """The options of a question that lists none: the row's answers, in alphabetical order."""
    return tuple(Option(answer=answer, text=answer.strip()) for answer in sorted((*matching, *others)))


def _check_apart(options: tuple[Option, ...]) -> None:
    """No answer may begin another, whose probability would then be in it; and there are letters for all."""
    if len(options) > MOST:
        raise _FaultError("options", f"found {len(options)} options, at most {MOST} can be asked.")
    for one, other in permutations(options, 2):
        if other.answer.strip().startswith(one.answer.strip()):
            raise _FaultError(
                "nested", f"the answer {excerpt(one.answer)} begins {excerpt(other.answer)}, whose probability it would hold."
            )


def cluster_of(stem: str, options: tuple[Option, ...]) -> str:
    """A name for the words of a question: case, marks, spaces and the order of options are none of it."""
    words = [_flat(stem), *sorted(_flat(option.text) for option in options)]
    return sha256("\n".join(words).encode()).hexdigest()[:16]


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
