"""Which studies there are: those that ship, those of installed packages, and those in files."""

from pathlib import Path

from inward.errors import DesignError
from inward.schema.design import Study
from inward.schema.sweep import Sweep
from inward.studyfile import StudyFile, installed, is_path, read_installed, read_study_file


def studies() -> dict[str, Study]:
    """Every study that ships, by name."""
    from inward.studies import emergent_misalignment, self_awareness, sycophancy

    return {
        study.name: study for study in (emergent_misalignment.STUDY, self_awareness.RISK, self_awareness.TIME, sycophancy.STUDY)
    }


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
