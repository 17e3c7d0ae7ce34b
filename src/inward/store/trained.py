"""Where the adapter lies that a run trained."""

from pathlib import Path

from inward.errors import DesignError
from inward.store.rundir import read_rows, read_study
from inward.store.shelf import default_folder


def split(reference: str, *, phase: str) -> tuple[Path, str]:
    """The run and the ARM/SEED of RUN:ARM/SEED. Raises DesignError where it is none."""
    run, colon, name = reference.rpartition(":")
    if not colon or not run or name.count("/") != 1:
        raise DesignError(f"{phase} {reference!r}: no such model. Write RUN:ARM/SEED, such as runs/demo:insecure/1.")
    return Path(run), name


def trained(reference: str, *, phase: str) -> Path | None:
    """
    The folder in the store of what a run trained as RUN:ARM/SEED; None for its untouched base.

    Raises
    ------
    DesignError
        It is not of that form; the run trained nothing, or something else, or it is in the store no longer.
    StoreError
        No such run.
    """
    run, name = split(reference, phase=phase)
    study = read_study(run)
    rows = {f"{row['arm']}/{row['seed']}": str(row["adapter"]) for row in read_rows(run / "training.jsonl")}
    arms = {key.partition("/")[0] for key in rows}
    arm = name.partition("/")[0]
    if name in rows:
        return _there(default_folder() / "adapters" / rows[name], reference, phase=phase)
    if rows and arm in study["arms"] and arm not in arms:
        return None
    if not rows:
        raise DesignError(f"{phase} {reference}: that run trained nothing, its subjects were planted. Give another run.")
    raise DesignError(f"{phase} {reference}: that run trained {', '.join(rows)}. Give one of these.")


def _there(folder: Path, reference: str, *, phase: str) -> Path:
    if folder.is_dir():
        return folder
    raise DesignError(
        f"{phase} {reference}: {folder} is not there. Set $INWARD_STORE to the store of that run, or run the study again: what "
        "is there is kept."
    )
