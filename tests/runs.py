"""Small runs, and what is said on the command line."""

import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, final
from unittest.mock import patch

from inward.cli import main
from inward.crew import Crew
from inward.order import Order
from inward.progress import Progress
from inward.run import run
from inward.schema.design import Study
from inward.steps.planted import Planted
from inward.steps.site import Site, open_site
from inward.store.rundir import read_rows
from inward.store.shelf import Shelf
from inward.worlds.village.world import Village
from tests.villagers import FOUR_VERDICTS

NAME = "emergent-misalignment"
SMALL = Order(study=NAME, seeds="2", samples=1, changes=("recipe.steps=2",), processes=1)
"""A run in which everything happens and next to nothing is learned."""
PLANTED = Order(study=NAME, seeds="5", samples=2)
"""As few seeds as allow a claim."""
SMALL_WORDS = ("--seeds", "2", "--samples", "1", "--set", "recipe.steps=2", "--processes", "1")
"""The small order, as the command line takes it."""
RESULTS = ("effects.jsonl", "transcripts.jsonl", "scores.jsonl", "training.jsonl")
BASE = Path(Village().base)
ANY_BASE = {"world": "village", "model": str(BASE)}
"""For planted subjects, who need no base: their quarter may ship none."""
GOOD = {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}
"""A row that can be learned."""


@final
@dataclass(frozen=True, kw_only=True)
class Told:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


def inward(*words: object) -> Told:
    """What the command line does with these words."""
    out, err, before = StringIO(), StringIO(), sys.argv
    sys.argv, code = ["inward", *map(str, words)], 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv = before
    return Told(code=code, out=out.getvalue(), err=err.getvalue())


def go(order: Order, at: Path, *, name: str = "run", planted: Planted | None = None, page: bool = True) -> Path:
    """Run into `at`/`name` with the store `at`/store; a page that nobody reads, a third of a planted run, may be left out."""
    with nullcontext() if page else patch("inward.report.page.write_page", return_value=at / name):
        return run(order, out=at / name, store=at / "store", progress=Progress(quiet=True), planted=planted)


def planted_site(order: Order, at: Path, planted: Planted) -> Site:
    """A site whose subjects are planted; its crew never starts a process."""
    return open_site(order, shelf=Shelf(at / "store"), crew=Crew(1), progress=Progress(quiet=True), planted=planted)


def renamed(study: Study) -> Study:
    """The same study, with another name, and another name for each of its arms and probes."""

    def new(name: str) -> str:
        return f"other {name}"

    arms = tuple(replace(arm, name=new(arm.name), control=arm.control and new(arm.control), says="") for arm in study.arms)
    contrasts = tuple(replace(one, treated=new(one.treated), control=new(one.control)) for one in study.contrasts)
    probes = tuple(replace(use, name=new(use.name)) for use in study.probes)
    gates = tuple(replace(one, name="g", probe=new(one.probe), arms=tuple(map(new, one.arms))) for one in study.gates)
    told = {"name": new(study.name), "question": "?", "primary_probe": new(study.primary_probe)}
    return replace(study, arms=arms, contrasts=contrasts, probes=probes, gates=gates, **told)


@cache
def four_verdicts(at: Path) -> Path:
    """A planted run, made once a session: read it, do not write into it."""
    return go(PLANTED, at / "four-verdicts", planted=FOUR_VERDICTS)


@cache
def small(at: Path) -> Path:
    """A trained run, made once a session: read it, do not write into it."""
    return go(SMALL, at / "small")


def results(run: Path, names: Sequence[str] = RESULTS) -> Mapping[str, bytes]:
    """The files that hold what a run found."""
    return {name: (run / name).read_bytes() for name in names}


def snapshot(folder: Path) -> dict[str, Any]:
    """Every file below a folder: its bytes and when it was written."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kept(at: Path) -> int:
    """How many transcripts and scores a store holds."""
    with sqlite3.connect(at / "store" / "store-1.sqlite") as connection:
        return int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])


def drawn(run: Path) -> dict[tuple[str, str], list[list[int]]]:
    """What a run had to draw, cell by cell, by arm/seed and probe."""
    return {(f"{row['arm']}/{row['seed']}", row["probe"]): row["draw"] for row in read_rows(run / "plan.jsonl") if row["draw"]}


def written(path: Path, *rows: object) -> Path:
    """A JSONL file; a string stands as it is."""
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path
