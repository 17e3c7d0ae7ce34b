"""The command `inward figures`: a run's figures for a paper, with caption and methods."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Folder
from inward.errors import ReportError

Width = Annotated[str, typer.Option(help="How wide, as 3.3in, 84mm, 8.4cm or 240pt.")]
LabelFile = Annotated[Path | None, typer.Option("--labels", help="JSON or CSV: what arms and contrasts are called in print.")]
To = Annotated[str, typer.Option(help="Any of pdf, svg and csv, with commas between.")]
Out = Annotated[Path | None, typer.Option(help="A folder; RUN-figures beside the run unless you say.")]


def figures(folder: Folder, width: Width = "3.3in", labels: LabelFile = None, to: To = "pdf,svg,csv", out: Out = None) -> None:
    """The forest plot and the seeds for a paper, what is drawn as CSV, a caption and a paragraph of methods."""
    from inward.report.paper import FORMS, Labels, inches, read_labels, write_figures
    from inward.store.bundle import open_run

    forms = [one.strip() for one in to.split(",")]
    if unknown := sorted(set(forms) - set(FORMS)):
        raise ReportError(f"Figures: --to {unknown}; give any of {', '.join(FORMS)}.")
    named = folder if folder.name else folder.resolve()
    to_folder = out or named.with_name(f"{named.stem if folder.is_file() else named.name}-figures")
    names = read_labels(labels) if labels else Labels()
    for path in write_figures(open_run(folder), to_folder, inches=inches(width), forms=forms, labels=names):
        print(path)
