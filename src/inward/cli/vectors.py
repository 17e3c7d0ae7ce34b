"""The command `inward vectors`: what fine-tuning moved along trait vectors, beside nulls."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device, Processes

Run = Annotated[Path, typer.Argument(help="A finished run's folder.")]
Model = Annotated[str, typer.Option(help="The run's base, where it is neither one that ships nor the --model of the run.")]
Probe = Annotated[str, typer.Option(help="Whose answers are read; the primary probe, or the first with free answers.")]
Out = Annotated[Path | None, typer.Option(help="The folder; `vectors` in the run's own unless you say.")]


def vectors(
    run: Run, model: Model = "", probe: Probe = "", device: Device = "cpu", processes: Processes = None, out: Out = None
) -> None:
    """How far the arms of a finished run moved along trait vectors, and whether random ones say as much."""
    from inward.steps.vectors import Looking
    from inward.steps.vectors import vectors as look

    print(look(Looking(run=run, model=model, probe=probe, device=device, processes=processes), out=out))
