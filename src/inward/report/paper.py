"""The report's forest, dots and dose curves for a paper: PDF and SVG at a given width, real colours, what is drawn as CSV."""

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, final

import matplotlib
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

from inward.errors import ReportError
from inward.report import dose, dots, figures, forest
from inward.report.palette import COLOURS
from inward.report.plain import one_line
from inward.report.prose import caption, methods
from inward.report.read import RunFolder, read
from inward.report.sheet import Sheet, drawing
from inward.report.tally import Tally
from inward.schema.outcome import Effect

FORMS = ("pdf", "svg", "csv")
PER_INCH = {"in": 1.0, "cm": 2.54, "mm": 25.4, "pt": 72.0}
NARROWEST, WIDEST, TWO_COLUMNS = 2.0, 20.0, 6.0
SMALL, LARGE = 8 / 11.5, 8 / 12.5
"""What makes the words of a narrow and of a wide drawing 8 points high."""
EDGE = 6.0
"""Pixels of the drawing that stay free to its left and right, for the numbers at the ends of an axis."""
INK = {colour.sentinel: "#ffffff" if colour.name == "paper" else colour.light for colour in COLOURS}
HEADS = ("contrast", "printed", "treated", "control", "estimate", "low", "high", "level", "p_adjusted", "verdict")


@final
@dataclass(frozen=True, kw_only=True)
class Labels:
    """What arms and contrasts are called in print; a contrast without a name of its own is made of its arms'."""

    printed: Mapping[str, str] = field(default_factory=dict)

    def arm(self, name: str) -> str:
        """An arm as it is printed."""
        return self.printed.get(name, name)

    def contrast(self, row: Effect) -> str:
        """A contrast as it is printed."""
        sides = (row.treated, row.control)
        made = " \u2212 ".join(map(self.arm, sides)) if any(side in self.printed for side in sides) else row.contrast
        return self.printed.get(row.contrast, made)


def write_figures(run: Path, out: Path, *, inches: float, forms: Sequence[str], labels: Labels) -> list[Path]:
    """
    forest and seeds in every form, caption.txt and methods.txt in folder `out`; the files that were written. Where doses were
    given, a dose-CONTRAST beside them, and dose.csv.

    Raises
    ------
    ReportError
        A run that cannot be read, an unknown label, or nothing to draw.
    """
    folder = read(run)
    _known(folder, labels)
    made: dict[str, bytes] = {}
    with drawing(), matplotlib.rc_context({"pdf.fonttype": 42}):
        for name, sheet in _sheets(folder, inches=inches, labels=labels).items():
            for form in forms:
                if form != "csv":
                    made[f"{name}.{form}"] = printed(sheet(), inches=inches, form=form)
    if "csv" in forms:
        made |= {"forest.csv": _effects(folder, labels).encode(), "seeds.csv": _seeds(folder, labels).encode()}
        made |= {"dose.csv": _doses(folder, labels).encode()} if folder.slopes else {}
    made |= {"caption.txt": caption(folder).encode(), "methods.txt": methods(folder).encode()}
    return [_written(out / name, data) for name, data in made.items()]


def inches(said: str) -> float:
    """
    A width such as 3.3in, 84mm, 8.4cm or 240pt.

    Raises
    ------
    ReportError
        Another form, or a width that no page has.
    """
    found = re.fullmatch(r"([0-9]*\.?[0-9]+)\s*(in|cm|mm|pt)", said.strip())
    width = float(found[1]) / PER_INCH[found[2]] if found else 0.0
    if not NARROWEST <= width <= WIDEST:
        raise ReportError(f"Figures: --width {said!r}; give {NARROWEST:g} to {WIDEST:g} inches, as 3.3in, 84mm, 8.4cm or 240pt.")
    return width


