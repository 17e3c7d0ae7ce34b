"""What the pages say is so: their Python runs, their links lead somewhere, the glossary holds every record."""

import importlib
import pkgutil
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import final

import pytest

import inward
from inward import schema
from inward.subjects import hold

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(?P<mark><!-- needs a run -->\n)?```python\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)")


@final
@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of Python on a page; one that needs a run folder is read, not run."""

    code: str
    needs_run: bool


def blocks(page: Path) -> list[Block]:
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(code=each["code"], needs_run=each["mark"] is not None) for each in found]


def records() -> set[str]:
    """The records and interfaces of the schema, and the driver's own, by name."""
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(schema.__path__, "inward.schema.")]
    return {
        each.__name__.removeprefix("Abstract")
        for module in (*modules, hold)
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    }


def told(*command: str) -> str:
    """What `inward COMMAND --help` prints."""
    ask = [sys.executable, "-m", "inward", *command, "--help"]
    return subprocess.run(ask, capture_output=True, text=True, check=True, timeout=120).stdout


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=name)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path):
    """
    The blocks of a page, one after another, are a program that ends well.
    """
    script = tmp_path / "page.py"
    script.write_text("\n".join(block.code for block in blocks(page) if not block.needs_run), encoding="utf-8")

    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("page", [page for page in PAGES if any(block.needs_run for block in blocks(page))], ids=name)
def test_python_that_needs_a_run_is_python(page: Path):
    """
    It compiles, and what it takes from `inward` is public.
    """
    code = "\n".join(block.code for block in blocks(page) if block.needs_run)

    compile(code, name(page), "exec")
    assert set() == set(re.findall(r"\binward\.(\w+)", code)) - set(inward.__all__)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path):
    """
    Every link inside the project names a file or folder that is there.
    """
    targets = [each["target"] for each in LINK.finditer(page.read_text(encoding="utf-8"))]

    assert [] == [target for target in targets if not (page.parent / target).exists()]


def test_the_commands_of_the_pages_are_there():
    """
    Every `inward COMMAND` that a page names is one.
    """
    named = {each for page in PAGES for each in re.findall(r"`inward ([a-z][a-z-]*)", page.read_text(encoding="utf-8"))}
    there = set(re.findall(r"^ {2}([a-z-]+) ", told(), re.MULTILINE))

    assert set() == named - there


def test_the_flags_of_the_readme_are_there():
    """
    Every flag in the README is one of the commands that it names, or of pip.
    """
    named = set(re.findall(r"--[a-z][a-z-]+", (ROOT / "README.md").read_text(encoding="utf-8")))
    there = set(re.findall(r"--[a-z][a-z-]+", told("run") + told("adopt") + told("register") + told("awareness")))

    assert set() == named - there - {"--extra-index-url"}


def test_the_glossary_holds_every_record():
    """
    Each record and interface of the schema, and the Seat, is a word of the glossary.
    """
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert set() == {word for word in records() if f"**{word}.**" not in glossary}


def test_the_pages_know_the_version():
    """
    The version is said once in code, and the changes and the citation agree with it.
    """
    assert f"\n## {inward.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {inward.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_decisions_are_numbered_in_order():
    """
    A decision is found by its number, and none is skipped.
    """
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [f"{place:04d}" for place in range(1, len(files) + 1)] == [file.name[:4] for file in files]


def test_every_probe_has_a_page():
    """
    A probe is a file, a test and a page.
    """
    probes = {file.stem.replace("_", "-") for file in (ROOT / "src" / "inward" / "probes").glob("[!_]*.py")}

    assert set() == probes - {page.stem for page in (ROOT / "docs" / "probes").glob("*.md")}


def test_every_study_has_a_page():
    """
    A study is a file and a page.
    """
    studies = {file.stem.replace("_", "-") for file in (ROOT / "src" / "inward" / "studies").glob("[!_]*.py")}

    assert set() == studies - {page.stem for page in (ROOT / "docs" / "studies").glob("*.md")}
