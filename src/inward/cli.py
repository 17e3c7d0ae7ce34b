"""The command line: list, plan, run, show, report, why-miss, village."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inward.errors import DesignError, InwardError
from inward.order import Order

if TYPE_CHECKING:
    from inward.steps.site import Site

app = typer.Typer(
    help="A laboratory for the psychology of language models.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
village = typer.Typer(help="The tiny world that ships with the package.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(village, name="village")

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
Folder = Annotated[Path, typer.Argument(help="A run's folder.")]


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


def _takes_order(act: Callable[[Order, Path | None], None]) -> Callable[..., None]:
    """A command with the options of `_order`, written down once."""

    def command(**given: Any) -> None:  # noqa: ANN401
        act(*_order(**given))

    command.__name__, command.__doc__ = act.__name__, act.__doc__
    command.__signature__ = inspect.signature(_order).replace(return_annotation=None)  # type: ignore[attr-defined]
    command.__annotations__ = {**_order.__annotations__, "return": None}
    return command


@app.command("list")
def list_studies() -> None:
    """The studies, their arms and their probes."""
    from inward.order import studies

    for name, study in studies().items():
        print(f"{name}\n  {study.question}")
        print("  arms: " + ", ".join(arm.name for arm in study.arms))
        print("  probes: " + ", ".join(use.name for use in study.probes))


def plan(order: Order, out: Path | None) -> None:
    """What a run would do: cells, tokens, time, memory, and the smallest effect it could find. Nothing runs."""
    from inward import show
    from inward.steps.preview import preview

    with _site(order) as site:
        print(show.plan(preview(site)))


def run(order: Order, out: Path | None) -> None:
    """Run a study, or go on with it where it stopped."""
    from inward.run import run as run_order

    print(run_order(order, out=out))


def why_miss(order: Order, out: Path | None) -> None:
    """Why finished work would not be used again: what differs from the nearest thing in store."""
    from inward.steps.why_miss import why_miss as misses

    with _site(order) as site:
        found = misses(site)
    for miss in found:
        print(f"{miss.count} x {miss.stage}: {miss.reason}")
    if not found:
        print("nothing is missing: all of it is in store")


app.command("plan")(_takes_order(plan))
app.command("run")(_takes_order(run))
app.command("why-miss")(_takes_order(why_miss))


@contextmanager
def _site(order: Order) -> Iterator["Site"]:
    """A plan with its store and crew, for commands that only look."""
    from inward.crew import Crew
    from inward.progress import Progress
    from inward.run import processes
    from inward.steps.site import open_site
    from inward.store.shelf import Shelf, default_folder

    with Crew(processes(order)) as crew:
        yield open_site(order, shelf=Shelf(default_folder()), crew=crew, progress=Progress(quiet=True))


@app.command()
def show(folder: Folder, every: Annotated[bool, typer.Option("--all", help="Every row, not the primary ones.")] = False) -> None:
    """The effects of a finished run."""
    from inward.show import effects
    from inward.store.rundir import read_rows, read_study

    notice = read_study(folder)["notice"]
    print(effects(read_rows(folder / "effects.jsonl"), every=every) + (f"\n\n{notice}" if notice else ""))


@app.command()
def report(folder: Folder) -> None:
    """Write a finished run's report.html anew."""
    from inward.report.page import write_page

    print(write_page(folder))


Traits = Annotated[str, typer.Option(help="shared, independent, or their correlation in any two matters, such as 0.5.")]


@village.command("build")
def village_build(
    out: Annotated[Path, typer.Option(help="A new folder for the base.")],
    traits: Traits = "shared",
    seed: Annotated[int, typer.Option(help="Another seed, another village.")] = 0,
) -> None:
    """Remake the village's base from nothing, and measure its card."""
    from inward.progress import Progress
    from inward.worlds.village.build import STEPS, build

    with Progress() as showing:
        showing.start("pretraining", STEPS, unit="steps")
        build(out, correlation=_correlation(traits), seed=seed, progress=lambda done, total, loss: showing.reach(done))
    village_card(out)


def _correlation(traits: str) -> float:
    named = {"shared": 1.0, "independent": 0.0}
    try:
        return named[traits] if traits in named else float(traits)
    except ValueError as error:
        raise DesignError(f"--traits {traits!r}: it is shared, independent, or a number from 0 to 1.") from error


@village.command("card")
def village_card(
    folder: Annotated[Path | None, typer.Argument(help="A base; the one that ships unless you say.")] = None,
) -> None:
    """What a village base does, domain by domain, and the bands it must lie in."""
    from inward.show import card
    from inward.worlds.village.card import read_card
    from inward.worlds.village.world import Village

    print(card(read_card(folder or Path(Village().base))))


def main() -> None:
    """The entry point: our own errors are one sentence and exit code 2."""
    try:
        app()
    except InwardError as error:
        print(f"inward: {error}", file=sys.stderr)
        sys.exit(2)
