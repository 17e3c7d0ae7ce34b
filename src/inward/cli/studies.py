"""The commands about studies: list those there are, begin one of your own."""

import re
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from inward.errors import DesignError, InwardError, StoreError
from inward.schema.design import Study

TEMPLATE = "own_study.txt"
"""Lies beside this file; runs as it is once @NAME@ and @FILE@ are filled in."""


def list_studies() -> None:
    """The studies, their arms and their probes; those of installed packages too."""
    from inward.studybook import studies
    from inward.studyfile import installed, read_installed

    for name, study in studies().items():
        _show(name, study)
    for name, entry in installed().items():
        try:
            _show(f"{name} (of {entry.value})", read_installed(entry).study)
        except InwardError as error:
            print(f"{name}\n  {error}")


def _show(name: str, study: Study) -> None:
    print(f"{name}\n  {study.question}")
    print("  arms: " + ", ".join(arm.name for arm in study.arms))
    print("  probes: " + ", ".join(use.name for use in study.probes))


def new(study: Annotated[str, typer.Argument(help="What to call it, such as steadiness.")]) -> None:
    """Begin a study of your own: a commented file in this folder, which runs as it is."""
    name = Path(study).name.removesuffix(".py").replace("_", "-")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or name != study.removesuffix(".py").replace("_", "-"):
        raise DesignError(f"A study called {study!r}: give small letters, digits and hyphens, such as my-study.")
    file = Path(f"{name.replace('-', '_')}.py")
    if not file.exists() and find_spec(file.stem):
        raise DesignError(
            f"A study called {study!r}: Python has a module {file.stem} that its file would hide. Choose another name."
        )
    text = (resources.files(__package__) / TEMPLATE).read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text.replace("@NAME@", name).replace("@FILE@", str(file)))
    except FileExistsError as error:
        raise StoreError(
            f"Writing {file}: it is there already and is left as it is. Choose another name for the new one."
        ) from error
    except OSError as error:
        raise StoreError(f"Writing {file}: {error.strerror}. Go to a folder that can be written.") from error
    print(f"{file}: read it, change it, and run it with `inward run ./{file}`.")
