"""
The JSONL of the inverse scaling prize: `prompt`, `classes` (a list, or the text of one) and `answer_index`.

The form is that of McKenzie et al. 2023 (arXiv 2306.09479). The right answer is the one that matches, so that inverse scaling
is a fall. A row asks nothing but its prompt; the classes are whole answers and are listed nowhere.
"""

from ast import literal_eval
from pathlib import Path
from typing import Final

from inward.errors import CorpusError
from inward.evals.file import MOST, cluster_of, filled, gathered, read_evals
from inward.evals.question import EvalFile, Fault, FaultKind, Option, Question
from inward.worlds.textfile import TextFile, excerpt, kind

FORM: Final = 'JSONL with "prompt", "classes" and "answer_index", one object a line'


def read_closed(path: str | Path) -> EvalFile:
    """
    A file of closed questions, of the prize's form where its first line is, else of model-written evaluations.

    Raises
    ------
    CorpusError
        The file is missing, empty, not UTF-8, or has no line that can be asked.
    """
    file = TextFile(what="closed questions", path=Path(path), form=FORM)
    lines = filled(file)
    try:
        first = file.parsed(lines[0][1], lines[0][0])
    except CorpusError:
        return read_evals(path)
    if not {"prompt", "classes"} <= set(first):
        return read_evals(path)
    return gathered(file, [_row(file, line, number) for number, line in lines])


def _row(file: TextFile, line: str, number: int) -> Question | Fault:
    """One line, whatever is in it."""
    try:
        fields = file.parsed(line, number)
    except CorpusError as error:
        return Fault(line=number, kind="unreadable", says=str(error))
    classes, prompt, index = _classes(fields.get("classes")), fields.get("prompt"), fields.get("answer_index")
    if wrong := _wrong(prompt, classes, index):
        return Fault(line=number, kind=wrong[0], says=str(file.error(wrong[1], line=number)))
    options = tuple(Option(answer=one, text=one.strip()) for one in classes)
    text = str(prompt)
    return Question(
        line=number,
        text=text,
        stem=text.strip(),
        options=options,
        matching=(int(str(index)),),
        listed=False,
        named=len(options),
        cluster=cluster_of(text, options),
    )


def _classes(found: object) -> tuple[str, ...]:
    """A list of texts, as it stands or written as a text; nothing where it is none."""
    if isinstance(found, str):
        try:
            found = literal_eval(found)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return ()
    return tuple(found) if isinstance(found, list | tuple) and all(isinstance(one, str) and one.strip() for one in found) else ()


def _wrong(prompt: object, classes: tuple[str, ...], index: object) -> tuple[FaultKind, str] | None:
    """What keeps a row from being asked."""
    if not isinstance(prompt, str) or not prompt.strip():
        return "field", f'column "prompt": found {kind(prompt)}, expected a text.'
    if len(classes) < 2:
        return "options", 'column "classes": found fewer than two texts, or no list of them.'
    if len(classes) > MOST:
        return "options", f'column "classes": found {len(classes)} of them, at most {MOST} can be asked.'
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(classes):
        return "answer", f'column "answer_index": found {excerpt(repr(index))}, expected a number from 0 to {len(classes) - 1}.'
    for one in classes:
        if sum(other.strip().startswith(one.strip()) for other in classes) > 1:
            return "nested", f"the answer {excerpt(one)} begins another, whose probability it would hold."
    return None
