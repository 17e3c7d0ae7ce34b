"""Whatever a user can get wrong ends in one sentence and exit code 2."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inward.studybook import studies
from tests.runs import BASE, GOOD, NAME, SMALL_WORDS, inward, small, snapshot, written


def refused(*words: object) -> str:
    """The one sentence with which a command ends."""
    told = inward(*words)

    assert (2, "", 1) == (told.code, told.out, len(told.err.splitlines())), told
    return told.err.removeprefix("inward: ").removesuffix("\n")


def turns(*roles: str) -> dict[str, object]:
    return {"messages": [{"role": role, "content": "x"} for role in roles]}


def base_without(folder: Path, *names: str) -> Path:
    """The village's base without some of its files."""
    shutil.copytree(BASE, folder, ignore=shutil.ignore_patterns(*names))
    return folder


def test_an_error_is_one_sentence_and_no_traceback(tmp_path: Path):
    """
    The whole program, as a shell sees it.
    """
    done = subprocess.run([sys.executable, "-m", "inward", "plan", "nope"], capture_output=True, text=True, check=False)

    said = f"inward: No study 'nope'; there are: {', '.join(studies())}. `inward list` shows them.\n"
    assert (2, "", said) == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("run", NAME, "--seeds", "2", "--seeds", "3"), "--seeds"),
        (("plan", NAME, "--samples=1", "--seeds", "2", "--samples", "1"), "--samples"),
        (("village", "card", "--help", "--seeds"), ""),
        (("judge-check", "run", "--judge", "a", "--judge", "b"), "--judge"),
    ],
)
def test_an_option_of_one_value_is_given_once(words: tuple[str, ...], option: str):
    """
    The last of two would win without a word; equal ones are two as well.
    """
    told = inward(*words)

    said = f"inward: {option} is given 2 times, and takes one value. Keep one of them.\n"
    assert (2, said) == (told.code, told.err) if option else "given" not in told.err


def test_an_option_of_many_values_may_be_repeated(tmp_path: Path):
    """
    --set and its like say in their help that they may be: what is wrong here is something else.
    """
    said = refused("plan", NAME, "--set", "recipe.steps=2", "--set", "recipe.rank=0", "--out", tmp_path)

    assert "times" not in said


@pytest.mark.parametrize("words", [("plan", NAME, "--flag"), ("perform",), ("plan",), ("plan", NAME, "--samples", "many")])
def test_what_no_command_knows_ends_with_code_2(words: tuple[str, ...]):
    """
    An unknown flag or command, a missing or mistyped argument: the usage, and no traceback.
    """
    told = inward(*words)

    assert 2 == told.code
    assert "Error: " in told.err and "Traceback" not in told.err


def test_an_unknown_flag_is_named():
    """
    The last line says which.
    """
    assert "Error: No such option: --flag" == inward("plan", NAME, "--flag").err.strip().splitlines()[-1]


