"""Two halves of the questions: one to choose a layer on, one to report."""

from collections.abc import Iterable

from inward.errors import DesignError
from inward.store.digest import digest


def halves(clusters: Iterable[str], *, what: str) -> tuple[set[str], set[str]]:
    """
    Clusters for development and for test, by their names' digests: as many of either, or one fewer for development.

    Raises DesignError where there are fewer than 4; `what` says for what.
    """
    every = sorted(set(clusters), key=digest)
    if len(every) < 4:
        raise DesignError(f"{what}: the layer is chosen on half of {len(every)} clusters of questions; give at least 4.")
    return set(every[: len(every) // 2]), set(every[len(every) // 2 :])
