"""What the folders of a series have in common: a line for each answer, and a record that says whether it is the same run."""

from pathlib import Path
from typing import Any, Final

from inward.errors import StoreError
from inward.evals.asked import Asked
from inward.evals.question import Question
from inward.store.rundir import read_record

WORDS: Final = {"inward": "", "population": ""}
"""What a record holds that follows from the rest of it, the answers and the version."""


def check_same(folder: Path, name: str, record: dict[str, Any]) -> None:
    """
    Whether a folder is new, or holds the same answers already; which version wrote them, in what words, is no matter.

    Raises StoreError where it holds others.
    """
    there = read_record(folder, name)
    if there is not None and {**there, **WORDS} != {**record, **WORDS}:
        file = there.get("file")
        other = file.get("name") if isinstance(file, dict) else None
        raise StoreError(f"Writing {folder}: it holds other answers (to {other}). Choose another --out, or move it away.")


def option_line(row: Asked, question: Question) -> dict[str, Any]:
    """A line of options.jsonl."""
    return {
        "model": row.model,
        "frame": row.frame,
        "line": row.line,
        "cluster": question.cluster,
        "options": [option.answer.strip() for option in question.options],
        "matching": list(question.matching),
        "logprobs": list(row.logprobs),
        "missing": row.missing or None,
    }