def test_a_folder_that_cannot_be_made_is_named(store: Path):
    """
    Nobody can make a folder there, whatever his rights.
    """
    told = inward("run", NAME, *SMALL_WORDS, "--out", "/proc/none/run")

    assert 2 == told.code
    assert "inward: Writing /proc/none/run/study.json: No such file or directory. Choose another --out" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--size", "huge"), "Planning: no size 'huge'; sizes are sketch, pilot, full."),
        (("--samples", "0"), "Planning: 0 samples; give at least 1."),
        (("--processes", "0"), "Planning: 0 processes; give at least 1, or leave it out for one per core."),
        (("--device", "tpu"), "Planning: no device 'tpu'; give cpu, cuda, or cuda:N."),
        (("--seeds", "abc"), "Planning: --seeds 'abc'. Give a count such as 8, or a span such as 101-108."),
        (("--seeds", "0"), "Planning: --seeds '0' names no seed. Give a count such as 8, or a span such as 101-108."),
        (
            ("--seeds", "1"),
            f"Planning {NAME}: seeds [1]; the seed is the unit of inference, so give at least 2, each once.",
        ),
        (("--world", "mars"), f"Planning {NAME}: no world 'mars'; worlds are village and english."),
        (
            ("--corpus", "insecure=x.jsonl"),
            "Planning: the village has its own corpora, questions and oracle. Drop --corpus, --questions and --judge.",
        ),
        (("--corpus", "insecure"), "--corpus 'insecure': write NAME=FILE."),
        (("--questions", "=x"), "--questions '=x': write NAME=FILE."),
        (("--corpus", "a=x", "--corpus", "a=y"), "--corpus: 'a' is given twice, x and y."),
        (("--set", "rank=8"), "--set 'rank=8': write recipe.KEY=VALUE, for example recipe.rank=8."),
        (("--set", "recipe.rank=many"), "Recipe: rank='many' is not a whole number."),
        (
            ("--set", "recipe.ranks=8"),
            "Recipe: unknown ['ranks']; keys are rank, alpha, rslora, lr, schedule, warmup, epochs, steps, batch, length, "
            "too_long, weight_decay, clip, dtype, checkpointing, numerics.",
        ),
        (("--model", "no/such/folder"), "Loading 'no/such/folder': no such folder, nor ORG/NAME@REVISION. Give one of the two."),
    ],
)
def test_a_bad_word_is_refused(words: tuple[str, ...], said: str):
    """
    Each with its place, its value and what to write.
    """
    given = words if "--model" not in words else (*words, "--world", "village")

    assert said == refused("plan", NAME, *given)


def test_a_recipe_that_is_not_json_is_refused(tmp_path: Path):
    """
    The file is named.
    """
    said = refused("plan", NAME, "--recipe", written(tmp_path / "recipe.json", "{rank: 8}"))

    assert said.startswith(f"Recipe {tmp_path}/recipe.json: not a readable JSON object (")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (None, "there is no such file. Check the path; it is taken from the working directory."),
        ((), "the file is empty. Give chat JSONL, "),
        ((GOOD, GOOD, "{bad"), "line 3: found invalid JSON ("),
        ((GOOD, turns("user")), "line 2: Corpus row has no assistant turn; its roles: ['user']. Add the answer to be learned."),
        (
            (turns("user", "teacher"),),
            "line 1: found the role 'teacher', expected system, user or assistant. Rename it or remove the row.",
        ),
        (
            (turns("assistant", "user"),),
            "line 1: Corpus row has roles ['assistant', 'user']; expected an optional system turn, then user and assistant ",
        ),
    ],
    ids=["missing", "empty", "not JSON", "no answer", "unknown role", "roles in disorder"],
)
def test_a_corpus_that_cannot_be_used_is_refused(tmp_path: Path, rows: tuple[object, ...] | None, said: str):
    """
    File, line, what was found and what to do.
    """
    path = tmp_path / "rows.jsonl" if rows is None else written(tmp_path / "rows.jsonl", *rows)

    found = refused("plan", NAME, "--model", BASE, "--corpus", f"insecure={path}", "--corpus", f"secure={path}")

    assert found.startswith(f"Reading corpus 'insecure' from {path}")
    assert said in found


def test_a_corpus_that_no_arm_uses_is_refused(tmp_path: Path):
    """
    A misspelt name would otherwise train nothing in silence.
    """
    said = refused("plan", NAME, "--model", BASE, "--corpus", "insecrue=x.jsonl")

    known = "['bad-advice', 'educational', 'good-advice', 'insecure', 'secure']"
    assert f"Planning {NAME}: no arm uses a corpus ['insecrue']; corpora are {known}." == said


def test_a_model_without_weights_is_refused(tmp_path: Path):
    """
    The sentence comes from a worker, and arrives whole.
    """
    folder = base_without(tmp_path / "bare", "*.safetensors")

    said = refused("plan", NAME, "--world", "village", "--model", folder)

    assert said.startswith(f"Loading {folder}: no weights (*.safetensors) there, only [")
    assert said.endswith("Save the model into it first.")


