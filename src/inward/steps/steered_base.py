"""Whether a base can be asked what a sweep asks: found out from names and cards, before anything is loaded."""

from pathlib import Path
from typing import TYPE_CHECKING

from inward.errors import DesignError
from inward.schema.sockets import AbstractWorld
from inward.steps.bench import Steering
from inward.store.vector_file import base_of

if TYPE_CHECKING:
    from inward.worlds.village.quarters import Quarter


def world_of(request: Steering) -> AbstractWorld:
    """
    The world of a sweep: the village where no model is given, or one that is the village's; else plain English.

    A folder whose card says that it is a base of the village is taken for one, also where `world` does not say so.

    Raises
    ------
    DesignError
        The base, or that of the vector, is of another quarter of the village than the one that knows the sweep's questions.
    StoreError
        The vector's file cannot be read.
    """
    from inward.worlds.english.world import English
    from inward.worlds.village.quarters import quarter_for
    from inward.worlds.village.whose import quarter_in, quarter_of
    from inward.worlds.village.world import Village

    sweep = request.sweep
    needed = quarter_for([sweep.pairs, sweep.unrelated, *(panel.items for panel in sweep.panels)])
    mine = quarter_in(Path(request.model).expanduser()) if request.model else None
    village = not request.model or request.world == "village" or mine is not None
    if request.vector:
        name, digest = base_of(request.vector)
        theirs = quarter_of(digest)
        if theirs and (theirs != needed or not village):
            raise DesignError(
                f"Steering: the vector {request.vector.name} sits on {name} ({digest[:12]}), the village's base of the quarter "
                f"of the {theirs.name}. {_remedy(request, needed)}"
            )
    if mine and mine != needed:
        raise DesignError(
            f"Steering: {request.model} is a base of the village's quarter of the {mine.name}. {_remedy(request, needed)}"
        )
    if not village:
        return English(base=request.model)
    return Village(folder=needed.find(request.model, phase="Steering"), quarter=needed)


def _remedy(request: Steering, needed: "Quarter") -> str:
    """Which base the questions need, and what to do instead."""
    return (
        f"On the village, sweep {request.sweep.name} asks what only a base of the quarter of the {needed.name} has read, and a "
        "vector is a direction in its own base alone. Leave --model and --vector out: that base ships, and the sweep makes a "
        "vector on it. A vector of `inward vectors` is steered with on the real model that it was made from."
    )
