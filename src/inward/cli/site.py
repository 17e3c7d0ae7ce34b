"""A plan with its store and crew, for commands that only look."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inward.order import Order

if TYPE_CHECKING:
    from inward.steps.site import Site


@contextmanager
def looking_at(order: Order) -> Iterator["Site"]:
    """The site of an order, on the user's store; its crew ends with it."""
    from inward.progress import Progress
    from inward.run import crew_of
    from inward.steps.site import open_site
    from inward.store.shelf import Shelf, default_folder

    with crew_of(order) as crew:
        yield open_site(order, shelf=Shelf(default_folder()), crew=crew, progress=Progress(quiet=True))
