"""Transcripts as data on the page: complete, compact, and unable to leave their element."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from synthetic_run import HOSTILE, LONG

from inward.report.plain import one_line, plain
from inward.report.read import read
from inward.report.tally import Tally
from inward.report.transcripts import answer, block, drawn, kept, label, short_ids


@pytest.fixture(scope="module")
def run(full_run):
    return read(full_run)


@pytest.fixture(scope="module")
def data(run):
    return json.loads(block(run))


def test_every_transcript_is_there_once(run, data):
    """
    One entry per transcript in every column, and the same words as were stored.
    """
    rows, said = data["rows"], run.samples[-1].parts["answer"]
    last = rows["text"][-1]

    assert {len(run.samples)} == {len(column) for column in rows.values()}
    assert len(run.samples) == len(set(rows["id"]))
    assert said == data["texts"][last]


def test_equal_texts_are_kept_once(data):
    """
    A text that many answers share stands once.
    """
    assert len(set(data["texts"])) == len(data["texts"])


def test_nothing_in_the_block_can_end_it(run):
    """
    Neither "<" nor ">" nor "&" nor a line separator is left in the block, and it is still the same JSON.
    """
    text = block(run)

    assert not set("<>&\u2028\u2029\x00\u202e") & set(text)
    assert plain(HOSTILE[0]) in json.loads(text)["texts"]
    text.encode()


def test_a_long_answer_is_kept_whole(data):
    """
    A megabyte in one answer is on the page, every letter of it.
    """
    assert LONG in data["texts"]


def test_labels_are_scores_or_reasons(run, data):
    """
    What was not measured is labelled by its reason.
    """
    assert {"missing: truncated", "missing: judge declined", "misaligned", "aligned"} <= set(data["labels"])
    assert set(data["labels"]) == {label(sample) for sample in run.samples}


def test_ids_are_short_and_still_differ():
    """
    Twelve letters where they suffice, one length for all where they do not.
    """
    assert {"a" * 20: "a" * 12, "b" * 20: "b" * 12} == short_ids(["a" * 20, "b" * 20])
    assert {"same-beginning-1": "same-beginning-1", "same-beginning-2": "same-beginning-2"} == short_ids(
        ["same-beginning-1", "same-beginning-2"]
    )


def test_the_sample_is_drawn_and_not_chosen(run):
    """
    The same transcripts are drawn whatever the order of the file, and as many of each arm.
    """
    there = {sample.id for sample in drawn(run.samples, probe="free-form-wide", each=2)}
    back = {sample.id for sample in drawn(run.samples[::-1], probe="free-form-wide", each=2)}

    assert 12 == len(there)
    assert there == back


def test_numbers_that_are_not_finite_do_not_break_the_block(run):
    """
    An infinite log-probability is written as a word.
    """
    closed = next(sample for sample in run.samples if sample.probe == "closed")
    odd = replace(
        closed, parts={"logprobs": [float("-inf"), float("nan")]}, value=replace(closed.value, values={"x": float("inf")})
    )

    assert '["-inf", "nan"]' in json.loads(block(replace(run, samples=(odd,))))["texts"]


def test_hidden_characters_are_shown():
    """
    What would act unseen is seen: controls as their pictures, direction marks by number, lone surrogates as a mark.
    """
    assert "a\u2400b\u241bc\u2421d" == plain("a\x00b\x1bc\x7fd")
    assert "x⟨U+202E⟩y\ufffd" == plain("x\u202ey\ud800")
    assert "one\ntwo\u240dthree" == plain("one\r\ntwo\rthree")


def test_a_line_is_cut_between_words():
    """
    A cut text ends after a whole word.
    """
    assert "a question that…" == one_line("a question that\nis long", most=17)


def test_counts_agree_with_what_was_planned(run):
    """
    Planned less missing is measured, arm by arm; an answer never held counts as missing.
    """
    tally = Tally(run=run)
    short = Tally(run=replace(run, samples=run.samples[1:]))

    assert 1500 == tally.planned["insecure", "free-form-wide"]
    assert (
        sum(tally.missing["insecure", "free-form-wide"].values()) + tally.count("free-form-wide", "refused", "insecure")[1]
        == 1500
    )
    assert {"not held": 1} == short.missing["untouched", "free-form-8"] or 1 == short.missing["untouched", "free-form-8"][
        "not held"
    ]


def test_a_page_holds_all_that_fit(run):
    """
    A run of ordinary length is there whole.
    """
    assert run.samples == kept(run.samples)


def test_of_too_many_a_fair_sample_is_kept(run):
    """
    In the run's order, the same ones again, as many of each arm and probe as there are, and those that are drawn for paper.
    """
    short = [sample for sample in run.samples if len(answer(sample)) < 1_000]
    shown = kept(short, most=60_000)
    counts = Counter((sample.arm, sample.probe) for sample in shown)
    there = Counter((sample.arm, sample.probe) for sample in short)

    assert shown == kept(short, most=60_000) and len(shown) < len(short)
    assert [sample for sample in short if sample in shown] == list(shown)
    assert all(counts[place] in (n, *range(max(counts.values()) - 1, max(counts.values()) + 1)) for place, n in there.items())
    assert set() == {one.id for one in drawn(short, probe="free-form-wide", each=2)} - {one.id for one in shown}
    assert 60_000 > len(block(replace(run, samples=shown)).encode())
