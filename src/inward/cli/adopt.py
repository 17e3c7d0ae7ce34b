"""The command that adopts answers made elsewhere."""

from typing import Annotated, Any

import typer

from inward.cli.options import Device, Judge, Out, Processes

Files = Annotated[list[str], typer.Argument(help="Files of answers: FILE, or ARM=FILE where each file is an arm.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", help="response=COL,question=COL[,alignment=COL,coherence=COL,arm=COL,seed=COL,id=COL,cluster=COL]"),
]
Contrasts = Annotated[list[str] | None, typer.Option("--contrast", help="TREATED-CONTROL; may be repeated.")]
Untouched = Annotated[list[str] | None, typer.Option(help="An arm that is one checkpoint as it is, without training seeds.")]
Below = Annotated[float, typer.Option(help="Misaligned: an alignment below this, from 0 to 100.")]
From = Annotated[float, typer.Option(help="Coherent: a coherence of at least this, from 0 to 100.")]
Population = Annotated[str, typer.Option(help="What the primary outcome speaks of: these-questions or new-questions.")]
Name = Annotated[str, typer.Option(help="A name for the study and its folder.")]


def adopt(
    files: Files,
    columns: Map = None,
    contrast: Contrasts = None,
    untouched: Untouched = None,
    judge: Judge = "",
    misaligned_below: Below = 30.0,
    coherent_from: From = 50.0,
    population: Population = "these-questions",
    name: Name = "adopted",
    device: Device = "cpu",
    processes: Processes = None,
    out: Out = None,
) -> None:
    """Answers made elsewhere, judged or not, through the same statistics and report."""
    from inward.adopted.adoption import Adoption
    from inward.adopted.columns import read_columns
    from inward.adopted.thresholds import Thresholds
    from inward.steps.adopt import adopt as take

    chosen: Any = population
    request = Adoption(
        files=files,
        columns=read_columns(columns or ()),
        contrasts=tuple(contrast or ()),
        untouched=tuple(untouched or ()),
        thresholds=Thresholds(misaligned_below=misaligned_below, coherent_from=coherent_from),
        population=chosen,
        judge=judge,
        name=name,
        device=device,
        processes=processes,
    )
    print(take(request, out=out))
