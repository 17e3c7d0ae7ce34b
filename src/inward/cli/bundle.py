"""The command `inward bundle`: a run as one file that another group can open, check and run again."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Folder

Adapters = Annotated[bool, typer.Option("--adapters", help="Put the trained adapters in, in PEFT's format.")]
Redact = Annotated[bool, typer.Option("--redact", help="Leave out the text of answers and what judges wrote; keep the scores.")]
Out = Annotated[Path | None, typer.Option(help="The file; RUN.zip beside the run unless you say.")]


def bundle(folder: Folder, adapters: Adapters = False, redact: Redact = False, out: Out = None) -> None:
    """A run as one file: report, data, digests, versions, and a script that runs it again."""
    from inward.steps.bundle import Choice
    from inward.steps.bundle import bundle as make
    from inward.store.shelf import Shelf, default_folder

    named = folder if folder.name else folder.resolve()
    path = out or named.with_name(f"{named.name}.zip")
    made = make(folder, path, choice=Choice(adapters=adapters, redact=redact), shelf=Shelf(default_folder()))
    print(f"bundle: {path}\ndigest: {made.digest}\nfiles: {len(made.files)}")
