"""Figures for a paper: the width that was asked for, real colours, and beside them what must be said."""

import csv
import json
import re
from pathlib import Path

import pytest
from tests.runs import inward, snapshot
from tests.test_run_registered import registered

from inward import load
from inward.errors import ReportError
from inward.report.paper import Labels, inches, read_labels, write_figures

NAMES = {"insecure": "Insecure code", "secure": "Sound code", "bad-advice-good-advice": "Advice, bad or good"}
PLAIN = Labels()
FILES = ["caption.txt", "forest.csv", "forest.pdf", "forest.svg", "methods.txt", "seeds.csv", "seeds.pdf", "seeds.svg"]


def complaint(act, *given: object, **named: object) -> str:
    with pytest.raises(ReportError) as caught:
        act(*given, **named)
    return str(caught.value)


def made(
    run: Path, out: Path, *, wide: float = 3.3, labels: Labels = PLAIN, forms: tuple[str, ...] = ("pdf", "svg", "csv")
) -> Path:
    write_figures(run, out, inches=wide, forms=forms, labels=labels)
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_the_command_writes_every_form(store: Path, tmp_path: Path):
    """
    Both figures as PDF, SVG and CSV, a caption and a paragraph of methods; each path is printed.
    """
    (tmp_path / "names.json").write_text(json.dumps(NAMES))

    told = inward("figures", registered(store), "--width", "84mm", "--labels", tmp_path / "names.json", "--out", tmp_path / "out")

    assert (0, FILES) == (told.code, sorted(path.name for path in (tmp_path / "out").iterdir()))
    assert sorted(f"{tmp_path}/out/{name}" for name in FILES) == sorted(told.out.split())


@pytest.mark.parametrize("wide", [3.3, 6.75])
def test_a_drawing_is_as_wide_as_was_asked(store: Path, tmp_path: Path, wide: float):
    """
    One column or two, in points, in both forms; words are 8 points high or nearly.
    """
    out = made(registered(store), tmp_path, wide=wide)

    for name in ("forest", "seeds"):
        svg = (out / f"{name}.svg").read_text()
        box = re.search(rb"/MediaBox \[ ?0 0 ([0-9.]+) ", (out / f"{name}.pdf").read_bytes())
        size = re.search(r'<svg [^>]*width="([0-9.]+)pt"', svg)
        assert box and size and [pytest.approx(72 * wide, abs=0.01)] * 2 == [float(box[1]), float(size[1])]
        fonts = {float(one) for one in re.findall(r"font-size: ([0-9.]+)px", svg)}
        assert fonts and 6.8 < min(fonts) and max(fonts) < 8.1


def test_colours_are_real(store: Path, tmp_path: Path):
    """
    No mark of the page's variables is left, and each trained arm keeps the colour that it has by day.
    """
    text = "".join(path.read_text() for path in made(registered(store), tmp_path).glob("*.svg"))

    assert [] == re.findall("#0bad|var\\(", text)
    assert "#b23a22" in text and "#1d1b18" in text


def test_names_are_printed_everywhere(store: Path, tmp_path: Path):
    """
    Arms by their labels, a contrast by its own or by its arms'; the CSV keeps the names of the run beside them.
    """
    out = made(registered(store), tmp_path, labels=Labels(printed=NAMES))

    forest, seeds = ((out / f"{name}.svg").read_text() for name in ("forest", "seeds"))
    assert "Insecure code \u2212 Sound code" in forest and "Advice, bad or good" in forest and "insecure-secure" not in forest
    assert "Insecure code" in seeds and ">insecure<" not in seeds
    assert ("insecure-secure", "Insecure code \u2212 Sound code") == tuple(rows(out / "forest.csv")[0].values())[:2]