def read_labels(path: Path) -> Labels:
    """
    Labels from a file: a JSON object, or CSV with two columns, name and label.

    Raises
    ------
    ReportError
        A file that cannot be read, or is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = (
            json.loads(text) if path.suffix == ".json" else {name: label for name, label in csv.reader(io.StringIO(text)) if name}
        )
        pairs = {str(name): one_line(label) for name, label in rows.items()}
    except UnicodeDecodeError as error:
        byte = f"0x{error.object[error.start]:02x}"
        raise ReportError(f"Labels {path}: found byte {byte}, which is not UTF-8. Save it as UTF-8.") from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ReportError(
            f'Labels {path}: neither a JSON object nor CSV of two columns ({error}). Write {{"insecure": "Insecure code"}}.'
        ) from error
    return Labels(printed=pairs)


def printed(sheet: Sheet, *, inches: float, form: str) -> bytes:
    """The sheet as it is printed, so many inches wide; the sheet cannot be used again."""
    zoom = inches * 72 / (sheet.width + 2 * EDGE)
    sheet.place.translate(EDGE, 0).scale(zoom)
    sheet.figure.set_size_inches(inches, sheet.height * zoom / 72)
    for artist in sheet.figure.get_children():
        if isinstance(artist, Line2D):
            _ink_line(artist, zoom)
        elif isinstance(artist, Polygon):
            artist.set_facecolor(_ink(artist.get_facecolor()))
        elif isinstance(artist, Text):
            artist.set(color=_ink(artist.get_color()), fontsize=float(artist.get_fontsize()) * zoom)
    buffer = io.BytesIO()
    clock = {"CreationDate": None} if form == "pdf" else {"Date": None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        sheet.figure.savefig(buffer, format=form, metadata=clock, transparent=True)
    return buffer.getvalue()


def _ink(colour: Any) -> str:  # noqa: ANN401
    """The colour that a sentinel stands for, on white paper."""
    return INK[to_hex(colour)]


def _ink_line(line: Line2D, zoom: float) -> None:
    if line.get_linestyle() != "None":
        line.set(color=_ink(line.get_color()), linewidth=line.get_linewidth() * zoom)
    if line.get_marker() != "None":
        line.set(markerfacecolor=_ink(line.get_markerfacecolor()), markeredgecolor=_ink(line.get_markeredgecolor()))
        line.set(markersize=line.get_markersize() * zoom, markeredgewidth=line.get_markeredgewidth() * zoom)


def _sheets(run: RunFolder, *, inches: float, labels: Labels) -> Mapping[str, Callable[[], Sheet]]:
    """What is drawn, by the name of its file: narrow for a column, wide for a page."""
    rows = [replace(row, contrast=labels.contrast(row)) for row in figures.primary_rows(run)]
    tally = Tally(run=run)
    strip = figures.drawn_dots(run, tally)
    if not rows or strip is None:
        raise ReportError(
            "Figures: the primary outcome has no row or no score, so there is nothing to draw. `inward show` says why."
        )
    trees, seeds = replace(figures.drawn_forest(run), rows=rows), _relabelled(strip, labels)
    large = inches >= TWO_COLUMNS
    width = inches * 72 / (LARGE if large else SMALL) - 2 * EDGE
    drawn = (forest.wide, dots.wide) if large else (forest.narrow, dots.narrow)
    return {
        "forest": lambda: drawn[0](trees, width=width),
        "seeds": lambda: drawn[1](seeds, width=width),
        **_curves(run, tally, width=width),
    }


def _curves(run: RunFolder, tally: Tally, *, width: float) -> dict[str, Callable[[], Sheet]]:
    """The primary outcome over dose, a drawing for each contrast; none without doses."""
    bounded = figures.primary(run.declared)[1].bounds is not None
    return {
        f"dose-{one.name}": partial(dose.curves, one, rungs, run.declared, bounded=bounded, width=width)
        for one, rungs in dose.climbed(run, tally)
    }


def _relabelled(strip: dots.Strip, labels: Labels) -> dots.Strip:
    return replace(
        strip,
        means={labels.arm(arm): means for arm, means in strip.means.items()},
        colours={labels.arm(arm): colour for arm, colour in strip.colours.items()},
        hollow=frozenset(map(labels.arm, strip.hollow)),
    )


def _known(run: RunFolder, labels: Labels) -> None:
    """Refuse a label for what is not there, and one label for two arms."""
    arms = [arm.name for arm in run.declared.arms]
    there = [*arms, *dict.fromkeys(effect.contrast for effect in run.effects)]
    if unknown := sorted(set(labels.printed) - set(there)):
        raise ReportError(f"Figures: labels for {unknown}, which the run does not have; it has {', '.join(there)}.")
    if len(set(map(labels.arm, arms))) < len(arms):
        raise ReportError("Figures: two arms have one label. Give each a label of its own.")


def _effects(run: RunFolder, labels: Labels) -> str:
    rows = [
        [row.contrast, labels.contrast(row), *(getattr(row, name) for name in HEADS[2:])] for row in figures.primary_rows(run)
    ]
    return _csv(HEADS, rows)


def _seeds(run: RunFolder, labels: Labels) -> str:
    """Every dot, and the untouched base that is the broken line."""
    probe, measure = figures.primary(run.declared)
    means = Tally(run=run).seeds(probe.name, measure)
    rows = [[arm, labels.arm(arm), seed, value] for arm, found in means.items() for seed, value in found.items()]
    return _csv(("arm", "printed", "seed", measure.name), rows)


def _doses(run: RunFolder, labels: Labels) -> str:
    """Every dot of the curves."""
    measure = figures.primary(run.declared)[1]
    rows = [
        [one.name, labels.arm(arm), rung.amount, value]
        for one, rungs in dose.climbed(run, Tally(run=run))
        for rung in rungs
        for arm, values in ((one.treated, rung.treated), (one.control, rung.control))
        for value in values
    ]
    return _csv(("contrast", "arm", "dose", measure.name), rows)


def _csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(["" if one is None else one for one in row] for row in rows)
    return text.getvalue()


def _written(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ReportError(f"Figures: {path} cannot be written ({error.strerror or error}). Choose another --out.") from error
    return path
