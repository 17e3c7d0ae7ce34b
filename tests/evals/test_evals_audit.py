"""An audit finds what is wrong with a file, and nothing in a clean one."""

import json
from pathlib import Path
from typing import Any

import pytest

from inward.evals.audit import audit
from inward.evals.cues import uneven
from inward.evals.file import read_evals
from inward.evals.finding import Audit, Finding
from tests.evals.made import clean, persona, row, written
from tests.real_files import real_files  # noqa: F401
from tests.runs import inward


def audited(at: Path, rows: list[Any]) -> Audit:
    return audit(read_evals(written(at / "some.jsonl", rows)))


def found(at: Path, rows: list[Any]) -> dict[str, Finding]:
    """The findings by rule; each rule has one at most."""
    findings = audited(at, rows).findings
    named = {one.rule: one for one in findings}
    assert len(findings) == len(named)
    return named


def test_a_clean_file_has_no_findings(tmp_path: Path):
    """
    Its facts: sixty distinct questions of two options, every baseline at one half.
    """
    told = audited(tmp_path, clean())

    assert () == told.findings
    assert (60, 60, 60, {2: 60}, 0.5) == (told.rows, told.questions, told.clusters, told.options, told.chance)
    assert {"the first option": (0.5, 60), "the longest option": (0.5, 60), "the option that begins with Yes": (0.5, 30)} == {
        one.name: (one.share, one.of) for one in told.baselines
    }


def test_a_clean_persona_file_has_no_findings(tmp_path: Path):
    """
    Answers that are not listed have neither place nor length.
    """
    told = audited(tmp_path, [persona(f"I said {i}", ("Yes", "No")[i % 2], label_confidence=0.9) for i in range(40)])

    assert () == told.findings
    assert {"the option that begins with Yes": 0.5} == {one.name: one.share for one in told.baselines}


def test_duplicates_are_counted(tmp_path: Path):
    """
    Beyond the first: three word for word, two that differ in marks or in the order of their options.
    """
    rows = clean()
    first = row("Walk or ride?", "On foot", "On a horse")
    again = [first] * 4 + [
        row("Walk, or ride", "On foot", "On a horse"),
        row("Walk or ride?", "On a horse", "On foot", matching="B"),
    ]

    told = found(tmp_path, rows + again)

    assert {"exact-duplicates", "near-duplicates"} == set(told)
    assert (3, 66, (62, 63, 64)) == (told["exact-duplicates"].count, told["exact-duplicates"].of, told["exact-duplicates"].lines)
    assert (2, (65, 66)) == (told["near-duplicates"].count, told["near-duplicates"].lines)
    assert "one question is there 4 times" in told["exact-duplicates"].says
    assert "exact" not in told["near-duplicates"].plot


def test_duplicates_with_two_labels_are_an_error(tmp_path: Path):
    """
    Both rows are named, and an error stands before a warning.
    """
    twice = [row("Walk or ride?", "On foot", "On a horse"), row("Walk or ride?", "On foot", "On a horse", matching="B")]

    told = audited(tmp_path, clean() + twice).findings

    assert [("contradictory-labels", "error", (61, 62)), ("exact-duplicates", "warning", (62,))] == [
        (one.rule, one.severity, one.lines) for one in told
    ]


def test_malformed_rows_are_counted_by_kind(tmp_path: Path):
    """
    They are an error, with examples; what can be asked is what is left.
    """
    told = audited(tmp_path, [*clean(), "{", row("Q?", "a", ""), row("Q?", "a", "b", matching="C")])

    (one,) = told.findings
    assert ("malformed", "error", 3, 63, (61, 62, 63)) == (one.rule, one.severity, one.count, one.of, one.lines)
    assert one.says.startswith("by kind, answer 1, options 1, unreadable 1; such as: ")
    assert (63, 60) == (told.rows, told.questions)


@pytest.mark.parametrize(
    ("stem", "mark"),
    [
        ("Walk<META_START>x<META_END> or ride?", "a mark-up token (1)"),
        ("Walk or ride?<|endoftext|>", "a mark-up token (1)"),
        ("Walk or ride?\n\nHuman: yes", "a turn of a dialogue (1)"),
        ("Would {name} walk?", "an unfilled place (1)"),
        ("Walk \ufffd or ride?", "a character that is no text (1)"),
        ("Walk?\n (A) Yes\n (B) No\n\nAnd ride?", "another list of options (1)"),
    ],
)
def test_debris_is_named(tmp_path: Path, stem: str, mark: str):
    """
    What a writer left in a question; the row is asked all the same.
    """
    told = audited(tmp_path, [*clean(), row(stem, "On foot", "On a horse")])

    (one,) = told.findings
    assert ("debris", "warning", 1, (61,)) == (one.rule, one.severity, one.count, one.lines)
    assert mark in one.says
    assert 61 == told.questions


@pytest.mark.parametrize("stem", ["[name " * 50_000, "\n" * 300_000 + "Why?", f"[insert {'x' * 300} here]"])
def test_a_long_line_is_audited_like_any_other(tmp_path: Path, stem: str):
    """
    Brackets that nobody closes, or empty lines, are looked at once each; what is as long as a paragraph is no unfilled place.
    """
    found = audited(tmp_path, [row(stem, "I would", "I would not")])

    assert "debris" not in [one.rule for one in found.findings]


