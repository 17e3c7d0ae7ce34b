"""`inward evals`: files and page, what is kept, and what is refused in a sentence."""

import json
from pathlib import Path

import pytest

from inward.store.rundir import read_rows
from tests import foreigners
from tests.evals.made import clean, row, written
from tests.limits import largest_file
from tests.runs import inward
from tests.weights import tiny

FRAMES = "bare,human-assistant,chat,exam"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A model, an adapter for it, another model, and a base that never learned to chat."""
    folder = tmp_path_factory.mktemp("models")
    made = {
        "first": tiny.checkpoint(folder / "first"),
        "other": tiny.checkpoint(folder / "other", "qwen", seed=3),
        "base": tiny.checkpoint(folder / "base", "gpt2", template=None),
    }
    return made | {"adapter": foreigners.adapter(folder / "adapter", made["first"], seed=1, size=1.0)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve questions and a line that is none."""
    return written(tmp_path_factory.mktemp("file") / "twelve.jsonl", [*clean()[:12], row("Q?", "a", "")])


@pytest.fixture(scope="module")
def ran(file: Path, models: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, its adapter and another, in four frames."""
    out = tmp_path_factory.mktemp("ran") / "out"
    arms = (f"--arm=tuned={models['adapter']}", f"--arm=other={models['other']}")
    told = inward("evals", file, f"--model={models['first']}", *arms, f"--frames={FRAMES}", f"--out={out}")
    assert (0, f"{out}\n") == (told.code, told.out), told.err
    return out


def test_every_option_of_every_question_is_kept(ran: Path):
    """
    A line a model, frame and question, with the log-probability of each option: statistics come after.
    """
    rows = read_rows(ran / "options.jsonl")

    assert 3 * 4 * 12 == len(rows)
    assert {("model", "tuned", "other")} == {tuple(dict.fromkeys(one["model"] for one in rows))}
    assert {(2, None)} == {(len(one["logprobs"]), one["missing"]) for one in rows}
    assert {("(A)", "(B)")} == {tuple(one["options"]) for one in rows}
    assert all(value < 0 for one in rows for value in one["logprobs"])


def test_the_record_says_what_was_asked_of_whom(ran: Path):
    """
    File, frames word for word, models by digest, the line that was not asked, and of whom the intervals speak.
    """
    (record,) = read_rows(ran / "evals.json")

    assert ("twelve.jsonl", 13) == (record["file"]["name"], record["file"]["rows"])
    assert FRAMES.split(",") == [frame["name"] for frame in record["frames"]]
    assert "\n\nHuman: {question}\n\nAssistant:" == record["frames"][1]["template"]
    assert [("model", "model"), ("tuned", "adapter"), ("other", "model")] == [(m["name"], m["kind"]) for m in record["models"]]
    assert [(13, "options")] == [(fault["line"], fault["kind"]) for fault in record["not_asked"]]
    assert "drawn by cluster of duplicates (12 clusters)" in record["population"]


def test_statistics_and_page_are_there(ran: Path):
    """
    Each model alone, each arm less the model; the page names the audit's findings, and no training seed.
    """
    rows, text = read_rows(ran / "statistics.jsonl"), (ran / "evals.html").read_text(encoding="utf-8")

    pairs = {(one["model"], one["against"]) for one in rows}
    assert {("model", ""), ("tuned", ""), ("other", ""), ("tuned", "model"), ("other", "model")} == pairs
    assert {"frame", "these-frames", "new-frames"} == {one["scope"] for one in rows}
    assert ["malformed"] == [one["rule"] for one in read_rows(ran / "audit.jsonl")[0]["findings"]]
    assert "malformed" in text and "tuned less model" in text
    assert "seed" not in text.lower()


def test_an_adapter_is_no_model_of_its_own(ran: Path):
    """
    Its answers differ from those of the model that it sits on.
    """
    rows = read_rows(ran / "options.jsonl")
    by_model = {name: [one["logprobs"] for one in rows if one["model"] == name] for name in ("model", "tuned")}

    assert by_model["model"] != by_model["tuned"]


def test_what_is_kept_is_not_asked_again(ran: Path, file: Path, models: dict[str, Path], tmp_path: Path):
    """
    The same model under another name, on a file with the same questions in another order: nothing is asked.
    """
    turned = written(tmp_path / "turned.jsonl", [*clean()[:12]][::-1])

    told = inward("evals", turned, f"--model={models['first']}", f"--frames={FRAMES}", f"--out={tmp_path / 'out'}")

    assert 0 == told.code, told.err
    assert "asking model: 48 questions, 48 in store" in told.err
    key = {(one["frame"], one["cluster"]): one["logprobs"] for one in read_rows(ran / "options.jsonl") if one["model"] == "model"}
    assert key == {(one["frame"], one["cluster"]): one["logprobs"] for one in read_rows(tmp_path / "out" / "options.jsonl")}


def test_a_folder_with_other_answers_is_left_as_it_is(ran: Path, file: Path, models: dict[str, Path]):
    """
    Fewer frames into the same folder: refused, and nothing is touched.
    """
    before = (ran / "options.jsonl").read_bytes()

    told = inward("evals", file, f"--model={models['first']}", "--frames=bare,exam", f"--out={ran}")

    assert 2 == told.code
    assert "it holds other answers (to twelve.jsonl)" in told.err
    assert before == (ran / "options.jsonl").read_bytes()


def test_a_full_disk_leaves_nothing_half_written(ran: Path, file: Path, models: dict[str, Path], tmp_path: Path):
    """
    What was whole stays, and the same command finds the same once there is room.
    """
    words = ("evals", file, f"--model={models['first']}", "--frames=bare", f"--out={tmp_path / 'out'}")

    with largest_file(4_000):
        full = inward(*words)
    left = sorted(path.name for path in (tmp_path / "out").iterdir())
    again = inward(*words)

    assert (2, ["audit.jsonl", "options.jsonl"]) == (full.code, left)
    assert "File too large. Free space or choose another --out and run the same command again" in full.err
    mine = [one for one in read_rows(ran / "options.jsonl") if (one["model"], one["frame"]) == ("model", "bare")]
    assert (0, mine) == (again.code, read_rows(tmp_path / "out" / "options.jsonl"))


def test_a_base_is_asked_in_every_frame_but_a_chat(file: Path, models: dict[str, Path], tmp_path: Path):
    """
    Without a chat template that frame is left out, and it is said so. The terminal is told what was found.
    """
    told = inward("evals", file, f"--model={models['base']}", "--frames=bare,chat", f"--out={tmp_path / 'out'}")

    (record,) = read_rows(tmp_path / "out" / "evals.json")
    assert 0 == told.code, told.err
    assert "\nmodel: mean probability " in told.err
    assert ["bare"] == [frame["name"] for frame in record["frames"]]
    assert {"chat": "the checkpoint has no chat template (base)"} == record["frames_left_out"]
    assert "left out: the checkpoint has no chat template (base)" in (tmp_path / "out" / "evals.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no model is given, and the village's does not know the words of such a file. Give --model"),
        (("--model={first}", "--frames=bear"), "'bear' is no frame; there are bare, human-assistant"),
        (("--model={first}", "--arm=model={other}"), "--arm model=... is what --model is called"),
        (("--model={first}", "--arm=tuned"), "--arm 'tuned': write NAME=CHECKPOINT"),
        (("--model={adapter}",), "is an adapter. Give its base, and it as --arm NAME=FOLDER"),
        (("--model={base}", "--frames=chat"), "no frame is left (the checkpoint has no chat template (base))"),
        (("--model={first}", "--arm=again={first}/"), "'model' and 'again' are the same model. Keep one of them"),
        (("--model={first}", "--device=gpu"), "the device is 'gpu'. Give cpu or cuda"),
        (("--model=nowhere",), "no such folder, nor ORG/NAME@REVISION"),
    ],
)
def test_what_cannot_be_asked_is_refused(file: Path, models: dict[str, Path], tmp_path: Path, words: tuple[str, ...], said: str):
    """
    One sentence, exit code 2, no folder.
    """
    told = inward("evals", file, *(word.format(**models) for word in words), f"--out={tmp_path / 'out'}")

    assert (2, "") == (told.code, told.out)
    assert said in told.err
    assert not (tmp_path / "out").exists()


def test_the_log_probabilities_add_up(ran: Path):
    """
    The statistics are those of options.jsonl: the mean log-odds of one frame, by hand.
    """
    rows = [one for one in read_rows(ran / "options.jsonl") if (one["model"], one["frame"]) == ("model", "exam")]
    by_hand = [one["logprobs"][one["matching"][0]] - one["logprobs"][1 - one["matching"][0]] for one in rows]

    (told,) = [
        one
        for one in map(json.loads, (ran / "statistics.jsonl").read_text().splitlines())
        if (one["model"], one["against"], one["frame"], one["statistic"]) == ("model", "", "exam", "log-odds")
    ]
    assert sum(by_hand) / 12 == pytest.approx(told["estimate"])
