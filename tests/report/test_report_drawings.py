"""Drawings: their numbers, their colours, their bytes."""

import re

import pytest

from inward.report import dots, forest
from inward.report.numerals import chance, interval, number, seed_list, share, signed
from inward.report.palette import COLOURS, variables
from inward.report.read import read
from inward.report.sentences import primaries
from inward.report.sheet import Scale, Sheet, drawing


def drawn(name: str = "one") -> str:
    with drawing():
        sheet = Sheet(200, 80)
        sheet.band(20, 60, top=10, bottom=70)
        sheet.line([0, 200], [40, 40], colour="ink")
        sheet.dot(100, 40, colour="arm-1", hollow=True)
        sheet.word(5, 20, "a <b> & $x$ \x00", colour="soft")
        return sheet.inline(name=name, title="A title", says="what it shows")


def test_equal_drawings_are_equal_bytes():
    """
    Nothing of the clock or the process is in a drawing.
    """
    assert drawn() == drawn()


def test_colours_are_variables():
    """
    No fixed colour is left, so that a drawing follows the page.
    """
    assert {"var(--band)", "var(--ink)", "var(--paper)", "var(--arm-1)", "var(--soft)"} == set(
        re.findall(r"var\(--[a-z0-9-]+\)", drawn())
    )
    assert not re.search(r"#[0-9a-f]{6}", drawn())


def test_text_stays_text():
    """
    Words can be read, searched and spoken, and no markup or formula in them is obeyed.
    """
    assert "a &lt;b&gt; &amp; $x$ \u2400</text>" in drawn()


def test_ids_carry_the_name_of_their_drawing():
    """
    Two drawings on a page share no id.
    """
    ids = [set(re.findall(r' id="([^"]+)"', drawn(name))) for name in ("one", "two")]

    assert ids[0]
    assert set() == ids[0] & ids[1]


def test_no_style_attribute_is_left():
    """
    The page's policy forbids style attributes; a drawing has none, nor a style element.
    """
    assert "style" not in drawn()


def test_a_scale_is_linear_and_round():
    """
    Ends fall on ends, and ticks on round values inside them.
    """
    scale = Scale(low=-0.15, high=0.85, left=10, right=110)

    assert (10, 110) == (round(scale.at(-0.15), 9), round(scale.at(0.85), 9))
    assert [0.0, 0.2, 0.4, 0.6, 0.8] == scale.ticks(5)


def test_a_forest_speaks_its_rows(full_run):
    """
    The description of a forest plot names each contrast with estimate, interval and verdict.
    """
    rows = primaries(read(full_run).effects)
    plot = forest.Forest(rows=rows, margins={"insecure-secure": 0.1}, bounded=True, axis="difference")
    with drawing():
        said = forest.markup(forest.narrow(plot), plot, name="f", title="t")

    assert f"insecure-secure: {plot.numbers(rows[0])}, supported" in said


def test_seeds_that_would_hide_each_other_stand_side_by_side():
    """
    Dots closer than their width take lanes of their own, and none is lost.
    """
    laid = dots._lanes([10.0, 10.5, 11.0, 40.0])

    assert [(10.0, 0.0), (10.5, -6.5), (11.0, 6.5), (40.0, 0.0)] == laid


@pytest.mark.parametrize("side", ["light", "dark"])
def test_words_stand_out_from_the_paper(side):
    """
    Text colours have a contrast of at least 4.5 to 1, marks of at least 3 (WCAG 2.2, 1.4.3 and 1.4.11).
    """
    hue = {colour.name: getattr(colour, side) for colour in COLOURS}
    words = [contrast(hue[name], hue["paper"]) for name in ("ink", "soft", "link", "good", "bad", "arm-0")]
    marks = [contrast(hue[name], hue["paper"]) for name in hue if name.startswith("arm-")]

    assert min(words) >= 4.5
    assert min(marks) >= 3
    assert contrast(hue["toy"], hue["toy-paper"]) >= 4.5
    assert contrast(hue["soft"], hue["leaf"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two sRGB colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_night_follows_the_system_and_the_button():
    """
    The dark colours are set for a dark system unless light is asked for, and wherever dark is asked for; paper is light.
    """
    css = variables()

    assert "@media (prefers-color-scheme:dark){:root:not([data-theme=light])" in css
    assert ":root[data-theme=dark]" in css
    assert css.index("@media print") > css.index("@media (prefers-color-scheme:dark)")


def test_numbers_are_written_one_way():
    """
    Shares without a leading zero, differences with a sign, p values never 0.
    """
    assert (".47", "1.00", "\u2212.03", ".00") == (share(0.47), share(1), share(-0.03), share(-0.001))
    assert ("+.47", "\u2212.03", ".00", "\u2013") == (signed(0.47), signed(-0.03), signed(0.001), signed(None))
    assert ("1.24", "\u22120.40") == (number(1.24, bounded=False), number(-0.4, bounded=False))
    assert ("[.38, .64]", "\u2013") == (interval(0.38, 0.64), interval(None, 0.2))
    assert (".031", ".0004", "< .0001", "\u2013") == (chance(0.031), chance(0.0004), chance(1e-9), chance(None))
    assert ("1 to 5", "1, 3 and 9", "2") == (seed_list([1, 2, 3, 4, 5]), seed_list([1, 3, 9]), seed_list([2]))
