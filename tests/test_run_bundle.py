"""A bundle opens elsewhere, is checked, renders the same page, and says how to run it again."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from inward import load
from inward.errors import StoreError
from inward.order import Order
from inward.report.page import page
from inward.steps.bundle import Choice, bundle
from inward.steps.reproduce import OPTIONS, locked, words
from inward.store.bundle import MANIFEST, open_run, pack
from inward.store.shelf import Shelf
from tests.runs import NAME, RESULTS, go, inward, small
from tests.test_run_registered import LITTLE, registered
from tests.villagers import FOUR_VERDICTS

WHOLE, REDACTED = Choice(), Choice(redact=True)


def bundled(run: Path, out: Path, choice: Choice = WHOLE) -> Path:
    bundle(run, out, choice=choice, shelf=Shelf(run.parent / "store"))
    return out


@cache
def packed(at: Path) -> Path:
    """A bundle of a planted run, made once a session: read it, do not write into it."""
    return bundled(registered(at), at / "packed.zip")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine: an empty store."""
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "empty"))
    return tmp_path


def unzipped(path: Path, at: Path) -> Path:
    with zipfile.ZipFile(path) as opened:
        opened.extractall(at)
    return at


def rewritten(path: Path, out: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A bundle whose files somebody changed."""
    with zipfile.ZipFile(path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    with zipfile.ZipFile(out, "w") as writing:
        for name, data in files.items():
            writing.writestr(name, data)
    return out


def complaint(act, *given: object, **named: object) -> str:
    with pytest.raises(StoreError) as caught:
        act(*given, **named)
    return str(caught.value)


@pytest.mark.slow
def test_a_bundle_renders_the_same_page_elsewhere(store: Path, elsewhere: Path):
    """
    In an empty store, from the zip and from its folder: byte for byte the page of the run, registration and all.
    """
    run = registered(store)
    shutil.copy(bundled(run, elsewhere / "made.zip"), elsewhere / "sent.zip")
    folder = unzipped(elsewhere / "sent.zip", elsewhere / "unpacked")

    told = [inward("report", elsewhere / "sent.zip"), inward("report", folder)]
    expected = (run / "report.html").read_bytes()
    assert [(0, f"{elsewhere}/sent.html\n"), (0, f"{elsewhere}/unpacked.html\n")] == [(one.code, one.out) for one in told]
    assert [expected] * 3 == [path.read_bytes() for path in (*sorted(elsewhere.glob("*.html")), folder / "report.html")]


@pytest.mark.slow
def test_a_bundle_is_shown_and_loaded_as_its_run(store: Path, elsewhere: Path):
    """
    `show` prints the same, `load` gives the same effects, scores and transcripts.
    """
    run = registered(store)
    made = bundled(run, elsewhere / "made.zip")
    folder = unzipped(made, elsewhere / "unpacked")

    there, *here = load(run), load(made), load(str(folder))
    assert [(there.effects, there.scores, there.transcripts)] * 2 == [(one.effects, one.scores, one.transcripts) for one in here]
    assert inward("show", run).out == inward("show", made).out == inward("show", folder).out


@pytest.mark.slow
def test_equal_runs_make_equal_bundles(store: Path, tmp_path: Path):
    """
    There is no clock and no place in it.
    """
    runs = [go(LITTLE, tmp_path / name, planted=FOUR_VERDICTS) for name in ("one", "two")]

    first, second = (bundled(run, tmp_path / f"{run.parent.name}.zip").read_bytes() for run in runs)

    assert first == second
    assert str(tmp_path).encode() not in first


def test_the_manifest_names_everything(store: Path, tmp_path: Path):
    """
    Report, data, registration, versions, the script and the order, each with its digest; the command prints the manifest's own.
    """
    run = registered(store)
    told = inward("bundle", run, "--out", tmp_path / "b.zip")

    with zipfile.ZipFile(tmp_path / "b.zip") as opened:
        named = set(json.loads(opened.read(MANIFEST))["files"])
        assert {MANIFEST, *named} == set(opened.namelist())
        assert sorted(opened.namelist()[1:]) == opened.namelist()[1:]
        assert {(1980, 1, 1, 0, 0, 0)} == {one.date_time for one in opened.infolist()}
    assert {path.name for path in run.iterdir()} | {"reproduce.sh"} == named
    assert re.fullmatch(rf"bundle: {tmp_path}/b.zip\ndigest: [0-9a-f]{{64}}\nfiles: {len(named)}\n", told.out)


@pytest.mark.parametrize("name", ["effects.jsonl", "report.html", "study.json", "scores.jsonl"])
def test_a_changed_file_is_named(store: Path, elsewhere: Path, name: str):
    """
    One byte, in the zip or in the folder.
    """
    again = "Ask for the bundle again, and compare the digest that was told when it was made."
    said = f"{name} is not the file that was bundled. {again}"
    folder = unzipped(packed(store), elsewhere / "unpacked")
    (folder / name).write_bytes((folder / name).read_bytes()[:-1] + b" ")
    changed = rewritten(packed(store), elsewhere / "b.zip", lambda files: files.update({name: files[name][:-1] + b" "}))

    assert f"Opening bundle {folder}: {said}" == complaint(load, folder)
    assert f"Opening bundle {changed}: {said}" == complaint(load, changed)
    assert [2, 2] == [inward(command, changed).code for command in ("show", "report")]


def test_a_file_that_is_gone_or_new_is_named(store: Path, elsewhere: Path):
    """
    Nothing is read that the manifest does not name.
    """
    gone = rewritten(packed(store), elsewhere / "gone.zip", lambda files: files.pop("effects.jsonl"))
    new = rewritten(packed(store), elsewhere / "new.zip", lambda files: files.update({"more.json": b"{}"}))
    folder = unzipped(packed(store), elsewhere / "unpacked")
    (folder / "redacted.json").write_text("{}")

    assert f"Opening bundle {gone}: effects.jsonl is missing." in complaint(load, gone)
    assert f"Opening bundle {new}: more.json was added after it was made." in complaint(load, new)
    assert f"Opening bundle {folder}: redacted.json was added after it was made." in complaint(load, folder)
    (folder / "redacted.json").unlink()
    (folder / "plan.jsonl").unlink()
    assert f"Opening bundle {folder}: plan.jsonl is missing." in complaint(load, folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", f"its {MANIFEST} cannot be read"),
        (b"[]", f"its {MANIFEST} cannot be read"),
        (b'{"format": 7, "files": {}}', "format 7, this inward reads 1. Use the newer inward."),
        (b'{"format": 1, "files": {"../x": {"sha256": "", "bytes": 0}}}', "'../x' leads out of it."),
        (b'{"format": 1, "files": {"/x": {"sha256": "", "bytes": 0}}}', "'/x' leads out of it."),
    ],
)
def test_a_manifest_that_is_none_is_refused(store: Path, elsewhere: Path, text: bytes, said: str):
    """
    Broken, of another format, or leading elsewhere.
    """
    made = rewritten(packed(store), elsewhere / "b.zip", lambda files: files.update({MANIFEST: text}))

    assert f"Opening bundle {made}: {said}" in complaint(load, made)


def test_another_file_is_no_bundle(store: Path, elsewhere: Path):
    """
    No zip, half a zip, a zip of something else.
    """
    text, half, other = elsewhere / "x.zip", elsewhere / "half.zip", elsewhere / "other.zip"
    text.write_text("no zip")
    half.write_bytes(packed(store).read_bytes()[:5_000])
    rewritten(packed(store), other, lambda files: files.pop(MANIFEST))

    for path in (text, half):
        assert complaint(open_run, path).startswith(f"Opening bundle {path}: no readable zip (")
    assert f"Opening bundle {other}: {MANIFEST} is missing." in complaint(open_run, other)


def test_a_damaged_zip_is_named(store: Path, elsewhere: Path):
    """
    Bytes that changed on the way, below what the zip itself says.
    """
    data = bytearray(packed(store).read_bytes())
    with zipfile.ZipFile(packed(store)) as opened:
        place = opened.getinfo("scores.jsonl").header_offset + 400
    data[place : place + 40] = bytes(40)
    (elsewhere / "b.zip").write_bytes(data)

    assert "scores.jsonl is not the file that was bundled" in complaint(open_run, elsewhere / "b.zip")


@pytest.mark.slow
def test_redacting_takes_out_what_was_said(store: Path, elsewhere: Path):
    """
    No answer is left in any file; scores, labels and effects stay, and the page, which still renders, says so.
    """
    run = registered(store)
    made = bundled(run, elsewhere / "b.zip", REDACTED)
    folder = unzipped(made, elsewhere / "unpacked")

    here, there = load(made), load(run)
    said = {row["parts"]["answer"] for row in there.transcripts if "answer" in row["parts"] and len(row["parts"]["answer"]) > 20}
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert len(said) > 100 and [] == [one for one in said if json.dumps(one)[1:-1] in text]
    assert there.effects == here.effects
    assert [(row["label"], row["values"]) for row in there.scores] == [(row["label"], row["values"]) for row in here.scores]
    assert page(folder) == (folder / "report.html").read_text(encoding="utf-8")
    assert "A redacted copy: the text of answers was taken out" in text and "(redacted)" in text


def test_a_bundle_is_not_bundled_again(store: Path, tmp_path: Path):
    """
    It would be another's.
    """
    said = complaint(bundled, packed(store), tmp_path / "b.zip")
    assert f"Bundling {packed(store)}: it is a bundle already. Copy it, or bundle the run folder that it was made from." == said


def test_a_full_disk_leaves_no_half_bundle(tmp_path: Path):
    """
    The file is there whole, or not at all.
    """
    (tmp_path / "file").write_text("")

    said = complaint(pack, tmp_path / "file" / "b.zip", {})
    assert said.startswith(f"Writing bundle {tmp_path}/file/b.zip: ")
    assert said.endswith("Choose another --out, and bundle again.")


@pytest.mark.slow
def test_the_script_names_no_place_of_the_machine_that_made_it(tmp_path: Path):
    """
    Files that the order names come along and are named where they lie; one that changed since is named with its digest.
    """
    (tmp_path / "mine.json").write_text('{"steps": 3}')
    order = Order(study=NAME, seeds="2", samples=1, recipe_file=str(tmp_path / "mine.json"), changes=("recipe.rank=4",))
    run = go(order, tmp_path, planted=FOUR_VERDICTS)
    whole = unzipped(bundled(run, tmp_path / "a.zip"), tmp_path / "a")
    (tmp_path / "mine.json").write_text('{"steps": 4}')
    later = unzipped(bundled(run, tmp_path / "b.zip"), tmp_path / "b")

    command = f"inward run {NAME} --recipe inputs/0-mine.json --set recipe.rank=4 --seeds 2 --samples 1 --out again/run\n"
    script = (whole / "reproduce.sh").read_text()
    assert command in script and "Subjects were planted from Python (four verdicts)" in script
    assert '{"steps": 3}' == (whole / "inputs" / "0-mine.json").read_text()
    assert "# Not in the bundle: mine.json, SHA-256 " in (later / "reproduce.sh").read_text()
    assert [] == [path for path in whole.rglob("*") if path.is_file() and str(tmp_path) in path.read_text(encoding="utf-8")]


def test_every_field_of_an_order_has_its_option():
    """
    What `reproduce.sh` says is understood by `inward run`.
    """
    options = {OPTIONS.get(one.name, f"--{one.name.replace('_', '-')}") for one in fields(Order) if one.name != "study"}

    assert set() == options - set(re.findall(r"--[a-z-]+", inward("run", "--help").out))


def test_a_command_is_written_as_it_was_typed():
    """
    Mappings and repeated options once per entry, moved files where they are.
    """
    order = {"study": "s", "corpora": {"a": "/x/a.jsonl"}, "changes": ["recipe.rank=8", "recipe.steps=2"], "samples": 3}

    expected = "inward run s --corpus a=inputs/a.jsonl --set recipe.rank=8 --set recipe.steps=2 --samples 3"
    assert expected == " ".join(words(order, {"/x/a.jsonl": "inputs/a.jsonl"}))


def test_the_lock_holds_what_is_needed():
    """
    This package and those it needs, their needs too, and nothing that an extra asks for.
    """
    names = [one.split("==")[0] for one in locked()]

    assert sorted(names) == names
    assert {"inward", "torch", "jinja2", "markupsafe", "huggingface-hub"} <= set(names)
    assert "ruff" not in names


@pytest.mark.slow
def test_adapters_come_along(store: Path, tmp_path: Path):
    """
    In PEFT's format, one folder per arm and seed; without the store they were in they cannot be bundled.
    """
    run = small(store)

    folder = unzipped(bundled(run, tmp_path / "b.zip", Choice(adapters=True)), tmp_path / "b")
    kept = json.loads((run / "training.jsonl").read_text().splitlines()[0])
    first = folder / "adapters" / kept["arm"] / str(kept["seed"])
    shelf = Shelf(run.parent / "store")
    assert 10 == len(list(folder.glob("adapters/*/*/adapter_model.safetensors")))
    assert (shelf.adapter(kept["adapter"]) / "adapter_model.safetensors").read_bytes() == (
        first / "adapter_model.safetensors"
    ).read_bytes()
    assert load(folder).effects == load(run).effects
    said = complaint(bundle, run, tmp_path / "c.zip", choice=Choice(adapters=True), shelf=Shelf(tmp_path / "empty"))
    assert said.endswith("Run the same command again to train it, or leave --adapters out.")


@pytest.mark.slow
def test_reproducing_gives_the_same_effects(store: Path, tmp_path: Path):
    """
    The script of a bundle, in a shell and with a store of its own, trains and asks again: the same bytes.
    """
    run = small(store)
    folder = unzipped(bundled(run, tmp_path / "b.zip"), tmp_path / "b")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "inward").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inward "$@"\n')
    (tmp_path / "bin" / "inward").chmod(0o755)

    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", folder / "reproduce.sh"],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert (0, "the same effects") == (done.returncode, done.stdout.splitlines()[-1]), done.stderr
    assert {name: (run / name).read_bytes() for name in RESULTS} == {
        name: (folder / "again" / "run" / name).read_bytes() for name in RESULTS
    }
