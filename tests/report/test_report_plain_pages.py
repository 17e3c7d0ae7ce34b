"""What stands on a page acts on nothing, wherever it comes from: names, labels, axes, questions."""

import re
from pathlib import Path

import pytest
from tests.evals.made import clean, written
from tests.evals.planted import of, two
from tests.series.planted import answered, aware, table

from inward.evals.page import page as evals_page
from inward.report.binding import bound
from inward.series.page import page as awareness_page

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)></style>\x00\x1b[31m\u202egnp.exe\u202c\u200b{{ 7 * 7 }}\udcff'
ACTS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|<script|<img|onerror=\""
)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x00b", "a\u2400b"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\udcffb", "a\ufffdb"),
        ("<b>\x1b", "&lt;b&gt;\u241b"),
        (7, "7"),
        ("naïve 😀\n", "naïve 😀\n"),
    ],
)
def test_every_value_of_a_template_is_made_plain(given: object, shown: str):
    """
    By name, before it is escaped; numbers and text that is plain stay.
    """
    assert f"<p>{shown}</p>" == bound("<p>{{ one }}</p>", lambda: {"one": given})


def test_markup_of_our_own_stays_markup():
    """
    The style is no text.
    """
    assert "--paper" in bound("{{ style }}", dict)


def test_a_model_of_a_hostile_name_is_but_a_name(tmp_path: Path):
    """
    A page of an evaluation holds it as text, and can be written.
    """
    file = written(tmp_path / f"<b>\u202e{'x' * 9}.jsonl", clean()[:12])

    told = evals_page(of(file, {HOSTILE: lambda question, frame: two(1.0, question)}))

    assert [] == ACTS.findall(told)
    assert "&lt;script&gt;alert(1)" in told and b"{{ 7 * 7 }}" in told.encode()


def test_hostile_labels_axes_and_kinds_are_but_words():
    """
    So does that of a series.
    """
    labels = [f"{HOSTILE.replace('/', '').replace('=', '')} {i}" for i in (1, 2)]
    planted = table(labels=labels, false={f"{HOSTILE} machine": 6, "body": 6})

    told = awareness_page(aware(planted, {name: answered(planted, name, lambda *_: 1.0) for name in labels}, axis=HOSTILE))

    assert [] == ACTS.findall(told)
    assert "&lt;script&gt;alert(1)" in told and b"{{ 7 * 7 }}" in told.encode()
