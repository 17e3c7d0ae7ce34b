"""The command `inward audit`: what is wrong with a file of model-written evaluations, before anyone plots it."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path], typer.Argument(help="JSONL files of model-written evaluations.")]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON object a line for each file, in place of the tables.")]


def audit(files: Files, as_json: AsJson = False) -> None:
    """
    What is wrong with files of model-written evaluations: duplicates, debris, cues, option counts, polarity.

    Findings of any severity are no failure: the exit code is 0 wherever the files could be read.
    """
    from inward.evals.audit import audit as audited
    from inward.evals.file import read_evals
    from inward.evals.told import as_line, as_table

    found = [audited(read_evals(path)) for path in files]
    print("\n".join(map(as_line, found)) if as_json else "\n\n".join(map(as_table, found)))
