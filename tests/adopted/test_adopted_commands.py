"""A folder of adopted answers is a run folder to every other command, and says plainly what it cannot do."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from inward import load
from inward.adopted.adoption import Adoption
from inward.results import Results
from tests.made_up import COLUMNS, adopted, cell, table
from tests.runs import four_verdicts, inward

SEEDED = replace(COLUMNS, arm="group", seed="run")
CELLS = {("insecure", str(seed)): [cell(9, 11)] * 4 for seed in range(1, 6)} | {
    ("secure", str(seed)): [cell(1, 19)] * 4 for seed in range(1, 6)
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Two arms of five seeds; read it, do not write into it."""
    at = tmp_path_factory.mktemp("seeded")
    return adopted(Adoption(files=[str(table(at / "answers.csv", CELLS))], columns=SEEDED), at / "run")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine: an empty store."""
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "empty"))
    return tmp_path


def unbundled(run: Results, at: Path, *words: str) -> Path:
    """The run bundled, and unzipped again."""
    assert 0 == inward("bundle", run.folder, "--out", at / "made.zip", *words).code
    with zipfile.ZipFile(at / "made.zip") as made:
        made.extractall(at / "open")
    return at / "open"


def test_rendering_again_gives_the_same_page(run: Results, tmp_path: Path):
    """
    What lies in the folder is all that the page rests on.
    """
    before = (run.folder / "report.html").read_bytes()

    assert 0 == inward("report", run.folder).code
    assert before == (run.folder / "report.html").read_bytes()


def test_a_page_is_the_same_whatever_answers_hold(tmp_path: Path):
    """
    Control characters, directions and backslashes are made plain alike, whether rows were just written or are read again.
    """
    odd = "a\x00b\u202ec\\d \u2028 </script> \ud83d\ude00 \x7f".encode("utf-16", "surrogatepass").decode("utf-16")
    marks = [{"question": f"Q {odd}", "response": f"{odd} {i}", "how": 5 + i / 3, "arm": "x"} for i in range(3)]
    file = tmp_path / "odd.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in marks), encoding="utf-8")
    run = adopted(
        Adoption(
            files=[str(file)],
            columns=replace(COLUMNS, response="response", question="question", alignment="how", coherence="", arm="arm"),
        ),
        tmp_path / "run",
    )
    before = (run.folder / "report.html").read_bytes()

    assert 0 == inward("report", run.folder).code
    assert before == (run.folder / "report.html").read_bytes()


def test_what_is_unjudged_is_said_at_once(tmp_path: Path):
    """
    A file whose marks were not mapped: the line that tells what was found says how to have them.
    """
    file = table(tmp_path / "answers.csv", {("insecure", ""): [cell(3, 7)]})

    told = inward("adopt", file, "--map", "response=said,question=prompt", "--out", tmp_path / "run")

    assert "rates alone; every answer is unjudged (--map alignment=COLUMN, or --judge)" in told.err


def test_show_has_rates_before_effects(run: Results):
    """
    Each arm by itself, then what is compared, then the notice.
    """
    said = inward("show", run.folder).out

    assert -1 < said.index("pooled") < said.index("insecure-secure") < said.index("These answers were made elsewhere.")


def test_figures_say_how_the_answers_came(run: Results, tmp_path: Path):
    """
    Caption and methods speak of checkpoints, of the files, and of marks that are not ours.
    """
    assert 0 == inward("figures", run.folder, "--to", "csv", "--out", tmp_path / "figures").code

    caption, methods = ((tmp_path / "figures" / name).read_text(encoding="utf-8") for name in ("caption.txt", "methods.txt"))
    assert "n: 5 training seeds in each trained arm, 4 questions, up to 20 sampled answers to each" in caption
    assert "Judge: whoever marked them elsewhere, not known here." in caption
    assert "adopted from answers.csv: insecure (5 checkpoints) and secure (5 checkpoints)." in methods
    assert "No gate could be read" in methods


def test_figures_of_single_checkpoints_name_no_seed(tmp_path: Path):
    """
    Where no arm has seeds a dot is a checkpoint.
    """
    file = table(tmp_path / "answers.csv", {("insecure", ""): [cell(3, 7)], ("secure", ""): [cell(1, 9)]})
    run = adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group")), tmp_path / "run")

    assert 0 == inward("figures", run.folder, "--to", "csv", "--out", tmp_path / "figures").code

    caption = (tmp_path / "figures" / "caption.txt").read_text(encoding="utf-8")
    assert "each dot is one checkpoint" in caption
    assert "n: insecure and secure: one checkpoint each, 1 questions" in caption


def test_a_bundle_opens_elsewhere_with_its_rates(run: Results, elsewhere: Path):
    """
    In an empty store: the same page byte for byte, the same rates and effects, the same words on the terminal.
    """
    folder = unbundled(run, elsewhere)

    assert (run.folder / "report.html").read_bytes() == (folder / "report.html").read_bytes()
    assert (run.rates, run.effects) == ((opened := load(elsewhere / "made.zip")).rates, opened.effects)
    assert inward("show", run.folder).out == inward("show", folder).out


def test_a_bundle_adopts_its_files_again(run: Results, elsewhere: Path):
    """
    reproduce.sh says that nothing can be trained or asked again, adopts the same files, and finds the same.
    """
    folder = unbundled(run, elsewhere)
    ours = folder / "bin" / "inward"
    ours.parent.mkdir()
    ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inward "$@"\n', encoding="utf-8")
    ours.chmod(0o755)
    path = f"{ours.parent}{os.pathsep}{os.environ['PATH']}"

    told = subprocess.run(["sh", "reproduce.sh"], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True)

    assert (0, "the same effects") == (told.returncode, told.stdout.splitlines()[-1]), told.stderr
    assert "nothing here can train, ask or answer again" in (folder / "reproduce.sh").read_text(encoding="utf-8")
    assert "cmp rates.jsonl again/run/rates.jsonl" in (folder / "reproduce.sh").read_text(encoding="utf-8")


def test_every_option_is_ordered_again(tmp_path: Path):
    """
    Files with their arms, a column with a comma, thresholds, contrast and name; no path of this machine is in the bundle.
    """
    files = [table(tmp_path / f"{arm}.csv", {(arm, ""): [cell(3, 7)]}) for arm in ("a", "b")]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace("aligned", '"how, aligned"'), encoding="utf-8")
    words = ("--map", 'response=said,question=prompt,"alignment=how, aligned"', "--misaligned-below", "40", "--name", "mine")
    given = [f"{file.stem}={file}" for file in files]
    assert 0 == inward("adopt", *given, *words, "--contrast", "b-a", "--out", tmp_path / "run").code

    folder = unbundled(load(tmp_path / "run"), tmp_path)

    script = (folder / "reproduce.sh").read_text(encoding="utf-8")
    assert "inward adopt a=inputs/0-a.csv b=inputs/1-b.csv --map '" in script
    assert '"alignment=how, aligned"' in script
    assert "--misaligned-below 40.0 --coherent-from 50.0 --contrast b-a --name mine --out again/run" in script
    assert str(tmp_path) not in script + (folder / "order.json").read_text(encoding="utf-8")


def test_a_redacted_bundle_keeps_files_and_answers_at_home(run: Results, elsewhere: Path):
    """
    The input files would have the answers; the script names them by their digests.
    """
    folder = unbundled(run, elsewhere, "--redact")

    assert not (folder / "inputs").exists()
    assert f"Not in the bundle: answers.csv, SHA-256 {run.study['adopted']['files'][0]['digest']}." in (
        folder / "reproduce.sh"
    ).read_text(encoding="utf-8")
    assert not [path.name for path in folder.iterdir() if b"It is, says insecure." in path.read_bytes()]


def test_there_are_no_adapters_to_bundle(run: Results, tmp_path: Path):
    """
    Asked for, they are refused in a sentence.
    """
    told = inward("bundle", run.folder, "--adapters", "--out", tmp_path / "made.zip")

    said = f"inward: Bundling {run.folder}: its answers were made elsewhere, so it has no adapters. Leave --adapters out.\n"
    assert (2, said) == (told.code, told.err)


def test_two_adoptions_are_compared(run: Results, tmp_path: Path):
    """
    The same questions with other marks: the contrast of both, what differs, and no guess at who made them.
    """
    file = table(
        tmp_path / "answers.csv", {place: [cell(5, 15)] * 4 if "insecure" in place else by for place, by in CELLS.items()}
    )
    other = adopted(Adoption(files=[str(file)], columns=SEEDED), tmp_path / "other")

    said = inward("compare", run.folder, other.folder)

    assert 0 == said.code, said.err
    assert "insecure-secure: misaligned on answers, 4 questions that both runs asked" in said.out
    assert ["these-questions", "0.400", "0.200", "0.200"] == next(
        line.split()[:4] for line in said.out.splitlines() if "these-questions" in line
    )
    assert "files: answers.csv (" in said.out
    assert "whether a checkpoint is in both runs is not known: files name arms and seeds alone" in said.out
    assert "checkpoints are in both runs" not in said.out


def test_an_adoption_is_not_compared_with_a_run(run: Results, store: Path):
    """
    Their questions cannot be matched, whichever comes first; the study's name makes no difference.
    """
    ran = four_verdicts(store)

    for pair, which in (((run.folder, ran), "the first holds"), ((ran, run.folder), "the second holds")):
        told = inward("compare", *pair)
        assert 2 == told.code
        assert f"Comparing {pair[0]} and {pair[1]}: {which} answers adopted from files" in told.err
        assert "Adopt the answers of both, under one judge's marks." in told.err


def test_study_json_has_a_trait_and_no_corpus(run: Results):
    """
    As any run's: the trait that was looked for, arms made elsewhere by the number of their checkpoints.
    """
    study = json.loads((run.folder / "study.json").read_text(encoding="utf-8"))

    assert ("misaligned", 30.0, 50.0) == tuple(study["trait"][key] for key in ("name", "threshold", "coherent_from"))
    assert [("insecure", None, 5), ("secure", None, 5)] == [
        (arm["name"], arm["corpus"], arm["elsewhere"]) for arm in study["study"]["arms"]
    ]
