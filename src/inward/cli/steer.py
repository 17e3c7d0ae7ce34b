"""The command that steers: a vector, its nulls, and what they do at every multiplier."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device, Out, Processes

Name = Annotated[str, typer.Argument(help="The sweep: steering-sycophancy.")]
Model = Annotated[str, typer.Option(help="The checkpoint to steer: a folder, or ORG/NAME@REVISION; without it the village's.")]
World = Annotated[
    str, typer.Option(help="village where --model is a base of its quarter of the court; its card.json says so, too.")
]
Layer = Annotated[int | None, typer.Option(help="The block to steer after, from 0; chosen on half of the questions without it.")]

Vector = Annotated[
    Path | None, typer.Option(help="The .npy file of a vector of this model, as `inward vectors` or `inward steer` wrote it.")
]


def steer(
    sweep: Name = "steering-sycophancy",
    model: Model = "",
    world: World = "",
    layer: Layer = None,
    vector: Vector = None,
    device: Device = "cpu",
    processes: Processes = None,
    out: Out = None,
) -> None:
    """Truthfulness, sycophancy and cost against the multiplier of a steering vector, beside its nulls."""
    from inward.steps.bench import Steering
    from inward.steps.sweep import steer as carry_out
    from inward.studybook import find_sweep

    request = Steering(
        sweep=find_sweep(sweep), model=model, world=world, layer=layer, vector=vector, device=device, processes=processes
    )
    print(carry_out(request, out=out))
