"""A study from its plan to its page: eight steps, each skipped where its result is in store."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from inward.crew import Crew, cores
from inward.order import Order
from inward.progress import Progress
from inward.steps.judge import judge
from inward.steps.planted import Planted
from inward.steps.record import conclude, record
from inward.steps.registered import account, registration
from inward.steps.reproduce import ordered
from inward.steps.second import second
from inward.steps.settle import settle
from inward.steps.site import open_site
from inward.steps.speak import gather, speak
from inward.steps.treat import treat
from inward.store.rundir import write_rows
from inward.store.shelf import Shelf, default_folder


def run(
    order: Order,
    *,
    out: Path | None = None,
    store: Path | None = None,
    progress: Progress | None = None,
    planted: Planted | None = None,
) -> Path:
    """
    Run a study, or go on with it where it stopped; the run's folder.

    Killed anywhere and started again it does what is left: finished work is skipped, none is lost or counted twice.
    It goes by the registration in its folder or in the order, where there is one, and its looks are those registered.
    With `planted`, scripted subjects reply in place of trained models: nothing is trained, all else is the same.
    """
    from inward.report.page import write_page

    folder = out or Path("runs") / f"{order.found.study.name}-{date.today():%Y-%m-%d}"
    made = registration(folder, order.registration)
    order = replace(order, looks=order.looks or made.study["looks"]) if made else order
    shelf = Shelf(store or default_folder())
    with progress or Progress() as showing, crew_of(order) as crew:
        site = open_site(order, shelf=shelf, crew=crew, progress=showing, planted=planted)
        study, planned = settle(site, folder)
        write_rows(folder / "order.json", [ordered(order, planted=planted.name if planted else "")])
        treat(site)
        speak(site, planned)
        held = gather(site)
        readings = record(site, folder, held=held, scores=judge(site, held))
        effects = conclude(site, folder, look=study["look"], looks=study["looks"], readings=readings)
        second(site, order, folder, held=held, readings=readings, look=study["look"], looks=study["looks"])
        account(site, folder, made=made, study=study, effects=effects)
        showing.say(f"report: {write_page(folder)}")
    return folder


def processes(order: Order) -> int:
    """One process per core on a CPU, one for a GPU, unless the order says."""
    return order.processes or len(order.chosen_devices) or (1 if order.chosen_device.startswith("cuda") else cores())


def crew_of(order: Order) -> Crew:
    """The workers of an order, who know its study's own file."""
    return Crew(processes(order), own=order.found.source, devices=order.chosen_devices)
