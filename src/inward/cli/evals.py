"""The command `inward evals`: ask models a file of model-written evaluations, in many frames."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device, pairs

File = Annotated[str, typer.Argument(help="A JSONL file of model-written evaluations.")]
Model = Annotated[str, typer.Option(help="Who is asked: a folder, or ORG/NAME@REVISION. Base models may be asked too.")]
Arms = Annotated[
    list[str] | None,
    typer.Option("--arm", help="NAME=CHECKPOINT: another model, or an adapter of --model, compared with it; may be repeated."),
]
Frames = Annotated[str, typer.Option(help="Names of frames with commas between, or a .jsonl of yours; all eight unless you say.")]
Out = Annotated[Path | None, typer.Option(help="A folder; runs/evals-FILE-DATE unless you say.")]


def evals(file: File, model: Model = "", arm: Arms = None, frames: Frames = "", device: Device = "cpu", out: Out = None) -> None:
    """Three statistics of a model-written evaluation, frame by frame, with the file's audit on top."""
    from inward.evals.wanted import Wanted
    from inward.steps.evals import evals as asked

    names = tuple(name.strip() for name in frames.split(",")) if frames else ()
    print(
        asked(Wanted(path=file, model=model, arms=pairs("--arm", arm, form="CHECKPOINT"), frames=names, device=device), out=out)
    )