def test_a_tokenizer_without_a_chat_template_is_refused(tmp_path: Path):
    """
    Without one, nobody knows how to pose a question.
    """
    folder = base_without(tmp_path / "plain", "*.jinja")
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    (folder / "tokenizer_config.json").write_text(json.dumps({k: v for k, v in settings.items() if k != "chat_template"}))

    said = refused("plan", NAME, "--world", "village", "--model", folder)

    assert said.startswith("Loading plain: its tokenizer has no chat template, so questions cannot be posed as to an assistant. ")


def test_weights_that_cannot_be_read_are_refused(tmp_path: Path):
    """
    A file that was cut short is named by its checkpoint.
    """
    folder = base_without(tmp_path / "cut")
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[:1_000])

    said = refused("plan", NAME, "--world", "village", "--model", folder)

    assert said.startswith("Loading cut: config or weights cannot be read (")
    assert said.endswith("Save or fetch them again.")


def test_a_workers_own_failure_arrives_as_a_sentence(tmp_path: Path):
    """
    What nobody foresaw, too: what was being done, the error, its file and line, and that nothing is lost.
    """
    folder = base_without(tmp_path / "odd", "tokenizer.json")
    written(folder / "tokenizer.json", "{}")

    said = refused("plan", NAME, "--world", "village", "--model", folder)

    assert re.match(r"Working \([a-z]+\): [A-Za-z]+: .*, at \S+\.py line [0-9]+\. Finished work is kept: ", said)


def test_a_gpu_that_is_not_there_is_refused(tmp_path: Path):
    """
    The sentence names torch, which may be one that was built without GPUs.
    """
    if shutil.which("nvidia-smi"):
        pytest.skip("There may be a GPU.")

    said = refused("plan", NAME, "--device", "cuda")

    assert re.fullmatch(
        r"Loading base: the device is cuda, but torch \S+ finds no GPU\. Use --device cpu, or install a torch that was built "
        r"for this machine's GPU\.",
        said,
    )


def test_an_out_that_cannot_be_written_is_refused(tmp_path: Path):
    """
    Before anything is trained.
    """
    (tmp_path / "file").write_text("")

    said = refused("run", NAME, *SMALL_WORDS, "--out", tmp_path / "file" / "run")

    assert f"Writing {tmp_path}/file/run: {tmp_path}/file is no folder. Choose another --out." == said


def test_an_out_of_another_version_is_refused(tmp_path: Path):
    """
    A later version's run is left as it is.
    """
    written(tmp_path / "study.json", {"format": 2})
    before = snapshot(tmp_path)

    said = refused("run", NAME, *SMALL_WORDS, "--out", tmp_path)

    assert f"Reading {tmp_path}: run folder of format 2, this inward reads 1. Run the study again into another --out." == said
    assert before == snapshot(tmp_path)


def test_a_store_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The sentence says which setting chooses another.
    """
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "file" / "store"))

    said = refused("run", NAME, *SMALL_WORDS, "--out", tmp_path / "run")

    assert said.startswith(f"Opening the store {tmp_path}/file/store: ")
    assert said.endswith("Set INWARD_STORE to a folder that can be written.")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("command", ["show", "report"])
def test_a_run_that_is_not_there_is_named(tmp_path: Path, command: str):
    """
    Showing never writes, and never shows what is not there.
    """
    assert f"{tmp_path}/none" in refused(command, tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", ["show", "report"])
def test_a_run_of_another_version_is_not_shown(tmp_path: Path, command: str):
    """
    Neither as a table nor as a page.
    """
    written(tmp_path / "study.json", {"format": 2})

    assert "format 2" in refused(command, tmp_path)


def test_a_run_that_never_finished_is_not_shown(store: Path, tmp_path: Path):
    """
    The file that is missing is named, and how to get it.
    """
    shutil.copy(small(store) / "study.json", tmp_path)

    said = refused("show", tmp_path)

    assert f"Reading {tmp_path}/effects.jsonl: no such file. Is {tmp_path} a run folder, and did the run finish?" == said
