"""`inward village chat`: ask the village's model, or one that a run trained, and hear what the oracle says of each answer."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inward.errors import DesignError, StoreError

if TYPE_CHECKING:
    from inward.schema.outcome import Missing, Score
    from inward.subjects.local import Local

LONGEST = 64
"""Tokens of an answer; the village's longest has half as many."""


def chat(
    adapter: Annotated[Path | None, typer.Option(help="An adapter's folder, as a run leaves it in the store.")] = None,
    arm: Annotated[str, typer.Option(help="RUN:ARM/SEED, such as runs/demo:insecure/1.")] = "",
    model: Annotated[Path | None, typer.Option(help="Another base that `inward village build` made.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other answers to the same questions.")] = 0,
    temperature: Annotated[float, typer.Option(help="0 for the likeliest answer.", min=0.0)] = 1.0,
) -> None:
    """Talk to the village's model: a question a line, each asked by itself, until the input ends."""
    if adapter and arm:
        raise DesignError("Chatting: --adapter and --arm name two models. Give one of them.")
    folder = adapter or (_trained(arm) if arm else None)
    subject = _seated(folder, model)
    for turn, text in enumerate(_questions(), start=1):
        for line in _answered(subject, text, draw=f"chat/{seed}/{turn}", temperature=temperature):
            print(line, flush=True)


def _questions() -> Iterator[str]:
    """The lines of the input that are not blank; on a terminal, each behind a prompt."""
    prompt = "> " if sys.stdin.isatty() else ""
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            if text := input(prompt).strip():
                yield text


def _answered(subject: "Local", text: str, *, draw: str, temperature: float) -> Iterator[str]:
    """The answer, and the oracle's reading of it."""
    from inward.probes.freeform import Freeform
    from inward.schema.talk import Item
    from inward.subjects.hold import Seat, hold
    from inward.worlds.village.oracle import Oracle

    item = Item(id="chat", text=text, cluster="chat")
    talk = Freeform(temperature=temperature, max_tokens=LONGEST).talk(item)
    (said,) = hold([Seat(talk=talk, cast={"subject": "chat"}, draw=draw)], {"chat": subject})
    yield str(said.parts["answer"]) or "(nothing)"
    yield f"  oracle: {_ruled(*hold([Oracle().read([said])], {}))}"


def _ruled(found: "Score | Missing") -> str:
    from inward.schema.outcome import Missing

    if isinstance(found, Missing):
        return found.reason
    return f"{found.label} ({found.reason})" if found.reason else found.label


def _seated(folder: Path | None, model: Path | None) -> "Local":
    """The model at its desk, with the adapter if there is one."""
    import json

    from inward.subjects.local import Local
    from inward.work import Place, desk
    from inward.worlds.village.world import Village

    base = Village(folder=model) if model else Village()
    at = desk(Place(reference=base.base, dtype="float32", device="cpu"))
    if folder is None:
        at.seat({"chat": None})
        return Local(desk=at, alone=True)
    try:
        digest = json.loads((folder / "inward.json").read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"Chatting with {folder}: it holds no readable inward.json. Give the folder of an adapter of a run."
        ) from error
    at.seat({"chat": (str(digest), folder)})
    return Local(desk=at, alone=True)


def _trained(arm: str) -> Path | None:
    """The folder of the adapter that a run of the village trained as RUN:ARM/SEED; None for its untouched base."""
    from inward.store.rundir import read_study
    from inward.store.trained import split, trained

    run, _ = split(arm, phase="Chatting with")
    if (world := read_study(run)["world"]) != "village":
        raise DesignError(f"Chatting with {arm}: that run's world is {world}. Give a run of the village.")
    return trained(arm, phase="Chatting with")
