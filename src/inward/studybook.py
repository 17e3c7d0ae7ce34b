"""Which studies there are: those that ship, those of installed packages, and those in files."""

from pathlib import Path

from inward.errors import DesignError
from inward.schema.design import Study
from inward.schema.sweep import Sweep
from inward.studyfile import StudyFile, installed, is_path, read_installed, read_study_file


def studies() -> dict[str, Study]:
    """Every study that ships, by name."""
    from inward.studies import (
        backdoor_awareness,
        connecting_the_dots,
        connecting_the_dots_functions,
        emergent_misalignment,
        insecure_code_self_report,
        make_me_say,
        out_of_context_instructions,
        personas,
        reversal_curse,
        self_awareness,
        sycophancy,
    )

    modules = (
        emergent_misalignment,
        self_awareness,
        personas,
        make_me_say,
        insecure_code_self_report,
        backdoor_awareness,
        connecting_the_dots,
        connecting_the_dots_functions,
        reversal_curse,
        out_of_context_instructions,
        sycophancy,
    )
    every = (one for module in modules for one in vars(module).values() if isinstance(one, Study))
    return {study.name: study for study in every}


def sweeps() -> dict[str, Sweep]:
    """Every sweep that ships, by name."""
    from inward.studies import steering

    return {sweep.name: sweep for sweep in (steering.SWEEP,)}


def find_sweep(name: str) -> Sweep:
    """The sweep called `name`."""
    known = sweeps()
    if name not in known:
        raise DesignError(f"No sweep {name!r}; there are: {', '.join(known)}.")
    return known[name]


def open_study(name: str) -> StudyFile:
    """The study called `name`, or the one in the file `name`; those of ours come before those of installed packages."""
    if is_path(name):
        return read_study_file(Path(name))
    known = studies()
    if name in known:
        return StudyFile(study=known[name])
    others = installed()
    if name not in others:
        near = f" Did you mean ./{name}.py?" if Path(f"{name}.py").is_file() else ""
        raise DesignError(f"No study {name!r}; there are: {', '.join([*known, *others])}. `inward list` shows them.{near}")
    return read_installed(others[name])


def find_study(name: str) -> Study:
    """The study called `name`."""
    return open_study(name).study
