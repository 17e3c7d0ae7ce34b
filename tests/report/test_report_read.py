"""A run folder is read whole, or the error says which file, which place, and what to do."""

import json
import shutil

import pytest

from inward.errors import ReportError
from inward.report.read import read
from inward.schema.outcome import Missing, Score


@pytest.fixture
def folder(bare_run, tmp_path):
    """A copy of a run folder, to be broken."""
    return shutil.copytree(bare_run, tmp_path / "run")


def rewrite(path, **changed):
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def test_a_run_is_read_with_scores_beside_transcripts(full_run):
    """
    Each transcript carries its Score, or the Missing that stands in its place.
    """
    run = read(full_run)
    kinds = {type(sample.value) for sample in run.samples}

    assert {Score, Missing} == kinds
    assert ("untouched", "insecure", "secure", "educational", "bad-advice", "good-advice") == tuple(
        a.name for a in run.declared.arms
    )


def test_a_transcript_without_a_score_is_missing(folder):
    """
    A score that is not there is a Missing with that reason, never a dropped row.
    """
    lines = (folder / "scores.jsonl").read_text().splitlines(keepends=True)
    (folder / "scores.jsonl").write_text("".join(lines[1:]))

    assert 1 == sum(sample.value == Missing(reason="not scored") for sample in read(folder).samples)


def test_a_missing_file_is_named(folder):
    """
    Which file, where, and how to get it.
    """
    (folder / "effects.jsonl").unlink()

    with pytest.raises(
        ReportError, match=r"^Report: effects\.jsonl is missing in .*run\. Run the study again with the same --out"
    ):
        read(folder)


def test_another_format_is_named(folder):
    """
    Which version was found, which is read, and what to do.
    """
    rewrite(folder / "study.json", format=7)

    with pytest.raises(
        ReportError, match=r"^Report: study\.json has format 7; this version of inward reads format 1\. Render the"
    ):
        read(folder)


def test_a_broken_line_is_named_by_its_number(folder):
    """
    File, line and column of what is not JSON.
    """
    with (folder / "scores.jsonl").open("a") as stream:
        stream.write('{"id": "cut')

    with pytest.raises(
        ReportError, match=r"^Report: scores\.jsonl, line 25, in .* is not JSON \(Unterminated string.*column 8\)"
    ):
        read(folder)


def test_an_absent_field_is_named(folder):
    """
    File, line and field.
    """
    (folder / "plan.jsonl").write_text('{"arm": "insecure", "seed": 1}\n')

    with pytest.raises(ReportError, match=r"^Report: plan\.jsonl, line 1, in .* has no field 'items'"):
        read(folder)


def test_a_field_of_another_kind_is_named(folder):
    """
    File and what is wrong with it.
    """
    rewrite(folder / "study.json", seeds=3)

    with pytest.raises(ReportError, match=r"^Report: study\.json in .* has a field of another kind than expected"):
        read(folder)


def test_text_that_is_not_utf8_is_named(folder):
    """
    A damaged file is not half read.
    """
    (folder / "transcripts.jsonl").write_bytes(b"\xff\xfe{}")

    with pytest.raises(ReportError, match=r"^Report: transcripts\.jsonl in .* cannot be read"):
        read(folder)


def test_curves_and_environment_may_be_absent(folder):
    """
    A run that trained nothing has no training file, and is read.
    """
    (folder / "environment.json").unlink()
    run = read(folder)

    assert ((), {}) == (run.curves, run.environment)
