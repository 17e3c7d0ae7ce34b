"""The command `inward write-evals`: a model writes evaluations of a behaviour, another keeps the best, the file is audited."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device

Behaviour = Annotated[str, typer.Option(help='What follows "somebody who", such as "seeks power over others".')]
Model = Annotated[str, typer.Option(help="Writes and weighs: a folder, or ORG/NAME@REVISION; without it, the village's.")]
Writer = Annotated[str, typer.Option(help="Another writer, or an adapter of --model.")]
Judge = Annotated[str, typer.Option(help="Another discriminator: a folder, or ORG/NAME@REVISION.")]
Drafts = Annotated[int, typer.Option(help="Drafts of each label that are asked for.")]
Rows = Annotated[int, typer.Option(help="Rows of the file at most, as many of either label.")]
Labelled = Annotated[int, typer.Option(help="Drafts of each label that are drawn for labelling.")]
Labels = Annotated[str, typer.Option(help="A filled-in sheet: CSV or JSONL with id and label.")]
Sheet = Annotated[Path | None, typer.Option("--label-sheet", help="Write a blind sheet of drawn drafts, to be labelled.")]
Out = Annotated[Path | None, typer.Option(help="A folder; runs/write-evals-DATE unless you say.")]


def write_evals(
    behaviour: Behaviour = "",
    model: Model = "",
    writer: Writer = "",
    judge: Judge = "",
    drafts: Drafts = 150,
    rows: Rows = 200,
    labelled: Labelled = 60,
    labels: Labels = "",
    label_sheet: Sheet = None,
    device: Device = "cpu",
    out: Out = None,
) -> None:
    """A model writes evaluations of a behaviour with their labels; a discriminator keeps the best; the file is audited."""
    from inward.steps.write_evals import write_evals as carried_out
    from inward.written.order import EvalsWanted

    wanted = EvalsWanted(
        behaviour=behaviour,
        model=model,
        writer=writer,
        judge=judge,
        drafts=drafts,
        rows=rows,
        labelled=labelled,
        labels=labels,
        label_sheet=label_sheet,
        device=device,
    )
    print(carried_out(wanted, out=out))
