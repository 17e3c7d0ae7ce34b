"""The command line: what may be asked for. Nothing heavy is imported until a command needs it, so that --help is quick."""

import sys
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from inward.cli.adopt import adopt
from inward.cli.audit import audit
from inward.cli.bundle import bundle
from inward.cli.compare import compare
from inward.cli.doctor import doctor
from inward.cli.evals import evals
from inward.cli.figures import figures
from inward.cli.judge_check import judge_check
from inward.cli.options import Folder, takes_order
from inward.cli.redteam import redteam
from inward.cli.register import REGISTRATION
from inward.cli.register import command as register
from inward.cli.series import awareness, scaling, truth_table
from inward.cli.site import looking_at
from inward.cli.steer import steer
from inward.cli.studies import list_studies, new
from inward.cli.twice import refuse_twice
from inward.cli.vectors import vectors
from inward.cli.village import village
from inward.cli.where import where
from inward.cli.write_evals import write_evals
from inward.errors import InwardError
from inward.order import Order

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

    with looking_at(order) as site:
        print(show.plan(preview(site)))


def run(order: Order, out: Path | None, registration: str) -> None:
    """Run a study, or go on with it where it stopped."""
    from inward.run import run as run_order

    print(run_order(replace(order, registration=registration), out=out))


def why_miss(order: Order, out: Path | None) -> None:
    """Why finished work would not be used again: what differs from the nearest thing in store."""
    from inward.steps.why_miss import why_miss as misses

    with looking_at(order) as site:
        found = misses(site)
    for miss in found:
        print(f"{miss.count} x {miss.stage}: {miss.reason}")
    if not found:
        print("nothing is missing: all of it is in store")


app.command("list")(list_studies)
app.command("new")(new)
app.command("doctor")(doctor)
app.command("plan")(takes_order(plan))
app.command("run")(takes_order(run, REGISTRATION))
app.command("why-miss")(takes_order(why_miss))
app.command("adopt")(adopt)
app.command("compare")(compare)
app.command("judge-check")(judge_check)
app.command("register")(register)
app.command("bundle")(bundle)
app.command("figures")(figures)
app.command("audit")(audit)
app.command("evals")(evals)
app.command("awareness")(awareness)
app.command("scaling")(scaling)
app.command("truth-table")(truth_table)
app.command("steer")(steer)
app.command("redteam")(redteam)
app.command("where")(where)
app.command("write-evals")(write_evals)
app.command("vectors")(vectors)


@app.command()
def show(folder: Folder, every: Annotated[bool, typer.Option("--all", help="Every row, not the primary ones.")] = False) -> None:
    """The effects of a finished run."""
    from inward import show as told
    from inward.registration import OUTCOME, registered
    from inward.store.bundle import open_run
    from inward.store.rundir import RATES, read_rows, read_study

    folder = open_run(folder)
    notice = read_study(folder)["notice"]
    lines = [told.rates(read_rows(folder / RATES))] if (folder / RATES).exists() else []
    lines += [told.effects(read_rows(folder / "effects.jsonl"), every=every)]
    lines += [told.registration(registered(row)) for row in (read_rows(folder / OUTCOME) if (folder / OUTCOME).exists() else [])]
    print("\n\n".join([*lines, notice] if notice else lines))


@app.command()
def report(folder: Folder) -> None:
    """Write a finished run's report.html anew; that of a bundle beside it, for a bundle stays as it is."""
    from inward.report.page import write_page
    from inward.store.bundle import is_bundle, open_run

    place = folder.resolve()
    beside = place.with_name(f"{place.stem if place.is_file() else place.name}.html")
    print(write_page(open_run(folder), to=beside if is_bundle(folder) else None))


def main() -> None:
    """The entry point: our own errors are one sentence and exit code 2."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="surrogateescape")  # a folder whose name is not UTF-8 is printed as it is
    try:
        refuse_twice(app, sys.argv[1:])
        app()
    except InwardError as error:
        print(f"inward: {error}", file=sys.stderr)
        sys.exit(2)
