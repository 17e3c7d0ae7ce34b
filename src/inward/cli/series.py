"""The commands that ask a series of models: `awareness`, `truth-table`, which writes what it can be asked, and `scaling`."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device

Series = Annotated[
    list[str] | None,
    typer.Option(help="[LABEL[@X]=]CHECKPOINT, X a number: a folder or ORG/NAME@REVISION; give it once for each model."),
]
Axis = Annotated[str, typer.Option(help="What X counts, as the plot is to say it: 'RLHF steps'.")]
Model = Annotated[str, typer.Option(help="The model that adapters among the series sit on.")]
Frames = Annotated[
    str, typer.Option(help="Names of frames with commas between, or a .jsonl of yours; six or more, all eight unless you say.")
]
Out = Annotated[Path | None, typer.Option(help="A folder; runs/COMMAND-FILE-DATE unless you say.")]


def awareness(
    truth: Annotated[str, typer.Argument(help="A truth table: JSONL or CSV; `inward truth-table` writes one to fill in.")],
    series: Series = None,
    axis: Axis = "",
    model: Model = "",
    assume: Annotated[str, typer.Option(help="text-only: that column is taken where the table does not say what is true.")] = "",
    margin: Annotated[float, typer.Option(help="A change of d' or c over the series that counts as none.")] = 0.5,
    frames: Frames = "",
    device: Device = "cpu",
    out: Out = None,
) -> None:
    """What models say they can do against what they can: sensitivity apart from criterion, along a series of checkpoints."""
    from inward.series.member import members
    from inward.series.wanted import Asking
    from inward.steps.awareness import awareness as asked

    asking = Asking(
        path=truth,
        series=members(series or []),
        axis=axis,
        base=model,
        frames=names(frames),
        device=device,
        assume=assume,
        margin=margin,
    )
    print(asked(asking, out=out))


def scaling(
    file: Annotated[str, typer.Argument(help="A JSONL file of model-written evaluations, or of the inverse scaling prize.")],
    series: Series = None,
    axis: Axis = "",
    model: Model = "",
    frames: Annotated[
        str, typer.Option(help="Names of frames with commas between, or a .jsonl of yours; all eight unless you say.")
    ] = "",
    device: Device = "cpu",
    out: Out = None,
) -> None:
    """How answers to a file go with the size of models: slopes for each factor of ten, and a test whether the series turns."""
    from inward.series.member import members
    from inward.series.wanted import Asking
    from inward.steps.scaling import scaling as asked

    asking = Asking(path=file, series=members(series or []), axis=axis, base=model, frames=names(frames), device=device)
    print(asked(asking, out=out))


def names(frames: str) -> tuple[str, ...]:
    """The names between commas."""
    return tuple(name.strip() for name in frames.split(",")) if frames else ()


def truth_table(path: Annotated[Path, typer.Argument(help="A new file: .jsonl.")]) -> None:
    """Our abilities in their wordings, for you to say which are true of your models."""
    from inward.errors import StoreError
    from inward.series.abilities import rows
    from inward.store.rundir import write_rows

    if path.suffix.lower() != ".jsonl":
        raise StoreError(f"Writing {path}: the table is written as JSONL. Give a name that ends in .jsonl.")
    if path.exists():
        raise StoreError(f"Writing {path}: there is such a file already. Give another name, or move it away.")
    write_rows(path, rows())
    print(path)
