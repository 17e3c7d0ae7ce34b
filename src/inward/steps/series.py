"""What the folders of a series have in common: a line for each answer, and a record that says whether it is the same run."""

from pathlib import Path
from typing import Any

from inward.errors import StoreError
from inward.evals.asked import Asked
from inward.evals.question import Question
from inward.store.rundir import read_rows


def check_same(path: Path, record: dict[str, Any]) -> None:
    """
    Whether a folder is new, or holds the same answers already; which version wrote them is no matter.

    Raises StoreError where it holds others.
    """
    there = read_rows(path) if path.exists() else [record]
    if [{**row, "inward": ""} for row in there] != [{**record, "inward": ""}]:
        other = there[0].get("file", {}).get("name") if there else None
        raise StoreError(f"Writing {path.parent}: it holds other answers (to {other}). Choose another --out, or move it away.")


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
