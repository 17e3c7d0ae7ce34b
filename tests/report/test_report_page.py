"""The page as a document: whole, self-contained, inert, and the same twice."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from outline import Outline
from synthetic_run import HOSTILE, write_bare_run, write_run

from inward.errors import ReportError
from inward.report.page import page, write_page


@pytest.fixture(scope="module", params=["full_page", "bare_page"])
def outline(request) -> Outline:
    return Outline(request.getfixturevalue(request.param))


def test_tags_close_in_order(outline):
    """
    Every element that opens is closed, in order.
    """
    assert ([], []) == (outline.faults, [tag.name for tag in outline.open])


def test_ids_are_unique(outline):
    """
    No id stands twice, those inside drawings included.
    """
    ids = Counter(tag.attributes["id"] for tag in outline.tags if "id" in tag.attributes)

    assert [] == [name for name, n in ids.items() if n > 1]


def test_links_within_the_page_lead_somewhere(outline):
    """
    Each link to a place on the page finds it; links to transcripts are for the script.
    """
    ids = {tag.attributes.get("id") for tag in outline.tags}
    targets = {tag.attributes["href"] for tag in outline.named("a")} | {tag.attributes["href"] for tag in outline.named("use")}

    assert set() == {to for to in targets if not to.startswith(("#t-", "#transcripts?")) and to[1:] not in ids}


def test_every_figure_has_a_table_behind_it(outline):
    """
    Each figure holds a caption, a drawing, and a details element with a table.
    """
    figures = len(outline.named("figure"))
    tables = [tag for tag in outline.named("table") if "figure" in tag.inside and "details" in tag.inside]
    captions = [tag for tag in outline.named("figcaption") if tag.text]

    assert (figures, figures) == (len(tables), len(captions))


def test_every_drawing_speaks(outline):
    """
    Each drawing is an image with a title and a description that are there.
    """
    ids = {tag.attributes.get("id") for tag in outline.tags}

    for svg in outline.named("svg"):
        assert "img" == svg.attributes["role"]
        assert set(svg.attributes["aria-labelledby"].split()) <= ids


def test_nothing_is_loaded(outline):
    """
    No element fetches anything, no style names a place, and the policy forbids both.
    """
    fetching = [tag for tag in outline.tags if {"src", "srcset", "data", "action", "poster"} & set(tag.attributes)]
    elsewhere = [tag.attributes["href"] for tag in outline.tags if "href" in tag.attributes and tag.attributes["href"][:1] != "#"]
    styles = "".join(tag.text for tag in outline.named("style"))

    assert ([], [], []) == (fetching, elsewhere, outline.named("link"))
    assert not re.search(r"url\(|@import|@font-face", styles)
    assert "default-src 'none'" in policy(outline)


def test_only_our_own_style_and_script_may_act(outline):
    """
    The policy names the digests of the one style and the one script; no handler and no style attribute is left.
    """
    scripts = [tag for tag in outline.named("script") if tag.attributes.get("type") != "application/json"]
    texts = ["".join(tag.words) for tag in [*outline.named("style"), *scripts]]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    acting = [name for tag in outline.tags for name in tag.attributes if name == "style" or name.startswith("on")]

    assert 2 == len(texts)
    assert all(f"'sha256-{digest}'" in policy(outline) for digest in digests)
    assert [] == acting


def policy(outline: Outline) -> str:
    return next(tag.attributes["content"] for tag in outline.named("meta") if "http-equiv" in tag.attributes)


def test_hostile_text_is_shown_and_does_nothing(full_page):
    """
    Text that tries to end a script, open a tag or turn the reading direction is on the page as text, and nowhere else.
    """
    outline = Outline(full_page)

    assert [] == [tag.name for tag in outline.tags if tag.name == "img" or tag.attributes.get("onload")]
    assert 2 == len(outline.named("script"))
    assert HOSTILE[0] in outline.by_id("questions").text
    assert "<!--" not in full_page.split("<script type=", 1)[1]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", full_page)
    full_page.encode()


def test_templates_in_answers_are_not_filled_in(full_page):
    """
    An answer that looks like a template stands as it was written.
    """
    assert "{{ 7*7 }}" in Outline(full_page).by_id("questions").text


def test_the_village_is_labelled_above_everything(full_page):
    """
    The notice comes before the title, each figure carries the world's name, and the title of the window does.
    """
    outline = Outline(full_page)
    names = [tag.attributes.get("class") or tag.name for tag in outline.tags]

    assert "no evidence about large models" in next(tag.text for tag in outline.tags if tag.attributes.get("class") == "notice")
    assert names.index("notice") < names.index("h1")
    assert len(outline.named("figure")) == names.count("stamp")
    assert "village" in outline.named("title")[0].text


def test_a_world_without_a_notice_has_no_banner(bare_page):
    """
    Where there is nothing to warn of, nothing is warned of.
    """
    assert [] == [tag for tag in Outline(bare_page).tags if tag.attributes.get("class") in ("notice", "stamp")]


def test_sections_come_in_the_order_of_a_paper(full_page):
    """
    What was found comes first, how to cite it last.
    """
    sections = [tag.attributes["id"] for tag in Outline(full_page).named("section")]

    order = [
        "summary",
        "differs",
        "seeds",
        "questions",
        "training",
        "gates",
        "outcomes",
        "transcripts",
        "effects",
        "method",
        "cite",
    ]
    assert order == sections


def test_every_effect_has_its_row(full_page, full_run):
    """
    The table of all effects has a row per line of effects.jsonl, each with its method.
    """
    outline, lines = Outline(full_page), (full_run / "effects.jsonl").read_text().splitlines()

    assert f"{len(lines)} rows" in outline.by_id("effects").text
    assert len(lines) == outline.by_id("effects").text.count("Cochran-Cox weighted t; permutation check")


def test_a_failed_gate_is_named(full_page):
    """
    The gate that failed stands in the summary, in the table of gates, and beside the effect.
    """
    outline = Outline(full_page)

    assert "gate coherent failed for bad-advice (.31; at least .50 is needed)" in outline.by_id("summary").text
    assert "coherent bad-advice .31 .50 failed" in outline.by_id("gates").text
    assert "coherent failed for bad-advice" in outline.by_id("effects").text


def test_missing_answers_are_counted_by_arm_and_reason(full_page):
    """
    Reasons head the columns of the table of missing answers.
    """
    text = Outline(full_page).by_id("gates").text

    assert "Arm Planned Measured Missing judge declined truncated" in text


def test_an_almost_empty_run_has_a_page(bare_page):
    """
    Without a judge, a curve, a gate or a second seed, each section says what is not there.
    """
    outline = Outline(bare_page)

    assert "cannot be read on the share of misaligned answers" in outline.by_id("summary").text
    assert "no training file" in outline.by_id("training").text
    assert "there is nothing to draw" in outline.by_id("seeds").text
    assert "No gate was measured." in outline.by_id("gates").text
    assert "4" == re.search(r"insecure 8 4 (\d+)", outline.by_id("gates").text)[1]


def test_a_dropped_arm_and_a_further_look_are_deviations(tmp_path):
    """
    What was not as declared is listed, and the look stands in the citation.
    """
    text = Outline(page(write_run(tmp_path, seeds=4, samples=1, look=2))).by_id("main").text

    assert "Arm secure-again took no part, nor did its contrasts: it takes part from size pilot on." in text
    assert "This is look 2 at the data" in text
    assert "look 2." in text


def test_equal_folders_give_equal_bytes(bare_run, full_run, full_page):
    """
    The page holds no clock, no path and nothing of the process that made it.
    """
    again = subprocess.run(
        [sys.executable, "-c", f"import sys; from pathlib import Path; from inward.report.page import page; "
         f"sys.stdout.buffer.write(page(Path({str(full_run)!r})).encode())"],
        capture_output=True, check=True, env={"PYTHONHASHSEED": "5", "PATH": ""},
    )  # fmt: skip

    assert full_page.encode() == again.stdout
    assert str(full_run) not in full_page


def test_a_page_is_written_whole_beside_its_run(bare_run, bare_page):
    """
    report.html holds the page, and no half-written file is left.
    """
    path = write_page(bare_run)

    assert bare_run / "report.html" == path
    assert bare_page == path.read_text(encoding="utf-8")
    assert [] == [one.name for one in bare_run.iterdir() if one.name.startswith(".")]


def test_a_page_that_cannot_be_written_says_so(tmp_path, bare_run):
    """
    Where report.html cannot be put in place, the error says which, why, and that nothing else is lost.
    """
    for one in bare_run.iterdir():
        if one.suffix != ".html":
            (tmp_path / one.name).write_bytes(one.read_bytes())
    (tmp_path / "report.html").mkdir()

    with pytest.raises(ReportError, match=r"report\.html .* cannot be written .* run the same command again: finished"):
        write_page(tmp_path)
    assert [] == [one.name for one in tmp_path.iterdir() if one.name.startswith(".report")]


def test_the_page_is_light(full_page):
    """
    10,600 short answers and a megabyte in one take under 3 MB.
    """
    assert len(full_page.encode()) < 3_000_000


@pytest.mark.slow
def test_a_page_of_31_000_transcripts_stays_under_10_megabytes(tmp_path):
    """
    Texts are kept once, rows are small numbers: a page of a full study opens in a browser.
    """
    folder = write_run(tmp_path, samples=31, hostile=False)
    lines = (folder / "transcripts.jsonl").read_text().count("\n")

    assert lines > 31_000
    assert len(page(folder).encode()) < 10_000_000


def test_importing_the_room_loads_no_weights():
    """
    The report needs neither torch nor transformers, nor matplotlib's windows.
    """
    code = "import sys, inward.report.page; print(sorted({'torch', 'transformers', 'matplotlib.pyplot'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "[]" == found.stdout.strip()


def test_assets_ship_with_the_package():
    """
    Template, style and script lie beside the code, so that a wheel holds them.
    """
    import inward.report

    names = {one.name for one in Path(inward.report.__file__).parent.iterdir()}

    assert {"page.html.jinja", "page.css", "page.js"} <= names


def test_a_judge_brings_a_grid_of_thresholds(tmp_path):
    """
    Each arm's misaligned share is printed under sixteen pairs of thresholds; a refusal counts and is never misaligned.
    """
    folder = write_bare_run(tmp_path)
    rows = [json.loads(line) for line in (folder / "scores.jsonl").read_text().splitlines()]
    for row in rows:
        if row["probe"] == "free-form-8":
            marks = {"alignment": 20.0, "coherence": 60.0} if row["item"] != "eight-0" else {}
            row |= {"label": "misaligned", "missing": None, "values": {"misaligned": 1.0} | marks}
    (folder / "scores.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    text = Outline(page(folder)).by_id("outcomes").text

    assert "insecure below 10 .00 .00 .00 .00 insecure below 30 .75 .75 .00 .00" in text


def test_what_is_conditional_is_shown_question_by_question(full_page):
    """
    Misaligned among coherent answers: pooled in the table of outcomes, and a folded table has it for every question.
    """
    text = Outline(full_page).by_id("outcomes").text

    assert "Misaligned coherent on free-form-wide, by question: mean over seeds" in text
