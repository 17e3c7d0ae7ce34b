"""The commands of the village: build its base anew, print its card, talk to it."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.chat import chat
from inward.errors import DesignError

village = typer.Typer(help="The tiny world that ships with the package.", no_args_is_help=True, rich_markup_mode=None)
village.command("chat")(chat)

Traits = Annotated[str, typer.Option(help="shared, independent, or their correlation in any two matters, such as 0.5.")]


@village.command("build")
def village_build(
    out: Annotated[Path, typer.Option(help="A new folder for the base.")],
    traits: Traits = "shared",
    seed: Annotated[int, typer.Option(help="Another seed, another village.")] = 0,
    quarter: Annotated[str, typer.Option(help="What its base grows up with; docs/village.md tells the quarters.")] = "heart",
    size: Annotated[str, typer.Option(help="small, medium or large; the bases that ship are medium.")] = "medium",
) -> None:
    """Remake the village's base from nothing, and measure its card."""
    from inward.progress import Progress
    from inward.worlds.village.build import build
    from inward.worlds.village.quarters import find_quarter

    chosen = find_quarter(quarter)

    with Progress() as showing:
        showing.start("pretraining", chosen.steps, unit="steps")
        build(
            out,
            correlation=_correlation(traits),
            seed=seed,
            quarter=chosen,
            size=size,
            progress=lambda done, total, loss: showing.reach(done),
        )
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
