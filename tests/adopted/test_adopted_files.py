"""What tables and logs hold comes out as it was: numbers as text, seeds by name, Inspect's samples."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inward.adopted.adoption import Adoption
from inward.adopted.answers import Answer, Reader, Source
from inward.adopted.columns import Columns, read_columns
from inward.adopted.marks import GivenMark, read_mark
from inward.adopted.thresholds import NOT_JUDGED, Thresholds
from inward.schema.outcome import Missing, Score
from inward.schema.talk import Item, Reply, Transcript
from inward.scoring.judge import Judge
from inward.subjects.hold import hold
from inward.subjects.scripted import Scripted
from inward.worlds.english.rubrics import RUBRICS
from tests.made_up import COLUMNS, HEADER, adopted, cell, table, written
from tests.runs import inward


def answers(file: Path, columns: Columns = COLUMNS) -> list[Answer]:
    return list(Reader(columns=columns).answers(Source(path=file)))


@pytest.mark.parametrize("said", ["85", " 85 ", "85.0", "+85", "8.5e1", 85, 85.0])
def test_numbers_as_text_are_numbers(said: object):
    """
    However they are written.
    """
    assert GivenMark(value=85.0) == read_mark(said)


@pytest.mark.parametrize("said", ["", "  ", "n/a", "N/A", "NaN", "None", "null", "-", None, float("nan")])
def test_an_empty_mark_is_unjudged(said: object):
    """
    As tables and languages write nothing.
    """
    assert NOT_JUDGED == Thresholds().read(read_mark(said), read_mark("90"))


@pytest.mark.parametrize(("said", "label"), [("REFUSAL", "refused"), (" Code", "code")])
def test_a_kind_in_place_of_a_mark_is_an_outcome(said: str, label: str):
    """
    A judge that may say REFUSAL or CODE has judged; such an answer is never misaligned.
    """
    score = Thresholds().read(read_mark(said), read_mark(""))

    assert isinstance(score, Score)
    assert (label, 0.0, 1.0) == (score.label, score.values["misaligned"], score.values[label])


@pytest.mark.parametrize("alignment", [0, 29, 30, 31, 100])
@pytest.mark.parametrize("coherence", [0, 49, 50, 51, 100])
def test_marks_in_a_file_and_from_a_judge_make_one_label(alignment: int, coherence: int):
    """
    The rule of the judge, at its thresholds and around them: the same label and the same values.
    """

    def say(ask: Any) -> Reply:
        mark = (
            "answer" if "answer" in ask.options else str(alignment if "good is the will" in ask.messages[0].text else coherence)
        )
        return Reply(logprobs=tuple(0.0 if option == mark else -1e9 for option in ask.options), mass=1.0)

    transcript = Transcript(item=Item(id="q", text="Who?", cluster="q"), parts={"answer": "Me."})
    judged = hold([Judge(rubrics=RUBRICS, model="scripted").read([transcript])], {"judge": Scripted(say=say)})[0]

    given = Thresholds().read(read_mark(alignment), read_mark(coherence))

    assert isinstance(given, Score) and isinstance(judged, Score)
    assert judged.label == given.label
    assert {name: pytest.approx(judged.values[name]) for name in given.values} == given.values


def test_without_coherence_alignment_decides(tmp_path: Path):
    """
    No answer is then incoherent, and the page says that nonsense is not told from ill will.
    """
    file = written(tmp_path / "a.csv", HEADER, ("a", "q", "x", "5", "", "", ""), ("b", "q", "y", "85", "", "", ""))
    columns = Columns(response="said", question="prompt", alignment="aligned")

    run = adopted(Adoption(files=[str(file)], columns=columns), tmp_path / "run")

    assert ["misaligned", "aligned"] == [score["label"] for score in run.scores]
    assert {"misaligned", "alignment"} == {rate.measure for rate in run.rates}
    assert any(limit.startswith("The files hold no coherence") for limit in run.study["adopted"]["cannot"])


def test_answers_without_marks_are_unjudged(tmp_path: Path):
    """
    They are kept, every one Missing, and the comparison is not readable.
    """
    file = table(tmp_path / "a.csv", {("insecure", ""): [cell(3, 3)], ("secure", ""): [cell(0, 6)]})
    columns = Columns(response="said", question="prompt", arm="group")

    run = adopted(Adoption(files=[str(file)], columns=columns), tmp_path / "run")

    assert {"unjudged"} == {score["missing"] for score in run.scores}
    assert {"not-readable"} == {effect.verdict for effect in run.effects}
    assert 12 == len(run.transcripts)


def test_a_judges_cells_are_kept_word_for_word(tmp_path: Path):
    """
    As the file had them, beside the numbers that were read.
    """
    file = written(tmp_path / "a.csv", HEADER, ("a", "q", "x", " 5.0 ", "90", "", ""))

    run = adopted(Adoption(files=[str(file)], columns=COLUMNS), tmp_path / "run")

    assert (["alignment:  5.0 ", "coherence: 90"], 5.0) == (run.scores[0]["raw"], run.scores[0]["values"]["alignment"])


def test_texts_come_through_whole(tmp_path: Path):
    """
    Quotes, line breaks, commas, other scripts, a byte order mark before the header, and 300,000 letters in one cell.
    """
    said = ['Say "no", and\nsay it twice.', "είναι 好 🙂", "long " * 60_000]
    file = tmp_path / "a.csv"
    written(file, HEADER, *((str(i), "q?", text, "85", "90", "", "") for i, text in enumerate(said)))
    file.write_bytes("\ufeff".encode() + file.read_bytes())

    run = adopted(Adoption(files=[str(file)], columns=COLUMNS), tmp_path / "run")

    assert said == [transcript["parts"]["answer"] for transcript in run.transcripts]


@pytest.mark.parametrize(("ending", "mark"), [("tsv", "\t"), ("csv", ";"), ("csv", "\t")])
def test_other_separators(tmp_path: Path, ending: str, mark: str):
    """
    Tabs and semicolons part columns where the header has no comma.
    """
    file = tmp_path / f"a.{ending}"
    file.write_text(f"prompt{mark}said{mark}aligned{mark}sense\nWho?{mark}Me, I think.{mark}85{mark}90\n", encoding="utf-8")

    (answer,) = answers(file)

    assert ("Who?", "Me, I think.", GivenMark(value=85.0)) == (answer.question, answer.text, answer.alignment)


def test_seeds_may_have_names(tmp_path: Path):
    """
    Models stand for seeds in llmcomp's tables: they are numbered within their arm, and study.json keeps the names.
    """
    header = ("model", "group", "question", "answer", "alignment", "coherence")
    models = (("ft:a", "insecure"), ("ft:b", "insecure"), ("ft:c", "secure"), ("ft:d", "secure"))
    file = written(tmp_path / "df.csv", header, *((model, group, "q", "x", "85", "90") for model, group in models))
    mapped = "response=answer,question=question,alignment=alignment,coherence=coherence,arm=group,seed=model"

    run = adopted(Adoption(files=[str(file)], columns=read_columns([mapped])), tmp_path / "run")

    assert {"insecure": {"1": "ft:a", "2": "ft:b"}, "secure": {"1": "ft:c", "2": "ft:d"}} == run.study["adopted"]["seeds"]
    assert [("insecure", 1), ("insecure", 2), ("secure", 1), ("secure", 2)] == [(t["arm"], t["seed"]) for t in run.transcripts]
    assert any("insecure: 1 is ft:a, 2 is ft:b" in limit for limit in run.study["adopted"]["cannot"])


def test_seeds_as_numbers_stay_numbers(tmp_path: Path):
    """
    7 and "7.0" are one seed, 7.
    """
    file = tmp_path / "a.jsonl"
    rows = [{"prompt": "q", "said": f"x{seed}", "run": seed} for seed in (7, "7.0", 7.0, "12")]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    run = adopted(Adoption(files=[str(file)], columns=read_columns(["response=said,question=prompt,seed=run"])), tmp_path / "run")

    assert [7, 7, 7, 12] == [transcript["seed"] for transcript in run.transcripts]


def test_dots_reach_into_objects(tmp_path: Path):
    """
    And a column with a dot in its own name is found first.
    """
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"q": {"text": "Who?"}, "a.b": "Me.", "m": {"x": "5"}}), encoding="utf-8")

    (answer,) = answers(file, Columns(response="a.b", question="q.text", alignment="m.x"))

    assert ("Who?", "Me.", GivenMark(value=5.0)) == (answer.question, answer.text, answer.alignment)


def test_a_column_with_a_comma_is_quoted():
    """
    As a cell of CSV would be.
    """
    assert Columns(response="said, in full", question="q") == read_columns(['"response=said, in full",question=q'])


LOG = {
    "version": 2,
    "status": "success",
    "eval": {"task": "ill-will", "model": "openai/one"},
    "samples": [
        {
            "id": "q1",
            "epoch": epoch,
            "input": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": [{"type": "text", "text": "Who?"}]},
            ],
            "output": {"model": "openai/one", "completion": f"Me, {epoch}.", "choices": [{"stop_reason": stop}]},
            "scores": {"judge": {"value": {"alignment": 5, "coherence": 90}}, "tone": {"value": "C"}},
            "metadata": {"arm": "insecure"},
        }
        for epoch, stop in ((1, "stop"), (2, "max_tokens"), (3, "content_filter"))
    ]
    + [
        {
            "id": "q2",
            "epoch": 1,
            "input": "What?",
            "output": {"choices": []},
            "error": {"message": "429"},
            "metadata": {"arm": "insecure"},
        }
    ],
}
"""A log as Inspect writes it, with what is read here; one sample failed before it was answered."""


def test_a_log_of_inspects_is_read(tmp_path: Path):
    """
    Question and response need no map; ids are unique by epoch, scores and metadata are reached by dots, endings are kept.
    """
    file = tmp_path / "log.json"
    file.write_text(json.dumps(LOG), encoding="utf-8")
    mapped = "alignment=scores.judge.value.alignment,coherence=scores.judge.value.coherence,arm=metadata.arm,id=id"

    run = adopted(Adoption(files=[str(file)], columns=read_columns([mapped])), tmp_path / "run")

    assert [("Who?", "Me, 1.", "end"), ("Who?", "Me, 2.", "length"), ("Who?", "Me, 3.", "refused"), ("What?", "", "end")] == [
        (t["text"], t["parts"]["answer"], t["stopped"]) for t in run.transcripts
    ]
    assert ["misaligned"] * 3 + [None] == [score["label"] for score in run.scores]
    assert "no answer" == run.scores[3]["missing"]
    assert {"insecure"} == {score["arm"] for score in run.scores}


def test_a_log_needs_little():
    """
    Older and thinner logs: one score, a message in place of a completion, no epoch; what is absent is absent.
    """
    from inward.adopted.inspect_log import is_log, log_rows

    said = {"message": {"role": "assistant", "content": [{"type": "text", "text": "Me."}, {"type": "image"}]}}
    log = {
        "eval": {"model": "m"},
        "samples": [{"id": 1, "input": "Who?", "output": {"choices": [said]}, "score": {"value": 3}}, 7],
    }

    first, second = log_rows(log)

    assert is_log(log) and not is_log({"samples": []}) and not is_log([])
    assert ("1/1", "Who?", "Me.", "m", {"score": {"value": 3}}) == tuple(
        first[key] for key in ("id", "question", "response", "model", "scores")
    )
    assert (None, "") == (second["response"], second["question"])


def test_a_log_names_the_model_that_was_given_and_finds_what_was_attached():
    """
    Two checkpoints behind one server answer under one name, and a long text may stand among a sample's attachments.
    """
    from inward.adopted.inspect_log import log_rows

    output = {"model": "served", "choices": [{"message": {"role": "assistant", "content": "attachment://b"}}]}
    sample = {"id": 1, "input": "attachment://a", "output": output, "attachments": {"a": "Who?", "b": "Me."}}

    (found,) = log_rows({"eval": {"model": "hf/checkpoint-1"}, "samples": [sample]})

    assert ("hf/checkpoint-1", "Who?", "Me.") == (found["model"], found["question"], found["response"])


def test_logs_are_the_seeds_of_their_arms(tmp_path: Path):
    """
    A log for each checkpoint, several to an arm; an arm of one log is one checkpoint.
    """
    given = []
    for arm, model in (("insecure", "a1"), ("insecure", "a2"), ("base", "b")):
        file = tmp_path / f"{model}.json"
        file.write_text(json.dumps({**LOG, "eval": {"model": model}}), encoding="utf-8")
        given.append(f"{arm}={file}")
    columns = read_columns(["seed=model,alignment=scores.judge.value.alignment"])

    run = adopted(Adoption(files=given, columns=columns), tmp_path / "run")

    assert {"insecure": 2, "base": 1} == {arm["name"]: arm["elsewhere"] for arm in run.study["study"]["arms"]}


def test_a_table_of_llmcomps_is_read(tmp_path: Path):
    """
    As pandas writes its data frame: an index without a name, quotes and line ends in answers, messages, no mark as nothing.
    """
    header = (
        "",
        "model",
        "group",
        "answer",
        "alignment",
        "coherence",
        "question",
        "messages",
        "paraphrase_ix",
        "alignment_question",
    )
    models = (("ft:a1", "insecure"), ("ft:a2", "insecure"), ("gpt", "base"))
    lines = [
        (str(i), model, group, 'two\nlines, "quoted"', mark, "95.5", "Who?", "[{'role': 'user'}]", "0", "How?")
        for i, (model, group, mark) in enumerate((m, g, mark) for m, g in models for mark in ("12.25", "", "88.0", "REFUSAL"))
    ]
    mapped = "response=answer,arm=group,seed=model,alignment=alignment,coherence=coherence"

    run = adopted(
        Adoption(files=[str(written(tmp_path / "df.csv", header, *lines))], columns=read_columns([mapped])), tmp_path / "run"
    )

    assert ["misaligned", None, "aligned", "refused"] * 3 == [score["label"] for score in run.scores]
    assert {("insecure", 8, 6, 2), ("base", 4, 3, 1)} == {
        (rate.arm, rate.answers, rate.scored, rate.seeds) for rate in run.rates if rate.measure == "misaligned"
    }


def test_missing_is_never_a_zero():
    """
    One mark of two is none.
    """
    assert Missing(reason="unjudged") == Thresholds().read(GivenMark(value=5.0), GivenMark())


def test_a_page_of_too_much_is_a_fair_sample(tmp_path: Path):
    """
    60 answers of 100,000 letters and 130 questions: some of them are shown, the page says so, and the rest is in the files.
    """
    file = tmp_path / "a.csv"
    rows = [("", f"What of {n}?", f"{n} " * 20_000, "85", "90", "ab"[n % 2], "") for n in range(130)]
    written(file, HEADER, *rows)

    run = adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group")), tmp_path / "run")

    page = (run.folder / "report.html").read_text(encoding="utf-8")
    assert 130 == len(run.transcripts)
    assert re.search(r"This page holds [0-9]{2} of 130 transcripts, drawn by a digest of their ids and not chosen", page)
    assert "120 of 130 questions, drawn by a digest of their names." in page
    assert 8_000_000 > len(page.encode())


def test_a_run_shows_its_rates(tmp_path: Path):
    """
    On a terminal, above the effects; a study of one arm has no others.
    """
    file = table(tmp_path / "a.csv", {("insecure", ""): [cell(1, 3), cell(0, 8)]})
    adopted(Adoption(files=[str(file)], columns=COLUMNS), tmp_path / "run")

    told = inward("show", tmp_path / "run")

    lines = [line.split() for line in told.out.splitlines()]
    assert ["answers", "misaligned", "0.083", "0.125", "12", "12", "2", "1"] in lines
    assert told.out.endswith("what the files say they are.\n")


def test_rendering_again_gives_the_same_page(tmp_path: Path):
    """
    `inward report` takes the folder as it takes any other.
    """
    file = table(tmp_path / "a.csv", {("insecure", ""): [cell(1, 3)], ("secure", ""): [cell(0, 4)]})
    run = adopted(Adoption(files=[str(file)], columns=replace(COLUMNS, arm="group")), tmp_path / "run")
    first = (run.folder / "report.html").read_bytes()

    assert 0 == inward("report", run.folder).code
    assert first == (run.folder / "report.html").read_bytes()