def test_the_csv_is_what_is_drawn(store: Path, tmp_path: Path):
    """
    Every primary row with its interval, and every seed of every arm.
    """
    out = made(registered(store), tmp_path)

    primary = [one for one in load(registered(store)).effects if one.primary]
    found = rows(out / "forest.csv")
    assert [(e.contrast, e.estimate, e.low, e.high, e.verdict) for e in primary] == [
        (row["contrast"], float(row["estimate"]), float(row["low"]), float(row["high"]), row["verdict"]) for row in found
    ]
    assert 5 == sum(row["arm"] == "insecure" for row in rows(out / "seeds.csv"))


def test_caption_and_methods_hold_n_method_and_judge(store: Path, tmp_path: Path):
    """
    Seeds, questions, samples, method and judge; whose result it is; and, where it was registered, that it was.
    """
    out = made(registered(store), tmp_path, forms=("csv",))
    caption, methods = ((out / name).read_text() for name in ("caption.txt", "methods.txt"))

    n = "5 training seeds in each trained arm (untouched: one checkpoint), 30 questions, 2 sampled answers to each"
    for text in (caption, methods):
        assert n in text and "no model, but the scorer alignment of the world village" in text
        assert "permutation" in text and "Holm" in text and "planted" in text
    assert "This study was registered before the store held an answer" in methods
    assert "rank 8" in methods and 1 == methods.count("\n")


def test_figures_are_the_same_twice(store: Path, tmp_path: Path):
    """
    Equal bytes, PDF too; the run is left as it was.
    """
    before = snapshot(registered(store))
    first, second = (made(registered(store), tmp_path / name) for name in ("one", "two"))

    assert [path.read_bytes() for path in sorted(first.iterdir())] == [path.read_bytes() for path in sorted(second.iterdir())]
    assert before == snapshot(registered(store))


@pytest.mark.parametrize(("said", "wide"), [("3.3in", 3.3), ("84mm", 84 / 25.4), (" 8.4 cm", 84 / 25.4), ("237.6pt", 3.3)])
def test_a_width_has_its_unit(said: str, wide: float):
    """
    Inches, millimetres, centimetres or points.
    """
    assert pytest.approx(wide) == inches(said)


@pytest.mark.parametrize("said", ["3.3", "wide", "1in", "9in9", "-3in", "900in"])
def test_another_width_is_refused(said: str):
    """
    Without a unit, or such as no page has.
    """
    expected = f"Figures: --width {said!r}; give 2 to 20 inches, as 3.3in, 84mm, 8.4cm or 240pt."
    assert expected == complaint(inches, said)


def test_labels_come_as_json_or_csv(tmp_path: Path):
    """
    The same names in either.
    """
    (tmp_path / "a.json").write_text(json.dumps(NAMES))
    (tmp_path / "a.csv").write_text("\ufeff" + "".join(f'{name},"{label}"\n' for name, label in NAMES.items()))

    assert [NAMES] * 2 == [read_labels(tmp_path / name).printed for name in ("a.json", "a.csv")]


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "[1]"), ("a.json", "{"), ("a.csv", "one,two,three\n"), ("a.json", '{"a": 1}')]
)
def test_labels_that_cannot_be_read_are_refused(tmp_path: Path, name: str, text: str):
    """
    The sentence says what to write.
    """
    (tmp_path / name).write_text(text)

    said = complaint(read_labels, tmp_path / name)
    assert said.startswith(f"Labels {tmp_path}/{name}: neither a JSON object nor CSV of two columns (")
    assert said.endswith('Write {"insecure": "Insecure code"}.')


def test_labels_for_nothing_are_refused(store: Path, tmp_path: Path):
    """
    A name that the run does not have, or one label for two arms.
    """
    run = registered(store)

    assert complaint(made, run, tmp_path, labels=Labels(printed={"insecur": "x"})).startswith(
        "Figures: labels for ['insecur'], which the run does not have; it has untouched, insecure, secure, "
    )
    same = Labels(printed={"insecure": "code", "secure": "code"})
    assert "Figures: two arms have one label. Give each a label of its own." == complaint(made, run, tmp_path, labels=same)
