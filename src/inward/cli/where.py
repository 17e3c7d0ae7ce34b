"""The command `inward where`: the folder of a base that ships, or of what a run trained."""

from pathlib import Path
from typing import Annotated

import typer

from inward.errors import DesignError

What = Annotated[str, typer.Argument(help="village, village/QUARTER, or RUN:ARM/SEED such as runs/demo:insecure/1.")]


def where(what: What) -> None:
    """The folder of a village's base or of a trained adapter, for other commands: --model "$(inward where village)"."""
    print(_folder(what))


def _folder(what: str) -> Path:
    world, _, quarter = what.partition("/")
    if world == "village" and ":" not in what:
        from inward.worlds.village.quarters import HEART, find_quarter

        return find_quarter(quarter or HEART.name).find("", phase="Finding")
    from inward.store.trained import trained

    if (folder := trained(what, phase="Finding")) is None:
        raise DesignError(
            f"Finding {what}: nothing was trained for it, it is the run's base. On the village: inward where village."
        )
    return folder
