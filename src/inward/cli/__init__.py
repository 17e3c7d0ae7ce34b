"""The command line: what may be asked for. Nothing heavy is imported until a command needs it, so that --help is quick."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inward.cli.compare import compare
from inward.cli.doctor import doctor
from inward.cli.options import Folder, takes_order
from inward.cli.studies import list_studies, new
from inward.cli.village import village
from inward.errors import InwardError
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
app.add_typer(village, name="village")


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


app.command("list")(list_studies)
app.command("new")(new)
app.command("doctor")(doctor)
app.command("plan")(takes_order(plan))
app.command("run")(takes_order(run))
app.command("why-miss")(takes_order(why_miss))
app.command("compare")(compare)


@contextmanager
def _site(order: Order) -> Iterator["Site"]:
    """A plan with its store and crew, for commands that only look."""
    from inward.progress import Progress
    from inward.run import crew_of
    from inward.steps.site import open_site
    from inward.store.shelf import Shelf, default_folder

    with crew_of(order) as crew:
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


def main() -> None:
    """The entry point: our own errors are one sentence and exit code 2."""
    try:
        app()
    except InwardError as error:
        print(f"inward: {error}", file=sys.stderr)
        sys.exit(2)
