"""The options that run, plan and why-miss share, written down once."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from inward.errors import DesignError
from inward.judging import SAMPLES, TOKENS
from inward.order import Order

Study = Annotated[str, typer.Argument(help="A study that `inward list` shows, or a file such as ./my_study.py.")]
Model = Annotated[str, typer.Option(help="The base: a folder, or ORG/NAME@REVISION. Without it, the village's.")]
World = Annotated[str, typer.Option(help="village or english; english where a --model is given.")]
Corpora = Annotated[list[str] | None, typer.Option("--corpus", help="NAME=FILE of chat JSONL; once per corpus.")]
Questions = Annotated[list[str] | None, typer.Option(help="PROBE=FILE of questions that replace ours.")]
Judge = Annotated[str, typer.Option(help="A local judge: a folder, or ORG/NAME@REVISION.")]
JudgeUrl = Annotated[str, typer.Option(help="A judge behind an OpenAI-compatible endpoint: https://HOST/v1.")]
JudgeModel = Annotated[str, typer.Option(help="Which model of that endpoint judges. Its key: INWARD_JUDGE_KEY.")]
JudgeSamples = Annotated[int, typer.Option(help="Replies to each rubric about each answer, of that judge.")]
JudgeTokens = Annotated[int, typer.Option(help="Tokens of each reply at most; more for a judge that thinks aloud.")]
JudgePrice = Annotated[str, typer.Option(help="IN,OUT: what a million tokens read and written cost there.")]
MaxCost = Annotated[float | None, typer.Option(help="Stop before the judge costs more, all starts together.")]
SecondJudge = Annotated[str, typer.Option(help="Another local judge, that reads all again: what depends on the judge.")]
SecondModel = Annotated[str, typer.Option("--second-judge-model", help="Another model of the same endpoint, for the same.")]
Rubric = Annotated[str, typer.Option(help="A file that says what the judge looks for: text, scale, direction, threshold.")]
RecipeFile = Annotated[str, typer.Option("--recipe", help="A JSON file with any of the recipe's keys.")]
Changes = Annotated[list[str] | None, typer.Option("--set", help="recipe.KEY=VALUE; may be repeated.")]
SizeName = Annotated[str, typer.Option("--size", help="sketch (5 seeds x 10 samples), pilot (8 x 20) or full (16 x 50).")]
Seeds = Annotated[str, typer.Option(help="A count such as 8, or a span such as 101-108.")]
Samples = Annotated[int | None, typer.Option(help="Samples per question.")]
Device = Annotated[str, typer.Option(help="cpu or cuda.")]
Devices = Annotated[str, typer.Option(help="cuda:0,cuda:1 and so on: a worker process on each. Stands for --device.")]
Processes = Annotated[int | None, typer.Option(help="Worker processes; one per core unless you say.")]
Looks = Annotated[
    int | None, typer.Option(help="How often you will look while adding seeds or samples; say it before the first look.")
]
Arms = Annotated[
    list[str] | None,
    typer.Option(
        "--arm",
        help="NAME=CHECKPOINT[,CHECKPOINT...]: model or PEFT folders or ORG/NAME@REVISION, trained elsewhere, one per seed.",
    ),
]
Contrasts = Annotated[
    list[str] | None, typer.Option("--contrast", help="A-B, two arms to compare; may be repeated. Then no others are.")
]
DoseOf = Annotated[
    str,
    typer.Option("--dose", help="steps=15,30 or share=.25,.5 or rows=25,100: contrasts at these doses too, and a curve."),
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
    rubric: Rubric = "",
    recipe: RecipeFile = "",
    changes: Changes = None,
    size: SizeName = "",
    seeds: Seeds = "",
    samples: Samples = None,
    device: Device = "cpu",
    devices: Devices = "",
    processes: Processes = None,
    looks: Looks = None,
    arm: Arms = None,
    contrast: Contrasts = None,
    dose: DoseOf = "",
    judge_url: JudgeUrl = "",
    judge_model: JudgeModel = "",
    judge_samples: JudgeSamples = SAMPLES,
    judge_tokens: JudgeTokens = TOKENS,
    judge_price: JudgePrice = "",
    max_cost: MaxCost = None,
    second_judge: SecondJudge = "",
    second_judge_model: SecondModel = "",
    out: Out = None,
) -> tuple[Order, Path | None]:
    """What the options of run, plan and why-miss ask for."""
    order = Order(
        study=study,
        model=model,
        world=world,
        corpora=pairs("--corpus", corpus),
        questions=pairs("--questions", questions),
        judge=judge,
        rubric=rubric,
        recipe_file=recipe,
        changes=tuple(changes or ()),
        size=size,
        seeds=seeds,
        samples=samples,
        device=device,
        devices=devices,
        processes=processes,
        looks=looks,
        arms={name: _checkpoints(name, value) for name, value in pairs("--arm", arm, form="CHECKPOINT").items()},
        contrasts=tuple(contrast or ()),
        dose=dose,
        judge_url=judge_url,
        judge_model=judge_model,
        judge_samples=judge_samples,
        judge_tokens=judge_tokens,
        judge_price=judge_price,
        max_cost=max_cost,
        second_judge=second_judge,
        second_judge_model=second_judge_model,
    )
    return order, out


def _checkpoints(arm: str, given: str) -> tuple[str, ...]:
    """The checkpoints of an arm, between commas."""
    found = tuple(one.strip() for one in given.split(","))
    if not all(found):
        raise DesignError(f"--arm {arm}={given!r}: there is nothing beside a comma. Write NAME=CHECKPOINT,CHECKPOINT.")
    return found


def pairs(option: str, given: list[str] | None, *, form: str = "FILE") -> dict[str, str]:
    """What follows each name. Raises DesignError where a name or a value is missing, or a name is there twice."""
    found: dict[str, str] = {}
    for one in given or []:
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            raise DesignError(f"{option} {one!r}: write NAME={form}.")
        if name in found:
            raise DesignError(f"{option}: {name!r} is given twice, {found[name]} and {value}.")
        found[name] = value
    return found


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
