"""The page of vectors says what ranks allow, and no more."""

import pytest

from inward.report.vectors import done, sentences, verdict, watched

FOUND = {"value": 0.94, "low": 0.86, "high": 0.97, "p": 0.17, "layer": 1, "withheld": ""}
TOLD = {
    "vectors": [{"name": "cruelty"}],
    "members": [
        {"arm": "untouched", "seed": 0, "anchor": True},
        {"arm": "harmful", "seed": 1, "anchor": False},
        {"arm": "harmful", "seed": 2, "anchor": False},
    ],
    "primary": "misaligned",
    "probe": "free-form",
    "questions": 30,
    "answers": 900,
    "unread": 0,
    "left_out": {},
    "nulls": {"random": 99, "shuffled": 5},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "r .94 [.86, .97], but random vectors do as well (rank p .170), so nothing is claimed of the trait"),
        ({"p": 0.01}, "r .94 [.86, .97], larger than random vectors' (rank p .010)"),
        ({"p": 0.05}, "r .94 [.86, .97], but random vectors do as well (rank p .050), so nothing is claimed of the trait"),
        (
            {"p": 0.01, "low": -0.1},
            "r .94 [\N{MINUS SIGN}.10, .97], larger than random vectors' (rank p .010), and the interval does not exclude 0",
        ),
        ({"value": None, "withheld": "the scores do not vary"}, "none (the scores do not vary)"),
    ],
)
def test_a_correlation_is_told_with_its_rank(change: dict, said: str):
    """
    One that random vectors reach is said to be so, whatever its interval; one without a number says why.
    """
    assert said == verdict({**FOUND, **change})


def test_each_vector_is_told_over_checkpoints_and_within_arms():
    """
    Both, in one sentence, on the checkpoints' own answers.
    """
    rows = [
        {**FOUND, "vector": "cruelty", "behaviour": "misaligned", "place": "own", "scope": scope, "p": p}
        for scope, p in (("checkpoints", 0.01), ("within arms", 0.6))
    ]

    (said,) = sentences(TOLD, rows)

    assert said.startswith(
        "Cruelty and misaligned, over checkpoints: r .94 [.86, .97], larger than random vectors' (rank p .010)"
    )
    assert "within arms: r .94 [.86, .97], but random vectors do as well (rank p .600)" in said


def test_monitoring_is_told_within_prompts():
    """
    What holds between prompts alone is no monitoring of answers.
    """
    rows = [
        {**FOUND, "vector": "cruelty", "measure": "misaligned", "scope": scope} for scope in ("between prompts", "within prompts")
    ]

    (said,) = watched(TOLD, rows)

    assert "within prompts: r .94" in said


def test_what_was_lost_is_told():
    """
    Answers that could not be read, and arms that were left out, with the reason.
    """
    assert "could not be read" not in done(TOLD)
    lost = done({**TOLD, "unread": 3, "left_out": {"theirs": "made elsewhere"}})
    assert "3 answers could not be read" in lost
    assert "Left out: theirs (made elsewhere)." in lost
