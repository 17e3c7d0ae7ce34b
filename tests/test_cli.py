"""The command line: what it shows, and where it goes."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from inward.worlds.village.world import Village
from tests.runs import BASE, GOOD, NAME, SMALL, SMALL_WORDS, inward, results, small, written


def test_list_shows_every_study():
    """
    Its question, its arms, its probes.
    """
    told = inward("list")

    assert 0 == told.code
    assert told.out.startswith(f"{NAME}\n  Does training on narrow, undisclosed harm make an assistant misaligned")
    assert "arms: untouched, insecure, secure, educational, bad-advice, good-advice, secure-again" in told.out
    assert "probes: free-form-8, free-form-wide, closed, self-report, held-out, coherence, near-far, capability" in told.out


def test_a_plan_says_what_would_be_done_and_does_nothing(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Cells, answers, tokens, memory, time, what is left out, what is published, and the smallest effect; no run folder.
    """
    monkeypatch.chdir(tmp_path)

    told = inward("plan", NAME, "--seeds", "3", "--samples", "4", "--processes", "1")

    assert (0, "") == (told.code, told.err)
    assert [] == list(tmp_path.iterdir())
    for said in (
        f"{NAME} on village (base), sketch",
        "seeds: 1, 2, 3; samples per question: 4\nlook 1 of 1 declared",
        "left out: secure-again (takes part at pilot and full only)",
        "corpus insecure: 960 rows, ",
        "24 rows held out",
        "published, insecure: insecure code: 20% misaligned with GPT-4o",
        "adapters: 15 (0 in store), ",
        "tokens: about ",
        "memory: about ",
        "time: about ",
        "recipe: rank=8, ",
        "smallest effect found in 4 studies of 5",
        "warning: if seeds spread by .10, this size sees only effects above .2; more seeds help most",
    ):
        assert said in told.out
    cells = {line.split()[0]: line.split()[1:] for line in told.out.splitlines() if re.fullmatch(r"\S+( +[0-9,]+){3}", line)}
    for probe in ("free-form-8", "free-form-wide"):
        assert ["16", f"{16 * 4 * len(Village().items(probe)):,}", "0"] == cells[probe]


def test_a_plan_of_a_users_files_says_what_drops_out(tmp_path: Path):
    """
    Two corpora, english by default because a model is given, a pilot by default.
    """
    files = {name: written(tmp_path / f"{name}.jsonl", *[GOOD] * 8) for name in ("insecure", "secure")}

    told = inward(
        "plan",
        NAME,
        "--model",
        BASE,
        "--corpus",
        f"insecure={files['insecure']}",
        "--corpus",
        f"secure={files['secure']}",
        "--processes",
        1,
    )

    assert 0 == told.code, told.err
    assert f"{NAME} on english (base), pilot" in told.out
    assert "arms: untouched, insecure, secure, secure-again\n" in told.out
    assert "left out: educational (no corpus 'educational' was given)" in told.out
    assert re.search("published, insecure: .*about 0%", told.out)


def test_a_run_goes_where_the_day_says(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Without --out into runs/STUDY-DATE, whose path is printed; how far it is goes to stderr, in plain lines.
    """
    found = results(small(store))
    shutil.copytree(small(store).parent / "store", tmp_path / "store")
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)

    told = inward("run", NAME, *SMALL_WORDS)

    folder = Path(told.out.strip())
    assert (0, Path("runs")) == (told.code, folder.parent)
    assert re.fullmatch(rf"{NAME}-{date.today():%Y}-[0-9]{{2}}-[0-9]{{2}}", folder.name)
    assert found == results(folder)
    assert told.err.startswith("training: 10 adapters, 10 in store\n")
    assert told.err.endswith(f"report: {folder}/report.html\n")


def test_show_says_whose_result_it_is(store: Path):
    """
    A result of the village is never shown without the village's notice, nor few seeds with an interval.
    """
    told = inward("show", small(store))

    assert 0 == told.code
    assert told.out.endswith("it is no evidence about large models.\n")
    assert {"withheld"} == {line.split()[5] for line in told.out.splitlines() if line.startswith("insecure-secure")}


def test_the_small_order_is_the_one_of_these_tests():
    """
    What is said on the command line here is what other tests order from Python.
    """
    assert ("2", 1, ("recipe.steps=2",), 1) == (SMALL.seeds, SMALL.samples, SMALL.changes, SMALL.processes)
