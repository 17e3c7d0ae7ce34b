"""The same contrast in two runs: how far it differs, and what else does."""

from pathlib import Path
from typing import Annotated

import typer


def compare(
    first: Annotated[Path, typer.Argument(help="A run's folder.")],
    second: Annotated[Path, typer.Argument(help="Another run of the same study.")],
    contrast: Annotated[str, typer.Option(help="A-B; every contrast that both runs have unless you say.")] = "",
) -> None:
    """Compare a contrast between two runs, such as two bases or two recipes."""
    from inward.show import comparison
    from inward.steps.compare import compare as set_beside

    print("\n\n".join(comparison(one) for one in set_beside(first, second, contrast=contrast)))
