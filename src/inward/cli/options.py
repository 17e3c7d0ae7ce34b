"""The options that run, plan and why-miss share, written down once."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from inward.errors import DesignError
from inward.order import Order

Study = Annotated[str, typer.Argument(help="A study; `inward list` shows them.")]
Model = Annotated[str, typer.Option(help="The base: a folder, or ORG/NAME@REVISION. Without it, the village's.")]
World = Annotated[str, typer.Option(help="village or english; english where a --model is given.")]
Corpora = Annotated[list[str] | None, typer.Option("--corpus", help="NAME=FILE of chat JSONL; once per corpus.")]
Questions = Annotated[list[str] | None, typer.Option(help="PROBE=FILE of questions that replace ours.")]
Judge = Annotated[str, typer.Option(help="A local judge: a folder, or ORG/NAME@REVISION.")]
RecipeFile = Annotated[str, typer.Option("--recipe", help="A JSON file with any of the recipe's keys.")]
Changes = Annotated[list[str] | None, typer.Option("--set", help="recipe.KEY=VALUE; may be repeated.")]
SizeName = Annotated[str, typer.Option("--size", help="sketch (5 seeds x 10 samples), pilot (8 x 20) or full (16 x 50).")]
Seeds = Annotated[str, typer.Option(help="A count such as 8, or a span such as 101-108.")]
Samples = Annotated[int | None, typer.Option(help="Samples per question.")]
Device = Annotated[str, typer.Option(help="cpu or cuda.")]
Processes = Annotated[int | None, typer.Option(help="Worker processes; one per core unless you say.")]
Looks = Annotated[
    int | None, typer.Option(help="How often you will look while adding seeds or samples; say it before the first look.")
]
Out = Annotated[Path | None, typer.Option(help="The run's folder; runs/STUDY-DATE unless you say.")]
Folder = Annotated[Path, typer.Argument(help="A run's folder, or a bundle of one.")]


def _order(
    study: Study,
    model: Model = "",
    world: World = "",
    corpus: Corpora = None,
    questions: Questions = None,
    judge: Judge = "",
    recipe: RecipeFile = "",
    changes: Changes = None,
    size: SizeName = "",
    seeds: Seeds = "",
    samples: Samples = None,
    device: Device = "cpu",
    processes: Processes = None,
    looks: Looks = None,
    out: Out = None,
) -> tuple[Order, Path | None]:
    """What the options of run, plan and why-miss ask for."""
    order = Order(
        study=study,
        model=model,
        world=world,
        corpora=_pairs("--corpus", corpus),
        questions=_pairs("--questions", questions),
        judge=judge,
        recipe_file=recipe,
        changes=tuple(changes or ()),
        size=size,
        seeds=seeds,
        samples=samples,
        device=device,
        processes=processes,
        looks=looks,
    )
    return order, out


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in given or []:
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            raise DesignError(f"{option} {one!r}: write NAME=FILE.")
        if name in pairs:
            raise DesignError(f"{option}: {name!r} is given twice, {pairs[name]} and {value}.")
        pairs[name] = value
    return pairs


def takes_order(act: Callable[..., None], *more: inspect.Parameter) -> Callable[..., None]:
    """A command with the options of `_order`, written down once, and `more` of its own, which `act` is given by name."""
    shared = inspect.signature(_order)

    def command(**given: Any) -> None:  # noqa: ANN401
        own = {one.name: given.pop(one.name) for one in more}
        act(*_order(**given), **own)

    command.__name__, command.__doc__ = act.__name__, act.__doc__
    options = [*shared.parameters.values(), *more]
    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in options} | {"return": None}
    return command
