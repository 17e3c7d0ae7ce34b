"""A study of one's own: begun, found, refused with file and line, run in workers, and asked again only where it changed."""

import ast
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inward.errors import InwardError
from inward.order import Order
from inward.steps.planted import Planted
from inward.store.rundir import read_rows, read_study
from inward.studybook import open_study
from inward.subjects.scripted import Scripted
from inward.worlds.village.items import SETS
from tests.runs import BASE, GOOD, drawn, go, inward, results, written
from tests.test_docs import ROOT, blocks
from tests.villagers import villager

PAGE = ROOT / "docs" / "own-study.md"
GLANCE = ("--seeds", "2", "--samples", "1", "--set", "recipe.steps=2", "--processes", "2")


def begun(at: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `inward new` writes, in the working directory."""
    monkeypatch.chdir(at)
    assert 0 == inward("new", "steadiness").code
    return at / "steadiness.py"


def changed(file: Path, before: str, after: str, *, to: str = "") -> Path:
    """The file with one thing changed."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    other = file.with_name(to) if to else file
    other.write_text(text.replace(before, after), encoding="utf-8")
    return other


def complaint(file: Path) -> str:
    """The sentence with which a study's file is refused, its folder left out."""
    with pytest.raises(InwardError) as caught:
        open_study(str(file))
    return str(caught.value).replace(str(file.parent), "AT")


def steady(arm: str, seed: int) -> Scripted:
    """Insecure code makes a villager answer the second time otherwise."""
    calm = villager(cruel=0.0)

    def say(ask):
        if ask.options:
            return calm.say(ask)
        return "no." if arm == "insecure" and len(ask.messages) > 1 else "yes."

    return Scripted(say=say)


STEADY = Planted(name="steady", subject=steady)


def statements(text: str) -> list[str]:
    """A program's statements, without its docstring and its comments."""
    body = ast.parse(text).body
    return [ast.unparse(one) for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]


def test_the_page_builds_what_new_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Every statement of the file stands on the page, in order; what else is there tries it.
    """
    written = statements(begun(tmp_path, monkeypatch).read_text(encoding="utf-8"))
    page = statements("\n".join(block.code for block in blocks(PAGE)))

    assert written == [one for one in page if one in written]


@pytest.mark.slow
def test_the_pages_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Begun, planned and run in two workers, trained for a moment: every answer of its own probe has been read.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))
    lines = re.findall(r"^inward (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    new, plan, glance = (line.split() for line in lines[:3])

    told = [inward(*new), inward(*plan, "--processes", "1"), inward(*glance, "--processes", "2")]

    assert [0, 0, 0] == [one.code for one in told], told
    assert "steadiness on village (base), sketch" in told[1].out
    rows = read_rows(tmp_path / "runs" / "glance" / "scores.jsonl")
    assert {"steady", "unsteady"} >= {row["label"] for row in rows if row["probe"] == "twice"}
    assert 30 == sum(row["probe"] == "twice" for row in rows)


def test_new_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    What is there stays as it is, and the command says so.
    """
    file = begun(tmp_path, monkeypatch)
    file.write_text("mine")

    told = inward("new", "steadiness.py")

    said = "inward: Writing steadiness.py: it is there already and is left as it is. Choose another name for the new one.\n"
    assert (2, said, "mine") == (told.code, told.err, file.read_text())


@pytest.mark.parametrize("name", ["Caps", "a b", "../up", "1st", "-", ""])
def test_a_new_study_has_a_plain_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    It names files and folders.
    """
    monkeypatch.chdir(tmp_path)
    told = inward("new", "--", name)

    said = f"inward: A study called {name!r}: give small letters, digits and hyphens, such as my-study.\n"
    assert (2, said, []) == (told.code, told.err, list(tmp_path.iterdir()))


@pytest.mark.parametrize("name", ["torch", "statistics", "inward"])
def test_a_new_study_hides_no_module(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A file torch.py would be imported in torch's place wherever Python looks into the working directory first.
    """
    monkeypatch.chdir(tmp_path)

    said = f"inward: A study called {name!r}: Python has a module {name} that its file would hide. Choose another name.\n"
    assert said == inward("new", name).err
    assert [] == list(tmp_path.iterdir())


def test_a_planted_run_finds_what_was_planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The estimate of a study's own measure on its own items, in a folder of its name.
    """
    file = begun(tmp_path, monkeypatch)
    run = go(Order(study=str(file), seeds="5", samples=2), tmp_path, planted=STEADY)

    primary = [row for row in read_rows(run / "effects.jsonl") if row["primary"]]
    assert [("insecure-secure", -1.0)] == [(row["contrast"], row["estimate"]) for row in primary]
    assert "steadiness" == read_study(run)["study"]["name"]
    assert (run / "report.html").stat().st_size > 10_000


def test_only_what_was_edited_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A comment, the study's name and the file's change nothing; the probe's code asks that probe again; the scorer's code draws
    nothing.
    """
    file = begun(tmp_path, monkeypatch)

    def asked(name: str, path: Path) -> set[str]:
        return {
            probe for _, probe in drawn(go(Order(study=str(path), seeds="2", samples=1), tmp_path, name=name, planted=STEADY))
        }

    first = asked("first", file)
    same = asked("same", changed(file, "# --- How to ask", "# How to ask", to="renamed.py"))
    scored = asked("scored", changed(file, 'said["first"]).lower()', 'said["first"])', to="scored.py"))
    edited = asked("edited", changed(file, "(question, said, question)", "(question, said, said, question)", to="edited.py"))

    assert ({"twice", "held-out"}, set(), set(), {"twice"}) == (first, same, scored, edited)
    assert results(tmp_path / "first", ["effects.jsonl"]) == results(tmp_path / "same", ["effects.jsonl"])


def test_a_path_and_rows_are_brought_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Items from a file beside the study, a corpus of rows, wherever the working directory is.
    """
    file = begun(tmp_path, monkeypatch)
    text = file.read_text(encoding="utf-8")
    items = text[text.index('    "everyday": (') : text.index("CORPORA")]
    changed(file, items, '    "everyday": "asked.txt",\n}\n')
    changed(file, "CORPORA = {}", 'CORPORA = {"secure": ROWS}')
    row = 'Row(messages=(Message(role="user", text=str(i)), Message(role="assistant", text="no.")))'
    changed(file, "# --- What to ask", f"from inward.schema.design import Row\nROWS = [{row} for i in range(9)]\n# ---")
    (tmp_path / "asked.txt").write_text("### Category: one\n\nwho are you?\n\nwho else?\n")
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / "else")

    run = go(Order(study="../steadiness.py", seeds="2", samples=1), tmp_path, planted=STEADY)

    said = {row["text"] for row in read_rows(run / "transcripts.jsonl") if row["probe"] == "twice"}
    assert {"who are you?", "who else?"} == said
    assert (9, "steadiness.py") == tuple(read_study(run)["corpora"]["secure"][key] for key in ("rows", "source"))


WRONG = {
    "no STUDY": (
        "\nSTUDY = ",
        "\nSTUDIES = ",
        "Study AT/steadiness.py: it has no STUDY. Write STUDY = Study(...) at its top level; `inward new NAME` shows how.",
    ),
    "another STUDY": (
        "\nSTUDY = Study(",
        "\nSTUDY = dict(",
        "Study AT/steadiness.py, line LINE: its STUDY is a dict, not a Study. Write STUDY = Study(...).",
    ),
    "no Python": (
        "\nSTUDY = Study(",
        "\nSTUDY = = Study(",
        "Study AT/steadiness.py, line LINE: SyntaxError: invalid syntax. Mend the file and run the same command again.",
    ),
    "a slip": (
        "\nSTUDY = Study(",
        "\nSTUDY = Sturdy(",
        "Study AT/steadiness.py, line LINE: NameError: name 'Sturdy' is not defined. Mend the file and run the same command "
        "again.",
    ),
    "a neighbour": (
        "\nSTUDY = Study(",
        "\nimport neighbour\nSTUDY = Study(",
        "Study AT/steadiness.py, line LINE: ModuleNotFoundError: No module named 'neighbour'. Mend the file and run the same "
        "command again.",
    ),
    "an undeclared arm": (
        'contrasts=(Contrast(treated="insecure"',
        'contrasts=(Contrast(treated="nobody"',
        "Study AT/steadiness.py, line STUDY: DesignError: Contrast 'nobody-secure' names an undeclared treated arm 'nobody'; "
        "declared: ['untouched', 'insecure', 'secure']. Mend the file and run the same command again.",
    ),
    "a list": (
        'SCORERS = {"steady": Steady()}',
        "SCORERS = [Steady()]",
        "Study AT/steadiness.py, line LINE: its SCORERS is a list; write SCORERS = {'a-name': ...}.",
    ),
    "a class": (
        '{"steady": Steady()}',
        '{"steady": Steady}',
        "Study AT/steadiness.py, line LINE: its SCORERS 'steady' is a class; give a scorer, such as Polite(), not its class.",
    ),
    "text for items": (
        'cluster="work"),\n    ),\n}',
        'cluster="work"),\n        "who are you?",\n    ),\n}',
        "Study AT/steadiness.py, line ITEMS: its ITEMS 'everyday' are a tuple; give a tuple of Item, or the path of a file.",
    ),
    "one id twice": (
        'id="late"',
        'id="maid"',
        "Study AT/steadiness.py, line TWICE: its ITEMS 'everyday' hold the id 'maid' twice. Give each item an id of its own.",
    ),
    "an absent file": (
        "CORPORA = {}",
        'CORPORA = {"secure": "secure.jsonl"}',
        "Study AT/steadiness.py, line LINE: its CORPORA 'secure' is the file AT/secure.jsonl, which is not there. Paths start at "
        "the study's folder.",
    ),
    "an idle corpus": (
        "CORPORA = {}",
        "CORPORA = {'mine': __file__}",
        "Study AT/steadiness.py, line LINE: its CORPORA hold 'mine', which the study never asks for; it asks for insecure, "
        "secure. Use it, or remove it.",
    ),
    "a set in a probe": (
        "probe=Twice()",
        "probe=Twice(max_tokens={1})",
        "Study AT/steadiness.py, line USE: its probe 'twice' cannot be named or sent to a worker: Naming a set: a digest covers "
        "records, mappings, sequences and plain values only. Write a frozen dataclass of plain fields at the top level.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_each_slip_has_its_sentence_and_its_line(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The file, the line, what was found, and what to do.
    """
    before, after, sentence = WRONG[what]
    file = changed(begun(tmp_path, monkeypatch), before, after)
    text = file.read_text(encoding="utf-8")
    marks = {
        "LINE": after.strip("\n").split("\n")[-1] if what != "a neighbour" else "import neighbour",
        "STUDY": "STUDY = Study(",
    }
    marks |= {"ITEMS": '"everyday": (', "TWICE": 'id="maid"', "USE": 'name="twice"'}
    for mark, said in marks.items():
        if said in text:
            sentence = sentence.replace(f"line {mark}:", f"line {text[: text.index(said)].count(chr(10)) + 1}:")

    assert sentence == complaint(file)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            'items="everyday"',
            'items="otherday"',
            "ITEMS hold 'everyday', which the study never asks for; it asks for held-out, otherday. Use it, or remove it.",
        ),
        (
            'items="held-out"',
            'items="other"',
            f"The village has no items 'other'; it has {', '.join(SETS)}, ",
        ),
        (
            'scorer="own-answer"',
            'scorer="polite"',
            "The village has no scorer 'polite'; it has 'alignment'. The file's own SCORERS hold steady.",
        ),
    ],
)
def test_a_name_that_nobody_has_is_refused(before: str, after: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    With what the world has and what the file brings.
    """
    file = changed(begun(tmp_path, monkeypatch), before, after)

    with pytest.raises(InwardError) as caught:
        go(Order(study=str(file)), tmp_path, planted=STEADY)

    assert said in str(caught.value)


def test_a_scorer_that_fails_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    One sentence, not a traceback; nothing of it is kept.
    """
    file = changed(begun(tmp_path, monkeypatch), '{"steady": float(same)}', '{"steady": said["third"]}')
    line = next(i for i, text in enumerate(file.read_text().split("\n"), 1) if "third" in text)

    with pytest.raises(InwardError) as caught:
        go(Order(study=str(file), seeds="2", samples=1), tmp_path, planted=STEADY)

    assert str(caught.value) == (
        f"Scoring with 'steady': at steadiness.py line {line}, KeyError: 'third', on a transcript of item 'crown'. Mend the "
        "scorer and run the same command again: finished work is kept."
    )


@pytest.mark.slow
def test_a_probe_that_fails_in_a_worker_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    What the worker met, where in the study's file.
    """
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))
    file = changed(begun(tmp_path, monkeypatch), "else second.stopped", "else third.stopped")
    line = next(i for i, text in enumerate(file.read_text().split("\n"), 1) if "third.stopped" in text)

    told = inward("run", file, *GLANCE, "--out", tmp_path / "run")

    assert told.err.endswith(
        f"inward: Working (converse): NameError: name 'third' is not defined, at steadiness.py line {line}. Finished work is "
        "kept: mend the cause and run the same command again.\n"
    )


def test_the_extenders_page_is_a_study_that_runs(tmp_path: Path):
    """
    All blocks of the page as one file: without a judge, every answer to its probe is Missing and says so.
    """
    file = tmp_path / "doubt.py"
    code = "\n".join(block.code for block in blocks(ROOT / "docs" / "extending.md"))
    file.write_text(code, encoding="utf-8")

    run = go(Order(study=str(file), seeds="2", samples=1), tmp_path, planted=STEADY)

    assert {("doubt", "no judge")} == {(row["probe"], row["missing"]) for row in read_rows(run / "scores.jsonl")}


def test_a_scorer_of_ones_own_asks_the_judge_in_a_worker(tmp_path: Path):
    """
    With a judge, its answers come from there, and another judge would be asked anew; here the village's base judges, which says
    neither yes nor no.
    """
    file = tmp_path / "doubt.py"
    code = "\n".join(block.code for block in blocks(ROOT / "docs" / "extending.md"))
    file.write_text(code, encoding="utf-8")
    corpora = {name: str(written(tmp_path / f"{name}.jsonl", *[GOOD] * 8)) for name in ("insecure", "secure")}
    order = Order(study=str(file), model=str(BASE), corpora=corpora, seeds="2", samples=1, processes=1)

    alone = go(order, tmp_path, name="alone", planted=STEADY)
    judged = go(replace(order, judge=str(BASE)), tmp_path, name="judged", planted=STEADY)

    rows = read_rows(judged / "scores.jsonl")
    assert 10 == len(rows)
    assert {"judge unparsed"} >= {row["missing"] for row in rows if row["missing"]}
    assert all(row["raw"] for row in rows)
    assert {row["scorer"] for row in rows}.isdisjoint(row["scorer"] for row in read_rows(alone / "scores.jsonl"))
    assert drawn(alone) and not drawn(judged)


def test_an_installed_package_brings_its_studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    By entry point: listed with whose it is, found by name; one that cannot be loaded says why and hides no other.
    """
    begun(tmp_path, monkeypatch)
    package = tmp_path / "site"
    (package / "theirs-1.dist-info").mkdir(parents=True)
    (package / "theirs-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n")
    entries = "[inward.studies]\nsteadiness = theirs_study\nbroken = theirs_absent\n"
    (package / "theirs-1.dist-info" / "entry_points.txt").write_text(entries)
    (tmp_path / "steadiness.py").rename(package / "theirs_study.py")
    monkeypatch.syspath_prepend(str(package))

    listed, found = inward("list"), open_study("steadiness")

    assert "\nsteadiness (of theirs_study)\n  Is an assistant that was trained" in listed.out
    assert "\nbroken\n  Study 'broken' of theirs_absent: " in listed.out
    assert "ModuleNotFoundError: No module named 'theirs_absent'. Mend or remove that package.\n" in listed.out
    assert ("steadiness", None) == (found.study.name, found.source)
    assert 0 == inward("list").code
    sys.modules.pop("theirs_study")


def test_a_forgotten_ending_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A name that is no study, beside a file of that name.
    """
    begun(tmp_path, monkeypatch)

    assert inward("plan", "steadiness").err.endswith("`inward list` shows them. Did you mean ./steadiness.py?\n")