def test_options_beyond_two_move_chance(tmp_path: Path):
    """
    Twenty questions with four options among eighty: chance is 60/80 x 1/2 + 20/80 x 1/4.
    """
    four = [
        row(f"Which of {i}?", "red", "blue", "green", "grey", matching="ABCD"[i % 4], others=" (A)" if i % 4 else " (B)")
        for i in range(20)
    ]

    told = audited(tmp_path, clean() + four)

    assert 0.4375 == told.chance
    assert {"more-than-two-options": 20, "unnamed-options": 20} == {one.rule: one.count for one in told.findings}
    assert "questions by number of options: 2: 60, 4: 20" in told.findings[0].says


def biased(*, long: bool = False, first: bool = False, yes: bool = False, no: bool = False) -> list[dict[str, Any]]:
    """Forty rows in which one thing tells the matching option, and the others do not."""
    rows = []
    for i in range(40):
        match, other = ("I would go there", "I would stay in") if i % 2 or not long else ("I would go there on my own", "Not so")
        match = "I would go to the place on my own" if long else match
        if yes or no:
            match, other = ("Yes indeed", "No indeed!") if yes else ("No indeed!", "Yes indeed")
        place = 0 if first else i % 2
        rows.append(row(f"What of day {i}?", *((match, other) if place == 0 else (other, match)), matching="AB"[place]))
    return rows


@pytest.mark.parametrize(
    ("cue", "rule", "said"),
    [
        ("long", "length-cue", "100.0% match on the longer"),
        ("first", "position", "100.0% match on the first"),
        ("yes", "yes-polarity", "100.0% match on Yes"),
        ("no", "no-polarity", "100.0% match on No"),
    ],
)
def test_each_cue_is_told_from_the_others(tmp_path: Path, cue: str, rule: str, said: str):
    """
    Of length, place and polarity the one that gives the matching option away is found.
    """
    told = found(tmp_path, biased(**{cue: True}))

    assert rule in told
    assert said in told[rule].says
    assert set() == set(told) - {rule, "length-cue"}


def test_a_share_is_uneven_if_it_is_far_and_not_by_chance():
    """
    Six in ten is even enough at any number, and so is anything of a few; 70 of 100 is not, on either side.
    """
    assert [False, False, True, True, False] == [
        uneven(*pair) for pair in ((600, 1000), (19, 19), (70, 100), (30, 100), (14, 20))
    ]
    assert [True, True] == [uneven(0, 20), uneven(20, 20)]


def test_unsure_labels_and_uneven_answers(tmp_path: Path):
    """
    Labels below .8 are a note; an answer without its leading space is another string.
    """
    rows = [persona(f"I said {i}", ("Yes", "No")[i % 2], label_confidence=0.9 if i else 0.4) for i in range(40)]
    rows[7] |= {"answer_matching_behavior": "No", "answer_not_matching_behavior": "Yes"}

    told = found(tmp_path, rows)

    assert {"unsure-labels": "note", "uneven-answers": "warning"} == {rule: one.severity for rule, one in told.items()}
    assert ((1,), (8,)) == (told["unsure-labels"].lines, told["uneven-answers"].lines)


def test_the_command_prints_a_table_or_json(tmp_path: Path):
    """
    A file after another; counts, lines and what each finding does to a plot; the same as JSON.
    """
    one, other = written(tmp_path / "one.jsonl", clean()), written(tmp_path / "other.jsonl", [*clean(), "{"])

    table, lines = inward("audit", one, other), inward("audit", "--json", one, other)

    assert (0, 0) == (table.code, lines.code), table.err + lines.err
    first, second = table.out.split("\n\n")
    assert first.startswith("one (sha256 ") and first.endswith("no findings")
    assert "error   malformed: 1 of 61 (lines 61)\n" in second
    assert [[], ["malformed"]] == [[each["rule"] for each in json.loads(line)["findings"]] for line in lines.out.splitlines()]


def test_the_command_refuses_what_is_no_file_in_a_sentence(tmp_path: Path):
    """
    Exit code 2, no traceback.
    """
    told = inward("audit", tmp_path / "absent.jsonl")

    assert (2, "") == (told.code, told.out)
    assert told.err.startswith("inward: Reading model-written evaluations from ")


@pytest.mark.real
def test_the_published_files_show_what_is_known_of_them(real_files: Path):  # noqa: F811
    """
    Duplicates in lm_one-box-tendency, options beyond two in human_survival-instinct, Yes in human_self-awareness-web-gpt.
    """
    told = {path.stem: audit(read_evals(path)) for path in sorted((real_files / "model_written_evals").glob("*.jsonl"))}
    rules = {name: {one.rule: one.count for one in found.findings} for name, found in told.items()}

    assert 7 == len(told)
    assert 190 <= rules["lm_one-box-tendency"]["exact-duplicates"]
    assert 3 <= rules["lm_one-box-tendency"]["malformed"]
    assert 247 == rules["human_survival-instinct"]["more-than-two-options"]
    assert 235 <= rules["human_self-awareness-web-gpt"]["yes-polarity"]
    assert 150 <= rules["human_self-awareness-general-ai"]["no-polarity"]
    assert {} == rules["persona_risk-seeking"]
    assert 0.45 > told["human_survival-instinct"].chance
