"""The command `inward register`: freeze a study and the forecasts for it before data."""

from inspect import Parameter
from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import takes_order
from inward.order import Order

Forecasts = Annotated[
    list[str] | None,
    typer.Option(
        "--forecast", help='What somebody expects, as "Ada: insecure-secure=.2[.1,.3]"; once per forecast; @80 for 80%.'
    ),
]

Registration = Annotated[str, typer.Option(help="The registration.json to go by, where none lies in the run's folder.")]
REGISTRATION = Parameter("registration", Parameter.KEYWORD_ONLY, default="", annotation=Registration)


def register(order: Order, out: Path | None, forecast: list[str] | None) -> None:
    """Freeze a study before data, with forecasts: the run's options, and what is expected of its contrasts."""
    from inward.cli.site import looking_at
    from inward.forecast import parsed
    from inward.registration import NAME, listed
    from inward.steps.register import register as register_plan
    from inward.steps.register import target

    forecasts = parsed(forecast or [])
    path = target(out or Path("."))
    with looking_at(order) as site:
        made = register_plan(site, path, forecasts=forecasts)
    print(f"registered: {path}\ndigest: {made.digest}", *listed(made.forecasts), sep="\n")
    print(
        f"to run by it: the same options with --out {path.parent}"
        if path.name == NAME
        else f"to run by it: --registration {path}"
    )
    if made.before.data:
        print("data of this plan were there already: the report will say that it was registered after them")


command = takes_order(register, Parameter("forecast", Parameter.KEYWORD_ONLY, default=None, annotation=Forecasts))
